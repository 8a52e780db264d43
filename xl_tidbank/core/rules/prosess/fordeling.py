"""Weekends, red days, evenings and nights against colleagues with the same position without tidbank (items 24, 41)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import tekst
from ...fordeling import LIKE, UTEN_TIDBANK, Maaltall, fordeling
from ...funn import Alvor, Funn
from ...saker import Saker
from .. import Regel

HJEMMEL = "Delta § 8 og § 16; utkastet pkt. 5 og 10"
IDER = {
    "helger": "fordeling_helg", "rode_dager": "fordeling_rode_dager", "kveld": "fordeling_kveld",
    "natt": "fordeling_natt",
}  # fmt: skip
HVEM = {
    LIKE: "kolleger med tilsvarende stilling uten tidbank",
    UTEN_TIDBANK: "kolleger uten tidbank, regnet per stillingsprosent",
}


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    for nr in saker.ansattnumre:
        periode = saker.sak(nr).periode(dag)
        for f in fordeling(saker, periode.start, dag, [nr]) if periode else ():
            assert periode is not None
            for m in f.maal:
                # Against others with tidbank nothing can be said of equal treatment; the page shows the figures.
                if m.klart_mer and m.uten_tidbank and m.andre is not None:
                    yield Funn(
                        IDER[m.felt], Alvor.ADVARSEL, nr, periode.avtaler[0].kilde, "Tidbank %", m.hjemmel,
                        f"{m.navn} fra {tekst.dato(f.fra)} til {tekst.dato(dag)}: {tall(m, m.egen)}, mot "
                        f"{tall(m, m.andre)} for {HVEM[m.grunnlag]} ({m.antall}).",
                        "Fordel de neste vaktene jevnere, eller avtal noe annet med den ansatte og skriv det ned.",
                        {"maal": m.felt, "egen": m.egen, "andre": m.andre, "antall": m.antall, "grunnlag": m.grunnlag,
                         "fra": f.fra, "til": f.til, "stilling": f.stilling}, None,
                    )  # fmt: skip


def tall(m: Maaltall, verdi: float) -> str:
    return tekst.tall(verdi) if m.felt in ("helger", "rode_dager") else tekst.timer(verdi)


REGEL = Regel(HJEMMEL, tuple(IDER.values()), ("turnus", "ansatte"), bankfunn=bankfunn)
