"""What the command line says: lines, tables and errors for people, or JSON with ASCII keys and ISO dates."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from ..core.errors import Feilmelding, TidbankFeil, samlet

if TYPE_CHECKING:
    from ..core.model import Merknad

MEST_FEIL = 40
INNRYKK = 2  # of JSON
_BEHOLDERE = (dict, list, tuple)
_STYRETEGN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
FARGE = {"■": "red", "▲": "yellow", "●": "green"}


def ren(tekst: str) -> str:
    """User text as it stands, never as an order to the terminal."""
    return _STYRETEGN.sub("\ufffd", tekst)


def farget(tekst: str) -> str:
    """Text that begins with a symbol, coloured: a terminal shows the colour, nothing else does."""
    farge = FARGE.get(tekst.lstrip()[:1])
    return click.style(tekst, fg=farge) if farge and not os.environ.get("NO_COLOR") else tekst


def skriv(linje: str, *, feil: bool = False) -> None:
    """A line that is clean already."""
    click.echo(linje, err=feil)  # takes the colours away where no terminal reads it


def si(*linjer: str) -> None:
    """Plain lines to standard output."""
    for linje in linjer:
        skriv(ren(linje))


def kan_sporre() -> bool:
    """Whether there is somebody to ask: without a terminal nobody can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def bekreft(sporsmaal: str) -> bool:
    """A question that is answered with no unless somebody says yes."""
    try:
        svar = input(f"{sporsmaal} [j/N]: ")
    except EOFError:
        return False
    return svar.strip().casefold() in ("j", "ja", "y", "yes")


@contextmanager
def arbeider(hva: str) -> Iterator[None]:
    """A sign of life on standard error, on a terminal only."""
    vises = sys.stderr.isatty()
    if vises:
        click.echo(ren(hva), err=True, nl=False)
    try:
        yield
    finally:
        if vises:
            click.echo("\r" + " " * len(hva) + "\r", err=True, nl=False)


@contextmanager
def fremdrift(hva: str) -> Iterator[Callable[[int, int], None]]:
    """How far something long has come, on standard error, on a terminal only."""
    bredde = 0

    def si(antall: int, av: int) -> None:
        nonlocal bredde
        linje = f"{antall} av {av} {hva} ..."
        bredde = max(bredde, len(linje))
        click.echo(f"\r{linje.ljust(bredde)}", err=True, nl=False)

    vises = sys.stderr.isatty()
    try:
        yield si if vises else lambda antall, av: None
    finally:
        if vises and bredde:
            click.echo("\r" + " " * bredde + "\r", err=True, nl=False)


def feil(meldinger: Sequence[Feilmelding]) -> None:
    """One line an error on standard error; the same one in many cells is one."""
    meldinger = samlet(meldinger)
    for melding in meldinger[:MEST_FEIL]:
        skriv(ren(" ".join(str(melding).splitlines())), feil=True)
    if len(meldinger) > MEST_FEIL:
        skriv(f"... og {len(meldinger) - MEST_FEIL} feil til.", feil=True)


def merk_paa_slutten(setninger: Sequence[str]) -> None:
    """What a user should know beside the answer, on standard error."""
    for setning in setninger:
        skriv(ren(setning), feil=True)


_merknader: Sequence[Merknad] = ()  # of the bank the running command has read
_utelatt: Mapping[str, Sequence[Feilmelding]] = {}  # of the same bank


def glem() -> None:
    """One process may run many commands."""
    global _merknader, _utelatt
    _merknader, _utelatt = (), {}


def merknader(alle: Sequence[Merknad]) -> None:
    """Say what reading the tables met outside them, and let the command's JSON hold it too."""
    global _merknader
    _merknader = alle
    if alle:
        feil([Feilmelding(m.kilde.ark, m.kilde.celle(), f"{m.tekst} {m.tiltak}") for m in alle])


def utelatt(alle: Mapping[str, Sequence[Feilmelding]]) -> None:
    """Say who is left out of the answers and why, and let the command's JSON hold it too."""
    global _utelatt
    _utelatt = alle
    if alle:
        feil([f for grunner in alle.values() for f in grunner])
        hvem = ", ".join(nr or "rader uten ansattnr" for nr in alle)
        skriv(f"Ikke med i svaret: {ren(hvem)}. De andre er med.", feil=True)


def skriv_json(innhold: Mapping[str, Any]) -> None:
    """One JSON object on standard output, UTF-8, with the backups left and what is to be known of the file, where any.

    Raises TidbankFeil for a number that is none.
    """
    from ..book.files import save

    alle: dict[str, Any] = {"merknader": [_merknad_json(m) for m in _merknader]} if _merknader else {}
    if _utelatt:
        alle["utelatt"] = [{"ansattnr": nr, "feil": list(map(str, grunner))} for nr, grunner in _utelatt.items()]
    denne = save.denne()
    kopier = [str(s.kopi) for s in denne.skrevet if s.kopi is not None]
    mer = {"sikkerhetskopier": kopier, "om_filen": list(denne.merknader)}
    alle |= {navn: verdi for navn, verdi in mer.items() if verdi}
    try:
        hele = {"versjon": 1, **innhold, **alle}
        ut = innrykket(hele)
    except ValueError as e:
        raise TidbankFeil("Et av tallene i svaret er ikke et tall. Kontroller tallene i Innstillinger.") from e
    sys.stdout.buffer.write(ut.encode(errors="replace") + b"\n")
    sys.stdout.flush()


def innrykket(verdi: Any, inn: int = 0) -> str:
    """As json.dumps writes it with an indent of two, which is made a value at a time there: here what holds no other
    list or object is written at once."""
    if not isinstance(verdi, _BEHOLDERE) or not verdi:
        return _koder(0)(verdi)
    objekt, neste = isinstance(verdi, dict), inn + INNRYKK
    alle: Iterable[Any] = verdi.values() if isinstance(verdi, dict) else verdi
    if not any(isinstance(x, _BEHOLDERE) for x in alle):
        midt = _koder(neste)(verdi)[1:-1]
    else:
        deler = [innrykket(x, neste) for x in alle]
        if objekt:
            deler = [f"{_koder(0)({navn: 0})[1:-2]}{del_}" for navn, del_ in zip(verdi, deler, strict=True)]
        midt = f",\n{' ' * neste}".join(deler)
    start, slutt = "{}" if objekt else "[]"
    return f"{start}\n{' ' * neste}{midt}\n{' ' * inn}{slutt}"


@cache
def _koder(inn: int) -> Callable[[Any], str]:
    skille = f",\n{' ' * inn}", ": "
    return json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=skille, default=_json).encode


def feil_json(meldinger: Sequence[Feilmelding]) -> dict[str, Any]:
    return {
        "feil": [{"ark": f.ark, "celle": f.celle, "tekst": f.tekst, "ansattnr": f.ansattnr} for f in meldinger]
    }  # fmt: skip


def _merknad_json(m: Merknad) -> dict[str, Any]:
    return {"alvor": m.alvor, "ark": m.kilde.ark, "celle": m.kilde.celle(), "tekst": m.tekst, "tiltak": m.tiltak}


def _json(verdi: Any) -> str:
    if isinstance(verdi, date):
        return verdi.isoformat()
    raise TypeError(f"{verdi!r} has no JSON form")
