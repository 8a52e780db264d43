"""Weekends, red days, evenings and nights against colleagues with the same position without tidbank (items 24, 41)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...fordeling import LIKE, UTEN_TIDBANK, Maaltall, fordeling, kan_sammenlignes
from ...funn import Alvor, Funn, Funnslag
from ...saker import Saker
from .. import Regel

HJEMMEL = "Delta § 8 og § 16; utkastet pkt. 5 og 10"
HVEM = {
    LIKE: "kolleger med tilsvarende stilling uten tidbank",
    UTEN_TIDBANK: "kolleger uten tidbank, regnet per stillingsprosent",
}


class Fakta(NamedTuple):
    maal: str
    egen: float
    andre: float
    antall: int
    grunnlag: str
    fra: date
    til: date
    stilling: float


def _slag(id_: str, hva: str) -> Funnslag[Fakta]:
    tittel = f"Klart flere {hva} enn kollegene"
    return Funnslag(id_, tittel, HJEMMEL, (Alvor.ADVARSEL,), andre=lambda f: f.antall)


SLAG = {  # by measure
    "helger": _slag("fordeling_helg", "helger"),
    "rode_dager": _slag("fordeling_rode_dager", "røde dager"),
    "kveld": _slag("fordeling_kveld", "kveldstimer"),
    "natt": _slag("fordeling_natt", "nattetimer"),
}


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    for nr in saker.spurte:
        periode = saker.sak(nr).periode(dag)
        if periode is None or not kan_sammenlignes(saker, nr, periode.start, dag):
            continue
        for f in fordeling(saker, periode.start, dag, [nr]):
            for m in f.maal:
                # Against others with tidbank nothing can be said of equal treatment; the page shows the figures.
                if m.klart_mer and m.uten_tidbank and m.andre is not None:
                    yield SLAG[m.felt].funn(
                        nr, periode.avtaler[0].kilde, "Tidbank %",
                        f"{m.navn} fra {tekst.dato(f.fra)} til {tekst.dato(dag)}: {tall(m, m.egen)}, mot "
                        f"{tall(m, m.andre)} for {HVEM[m.grunnlag]} ({m.antall}).",
                        "Fordel de neste vaktene jevnere, eller avtal noe annet med den ansatte og skriv det ned.",
                        Fakta(
                            maal=m.felt, egen=m.egen, andre=m.andre, antall=m.antall, grunnlag=m.grunnlag, fra=f.fra,
                            til=f.til, stilling=f.stilling,
                        ), alvor=Alvor.ADVARSEL, hjemmel=m.hjemmel,
                    )  # fmt: skip


def tall(m: Maaltall, verdi: float) -> str:
    return tekst.tall(verdi) if m.felt in ("helger", "rode_dager") else tekst.timer(verdi)


REGEL = Regel(tuple(SLAG.values()), ("turnus", "ansatte"), bankfunn=bankfunn)
