"""Is a copy as it was when it was made, and has the bank moved since?

Everything in the file is taken for a claim: the stamp is computed again from the cells, the signature is checked with
the key beside it, and the day it speaks for is part of what is stamped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import Feilmelding, TidbankFeil
from xl_tidbank.core.views import TIMENOKLER, Saldo

from . import safety, seal, shield, stamp
from .cellread import Celler, les_celler
from .placed import adresse
from .sheets.innsynstall import NAVN
from .sheets.kontroll import (
    FINGERAVTRYKK,
    GJELDER,
    INGEN,
    KONTROLL,
    KONTROLLVERDIER,
    KORT,
    NOKKEL,
    SIGNATUR,
    SLAG,
    STEMPEL,
    STEMPELRADER,
    Kopislag,
    hode,
    kort_stempel,
)

_STEMPEL = re.compile("[0-9a-f]{64}")
LIK = 0.005  # hours; what differs by less is shown as the same
TALLNOKLER = tuple(n for n in NAVN if n in TIMENOKLER)


class Endring(NamedTuple):
    """celle: "" where the whole sheet is meant. hva: what has happened, in words."""

    ark: str
    celle: str
    hva: str


class Flyttet(NamedTuple):
    """A figure that is another in the bank now. kopi, bank: None where the employee is not there."""

    ansattnr: str
    nokkel: str
    kopi: float | None
    bank: float | None


@dataclass(frozen=True, slots=True)
class Lest:
    """A copy as it stands in the file, and what it says of itself."""

    slag: Kopislag
    dag: date
    stempel: str
    arkene: Mapping[str, Celler]
    kontroll: Mapping[str, Mapping[tuple[int, int], str]]
    signatur: seal.Signatur | None
    fingeravtrykk: str


@dataclass(frozen=True, slots=True)
class Svar:
    """signatur: ingen, gyldig or ugyldig."""

    lest: Lest
    endringer: tuple[Endring, ...]
    signatur: str

    @property
    def uendret(self) -> bool:
        return not self.endringer and self.signatur != "ugyldig"


def les_kopi(sti: Path, passord: Callable[[], str] | None = None) -> Lest:
    """Read a copy. passord: asked for where the file is behind one. Raises TidbankFeil where it is not a copy."""
    data = safety.innhold(sti, kryptert=passord is not None)
    if safety.er_kryptert(data) and passord is not None:
        data = shield.les(seal.dekrypter, sti, data, passord())
    arkene = shield.les(les_celler, sti, data)
    if KONTROLL not in arkene or KONTROLLVERDIER not in arkene:
        raise _ikke_kopi(sti)
    felt = _felt(arkene[KONTROLL])
    stempel, dag = str(felt.get(STEMPEL, "")), felt.get(GJELDER)
    slag = next((s for s in Kopislag if s.value == felt.get(SLAG)), None)
    riktig = _STEMPEL.fullmatch(stempel) and felt.get(KORT) == kort_stempel(stempel)
    if slag is None or not riktig or not isinstance(dag, float) or not 0 < dag < 100_000:
        raise _ikke_kopi(sti)
    har_signatur = felt.get(NOKKEL, INGEN) != INGEN
    arkene[KONTROLL] = stamp.uten_rader(arkene[KONTROLL], STEMPELRADER)
    return Lest(
        slag, stamp.NULLDAG + timedelta(days=int(dag)), stempel, arkene, _kontrollverdier(arkene[KONTROLLVERDIER]),
        seal.Signatur(str(felt.get(SIGNATUR, "")), str(felt[NOKKEL])) if har_signatur else None,
        str(felt.get(FINGERAVTRYKK, "")),
    )  # fmt: skip


def verifiser(lest: Lest) -> Svar:
    """Hold the copy against its own stamp, check values and signature."""
    endringer = []
    for ark in lest.arkene:
        if ark not in lest.kontroll and ark != KONTROLLVERDIER:
            endringer.append(Endring(ark, "", "arket er nytt"))
    dekket = {
        ark: stamp.kanoniske(ark, lest.arkene[ark], kontroll)
        for ark, kontroll in lest.kontroll.items() if ark in lest.arkene
    }  # fmt: skip
    for ark, kontroll in lest.kontroll.items():
        if ark not in dekket:
            endringer.append(Endring(ark, "", "arket er borte eller har fått nytt navn"))
            continue
        for sted in stamp.endret(dekket[ark], kontroll):
            if ark == KONTROLL:
                endringer.append(Endring(ark, "", "arket er endret"))
                break
            hva = "er tømt" if sted not in dekket[ark] else "er endret" if sted in kontroll else "er ny"
            endringer.append(Endring(ark, adresse(*sted), hva))
    if not endringer and stamp.stempel(hode(lest.slag, lest.dag), dekket.values()) != lest.stempel:
        endringer.append(Endring(KONTROLL, "", "innholdet stemmer ikke med stempelet"))
    return Svar(lest, tuple(endringer), _signaturen(lest))


def _signaturen(lest: Lest) -> str:
    if lest.signatur is None:
        return "ingen"
    riktig = seal.gyldig(lest.signatur, lest.stempel) and lest.fingeravtrykk == lest.signatur.fingeravtrykk
    return "gyldig" if riktig else "ugyldig"


def flyttet(lest: Lest, bank: Bank) -> list[Flyttet]:
    """The figures of the copy that are others in the bank now, for the same employees on the same day."""
    ut = []
    numre = {seal.pseudonym(nr): nr for nr in bank.ansattnumre} if _pseudonymer(lest) else {}
    for vist, tall in _tallene(lest).items():
        nr = numre.get(vist, vist)
        saldo = _saldo(bank, nr, lest)
        for nokkel, i_kopien in tall.items():
            naa = None if saldo is None else float(getattr(saldo, nokkel))
            if naa is None or i_kopien is None or abs(naa - i_kopien) >= LIK:
                ut.append(Flyttet(vist, nokkel, i_kopien, naa))
    return ut


def _saldo(bank: Bank, nr: str, lest: Lest) -> Saldo | None:
    if nr not in bank.ansattnumre or bank.saldo_eller_ingen(nr, lest.dag) is None:
        return None
    if lest.slag is Kopislag.MINSIDE:
        return bank.saldo(nr, lest.dag)
    return bank.innsyn([nr], lest.dag).personer[0].saldo


def _hoderad(celler: Celler) -> tuple[int, dict[str, int]] | None:
    """The row that names the figures, and the column of each name."""
    rader: dict[int, dict[str, int]] = {}
    for (rad, kol), innhold in celler.items():
        if isinstance(innhold.verdi, str):
            rader.setdefault(rad, {}).setdefault(innhold.verdi, kol)
    return next(((r, navn) for r, navn in rader.items() if {"Ansattnr", NAVN["skyldig"]} <= set(navn)), None)


def _pseudonymer(lest: Lest) -> bool:
    hoder = [h for celler in lest.arkene.values() if (h := _hoderad(celler))]
    return bool(hoder) and "Navn" not in hoder[0][1]


def _tallene(lest: Lest) -> dict[str, dict[str, float | None]]:
    """The figures the copy gives, by employee as named there."""
    ut: dict[str, dict[str, float | None]] = {}
    for celler in lest.arkene.values():
        hode_ = _hoderad(celler)
        if hode_ is None:
            continue
        rad, kolonner = hode_
        while (celle := celler.get((rad := rad + 1, kolonner["Ansattnr"]))) and isinstance(celle.verdi, str):
            tall: dict[str, float | None] = {}
            for nokkel in TALLNOKLER:
                if NAVN[nokkel] in kolonner:
                    sted = celler.get((rad, kolonner[NAVN[nokkel]]))
                    tall[nokkel] = sted.verdi if sted and isinstance(sted.verdi, float) else None
            ut[celle.verdi] = tall
        return ut
    return ut


def _felt(celler: Celler) -> dict[str, str | float | bool]:
    """Label -> the next filled cell of its row."""
    rader: dict[int, list[str | float | bool]] = {}
    for sted in sorted(celler):
        rader.setdefault(sted[0], []).append(celler[sted].verdi)
    return {str(r[0]): r[1] for r in rader.values() if len(r) > 1}


def _kontrollverdier(celler: Celler) -> dict[str, dict[tuple[int, int], str]]:
    samlet: dict[str, list[str]] = {}
    rader: dict[int, list[str]] = {}
    for sted in sorted(celler):
        rader.setdefault(sted[0], []).append(str(celler[sted].verdi))
    for rad in rader.values():
        if len(rad) == 2 and stamp.les_kontrollverdier(rad[1:]):
            samlet.setdefault(rad[0], []).append(rad[1])
    return {ark: stamp.les_kontrollverdier(tekster) for ark, tekster in samlet.items()}


def _ikke_kopi(sti: Path) -> TidbankFeil:
    tekst = (
        "Filen er ikke en kopi fra «tidbank del» eller «tidbank minside», eller arket Kontroll er fjernet. "
        "Be om en ny kopi."
    )
    return TidbankFeil(Feilmelding(sti.name, "", tekst))


def sammendrag(endringer: Sequence[Endring]) -> list[str]:
    """A line a sheet: which of its cells have changed, runs of a column together."""
    ut = []
    for ark in dict.fromkeys(e.ark for e in endringer):
        egne = [e for e in endringer if e.ark == ark]
        for hva in dict.fromkeys(e.hva for e in egne):
            celler = [e.celle for e in egne if e.hva == hva and e.celle]
            ut.append(f"{ark}!{', '.join(celler)} {hva}" if celler else f"{ark}: {hva}")
    return ut
