"""Running a command: read what it is about, let it answer, say the answer or write it, and leave with its code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ..commands import Kommando, Svar, Svarslag, Ut, Utfil
from ..commands.sporsmaal import Lestsvar
from ..core.errors import Feilmelding, FinnesFraFor, Laastfeil, Svarfeil, TidbankFeil, hvorfor
from . import hvem, terminal
from .lese import OM, avslutt, dagen, les_bank

BRUK, DAARLIG, LAAST, AVBRUTT, AVKORTET = 2, 3, 4, 130, 141
PROGRAMFEIL = 70  # a fault of ours; TIDBANK_SPOR=1 shows where
PASSORD = "TIDBANK_PASSORD"  # environment variable: the password, for scripts


def kjor(k: Kommando, gitt: dict[str, Any], kommandoer: Sequence[str]) -> int:
    """The exit code of a command with what was given on the command line. Never raises for what a user can cause."""
    from ..book.files import midlertidig, save

    assert k.linje is not None
    midlertidig.rydd()
    terminal.glem()
    OM.kilde, OM.som_json = None, bool(gitt.pop("som_json", False))
    gitt = {navn: verdi for navn, verdi in gitt.items() if verdi is not None}  # what is not given is as if not asked
    with save.kjoring():
        try:
            kode = _paa_bank(k, gitt) if k.linje.leser else _uten_bank(k, gitt)
        except BaseException as e:
            kode = feilkode(e, kommandoer)
        avslutt(k.linje.navn)
    return kode


def feilkode(e: BaseException, kommandoer: Sequence[str]) -> int:
    """Say what went wrong, in a sentence, and give its exit code. Raises again what is no error of the command."""
    if isinstance(e, Svarfeil):
        e = brukfeil(str(e))
    if isinstance(e, click.UsageError):
        from .parser import bruksfeil

        terminal.feil([Feilmelding("", "", t) for t in bruksfeil(e, kommandoer)])
        return BRUK
    if isinstance(e, TidbankFeil):
        return _daarlig(e.feil, LAAST if isinstance(e, Laastfeil) else BRUK if isinstance(e, FinnesFraFor) else DAARLIG)
    if isinstance(e, BrokenPipeError):  # whoever read the answer has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return AVKORTET
    if isinstance(e, OSError):
        tekst = f"Kan ikke brukes: {hvorfor(e)}. Kontroller navnet og tilgangen."
        return _daarlig([Feilmelding(str(e.filename or ""), "", tekst)])
    if isinstance(e, MemoryError):
        return _daarlig(
            [Feilmelding("", "", "Det er ikke nok minne på maskinen. Lukk andre programmer og prøv igjen.")]
        )
    if isinstance(e, (KeyboardInterrupt, click.Abort)):
        terminal.feil([Feilmelding("", "", "Avbrutt. Ingenting er skrevet.")])
        return AVBRUTT
    if not isinstance(e, Exception) or os.environ.get("TIDBANK_SPOR"):
        raise e
    tekst = f"Feil i programmet ({type(e).__name__}: {e}). Ingenting er skrevet. Meld fra, og ta med denne linjen."
    terminal.feil([Feilmelding("", "", tekst)])
    return PROGRAMFEIL


def brukfeil(tekst: str, valg: str = "") -> click.BadParameter:
    return click.BadParameter(tekst, click.get_current_context(silent=True), param_hint=valg or None)


def _daarlig(feil: Sequence[Feilmelding], kode: int = DAARLIG) -> int:
    if OM.som_json:
        terminal.skriv_json(terminal.feil_json(feil))
    terminal.feil(feil)
    return kode


def _uten_bank(k: Kommando, gitt: dict[str, Any]) -> int:
    svar = k.kall(**{s.navn: _gitt(s.slag, gitt[s.navn]) for s in k.sporsmaal if s.navn in gitt})
    _si(svar, svar.json() if OM.som_json else None)
    return svar.kode


def _gitt(slag: Svarslag, verdi: Any) -> Any:
    if slag is Svarslag.BANK:
        return Lestsvar(verdi, les_bank(verdi))
    if slag is Svarslag.PASSORD:
        return passord if verdi else None
    return verdi


def _paa_bank(k: Kommando, gitt: dict[str, Any]) -> int:
    assert k.linje is not None
    fil, dag, ut, overskriv = gitt.pop("fil"), gitt.pop("dag", None), gitt.pop("ut", None), gitt.pop("overskriv", False)
    hemmelig, ja, vis = (gitt.pop(n, False) for n in ("passord", "ja", "vis"))
    bank = les_bank(fil, () if ut else k.linje.uten)
    if dag is None and k.dag.ellers:
        dag = dagen(fil, bank)
    if k.linje.ut is Ut.DELES and ut is None and not vis:
        raise brukfeil("Oppgi -o UT.xlsx, eller --vis for bare å se hva filen vil ha.")
    skal_skrives(ut, overskriv or vis, fil)
    utfil = next((s for s in k.sporsmaal if s.slag is Svarslag.UTFIL and gitt.get(s.navn)), None)
    if utfil is not None:
        skal_skrives(gitt[utfil.navn], overskriv, fil, Path(utfil.metavar).suffix)
    for s in k.sporsmaal:
        if s.slag is Svarslag.ANSATTE and s.navn in gitt and not s.flere:
            gitt[s.navn] = (gitt[s.navn],)
        elif s.slag is Svarslag.BANK and s.navn in gitt:
            gitt[s.navn] = _gitt(s.slag, gitt[s.navn])
        if s.slag is Svarslag.ANSATTE and gitt.get(s.navn):
            gitt[s.navn] = tuple(hvem.nummer(bank, a) for a in gitt[s.navn])
    svar = k.kjor(bank, dag, gitt)
    if k.linje.ut is Ut.DELES and svar.fil is not None:
        _lever(svar, svar.fil, ut if not vis else None, hemmelig=hemmelig, ja=ja)
        return svar.kode
    innhold = svar.json() if OM.som_json else None
    if ut is not None:
        skriv(ut, svar) if svar.fil is None or utfil is not None else svar.fil.skriv(ut)
        if innhold is not None and "fil" in innhold:
            innhold["fil"] = str(ut)
    if utfil is not None and svar.fil is not None:
        svar.fil.skriv(gitt[utfil.navn])
    _si(svar, innhold)
    if innhold is None and svar.laget and ut is not None:
        terminal.si(f"Laget {ut} {svar.laget}.")
    return svar.kode


def _si(svar: Svar, innhold: dict[str, Any] | None) -> None:
    if innhold is not None:
        terminal.skriv_json(innhold)
    else:
        from .vis import vis

        vis(svar.vist())


def _lever(svar: Svar, fil: Utfil, ut: Path | None, *, hemmelig: bool, ja: bool) -> None:
    """Show what leaves the house; ask where there is somebody to ask; write.

    Without a terminal nobody can answer, and the command itself has said what it wants: it shows the same and writes.
    """
    if not OM.som_json:
        terminal.si(*fil.forhandsvisning)
        _si(svar, None)
    sporres = ut is not None and not ja and not OM.som_json and terminal.kan_sporre()
    if sporres and not terminal.bekreft("Skal filen skrives?"):
        terminal.si("Ingenting er skrevet.")
        ut = None
    bak = passord(nytt=True) if ut is not None and hemmelig else ""
    if ut is not None:
        with terminal.arbeider(f"Skriver {ut} ..."):
            fil.krypter(ut, bak) if bak and fil.krypter is not None else fil.skriv(ut)
    if OM.som_json:
        terminal.skriv_json({**svar.json(), "fil": str(ut) if ut else None, "kryptert": bool(bak)})
    elif ut is not None:
        terminal.si(f"Laget {ut}.")


def skal_skrives(ut: Path | None, overskriv: bool, lest: Path | None = None, endelse: str = ".xlsx") -> None:
    """Refuse to write over anything the user has not asked us to write over."""
    if ut is None:
        return
    if ut.suffix.lower() != endelse:
        raise brukfeil(f"{ut} må ende på {endelse}.")
    finnes = os.path.exists(ut)  # Path.exists raises where the name is too long
    if lest is not None and finnes and lest.exists() and ut.samefile(lest):
        raise brukfeil(f"{ut} er filen det leses fra. Velg et annet navn.")
    if finnes and not overskriv:
        raise brukfeil(f"{ut} finnes fra før. Velg et annet navn, eller bruk --overskriv.")
    if not overskriv:
        from ..book.files import save

        save.denne().lov(ut)  # somebody else may make it before we do


def skriv(ut: Path, svar: Svar) -> None:
    from ..book.files import save
    from ..book.write import pages

    with terminal.arbeider(f"Skriver {ut} ..."):
        sider = svar.sider() if svar.rekke is None else svar.rekke()
        save.skriv_helt(ut, lambda sti: pages.skriv_sider(sti, sider))


def passord(nytt: bool = False) -> str:
    """The password from the environment, else asked for without showing it; never an argument, which others can see."""
    gitt = os.environ.get(PASSORD, "")
    if not gitt and not sys.stdin.isatty():
        raise brukfeil(f"Det er ingen å spørre om passordet. Sett {PASSORD}.")
    if not gitt:
        import getpass

        gitt = getpass.getpass("Passord: ")
        if nytt and gitt and getpass.getpass("Passordet en gang til: ") != gitt:
            raise brukfeil("De to passordene er ikke like. Prøv igjen.")
    if not gitt:
        raise brukfeil("Passordet er tomt.")
    return gitt
