"""`tidbank lite`: main.py, requirements.txt and a page on how to begin, the same bytes each time.

main.py is made to be read: each function and each script stands there with its help, two lines long; the code behind
them is the packed text at the end.
"""

from __future__ import annotations

import base64
import hashlib
import textwrap
from collections.abc import Iterator
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import udfs  # noqa: F401  # fills the register
from xl_tidbank import __version__, commands
from xl_tidbank.book.files import save
from xl_tidbank.commands import Kommando, Ut
from xl_tidbank.commands.sporsmaal import DAG
from xl_tidbank.functions import REGISTER, Funksjon

from . import pakke

FILER = ("main.py", "requirements.txt", "Les meg først.txt")
BREDDE = 118
_DAGEN = "dagen Oversikt gjelder, ellers i dag"
# Answers that are files, beside those that leave the house.
UTEN = ("lonnsfil",)


class Laget(NamedTuple):
    """The folder, and how long main.py is."""

    mappe: Path
    lengde: int


def bygg(mappe: Path) -> Laget:
    innhold = dict(zip(FILER, (main_py(), krav(), les_meg()), strict=True))
    mappe.mkdir(parents=True, exist_ok=True)
    for navn, tekst in innhold.items():
        save.skriv_helt(mappe / navn, lambda sti, t=tekst: _skriv(sti, t))  # type: ignore[misc]
    return Laget(mappe, len(innhold["main.py"].encode()))


def _skriv(sti: Path, tekst: str) -> None:
    sti.write_bytes(tekst.encode())


def main_py() -> str:
    pakket = pakke.pakket()
    kode = base64.b64encode(pakket).decode()
    mal = files(__package__).joinpath("mal.txt").read_text("utf-8")
    deler = {
        "@VERSJON@": __version__,
        "@SUM@": hashlib.sha256(pakket).hexdigest()[:16],
        "@FUNKSJONER@": "\n\n\n".join(map(_funksjon, REGISTER.values())),
        "@SKRIPT@": "\n\n\n".join(map(_skript, kommandoene())),
        "@KODE@": "\n".join(kode[n : n + BREDDE] for n in range(0, len(kode), BREDDE)),
    }
    for merke, tekst in deler.items():
        if mal.count(merke) != 1:
            raise ValueError(f"{merke} stands {mal.count(merke)} times in mal.txt")
        mal = mal.replace(merke, tekst)
    return mal


def krav() -> str:
    return "".join(f"{navn}=={metadata.version(navn)}\n" for navn in pakke.KREVER)


def les_meg() -> str:
    return files(__package__).joinpath("les_meg.txt").read_text("utf-8").replace("@VERSJON@", __version__)


def kommandoene() -> list[Kommando]:
    """Those whose answer is pages."""
    return [
        k for k in commands.i_rekkefolge()
        if k.navn not in UTEN and (k.linje is None or k.linje.ut is not Ut.DELES)
    ]  # fmt: skip


def _funksjon(f: Funksjon) -> str:
    """Cells come as rows, whatever their number, and errors as their text."""
    felt = ", ".join(f"{a.navn}=None" if a.valgfri else a.navn for a in f.argumenter)
    gitt = ", ".join((f'"{f.navn}"', *(a.navn for a in f.argumenter)))
    linjer = ["@func"]
    linjer += [f'@arg("{a.navn}", ndim=2, err_to_str=True, doc={_tekst(a.hjelp)})' for a in f.argumenter]
    linjer += ['@ret(date_format="dd.mm.yyyy")', f"def {f.navn}({felt}):", f"    {_tekst(f.hjelp)}"]
    linjer += [f"    return _svar({gitt})"]
    return "\n".join(linjer)


def _skript(k: Kommando) -> str:
    felt = "".join(f', {s.navn}: str = ""' for s in k.skjema)
    gitt = "".join(f", {s.navn}={s.navn}" for s in k.skjema)
    hjelp = "\n".join(_hjelp(k))
    return "\n".join((
        f"@script(name={_tekst(k.etikett)})", f"def {k.navn}(book: xw.Book{felt}):",
        textwrap.indent(f'"""{hjelp}\n"""', "    "), f'    _kjor(book, "{k.navn}"{gitt})',
    ))  # fmt: skip


def _hjelp(k: Kommando) -> Iterator[str]:
    """The help of the command, then a line for each field."""
    yield from textwrap.wrap(k.hjelp, 100)
    yield ""
    for s in k.skjema:
        tomt = _DAGEN if s.navn == DAG.navn else s.forslag
        etter = f" Tomt = {tomt}." if tomt else ""
        yield f"- {s.navn}: {s.ledetekst.rstrip('.')}.{etter}"


def _tekst(t: str) -> str:
    """A Python text in double quotes, on one line."""
    return '"' + t.replace("\\", "\\\\").replace('"', '\\"') + '"'
