"""Extra shifts paid as merarbeid: the guide's words, and the judgments that may say otherwise (item 43; B22)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import fsum
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Funn, Funnslag
from ...lonn import overtid
from ...model import EKSTRA, UTFORT
from ...saker import Saker
from .. import Regel

HJEMMEL = f"{overtid.HJEMMEL}; {overtid.DOMMER}"


class Fakta(NamedTuple):
    timer: float
    fra: date
    til: date


DELTID_OVERTID = Funnslag[Fakta]("deltid_overtid", "Merarbeid uten overtidstillegg", HJEMMEL, (Alvor.ADVARSEL,))


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    """A finding for each employee with merarbeid in the month of the day."""
    fra = dag.replace(day=1)
    for nr in saker.spurte:
        vakter = saker.lonn_for(nr).vakter
        if vakter.sak.lonnsrad(fra) is None:
            continue
        i_maaneden = [
            v for v in vakter.sak.vakter if v.type == EKSTRA and v.status == UTFORT and fra <= v.dato <= dag
        ]  # fmt: skip
        timer = fsum(vakter.mertimer(v) for v in i_maaneden)
        if timer <= tekst.STOV:
            continue
        yield DELTID_OVERTID.funn(
            nr, i_maaneden[0].kilde, "Type",
            f"{tekst.timer(timer)} timer ekstravakt regnes som merarbeid uten overtidstillegg, fordi de er innen full "
            f"stilling (Delta § 17). {overtid.ADVARSEL}",
            "Avklar med partene. Skal all ekstratid være overtid, fyll ut «All ekstratid er overtid fra» i "
            "Innstillinger.",
            Fakta(timer=timer, fra=fra, til=dag), dato=i_maaneden[0].dato,
        )  # fmt: skip


REGEL = Regel((DELTID_OVERTID,), ("lonnsgrunnlag",), bankfunn=bankfunn)
