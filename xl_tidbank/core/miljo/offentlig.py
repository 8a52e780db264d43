"""What the public edition of the year report may say: picked from an allow-list, never a report with parts taken out.

No person and no unit of fewer than five people is named anywhere, not in the words of a goal, a measure or a campaign
either: a text that names one is left out, and says so. Without a bank nobody knows how many work in a unit, so none is
named.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from .aarstall import TEMATALL, rapportfelt
from .faktorer import leverte
from .klima import FASTE_KODER, Klimaregnskap
from .miljo import Miljo
from .registre import FAKTORENHETER, TRANSPORTTEMA, Maal, Reise

UTELATT = "(utelatt: nevner en person eller en liten enhet)"
FRAVAER, REISETALL = "sykefravar_prosent", ("reise_km", "flyreiser_antall", "flytimer")
REISEORD = re.compile(r"reis|fly|kilomet|\bp?km\b", re.IGNORECASE)
KORTEST = 3  # letters of a part of a name that is looked for by itself


def utgave(miljo: Miljo) -> Miljo:
    """What the public edition may count: business trips only by means that enough people used in the year (E10)."""
    vises = miljo.registre.reiser
    while faa := _faa_om(miljo, vises):  # what is left may be of too few without the others
        vises = tuple(r for n, r in enumerate(vises) if n not in faa)
    return miljo.med_reiser(vises)


def _faa_om(miljo: Miljo, reiser: tuple[Reise, ...]) -> set[int]:
    """Which trips are in a figure of too few people. Deltakere of a row without Ansattnr may be those of another."""
    kontoer: dict[int, Klimaregnskap] = {}
    summer: dict[object, list[int]] = {}
    for n, r in enumerate(reiser):
        aar = r.dato.year
        if aar not in kontoer:
            kontoer[aar] = Klimaregnskap(aar, miljo.registre, miljo.faktorer, miljo.minst)
        summer.setdefault((aar, r.transport), []).append(n)
        if r.km:  # a trip without kilometres is in the number of trips, and hides nobody in the kilometres
            summer.setdefault((aar, r.transport, "km"), []).append(n)
        for linje in kontoer[aar].reise(r):
            if linje.mengde:
                summer.setdefault((aar, linje.nokkel), []).append(n)

    def reisende(numre: list[int]) -> float:
        egne = [reiser[n] for n in numre]
        return max(len({miljo.hvem_er(r.ansattnr) for r in egne if r.ansattnr}), *(r.reisende for r in egne))

    return {n for numre in summer.values() if reisende(numre) < miljo.minst for n in numre}


def mange_ansatte(miljo: Miljo, aar: int) -> bool:
    """Whether the workplace had enough people in a year for a figure of its absence."""
    return (miljo.registre.tall(aar, "ansatte") or 0) >= miljo.minst


def skjulte_maal(miljo: Miljo, vask: Vasker, aar: int) -> frozenset[str]:
    """The goals whose figures may not stand: they are of a person, of a small unit, or of what is hidden elsewhere."""
    nokler = {ord_.casefold(): f.nokkel for f in rapportfelt() for ord_ in (f.nokkel, f.felt)}
    nokler |= {ord_.casefold(): nokkel for _, nokkel, hva, _, _ in TEMATALL for ord_ in (nokkel, hva)}
    lukket = {f.nokkel for f in rapportfelt() if not f.offentlig}
    aarene = {aar, *(int(r.aar) for r in miljo.registre.nokkeltall if r.nokkel.casefold() == "ansatte")}
    mange = all(mange_ansatte(miljo, a) for a in aarene)

    def skjult(m: Maal) -> bool:
        som = m.maales_som.strip().casefold()
        nokkel = nokler.get(som, "")  # "" = a figure in the words of a user
        if any(map(vask.nevner, (m.maal, m.maales_som, m.enhet))):
            return True
        if nokkel == FRAVAER or "fravær" in f"{som} {m.maal.casefold()}":
            return not mange
        om_reiser = (
            nokkel.startswith(REISETALL)
            if nokkel
            else m.tema == TRANSPORTTEMA or bool(REISEORD.search(f"{som} {m.maal} {m.maaleenhet}"))
        )
        return nokkel in lukket or (om_reiser and bool(miljo.skjulte_reiser))

    return frozenset(m.maalnr for m in miljo.registre.maal if skjult(m))


class Vasker:
    """Tells whether a text names somebody."""

    def __init__(self, miljo: Miljo) -> None:
        ord_, korte = set[str](), set[str]()
        for navn in _personer(miljo):
            deler = [d for d in re.split(r"[\s,.;/_-]+", navn) if d]
            ord_ |= {navn, *(d for d in deler if len(d) >= KORTEST)}
            # Bo is a name, bo a word: so short, only with a capital.
            korte |= {f for d in deler if len(d) == KORTEST - 1 and d[0].isupper() for f in (d.capitalize(), d.upper())}
        ord_ |= _smaa_enheter(miljo)
        nummer = {a.ansattnr for a in (miljo.bank.tabeller.ansatte or ())} if miljo.bank is not None else set()
        nummer |= set(_numre(miljo))
        ord_ |= {n for n in nummer if len(n) >= KORTEST}
        self._monstre = [m for m in (_monster(ord_, re.IGNORECASE), _monster(korte)) if m is not None]

    def nevner(self, tekst: str) -> bool:
        enkel = _uten_tegn(tekst)
        return any(m.search(enkel) for m in self._monstre)

    def ren(self, tekst: str) -> str:
        """The text, or that it is left out."""
        return UTELATT if self.nevner(tekst) else tekst

    def enhet(self, enhet: str) -> str:
        """A unit of measure: those of factors stand, one of a user's own is a text as any."""
        return enhet if f"kg/{enhet}" in FAKTORENHETER else self.ren(enhet)

    def kode(self, kode: str) -> str:
        """The code of a factor: those of the program's own stand, another is a text as any."""
        return kode if kode in FASTE_KODER or any(r.kode == kode for r in leverte()) else self.ren(kode)


def _monster(ord_: set[str], flagg: int = 0) -> re.Pattern[str] | None:
    """The words by themselves, also between underscores and with an s behind."""
    alle = sorted({re.escape(_uten_tegn(o.strip())) for o in ord_ if o.strip()}, key=lambda o: (-len(o), o))
    ikke = r"[^\W_]"
    return re.compile(rf"(?<!{ikke})(?:{'|'.join(alle)})(?:s|es)?(?!{ikke})", flagg) if alle else None


def _uten_tegn(tekst: str) -> str:
    """Without accents, however they are stored: André and Andre are one name."""
    return "".join(t for t in unicodedata.normalize("NFKD", tekst) if not unicodedata.combining(t))


def _personer(miljo: Miljo) -> Iterable[str]:
    r = miljo.registre
    if miljo.bank is not None:
        yield from (a.navn for a in miljo.bank.tabeller.ansatte or ())
        yield from (p.ansvarlig for p in miljo.bank.tabeller.prosess or ())
        yield from (v.godkjent_av for v in miljo.bank.tabeller.vakter)
    yield from (m.eier for m in r.maal)
    yield from (m.vedtatt_av for m in r.maal)
    yield from (t.ansvarlig for t in r.tiltak)
    yield from (i.fra for i in r.innspill)
    yield from (k.ansvarlig for k in r.kampanjer)
    yield from (a.navn for a in r.ambassadorer)
    yield from (u.laaner for u in r.utlaan)
    yield from (x.godkjent_av for x in (*r.reiser, *miljo.skjulte_reiser))
    yield from (f.bekreftet_av for f in r.faktorer)


def _numre(miljo: Miljo) -> Iterable[str]:
    r = miljo.registre
    yield from (v.ansattnr for v in r.reisevaner)
    yield from (x.ansattnr for x in (*r.reiser, *miljo.skjulte_reiser))
    yield from (h.ansattnr for h in r.hjemmekontor)
    yield from (u.ansattnr for u in r.utstyr)


def _smaa_enheter(miljo: Miljo) -> set[str]:
    """Units of too few people, and those nobody knows the size of."""
    r = miljo.registre
    navngitt = {
        *(e.enhet for e in r.energi), *(e.enhet for e in r.drivstoff), *(e.enhet for e in r.avfall),
        *(e.enhet for e in r.utstyr), *(e.enhet for e in r.maal), *(a.enhet for a in r.ambassadorer),
    }  # fmt: skip
    antall: Counter[str] = Counter()
    if miljo.bank is not None:
        ansatte = miljo.bank.tabeller.ansatte or ()  # somebody with two numbers is one person
        antall.update(e for e, _ in {(a.enhet.casefold(), a.person or a.ansattnr) for a in ansatte})
        navngitt |= {a.enhet for a in miljo.bank.tabeller.ansatte or ()}
        navngitt |= {p.enhet for p in miljo.bank.tabeller.prosess or ()}
    virksomhet = str(miljo.valg["virksomhet"]).casefold()
    return {e for e in navngitt if e and antall[e.casefold()] < miljo.minst and e.casefold() != virksomhet}
