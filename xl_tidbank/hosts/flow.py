"""What a button or a menu item does in an open workbook, the same in every program: `trykk(vert, "kontroller_alt")`.

Ask, read, compute, then place pages or write a file, mark, log, say. Whatever goes wrong becomes a sentence in Bokmål
with the cell it is about. Nothing is placed or written until everything that can be refused has been asked.
"""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from xl_tidbank import __version__, commands
from xl_tidbank.book import logg
from xl_tidbank.book.files import save
from xl_tidbank.book.page.pagenames import unike
from xl_tidbank.book.page.plain import Side, arknavn
from xl_tidbank.book.sheets.hjelp import ARK as HJELP
from xl_tidbank.book.sheets.hjelp import hjelp_side
from xl_tidbank.book.sheets.levende import ANSATT, BANK, DATO
from xl_tidbank.commands import Kommando, Slag, Svar, Utfil
from xl_tidbank.commands.sporsmaal import DAG
from xl_tidbank.core import tekst
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import Feilmelding, TidbankFeil, samlet
from xl_tidbank.tables import cells
from xl_tidbank.tables.names import samme

from . import loggark
from .own import EGNE
from .vert import Eget, Fremdrift, Plass, Tone, Vert

# Commands whose page computes itself in a live workbook: there they set the day.
LEVENDE = frozenset(("oversikt",))
FLEST_FEIL = 8
_MERKE = re.compile(r"([0-9]+)(f?)")
_ENDELSE = re.compile(r"\.[A-Za-z]\w*")


class Melding(NamedTuple):
    tone: Tone
    tekst: str


def trykk(vert: Vert, navn: str) -> None:
    """Run the command, or the button of the hosts' own, of that name; say how it went."""
    kommando, egen = commands.REGISTER.get(navn), _EGNE.get(navn)
    etikett = kommando.etikett if kommando else next((k.etikett for k in EGNE if k.navn == navn), navn)
    try:
        if kommando is not None:
            melding = _kjor(vert, kommando)
        elif egen is not None:
            melding = egen(vert)
        else:
            raise TidbankFeil(f"Knappen «{navn}» finnes ikke i denne utgaven av Tidbank. Hent den på nytt.")
    except Exception as e:
        feil = _feilene(vert, e)
        _si(vert, Melding(Tone.FEIL, _feiltekst(feil)), etikett)
        _vis_forste(vert, feil)
    else:
        if melding is not None:
            _si(vert, melding, etikett)


def _kjor(vert: Vert, kommando: Kommando) -> Melding | None:
    valgt = _sporr(vert, kommando)
    if valgt is None:
        return None
    dag, svar = valgt
    with vert.arbeid(kommando.etikett) as si:
        levende = False
        if kommando.navn in LEVENDE:
            si("regner på nytt")
            levende = vert.regn_om(dag)
        si("leser tabellene")
        bank = Bank(vert.les())
        if levende:
            return _melding("", [*map(str, bank.tabeller.merknader)], commands.ikke_med(bank.utelatt))
        si("regner")
        gjort = kommando.kjor(bank, dag, svar)
        ikke_med = commands.ikke_med(gjort.utelatt)
        if gjort.fil is None:
            return _til_ark(vert, kommando, bank, dag, gjort, ikke_med, si)
    return _til_fil(vert, kommando, bank, gjort.fil, ikke_med)


# Questions


def _sporr(vert: Vert, kommando: Kommando) -> tuple[date, dict[str, Any]] | None:
    """The day and the answers to what the command asks. None = gave up."""
    felt = []
    for s in kommando.skjema:
        if s.slag is Slag.ANSATTE:
            s = replace(s, forslag=_ansatt(vert))
        felt.append(replace(s, forslag=tekst.dato(_dagen(vert))) if s.navn == DAG.navn else s)
    tekster = vert.sporr(f"Tidbank: {kommando.etikett}", kommando.hjelp, felt)
    return None if tekster is None else kommando.tolk(tekster)


def _dagen(vert: Vert) -> date:
    """The day proposed: the one the live pages speak for, else today."""
    with suppress(TidbankFeil):  # what cannot be read is not proposed
        if dag := cells.dato(vert.navngitt(DATO)):
            return dag
    return date.today()


def _ansatt(vert: Vert) -> str:
    """The employee proposed: the one the sheet in view speaks of."""
    with suppress(TidbankFeil):
        return cells.nummer(vert.navngitt(ANSATT))
    return ""


# Pages


def _til_ark(
    vert: Vert, kommando: Kommando, bank: Bank, dag: date, svar: Svar, ikke_med: str, si: Fremdrift
) -> Melding | None:
    sider = svar.sider()
    if not sider:
        return _melding(f"Ingen å vise {tekst.dato(dag)}, så det er ikke laget noe ark.", [], ikke_med)
    egne = egne_ark(vert)
    kjoring = _siste(vert, egne) + 1
    plasser, merknader = plan(vert.arkene(), egne, sider, erstatt=kommando.erstatter)
    vert.krev_apen()
    vert.plasser(plasser, str(Opphav(kjoring, fast=not kommando.erstatter)), si)
    if svar.merk is not None:
        si("merker radene")
        try:
            vert.merk(svar.merk, dag, kjoring)
        except Exception as e:  # the pages stand, and are logged
            merknader.append(f"Radene er ikke merket. {_feilene(vert, e)[0]}")
    si("skriver loggen")
    merknader.append(_loggfor(vert, kommando.navn, bank.stempel, f"{len(plasser)} ark"))
    vert.vis(plasser[0].side.ark)
    return _melding("", merknader, ikke_med)


def plan(
    arkene: Sequence[str], egne: Sequence[tuple[Eget, Opphav]], sider: Sequence[Side], *, erstatt: bool
) -> tuple[list[Plass], list[str]]:
    """Where each page goes, and what to say of it.

    erstatt: a page takes the place of the last copy of itself, unless somebody has written on that. Otherwise, and
    where a sheet that is not ours to replace has the name, it gets a number after its name.
    """
    vaare = {samme(e.ark): e.ark for e, _ in egne}
    kan_vike = {samme(e.ark) for e, av in egne if e.urort and not av.fast} if erstatt else set()
    opptatt = [a for a in arkene if samme(a) not in kan_vike]
    staar = {samme(a): a for a in opptatt}
    plasser, merknader = [], []
    for side, ny in zip(sider, unike(sider, opptatt), strict=True):
        plasser.append(Plass(ny, vaare[samme(ny.ark)] if samme(ny.ark) in kan_vike else ""))
        ark = staar.get(samme(arknavn(side.ark)))
        if erstatt and ark is not None and not plasser[-1].erstatter:
            hvorfor = f"Noen har skrevet på {ark}." if samme(ark) in vaare else f"Arket {ark} sto her fra før."
            merknader.append(f"{hvorfor} Det nye arket heter {ny.ark}.")
    return plasser, merknader


class Opphav(NamedTuple):
    """What a sheet of ours is marked with: the run that made it. fast: it is for people to write on, never replaced."""

    kjoring: int
    fast: bool

    def __str__(self) -> str:
        return f"{self.kjoring}{'f' if self.fast else ''}"


def egne_ark(vert: Vert) -> list[tuple[Eget, Opphav]]:
    """The sheets that commands have made, in order; a mark nobody here wrote is not one of ours."""
    lest = ((e, _MERKE.fullmatch(e.merke)) for e in vert.egne())
    return [(e, Opphav(int(m[1]), bool(m[2]))) for e, m in lest if m]


def _siste(vert: Vert, egne: Sequence[tuple[Eget, Opphav]]) -> int:
    """The last run something is left of, 0 = none."""
    return max([av.kjoring for _, av in egne] + [vert.merket()])


# Files


def _til_fil(vert: Vert, kommando: Kommando, bank: Bank, fil: Utfil, ikke_med: str) -> Melding | None:
    sti = _velg_fil(vert, fil)
    if sti is None:
        return None
    with vert.arbeid(kommando.etikett) as si, save.kjoring() as denne:
        si(f"skriver {sti.name}")
        feil: tuple[Feilmelding, ...] = ()
        try:
            fil.skriv(sti)
        except Exception as e:
            if not denne.skrevet:
                raise
            feil = _feilene(vert, e)
        si("skriver loggen")
        uloggfort = _loggfor(vert, kommando.navn, bank.stempel, *logg.filene(denne.skrevet))
    laget = _laget([s.sti for s in denne.skrevet] or [sti])
    if feil:  # some of several: they stand, and are logged
        raise TidbankFeil((*feil, Feilmelding("", "", f"Før det stoppet: {laget} {uloggfort}".strip())))
    kopier = [f"Den forrige {s.sti.name} ligger i «{s.kopi.name}»." for s in denne.skrevet if s.kopi is not None]
    merknader = [*denne.merknader, uloggfort, *map(str, bank.tabeller.merknader)]
    return _melding(" ".join([laget, *kopier]), merknader, ikke_med)


def _laget(filer: Sequence[Path]) -> str:
    if len(filer) == 1:
        return f"Laget {filer[0]}."
    return f"Laget {len(filer)} filer i {filer[0].parent}: {', '.join(f.name for f in filer)}."


def _velg_fil(vert: Vert, fil: Utfil) -> Path | None:
    """Say what the file will hold, and ask where it goes. None = gave up."""
    tittel = f"Tidbank: {fil.filnavn}"
    if not vert.bekreft(tittel, _kort(vert, "\n".join(fil.forhandsvisning)), farlig=False):
        return None
    valgt = vert.velg_fil(fil.filnavn)
    if valgt is None:
        return None
    if "://" in valgt.sti:
        raise TidbankFeil("Filen kan ikke lagres rett på nettet. Velg en mappe på denne maskinen.")
    sti, spurt = Path(valgt.sti), valgt.spurt
    if not _ENDELSE.fullmatch(sti.suffix):  # a name typed without one; "Kopi 14.09" has none either
        sti, spurt = sti.with_name(sti.name + Path(fil.filnavn).suffix), False
    sporsmaal = f"Filen {sti.name} finnes allerede. Skal den erstattes? Den som ligger der, blir tatt vare på."
    if not spurt and sti.exists() and not vert.bekreft(tittel, sporsmaal, farlig=True):
        return None
    return sti


# The log


def _loggfor(vert: Vert, navn: str, stempel: str, hva: str, avtrykk: tuple[str, ...] = ()) -> str:
    """A row on the sheet Logg. The commands leave the tables as they are, so the stamp is the same after as before."""
    return loggark.skriv(vert, logg.Linje(logg.naa(), navn, stempel, stempel, hva, avtrykk))


# The hosts' own buttons


def _angre_siste(vert: Vert) -> Melding:
    """Remove the sheets and marks of the last command; again for the one before it."""
    with vert.arbeid("Angre siste") as si:
        si("fjerner det siste")
        alle = egne_ark(vert)
        kjoring = _siste(vert, alle)
        if not kjoring:
            raise TidbankFeil("Det er ikke noe å angre: ingen ark fra Tidbank står igjen her.")
        vert.krev_apen()
        egne = [e for e, av in alle if av.kjoring == kjoring]
        vekk, sto = [e.ark for e in egne if e.urort], [e.ark for e in egne if not e.urort]
        vert.fjern(vekk)
        vert.glem(sto)
        merket = vert.merket() == kjoring
        if merket:
            vert.fjern_merker()
        uloggfort = _loggfor(vert, "angre_siste", "", f"{len(vekk)} ark fjernet") if vekk or merket else ""
    deler = [f"Fjernet: {', '.join(vekk)}."] if vekk else []
    if merket:
        deler.append("Merkene ved siden av radene er tatt bort.")
    staar = f"Noen har skrevet på {', '.join(sto)}, så det står igjen. Slett det selv hvis det ikke trengs."
    return _som_melding(" ".join(deler), [staar if sto else "", uloggfort])


def _logg(vert: Vert) -> Melding:
    """Show the sheet, and say whether the tables are as they were at its last line."""
    with vert.arbeid("Logg") as si:
        si("leser tabellene")
        linjer = loggark.les(vert)
        siste = next((x.til for x in reversed(linjer) if x.til), "")
        try:
            uendret = Bank(vert.les()).stempel == siste
            naa = "Banken er uendret siden siste linje." if uendret else "Banken er endret siden siste linje."
        except TidbankFeil as e:
            naa = f"Tabellene kan ikke leses nå. {e.feil[0]}"
        ark = loggark.krev(vert)
    vert.vis(ark)
    om_linjene = f"{len(linjer)} linjer. {naa}" if siste else "Ingenting er skrevet fra banken ennå."
    return Melding(Tone.OK, f"{om_linjene} Det som er skrevet fra kommandolinjen, viser «tidbank logg».")


def _hjelp(vert: Vert) -> None:
    ark = next((a for a in vert.arkene() if samme(a) == samme(HJELP)), None)
    if ark is None:
        with vert.arbeid(HJELP) as si:
            egne = egne_ark(vert)
            plasser, _ = plan(vert.arkene(), egne, [hjelp_side()], erstatt=False)
            vert.krev_apen()
            vert.plasser(plasser, str(Opphav(_siste(vert, egne) + 1, fast=False)), si)
        ark = plasser[0].side.ark
    vert.vis(ark)


def _sjekk_oppsett(vert: Vert) -> Melding:
    """What runs here, and whether the tables can be read. A table that cannot is an answer, not a failure."""
    linjer = [
        f"Tidbank {__version__}, Python {platform.python_version()}", f"Python: {sys.executable}", *vert.oppsett(),
    ]  # fmt: skip
    merknader: list[str] = []
    with vert.arbeid("Sjekk oppsett") as si:
        si("leser tabellene")
        try:
            bank = Bank(vert.les())
            linjer.append(f"Tabellene kan leses: {bank}.")
            merknader = [commands.ikke_med(bank.utelatt), *map(str, bank.tabeller.merknader)]
        except TidbankFeil as e:
            flere = f" (og {len(e.feil) - 1} feil til)" if len(e.feil) > 1 else ""
            merknader = [f"Tabellene kan ikke leses. {e.feil[0]}{flere}"]
        vist = vert.navngitt(BANK)
        if vist is not None:
            linjer.append(f"Cellen Bank viser: {vist}")
    return _som_melding("\n".join(linjer), merknader)


_EGNE: Mapping[str, Callable[[Vert], Melding | None]] = {
    "angre_siste": _angre_siste, "logg": _logg, "hjelp": _hjelp, "sjekk_oppsett": _sjekk_oppsett,
}  # fmt: skip


# What is said


def _melding(ferdig: str, merknader: Sequence[str], ikke_med: str) -> Melding | None:
    """None where the sheet in view says it all."""
    melding = _som_melding(ferdig, [*merknader, ikke_med])
    return melding if melding.tekst else None


def _som_melding(ferdig: str, merknader: Sequence[str]) -> Melding:
    """What was done, then what the user should know, a line each; a warning where there is any."""
    linjer = [m for m in merknader if m]
    return Melding(Tone.ADVARSEL if linjer else Tone.OK, "\n".join(filter(None, [ferdig, *linjer])))


def _si(vert: Vert, melding: Melding, etikett: str) -> None:
    vert.si(melding.tone, f"Tidbank: {etikett}", _kort(vert, melding.tekst))


def _kort(vert: Vert, melding: str) -> str:
    return melding if len(melding) <= vert.mest_tekst else melding[: vert.mest_tekst] + " ..."


def _feilene(vert: Vert, e: Exception) -> tuple[Feilmelding, ...]:
    """What went wrong; an error nobody foresaw as one sentence. What the program itself says of it comes first."""
    if isinstance(e, TidbankFeil):
        return e.feil
    if ord_ := " ".join(vert.egne_ord(e).split())[:200]:
        return (Feilmelding("", "", f"{vert.program} kunne ikke gjøre dette: {ord_}"),)
    kort = " ".join(str(e).split())[:200]
    sagt = f"Feil i programmet ({type(e).__name__}: {kort}). Ingenting i tabellene er endret."
    return (Feilmelding("", "", sagt),)


def _feiltekst(feil: Sequence[Feilmelding]) -> str:
    """The first errors, each with its cell; the rest as a number."""
    feil = samlet(feil)
    linjer = [str(f) for f in feil[:FLEST_FEIL]]
    if len(feil) > FLEST_FEIL:
        linjer.append(f"Og {len(feil) - FLEST_FEIL} til.")
    return "\n".join(linjer)


def _vis_forste(vert: Vert, feil: Sequence[Feilmelding]) -> None:
    """Go to the cell the first error with a place is about. The error has been said, whatever happens here."""
    with suppress(Exception):
        arkene = {samme(a): a for a in vert.arkene()}
        for f in feil:
            if f.celle and samme(f.ark) in arkene:
                vert.vis(arkene[samme(f.ark)], f.celle)
                return
