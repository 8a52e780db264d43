"""Goals with measures, measurements and progress; measures in time; suggestions answered (items 61, 69, 73)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import parameters, tekst
from ...funn import Alvor, Emne, Funn, Funnslag
from ...miljo.miljo import Maalbilde, av
from ...miljo.registre import FERDIG, STANSET
from ...miljo.regning import ETTER
from ...saker import Saker
from ...tid.clock import pluss_maaneder
from .. import Regel

HJEMMEL = "Tidsbanken: Kontinuerlig forbedring"


class Maalfakta(NamedTuple):
    maalnr: str
    vei: float | None = None
    tid: float | None = None


class Tiltaksfakta(NamedTuple):
    tiltaksnr: str
    dager: int


class Innspillfakta(NamedTuple):
    innspillnr: str
    dager: int


MAL_UTEN_TILTAK = Funnslag[Maalfakta]("mal_uten_tiltak", "Mål uten tiltak", HJEMMEL, (Alvor.ADVARSEL,), emne=Emne.MILJO)
MAL_UTEN_MALING = Funnslag[Maalfakta](
    "mal_uten_maling", "Mål som ikke er målt", HJEMMEL, (Alvor.ADVARSEL,), emne=Emne.MILJO
)
MAL_ETTER = Funnslag[Maalfakta]("mal_etter", "Mål som ligger etter", HJEMMEL, (Alvor.ADVARSEL,), emne=Emne.MILJO)
TILTAK_FORFALT = Funnslag[Tiltaksfakta](
    "tiltak_forfalt", "Tiltak over fristen", HJEMMEL, (Alvor.ADVARSEL,), emne=Emne.MILJO
)
INNSPILL_UBESVART = Funnslag[Innspillfakta](
    "innspill_ubesvart", "Innspill uten svar", "Tidsbanken: Har du innspill?", (Alvor.INFO,), emne=Emne.MILJO
)


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    miljo = saker.husk(av)
    for b in miljo.maal(dag):
        if (b.maal.fra is None or b.maal.fra <= dag) and (b.maal.til is None or b.maal.til >= dag):
            yield from _maalet(b, dag)
    for t in miljo.registre.tiltak:
        if t.frist is not None and dag > t.frist and t.status not in (FERDIG, STANSET):
            yield TILTAK_FORFALT.funn(
                "", t.kilde, "Frist",
                f"Tiltak {t.tiltaksnr}, {t.tiltak}, skulle vært gjort {tekst.dato(t.frist)}.",
                "Gjør det, sett ny frist, eller stans det med en grunn i Effekt.",
                Tiltaksfakta(t.tiltaksnr, (dag - t.frist).days), dato=t.frist,
            )  # fmt: skip
    for i in miljo.registre.innspill:
        dager = (dag - i.dato).days
        if i.svart is None and dager > parameters.verdi("miljo_svarfrist", dag):
            yield INNSPILL_UBESVART.funn(
                "", i.kilde, "Svart",
                f"Innspill {i.innspillnr} fra {tekst.dato(i.dato)} er ubesvart etter {dager} dager.",
                "Svar, og skriv dagen. Anonyme innspill kan besvares på tavlen.", Innspillfakta(i.innspillnr, dager),
                dato=i.dato,
            )  # fmt: skip


def _maalet(b: Maalbilde, dag: date) -> Iterator[Funn]:
    m = b.maal
    hva = f"Mål {m.maalnr}, {m.maal},"
    if not b.tiltak:
        yield MAL_UTEN_TILTAK.funn(
            "", m.kilde, "Målnr", f"{hva} har ingen tiltak.", "Skriv minst ett tiltak med ansvarlig og frist.",
            Maalfakta(m.maalnr),
        )  # fmt: skip
    frist = pluss_maaneder(dag, -int(parameters.verdi("miljo_maalefrist", dag)))
    if (b.maalt is None and (m.fra is None or m.fra < frist)) or (b.maalt is not None and b.maalt < frist):
        naar = "er aldri målt" if b.maalt is None else f"ble sist målt {tekst.dato(b.maalt)}"
        yield MAL_UTEN_MALING.funn(
            "", m.kilde, "Måles som", f"{hva} {naar}.", "Mål det, og før tallet i Målinger med dato.",
            Maalfakta(m.maalnr),
        )  # fmt: skip
    if b.status is not None and b.status.ord == ETTER:
        yield MAL_ETTER.funn(
            "", m.kilde, "Mål verdi",
            f"{hva} er kommet {tekst.tall(100 * b.status.vei)} % av veien etter {tekst.tall(100 * b.status.tid)} % av "
            "tiden.", "Se på tiltakene: skal flere til, eller målet endres?",
            Maalfakta(m.maalnr, b.status.vei, b.status.tid),
        )  # fmt: skip


REGEL = Regel(
    (MAL_UTEN_TILTAK, MAL_UTEN_MALING, MAL_ETTER, TILTAK_FORFALT, INNSPILL_UBESVART), ("miljo",), bankfunn=bankfunn
)
