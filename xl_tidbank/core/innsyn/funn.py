"""Findings as the union rep may read them: by rule, in our own words, from typed facts only.

The rule's own sentence stays at home: it may hold a plan somebody wrote, or the number of a shift. Rules not named
here are left out: those of the surplus bank, those that rest on an absence, and those whose hours, or whose very
being there, depend on when credit fell (HVILER_PAA_KREDITT).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple

from .. import kontroll, kopikreditt, tekst
from ..funn import Alvor, Funn, samlet
from ..model import AVTALTE
from ..saker import Saker
from ..views import Saldo

HVILER_PAA_KREDITT = frozenset(("vakt_over_null", "ekstravakt_som_tidbank", "ledig_vakt", "ubekreftet_vakt"))
_UKJENT = "En vakt som ikke er bekreftet,"  # past and unconfirmed: its date says that somebody may have been away


class Innsynsfunn(NamedTuple):
    """ansattnr: number or pseudonym, "" = everybody. dato: None where the day is not the rep's to know."""

    regel: str
    alvor: str
    ansattnr: str
    dato: date | None
    hjemmel: str
    tekst: str


Setning = Callable[[Mapping[str, Any], str], str]


def _varselfrist(f: Mapping[str, Any], vakt: str) -> str:
    if "dager" not in f:
        return f"{vakt} er tildelt uten varslingsdato."
    if f["dager"] < 0:
        return f"{vakt} er varslet etterpå."
    return f"{vakt} ble varslet {f['dager']} dager før. Fristen er {f['frist']} dager."


def _deltid(f: Mapping[str, Any], _: str) -> str:
    if f["fast_ansatt"]:
        return f"Fast stilling er {tekst.tall(f['fast'])} %. Tidbank er bare for å øke en deltidsstilling."
    return "Den ansatte er ikke fast ansatt. Tidbank er bare for faste deltidsansatte."


def _signert(f: Mapping[str, Any], _: str) -> str:
    if f["signert"] is None:
        return f"Avtalen fra {tekst.dato(f['fra'])} er ikke underskrevet."
    return f"Avtalen gjelder fra {tekst.dato(f['fra'])}, men ble underskrevet {tekst.dato(f['signert'])}."


def _sluttvarsel(f: Mapping[str, Any], _: str) -> str:
    if "lovlig_per_uke" in f:
        return (
            "Det som er igjen, er mer enn det lovlig er plass til før perioden slutter: høyst "
            f"{tekst.timer(f['lovlig_per_uke'])} timer i uken ved siden av den faste delen."
        )
    igjen = tekst.timer(f["skyldig_etter_avtalt"])
    return f"Perioden slutter {tekst.dato(f['periodeslutt'])}, og {igjen} timer er ikke satt opp."


SETNINGER: Mapping[str, Setning] = MappingProxyType({
    "varselfrist": _varselfrist,
    "sentral_avtale": lambda f, _: (
        f"Varselfristen er satt til {f['valgt']} dager uten avtale med Delta sentralt. {f['brukt']} dager brukes."
    ),
    "godkjenning": lambda f, vakt: f"{vakt} er selvvalgt, men ingen har godkjent den.",
    "godkjenning_sen": lambda f, vakt: f"{vakt} er selvvalgt og ble godkjent etterpå.",
    "droftet_sent": lambda f, vakt: (
        f"Planen med tidbankvakter ble drøftet med tillitsvalgt for sent. Fristen er {f['frist']} dager før."
    ),
    "tidbank_tak": lambda f, _: (
        f"{tekst.tall(f['tidbank'])} % tidbank ved siden av {tekst.tall(f['fast'])} % fast er "
        f"{tekst.timer(100 * f['andel'])} % av egen stilling. Taket er {tekst.tall(100 * f['tak'])} %"
        f"{', og ' + tekst.tall(100 * f['avtalt_tak']) + ' % etter en lokal avtale' if f['avtale'] else ''}."
    ),
    "maks_andel_avtale": lambda f, _: (
        f"Høyeste andel i tidbank er satt til {tekst.tall(f['valgt'])} % uten henvisning til en avtale. "
        f"{tekst.tall(f['brukt'])} % brukes."
    ),
    "over_full_stilling": lambda f, _: (
        f"{tekst.tall(f['fast'])} % fast og {tekst.tall(f['tidbank'])} % tidbank er mer enn full stilling."
    ),
    "deltid": _deltid,
    "signert_avtale": _signert,
    "periode_lengde": lambda f, _: (
        f"Perioden {tekst.dato(f['start'])} til {tekst.dato(f['slutt'])} er {f['dager']} dager."
    ),
    "dobbelt_vakt": lambda f, _: "To vakter overlapper i tid, eller et vaktnummer er brukt to ganger.",
    "overlapp_turnus": lambda f, vakt: f"{vakt} ligger oppå en vakt i turnusen.",
    "vakt_utenfor_avtale": lambda f, vakt: f"{vakt} er på en dag uten avtale om tidbank.",
    "sluttvarsel": _sluttvarsel,
    "gjennomgang_forfalt": lambda f, _: f"Gjennomgangen {tekst.dato(f['frist'])} er ikke ført som holdt.",
    "bortfall": lambda f, _: f"Perioden er slutt. {tekst.timer(f['bortfall'])} timer bortfaller.",
    "overskudd": lambda f, _: f"Perioden er slutt. Den ansatte har {tekst.timer(f['overskudd'])} timer til gode.",
})  # fmt: skip
OM_EN_VAKT = frozenset(("varselfrist", "godkjenning", "godkjenning_sen", "overlapp_turnus", "vakt_utenfor_avtale"))
UTEN_DAG = frozenset(("dobbelt_vakt", "droftet_sent"))  # of many shifts; some may be such as the rep does not see


def velg(
    saker: Saker, dag: date, saldoer: Mapping[str, Saldo], pseudonymer: Mapping[str, str]
) -> Iterator[Innsynsfunn]:
    """The findings of the chosen employees inside their settlement period, and those of the bank as a whole.

    saldoer: by employee, the balances as they are shown; what a finding says of hours is said of these. In an order
    that tells nothing: neither whose pseudonym comes first by number, nor where a hidden day belongs.
    """
    return iter(sorted(_velg(saker, dag, saldoer, pseudonymer), key=_orden))


def _orden(f: Innsynsfunn) -> tuple[Any, ...]:
    return (Alvor.BRUDD, Alvor.ADVARSEL, Alvor.INFO).index(f.alvor), f.ansattnr, f.regel, f.dato or date.min, f.tekst


def _velg(
    saker: Saker, dag: date, saldoer: Mapping[str, Saldo], pseudonymer: Mapping[str, str]
) -> Iterator[Innsynsfunn]:
    egne = chain.from_iterable(kontroll.egne(saker, nr, dag, saldo) for nr, saldo in saldoer.items())
    for f in (*samlet(egne), *kontroll.felles(saker, dag)):
        setning = SETNINGER.get(f.regel)
        if setning is None or f.helse or (f.ansattnr and f.ansattnr not in saldoer):
            continue
        periode = saker.sak(f.ansattnr).periode(dag) if f.ansattnr else None
        if periode and f.dato and not periode.start <= f.dato <= periode.slutt:
            continue
        skjult = f.regel in UTEN_DAG or (f.regel in OM_EN_VAKT and _skjult(saker, f, dag))
        if skjult and kopikreditt.maate(saker.valg) == kopikreditt.FORRIGE:
            continue  # it goes away when the shift is called off: that week shows
        vakt = _UKJENT if skjult or f.dato is None else f"Vakt {tekst.dato(f.dato)}"
        yield Innsynsfunn(
            f.regel, f.alvor, pseudonymer.get(f.ansattnr, f.ansattnr), None if skjult else f.dato, f.hjemmel,
            setning(f.fakta, vakt),
        )  # fmt: skip


def _skjult(saker: Saker, f: Funn, dag: date) -> bool:
    """Whether the finding may be of a shift that does not stand in the copy with its date; yes where none is found."""
    maate = kopikreditt.maate(saker.valg)
    vakter = [v for v in saker.sak(f.ansattnr).vakter if v.dato == f.dato and v.vaktnr == f.fakta.get("vaktnr")]
    return not vakter or any(v.status in AVTALTE and (v.dato <= dag or maate != kopikreditt.EKSAKT) for v in vakter)
