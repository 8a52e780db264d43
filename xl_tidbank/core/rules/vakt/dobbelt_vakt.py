"""The same hour or the same row twice: rows that overlap, a Vaktnr used again, a bank shift inside the roster (B48).

Every such hour counts once everywhere; the finding names both cells and says what still counts in which row.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import tekst
from ...funn import Alvor, Funn
from ...model import GJELDENDE, TIDBANK, UTENOM, Vakt
from ...sak import Sak
from ...saker import Saker
from ...tid.stint import Dobbelt, overlapper
from ...views import Saldo
from .. import Regel

HJEMMEL = "utkastet pkt. 5; aml. § 10-7"
# Types that come on top of the roster; an ordinary or swapped shift may stand in both tables.
UTENOM_TURNUS = UTENOM | {TIDBANK}


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    if sak.andre is None or sak.andre.forst:  # one of a person's numbers speaks for all of them
        for d in sak.stint.dobbelt:
            yield from _funn(sak, d)


def _funn(sak: Sak, d: Dobbelt) -> Iterator[Funn]:
    p, a = d.post, d.andre
    hva = f"{tekst.dato(p.dato)} kl. {tekst.klokke(p.start)}–{tekst.klokke(p.slutt)}"
    igjen = "ingen timer" if d.timer <= 0 else f"{tekst.timer(d.timer)} timer"
    teller = f"Timene teller én gang: i {a.kilde}, og {igjen} her."
    fakta = {"dato": p.dato, "andre_rad": str(a.kilde), "timer": round(d.timer, 2)}
    if isinstance(p, Vakt):
        fakta["vaktnr"] = p.vaktnr
    if isinstance(p, Vakt) == isinstance(a, Vakt):
        i_vakter = isinstance(p, Vakt)
        regel = "dobbelt_vakt" if i_vakter else "dobbel_turnus"
        yield Funn(
            regel, Alvor.BRUDD if i_vakter else Alvor.ADVARSEL, sak.ansattnr, p.kilde, "Start", HJEMMEL,
            f"{'Vakt' if i_vakter else 'Turnusvakt'} {hva} dekker tid som også står i {a.kilde}. {teller}",
            "Slett raden som står to ganger, eller rett klokkeslettene."
            + (" Falt den ene vakten bort, sett Status til Avlyst." if i_vakter else ""),
            fakta, p.dato, gruppe="" if d.timer > 0 else regel,
        )  # fmt: skip
    else:
        vakt = p if isinstance(p, Vakt) else a
        if not isinstance(vakt, Vakt) or vakt.type not in UTENOM_TURNUS:
            return
        yield Funn(
            "overlapp_turnus", Alvor.ADVARSEL, sak.ansattnr, vakt.kilde, "Start", HJEMMEL,
            f"Vakt {tekst.dato(vakt.dato)} kl. {tekst.klokke(vakt.start)} ligger oppå turnusvakten i "
            f"{(a if vakt is p else p).kilde}. En time teller bare én gang, og her i {a.kilde}.",
            "Rett klokkeslettene, eller ta vakten ut av den ene tabellen.",
            {**fakta, "vaktnr": vakt.vaktnr, "dato": vakt.dato}, vakt.dato,
        )  # fmt: skip


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    sett: dict[str, Vakt] = {}
    for v in saker.tabeller.vakter:
        if not v.vaktnr:
            continue
        forste = sett.setdefault(v.vaktnr, v)
        if forste is not v and not _samme_tid(forste, v):
            yield Funn(
                "dobbelt_vakt", Alvor.BRUDD, v.ansattnr, v.kilde, "Vaktnr", HJEMMEL,
                f"Vaktnr {v.vaktnr} står også i {forste.kilde}.",
                "Gi vakten et eget nummer, eller slett raden som står to ganger.",
                {"vaktnr": v.vaktnr, "dato": v.dato, "andre_rad": str(forste.kilde)}, v.dato,
            )  # fmt: skip


def _samme_tid(a: Vakt, b: Vakt) -> bool:
    """Rows of one person that overlap are told as that, once."""
    return a.ansattnr == b.ansattnr and {a.status, b.status} <= GJELDENDE and overlapper(a, b)


REGEL = Regel(HJEMMEL, ("dobbelt_vakt", "overlapp_turnus", "dobbel_turnus"), funn=funn, bankfunn=bankfunn)
