"""Notice by the employer needs a reason (item 10; aml. § 15-7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import tekst
from ...avregning.oppsigelsestid import ARBEIDSGIVER
from ...funn import Alvor, Funn
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "Delta § 6; utkastet pkt. 1 og 3; aml. § 15-3"
HJEMMEL_GRUNN = "Delta § 6; utkastet pkt. 3; aml. § 15-7"


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
