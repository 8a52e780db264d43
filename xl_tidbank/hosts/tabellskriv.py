"""Rows to write in the tables of an open workbook, worked out before any cell is touched. Knows no program.

What a program must do with a `Skriveplan`: let the table reach `siste`, have the new rows below the old table look and
compute as the row `mal`, and write the values; all plans or none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any

from xl_tidbank.book.page.pagenames import ren
from xl_tidbank.book.template import inputs
from xl_tidbank.core.errors import Feilmelding, TidbankFeil, Verdifeil
from xl_tidbank.core.model import NEI, Tabeller
from xl_tidbank.tables import cells, schema
from xl_tidbank.tables.extent import Omraade
from xl_tidbank.tables.names import bokstaver, samme
from xl_tidbank.tables.rows import SUMRAD, finn_topp
from xl_tidbank.tables.schema import Kolonne, Slag, Tabell

from .vert import Radskriv

Raa = str | float | None  # a text, a number as the cell holds it, or nothing
SOM_TALL = (Slag.DATO, Slag.TIDSPUNKT, Slag.KLOKKE)  # numbers that only the cell's format tells from others
_DOGN = 86_400


@dataclass(frozen=True, slots=True)
class Skriveplan:
    """What to write in one table. Rows and columns count from 1.

    omraade: the program's own table, None where the sheet has none. siste: the last row of the table when it is done.
    mal: the row that new rows follow in looks and formulas. fra: the first new row. nye: the new rows, by column; None
    empties a cell. celler: changed cells of rows that stand there. slag: what kind of value each column written holds.
    """

    tabell: str
    ark: str
    omraade: Omraade | None
    kol: int
    kol2: int
    siste: int
    mal: int
    fra: int
    nye: tuple[Mapping[int, Raa], ...]
    celler: Mapping[tuple[int, int], Raa]
    slag: Mapping[int, Slag]

    @property
    def til(self) -> int:
        """The last new row; before `fra` where there is none."""
        return self.fra + len(self.nye) - 1

    @property
    def utvidet(self) -> range:
        """The new rows that were no part of the table."""
        slutt = self.omraade.rad2 if self.omraade is not None else self.fra - 1
        return range(max(self.fra, slutt + 1), self.til + 1)

    @property
    def blokker(self) -> Iterator[tuple[int, int, list[list[Raa]]]]:
        """The new rows as blocks of columns beside each other: first and last column, the values."""
        kolonner = sorted({k for rad in self.nye for k in rad})
        fra = 0
        for n in range(1, len(kolonner) + 1):
            if n == len(kolonner) or kolonner[n] != kolonner[n - 1] + 1:
                del_ = kolonner[fra:n]
                yield del_[0], del_[-1], [[rad.get(k) for k in del_] for rad in self.nye]
                fra = n

    @property
    def skrives(self) -> set[int]:
        """The columns that new rows have values in."""
        return {k for rad in self.nye for k in rad}


def rad_av(tabell: Tabell, post: Any, rad: int | None = None) -> Radskriv:
    """A record as a row to write, every column of it."""
    felt = zip(tabell.kolonner, post, strict=False)
    return Radskriv(tabell.navn, rad, {k.navn: inputs.celleverdi(k, v) for k, v in felt})


def endring_av(tabell: Tabell, gammel: Any, ny: Any) -> Radskriv:
    """The cells in which two records of one row differ."""
    felt = zip(tabell.kolonner, gammel, ny, strict=False)
    return Radskriv(tabell.navn, gammel.kilde.rad, {k.navn: inputs.celleverdi(k, b) for k, a, b in felt if a != b})


def forskjell(foer: Tabeller, etter: Tabeller) -> list[Radskriv]:
    """What to write for the tables to go from one to the other: a record that still has its row (`kilde`) is that row.
    A row that is gone is emptied, and is then read as none.
    """
    navn = {t.post: t for t in schema.TABELLER}
    ut: list[Radskriv] = []
    for f in fields(Tabeller):
        gamle, nye = getattr(foer, f.name) or (), getattr(etter, f.name) or ()
        post = type((*nye, *gamle)[0]) if nye or gamle else None
        if gamle is nye or post not in navn:
            continue
        tabell, staar = navn[post], {p.kilde.rad: p for p in gamle if p.kilde.rad}
        tomt = dict.fromkeys(k.navn for k in tabell.kolonner)
        beholdt = {p.kilde.rad for p in nye}
        ut += [Radskriv(tabell.navn, rad, tomt) for rad in staar if rad not in beholdt]
        for p in nye:
            gammel = staar.get(p.kilde.rad)
            if gammel is None:
                ut.append(rad_av(tabell, p))
            elif gammel != p:
                ut.append(endring_av(tabell, gammel, p))
    return ut


def per_tabell(skriv: Sequence[Radskriv]) -> list[tuple[Tabell, list[Radskriv]]]:
    """The rows of each table, tables in the order of the schema."""
    ut: dict[str, list[Radskriv]] = {}
    for s in skriv:
        ut.setdefault(s.tabell, []).append(s)
    return [(schema.ETTER_NAVN[n], ut[n]) for n in sorted(ut, key=list(schema.ETTER_NAVN).index)]


def krev_ark(tabell: Tabell, arkene: Sequence[str]) -> str:
    """The name of the table's sheet as it stands. Raises TidbankFeil where it is missing."""
    ark = next((a for a in arkene if samme(a) == samme(tabell.ark)), None)
    if ark is None:
        hva = (
            f"Arket «{tabell.ark}» mangler, så ingenting er skrevet. Gi arket navnet tilbake, eller lag banken på nytt"
        )
        raise TidbankFeil(Feilmelding(tabell.ark, "", f"{hva}: tidbank oppdater BANK.xlsx -o NY.xlsx."))
    return ark


def laast(ark: str) -> TidbankFeil:
    """The sheet is protected."""
    tekst = "Arket er beskyttet, så ingenting er skrevet. Opphev beskyttelsen av arket, og prøv igjen."
    return TidbankFeil(Feilmelding(ark, "", tekst))


def legg(
    tabell: Tabell, skriv: Sequence[Radskriv], ark: str, rader: Sequence[Sequence[Any]], omraader: Sequence[Omraade],
    null: date,
) -> Skriveplan:  # fmt: skip
    """What to write on a sheet whose values, from A1, are `rader`. null: the day its dates count from.

    Raises TidbankFeil with a sentence where the rows do not fit there.
    """
    return _Planlegger(tabell, ark, rader, omraader, null).plan(skriv)


class _Planlegger:
    def __init__(
        self, tabell: Tabell, ark: str, rader: Sequence[Sequence[Any]], omraader: Sequence[Omraade], null: date
    ) -> None:
        self.tabell, self.ark, self.rader, self.null = tabell, ark, rader, null
        topp = finn_topp(tabell, rader)
        if topp is None:
            raise self._feil("", f"Fant ikke overskriftene i tabellen {tabell.navn}, så ingenting er skrevet.")
        self.topp = topp + 1
        kjente = {samme(k.navn): k for k in tabell.kolonner}
        self.kolonner: dict[int, Kolonne] = {}
        for n, v in enumerate(rader[topp], 1):
            k = kjente.get(samme(v)) if isinstance(v, str) else None
            if k is not None and k not in self.kolonner.values():
                self.kolonner[n] = k
        self.plass = {k.navn: n for n, k in self.kolonner.items()}
        self.egne = {samme(v): n for n, v in enumerate(rader[topp], 1) if isinstance(v, str)}
        self.som_tall: dict[int, bool] = {}  # whether the numbers of a column are numbers, not texts
        self.sett: set[tuple[int, type, Any]] = set()  # values the columns have been seen to take
        forste = min(self.kolonner)
        self.omraade = next((o for o in omraader if o.rad == self.topp and o.kol <= forste <= o.kol2), None)
        o = self.omraade
        self.kol, self.kol2 = (o.kol, o.kol2) if o is not None else (forste, max(self.kolonner))
        self.bunn = o.rad2 if o is not None else self._siste_fylte()

    def _siste_fylte(self) -> int:
        n = len(self.rader)
        while n > self.topp and self._tom(n):
            n -= 1
        return n

    def plan(self, skriv: Sequence[Radskriv]) -> Skriveplan:
        nye = [self._verdier(s) for s in skriv if s.rad is None]
        celler: dict[tuple[int, int], Raa] = {}
        bunn, utvidet = self._med_under()
        for s in skriv:
            if s.rad is not None:
                if not self.topp < s.rad <= max(bunn, len(self.rader)):
                    raise self._feil("", f"Rad {s.rad} er ikke i tabellen {self.tabell.navn}. Ingenting er skrevet.")
                celler.update({(s.rad, kol): v for kol, v in self._verdier(s).items()})
        fra = bunn + 1
        while not utvidet and fra - 1 > self.topp and self._tom(fra - 1):
            fra -= 1  # rows that stand empty at the end are filled first
        siste = max(bunn, fra + len(nye) - 1) if nye else self.bunn
        if nye:
            self._krev_plass(bunn, siste)
        mal = fra - 1 if fra - 1 > self.topp else fra
        slag = {n: k.slag for n, k in self.kolonner.items()}
        return Skriveplan(
            self.tabell.navn, self.ark, self.omraade, self.kol, self.kol2, siste, mal, fra, tuple(nye), celler, slag
        )

    def _med_under(self) -> tuple[int, bool]:
        """The last row with those right below the table that are rows of it, and whether there were any: a table does
        not always grow when somebody types below it."""
        bunn = self.bunn
        if self.omraade is None:
            return bunn, False
        kreves = [self.plass[k.navn] for k in self.tabell.kolonner if k.ma_fylles and k.navn in self.plass]
        while kreves and not self.omraade.summer and all(not cells.tom(self._celle(bunn + 1, k)) for k in kreves):
            forste = self._celle(bunn + 1, min(kreves))
            if isinstance(forste, str) and SUMRAD.match(forste):
                break
            bunn += 1
        return bunn, bunn > self.bunn

    def _krev_plass(self, bunn: int, siste: int) -> None:
        if self.omraade is not None and self.omraade.summer and siste > self.omraade.rad2 - self.omraade.summer:
            hva = f"Tabellen {self.tabell.navn} har en totalrad, så det er ikke plass til flere rader. Slå av Totalrad"
            raise self._feil(
                f"{bokstaver(self.kol)}{self.omraade.rad2}", f"{hva}, og prøv igjen. Ingenting er skrevet."
            )
        for rad in range(bunn + 1, siste + 1):
            for kol in range(self.kol, self.kol2 + 1):
                if not cells.tom(v := self._celle(rad, kol)):
                    vist = f"«{str(v)[:30]}»" if isinstance(v, str) else "noe"
                    hva = f"Her står {vist} under tabellen {self.tabell.navn}, der det skal komme nye rader."
                    celle = f"{bokstaver(kol)}{rad}"
                    raise self._feil(celle, f"{hva} Flytt det til et annet sted, og prøv igjen. Ingenting er skrevet.")

    def _verdier(self, s: Radskriv) -> dict[int, Raa]:
        ut: dict[int, Raa] = {}
        for navn, verdi in s.verdier.items():
            kol = self.plass.get(navn) or self.egne.get(samme(navn))
            if kol is None:
                if verdi in (None, "", NEI):  # what a column that is not there means
                    continue
                hva = f"Kolonnen «{navn}» mangler i tabellen {self.tabell.navn}, så ingenting er skrevet."
                raise self._feil("", f"{hva} Sett den inn som siste kolonne i tabellen, og prøv igjen.")
            ut[kol] = self._raa(kol, verdi)
        return ut

    def _raa(self, kol: int, verdi: Any) -> Raa:
        """The value as the cell holds it. Raises TidbankFeil for one the column does not take."""
        k = self.kolonner.get(kol)
        if verdi is None or verdi == "":
            return None
        if k is not None and (kol, type(verdi), verdi) not in self.sett:
            try:
                cells.tolk(k, verdi)
            except Verdifeil as e:
                raise self._feil("", f"{e.feil[0].tekst} Ingenting er skrevet.") from e
            self.sett.add((kol, type(verdi), verdi))
        if isinstance(verdi, bool):
            return "Ja" if verdi else "Nei"
        if isinstance(verdi, datetime):
            return float((verdi.date() - self.null).days) + _sekunder(verdi.time()) / _DOGN
        if isinstance(verdi, date):
            return float((verdi - self.null).days)
        if isinstance(verdi, time):
            return _sekunder(verdi) / _DOGN
        if k is not None and k.slag is Slag.NUMMER:
            return self._nummer(kol, str(verdi))
        return ren(verdi) if isinstance(verdi, str) else float(verdi)

    def _nummer(self, kol: int, tekst: str) -> Raa:
        """A number of somebody or something: a text, or a number where every other in the column is one."""
        if not tekst.isdecimal() or (tekst[0] == "0" and tekst != "0") or len(tekst) > 15:
            return tekst
        if kol not in self.som_tall:
            rader = range(self.topp + 1, len(self.rader) + 1)
            andre = {type(v) for n in rader if not cells.tom(v := self._celle(n, kol))}
            self.som_tall[kol] = bool(andre) and andre <= {float, int}
        return float(tekst) if self.som_tall[kol] else tekst

    def _celle(self, rad: int, kol: int) -> Any:
        if not 0 < rad <= len(self.rader):
            return None
        verdier = self.rader[rad - 1]
        return verdier[kol - 1] if kol <= len(verdier) else None

    def _tom(self, rad: int) -> bool:
        return all(cells.tom(self._celle(rad, kol)) for kol in self.kolonner)

    def _feil(self, celle: str, tekst: str) -> TidbankFeil:
        return TidbankFeil(Feilmelding(self.ark, celle, tekst))


def _sekunder(t: time) -> float:
    return t.hour * 3600 + t.minute * 60 + t.second + t.microsecond / 1e6
