"""Three months' notice, by either reading, shorter where law, tariff or contract says so; the employer's reason
(items 10, 15; B15)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from .. import clock, parameters, tekst
from ..model import OPPSIGERE, Alvor, Funn
from ..sak import Sak
from ..views import Saldo
from . import Regel

HJEMMEL = "Delta § 6; utkastet pkt. 1 og 3; aml. § 15-3"
HJEMMEL_GRUNN = "Delta § 6; utkastet pkt. 3; aml. § 15-7"
NESTE_MAANED, DATO = "neste måned", "dato"
ARBEIDSGIVER = OPPSIGERE[1]


def slutt(oppsagt: date, metode: str, maaneder: float | None = None) -> date:
    """The last day of the notice period; `maaneder` None = the three months of the agreement.

    "neste måned": whole months from the first day of the month after the notice, so the last day is a month's last.
    "dato": the same day of the month three months on.
    """
    antall = int(parameters.verdi("oppsigelse_maaneder", oppsagt) if maaneder is None else maaneder)
    if metode == DATO:
        return clock.pluss_maaneder(oppsagt, antall)
    return clock.pluss_maaneder(oppsagt.replace(day=1), antall + 1) - timedelta(days=1)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for a in sak.avtaler:
        if a.sagt_opp is None or a.sagt_opp > dag or a.sagt_opp_av != ARBEIDSGIVER or a.oppsigelsesgrunn:
            continue
        yield Funn(
            "oppsigelse_grunn", Alvor.BRUDD, sak.ansattnr, a.kilde, "Oppsigelsesgrunn", HJEMMEL_GRUNN,
            f"Arbeidsgiver sa opp avtalen {tekst.dato(a.sagt_opp)}, og det står ingen saklig grunn.",
            "Skriv grunnen i Oppsigelsesgrunn. Uten saklig grunn kan arbeidsgiver ikke si opp.",
            {"sagt_opp": a.sagt_opp}, a.sagt_opp,
        )  # fmt: skip


REGEL = Regel(HJEMMEL, ("oppsigelse_grunn",), funn=funn)
