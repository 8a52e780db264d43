"""What a month's pay rests on: a wage row for everyone in the scheme, rates that are known, and rates that may be
outdated told wherever they are used (B20, B37)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Funn, Funnslag
from ...lonn import satser
from ...model import Kilde
from ...saker import Saker
from .. import Regel

HJEMMEL = "Delta § 12 og § 13; HTA kap. 1 § 5"
BEKREFTES = "satser_kontrollert_til"


class Utdatert(NamedTuple):
    satser: list[str]
    kjent_til: date


class Dag(NamedTuple):
    dato: date


SATS_UTDATERT = Funnslag[Utdatert]("sats_utdatert", "Satser som er mulig utdatert", HJEMMEL, (Alvor.ADVARSEL,))
LONNSGRUNNLAG_MANGLER = Funnslag[Dag]("lonnsgrunnlag_mangler", "Avtale uten lønnsgrunnlag", HJEMMEL, (Alvor.ADVARSEL,))
LONN_IKKE_REGNET = Funnslag[Dag]("lonn_ikke_regnet", "Lønn som ikke kan regnes ut", HJEMMEL, (Alvor.ADVARSEL,))


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    rader = saker.tabeller.lonnsgrunnlag
    if not rader:
        return  # pay is not made from this bank
    yield from _utdatert(saker, dag, rader[0].kilde)
    for nr in saker.spurte:
        lonn = saker.lonn_for(nr)
        avtale = lonn.sak.avtale(dag)
        if avtale is None or lonn.sak.overlappende:
            continue
        if lonn.sak.lonnsrad(dag) is None:
            yield LONNSGRUNNLAG_MANGLER.funn(
                nr, avtale.kilde, "Ansattnr",
                f"Ansatt {nr} har avtale om tidbank {tekst.dato(dag)}, men ingen rad i Lønnsgrunnlag som gjelder da.",
                "Skriv en rad i Lønnsgrunnlag med Gjelder fra senest den dagen.",
                Dag(dag), dato=dag,
            )  # fmt: skip
            continue
        feil = lonn.feil(dag)
        if feil is not None:
            yield LONN_IKKE_REGNET.funn(
                nr, avtale.kilde, "Ansattnr",
                f"Lønnen for måneden kan ikke regnes ut. {feil.feil[0]}",
                "Rett det som mangler, og lag lønnen på nytt.",
                Dag(dag), dato=dag,
            )  # fmt: skip


def _utdatert(saker: Saker, dag: date, ellers: Kilde) -> Iterator[Funn]:
    gamle = satser.utdaterte(dag, saker.valg)
    if not gamle:
        return
    kilder = {i.nokkel: i.kilde for i in saker.tabeller.innstillinger}
    kjent = max(p.kjent_til for p in gamle if p.kjent_til is not None)
    yield SATS_UTDATERT.funn(
        "", kilder.get(BEKREFTES, ellers), "Verdi",
        f"{len(gamle)} tillegg er mulig utdatert {tekst.dato(dag)}: de er bare kjent til og med {tekst.dato(kjent)}. "
        f"Det gjelder {'; '.join(p.navn.lower() for p in gamle)}.",
        "Hold satsene mot gjeldende tariffavtale. Skriv egne satser i Innstillinger, eller dagen i «Satsene er "
        "kontrollert til» når de står.",
        Utdatert(satser=[p.nokkel for p in gamle], kjent_til=kjent), dato=dag,
    )  # fmt: skip


REGEL = Regel((SATS_UTDATERT, LONNSGRUNNLAG_MANGLER, LONN_IKKE_REGNET), ("lonnsgrunnlag",), bankfunn=bankfunn)
