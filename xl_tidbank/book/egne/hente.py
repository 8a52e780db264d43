"""A bank that is read to be written again: its rows as they were written, and what its user has added."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from xl_tidbank.book import logg
from xl_tidbank.book.files import beside, save
from xl_tidbank.book.open import read
from xl_tidbank.book.open.synlige import synlige_ark
from xl_tidbank.book.page.plain import Side
from xl_tidbank.book.template import workbook
from xl_tidbank.book.write.pages import Formater
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import Feilmelding, TidbankFeil
from xl_tidbank.core.model import Tabeller
from xl_tidbank.core.valg import muligheter
from xl_tidbank.tables import assemble
from xl_tidbank.tables import deler as delene
from xl_tidbank.tables.bankrows import Rader, alle_rader
from xl_tidbank.tables.names import samme
from xl_tidbank.tables.schema import ANSATTE, INNSTILLINGER, KONTROLLKOLONNE, TABELLER

from .lese import les_eget
from .model import EgetInnhold
from .skrive import skriv_eget

BARE_REGISTRE = "Filen har bare registrene til miljøarbeidet, og er ikke en bank. Velg filen med arket Ansatte."
RETT_FORST = "Ingenting er skrevet. Alle radene skrives på nytt, så de som ikke kan leses, må rettes først."


@dataclass(frozen=True, slots=True)
class Hentet:
    """Another bank, ready to be put into a new workbook: its tables, what its user has added, its log."""

    fra: Path
    rader: Rader
    eget: EgetInnhold
    stempel: str
    linjer: tuple[logg.Linje, ...] = ()
    deler: tuple[str, ...] = ()
    synlige: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skriftbank:
    """A bank as read. tabeller: what it means. raa: by table and row, what is written where that is another thing.
    deler: the parts that are in it. synlige: the sheets that can be seen."""

    fra: Path
    tabeller: Tabeller
    raa: Mapping[str, Mapping[int, Any]]
    merke: beside.Merke | None = None
    deler: tuple[str, ...] = ()
    synlige: tuple[str, ...] = ()


def les(fra: Path) -> Skriftbank:
    """Read a bank whole. Raises TidbankFeil for one that cannot be read, or whose rows would be left behind."""
    merke = beside.merke(fra)
    lest, ulest = read.les_rader(fra)
    if ANSATTE.navn not in lest:
        raise TidbankFeil(Feilmelding(fra.name, "", BARE_REGISTRE))
    tabeller = assemble.samle(lest, ulest)
    if tabeller.utelatt or tabeller.miljofeil:
        rett = Feilmelding(fra.name, "", RETT_FORST)
        raise TidbankFeil([*(f for u in tabeller.utelatt for f in u.feil), *tabeller.miljofeil, rett])
    raa = {navn: {p.kilde.rad: p for p in x.poster} for navn, x in lest.items() if navn != INNSTILLINGER.navn}
    synlige = tuple(synlige_ark(fra))
    return Skriftbank(fra, tabeller, raa, merke, delene.synlige(synlige), synlige)


def hent(bank: Skriftbank, naa: Tabeller | None = None) -> Hentet:
    """What of a bank comes along (`eget.med`) and does not (`eget.ikke_med`). Nothing is written.

    naa: its tables as they are to be; records that still have their row in the file (`kilde`) are the same rows.
    """
    navn = {t.post: t.navn for t in TABELLER}
    rader: dict[str, list[tuple[Any, ...]]] = {}
    kilder: dict[str, list[int]] = {}
    for f in fields(Tabeller):
        poster = getattr(naa or bank.tabeller, f.name) or ()
        if poster and not isinstance(poster, Mapping) and type(poster[0]) in navn:
            tabell = navn[type(poster[0])]
            som_lest = {id(p) for p in getattr(bank.tabeller, f.name) or ()}
            raa = bank.raa.get(tabell, {})
            rader[tabell] = [tuple((raa.get(p.kilde.rad, p) if id(p) in som_lest else p)[:-1]) for p in poster]
            kilder[tabell] = [p.kilde.rad for p in poster]
    for tabell, poster in ((naa or bank.tabeller).miljo or {}).items():
        raa, like = bank.raa.get(tabell, {}), (naa or bank.tabeller).miljo is bank.tabeller.miljo
        rader[tabell] = [tuple((raa.get(p.kilde.rad, p) if like else p)[:-1]) for p in poster]
        kilder[tabell] = [p.kilde.rad for p in poster]
    nye = {tabell: _nye_rader(tabell, rader, gamle) for tabell, gamle in kilder.items()}
    eget = les_eget(bank.fra, nye, uten=(KONTROLLKOLONNE,))
    _begrunnelser(rader, eget)
    stempel = Bank(assemble.av_rader(alle_rader(rader))).stempel
    return Hentet(bank.fra, rader, eget, stempel, deler=bank.deler, synlige=bank.synlige)


def loggen(fra: Path, eget: EgetInnhold) -> tuple[tuple[logg.Linje, ...], tuple[logg.Linje, ...]]:
    """The lines of the log beside a bank, and of the one in it. What cannot be read is said in `eget.ikke_med`."""
    i_fil, i_ark = (_les_logg(les_, fra, eget) for les_ in (logg.les_fil, logg.les_ark))
    return tuple(i_fil), tuple(i_ark)


def skriv(
    sti: Path, hentet: Hentet, sider: Sequence[Side], linjer: Sequence[logg.Linje] = (), *,
    som_lest: beside.Merke | None = None,
) -> None:  # fmt: skip
    """Write a bank again, whole or not at all: its rows, the user's own, its log. Every cell is as it was."""

    def til_slutt(bok: Any, formater: Formater) -> None:
        skriv_eget(bok, formater, hentet.eget)
        if linjer:
            skriv_loggark(bok, formater, linjer)

    save.skriv_helt(
        sti,
        lambda ny: workbook.skriv_bank(
            ny,
            hentet.rader,
            sider,
            hentet.eget.ekstra_kolonner(),
            til_slutt=til_slutt,
            deler=hentet.deler,
            synlige=hentet.synlige,
        ),
        som_lest=som_lest,
    )


def skriv_loggark(bok: Any, formater: Formater, linjer: Sequence[logg.Linje]) -> None:
    """The sheet Logg, under a name nobody else has."""
    brukt = {samme(b.get_name()) for b in bok.worksheets()}
    navn = next((n for n in logg.ARK if samme(n) not in brukt), f"{logg.ARK[-1]} {len(brukt)}")
    logg.skriv_ark(bok, formater, navn, linjer)


def _nye_rader(navn: str, rader: Rader, gamle: Sequence[int]) -> dict[int, int]:
    """The rows of a table in the old file (from 1) -> in the new one (from 0)."""
    nye = {r[0]: n for n, r in enumerate(alle_rader(rader)[navn], 1)} if navn == INNSTILLINGER.navn else None
    return {
        rad: n if nye is None else nye[post[0]]
        for n, (rad, post) in enumerate(zip(gamle, rader[navn], strict=True), 1)
        if rad
    }


def _begrunnelser(rader: dict[str, list[tuple[Any, ...]]], eget: EgetInnhold) -> None:
    """A reason the user has written for a choice that is changed comes along; any other is the shipped text."""
    vaare = {m.nokkel: m for m in muligheter()}
    ut = []
    for nokkel, verdi, *_ in rader.get(INNSTILLINGER.navn, ()):
        tekst, m = eget.begrunnelser.get(str(nokkel), ""), vaare.get(nokkel)
        egen = bool(tekst) and (m is None or tekst != m.begrunnelse)
        endret = m is None or (verdi not in (None, "") and str(verdi) != str(m.verdi))
        if egen and not endret:
            eget.ikke_med.append(f"Begrunnelsen ved {nokkel}, der valget er som levert.")
        ut.append((nokkel, verdi, "", "", "", tekst if egen and endret else ""))
    rader[INNSTILLINGER.navn] = ut


def _les_logg(les_: Callable[[Path], tuple[list[logg.Linje], int]], fra: Path, eget: EgetInnhold) -> list[logg.Linje]:
    try:
        linjer, uleste = les_(fra)
    except TidbankFeil as e:
        eget.ikke_med.append(str(e.feil[0]))
        return []
    if uleste:
        eget.ikke_med.append(f"{uleste} linjer i loggen kunne ikke leses.")
    return linjer
