"""Notice by the employer needs a reason (item 10; aml. § 15-7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...avregning.oppsigelsestid import ARBEIDSGIVER
from ...funn import Alvor, Funn, Funnslag
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "Delta § 6; utkastet pkt. 1 og 3; aml. § 15-3"
HJEMMEL_GRUNN = "Delta § 6; utkastet pkt. 3; aml. § 15-7"


class Fakta(NamedTuple):
    sagt_opp: date


OPPSIGELSE_GRUNN = Funnslag[Fakta]("oppsigelse_grunn", "Oppsigelse uten saklig grunn", HJEMMEL_GRUNN, (Alvor.BRUDD,))


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for a in sak.avtaler:
        if a.sagt_opp is None or a.sagt_opp > dag or a.sagt_opp_av != ARBEIDSGIVER or a.oppsigelsesgrunn:
            continue
        yield OPPSIGELSE_GRUNN.funn(
            sak.ansattnr, a.kilde, "Oppsigelsesgrunn",
            f"Arbeidsgiver sa opp avtalen {tekst.dato(a.sagt_opp)}, og det står ingen saklig grunn.",
            "Skriv grunnen i Oppsigelsesgrunn. Uten saklig grunn kan arbeidsgiver ikke si opp.",
            Fakta(a.sagt_opp), dato=a.sagt_opp,
        )  # fmt: skip


REGEL = Regel((OPPSIGELSE_GRUNN,), funn=funn)
