"""A rolling plan: N weeks of seven days for each person, repeated from a start week for as long as is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from xl_tidbank.core.errors import Feilmelding, TidbankFeil, Verdifeil
from xl_tidbank.core.model import Avtale
from xl_tidbank.core.tekst import UKEDAGER
from xl_tidbank.core.tekst import timer as vis_timer
from xl_tidbank.core.tid import rodedager
from xl_tidbank.core.tid.clock import dagene, mandag
from xl_tidbank.tables import values
from xl_tidbank.tables.names import samme

from . import fil as filen
from .fil import Fil, Filark, Sted
from .funnet import Avlest, opp_til
from .koder import Kodebok, Vakttid
from .personer import Personoppslag
from .profil import Profil, nokkel
from .rutenett import Kodeleser, finn_kolonner, krev_person
from .valg import Importvalg

_SOK = 30
_MINST = 5  # weekdays a header must have
UKEDAGNAVN = {nokkel(navn[:n]): nr for nr, navn in enumerate(UKEDAGER) for n in (2, 3, len(navn))}
_AVVIK = 0.25  # hours a week the plan may differ from the position


@dataclass(slots=True)
class Ukeplan:
    """The weeks of one person. uker: number -> row. startuke: as the file has it, with the row."""

    sted: Sted
    uker: dict[int, int] = field(default_factory=dict)
    startuker: dict[int, int] = field(default_factory=dict)
    feil: str = ""


class Planer(NamedTuple):
    """What stands in a plan. dager: column -> weekday. startuker: of those whose plan can be followed."""

    ark: Filark
    dager: Mapping[int, int]
    planer: Mapping[str, Ukeplan]
    startuker: Mapping[str, int]
    leser: Kodeleser


def les(
    fil: Fil, profil: Profil, kodebok: Kodebok, personer: Personoppslag, valg: Importvalg, avtaler: Iterable[Avtale]
) -> tuple[Avlest, Filark]:
    """What the plan says of every day of the window. Raises TidbankFeil where no plan can be read, or without one."""
    if valg.fra is None or valg.til is None:
        _velg_ark(fil, valg, kodebok)
        raise TidbankFeil("En rulleplan har ingen datoer. Oppgi første og siste dag med --fra og --til.")
    if valg.til < valg.fra:
        raise TidbankFeil(f"--til {valg.til:%d.%m.%Y} er før --fra {valg.fra:%d.%m.%Y}. Rett den av dem som er feil.")
    ut = Avlest(valg.fra, valg.til)
    p = les_planer(fil, profil, kodebok, personer, valg, ut)
    for nr, uke in p.startuker.items():
        _rull(p.ark, nr, p.planer[nr], uke, p.dager, p.leser)
    p.leser.si()
    _rode(ut)
    mot_stillingen(p, avtaler)
    return ut, p.ark


def les_planer(
    fil: Fil, profil: Profil, kodebok: Kodebok, personer: Personoppslag, valg: Importvalg, ut: Avlest
) -> Planer:
    """The weeks of everybody in the file. Raises TidbankFeil where there are none."""
    ark, topp, dager = _velg_ark(fil, valg, kodebok)
    kolonner = finn_kolonner(ark, topp, profil, dager, 1)
    krev_person(fil, profil, kolonner)
    if "Uke" not in kolonner:
        raise TidbankFeil(Feilmelding(fil.navn, "", "Fant ingen kolonne Uke. Skriv ukens nummer i planen i hver rad."))
    leser = Kodeleser(kodebok, ut)
    planer = _planer(ark, topp, dager, kolonner, leser, personer)
    uker = {nr: uke for nr, plan in planer.items() if (uke := _startuke(nr, plan, profil, valg, ut)) is not None}
    ut.personer |= set(uker)
    return Planer(ark, dager, planer, uker, leser)


def _velg_ark(fil: Fil, valg: Importvalg, kodebok: Kodebok) -> tuple[Filark, int, dict[int, int]]:
    """Sheet, row of the header, column -> weekday."""
    treff = []
    for ark in fil.ark:
        if (valg.ark and samme(ark.navn) != samme(valg.ark)) or (not valg.ark and kodebok.er_liste(ark.navn)):
            continue
        funnet = finn_ukedager(ark)
        if funnet is not None:
            treff.append((ark, *funnet))
    if len(treff) == 1:
        return treff[0]
    if treff:
        hvilke = opp_til((a.navn for a, _, _ in treff), 10)
        raise TidbankFeil(Feilmelding(fil.navn, "", f"Rulleplan står på flere ark: {hvilke}. Velg ett med --ark."))
    hva = "Fant ingen rad med ukedagene Man til Søn i de 30 øverste. Skriv dem i én rad over kodene."
    raise TidbankFeil(Feilmelding(fil.navn, "", hva))


def finn_ukedager(ark: Filark) -> tuple[int, dict[int, int]] | None:
    """The row with the weekdays, and column -> weekday; None where the sheet has none."""
    for rad in range(min(_SOK, len(ark.rader))):
        navn = {k: nokkel(filen.tekst_eller_tom(ark.celle(rad, k))) for k in filen.fylte(ark, rad)}
        dager = {k: UKEDAGNAVN[n] for k, n in navn.items() if n in UKEDAGNAVN}
        if len(set(dager.values())) >= _MINST and len(set(dager.values())) == len(dager):
            return rad, dager
    return None


def _planer(
    ark: Filark,
    topp: int,
    dager: Mapping[int, int],
    kolonner: Mapping[str, int],
    leser: Kodeleser,
    personer: Personoppslag,
) -> dict[str, Ukeplan]:
    ut: dict[str, Ukeplan] = {}
    hvem: tuple[Any, Any] = (None, None)
    for rad in range(topp + 1, len(ark.rader)):
        uke_raa = ark.celle(rad, kolonner["Uke"])
        if values.tom(uke_raa):
            continue
        egen = tuple(ark.celle(rad, kolonner[f]) if f in kolonner else None for f in ("Ansattnr", "Navn"))
        hvem = hvem if all(map(values.tom, egen)) else (egen[0], egen[1])  # a number merged over its weeks
        sted = ark.sted(rad, kolonner["Uke"])
        antall = sum(isinstance(b, Vakttid) for k in dager for b in leser.les(ark.celle(rad, k), ark.sted(rad, k))[1])
        nr = personer.finn(*hvem, ark.sted(rad, kolonner.get("Ansattnr", kolonner["Uke"])), antall)
        if nr is None:
            continue
        plan = ut.setdefault(nr, Ukeplan(sted))
        uke = _helt(uke_raa)
        if uke is None or uke in plan.uker:
            hva = "er ikke et ukenummer" if uke is None else "står to ganger"
            plan.feil = plan.feil or f"Uke «{filen.vist(uke_raa)}» i planen til {nr} {hva}."
            continue
        plan.uker[uke] = rad
        if "Startuke" in kolonner:
            start = ark.celle(rad, kolonner["Startuke"])
            if not values.tom(start):
                plan.startuker.setdefault(_helt(start) or 0, rad)
    return ut


def _helt(raa: Any) -> int | None:
    try:
        tall = values.tall(raa, "Uke")
    except Verdifeil:
        return None
    return int(tall) if tall is not None and tall == int(tall) and 0 < tall <= 53 else None


def _startuke(nr: str, plan: Ukeplan, profil: Profil, valg: Importvalg, ut: Avlest) -> int | None:
    """The week of the plan the window begins in; None where the plan cannot be followed."""
    antall = len(plan.uker)
    hva, gjor = plan.feil, "Skriv ukene som 1, 2, 3 og videre, hver én gang."
    if not hva and set(plan.uker) != set(range(1, antall + 1)):
        hva = f"Planen til {nr} har ukene {opp_til(map(str, sorted(plan.uker)), 10)}, og ikke alle fra 1."
    start = valg.startuke or profil.startuke.get(nr) or (next(iter(plan.startuker)) if plan.startuker else 1)
    if not hva and valg.startuke is None and nr not in profil.startuke and len(plan.startuker) > 1:
        hva = f"Planen til {nr} har flere startuker: {opp_til(map(str, plan.startuker))}."
        gjor = "Skriv samme startuke i alle radene til den ansatte."
    elif not hva and not 1 <= start <= antall:
        hva, gjor = f"Startuke {start} finnes ikke i planen til {nr}, som har {antall} uker.", "Rett startuken."
    if not hva:
        return start
    ut.konflikt(plan.sted, nr, "", hva, gjor)
    ut.skjermet |= {(nr, dag) for dag in dagene(ut.fra, ut.til)}
    return None


def _rull(ark: Filark, nr: str, plan: Ukeplan, startuke: int, dager: Mapping[int, int], leser: Kodeleser) -> None:
    kolonne = {ukedag: kol for kol, ukedag in dager.items()}
    forste = mandag(leser.ut.fra)
    for dag in dagene(leser.ut.fra, leser.ut.til):
        uke = 1 + (startuke - 1 + (mandag(dag) - forste).days // 7) % len(plan.uker)
        kol = kolonne.get(dag.weekday())
        if kol is not None:
            rad = plan.uker[uke]
            leser.ta(nr, dag, ark.celle(rad, kol), ark.sted(rad, kol))


def _rode(ut: Avlest) -> None:
    rode = sum(bool(rodedager.rod_dag(r.dato)) for r in ut.rader)
    if rode:
        ut.merk(f"{rode} {'vakt er' if rode == 1 else 'vakter er'} på røde dager. Planen går videre over dem.")


def mot_stillingen(p: Planer, avtaler: Iterable[Avtale]) -> None:
    """The plan's hours a week against those of the fixed part of the position on the first day."""
    ut = p.leser.ut
    uke = {a.ansattnr: a.ukestimer * a.fast_pst / 100 for a in avtaler if a.fra <= ut.fra <= a.til}
    for nr in p.startuker:
        if nr not in uke:
            continue
        timer = _ukesnitt(p.ark, p.planer[nr].uker.values(), p.dager, p.leser)
        if abs(timer - uke[nr]) > _AVVIK:
            hva = f"Planen til {nr} er {vis_timer(timer)} timer i uken i snitt, og stillingen {vis_timer(uke[nr])}."
            ut.merk(hva, p.planer[nr].sted)


def _ukesnitt(ark: Filark, rader: Iterable[int], dager: Mapping[int, int], leser: Kodeleser) -> float:
    from .rutenett import som_rad

    alle: Sequence[int] = list(rader)
    minutter = 0
    for rad in alle:
        for k in dager:
            for b in leser.les(ark.celle(rad, k), ark.sted(rad, k))[1]:
                if isinstance(b, Vakttid) and not b.tidbank:
                    minutter += som_rad(b, "", date.min, Sted(), "").minutter
    return minutter / 60 / len(alle)
