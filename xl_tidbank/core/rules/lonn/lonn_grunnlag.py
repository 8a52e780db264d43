"""What a month's pay rests on: a wage row for everyone in the scheme, rates that are known, and rates that may be
outdated told wherever they are used (B20, B37)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import tekst
from ...errors import TidbankFeil
from ...funn import Alvor, Funn
from ...lonn import satser
from ...model import Kilde
from ...saker import Saker
from .. import Regel

HJEMMEL = "Delta § 12 og § 13; HTA kap. 1 § 5"
BEKREFTES = "satser_kontrollert_til"


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    rader = saker.tabeller.lonnsgrunnlag
    if not rader:
        return  # pay is not made from this bank
    yield from _utdatert(saker, dag, rader[0].kilde)
    for nr in saker.ansattnumre:
        lonn = saker.lonn_for(nr)
        avtale = lonn.sak.avtale(dag)
        if avtale is None or lonn.sak.overlappende:
            continue
        if lonn.sak.lonnsrad(dag) is None:
            yield Funn(
                "lonnsgrunnlag_mangler", Alvor.ADVARSEL, nr, avtale.kilde, "Ansattnr", HJEMMEL,
                f"Ansatt {nr} har avtale om tidbank {tekst.dato(dag)}, men ingen rad i Lønnsgrunnlag som gjelder da.",
                "Skriv en rad i Lønnsgrunnlag med Gjelder fra senest den dagen.",
                {"dato": dag}, dag,
            )  # fmt: skip
            continue
        try:
            lonn.maaned(dag)
        except TidbankFeil as e:
            yield Funn(
                "lonn_ikke_regnet", Alvor.ADVARSEL, nr, avtale.kilde, "Ansattnr", HJEMMEL,
                f"Lønnen for måneden kan ikke regnes ut. {e.feil[0]}",
                "Rett det som mangler, og lag lønnen på nytt.", {"dato": dag}, dag,
            )  # fmt: skip


def _utdatert(saker: Saker, dag: date, ellers: Kilde) -> Iterator[Funn]:
    gamle = satser.utdaterte(dag, saker.valg)
    if not gamle:
        return
    kilder = {i.nokkel: i.kilde for i in saker.tabeller.innstillinger}
    kjent = max(p.kjent_til for p in gamle if p.kjent_til is not None)
    yield Funn(
        "sats_utdatert", Alvor.ADVARSEL, "", kilder.get(BEKREFTES, ellers), "Verdi", HJEMMEL,
        f"{len(gamle)} tillegg er mulig utdatert {tekst.dato(dag)}: de er bare kjent til og med {tekst.dato(kjent)}. "
        f"Det gjelder {'; '.join(p.navn.lower() for p in gamle)}.",
        f"Hold satsene mot gjeldende tariffavtale. Skriv egne satser i Innstillinger, eller {BEKREFTES} når de står.",
        {"satser": [p.nokkel for p in gamle], "kjent_til": kjent}, dag,
    )  # fmt: skip


REGEL = Regel(
    HJEMMEL, ("sats_utdatert", "lonnsgrunnlag_mangler", "lonn_ikke_regnet"), ("lonnsgrunnlag",), bankfunn=bankfunn
)
