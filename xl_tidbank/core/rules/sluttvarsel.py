"""One month before the end: warn and make a plan when hours are left (item 29; B12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .. import clock, parameters, takt, tekst
from ..model import Alvor, Funn
from ..sak import Sak
from ..views import Saldo
from . import Regel

HJEMMEL = "Delta § 10; utkastet pkt. 5"


def varseldato(periodeslutt: date) -> date:
    """One calendar month before the last day of the period."""
    return clock.pluss_maaneder(periodeslutt, -int(parameters.verdi("sluttvarsel_maaneder", periodeslutt)))


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    periode = sak.periode(dag)
    if saldo is None or periode is None:
        return
    igjen, per_uke = saldo.skyldig_etter_avtalt, saldo.trengs_per_uke_etter_avtalt
    fakta = {
        "periodeslutt": periode.slutt, "sluttvarsel": saldo.sluttvarsel, "skyldig_etter_avtalt": igjen,
        "trengs_per_uke_etter_avtalt": per_uke,
    }  # fmt: skip
    kilde = periode.avtaler[-1].kilde
    avtale = sak.avtale(dag)
    if dag >= saldo.sluttvarsel and igjen > takt.NULL:
        plan = next((g for g in reversed(sak.gjennomganger) if g.plan and g.holdt and g.holdt >= periode.start), None)
        yield Funn(
            "sluttvarsel", Alvor.ADVARSEL, sak.ansattnr, kilde, "Periodeslutt", HJEMMEL,
            f"Perioden slutter {tekst.dato(periode.slutt)}, og {tekst.timer(igjen)} timer er ikke satt opp.",
            "Varsle den ansatte og lag en plan for innarbeiding sammen med tillitsvalgt."
            if plan is None else f"Følg opp planen: {plan.plan}",
            fakta, saldo.sluttvarsel,
        )  # fmt: skip
    elif per_uke is not None and avtale and takt.kan_ikke_naas(igjen, per_uke, avtale, dag):
        lovlig = takt.lovlig_per_uke(avtale, dag)
        yield Funn(
            "sluttvarsel", Alvor.ADVARSEL, sak.ansattnr, kilde, "Periodeslutt", f"{HJEMMEL}; aml. § 10-5",
            f"Det trengs {tekst.timer(per_uke)} timer i uken ut perioden, mer enn de {tekst.timer(lovlig)} timene "
            "som er lovlige ved siden av den faste delen.",
            "Lag en plan nå. Timer som ikke kan arbeides inn bortfaller ved periodens slutt.",
            {**fakta, "lovlig_per_uke": lovlig}, dag,
        )  # fmt: skip


REGEL = Regel(HJEMMEL, ("sluttvarsel",), funn=funn)
