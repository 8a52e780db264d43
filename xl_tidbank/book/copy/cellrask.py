"""The cells of a copy as we write them, and Excel saves them: read from the text of the sheet, without an event for
each mark.

Only what is plain to the last character: whatever is not, whatever there is something to say of, is left to
`cellread.Arkleser`, which reads the sheet from the start. A test holds both to the same.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from ...tables.names import ARKRADER, kolonnenr
from ..open.sheetxml import MAKS_KOLONNER
from ..page.looks import VANLIG_PUNKT, Utseende
from .celltext import Tekster, ren_tekst
from .stamp import Celleinnhold, kanonisk_formel, vist

_FRA, _TIL = b"<sheetData>", b"</sheetData>"
_RAD = re.compile(r'<row r="([1-9][0-9]{0,6})"(?: spans="[0-9:]+")?(?: ht="([0-9.]+)")?(?: customHeight="1")?(/?)>')
_CELLE = re.compile(
    r' s="([0-9]{1,6})"(?: t="(s|str)")?(?:/>|>(?:<f>([^<]+)</f>)?<v>([^<]*)</v></c>)'
)  # fmt: skip
_NUMMER = re.compile("[0-9]{1,9}")
_TALL = re.compile(r"-?[0-9]{1,14}(?:\.[0-9]{1,20})?(?:[eE]-[0-9]{1,2})?")
_TEGN = re.compile("&(?:amp|lt|gt|quot|apos);|[^&\x00-\x1f\x7f\ufffe\uffff]")
_UTEN = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}


class Raskt(NamedTuple):
    """celler, hoyder, store: as of Arkleser. resten: the sheet without its rows; sted: where in it they stood."""

    celler: dict[tuple[int, int], Celleinnhold]
    hoyder: dict[int, float]
    store: dict[tuple[int, int], float]
    resten: bytes
    sted: int


class _UvanligError(Exception):
    """Not as plain as all that."""


def les(data: bytes, tekster: Tekster, stiler: Utseende, mest: int) -> Raskt | None:
    """The cells of a sheet, None where they are to be read the careful way. mest: so many at the most."""
    sted, slutt = data.find(_FRA), data.find(_TIL)
    if sted < 0 or slutt < sted or b"<!" in data or data.find(_TIL, slutt + 1) >= 0:
        return None
    innmat = data[sted + len(_FRA) : slutt]
    leser = _Leser(tekster, stiler)
    try:
        leser.rader(innmat.decode("utf-8"))
    except (_UvanligError, UnicodeDecodeError):
        return None
    if len(leser.celler) > mest:
        return None
    return Raskt(leser.celler, leser.hoyder, leser.store, data[: sted + len(_FRA)] + data[slutt:], sted)


class _Leser:
    def __init__(self, tekster: Tekster, stiler: Utseende) -> None:
        self.tekster, self.stiler = tekster, stiler
        self.celler: dict[tuple[int, int], Celleinnhold] = {}
        self.hoyder: dict[int, float] = {}
        self.store: dict[tuple[int, int], float] = {}
        self.rad = -1
        self.kolonner: dict[str, int] = {}
        self.former: dict[tuple[int, bool], str] = {}
        # Of what stands in a cell without a formula, as it is written: what it is, and its points where they are many.
        self.kjent: dict[str, tuple[Celleinnhold | None, float]] = {}

    def rader(self, tekst: str) -> None:
        *rader, hale = tekst.split("</row>")
        for rad in rader:
            hode, *celler = rad.split('<c r="')
            self._hoder(hode, aapen=True)
            if celler:
                self._i_raden(celler)
        self._hoder(hale, aapen=False)

    def _hoder(self, tekst: str, aapen: bool) -> None:
        """Rows with nothing in them, and at last the one that is open."""
        pos = 0
        while pos < len(tekst):
            m = _RAD.match(tekst, pos)
            if m is None:
                raise _UvanligError
            pos = m.end()
            nr = int(m[1]) - 1
            if not self.rad < nr < ARKRADER or bool(m[3]) == (aapen and pos == len(tekst)):
                raise _UvanligError
            self.rad = nr
            if m[2]:
                if m[2].count(".") > 1 or m[2] == ".":
                    raise _UvanligError
                self.hoyder[nr] = float(m[2])
        if aapen and not tekst:
            raise _UvanligError

    def _i_raden(self, celler: list[str]) -> None:
        rad, radnr, forrige = self.rad, str(self.rad + 1), -1
        for celle in celler:
            ref, _, resten = celle.partition('"')
            kol = self.kolonner.get(ref.removesuffix(radnr), -1) if ref.endswith(radnr) else -1
            if kol < 0:
                kol = self._kolonne(ref, radnr)
            if kol <= forrige:
                raise _UvanligError
            forrige = kol
            funnet = self.kjent.get(resten)
            if funnet is None:
                funnet = self._innhold(resten, rad, kol)
            innhold, punkt = funnet
            if innhold is not None:
                self.celler[rad, kol] = innhold
                if punkt:
                    self.store[rad, kol] = punkt

    def _kolonne(self, ref: str, radnr: str) -> int:
        bokstaver = ref.removesuffix(radnr)
        if f"{bokstaver}{radnr}" != ref or not re.fullmatch("[A-Z]{1,3}", bokstaver):
            raise _UvanligError
        nr = kolonnenr(bokstaver) - 1
        if nr >= MAKS_KOLONNER:
            raise _UvanligError
        self.kolonner[bokstaver] = nr
        return nr

    def _innhold(self, resten: str, rad: int, kol: int) -> tuple[Celleinnhold | None, float]:
        m = _CELLE.fullmatch(resten)
        if m is None:
            raise _UvanligError
        stil, slag, formel, raa = int(m[1]), m[2], m[3], m[4]
        if raa is None:
            if slag:
                raise _UvanligError
            self.kjent[resten] = None, 0.0
            return self.kjent[resten]
        verdi: Any
        if slag == "s":
            nr = int(raa) if _NUMMER.fullmatch(raa) else len(self.tekster.alle)
            if nr >= len(self.tekster.alle) or nr in self.tekster.feil:
                raise _UvanligError
            verdi = self.tekster.alle[nr]
        elif slag == "str":
            verdi = ren_tekst(_uten_merker(raa))
        else:
            if not _TALL.fullmatch(raa):
                raise _UvanligError
            verdi = float(raa)
        if stil >= len(self.stiler.stiler) or self.stiler.stiler[stil].feil:
            raise _UvanligError
        utseende = self.stiler.stiler[stil]
        if formel and utseende.skjult:
            raise _UvanligError
        nokkel = stil, isinstance(verdi, str)
        if nokkel not in self.former:
            self.former[nokkel] = vist(utseende.kode, verdi, utseende.bryt)
        punkt = utseende.punkt if not nokkel[1] and utseende.punkt > VANLIG_PUNKT else 0.0
        kanonisk = kanonisk_formel(_uten_merker(formel), rad, kol) if formel else ""
        tom = verdi == "" and not formel
        svar = None if tom else Celleinnhold(verdi, kanonisk, self.former[nokkel]), punkt
        if not formel:
            self.kjent[resten] = svar
        return svar


def _uten_merker(tekst: str) -> str:
    """The text as it reads. Nothing a reader of XML would make something else of."""
    if "]]>" in tekst:
        raise _UvanligError
    if tekst.isascii() and tekst.isprintable() and "&" not in tekst:
        return tekst
    if len("".join(_TEGN.findall(tekst))) != len(tekst):
        raise _UvanligError
    for merke, tegn in _UTEN.items():
        tekst = tekst.replace(merke, tegn)
    return tekst.replace("&amp;", "&")
