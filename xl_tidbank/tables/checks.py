"""What must hold between the cells of a row, between the rows of a table, and between tables.

Only what makes the tables impossible to read as they stand; what breaks the agreement or the law is a finding, and
the core's business. Each error stands on the cell a user would correct.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from xl_tidbank.core.errors import Feilmelding
from xl_tidbank.core.kolonner.kolonne import kolonne, ulike
from xl_tidbank.core.model import (
    LEDIG,
    Ansatt,
    Avtale,
    Fravaer,
    Fravaerskode,
    Kapasitet,
    Kartleggingsaar,
    Lonnsrad,
    Timebankrad,
    Timeforing,
    Turnusvakt,
    Vakt,
    Vaktkode,
)
from xl_tidbank.core.tekst import klokke, nesten
from xl_tidbank.core.tid import clock, stint
from xl_tidbank.core.tid.grunnturnus import nokkel
from xl_tidbank.tables import timebankchecks
from xl_tidbank.tables.registre.checks import i_registeret
from xl_tidbank.tables.registre.miljo import NAVN as REGISTRE
from xl_tidbank.tables.schema import Tabell
from xl_tidbank.tables.values import talltekst


def _feil(post: Any, kolonne: str, tekst: str) -> Feilmelding:
    return Feilmelding(post.kilde.ark, post.kilde.celle(kolonne), tekst, getattr(post, "ansattnr", ""))


def _vis(dag: date) -> str:
    return f"{dag:%d.%m.%Y}"


def i_tabellen(tabell: Tabell, poster: Sequence[Any], feilrader: frozenset[int] = frozenset()) -> list[Feilmelding]:
    """Errors between the cells of a row, and keys that stand twice. feilrader: rows that have a cell in error."""
    if not poster:
        return []
    if tabell.navn in REGISTRE:
        return i_registeret(tabell.navn, [p for p in poster if p.kilde.rad not in feilrader])
    if tabell.post is Avtale:
        return [f for a in poster for f in _avtale(a)]
    if tabell.post is Fravaer:
        return [f for p in poster for f in _fra_til(p)]
    if tabell.post is Turnusvakt:
        if not any(kolonne(poster, "fri")):
            return _vakttider(poster)
        vakter = [t for t in poster if not t.fri]
        return [*(f for t in poster if t.fri for f in _fri(t)), *(_vakttider(vakter) if vakter else ())]
    if tabell.post is Vakt:
        return _vakttider(poster)
    if tabell.post is Vaktkode:
        rene = [k for k in poster if k.kilde.rad not in feilrader and k.start is not None and k.slutt is not None]
        return [*_dobbelt(poster, "Kode", lambda k: nokkel(k.kode)), *(f for k in rene for f in _lengden(k))]
    if tabell.post in (Kapasitet, Timeforing, Timebankrad):
        return timebankchecks.i_tabellen(tabell, [p for p in poster if p.kilde.rad not in feilrader])
    if tabell.post is Kartleggingsaar:
        return list(_kartlegging([p for p in poster if p.kilde.rad not in feilrader]))
    if tabell.post is Lonnsrad:
        return list(_lonnsrader([p for p in poster if p.kilde.rad not in feilrader]))
    if tabell.post is Ansatt:
        return _dobbelt(poster, "Ansattnr", attrgetter("ansattnr"))
    if tabell.post is Fravaerskode:
        return _dobbelt(poster, "Kode", lambda k: k.kode.upper())
    return []


def _fra_til(p: Avtale | Fravaer) -> Iterable[Feilmelding]:
    if p.til < p.fra:
        yield _feil(p, "Til", f"Til {_vis(p.til)} er før Fra {_vis(p.fra)}. Rett den av datoene som er feil.")


def _avtale(a: Avtale) -> Iterable[Feilmelding]:
    if a.periodeslutt < a.periodestart:
        tekst = f"Periodeslutt {_vis(a.periodeslutt)} er før Periodestart {_vis(a.periodestart)}. Rett datoen."
        yield _feil(a, "Periodeslutt", tekst)
    elif a.til < a.fra:
        yield from _fra_til(a)
    else:
        periode = f"perioden {_vis(a.periodestart)}–{_vis(a.periodeslutt)}. Rett datoen, eller del raden i to perioder."
        for kolonne, dag in (("Fra", a.fra), ("Til", a.til)):
            if not a.periodestart <= dag <= a.periodeslutt:
                yield _feil(a, kolonne, f"{kolonne} {_vis(dag)} er utenfor {periode}")
    if a.sagt_opp_av and a.sagt_opp is None:
        yield _feil(a, "Sagt opp", "Sagt opp mangler når Sagt opp av er fylt ut. Skriv dagen det ble sagt opp.")
    if a.sagt_opp is not None and not a.sagt_opp_av:
        yield _feil(a, "Sagt opp av", "Sagt opp av mangler når Sagt opp er fylt ut. Skriv Ansatt eller Arbeidsgiver.")


def _kartlegging(poster: Iterable[Kartleggingsaar]) -> Iterable[Feilmelding]:
    """A year that is one, once for each unit, and not more full-time posts than posts."""
    forst: dict[tuple[str, float], Kartleggingsaar] = {}
    for p in poster:
        if p.aar != int(p.aar):
            yield _feil(p, "År", f"År er {talltekst(p.aar)}. Skriv et helt årstall, som 2025.")
        annen = forst.setdefault((p.enhet.casefold(), p.aar), p)
        if annen is not p:
            hvem = p.enhet or "hele virksomheten"
            tekst = f"År {talltekst(p.aar)} for {hvem} står også i rad {annen.kilde.rad}. Rett året, eller slett raden."
            yield _feil(p, "År", tekst)
        if p.hele_stillinger is not None and p.stillinger is not None and p.hele_stillinger > p.stillinger:
            tekst = (
                f"Hele stillinger er {talltekst(p.hele_stillinger)}, flere enn de {talltekst(p.stillinger)} "
                "stillingene i alt. Rett tallet."
            )
            yield _feil(p, "Hele stillinger", tekst)


def _lengde(start: int, slutt: int) -> int:
    return clock.slutten(start, slutt) - start


def _vakttider(poster: Sequence[Any]) -> list[Feilmelding]:
    """Shifts without length, as planned or as worked, and breaks longer than the shift."""
    felt = ("start", "slutt", "faktisk_start", "faktisk_slutt")
    som_planlagt = all(ulike(poster, f) <= {None} for f in felt[2:])
    tider = set(zip(*(kolonne(poster, f) for f in felt[: 2 if som_planlagt else 4]), strict=True))
    lengste_pause = max(ulike(poster, "pause"))
    if not any(_uten_timer(*t) for t in tider) and lengste_pause <= min(_lengde(*t[:2]) for t in tider):
        return []
    return [f for p in poster for f in _vakttid(p)]


def _uten_timer(start: int, slutt: int, faktisk_start: int | None = None, faktisk_slutt: int | None = None) -> bool:
    if start == slutt:
        return True
    if faktisk_start is None and faktisk_slutt is None:
        return False
    r = Turnusvakt("", date.min, start, slutt, 0, faktisk_start, faktisk_slutt)
    kom, gikk = stint.faktisk(r)
    return min(gikk, stint.planlagt_slutt(r)) <= max(kom, start)


def _fri(t: Turnusvakt) -> Iterator[Feilmelding]:
    tider: tuple[int | None, ...] = (t.start, t.slutt, t.faktisk_start, t.faktisk_slutt)
    if any(k is not None for k in tider):
        yield _feil(t, "Fri", "Fri er Ja, men raden har klokkeslett. Tøm klokkeslettene, eller tøm Fri.")


def _vakttid(p: Vakt | Turnusvakt) -> Iterator[Feilmelding]:
    if p.start != p.slutt and _uten_timer(p.start, p.slutt, p.faktisk_start, p.faktisk_slutt):
        kolonne = "Faktisk start" if p.faktisk_slutt is None else "Faktisk slutt"
        naar = klokke(next(k for k in (p.faktisk_slutt, p.faktisk_start) if k is not None))
        tekst = (
            f"{kolonne} er {naar}, så vakten blir uten timer. Rett klokkeslettet, eller tøm cellen. Ble vakten "
            "flyttet, rett Start og Slutt."
        )
        yield _feil(p, kolonne, tekst)
    else:
        yield from _lengden(p)


def _lengden(p: Any) -> Iterator[Feilmelding]:
    """A shift has a length, and a break that is no longer."""
    if p.start == p.slutt:
        yield _feil(p, "Slutt", timebankchecks.LIKE_TIDER.format("vakten"))
    elif p.pause > _lengde(p.start, p.slutt):
        tekst = f"Pause på {p.pause} minutter er lengre enn vakten på {_lengde(p.start, p.slutt)} minutter. "
        yield _feil(p, "Pause", tekst + "Rett pausen eller klokkeslettene.")


def _lonnsrader(poster: Iterable[Lonnsrad]) -> Iterator[Feilmelding]:
    """Two rows of one person from one day leave no wage to tell; and a choice is logged with who made it (B19)."""
    forst: dict[tuple[str, date], Lonnsrad] = {}
    for r in poster:
        annen = forst.setdefault((r.ansattnr, r.fra), r)
        if annen is not r:
            tekst = f"Gjelder fra {_vis(r.fra)} står også i rad {annen.kilde.rad}. Rett datoen, eller slett raden."
            yield _feil(r, "Gjelder fra", tekst)
        if r.sykelonn and not r.valgt_av:
            yield _feil(r, "Valgt av", "Valgt av mangler når Sykelønn er valgt. Skriv navnet på den som valgte.")
        if r.sykelonn and r.valgt is None:
            yield _feil(r, "Valgt", "Valgt mangler når Sykelønn er valgt. Skriv dagen det ble valgt.")


def _dobbelt(poster: Sequence[Any], kolonne: str, nokkel: Callable[[Any], str]) -> list[Feilmelding]:
    forst: dict[str, Any] = {}
    feil = []
    for p in poster:
        annen = forst.setdefault(nokkel(p), p)
        if annen is not p:
            tekst = f"{kolonne} {nokkel(p)} står også i rad {annen.kilde.rad}. Rett den ene, eller slett raden."
            feil.append(_feil(p, kolonne, tekst))
    return feil


def ukjente_ansatte(poster: Sequence[Any], numre: frozenset[str]) -> list[Feilmelding]:
    """Rows whose Ansattnr is not in Ansatte."""
    if ulike(poster, "ansattnr") <= numre:
        return []
    ut = []
    for p in poster:
        if p.ansattnr and p.ansattnr not in numre:
            lik = nesten(p.ansattnr, numre)
            rad = f"Mener du {lik}? Rett nummeret" if lik else "Rett nummeret"
            tekst = f"Ansattnr {p.ansattnr} finnes ikke i tabellen Ansatte. {rad}, eller legg personen inn i Ansatte."
            ut.append(_feil(p, "Ansattnr", tekst))
    return ut


def uten_ansatt(vakter: Sequence[Vakt]) -> list[Feilmelding]:
    """Only a vacant shift belongs to nobody."""
    if "" not in ulike(vakter, "ansattnr"):
        return []
    tekst = "Ansattnr mangler på en vakt med Status {}. Skriv nummeret, eller sett Status til Ledig."
    return [_feil(v, "Ansattnr", tekst.format(v.status)) for v in vakter if not v.ansattnr and v.status != LEDIG]


def ukjente_koder(fravaer: Sequence[Fravaer], koder: Mapping[str, Fravaerskode]) -> list[Feilmelding]:
    """Absences with a code that is not in Fraværskoder."""
    tekst = "Kode {} finnes ikke i tabellen Fraværskoder ({}). Rett koden, eller legg den til på arket Lister."
    navn = ", ".join(koder) or "som er tom"
    return [_feil(f, "Kode", tekst.format(f.kode, navn)) for f in fravaer if f.kode.upper() not in koder]
