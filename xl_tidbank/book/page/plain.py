"""The vocabulary of a page: what any page can say, independent of the program that shows it.

A page is a list of blocks from top to bottom. Values are typed (float, int, date, str, None), never formatted text,
so that every writer shows them with the same formats. Hours carry full precision; rounding is the writer's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from .formater import Format as Format
from .formater import Formel as Formel
from .formater import Status as Status
from .formater import Verdi as Verdi
from .formater import uten_formel as uten_formel


@dataclass(frozen=True, slots=True)
class Nokkeltall:
    """The figure people came for: large, with its label above and a note below."""

    etikett: str
    verdi: Verdi
    format: Format
    merknad: str = ""


@dataclass(frozen=True, slots=True)
class Nokkelrad:
    """Two to five key figures side by side."""

    tall: tuple[Nokkeltall, ...]


@dataclass(frozen=True, slots=True)
class Fakta:
    """Label and value pairs, a line each; the fourth is a small grey note (a clause or a source).

    sum_sist: the last line is what the lines above add up to.
    """

    overskrift: str
    linjer: tuple[tuple[str, Verdi, Format, str], ...]
    sum_sist: bool = False


@dataclass(frozen=True, slots=True)
class Felt:
    """A column of a table on a page. bredde: the longest real value in characters. bak: seldom asked for, and grouped
    away until somebody clicks; in a table that is written, these come last and stand to the right of the page."""

    navn: str
    format: Format
    bredde: float
    forklaring: str = ""
    bak: bool = False


@dataclass(frozen=True, slots=True)
class Rader:
    """A table. navn: an Excel table name, "" = plain cells. tom: the sentence shown where there are no rows.

    samlet: the whole of it on one piece of paper.

    sum: names of the columns that get a total below the table. sumformel: the totals are native sums of the columns.
    lenker: for each row the sheet and the cell its fields in `lenkefelt` lead to, None = nowhere; () = no row has any.
    """

    overskrift: str
    felt: tuple[Felt, ...]
    rader: tuple[tuple[Verdi, ...], ...]
    tom: str = "Ingen."
    navn: str = ""
    sum: tuple[str, ...] = ()
    merknad: str = ""
    sumformel: bool = False
    samlet: bool = False
    lenker: tuple[tuple[str, str] | None, ...] = ()
    lenkefelt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Serie:
    navn: str
    verdier: tuple[float | None, ...]
    stil: str = "linje"  # linje, plan (stiplet), merke (loddrett strek der verdien finnes), stolpe


@dataclass(frozen=True, slots=True)
class Diagram:
    """A chart with its own data. x: dates (lines over time) or names (bars). alt: the text a blind reader hears."""

    tittel: str
    x: tuple[Verdi, ...]
    serier: tuple[Serie, ...]
    alt: str
    x_navn: str = ""
    y_navn: str = ""
    hoyde: int = 15  # rows
    negativt: str = "til gode"  # the word on the axis where a sign would stand (B32)
    hele: bool = field(default=False, repr=False)  # figures beside bars without decimals; no part of the stamp


@dataclass(frozen=True, slots=True)
class Notat:
    """Plain sentences, a paragraph each. liten: small and grey (clauses, sources)."""

    avsnitt: tuple[str, ...]
    overskrift: str = ""
    liten: bool = False


@dataclass(frozen=True, slots=True)
class Punkt:
    """One point of a list: a word of `Status` (or ""), a sentence, and small grey text below it. lenke: the sheet and
    the cell the sentence leads to."""

    status: str
    tekst: str
    detalj: str = ""
    lenke: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Liste:
    """Points of running text over the full width, where a table would give every text a narrow column."""

    overskrift: str
    punkter: tuple[Punkt, ...]
    tom: str = "Ingen."


@dataclass(frozen=True, slots=True)
class Ferskhet:
    """Native formulas that tell whether the tables are as they were when the figures were made.

    deler: (table, formula in stored form without "=", TRUE while the table is unchanged). Every program that opens
    the file recalculates them, without our functions.
    """

    overskrift: str
    deler: tuple[tuple[str, str], ...]
    fersk: str = "Tallene er ferske"
    gammel: str = (
        "Tabellene er endret etter at tallene ble regnet. Velg Tidbank > Oppdater, eller kjør tidbank oppdater."
    )


@dataclass(frozen=True, slots=True)
class Skrivelinjer:
    """Empty lines to write on by hand."""

    overskrift: str
    antall: int
    ledetekst: str = ""


@dataclass(frozen=True, slots=True)
class Cellelinje:
    """navn: a defined name for the value's cell, on this sheet only where it begins with "!". liste: the defined name
    of what may be chosen there."""

    etikett: str
    verdi: Verdi
    format: Format
    merknad: str = ""
    navn: str = ""
    liste: str = ""


@dataclass(frozen=True, slots=True)
class Celletall:
    """Label, value and note, a line each, every value alone in one cell: for functions, and for what the user writes.

    inndata: the values are the user's to change.
    """

    overskrift: str
    linjer: tuple[Cellelinje, ...]
    inndata: bool = False


@dataclass(frozen=True, slots=True)
class Matrise:
    """A table that one formula fills, header row included; the last block of its page, for it grows downwards.

    rader: the rows below the header as they were when the page was made. hode: the first row as it was, where that is
    not the names of the fields.
    """

    overskrift: str
    felt: tuple[Felt, ...]
    formel: str
    rader: tuple[tuple[Verdi, ...], ...]
    hode: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Valgliste:
    """What may be chosen in a form: the first column is offered, formulas look the others up. It stands right of the
    page, in grey. navn: what formulas and fields of the page call it."""

    navn: str
    felt: tuple[Felt, ...]
    rader: tuple[tuple[Verdi, ...], ...]


@dataclass(frozen=True, slots=True)
class Skjemafelt:
    """A cell of a form to write in. navn: its name on the sheet, by which formulas of the page speak of it and the
    program finds it again. verdi: what is proposed. liste: the `Valgliste` it is chosen from, "" = written."""

    navn: str
    etikett: str
    verdi: Verdi
    format: Format
    hjelp: str = ""
    liste: str = ""
    maa: bool = False


@dataclass(frozen=True, slots=True)
class Skjemasvar:
    """What answers beside the fields, as they are filled in. formel: it fills the table, header included; plass: rows
    kept for it. Without one, `rader` hold a formula each, and `formater` how the second column shows it. linjer: lines
    of text a row has room for."""

    overskrift: str
    felt: tuple[Felt, ...]
    formel: str = ""
    rader: tuple[tuple[Verdi, ...], ...] = ()
    plass: int = 0
    linjer: int = 2
    formater: tuple[Format, ...] = ()


@dataclass(frozen=True, slots=True)
class Skjemaruter:
    """The top of a form: buttons (command, label), the fields below them, and what answers beside these.

    The names in `Skjemafelt.navn` and `Valgliste.navn` may stand in every formula of the page. melding: the name of the
    cell beside the buttons, where the program says what is wrong. merke: a name by which the form is known again.
    """

    overskrift: str
    knapper: tuple[tuple[str, str], ...]
    felt: tuple[Skjemafelt, ...]
    melding: str
    svar: Skjemasvar | None = None
    lister: tuple[Valgliste, ...] = ()
    merke: str = ""


@dataclass(frozen=True, slots=True)
class Skjematabell:
    """Rows of a form to tick off and fill in. skrives: the columns that are the user's, each with the `Valgliste` it is
    chosen from or "". navn: of all the rows. tom: the sentence shown where there are none."""

    overskrift: str
    felt: tuple[Felt, ...]
    rader: tuple[tuple[Verdi, ...], ...]
    skrives: tuple[tuple[str, str], ...]
    navn: str
    tom: str


@dataclass(frozen=True, slots=True)
class Signatur:
    """Sign-off lines: who, name, date."""

    roller: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lenker:
    """Links to other sheets of the same workbook: (sheet, what is there). til: where a text that is no sheet leads.
    merknad: in small print below."""

    overskrift: str
    mal: tuple[tuple[str, str], ...]
    til: tuple[tuple[str, str], ...] = ()
    merknad: str = ""


Blokk: TypeAlias = (
    Nokkelrad | Fakta | Rader | Diagram | Notat | Liste | Ferskhet | Skrivelinjer | Signatur | Lenker
    | Celletall | Matrise | Skjemaruter | Skjematabell
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One sheet. ark: sheet name (31 characters at most). stempel: content stamp, shown in the footer.

    gjelder: the date the page speaks for. virksomhet: workplace or unit in the title band. liggende: landscape.
    laget: the day the page was made, None = not said. hoyst_sider: print shrinks to so many pages, 0 = free.
    """

    ark: str
    tittel: str
    blokker: tuple[Blokk, ...]
    gjelder: date | Formel | None = None
    virksomhet: str = ""
    undertittel: str = ""
    stempel: str = ""
    liggende: bool = False
    laget: date | None = None
    hoyst_sider: int = 0


def arknavn(tekst: str) -> str:
    """A legal sheet name: 31 characters at most, none of []:*?/\\, no apostrophe at the ends, never empty."""
    rent = "".join(" " if tegn in "[]:*?/\\" or ord(tegn) < 32 else tegn for tegn in tekst)
    rent = " ".join(rent.split()).strip(" '")
    while len(rent.encode("utf-16-le", "replace")) > 62:  # Excel counts UTF-16 units
        rent = rent[:-1].rstrip(" '")
    return rent if rent and rent.casefold() != "history" else "Ark"
