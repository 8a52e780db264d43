"""Breaks: one where the working time is over five and a half hours, half an hour where it is eight (aml § 10-9; B27).

The column Pause holds unpaid minutes. An empty one means, unless Innstillinger says otherwise, that the break is paid
because nobody can leave the workplace, and then it is not seen in the tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import parameters, tekst
from ...funn import Alvor, Funn, Funnslag
from ...sak import Sak
from ...tid.arbeidstid import TIME
from ...views import Saldo
from .. import Regel

HJEMMEL = "aml. § 10-9 (1)"
MANGLER = "mangler"


class Fakta(NamedTuple):
    timer: float
    pause: float


PAUSE = Funnslag[Fakta]("pause", "For kort pause", HJEMMEL, (Alvor.BRUDD,), arbeidstid=True)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    tom_mangler = sak.valg["pause_uten_trekk"] == MANGLER
    okter = sak.arbeidstid.okter
    if not okter:
        return
    grense = parameters.verdi("pause_grense" if tom_mangler else "pause_lang_dag", okter[0].tider[0].post.dato) * TIME
    if sak.arbeidstid.rolig[0] < grense:
        return
    for o in okter:
        pause = sum(t.post.pause for t in o.tider)
        if not pause and not tom_mangler:
            continue
        sist = o.tider[-1]
        naar, timer = sist.post.dato, sum(t.virkelig for t in o.tider) / TIME
        lang, minst = parameters.verdi("pause_lang_dag", naar), parameters.verdi("pause_fradrag", naar) * TIME
        if timer >= lang and pause < minst:
            krav = f"minst {tekst.tall(minst)} minutter når arbeidstiden er minst {tekst.tall(lang)} timer"
        elif not pause and timer > parameters.verdi("pause_grense", naar):
            over = tekst.tall(parameters.verdi("pause_grense", naar))
            krav = f"minst én pause når arbeidstiden er over {over} timer"
        else:
            continue
        yield PAUSE.funn(
            sak.ansattnr, sist.post.kilde, "Pause",
            f"Vakten {sist} er {tekst.timer(timer)} timer med {tekst.tall(pause)} minutter pause. Loven krever {krav}.",
            "Gi lengre pause. Er resten av pausen arbeidstid fordi ingen kan forlate arbeidsplassen, la Pause stå tom.",
            Fakta(timer=round(timer, 2), pause=pause), dato=naar, gruppe=krav, verst=timer - pause / TIME,
        )  # fmt: skip


REGEL = Regel((PAUSE,), funn=funn)
