"""What a code in a roster means: the file's own legend, the bank's Vaktkoder, then the profile.

There are no clock times of ours for D, A and N: a code that nobody has given times is a conflict.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from xl_tidbank.core.errors import Verdifeil
from xl_tidbank.core.model import Vaktkode
from xl_tidbank.core.tid.clock import MINUTTER_I_DOGN
from xl_tidbank.tables import values

from . import fil as filen
from .fil import Fil, Filark
from .profil import Profil, nokkel

_TID = r"(\d{1,2})(?:[:.]?(\d{2}))?"
_SPENN = re.compile(rf"(?:kl\.? ?)?{_TID}\s*[-–—]\s*{_TID}(?:\s*/\s*(\d{{1,3}}))?")
_SKILLE = re.compile(r"\s*[/+,;&]\s*|\s+")
_SOK = 30  # rows from the top of a sheet in which the legend's header must stand


class Vakttid(NamedTuple):
    """start, slutt: minutes after midnight. pause: minutes, None = not told. tidbank: marked as one."""

    start: int
    slutt: int
    pause: int | None
    tidbank: bool = False


class Fri(NamedTuple):
    kode: str


class Fravaersrute(NamedTuple):
    """kode: the absence in the file. vaar: the code of ours it is, "" = not known."""

    kode: str
    vaar: str


class Ukjentkode(NamedTuple):
    """kode: the part of the cell that is not understood. feil: what is wrong, "" = nobody has given it times."""

    kode: str
    feil: str = ""


Betydning = Vakttid | Fri | Fravaersrute | Ukjentkode


def spenn(tekst: str) -> Vakttid | None:
    """A shift as clock times: "0730-1500", "07:30–15:00/30", "7-15". Raises Verdifeil for 25:00 and its like."""
    m = _SPENN.fullmatch(tekst.strip())
    if m is None:
        return None
    start, slutt = (
        values.klokke(f"{int(m[n]):02}:{m[n + 1] or '00'}", navn) or 0 for n, navn in ((1, "Start"), (3, "Slutt"))
    )
    if start == MINUTTER_I_DOGN:
        raise Verdifeil("Start er «24:00». Skriv 00:00, og dagen vakten begynner.")
    if start == slutt:
        raise Verdifeil("Start og slutt er like: 0 eller 24 timer? Skriv 00:00–24:00 for et helt døgn.")
    return Vakttid(start, slutt, None if m[5] is None else int(m[5]))


class Kodebok:
    """The codes of one file. feil: what is wrong in its legend, by code."""

    def __init__(self, fil: Fil, profil: Profil, vaktkoder: Iterable[Vaktkode] = ()) -> None:
        self.profil = profil
        self.tider: dict[str, Vakttid] = {}
        self.feil: dict[str, str] = {}
        self.i_listen: set[str] = set()
        self.betyr: dict[str, str] = {}
        self.lister: list[str] = []
        self._husk: dict[str, tuple[Betydning, ...]] = {}
        for kode, tid in profil.tider.items():
            try:
                lest = spenn(tid)
            except Verdifeil as e:
                self.feil[kode] = e.feil[0].tekst
                continue
            if lest is None:
                self.feil[kode] = f"Koden {kode} er «{tid[:40]}» i profilen. Skriv den som 07:30-15:00/30."
            else:
                self.tider[kode] = lest
        for k in vaktkoder:
            kode = profil.kode(k.kode)
            if k.start is not None and k.slutt is not None:
                self.feil.pop(kode, None)
                self.tider[kode] = Vakttid(k.start, k.slutt, k.pause)
            else:
                self.i_listen.add(kode)
        navn = {nokkel(n) for n in profil.kodelister}
        for ark in fil.ark:
            if nokkel(ark.navn) in navn:
                self._les_liste(ark)

    def er_liste(self, ark: str) -> bool:
        return ark in self.lister

    def _les_liste(self, ark: Filark) -> None:
        """The legend on a sheet, where there is one."""
        hoder = {n: {nokkel(h) for h in hodene} for n, hodene in self.profil.kodekolonner.items()}
        for topp in range(min(_SOK, len(ark.rader))):
            navn = {kol: nokkel(filen.tekst_eller_tom(ark.celle(topp, kol))) for kol in filen.fylte(ark, topp)}
            plass = {n: kol for n, mulige in hoder.items() for kol, h in reversed(navn.items()) if h in mulige}
            if {"kode", "start", "slutt"} <= set(plass):
                break
        else:
            return
        self.lister.append(ark.navn)
        for rad in range(topp + 1, len(ark.rader)):
            kode = self.profil.kode(filen.tekst_eller_tom(ark.celle(rad, plass["kode"])))
            if kode:
                self._les_kode(ark, rad, kode, plass)

    def _les_kode(self, ark: Filark, rad: int, kode: str, plass: Mapping[str, int]) -> None:
        self.i_listen.add(kode)
        if "betyr" in plass:
            self.betyr[kode] = nokkel(filen.tekst_eller_tom(ark.celle(rad, plass["betyr"])))
        start, slutt = (ark.celle(rad, plass[n]) for n in ("start", "slutt"))
        if values.tom(start) and values.tom(slutt):
            return
        sted = ark.sted(rad, plass["kode"])
        try:
            fra, til = values.klokke(start, "Start"), values.klokke(slutt, "Slutt")
            if fra is None or til is None:
                raise Verdifeil("Start eller Slutt mangler. Skriv begge klokkeslettene.")
            if fra in (til, MINUTTER_I_DOGN):
                raise Verdifeil("Start og slutt er like: 0 eller 24 timer? Skriv 00:00–24:00 for et helt døgn.")
            pause = self._pause(ark.celle(rad, plass["pause"])) if "pause" in plass else None
        except Verdifeil as e:
            self.feil[kode] = f"Koden {kode} i kodelisten ({sted}) kan ikke leses: {e.feil[0].tekst}"
            self.tider.pop(kode, None)
            return
        self.feil.pop(kode, None)
        self.tider[kode] = Vakttid(fra, til, pause)

    def _pause(self, raa: object) -> int | None:
        if values.tom(raa):
            return None
        minutter = values.varighet(raa, "Pause", "Skriv hele minutter, som 30.")
        tall = minutter if minutter is not None else values.tall(raa, "Pause")
        if tall is None or tall != int(tall) or not 0 <= tall <= 600:
            raise Verdifeil(f"Pause er {values.vis(raa)}. Skriv hele minutter, som 30.")
        return int(tall)

    def delt(self, tekst: str) -> tuple[str, ...]:
        """The codes with times in a cell, as they are compared; none where it holds anything else but days off."""
        hel = self.profil.kode(tekst)
        deler = (hel,) if hel in self.tider else tuple(self.profil.kode(d) for d in _SKILLE.split(hel) if d)
        koder = tuple(d for d in deler if d not in self.profil.fri)
        return koder if all(d in self.tider for d in koder) else ()

    def tolk(self, tekst: str) -> tuple[Betydning, ...]:
        """What a cell means: one thing, or a shift for each of its codes."""
        if tekst not in self._husk:
            self._husk[tekst] = tuple(self._tolk(tekst))
        return self._husk[tekst]

    def _tolk(self, tekst: str) -> Iterator[Betydning]:
        hel = self._en(tekst)
        deler = [d for d in _SKILLE.split(tekst.strip()) if d]
        if not isinstance(hel, Ukjentkode) or hel.feil or len(deler) < 2:
            yield hel
            return
        lest = [self._en(d) for d in deler]
        ukjent = next((x for x in lest if isinstance(x, Ukjentkode)), None)
        if ukjent is not None:
            yield ukjent
        elif any(isinstance(x, Vakttid) for x in lest):
            yield from (x for x in lest if isinstance(x, Vakttid))
        else:
            yield next((x for x in lest if isinstance(x, Fravaersrute)), lest[0])

    def _en(self, tekst: str) -> Betydning:
        p = self.profil
        kode = p.kode(tekst)
        if not kode:
            return Fri("")
        if kode in self.tider:
            return self.tider[kode]._replace(tidbank=kode in p.tidbank_koder)
        stamme = kode.removesuffix(p.tidbank_suffiks).strip() if p.tidbank_suffiks else kode
        if stamme != kode and stamme:
            under = self._en(stamme)
            if isinstance(under, Vakttid):
                return under._replace(tidbank=True)
            return under if isinstance(under, Ukjentkode) else Ukjentkode(kode)
        if kode in self.feil:
            return Ukjentkode(kode, self.feil[kode])
        try:
            tid = spenn(tekst)
        except Verdifeil as e:
            return Ukjentkode(tekst.strip(), e.feil[0].tekst)
        if tid is not None:
            return tid
        if kode in p.fri or self.betyr.get(kode) == "fri":
            return Fri(kode)
        if kode in p.fravaer or self.betyr.get(kode) == "fravær":
            return Fravaersrute(kode, p.fravaer.get(kode, ""))
        return Ukjentkode(kode)

    def hvorfor(self, u: Ukjentkode, celle: str = "") -> tuple[str, str]:
        """What is wrong with a code, and the line that would mend it. celle: all that stands in the cell."""
        if u.feil:
            from .funnet import setninger

            return setninger(u.feil)
        kode = u.kode if re.fullmatch(r"\w+", u.kode, re.ASCII) else json.dumps(u.kode, ensure_ascii=False)
        uten = "står i kodelisten uten klokkeslett" if u.kode in self.i_listen else "er ukjent"
        hel = celle.strip()[:60]
        hva = f"Koden «{u.kode}» {f'i «{hel}» ' if hel and self.profil.kode(hel) != u.kode else ''}{uten}"
        gjor = (
            f'Legg den i Vaktkoder på arket Lister, eller skriv {kode} = "07:30-15:00/30" med riktige tider under '
            "[koder.tider] i profilen."
        )
        return hva, gjor
