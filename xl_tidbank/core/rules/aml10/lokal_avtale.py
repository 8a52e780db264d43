"""A limit set beyond the law's without the agreement it asks for: the law's is used, and the user is told (B23)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import grenser
from ...funn import Alvor, Funn, Funnslag
from ...model import Innstilling
from ...saker import Saker
from ...valg import BARE_JA, REFERANSE, muligheter, navnet
from .. import Regel

HJEMMEL = "aml. § 10-5, § 10-6 (5) og (9), § 10-8 (3), § 10-11 (9)"


class Fakta(NamedTuple):
    nokkel: str


LOKAL_AVTALE = Funnslag[Fakta]("lokal_avtale", "Grense satt uten gyldig avtale", HJEMMEL, (Alvor.ADVARSEL,))


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    valg, referanser = saker.valg, {m.nokkel for m in muligheter() if m.enhet == REFERANSE}
    for rad in saker.tabeller.innstillinger:
        if rad.nokkel in referanser and str(rad.verdi).strip().casefold() in BARE_JA:
            yield _funn(saker, rad.nokkel, f"er «{rad.verdi}», og sier ikke hvilken avtale",
                        "Skriv hva avtalen heter, og datoen.")  # fmt: skip
    for ref, satt in grenser.MED_TILLITSVALGT.items():
        if valg[ref] and not grenser.avtale(valg, ref):
            yield _funn(saker, ref, "er skrevet, men virksomheten er ikke ført som bundet av tariffavtale",
                        f"Sett {navnet('tariffbundet')} til Ja, eller ta avtalen ut.")  # fmt: skip
        for nokkel in satt:
            if nokkel in valg.endret and not valg[ref]:
                yield _funn(saker, nokkel, f"er endret uten at {navnet(ref)} er fylt ut",
                            f"Fyll ut {navnet(ref)}, eller sett grensen tilbake til lovens.")  # fmt: skip
    if valg["gjennomsnitt"] != grenser.INGEN and grenser.snitt(valg) == grenser.INGEN:
        fort = valg["gjennomsnitt_avtale"]
        mangler = f"{navnet('tariffbundet')} er Ja" if fort else f"{navnet('gjennomsnitt_avtale')} er fylt ut"
        yield _funn(saker, "gjennomsnitt", f"er «{valg['gjennomsnitt']}» uten at {mangler}",
                    "Fyll ut det som mangler, eller sett valget tilbake til ingen.")  # fmt: skip


def _funn(saker: Saker, nokkel: str, hva: str, gjor: str) -> Funn:
    rad = next((r for r in saker.tabeller.innstillinger if r.nokkel == nokkel), Innstilling("", None))
    return LOKAL_AVTALE.funn(
        "", rad.kilde, "Verdi", f"Valget {navnet(nokkel)} {hva}. Lovens grense brukes.", gjor,
        Fakta(nokkel),
    )  # fmt: skip


REGEL = Regel((LOKAL_AVTALE,), bankfunn=bankfunn)
