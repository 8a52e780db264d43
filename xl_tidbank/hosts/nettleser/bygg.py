"""Tidbank.html: one file that holds everything, reaches no network, and is the same bytes each time it is built.

The page is a classic worker from a blob (a module worker does not start from file://), Pyodide as plain text, and one
packed archive. Its own rules (Content-Security-Policy) let nothing out: see docs/nettside.md.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import lzma
import re
import struct
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from xl_tidbank import __version__
from xl_tidbank.book.files import save

from . import deler as delene
from . import pakke

FILER = files(__package__).joinpath("filer")
INGENSTEDS = "https://tidbank.invalid/"


class Bygget(NamedTuple):
    """A page that was made. sha256: of it, in the file beside."""

    sti: Path
    lengde: int
    sha256: str


def bygg(sti: Path, deler: Path | None = None) -> Bygget:
    """Write the page and, beside it, its SHA-256. deler: a folder with Pyodide's parts, without: see `deler.hent`."""
    html = side(delene.hent(deler))
    sum_ = hashlib.sha256(html).hexdigest()
    save.skriv_helt(sti, lambda ny: _bytes(ny, html))
    save.skriv_helt(Path(f"{sti}.sha256"), lambda ny: _bytes(ny, f"{sum_}  {sti.name}\n".encode()))
    return Bygget(sti, len(html), sum_)


def side(deler: Path) -> bytes:
    """The page, from the parts in a folder."""
    arkiv = gzip.compress(_arkiv(deler), 9, mtime=0)
    arbeider = gzip.compress(_arbeider(deler).encode(), 9, mtime=0)
    stil, program = _fil("stil.css"), _fil("side.js")
    deler_ = {
        "@CSP@": _regler(program, stil), "@STIL@": stil, "@PROGRAM@": program, "@VERSJON@": __version__,
        "@ARBEIDER@": base64.b64encode(arbeider).decode(), "@DATA@": base64.b64encode(arkiv).decode(),
    }  # fmt: skip
    html = _fil("side.html")
    for navn, hva in deler_.items():
        if html.count(navn) != 1:
            raise ValueError(f"{navn} stands {html.count(navn)} times in side.html")
        html = html.replace(navn, hva)
    return html.encode()


def _arkiv(deler: Path) -> bytes:
    """4 bytes: length of the table; the table as JSON, a name and a length each; the files one after the other."""
    pakker, std = pakke.pakkene(deler), pakke.standardbiblioteket(deler)
    kompilert = pakke.utpakket(delene.bytekode(deler, pakke.zippet(pakker)))
    grunn = {n.split("/")[0] for n in kompilert.pop("grunn").decode().split("\n")}  # a package is in one place, whole
    std, pakker = (
        pakke.med_bytekode(filer, {n.removeprefix(hvor): d for n, d in kompilert.items() if n.startswith(hvor)})
        for filer, hvor in ((std, "std/"), (pakker, "pakker/"))
    )
    # What Python needs to unpack the rest stands by itself; all else is packed harder than a browser can unpack.
    forst = {n: d for n, d in std.items() if n.split("/")[0].removesuffix("c") in grunn}
    sist = {**{n: d for n, d in std.items() if n not in forst}, **pakker}
    las = json.loads((deler / "pyodide-lock.json").read_text("utf-8"))
    filer = {
        "pyodide.asm.wasm": (deler / "pyodide.asm.wasm").read_bytes(),
        "python_stdlib.zip": pakke.zippet(forst),
        "pakker.xz": lzma.compress(pakke.zippet(sist), preset=9),
        "lock.json": json.dumps({"info": las["info"], "packages": {}}).encode(),
        "lisenser.txt": pakke.lisenser(_fremmede(deler)).encode(),
    }  # fmt: skip
    tabell = json.dumps([[navn, len(data)] for navn, data in filer.items()]).encode()
    return struct.pack("<I", len(tabell)) + tabell + b"".join(filer.values())


def _arbeider(deler: Path) -> str:
    """The worker: both modules of Pyodide as plain text, without exports and import.meta, and ours below."""
    asm = (deler / "pyodide.asm.mjs").read_text("utf-8")
    laster = (deler / "pyodide.mjs").read_text("utf-8")
    asm = _bytt(r"export default _createPyodideModule;", "", asm, 1)
    asm = _bytt(r"import\.meta\.url", f'"{INGENSTEDS}pyodide.asm.mjs"', asm, 3)
    laster = _bytt(r"export\{(\w+) as loadPyodide,\w+ as version\};?", r"return \1;", laster, 1)
    asm, laster = (re.sub(r"//# sourceMappingURL.*", "", tekst) for tekst in (asm, laster))
    stopp = 'self.importScripts = () => { throw new TypeError("Ingen nettilgang"); };'
    return "\n".join(
        ['"use strict";', stopp, asm, "const loadPyodide = (() => {", laster, "})();", _fil("arbeider.js")]
    )


def _bytt(monster: str, med: str, tekst: str, antall: int) -> str:
    ny, funnet = re.subn(monster, med, tekst)
    if funnet != antall:
        raise ValueError(f"{monster} stands {funnet} times in Pyodide, not {antall}: another version?")
    return ny


def _regler(program: str, stil: str) -> str:
    """What the page may do: run its own script and WebAssembly, and reach nobody."""
    return "; ".join((
        "default-src 'none'", f"script-src {_hash(program)} 'wasm-unsafe-eval'", "worker-src blob:",
        f"style-src {_hash(stil)}", "connect-src 'none'", "img-src 'none'", "form-action 'none'", "base-uri 'none'",
        "frame-src 'none'", "object-src 'none'",
    ))  # fmt: skip


def _hash(tekst: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(tekst.encode()).digest()).decode() + "'"


def _fil(navn: str) -> str:
    return FILER.joinpath(navn).read_text("utf-8")


def _lisens(navn: str) -> str:
    return FILER.joinpath("lisenser", navn).read_text("utf-8")


def _fremmede(deler: Path) -> dict[str, str]:
    """The licences of what is no installed package of Python."""
    return {
        "Pyodide": f"{pakke.om_pyodide()}\n\n{_lisens('MPL-2.0.txt')}",
        "CPython": _lisens("PSF-2.0.txt"),
        "python-calamine": pakke.hjulets_lisens(deler),
    }


def _bytes(sti: Path, data: bytes) -> None:
    sti.write_bytes(data)
