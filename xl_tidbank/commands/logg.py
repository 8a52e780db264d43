"""What was written from a bank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .registry import verktoy
from .sporsmaal import Lestsvar, Sporsmaal, Svarslag
from .svar import Spalte, Svar, Tavle, Vist

if TYPE_CHECKING:
    from ..book import logg as bok


@verktoy(
    "Del",
    "logg",
    "Hva som er skrevet fra banken: når, med hvilken kommando, og om banken er endret mellom. Uten navn.",
    Sporsmaal("fil", Svarslag.BANK, metavar="FIL", maa=True, hjelp="Arbeidsboken (.xlsx)."),
)
def logg(fil: Lestsvar) -> Svar:
    from ..book import logg as bok

    stempel = fil.bank.stempel
    i_fil, ulest_fil = bok.les_fil(fil.sti)
    i_ark, ulest_ark = bok.les_ark(fil.sti)
    linjer, uleste = bok.samle(i_fil, i_ark), ulest_fil + ulest_ark
    siste = next((v.linje.til for v in reversed(linjer) if v.linje.til), "")
    return Svar(
        json=lambda: {
            "fil": bok.filen(fil.sti).name, "stempel": stempel, "endret_siden": bool(siste) and siste != stempel,
            "uleste": uleste,
            "linjer": [
                {
                    "tid": v.linje.tid.isoformat(), "kommando": v.linje.kommando, "fra": v.linje.fra,
                    "til": v.linje.til, "skrevet": v.linje.skrevet, "avtrykk": v.linje.avtrykk, "kilde": v.kilde,
                    "brudd": v.brudd,
                }
                for v in linjer
            ],
        },
        vist=lambda: _vist(linjer, stempel, siste, uleste),
    )  # fmt: skip


def _vist(linjer: Sequence[bok.Vist], stempel: str, siste: str, uleste: int) -> list[Vist]:
    kolonner = tuple(map(Spalte, ("Tid", "Kommando", "Fra", "Til", "Skrevet", "Merk")))
    rader = [
        (
            f"{x.tid.astimezone():%d.%m.%Y %H:%M:%S}", x.kommando, x.fra or "–", x.til or "–",
            f"{x.skrevet} {' '.join(x.avtrykk)}".strip(), "▲ Banken er endret siden linjen over" if v.brudd else "",
        )
        for v in linjer
        for x in (v.linje,)
    ]  # fmt: skip
    ut: list[Vist] = ["Ingenting er skrevet fra banken ennå."]
    if linjer:
        ut = [Tavle("Skrevet fra banken", kolonner, rader)]
    ut.append(f"Banken har nå stempelet {stempel}.")
    if siste and siste != stempel:
        ut.append("▲ Den er endret siden siste linje.")
    if uleste:
        ut.append(f"▲ {uleste} linjer i loggen kunne ikke leses.")
    return ut
