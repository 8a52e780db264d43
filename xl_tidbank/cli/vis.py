"""An answer on the command line: lines, and tables with columns side by side and numbers to the right."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

import click

from ..book.page.formater import Format, Verdi, uten_formel
from ..book.page.styles import MINUSORD, STATUSER
from ..commands.svar import Merket, Spalte, Tavle, Tittel, Vist
from ..core import tekst
from . import terminal
from .terminal import farget, ren

UTEN_TERMINAL = 160  # characters in a line where no terminal says how many it has
SMALEST = 12  # of a column of text, where there is too little room for all
LESBAR = 28  # of a column of text that may stand elsewhere or leave instead; no name is broken for a shorter one
MELLOM = INNRYKK = "  "
TIL_VENSTRE = (Format.TEKST, Format.STATUS, Format.VAKT)


def vis(deler: Sequence[Vist]) -> None:
    """An answer, top to bottom."""
    for del_ in deler:
        if isinstance(del_, str):
            terminal.si(del_)
        elif isinstance(del_, Tittel):
            terminal.skriv(click.style(ren(del_.tekst), bold=True))
        elif isinstance(del_, Merket):
            for linje in _merket(del_):
                terminal.skriv(linje)
        else:
            for linje in linjer(del_):
                terminal.skriv(linje)


def _merket(del_: Merket) -> Iterator[str]:
    """A point, as wide as the terminal: the text stands beside its word, on as many lines as it needs."""
    merke = status(del_.status)
    innrykk = len(INNRYKK) + _bredde(merke) + len(MELLOM)
    plass = max(LESBAR, bredden() - innrykk) if _har_bredde() else len(del_.tekst)
    forste, *resten = _brutt(ren(del_.tekst), plass)
    yield f"{INNRYKK}{farget(merke)}{MELLOM}{forste}"
    yield from (" " * innrykk + linje for linje in resten)


def status(ord_: str) -> str:
    """A word with its symbol."""
    return f"{STATUSER[ord_][0]} {ord_}" if ord_ in STATUSER else ord_


def vist(verdi: Verdi, format_: Format) -> str:
    """A value as people read it; text stands as it is."""
    verdi = uten_formel(verdi)
    if verdi is None:
        return ""
    if isinstance(verdi, str):
        return ren(status(verdi) if format_ is Format.STATUS else verdi)
    if isinstance(verdi, date):
        return tekst.dato(verdi)
    if format_ in MINUSORD and tekst.avrund(verdi) < 0:  # words where a sign would stand (B32)
        return f"{MINUSORD[format_]} {tekst.timer(-verdi)}"
    if format_ is Format.MENGDE:
        return tekst.heltall(verdi)
    if format_ is Format.FAKTOR:
        return tekst.faktor(verdi)
    return tekst.tall(verdi) if format_ is Format.ANTALL else tekst.timer(verdi)


def bredden() -> int:
    """Characters in a line: what COLUMNS or the terminal says."""
    return shutil.get_terminal_size((UTEN_TERMINAL, 24)).columns if _har_bredde() else UTEN_TERMINAL


def _har_bredde() -> bool:
    return sys.stdout.isatty() or bool(os.environ.get("COLUMNS"))


def linjer(t: Tavle) -> Iterator[str]:
    """The lines of a table: title, headers, rows. Where there is too little room, columns step below their row or
    leave (see `Spalte`), and the last line says which."""
    plass = bredden()
    rader = [[vist(v, k.format) for v, k in zip(rad, t.kolonner, strict=True)] for rad in t.rader]
    innhold = [max((_bredde(rad[n]) for rad in rader), default=0) for n in range(len(t.kolonner))]
    i_rad, under, borte = _plassert(t.kolonner, innhold, plass)
    kolonner = tuple(t.kolonner[n] for n in i_rad)
    bredder = _bredder(kolonner, [innhold[n] for n in i_rad], plass)
    yield click.style(ren(t.tittel), bold=True)
    for linje in _rad([k.navn for k in kolonner], kolonner, bredder, nederst=True):
        yield click.style(linje, bold=True)
    for rad in rader:
        yield from _rad([rad[n] for n in i_rad], kolonner, bredder)
        if under:
            yield from _under([(t.kolonner[n].under or "", rad[n]) for n in under], plass)
    if borte:
        navnene = ", ".join(t.kolonner[n].navn for n in borte)
        yield from _brutt(f"Ikke vist: {navnene}. Alt er med i et bredere vindu og i --json.", plass)


def _plassert(kolonner: tuple[Spalte, ...], innhold: list[int], plass: int) -> tuple[list[int], list[int], list[int]]:
    """The columns that stand in the row, below it, and not at all."""
    alle = list(range(len(kolonner)))
    kan_under = [n for n in alle if kolonner[n].under is not None]
    kan_vike = sorted((n for n in alle if kolonner[n].viker), key=lambda n: (-kolonner[n].viker, -n))
    if _er_plass(kolonner, innhold, alle, plass) or not (kan_under or kan_vike):
        return alle, [], []
    i_rad, borte = [n for n in alle if n not in kan_under], set[int]()
    for n in kan_vike:
        if _er_plass(kolonner, innhold, i_rad, plass):
            break
        if n in i_rad:
            i_rad.remove(n)
            borte.add(n)
    return i_rad, kan_under, sorted(borte)


def _er_plass(kolonner: tuple[Spalte, ...], innhold: list[int], valgte: list[int], plass: int) -> bool:
    """Whether these columns stand side by side with no text broken into a narrow column."""
    bredder = 0
    for n in valgte:
        k, behov = kolonner[n], innhold[n]
        if k.format is Format.TEKST:
            behov = min(behov, LESBAR)
        bredder += max(behov, _hodebredde(k.navn, len(k.navn.split())))
    return bredder + len(MELLOM) * (len(valgte) - 1) <= plass


def _under(deler: list[tuple[str, str]], plass: int) -> Iterator[str]:
    """What a row had no room for: on one line where that is enough, else a line each and air after them."""
    tekster = [f"{navn}: {del_}" if navn else del_ for navn, del_ in deler if del_]
    paa_en = " · ".join(del_ for _, del_ in deler if del_)
    if _bredde(paa_en) <= plass - len(INNRYKK):
        if paa_en:
            yield INNRYKK + paa_en
        return
    for tekst_ in tekster:
        yield from (INNRYKK + linje for linje in _brutt(tekst_, plass - len(INNRYKK)))
    yield ""


def _bredder(kolonner: tuple[Spalte, ...], innhold: list[int], plass: int) -> list[int]:
    """Every column as wide as it needs. Where that is too much, first headers stand on two lines, then on as many as
    they have words; and where that is not enough, the widest columns of text are broken."""
    plass -= len(MELLOM) * (len(kolonner) - 1)
    bredder: list[int] = []
    ordene = max(len(k.navn.split()) for k in kolonner)
    for linjer_, brytes in ((1, False), (2, False), (3, False), (ordene, False), (2, True), (ordene, True)):
        bredder = [max(b, _hodebredde(k.navn, linjer_)) for b, k in zip(innhold, kolonner, strict=True)]
        if brytes:
            _smalere(bredder, [n for n, k in enumerate(kolonner) if k.format is Format.TEKST], plass)
        if sum(bredder) <= plass:
            break
    return bredder


def _hodebredde(navn: str, linjer_: int) -> int:
    """The least a header needs to stand on so many lines."""
    minst = max(map(_bredde, navn.split()))
    return next(b for b in range(minst, minst + len(navn) + 1) if len(_brutt(navn, b)) <= linjer_)


def _smalere(bredder: list[int], tekster: list[int], plass: int) -> None:
    """Take from the widest columns of text until there is room, or none is wide."""
    while sum(bredder) > plass and tekster:
        bredest = max(tekster, key=lambda n: bredder[n])
        if bredder[bredest] <= SMALEST:
            break
        bredder[bredest] -= 1


def _rad(
    celler: list[str], kolonner: tuple[Spalte, ...], bredder: list[int], *, nederst: bool = False
) -> Iterator[str]:
    brutt = [_brutt(c, b) for c, b in zip(celler, bredder, strict=True)]
    hoyde = max(map(len, brutt))
    brutt = [["" for _ in range(hoyde - len(b))] + b if nederst else b + [""] * (hoyde - len(b)) for b in brutt]
    for nr in range(hoyde):
        deler = []
        for del_, k, bredde in zip((b[nr] for b in brutt), kolonner, bredder, strict=True):
            luft = " " * (bredde - _bredde(del_))
            vist_ = farget(del_) if k.format is Format.STATUS else del_
            deler.append(vist_ + luft if k.format in TIL_VENSTRE else luft + vist_)
        yield MELLOM.join(deler).rstrip()


def _brutt(tekst_: str, bredde: int) -> list[str]:
    if _bredde(tekst_) <= bredde and "\n" not in tekst_:
        return [tekst_]
    return [b for linje in tekst_.splitlines() for b in textwrap.wrap(linje, bredde, break_on_hyphens=False)] or [""]


def _bredde(tekst_: str) -> int:
    """Places on the screen: an accent of its own takes none, a wide sign two."""
    if tekst_.isascii():
        return len(tekst_)
    return sum(
        0 if unicodedata.combining(t) else 2 if unicodedata.east_asian_width(t) in "WF" else 1 for t in tekst_
    )  # fmt: skip
