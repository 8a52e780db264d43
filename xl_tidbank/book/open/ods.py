"""An OpenDocument spreadsheet -> its values, read by expat alone: no other reader sees the file.

Empty cells and rows that are said to repeat without end are not made; filled ones within bounds.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from re import fullmatch
from typing import Any, NamedTuple
from xml.parsers import expat

from xl_tidbank.book.open.archive import Arkiv
from xl_tidbank.book.open.cleancopy import Avvist
from xl_tidbank.core.errors import Feilmelding, TidbankFeil
from xl_tidbank.tables.names import ARKKOLONNER
from xl_tidbank.tables.values import UTEN_VERDI

MAKS_INNHOLD = 400 << 20  # bytes of the part with the cells
MAKS_CELLER = 3_000_000
MAKS_SKJULTE = 1_000  # hidden columns that are told of
MAKS_RADER = 1_000_000  # of all sheets
MAKS_ARK = 200
MAKS_TEKST = 40_000  # characters of a cell; a sheet holds 32,767
_SLAG = b"application/vnd.oasis.opendocument.spreadsheet"
_SKJULT = ("collapse", "filter")


class Odsark(NamedTuple):
    navn: str
    rad0: int
    kol0: int
    rader: list[list[object]]
    skjulte_rader: tuple[int, ...]
    skjulte_kolonner: tuple[int, ...]
    fargede: tuple[tuple[int, int], ...]
    strokne: tuple[tuple[int, int], ...]
    flettet: tuple[tuple[int, int, int, int], ...]


def er_ods(arkiv: Arkiv) -> bool:
    info = arkiv.deler.get("mimetype")
    return info is not None and arkiv.hode(info, 200).startswith(_SLAG)


def les(sti: Path, arkiv: Arkiv, mest_rader: int, for_mange: str) -> list[Odsark]:
    """The sheets of the file. Raises Avvist, or TidbankFeil with the sentence `for_mange`."""
    manifest = arkiv.deler.get("meta-inf/manifest.xml")
    if manifest is not None and b"encryption-data" in arkiv.pakk_ut(manifest):
        raise Avvist("Filen er beskyttet med passord. Åpne den, fjern passordet og lagre den på nytt.")
    info = arkiv.deler.get("content.xml")
    if info is None:
        raise Avvist("Filen er skadet: innholdet er borte. Hent den på nytt.")
    if info.file_size > MAKS_INNHOLD:
        raise Avvist("Filen åpnes ikke, for innholdet er unormalt stort. Hent en kortere periode.")
    leser = _Leser(lambda: TidbankFeil(Feilmelding(sti.name, "", for_mange)), mest_rader)
    try:
        leser.leser.Parse(arkiv.pakk_ut(info), True)
    except expat.ExpatError as e:
        raise Avvist("Filen er skadet og kan ikke leses. Åpne den, lagre en ny kopi og prøv igjen.") from e
    return leser.ark


class _Leser:
    def __init__(self, for_mange: Callable[[], TidbankFeil], mest_rader: int) -> None:
        self.for_mange, self.mest_rader = for_mange, mest_rader
        self.ark: list[Odsark] = []
        self.dybde = 0  # of a table inside a cell, which is none of ours
        self.farget_stil: set[str] = set()
        self.stroken_stil: set[str] = set()
        self.stil = ""
        self.celler = self.antall_rader = self.lengde = 0
        self._nytt_ark("")
        self.leser = expat.ParserCreate()
        self.leser.buffer_text = True
        self.leser.StartElementHandler = self.start
        self.leser.EndElementHandler = self.slutt
        self.leser.CharacterDataHandler = self.tegn
        self.leser.StartDoctypeDeclHandler = self.doctype

    def doctype(self, *_: object) -> None:
        raise Avvist("Filen åpnes ikke, for den har en dokumenttype (DTD), som intet regneark skal ha.")

    def _nytt_ark(self, navn: str) -> None:
        self.navn = navn
        self.rader: list[list[object]] = []
        self.tomme = 0  # rows at the end that are not made yet
        self.rad: list[object] = []
        self.kol = self.kolonne = 0
        self.gjenta = self.gjenta_rad = 1
        self.skjulte_rader: list[int] = []
        self.skjulte_kolonner: list[int] = []
        self.fargede: list[tuple[int, int]] = []
        self.strokne: list[tuple[int, int]] = []
        self.flettet: list[tuple[int, int, int, int]] = []
        self.felt: dict[str, str] | None = None
        self.avsnitt: list[str] | None = None
        self.tekst: list[str] = []
        self.utenom = 0  # a note inside a cell

    @property
    def radnr(self) -> int:
        return len(self.rader) + self.tomme + 1

    def start(self, navn: str, felt: dict[str, str]) -> None:
        if navn == "style:style":
            self.stil = felt.get("style:name", "") if felt.get("style:family") == "table-cell" else ""
        elif navn == "style:table-cell-properties":
            if self.stil and felt.get("fo:background-color", "transparent") != "transparent":
                self.farget_stil.add(self.stil)
        elif navn == "style:text-properties":
            if self.stil and felt.get("style:text-line-through-style", "none") != "none":
                self.stroken_stil.add(self.stil)
        elif navn == "table:table":
            self.dybde += 1
            if len(self.ark) >= MAKS_ARK:
                raise Avvist(f"Filen har flere enn {MAKS_ARK} ark. Lagre bare det som skal hentes, i en ny fil.")
            if self.dybde == 1:
                self._nytt_ark(felt.get("table:name", ""))
        elif self.dybde != 1:
            return
        elif navn == "table:table-column":
            antall = min(_antall(felt, "table:number-columns-repeated"), ARKKOLONNER - self.kolonne)
            if felt.get("table:visibility") in _SKJULT:
                self.skjulte_kolonner += range(self.kolonne + 1, min(self.kolonne + antall, MAKS_SKJULTE) + 1)
            self.kolonne += antall
        elif navn == "table:table-row":
            self.rad, self.kol = [], 0
            self.gjenta_rad = _antall(felt, "table:number-rows-repeated")
            self.skjult = felt.get("table:visibility") in _SKJULT
        elif navn in ("table:table-cell", "table:covered-table-cell"):
            self.felt, self.tekst, self.lengde = felt, [], 0
            self.gjenta = _antall(felt, "table:number-columns-repeated")
        elif navn == "office:annotation":
            self.utenom += 1
        elif self.felt is not None and not self.utenom:
            if navn == "text:p":
                self.avsnitt = []
            elif self.avsnitt is not None and navn in ("text:s", "text:tab", "text:line-break"):
                self.tegn(" " * min(_antall(felt, "text:c"), MAKS_TEKST + 1))

    def tegn(self, tekst: str) -> None:
        if self.avsnitt is not None and not self.utenom:
            self.lengde += len(tekst)
            if self.lengde > MAKS_TEKST:
                raise Avvist(f"Cellen i rad {self.radnr}, kolonne {self.kol + 1}, har for mye tekst. Kort den ned.")
            self.avsnitt.append(tekst)

    def slutt(self, navn: str) -> None:
        if navn == "table:table":
            if self.dybde == 1:
                self.ark.append(Odsark(
                    self.navn, 1, 1, self.rader, tuple(self.skjulte_rader), tuple(self.skjulte_kolonner),
                    tuple(self.fargede), tuple(self.strokne), tuple(self.flettet),
                ))  # fmt: skip
            self.dybde -= 1
        elif self.dybde != 1:
            return
        elif navn == "office:annotation":
            self.utenom -= 1
        elif navn == "text:p" and self.avsnitt is not None and not self.utenom:
            self.tekst.append("".join(self.avsnitt))
            self.avsnitt = None
        elif navn in ("table:table-cell", "table:covered-table-cell"):
            self._celle()
        elif navn == "table:table-row":
            self._rad()

    def _celle(self) -> None:
        felt = self.felt or {}
        self.felt = None
        verdi = _verdi(felt, "\n".join(self.tekst))
        for stiler, celler in ((self.farget_stil, self.fargede), (self.stroken_stil, self.strokne)):
            if felt.get("table:style-name") in stiler and self.gjenta <= 100:
                celler += ((self.radnr, self.kol + n) for n in range(1, self.gjenta + 1))
        hoy, bred = (_antall(felt, f"table:number-{n}-spanned") for n in ("rows", "columns"))
        if hoy > 1 or bred > 1:
            self.flettet.append((self.radnr, self.kol + 1, self.radnr + hoy - 1, self.kol + bred))
        if verdi is not None:
            self.rad += [None] * (self.kol - len(self.rad))
            self.celler += self.gjenta * min(self.gjenta_rad, self.mest_rader)
            if self.kol + self.gjenta > ARKKOLONNER or self.celler > MAKS_CELLER:
                raise self.for_mange()
            self.rad += [verdi] * self.gjenta
        self.kol += self.gjenta

    def _rad(self) -> None:
        if not self.rad:
            self.tomme += self.gjenta_rad
            return
        self.antall_rader += self.tomme + self.gjenta_rad
        if self.radnr + self.gjenta_rad > self.mest_rader + 1 or self.antall_rader > MAKS_RADER:
            raise self.for_mange()
        if self.skjult:
            self.skjulte_rader += range(self.radnr, self.radnr + self.gjenta_rad)
        self.rader += ([] for _ in range(self.tomme))
        self.tomme = 0
        self.rader += (self.rad for _ in range(self.gjenta_rad))


def _antall(felt: dict[str, str], navn: str) -> int:
    tekst = felt.get(navn, "1")
    return int(tekst) if tekst.isdecimal() and len(tekst) < 9 and int(tekst) else 1


def _verdi(felt: dict[str, str], tekst: str) -> Any:
    """The value of a cell as calamine would have it; None where it is empty."""
    slag = felt.get("office:value-type", "")
    if felt.get("table:formula") and not slag:
        return UTEN_VERDI
    if slag in ("float", "percentage", "currency"):
        tall = float(felt.get("office:value", "nan"))
        return tall if abs(tall) < 1e300 else tekst
    if slag == "boolean":
        return felt.get("office:boolean-value") == "true"
    if slag == "date":
        return _dato(felt.get("office:date-value", "")) or tekst
    if slag == "time":
        return _tid(felt.get("office:time-value", "")) or tekst
    return tekst or felt.get("office:string-value") or None


def _dato(tekst: str) -> date | datetime | None:
    try:
        lest = datetime.fromisoformat(tekst)
    except ValueError:
        return None
    return lest if "T" in tekst else lest.date()


def _tid(tekst: str) -> time | timedelta | None:
    m = fullmatch(r"PT([0-9]{1,5})H([0-9]{1,2})M([0-9]{1,2})(?:[.,][0-9]+)?S", tekst)
    if m is None:
        return None
    alt = timedelta(hours=int(m[1]), minutes=int(m[2]), seconds=int(m[3]))
    return (datetime.min + alt).time() if alt < timedelta(days=1) else alt
