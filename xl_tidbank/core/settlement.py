"""Settlement of one account: what lapses, what is to the good, what may be deducted and why."""

from __future__ import annotations

from datetime import date

from . import takt
from .ledger import Konto
from .rules.avregning import avregn as sluttsaldo
from .rules.oppsigelse import slutt as oppsigelse_slutt
from .rules.sluttoppgjor import trekk as trekk_ved_oppsigelse
from .tekst import dato
from .views import Avregning


def avregn(konto: Konto, dag: date) -> Avregning:
    """The settlement on a day: of the whole period from its last day on, of what has accrued when notice is given."""
    sak, periode = konto.sak, konto.periode
    avtale = periode.avtaler[-1]
    oppsagt = avtale.sagt_opp if avtale.sagt_opp is not None and avtale.sagt_opp <= dag else None
    siste = periode.slutt
    if oppsagt:  # nothing accrues after the last day of the notice period (B37)
        maaneder = sak.valg.paa("oppsigelse_maaneder", oppsagt)
        siste = min(siste, avtale.til, oppsigelse_slutt(oppsagt, sak.valg["oppsigelse_metode"], maaneder))
    # The agreement's own hourly pay is for settlement; without one, the wage row on the last day speaks (B37).
    timelonn = avtale.timelonn if avtale.timelonn is not None else sak.timelonn(min(dag, siste))
    saldo = konto.saldo(min(dag, siste))
    slutt = sluttsaldo(saldo.periodeskyld, saldo.arbeidet, saldo.kreditert, timelonn)
    trekk = trekk_ved_oppsigelse(
        saldo.etterslep, timelonn, avtale.sagt_opp_av if oppsagt else "", avtale.trekkavtale, dag
    )
    over = dag >= periode.slutt
    if over and not oppsagt:
        tekst = ["Perioden er slutt."]
        if slutt.bortfall > takt.NULL:
            tekst.append("Skyldige timer bortfaller: de flyttes ikke og trekkes ikke i lønn.")
    elif oppsagt:
        tekst = [trekk.begrunnelse, "Det som ikke er påløpt, faller bort når avtalen slutter."]
        if dag < siste:
            tekst.insert(0, f"Foreløpig: siste dag er {dato(siste)}, og oppgjøret skal regnes på den dagen.")
    else:
        tekst = [f"Perioden varer til {dato(periode.slutt)}, så ingenting bortfaller ennå."]
    bortfall = max(0.0, slutt.bortfall - trekk.timer) if over or oppsagt else 0.0
    # To the good before the end counts only against what has accrued when the agreement is being ended.
    overskudd = max(0.0, -saldo.etterslep) if oppsagt and not over else slutt.overskudd
    utbetales = sak.valg["overskudd"] == "utbetales"
    if overskudd > takt.NULL:
        tekst.append(f"Timer til gode bortfaller aldri: {sak.valg['overskudd']}.")
    return Avregning(
        sak.ansattnr, sak.ansatt.navn, periode.start, periode.slutt, saldo.skyldig, bortfall, overskudd,
        overskudd * timelonn if timelonn is not None and utbetales else None, trekk.timer, trekk.kroner,
        " ".join(tekst), min(dag, siste), saldo.periodeskyld, saldo.paalopt, saldo.arbeidet, saldo.kreditert,
        timelonn, oppsagt, avtale.sagt_opp_av if oppsagt else "", avtale.trekkavtale,
    )  # fmt: skip
