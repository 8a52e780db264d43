"""The same hour or the same row twice: rows that overlap, a Vaktnr used again, a bank shift inside the roster (B48).

Every such hour counts once everywhere; the finding names both cells and says what still counts in which row.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...funn import Alvor, Funn, Funnslag
from ...model import GJELDENDE, TIDBANK, UTENOM, Vakt
from ...sak import Sak
from ...saker import Saker
from ...tid.stint import Dobbelt, overlapper
from ...views import Saldo
from .. import Regel

HJEMMEL = "utkastet pkt. 5; aml. § 10-7"
# Types that come on top of the roster; an ordinary or swapped shift may stand in both tables.
UTENOM_TURNUS = UTENOM | {TIDBANK}
SLETT = "Slett raden som står to ganger, eller rett klokkeslettene."


class Turnus(NamedTuple):
    dato: date
    andre_rad: str
    timer: float


class Vakttid(NamedTuple):
    dato: date
    andre_rad: str
    timer: float
    vaktnr: str


class Nummer(NamedTuple):
    vaktnr: str
    dato: date
    andre_rad: str


DOBBELT_VAKT = Funnslag[Vakttid | Nummer](
    "dobbelt_vakt",
    "To vakter samtidig",
    HJEMMEL,
    (Alvor.BRUDD,),
    setning=lambda *_: "To vakter overlapper i tid, eller et vaktnummer er brukt to ganger.",
    uten_dag=True,
)
OVERLAPP_TURNUS = Funnslag[Vakttid](
    "overlapp_turnus",
    "Vakt oppå den ordinære turnusen",
    HJEMMEL,
    (Alvor.ADVARSEL,),
    setning=lambda _, vakt: f"{vakt} ligger oppå en vakt i turnusen.",
    vaktnr=lambda f: f.vaktnr,
)
DOBBEL_TURNUS = Funnslag[Turnus]("dobbel_turnus", "Samme tid to ganger i turnusen", HJEMMEL, (Alvor.ADVARSEL,))


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    if sak.andre is None or sak.andre.forst:  # one of a person's numbers speaks for all of them
        for d in sak.stint.dobbelt:
            yield from _funn(sak, d)


def _funn(sak: Sak, d: Dobbelt) -> Iterator[Funn]:
    p, a = d.post, d.andre
    hva = f"{tekst.dato(p.dato)} kl. {tekst.klokke(p.start)}–{tekst.klokke(p.slutt)}"
    igjen = "ingen timer" if d.timer <= 0 else f"{tekst.timer(d.timer)} timer"
    teller = f"Timene teller én gang: i {a.kilde}, og {igjen} her."
    andre_rad, timer = str(a.kilde), round(d.timer, 2)
    if isinstance(p, Vakt) and isinstance(a, Vakt):
        yield DOBBELT_VAKT.funn(
            sak.ansattnr, p.kilde, "Start", f"Vakt {hva} dekker tid som også står i {a.kilde}. {teller}",
            f"{SLETT} Falt den ene vakten bort, sett Status til Avlyst.", Vakttid(p.dato, andre_rad, timer, p.vaktnr),
            dato=p.dato, gruppe="" if d.timer > 0 else "hele",
        )  # fmt: skip
    elif not isinstance(p, Vakt) and not isinstance(a, Vakt):
        yield DOBBEL_TURNUS.funn(
            sak.ansattnr, p.kilde, "Start", f"Turnusvakt {hva} dekker tid som også står i {a.kilde}. {teller}", SLETT,
            Turnus(p.dato, andre_rad, timer), dato=p.dato, gruppe="" if d.timer > 0 else "hele",
        )  # fmt: skip
    else:
        vakt = p if isinstance(p, Vakt) else a
        if not isinstance(vakt, Vakt) or vakt.type not in UTENOM_TURNUS:
            return
        yield OVERLAPP_TURNUS.funn(
            sak.ansattnr, vakt.kilde, "Start",
            f"Vakt {tekst.dato(vakt.dato)} kl. {tekst.klokke(vakt.start)} ligger oppå turnusvakten i "
            f"{(a if vakt is p else p).kilde}. En time teller bare én gang, og her i {a.kilde}.",
            "Rett klokkeslettene, eller ta vakten ut av den ene tabellen.",
            Vakttid(vakt.dato, andre_rad, timer, vakt.vaktnr), dato=vakt.dato,
        )  # fmt: skip


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    sett: dict[str, Vakt] = {}
    for v in saker.tabeller.vakter:
        if not v.vaktnr:
            continue
        forste = sett.setdefault(v.vaktnr, v)
        if forste is not v and not _samme_tid(forste, v):
            yield DOBBELT_VAKT.funn(
                v.ansattnr, v.kilde, "Vaktnr",
                f"Vaktnr {v.vaktnr} står også i {forste.kilde}.",
                "Gi vakten et eget nummer, eller slett raden som står to ganger.",
                Nummer(vaktnr=v.vaktnr, dato=v.dato, andre_rad=str(forste.kilde)), dato=v.dato,
            )  # fmt: skip


def _samme_tid(a: Vakt, b: Vakt) -> bool:
    """Rows of one person that overlap are told as that, once."""
    return a.ansattnr == b.ansattnr and {a.status, b.status} <= GJELDENDE and overlapper(a, b)


REGEL = Regel((DOBBELT_VAKT, OVERLAPP_TURNUS, DOBBEL_TURNUS), funn=funn, bankfunn=bankfunn)
