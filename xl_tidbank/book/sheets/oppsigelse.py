"""Notice of a tidbank agreement: both readings of the three months side by side, and the employer's reason (items 10,
15; B15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from xl_tidbank.core import tekst
from xl_tidbank.core.avregning import oppsigelsestid
from xl_tidbank.core.avregning.oppsigelsestid import ARBEIDSGIVER
from xl_tidbank.core.model import Ansatt, Avtale
from xl_tidbank.core.valg import Valg

from ..page.plain import Felt, Format, Liste, Nokkelrad, Nokkeltall, Punkt, Rader, Side, Status
from .common import antall, person

ARK = "Oppsigelser"


class Oppsigelse(NamedTuple):
    """An employee and the row of their agreement; oppsagt: the day of notice, or the day it is asked for."""

    ansatt: Ansatt
    avtale: Avtale
    oppsagt: date
    tenkt: bool  # nobody has given notice: what would hold if it were given on the day


def oppsigelse_side(saker: Sequence[Oppsigelse], dag: date, *, valg: Valg, virksomhet: str, stempel: str) -> Side:
    felt = (
        Felt("Ansatt", Format.TEKST, 26),
        Felt("Sagt opp", Format.DATO, 11),
        Felt("Av", Format.TEKST, 12),
        Felt("Siste dag, fra neste måned", Format.DATO, 13),
        Felt("Siste dag, fra dato til dato", Format.DATO, 13),
        Felt("Gjelder her", Format.DATO, 11),
        Felt("Saklig grunn", Format.TEKST, 34),
        Felt("Vurdering", Format.STATUS, 13),
    )
    rader = tuple(_rad(s, valg) for s in saker)
    oppsagte = [s for s in saker if not s.tenkt]
    frist = int(valg.paa("oppsigelse_maaneder", dag))
    uten = sum(r[-1] == Status.BRUDD for r in rader)
    return Side(
        ARK,
        "Oppsigelse av avtale om tidbank",
        (
            Nokkelrad((
                Nokkeltall("Sagt opp", len(oppsagte), Format.ANTALL, antall(len(oppsagte), "avtale", "avtaler")),
                Nokkeltall("Frist, måneder", frist, Format.ANTALL, "lengre bare der loven sier det"),
                Nokkeltall("Regnes", valg["oppsigelse_metode"], Format.TEKST, "Innstillinger: oppsigelse_metode"),
                Nokkeltall("Uten saklig grunn", uten, Format.ANTALL, "av arbeidsgivers oppsigelser"),
            )),
            Rader("Begge måtene å regne på", felt, rader, tom="Ingen avtaler er sagt opp.", navn="Oppsigelser"),
            Liste(
                "Slik er det",
                (
                    Punkt("", "Begge parter kan si opp. Fristen er tre måneder når ikke lov, tariffavtale eller "
                          "arbeidsavtale gir en kortere. Gir loven lengre oppsigelsestid fra arbeidsgiver (minst 4, 5 "
                          "eller 6 måneder fra 50, 55 eller 60 år med ti års ansettelse), skrives den i "
                          "Oppsigelsestid i Avtaler.", "Delta § 6; utkastet pkt. 3; aml. § 15-3 (3)"),
                    Punkt("", "Fra neste måned: hele måneder fra første dag i måneden etter oppsigelsen, slik loven "
                          "regner for arbeidsavtaler. Fra dato til dato: samme dag tre måneder senere. Delta sier ikke "
                          "hvilken: velg oppsigelse_metode i Innstillinger. Til det er valgt, viser Avregning begge "
                          "der de gir ulike tall.", "aml. § 15-3; B15"),
                    Punkt("", "Sier arbeidsgiver opp, må det være saklig grunn, og den skal stå i Avtaler.",
                          "Delta § 6; aml. § 15-7"),
                    Punkt("", "Sier den ansatte opp, kan påløpte timer trekkes i sluttoppgjøret bare hvis siste dag er "
                          "i avregningsperioden, og det er skrevet en egen trekkavtale med timer og kroner. Varer "
                          "oppsigelsestiden ut over perioden, bortfaller timene. Sier arbeidsgiver opp, trekkes "
                          "ingenting. Se Avregning.", "Delta § 10–11; aml. § 14-15 (2) c"),
                    Punkt("", "Tillegg for å delta i ordningen faller bort når avtalen slutter.",
                          "Delta § 18; utkastet pkt. 13"),
                ),
            ),
        ),
        gjelder=dag, virksomhet=virksomhet, undertittel="Siste dag i oppsigelsestiden, og grunnen til oppsigelsen",
        stempel=stempel, liggende=True,
    )  # fmt: skip


def _rad(s: Oppsigelse, valg: Valg) -> tuple[str | date | None, ...]:
    a, metode = s.avtale, valg["oppsigelse_metode"]
    begge = oppsigelsestid.begge(valg, s.oppsagt, None if s.tenkt else a)
    like = len(set(begge.values())) == 1
    gjelder = begge.get(metode) or (next(iter(begge.values())) if like else None)
    grunn, vurdering = a.oppsigelsesgrunn, Status.I_ORDEN
    if s.tenkt:
        grunn, vurdering = f"hvis det sies opp {tekst.dato(s.oppsagt)}", ""
    elif a.sagt_opp_av == ARBEIDSGIVER and not a.oppsigelsesgrunn:
        grunn, vurdering = "mangler", Status.BRUDD
    elif a.sagt_opp_av != ARBEIDSGIVER:
        grunn = a.oppsigelsesgrunn or "trengs ikke"
    return (
        person(s.ansatt.ansattnr, s.ansatt.navn), s.oppsagt, "" if s.tenkt else a.sagt_opp_av,
        *begge.values(), gjelder, grunn, vurdering,
    )  # fmt: skip
