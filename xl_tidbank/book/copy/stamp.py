"""The content stamp of a copy, over sheet, cell, typed value, formula and number format; and check values that tell
which cells have changed (T12).

Above the first row stand three cells that are not in the sheet: what is printed at its foot, which rows are repeated
on every page, and its measures.

A save by another program may move the last bits of a recomputed number, write a formula with other quotes or share it
among cells, and end lines otherwise. None of that is a change: text is compared as text, a number to a billionth, a
formula by where it points from its own cell. Days are numbers, as in the file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, NamedTuple
from unicodedata import normalize

from ...core.tid.clock import EXCEL_NULL
from ...tables.names import kolonnenr
from ...tables.values import dognandel
from ..page import headfoot
from ..page.looks import SKRIFTER
from ..page.numfmt import kanonisk
from ..page.placed import Celle, Oppsett, Rekker, kolonne
from ..page.plain import Format
from ..page.styles import format_av, stil

TRINN = 1e9  # steps of one that numbers are compared in
TOM = ".."
BRYT = "¶"  # a text that goes on in the next line
_TEGN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
LENGDE = 90  # characters of check values in one text, a row of the sheet at least
_STYRETEGN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")  # all but a new line
_LINJE = re.compile(r"\r\n?")
# No try goes over the same characters again, so that the time grows with the length alone: what is taken is kept, a
# quote that is never closed goes to the end, and a name is tried from its beginning only.
_BIT = re.compile(
    r"""('(?:[^']|'')*+'!|(?<![\w.])[\w.]++!)|("(?:[^"]|"")*+"?|'(?:[^']|'')*+'?)"""
    r"""|(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\w(])|\s+"""
)
_RAD = re.compile(r"(\d+)([A-Z]+):((?:[\w-]{2}|\.\.)+)")


class Celleinnhold(NamedTuple):
    """What stands in a cell. verdi: text, number or truth value; formel, format: canonical, "" = none."""

    verdi: str | float | bool
    formel: str = ""
    format: str = ""


Ark = Mapping[tuple[int, int], Celleinnhold]  # (row, column), both from 0
Kontroll = Mapping[tuple[int, int], str]  # the check value of each cell
Rad = tuple[int, Mapping[int, str]]  # a row's number, and the canonical text of each column, in order


def av_oppsett(sett: Oppsett) -> dict[tuple[int, int], Celleinnhold]:
    """The cells of a page as a reader of the file will find them."""
    return _innhold(sett.celler)


def antall(sett: Oppsett) -> int:
    """How many cells `av_oppsett` has."""
    i_rekker = sum(len(rad) - rad.count(None) - rad.count("") for r in sett.celler.rekker for rad in r.rader)
    alene = {(c.rad, c.kol) for c in sett.celler.alene if c.formel or (c.verdi is not None and c.verdi != "")}
    return i_rekker + len(alene)


def _innhold(celler: Iterable[Celle]) -> dict[tuple[int, int], Celleinnhold]:
    ut = {}
    for c in celler:
        if c.formel or (c.verdi is not None and c.verdi != ""):
            verdi = (c.verdi - EXCEL_NULL).days if isinstance(c.verdi, date) else c.verdi
            klokke, som_tall, som_tekst = _utseende(c.stil)
            if klokke and isinstance(verdi, int):
                verdi = dognandel(verdi)
            formel = kanonisk_formel(c.formel, c.rad, c.kol) if c.formel else ""
            verdi = "" if verdi is None else verdi
            ut[c.rad, c.kol] = Celleinnhold(verdi, formel, som_tekst if isinstance(verdi, str) else som_tall)
    return ut


@cache
def _utseende(stilnavn: str) -> tuple[bool, str, str]:
    """Of a style: whether its numbers are the clock's, and what it does to a number and to a text (`vist`)."""
    s = stil(stilnavn)
    som_tall, som_tekst = (vist(s.tallformat, v, s.bryt) for v in (0.0, ""))
    return format_av(stilnavn) is Format.KLOKKE, som_tall, som_tekst


def vist(tallformat: str, verdi: str | float | bool, bryt: bool) -> str:
    """What the look of a cell does to what is read of its value, canonical; "" = it stands as it is."""
    tekst = isinstance(verdi, str)
    return kanonisk(tallformat, tekst) + BRYT * (tekst and bryt)


def rundt(fot: str, titler: str, maal: Iterable[str]) -> dict[tuple[int, int], Celleinnhold]:
    """What is stamped of a sheet beside its cells, in cells above the first row."""
    return {(-1, n): Celleinnhold(t) for n, t in enumerate((fot, titler, " ".join(maal))) if t}


def rundt_oppsett(sett: Oppsett, maal: Iterable[str] | None = None) -> dict[tuple[int, int], Celleinnhold]:
    """As `rundt`, of a page before it has its stamp. Without measures: one whose length rests on the stamp."""
    u = sett.utskrift
    fot = headfoot.lest((u.bunntekst[0], headfoot.STEMPEL), SKRIFTER)
    if maal is None:
        return rundt(fot, "", ())
    return rundt(fot, f"${u.gjenta[0] + 1}:${u.gjenta[1] + 1}" if u.gjenta else "", maal)


def uten_rader(celler: Ark, bort: Callable[[Sequence[Celleinnhold]], bool]) -> dict[tuple[int, int], tuple[int, int]]:
    """The cells less some rows, by row and number in the row -> where each stands.

    How wide what stands in those rows is moves the columns of the page, but not what stands beside what.
    """
    rader: dict[int, list[tuple[int, int]]] = {}
    for sted in sorted(celler):
        rader.setdefault(sted[0], []).append(sted)
    return {
        (rad, nr): sted
        for rad, egne in rader.items() if not bort([celler[s] for s in egne])
        for nr, sted in enumerate(egne)
    }  # fmt: skip


@lru_cache(1 << 14)  # the same addresses stand in the formulas of every row
def _adresse(bit: str) -> tuple[int, bool, int, bool]:
    """Row and column of an address, from 0, and whether each is fixed."""
    m = _BIT.fullmatch(bit)
    assert m is not None
    return int(m[6]) - 1, bool(m[5]), kolonnenr(m[4]) - 1, bool(m[3])


def kanonisk_formel(formel: str, rad: int, kol: int) -> str:
    """The formula with every address as seen from its own cell, so that a shared one reads the same in each."""

    def bit(m: re.Match[str]) -> str:
        hele, ark, tekst, bokstaver = m.group(0, 1, 2, 4)
        if tekst:
            return tekst
        if ark:
            return ark.removesuffix("!").strip("'").replace("''", "'") + "!"
        if not bokstaver:
            return ""
        r, rad_fast, k, kol_fast = _adresse(hele)
        return f"R{r if rad_fast else f'[{r - rad}]'}C{k if kol_fast else f'[{k - kol}]'}"

    return _BIT.sub(bit, formel)


def kanoniske(navn: str, celler: Ark, kontroll: Kontroll | None = None) -> Iterator[Rad]:
    """Each cell as the text that is stamped, a row at a time. kontroll: check values that settle a number's last
    step."""
    kontroll = kontroll or {}
    for rad, steder in groupby(sorted(celler), key=itemgetter(0)):
        yield rad, {sted[1]: _kanonisk(navn, sted, celler[sted], kontroll.get(sted)) for sted in steder}


def _kanonisk(navn: str, sted: tuple[int, int], innhold: Celleinnhold, ventet: str | None) -> str:
    verdi, formel, format_ = innhold
    foran = f"{navn}\x1f{sted[0] + 1}\x1f{sted[1] + 1}\x1f{formel}\x1f{format_}\x1f"
    if isinstance(verdi, bool):
        return f"{foran}b{int(verdi)}"
    if isinstance(verdi, str):
        return f"{foran}t{_ren(verdi, sted[0] < 0)}"
    trinn = round(verdi * TRINN) if abs(verdi) < 1e6 else round(verdi * 1000) * 1_000_000
    form = f"{foran}n{trinn}"
    if ventet and _kort(form) != ventet:
        naboer = (f"{foran}n{trinn + naer}" for naer in (1, -1))
        form = next((n for n in naboer if _kort(n) == ventet), form)
    return form


def _ren(tekst: str, rundt: bool) -> str:
    """A text as it is stamped. rundt: it stands around the cells, where programs break lines as they like."""
    if not tekst.isascii():
        tekst = normalize("NFC", tekst)
    if not tekst.isprintable():
        tekst = _STYRETEGN.sub(" ", _LINJE.sub("\n", tekst))
    tekst = tekst.strip(" \n")
    return " ".join(tekst.split()) if rundt else tekst


def rader_av(sett: Oppsett, rundt: Ark) -> Iterator[Rad]:
    """The canonical cells of a page, as `kanoniske` of `av_oppsett`, without all of its cells at once."""
    yield from kanoniske(sett.ark, rundt)
    alene: dict[int, list[Celle]] = {}
    for c in sett.celler.alene:
        alene.setdefault(c.rad, []).append(c)
    i_rekker: dict[int, list[tuple[Rekker, list[_Haler], int]]] = {}
    r: Rekker | None
    for r in sett.celler.rekker:
        haler = [_Haler(k, stil) for k, stil in enumerate(r.stiler, r.kol)]
        for nr in range(len(r.rader)):
            i_rekker.setdefault(r.rad + nr, []).append((r, haler, nr))
    for rad in sorted({*alene, *i_rekker}):
        rekker = i_rekker.get(rad, ())
        r, haler, nr = rekker[0] if len(rekker) == 1 and rad not in alene else (None, [], 0)
        if r is None or r.har_formel(r.rader[nr]):
            egne = chain(alene.get(rad, ()), *(r.i_rad(nr) for r, _, nr in rekker))
            yield from kanoniske(sett.ark, _innhold(egne))
            continue
        foran = f"{sett.ark}\x1f{rad + 1}\x1f"
        celler = {h.kol: foran + hale for h, v in zip(haler, r.rader[nr], strict=True) if (hale := h[v])}
        if celler:
            yield rad, celler


class _Haler(dict[Any, str]):
    """What is stamped of the values of a column, from the column on; "" = nothing. By value, each worked out once."""

    def __init__(self, kol: int, stilnavn: str) -> None:
        super().__init__()
        self.kol, self._stil = kol, stilnavn

    def __missing__(self, verdi: Any) -> str:
        rader = kanoniske("", _innhold([Celle(0, self.kol, verdi, self._stil)]))
        hale = self[verdi] = next((celler[self.kol].removeprefix("\x1f1\x1f") for _, celler in rader), "")
        return hale


class Stempling:
    """SHA-256 over what the copy is (`hode`) and the canonical cells of each sheet, in order, a row at a time."""

    def __init__(self, hode: str) -> None:
        self._summer = hashlib.sha256(f"{hode}\x1d".encode())

    def ark(self, rader: Iterable[Rad]) -> Iterator[Rad]:
        """The rows of a sheet, taken into the stamp as they pass."""
        skille = ""
        for rad in rader:
            self._summer.update((skille + "\x1e".join(rad[1].values())).encode())
            skille = "\x1e"
            yield rad
        self._summer.update(b"\x1d")

    def ferdig(self) -> str:
        """Hexadecimal."""
        return self._summer.hexdigest()


def _kort(kanonisk: str) -> str:
    """Twelve bits of a cell: enough to point at it, too little to guess what stood in one that was removed."""
    sum_ = hashlib.sha256(kanonisk.encode()).digest()
    return _TEGN[sum_[0] & 63] + _TEGN[sum_[1] & 63]


def kontrollverdier(rader: Iterable[Rad]) -> Iterator[str]:
    """The check values of a sheet as texts: row, first column and two characters a cell, short rows together."""
    samlet: list[str] = []
    lengde = 0
    for rad, celler in rader:
        kolonner = list(celler)
        forste, siste = kolonner[0], kolonner[-1]
        if siste - forste + 1 == len(kolonner):
            tegn = "".join(map(_kort, celler.values()))
        else:
            tegn = "".join(_kort(celler[k]) if k in celler else TOM for k in range(forste, siste + 1))
        ny = f"{rad + 1}{kolonne(forste)}:{tegn}"
        if samlet and lengde + len(ny) > LENGDE:
            yield " ".join(samlet)
            samlet, lengde = [], 0
        samlet.append(ny)
        lengde += len(ny) + 1
    if samlet:
        yield " ".join(samlet)


def er_kontrollverdier(tekst: str) -> bool:
    """Whether a text is check values from end to end."""
    return bool(tekst) and all(_RAD.fullmatch(bit) for bit in tekst.split(" "))


def les_kontrollverdier(tekster: Iterable[str]) -> dict[tuple[int, int], str]:
    """The check value of each cell from the texts of one sheet; what is not understood is left out."""
    ut = {}
    like: dict[str, str] = {}  # of four thousand kinds, whatever the cells are
    for tekst in tekster:
        for bit in tekst.split():
            m = _RAD.fullmatch(bit)
            if m:
                rad, kol, tegn = int(m[1]) - 1, kolonnenr(m[2]) - 1, m[3]
                for n in range(0, len(tegn), 2):
                    par = tegn[n : n + 2]
                    if par != TOM:
                        ut[rad, kol + n // 2] = like.setdefault(par, par)
    return ut


def endret(rader: Iterable[Rad], steder: Collection[tuple[int, int]], kontroll: Kontroll) -> list[tuple[int, int]]:
    """The cells that are not what they were: changed, added or gone, in order. steder: those of the rows."""
    ulike = [(rad, k) for rad, celler in rader for k, tekst in celler.items() if kontroll.get((rad, k)) != _kort(tekst)]
    return sorted([*ulike, *(sted for sted in kontroll if sted not in steder)])
