"""What a form is: data. Fields that are columns of a table, what answers beside them, and the rows it writes.

A host places the page of a form, hands back what stands in its named cells, and writes the rows. Nothing here knows a
program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from ...book.page.plain import Blokk, Side
    from ...core.bank import Bank

FELT, MERKE, MELDING = "felt_", "skjema_", "skjema_melding"  # how the names of a form's cells begin
RADER = f"{FELT}rader"  # the rows of a form that has some, header included
LEGG_INN, LUKK = "legg_inn", "lukk_skjema"  # the buttons on every form
KNAPPER = ((LEGG_INN, "Legg inn"), (LUKK, "Lukk"))


class Utgangspunkt(NamedTuple):
    """What a form is made of: the bank, the workbook's day, the employee of the sheet in view ("" = none), and the name
    of the cell with the bank where the workbook has one."""

    bank: Bank
    dag: date
    ansatt: str = ""
    bankcelle: str = ""


class Nyrad(NamedTuple):
    """A row to write. rad: the sheet's row, None = a new one. verdier: what the cells hold, by column."""

    tabell: str
    rad: int | None
    verdier: Mapping[str, Any]


class Feltfeil(NamedTuple):
    """What is wrong with a field, "" = with the form. rad, kol: the cell of a form's rows, from 0, the header is 0."""

    navn: str
    tekst: str
    rad: int = 0
    kol: int = 0


class Skjemafeil(Exception):  # noqa: N818 - an error in Norwegian
    """The form is refused, and stands as it is."""

    def __init__(self, feil: Iterable[Feltfeil]) -> None:
        self.feil = tuple(feil)
        super().__init__("; ".join(f.tekst for f in self.feil))


class Innlegg(NamedTuple):
    """What a form enters: rows, what to say of it, and whose findings may be news."""

    rader: Sequence[Nyrad]
    sagt: str
    ansatte: Sequence[str] = ()


Verdier: TypeAlias = Mapping[str, Any]  # by name: a cell's value, or rows of values


@dataclass(frozen=True, slots=True)
class Skjema:
    """A form as users see it. blokker: its page. les: what it enters; raises Skjemafeil.

    hjelpetekster: the note beside each field, which a refusal takes the place of.
    """

    navn: str
    etikett: str
    hjelp: str
    undertittel: str
    blokker: Callable[[Utgangspunkt], tuple[Blokk, ...]]
    les: Callable[[Bank, date, Verdier], Innlegg]

    def side(self, u: Utgangspunkt) -> Side:
        from ...book.page.plain import Side, Skjemaruter

        blokker = [
            replace(b, merke=f"{MERKE}{self.navn}") if isinstance(b, Skjemaruter) else b for b in self.blokker(u)
        ]
        return Side(
            self.etikett, self.etikett, tuple(blokker), gjelder=u.dag, virksomhet=u.bank.valg["virksomhet"],
            undertittel=self.undertittel, liggende=True,
        )  # fmt: skip


SKJEMAER: dict[str, Skjema] = {}  # by name, in the order of the work


def registrer(s: Skjema) -> Skjema:
    SKJEMAER[s.navn] = s
    return s
