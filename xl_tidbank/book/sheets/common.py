"""Words and small shapes several pages share."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import fsum
from types import MappingProxyType
from typing import Any

from xl_tidbank.core import tekst
from xl_tidbank.core.funn import Alvor, Funn, Funnslag
from xl_tidbank.core.tekst import STOV
from xl_tidbank.core.views import Saldo

from ..page.plain import Format, Nokkeltall, Side, Status

ALVORSORD: Mapping[str, str] = MappingProxyType(
    {
        Alvor.BRUDD: Status.BRUDD,
        Alvor.ADVARSEL: Status.ADVARSEL,
        Alvor.INFO: Status.INFO,
    }
)
ALVORSORDEN = (Alvor.BRUDD, Alvor.ADVARSEL, Alvor.INFO)


def egetstempel(side: Side) -> Side:
    """The page with a stamp of what stands on it, where the bank's own would tell something of what does not."""
    innhold = repr((side.ark, side.tittel, side.undertittel, side.gjelder, side.blokker))
    return replace(side, stempel=hashlib.sha256(innhold.encode()).hexdigest()[:12])


def stovfri(timer: float) -> float:
    """The hours unrounded, but 0 where a sum is off from it only in its last bits."""
    return 0.0 if abs(timer) < STOV else timer


def person(ansattnr: str, navn: str) -> str:
    return f"{ansattnr} {navn}".strip()


def antall(n: int, en: str, flere: str) -> str:
    """1 vakt, 2 vakter."""
    return f"{n} {en if n == 1 else flere}"


def tell(funn: Iterable[Funn]) -> Counter[str]:
    """Findings by severity."""
    return Counter(f.alvor for f in funn)


def etter_slag(funn: Sequence[Funn]) -> list[tuple[Funnslag[Any], list[Funn]]]:
    """Findings by kind: the most severe first, then the most frequent."""
    grupper: dict[Funnslag[Any], list[Funn]] = {}
    for f in sorted(funn, key=lambda f: ALVORSORDEN.index(f.alvor)):
        grupper.setdefault(f.slag, []).append(f)
    return sorted(grupper.items(), key=lambda g: (ALVORSORDEN.index(g[1][0].alvor), -len(g[1])))


def alvorstekst(funn: Iterable[Funn]) -> str:
    """45 brudd, 3 advarsler."""
    telt = tell(funn)
    ord_ = {
        Alvor.BRUDD: ("brudd", "brudd"),
        Alvor.ADVARSEL: ("advarsel", "advarsler"),
        Alvor.INFO: ("opplysning", "opplysninger"),
    }
    return ", ".join(antall(telt[a], *ord_[a]) for a in ALVORSORDEN if telt[a])


def timer_i_alt(saldoer: Sequence[Saldo]) -> tuple[Nokkeltall, Nokkeltall]:
    """Owed hours and hours to the good, each on its own: they belong to different people and do not cancel."""
    skyldig = [s for s in saldoer if s.skyldig > STOV]
    gode = [s for s in saldoer if s.skyldig < -STOV]
    return (
        Nokkeltall(
            "Skyldig i alt, timer",
            fsum(s.skyldig for s in skyldig),
            Format.TIMER,
            antall(len(skyldig), "ansatt", "ansatte"),
        ),
        Nokkeltall(
            "Til gode i alt, timer",
            -fsum(s.skyldig for s in gode) if gode else 0.0,
            Format.TIMER,
            antall(len(gode), "ansatt", "ansatte"),
        ),
    )


def funnkort(funn: Sequence[Funn]) -> tuple[Nokkeltall, Nokkeltall]:
    telt = tell(funn)
    return (
        Nokkeltall("Brudd", telt[Alvor.BRUDD], Format.ANTALL, "på avtalen eller loven"),
        Nokkeltall("Advarsler", telt[Alvor.ADVARSEL], Format.ANTALL, "som krever en avgjørelse"),
    )


def lysfordeling(saldoer: Sequence[Saldo]) -> str:
    telt = Counter(s.status for s in saldoer)
    ord_ = ((Status.I_RUTE, "i rute"), (Status.FOLG_MED, "følg med"), (Status.NAAR_IKKE_NULL, "når ikke null"))
    return ", ".join(f"{telt[s]} {navn}" for s, navn in ord_ if telt[s])


def datospenn(fra: date, til: date) -> str:
    return f"{tekst.dato(fra)}–{tekst.dato(til)}"
