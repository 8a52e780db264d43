"""First priority on vacant shifts: tidbank staff who are qualified, most weeks behind first (item 22; B16, B36)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from .. import clock, tekst
from ..model import GJELDENDE, LEDIG, Alvor, Funn, Vakt
from ..rodedager import rod_dag
from ..sak import Sak
from ..views import Kandidat
from . import Regel

if TYPE_CHECKING:
    from ..bank import Bank

HJEMMEL = "utkastet pkt. 5; Delta § 8; aml. § 14-3"
TIDBANK, DELTID, ANDRE = 1, 2, 3
GRUPPENAVN = {TIDBANK: "tidbank", DELTID: "deltid uten tidbank", ANDRE: "andre"}
LORDAG = 5
VIST = 5


def kvalifisert(vakt: Vakt, kompetanse: str) -> bool:
    """A shift that names no competence is open to all."""
    return not vakt.kompetanse or vakt.kompetanse.casefold() == kompetanse.casefold()


def ledig_for(sak: Sak, vakt: Vakt) -> bool:
    """Whether the person is neither away nor at work at the time of the shift."""
    if any(f.fra <= vakt.dato <= f.til for f in sak.fravaer):
        return False
    start, slutt = clock.vakttid(vakt.dato, vakt.start, vakt.slutt)
    opptatt = [(v.dato, v.start, v.slutt) for v in sak.vakter if v.status in GJELDENDE]
    opptatt += [(t.dato, t.start, t.slutt) for t in sak.turnus]
    for dato, fra, til in opptatt:
        if abs((dato - vakt.dato).days) <= 1:
            annen_start, annen_slutt = clock.vakttid(dato, fra, til)
            if start < annen_slutt and annen_start < slutt:
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


def rangering(bank: Bank, vakt: Vakt, dag: date) -> list[Kandidat]:
    """Everyone who can take a vacant shift, in order of priority, with the reason."""
    rader = []
    for nr in bank.ansattnumre:
        sak = bank.sak(nr)
        if not kvalifisert(vakt, sak.ansatt.kompetanse) or not ledig_for(sak, vakt):
            continue
        avtale, saldo = sak.avtale(vakt.dato), bank.saldo_eller_ingen(nr, dag)
        gruppe, uker, helg = ANDRE, 0.0, 0
        if avtale is not None and avtale.tidbank_pst > 0:
            gruppe, helg = TIDBANK, helg_og_rode(sak, vakt.dato)
            uker = saldo.etterslep / saldo.ukestimer_tidbank if saldo and saldo.ukestimer_tidbank else 0.0
        elif avtale is not None and avtale.fast_pst < 100:
            gruppe = DELTID
        likhet = helg if bank.valg["prioritet_deretter"] == "helg og røde dager" else 0
        rader.append(((gruppe, -uker, likhet, nr), nr, sak.ansatt.navn, uker, helg))
    ut = []
    for plass, (orden, nr, navn, uker, helg) in enumerate(sorted(rader), 1):
        grunn = GRUPPENAVN[orden[0]]
        if orden[0] == TIDBANK:
            grunn += f", {tekst.timer(abs(uker))} uker {'bak' if uker >= 0 else 'foran'} plan, {helg} helg/røde"
        ut.append(Kandidat(plass, orden[0], nr, navn, uker, helg, grunn))
    return ut


def bankfunn(bank: Bank, dag: date) -> Iterator[Funn]:
    for v in bank.tabeller.vakter:
        if v.status != LEDIG or v.dato < dag:
            continue
        liste = rangering(bank, v, dag)
        forst = "; ".join(f"{k.plass}. {k.navn or k.ansattnr} ({k.grunn})" for k in liste[:VIST])
        yield Funn(
            "ledig_vakt", Alvor.INFO, "", v.kilde, "Status", HJEMMEL,
            f"Ledig vakt {tekst.dato(v.dato)} kl. {tekst.klokke(v.start)}–{tekst.klokke(v.slutt)}"
            f"{' (' + v.kompetanse + ')' if v.kompetanse else ''}: {forst or 'ingen kvalifiserte er ledige'}.",
            "Tilby vakten i denne rekkefølgen. Skriv begrunnelse hvis dere avviker.",
            {"vaktnr": v.vaktnr, "dato": v.dato, "rekkefolge": [k.ansattnr for k in liste]}, v.dato,
        )  # fmt: skip


REGEL = Regel(HJEMMEL, ("ledig_vakt",), bankfunn=bankfunn)
