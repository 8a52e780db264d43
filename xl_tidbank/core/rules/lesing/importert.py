"""What an import has left for a person to see to: an old roster, two sources of one day, rows changed since, conflicts.

The rows tell where they came from (Kilde) and what the file said of them (Hentet), the table Importer when.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from ... import tekst
from ...funn import Alvor, Funn, Funnslag
from ...model import Import, rad_paa
from ...saker import Saker
from ...tid import hentet
from .. import Regel

HJEMMEL = "aml. § 10-3; utkastet pkt. 5"
GAMMEL = 5 * 7  # days after which next month's roster ought to be here; a habit of rosters, no law


class Alder(NamedTuple):
    sist_hentet: date
    dager: int
    ansatte: int


class Kilder(NamedTuple):
    dato: date
    kilder: str


class Endring(NamedTuple):
    dato: date
    hentet: str
    banken: str


class Antall(NamedTuple):
    fil: str
    konflikter: int


IMPORT_GAMMEL = Funnslag[Alder]("import_gammel", "Turnusen er ikke hentet på en stund", HJEMMEL, (Alvor.INFO,))
IMPORT_TO_KILDER = Funnslag[Kilder]("import_to_kilder", "Turnus fra to kilder samme dag", HJEMMEL, (Alvor.ADVARSEL,))
IMPORT_ENDRET = Funnslag[Endring](
    "import_endret", "Endret for hånd etter at raden ble hentet", HJEMMEL, (Alvor.ADVARSEL,)
)
IMPORT_KONFLIKT = Funnslag[Antall]("import_konflikt", "Siste import hadde konflikter", HJEMMEL, (Alvor.INFO,))


def bankfunn(saker: Saker, dag: date) -> Iterator[Funn]:
    t = saker.tabeller
    importer = sorted((i for i in t.importer or () if i.tidspunkt.date() <= dag), key=lambda i: i.tidspunkt)
    yield from _gammel(saker, importer, dag)
    yield from _to_kilder(saker)
    rader: list[Any] = [*(t.turnus or ()), *t.vakter, *(t.timer or ())]
    for post in rader:
        if post.hentet and hentet.endret_for_hand(post):
            yield IMPORT_ENDRET.funn(
                post.ansattnr, post.kilde, "Dato",
                f"Raden ble hentet som {post.hentet}, og er nå {hentet.naa(post)}.",
                "Den står som den er. Rett den også der den kom fra, ellers sier neste import fra.",
                Endring(post.dato, post.hentet, hentet.naa(post)), dato=post.dato, gruppe="endret",
            )  # fmt: skip
    yield from _konflikter(importer)


def _gammel(saker: Saker, importer: list[Import], dag: date) -> Iterator[Funn]:
    """IMP-01. Whoever has a period that runs, and a roster from elsewhere that nobody has fetched anew."""
    sist = {i.opphav: i for i in importer if i.opphav}
    per: dict[str, Import] = {}
    rader: list[Any] = [*(saker.tabeller.turnus or ()), *saker.tabeller.vakter]
    for post in rader:
        i = sist.get(post.opphav) if post.opphav else None
        if i is not None and (post.ansattnr not in per or per[post.ansattnr].tidspunkt < i.tidspunkt):
            per[post.ansattnr] = i
    i_perioden = [
        i for nr, i in per.items()
        if (a := rad_paa(saker.register.rader["avtaler"].get(nr, ()), dag)) and a.periodestart <= dag <= a.periodeslutt
    ]  # fmt: skip
    for i in sist.values():
        dager, antall = (dag - i.tidspunkt.date()).days, sum(x is i for x in i_perioden)
        if antall and dager > GAMMEL:
            hvem = "1 ansatt" if antall == 1 else f"{antall} ansatte"
            yield IMPORT_GAMMEL.funn(
                "", i.kilde, "Tidspunkt",
                f"Turnusen til {hvem} er sist hentet {tekst.dato(i.tidspunkt)}, for {dager} dager siden ({i.opphav}).",
                "Hent den på nytt, så banken er enig med turnusen.", Alder(i.tidspunkt.date(), dager, antall),
            )  # fmt: skip


def _to_kilder(saker: Saker) -> Iterator[Funn]:
    """IMP-02. Nobody can tell which of the two is the roster of the day."""
    per: dict[tuple[str, date], dict[str, Any]] = {}
    for t in saker.tabeller.turnus or ():
        if t.opphav:
            per.setdefault((t.ansattnr, t.dato), {}).setdefault(t.opphav, t)
    for (nr, dato), av in per.items():
        if len(av) > 1:
            rader = sorted(av.values(), key=lambda t: t.kilde.rad)
            kilder = " og ".join(t.opphav for t in rader)
            yield IMPORT_TO_KILDER.funn(
                nr, rader[-1].kilde, "Dato",
                f"Turnus {tekst.dato(dato)} er hentet fra to kilder: {kilder} ({rader[0].kilde} og {rader[-1].kilde}).",
                "Slett raden som ikke gjelder, eller hent turnusen fra bare én av dem.", Kilder(dato, kilder),
                dato=dato, gruppe="to kilder",
            )  # fmt: skip


def _konflikter(importer: list[Import]) -> Iterator[Funn]:
    """IMP-04. Of the last import of each source: an earlier one is done with when the file is fetched again."""
    for i in {i.opphav or i.fil: i for i in importer}.values():
        if i.konflikter:
            n = int(i.konflikter)
            yield IMPORT_KONFLIKT.funn(
                "", i.kilde, "Konflikter",
                f"Importen av {i.fil} {tekst.dato(i.tidspunkt)} hadde {n} {'konflikt' if n == 1 else 'konflikter'}, og "
                "det de gjelder, er ikke hentet.",
                "Rett filen eller profilen, og hent filen på nytt. Konflikten står i listen importen viste.",
                Antall(i.fil, n),
            )  # fmt: skip


REGEL = Regel((IMPORT_GAMMEL, IMPORT_TO_KILDER, IMPORT_ENDRET, IMPORT_KONFLIKT), bankfunn=bankfunn)
