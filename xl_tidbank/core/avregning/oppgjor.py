"""Settlement of one account: what lapses, what is to the good, what may be deducted and why."""

from __future__ import annotations

from datetime import date

from .. import tekst
from ..ledger import Konto
from ..model import Avtale, rad_paa
from ..rules.periode.avregning import avregn as sluttsaldo
from ..sak import Periode
from ..tekst import dato
from ..views import Avregning, Lesning
from . import oppsigelsestid
from .oppsigelsestid import Oppsagt
from .trekk import ANSATT, INGEN_TREKK, Trekk
from .trekk import trekk as trekk_ved_oppsigelse

OMSTRIDT = (
    "Arbeidsgiver kan mene at Delta § 11 gir trekk også her, fordi den ansatte har sagt opp. Det er omstridt; banken "
    "følger § 10 og utkastet pkt. 5."
)
# Two readings are the same when these are, as they are shown.
BELOP = ("bortfall", "overskudd", "trekk_timer", "trekk_kr")


def avregn(konto: Konto, dag: date) -> Avregning:
    """The settlement on a day: of the whole period from its last day on, of what has accrued when notice is given.

    Where the two readings of the notice give different money and nobody has chosen between them, both are shown, and
    the one that deducts least stands in the figures (B15).
    """
    sagt = oppsigelsestid.i_perioden(konto.sak, konto.periode, dag)
    if sagt is None:
        return _regn(konto, dag, None, "")
    valgt = konto.sak.valg["oppsigelse_metode"]
    if valgt != oppsigelsestid.IKKE_VALGT:
        return _regn(konto, dag, sagt, valgt)
    begge = [_regn(konto, dag, sagt, metode) for metode in oppsigelsestid.METODER]
    forst, andre = begge
    if not any(tekst.avrund(getattr(forst, f)) != tekst.avrund(getattr(andre, f)) for f in BELOP):
        if forst.siste_dag == andre.siste_dag or dag >= max(a.siste_dag or dag for a in begge):
            return forst
        ogsaa = f"Regnet fra dato til dato er siste dag {dato(andre.siste_dag or dag)}: velg oppsigelse_metode."
        return forst._replace(begrunnelse=f"{forst.begrunnelse} {ogsaa}")
    lesninger = tuple(
        Lesning(a.oppsigelse_metode, a.siste_dag or dag, a.bortfall, a.overskudd, a.trekk_timer, a.trekk_kr)
        for a in begge
    )
    minst = min(begge, key=lambda a: (a.trekk_kr, a.trekk_timer))
    hver = "; ".join(_setning(x) for x in lesninger)
    sporsmaal = (
        f"De to måtene å regne oppsigelsestiden på gir ulike tall: {hver}. Velg oppsigelse_metode i Innstillinger. Til "
        f"det er valgt, står tallene for «{minst.oppsigelse_metode}», som trekker minst."
    )
    return minst._replace(begrunnelse=f"{sporsmaal} {minst.begrunnelse}", lesninger=lesninger)


def _setning(x: Lesning) -> str:
    trekk = f"kan trekkes bare hvis avtalt kr {tekst.kroner(x.trekk_kr)}"
    return f"«{x.metode}», siste dag {dato(x.siste_dag)}: {tekst.timer(x.bortfall)} timer bortfaller, {trekk}"


def _regn(konto: Konto, dag: date, sagt: Oppsagt | None, metode: str) -> Avregning:
    sak, periode = konto.sak, konto.periode
    siste_dag = sagt.slutt[metode] if sagt else None
    # Nothing accrues after the last day of the notice period (B37); the period's own end comes first (B42).
    innenfor = siste_dag is not None and siste_dag <= periode.slutt
    over = dag >= periode.slutt
    gjelder = min(dag, periode.slutt if siste_dag is None else min(siste_dag, periode.slutt))
    avtale = rad_paa(periode.avtaler, gjelder) or periode.avtaler[-1]
    # The agreement's own hourly pay is for settlement; without one, the wage row on the last day speaks (B37).
    timelonn = avtale.timelonn if avtale.timelonn is not None else sak.timelonn(gjelder)
    saldo = konto.saldo(gjelder)
    slutt = sluttsaldo(saldo.periodeskyld, saldo.arbeidet, saldo.kreditert, timelonn)
    trekkrad = _trekkrad(sagt.rad if sagt else avtale, periode)
    av = sagt.rad.sagt_opp_av if sagt else ""
    trekk = INGEN_TREKK
    if sagt and innenfor:
        trekk = trekk_ved_oppsigelse(
            saldo.etterslep, timelonn, av, trekkrad.trekkavtale, dag, trekkrad.trekk_timer, trekkrad.trekk_kr
        )
    bortfall = max(0.0, slutt.bortfall - trekk.timer) if over or innenfor else 0.0
    # To the good counts only against what has accrued where the agreement ends within the period.
    overskudd = max(0.0, -saldo.etterslep) if innenfor else slutt.overskudd
    setninger = _begrunnelse(dag, periode, siste_dag, av, trekk, slutt.bortfall)
    if overskudd > tekst.STOV:
        setninger.append(f"Timer til gode bortfaller aldri: {sak.valg['overskudd']}.")
    utbetales = sak.valg["overskudd"] == "utbetales"
    return Avregning(
        sak.ansattnr, sak.ansatt.navn, periode.start, periode.slutt, saldo.skyldig, bortfall, overskudd,
        overskudd * timelonn if timelonn is not None and utbetales else None, trekk.timer, trekk.kroner,
        " ".join(setninger), gjelder, saldo.periodeskyld, saldo.paalopt, saldo.arbeidet, saldo.kreditert,
        timelonn, sagt.dag if sagt else None, av, trekkrad.trekkavtale, trekkrad.trekk_timer, trekkrad.trekk_kr,
        trekk.grense, siste_dag, metode,
    )  # fmt: skip


def _trekkrad(rad: Avtale, periode: Periode) -> Avtale:
    """The row that holds the deduction agreement: the one with the notice, else the period's latest that has one."""
    if rad.trekkavtale is not None:
        return rad
    return next((a for a in reversed(periode.avtaler) if a.trekkavtale is not None), rad)


def _begrunnelse(
    dag: date, periode: Periode, siste_dag: date | None, av: str, trekk: Trekk, skyldig: float
) -> list[str]:
    over, rest = dag >= periode.slutt, skyldig > tekst.STOV
    if siste_dag is not None and siste_dag <= periode.slutt:
        hvem = trekk.begrunnelse if av else "Det står ikke hvem som sa opp (Sagt opp av), så ingenting kan trekkes."
        ut = [hvem, "Det som ikke er påløpt, faller bort når avtalen slutter."]
        if dag < siste_dag:
            ut.insert(0, f"Foreløpig: siste dag er {dato(siste_dag)}, og oppgjøret skal regnes på den dagen.")
        return ut
    ut = (
        ["Perioden er slutt."] if over else [f"Perioden varer til {dato(periode.slutt)}, så ingenting bortfaller ennå."]
    )
    if siste_dag is not None:
        ut.append(f"Oppsigelsestiden varer til {dato(siste_dag)}, etter perioden.")
    if rest and over:
        ut.append("Skyldige timer bortfaller: de flyttes ikke og trekkes ikke i lønn.")
    elif rest and siste_dag is not None:
        ut.append("Det som er skyldig når perioden slutter, bortfaller og trekkes ikke i lønn.")
    if rest and siste_dag is not None and av == ANSATT:
        ut.append(OMSTRIDT)
    return ut
