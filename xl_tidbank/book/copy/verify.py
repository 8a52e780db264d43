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
from typing import TYPE_CHECKING, NamedTuple

from xl_tidbank.core import tekst
from xl_tidbank.core.errors import Feilmelding, TidbankFeil
from xl_tidbank.core.tid.clock import EXCEL_NULL
from xl_tidbank.core.views import TIMENOKLER, Saldo

from ..open import safety, shield
from ..page import headfoot
from ..page.placed import adresse, kolonne
from ..sheets.kopi.innsynstall import NAVN
from ..sheets.kopi.kontroll import (
    FINGERAVTRYKK,
    GJELDER,
    INGEN,
    KONTROLL,
    KONTROLLVERDIER,
    KORT,
    NOKKEL,
    SIGNATUR,
    SIGNERT,
    SLAG,
    STEMPEL,
    STEMPELRADER,
    USIGNERT,
    Kopislag,
    hode,
    kort_stempel,
)
from . import copyfile, measures, seal, stamp
from .cellread import Arkinnhold, Celler
from .make import er_kontrollrad, er_stempelrad
from .package import Endring

if TYPE_CHECKING:
    from xl_tidbank.core.bank import Bank

_STEMPEL = re.compile("[0-9a-f]{64}")
MINST_HOYDE = 8.0  # points, of a row with text
_RUNDT = ("det som står nederst på hver side", "radene som gjentas på hver side", "målene på rader og kolonner")
TALLNOKLER = tuple(n for n in NAVN if n in TIMENOKLER)


class Flyttet(NamedTuple):
    """A figure that is another in the bank now. kopi, bank: None where the employee is not there."""

    ansattnr: str
    nokkel: str
    kopi: float | None
    bank: float | None


@dataclass(frozen=True, slots=True)
class Lestkopi:
    """A copy as it stands in the file, and what it says of itself.

    arkene: the cells. stemplet: sheet -> place in the stamp -> place in the sheet, of those where they are two places.
    funnet: what no copy has.
    """

    slag: Kopislag
    dag: date
    stempel: str
    arkene: Mapping[str, Celler]
    stemplet: Mapping[str, Mapping[tuple[int, int], tuple[int, int]]]
    kontroll: Mapping[str, Mapping[tuple[int, int], str]]
    signatur: seal.Kopisignatur | None
    fingeravtrykk: str
    funnet: tuple[Endring, ...]


@dataclass(frozen=True, slots=True)
class Kontrollsvar:
    """signatur: ingen, gyldig or ugyldig. forventet: whether of the key that was expected, None where none was."""

    lest: Lestkopi
    endringer: tuple[Endring, ...]
    signatur: str
    forventet: bool | None = None

    @property
    def uendret(self) -> bool:
        return not self.endringer and self.signatur != "ugyldig"


def les_kopi(sti: Path, passord: Callable[[], str] | None = None) -> Lestkopi:
    """Read a copy. passord: asked for where the file is behind one. Raises TidbankFeil where it is not a copy."""
    data = safety.innhold(sti, kryptert=passord is not None)
    if safety.er_kryptert(data) and passord is not None:
        data = shield.les(seal.dekrypter, sti, data, passord())
    fil = shield.les(copyfile.les, sti, data)
    arkene = {navn: a.innhold.celler for navn, a in fil.ark.items()}
    if KONTROLL not in arkene or KONTROLLVERDIER not in arkene:
        raise _ikke_kopi(sti)
    felt = _felt(arkene[KONTROLL])
    stempel, dag = str(felt.get(STEMPEL, "")), felt.get(GJELDER)
    slag = next((s for s in Kopislag if s.value == felt.get(SLAG)), None)
    riktig = _STEMPEL.fullmatch(stempel) and felt.get(KORT) == kort_stempel(stempel)
    if slag is None or not riktig or not isinstance(dag, float) or not 0 < dag < 100_000:
        raise _ikke_kopi(sti)
    if SIGNERT not in felt:
        raise _eldre(sti)
    kontroll, maal = _kontrollverdier(arkene[KONTROLLVERDIER])
    synlig = [e for navn, ark in fil.ark.items()
              for e in _synlig(navn, ark.innhold, ark.omraade, maal.get(navn, ()))]  # fmt: skip
    stemplet = {}
    for navn, ark in fil.ark.items():
        bort = {KONTROLL: er_stempelrad, KONTROLLVERDIER: er_kontrollrad}.get(navn)
        celler = arkene[navn]
        fot = ark.innhold.fot.replace(f"{headfoot.STEMPEL} {kort_stempel(stempel)}", headfoot.STEMPEL)
        rundt = stamp.rundt(fot, "" if bort else ark.titler, maal.get(navn, ()))
        if bort:
            stemplet[navn] = stamp.uten_rader(celler, bort) | {sted: sted for sted in rundt}
        celler.update(rundt)
    funnet = [*fil.endringer, *_stempelradene(arkene[KONTROLL], felt), *synlig]
    har_signatur = felt.get(NOKKEL, INGEN) != INGEN
    return Lestkopi(
        slag, EXCEL_NULL + timedelta(days=int(dag)), stempel, arkene, stemplet, kontroll,
        seal.Kopisignatur(str(felt.get(SIGNATUR, "")), str(felt[NOKKEL])) if har_signatur else None,
        str(felt.get(FINGERAVTRYKK, "")), tuple(funnet),
    )  # fmt: skip


def verifiser(lest: Lestkopi, forvent: str = "") -> Kontrollsvar:
    """Hold the copy against its own stamp, check values and signature; and the key against the one expected."""
    endringer = list(lest.funnet)
    endringer += (Endring(ark, "", "arket er nytt") for ark in lest.arkene if ark not in lest.kontroll)
    offentlig = lest.signatur.offentlig if lest.signatur else ""
    stempling = stamp.Stempling(hode(lest.slag, lest.dag, offentlig))
    for ark, kontroll in lest.kontroll.items():
        if ark not in lest.arkene:
            endringer.append(Endring(ark, "", "arket er borte eller har fått nytt navn"))
            continue
        celler = lest.arkene[ark]
        if ark in lest.stemplet:
            celler = {nytt: celler[sted] for nytt, sted in lest.stemplet[ark].items()}
        rader = stempling.ark(stamp.kanoniske(ark, celler, kontroll))
        for sted in stamp.endret(rader, celler, kontroll):
            hva = "er tømt" if sted not in celler else "er endret" if sted in kontroll else "er ny"
            if sted[0] < 0:
                endringer.append(Endring(ark, "", f"{_RUNDT[sted[1]]} {hva}"))
            else:
                endringer.append(Endring(ark, _sted(ark, sted, lest), hva))
    if [a for a in lest.arkene if a in lest.kontroll] != [a for a in lest.kontroll if a in lest.arkene]:
        endringer.append(Endring("", "", "arkene står i en annen rekkefølge"))
    if not endringer and stempling.ferdig() != lest.stempel:
        endringer.append(Endring(KONTROLL, "", "innholdet stemmer ikke med stempelet"))
    signatur = _signaturen(lest)
    forventet = None
    if forvent:
        forventet = signatur == "gyldig" and seal.fingeravtrykk(offentlig) == forvent
    return Kontrollsvar(lest, tuple(dict.fromkeys(endringer)), signatur, forventet)


def _sted(ark: str, sted: tuple[int, int], lest: Lestkopi) -> str:
    """Where a place in the stamp is in the sheet; "" where rows are stamped by their order and it is gone."""
    if ark not in (KONTROLL, KONTROLLVERDIER):
        return adresse(*sted)
    egen = lest.stemplet[ark].get(sted)
    return adresse(*egen) if egen else f"{sted[0] + 1}:{sted[0] + 1}"


def _stempelradene(celler: Celler, felt: Mapping[str, object]) -> list[Endring]:
    """The rows of Kontroll that are not stamped hold a label and a value each, shown as they are, and nothing else."""
    ut = []
    rader: dict[int, list[tuple[int, int]]] = {}
    for sted in sorted(celler):
        rader.setdefault(sted[0], []).append(sted)
    sett: dict[str, tuple[int, int]] = {}
    for egne in rader.values():
        if not er_stempelrad([celler[s] for s in egne]):
            continue
        etikett = str(celler[egne[0]].verdi)
        if etikett in sett or etikett not in STEMPELRADER or len(egne) != 2:
            ut.append(Endring(KONTROLL, adresse(*egne[-1]), "er ny blant radene med stempelet"))
        elif any(celler[s].formel or celler[s].format.strip(stamp.BRYT) for s in egne):
            ut.append(Endring(KONTROLL, adresse(*egne[-1]), "vises som noe annet enn det som står i cellen"))
        sett.setdefault(etikett, egne[-1])
    for navn in sorted(STEMPELRADER - set(sett)):
        ut.append(Endring(KONTROLL, "", f"raden «{navn}» er borte"))
    for navn, ventet in ((SIGNATUR, USIGNERT), (NOKKEL, INGEN), (FINGERAVTRYKK, INGEN)):
        if navn not in sett:
            continue
        if felt.get(SIGNERT) == "Ja" and felt.get(navn) in (INGEN, USIGNERT, "", None):
            ut.append(Endring(KONTROLL, adresse(*sett[navn]), "signaturen er tatt bort"))
        elif felt.get(SIGNERT) != "Ja" and felt.get(navn) != ventet:
            ut.append(Endring(KONTROLL, adresse(*sett[navn]), "en signatur er lagt til"))
    return ut


def _synlig(ark: str, innhold: Arkinnhold, omraade: str, maal: Sequence[str]) -> list[Endring]:
    """What has been made too small to read, or is left out on paper."""
    ut = []
    if ute := copyfile.utenfor(omraade, innhold):
        ut.append(Endring(ark, ute, "kommer ikke med på utskriften"))
    bredder, hoyder = measures.les(maal)
    for kol, bredde in bredder.items():
        if measures.mindre(innhold.bredde(kol), bredde):
            ut.append(Endring(ark, f"{kolonne(kol)}:{kolonne(kol)}", "kolonnen er gjort smalere"))
    for rad, hoyde in hoyder.items():
        if measures.mindre(innhold.hoyder.get(rad, innhold.standard[0]), hoyde):
            ut.append(Endring(ark, f"{rad + 1}:{rad + 1}", "raden er gjort lavere"))
    for rad in sorted({r for r, _ in innhold.celler} - hoyder.keys()):
        if innhold.hoyder.get(rad, innhold.standard[0]) < MINST_HOYDE:
            ut.append(Endring(ark, f"{rad + 1}:{rad + 1}", "raden er for lav til å leses"))
    return ut


def _signaturen(lest: Lestkopi) -> str:
    if lest.signatur is None:
        return "ingen"
    riktig = seal.gyldig(lest.signatur, lest.stempel) and lest.fingeravtrykk == lest.signatur.fingeravtrykk
    return "gyldig" if riktig else "ugyldig"


def flyttet(lest: Lestkopi, bank: Bank) -> list[Flyttet]:
    """The figures of the copy that are others in the bank now, for the same employees on the same day."""
    ut = []
    numre = {seal.pseudonym(nr): nr for nr in bank.ansattnumre} if _pseudonymer(lest) else {}
    for vist, tall in _tallene(lest).items():
        nr = numre.get(vist, vist)
        saldo = _saldo(bank, nr, lest)
        for nokkel, i_kopien in tall.items():
            naa = None if saldo is None else float(getattr(saldo, nokkel))
            if naa is None or i_kopien is None or abs(naa - i_kopien) >= tekst.LIK:
                ut.append(Flyttet(vist, nokkel, i_kopien, naa))
    return ut


def _saldo(bank: Bank, nr: str, lest: Lestkopi) -> Saldo | None:
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


def _pseudonymer(lest: Lestkopi) -> bool:
    hoder = [h for celler in lest.arkene.values() if (h := _hoderad(celler))]
    return bool(hoder) and "Navn" not in hoder[0][1]


def _tallene(lest: Lestkopi) -> dict[str, dict[str, float | None]]:
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


def _kontrollverdier(celler: Celler) -> tuple[dict[str, dict[tuple[int, int], str]], dict[str, list[str]]]:
    """The check values of each sheet in order, and its measures."""
    samlet: dict[str, list[str]] = {}
    maal: dict[str, list[str]] = {}
    rader: dict[int, list[stamp.Celleinnhold]] = {}
    for sted in sorted(celler):
        rader.setdefault(sted[0], []).append(celler[sted])
    for rad in rader.values():
        if er_kontrollrad(rad):
            ark, tekst = str(rad[0].verdi), str(rad[1].verdi)
            (maal if measures.er_maal(tekst) else samlet).setdefault(ark, []).append(tekst)
    return {ark: stamp.les_kontrollverdier(tekster) for ark, tekster in samlet.items()}, maal


def _ikke_kopi(sti: Path) -> TidbankFeil:
    tekst = (
        "Filen er ikke en kopi fra «tidbank del» eller «tidbank minside», eller arket Kontroll er fjernet. "
        "Be om en ny kopi."
    )
    return TidbankFeil(Feilmelding(sti.name, "", tekst))


def _eldre(sti: Path) -> TidbankFeil:
    tekst = (
        "Kopien er fra en eldre utgave av Tidbank, der stempelet ikke dekket hvordan tallene vises. Be om en ny kopi, "
        "eller kontroller den med den utgaven som laget den."
    )
    return TidbankFeil(Feilmelding(sti.name, "", tekst))


def sammendrag(endringer: Sequence[Endring]) -> list[str]:
    """A line a sheet or part: what has changed, cells of the same kind together."""
    ut = []
    for hvor in dict.fromkeys((e.ark, e.del_) for e in endringer):
        egne = [e for e in endringer if (e.ark, e.del_) == hvor]
        ark, del_ = hvor
        navn = f"{ark} ({del_})" if ark and del_ else ark or del_ or "Filen"
        for hva in dict.fromkeys(e.hva for e in egne):
            celler = [e.celle for e in egne if e.hva == hva and e.celle]
            foran = f"{ark}!{', '.join(celler)}" + (f" ({del_})" if del_ else "")
            ut.append(f"{foran} {hva}" if celler else f"{navn}: {hva}")
    return ut
