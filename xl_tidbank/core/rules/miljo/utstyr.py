"""Equipment that goes out: where to, with its data wiped, and not before its time (item 71)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import parameters, tekst
from ...funn import Alvor, Emne, Funn, Funnslag
from ...miljo.miljo import av
from ...miljo.registre import TAKEBACK, Utstyrsrad
from ...miljo.regning import levetid
from ...saker import Saker
from .. import Regel

HJEMMEL = "Tidsbanken: Ansvarlig avhending av IT-utstyr"


class Utstyrsfakta(NamedTuple):
    utstyrsnr: str
    dager: int


UTSTYR_UTEN_RUTE = Funnslag[Utstyrsfakta](
    "utstyr_uten_rute", "Utstyr avhendet uten rute", HJEMMEL, (Alvor.ADVARSEL,), emne=Emne.MILJO
)
UTSTYR_IKKE_SLETTET = Funnslag[Utstyrsfakta](
    "utstyr_ikke_slettet", "Utstyr avhendet uten at data er slettet",
    "personvernforordningen art. 32; Tidsbanken: Ansvarlig avhending av IT-utstyr", (Alvor.BRUDD,), emne=Emne.MILJO,
)  # fmt: skip
UTSTYR_TIDLIG = Funnslag[Utstyrsfakta](
    "utstyr_tidlig", "Utstyr avhendet før tiden", "Tidsbanken: Forlengelse av levetid på IT-utstyr",
    (Alvor.ADVARSEL,), emne=Emne.MILJO,
)  # fmt: skip
UTSTYR_TAKEBACK_UKJENT = Funnslag[Utstyrsfakta](
    "utstyr_takeback_ukjent", "Takeback uten kjent utfall", HJEMMEL, (Alvor.INFO,), emne=Emne.MILJO
)


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    for u in saker.husk(av).registre.utstyr:
        if u.avhendet is not None and u.avhendet <= dag:
            yield from _avhendet(u, u.avhendet, dag)


def _avhendet(u: Utstyrsrad, ut: date, dag: date) -> Iterator[Funn]:
    hva = f"{u.slag or 'Utstyr'} {u.utstyrsnr}, avhendet {tekst.dato(ut)},"
    fakta = Utstyrsfakta(u.utstyrsnr, (dag - ut).days)
    if not u.rute:
        yield UTSTYR_UTEN_RUTE.funn(
            "", u.kilde, "Rute", f"{hva} har ingen rute.",
            "Velg hvor det gikk: gjenbruk, ombruk, Takeback, materialgjenvinning, EE-avfall eller mistet.", fakta,
            dato=ut,
        )  # fmt: skip
    if u.lagrer_data and not u.slettet:
        yield UTSTYR_IKKE_SLETTET.funn(
            "", u.kilde, "Slettet", f"{hva} lagrer data, og det står ikke at de er slettet.",
            "Slett dataene eller skaff slettebevis, og skriv det i Slettet. Er det mistet, vurder om det er et brudd "
            "på personopplysningssikkerheten som skal meldes.", fakta, dato=ut,
        )  # fmt: skip
    if u.kjopt is not None and u.planlagt_ar and u.kjopt <= ut and not u.begrunnelse:
        _, utover = levetid(u.kjopt, ut, u.planlagt_ar)
        if utover < 0:
            yield UTSTYR_TIDLIG.funn(
                "", u.kilde, "Avhendet", f"{hva} gikk ut {-utover} {'måned' if utover == -1 else 'måneder'} før de "
                f"{tekst.tall(u.planlagt_ar)} årene det skulle vare.",
                "Skriv hvorfor i Begrunnelse, og se om det kan repareres eller brukes av andre.", fakta,
                dato=ut,
            )  # fmt: skip
    if u.rute == TAKEBACK and not u.utfall and (dag - ut).days > parameters.verdi("miljo_utfallsfrist", dag):
        yield UTSTYR_TAKEBACK_UKJENT.funn(
            "", u.kilde, "Utfall", f"{hva} gikk til Takeback, og utfallet er ikke kjent etter {(dag - ut).days} dager.",
            "Spør leverandøren hva det ble av det. Uten svar regnes det ikke som ombruk.", fakta, dato=ut,
        )  # fmt: skip


REGEL = Regel(
    (UTSTYR_UTEN_RUTE, UTSTYR_IKKE_SLETTET, UTSTYR_TIDLIG, UTSTYR_TAKEBACK_UKJENT), ("miljo",), bankfunn=bankfunn
)
