"""First priority on vacant shifts: tidbank staff who are qualified, most weeks behind first (item 22; B16, B36).

Within a group those of the shift's own unit come first. Who has one of several competences, or one that covers what
the shift asks for by the table Kompetanser, is qualified.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from .. import tekst
from ..model import GJELDENDE, Ansatt, Kompetanse, Vakt, delt, rad_paa
from ..sak import Sak
from ..saker import Saker
from ..tid import clock
from ..tid.rodedager import rod_dag
from ..views import Kandidat

HJEMMEL = "utkastet pkt. 5; Delta § 8; aml. § 14-3"
TIDBANK, DELTID, ANDRE = 1, 2, 3
GRUPPENAVN = {TIDBANK: "tidbank", DELTID: "deltid uten tidbank", ANDRE: "andre"}
LORDAG = 5
VIST = 5


def dekning(rader: Iterable[Kompetanse]) -> dict[str, frozenset[str]]:
    """What each competence covers, itself and what the covered ones cover included; casefolded."""
    direkte: dict[str, set[str]] = {}
    for r in rader:
        direkte.setdefault(r.navn.casefold(), set()).update(n.casefold() for n in r.dekkede)
    ut = {}
    for navn in direkte:
        naadd, igjen = {navn}, [navn]
        while igjen:
            nye = direkte.get(igjen.pop(), set()) - naadd
            naadd |= nye
            igjen += nye
        ut[navn] = frozenset(naadd)
    return ut


def kvalifisert(vakt: Vakt, ansatt: Ansatt, dekker: Mapping[str, frozenset[str]]) -> str | None:
    """None where the employee lacks what the shift asks for (one of several is enough); else "", or the competence
    that covers it. A shift that names none is open to all."""
    kreves, har = delt(vakt.kompetanse), ansatt.kompetanser
    if not kreves or {k.casefold() for k in kreves} & {h.casefold() for h in har}:
        return ""
    for h in har:
        for k in kreves:
            if k.casefold() in dekker.get(h.casefold(), ()):
                return f"{h} dekker {k}"
    return None


def ledig_for(sak: Sak, vakt: Vakt) -> bool:
    """Whether the person is neither away nor at work at the time of the shift."""
    if rad_paa(sak.fravaer, vakt.dato):
        return False
    ledig = clock.vakttid(vakt.dato, vakt.start, vakt.slutt)
    opptatt = [(v.dato, v.start, v.slutt) for v in sak.vakter if v.status in GJELDENDE]
    opptatt += [(t.dato, t.start, t.slutt) for t in sak.turnus]
    for dato, fra, til in opptatt:
        if abs((dato - vakt.dato).days) <= 1 and ledig.felles(*clock.vakttid(dato, fra, til)):
            return False
    return True


def helg_og_rode(sak: Sak, dag: date) -> int:
    """Bank shifts on Saturdays, Sundays and red days in the period of a day."""
    periode = sak.periode(dag)
    if periode is None:
        return 0
    return sum(
        1 for v in sak.tidbankvakter
        if periode.start <= v.dato <= periode.slutt and (v.dato.weekday() >= LORDAG or rod_dag(v.dato))
    )  # fmt: skip


def rangering(saker: Saker, vakt: Vakt, dag: date) -> list[Kandidat]:
    """Everyone who can take a vacant shift, in order of priority, with the reason."""
    dekker = dekning(saker.tabeller.kompetanser or ())
    rader = []
    for nr in saker.ansattnumre:
        sak = saker.sak(nr)
        dekket = kvalifisert(vakt, sak.ansatt, dekker)
        if dekket is None or not ledig_for(sak, vakt):
            continue
        avtale, saldo = sak.avtale(vakt.dato), saker.saldo_eller_ingen(nr, dag)
        gruppe, uker, helg = ANDRE, 0.0, 0
        if avtale is not None and avtale.tidbank_pst > 0:
            gruppe, helg = TIDBANK, helg_og_rode(sak, vakt.dato)
            uker = saldo.etterslep / saldo.ukestimer_tidbank if saldo and saldo.ukestimer_tidbank else 0.0
        elif avtale is not None and avtale.fast_pst < 100:
            gruppe = DELTID
        grunner = [GRUPPENAVN[gruppe]]
        if gruppe == TIDBANK:
            grunner += [f"{tekst.timer(abs(uker))} uker {'bak' if uker >= 0 else 'foran'} plan", f"{helg} helg/røde"]
        enhet = sak.ansatt.enhet
        annen = bool(vakt.enhet and enhet and vakt.enhet.casefold() != enhet.casefold())
        if vakt.enhet and enhet:
            grunner.append(f"annen enhet ({enhet})" if annen else "egen enhet")
        grunner += [dekket] if dekket else []
        likhet = helg if saker.valg["prioritet_deretter"] == "helg og røde dager" else 0
        rader.append(((gruppe, annen, -uker, likhet, nr), sak.ansatt.navn, helg, ", ".join(grunner)))
    return [
        Kandidat(plass, orden[0], orden[4], navn, -orden[2], helg, grunn)
        for plass, (orden, navn, helg, grunn) in enumerate(sorted(rader), 1)
    ]
