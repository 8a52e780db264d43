"""Files held against each other: they must be the same bytes, and where they are not, it says which part differs."""

from __future__ import annotations

import difflib
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from oletools.olevba import VBA_Parser

LINJER = 40  # of difference shown, over all parts
VINDU = 400  # lines compared from the first that differ: enough to show, and never slow
Fil = Path | bytes


def krev_samme(forste: Fil, *andre: Fil) -> None:
    """Every file is the same bytes as the first."""
    for annen in andre:
        forskjeller = ulikt(forste, annen)
        assert not forskjeller, "not the same bytes\n" + "\n".join(forskjeller)


def ulikt(forste: Fil, annen: Fil) -> list[str]:
    """Lines that say how two files differ; none where they are the same bytes."""
    a, b = _data(forste), _data(annen)
    if a == b:
        return []
    if not all(zipfile.is_zipfile(io.BytesIO(x)) for x in (a, b)):
        return _innhold("", a, b)
    return ulike_deler(a, b) or _pakking(a, b)


def ulike_deler(a: bytes, b: bytes) -> list[str]:
    """The same of the parts of two packages alone, however they are packed."""
    with zipfile.ZipFile(io.BytesIO(a)) as za, zipfile.ZipFile(io.BytesIO(b)) as zb:
        foer, etter = ({n: z.read(n) for n in z.namelist()} for z in (za, zb))
    ulike = [n for n in foer if n in etter and foer[n] != etter[n]]
    ut = [f"{n} is only in the first" for n in foer if n not in etter]
    ut += [f"{n} is only in the second" for n in etter if n not in foer]
    if not ut and list(foer) != list(etter):
        ut.append("the parts stand in another order")
    ut += [f"{n} differs" for n in ulike]
    vist = [linje for n in ulike for linje in _innhold(n, foer[n], etter[n])]
    return ut + vist[:LINJER] + ([f"... and {len(vist) - LINJER} lines more"] if len(vist) > LINJER else [])


def _innhold(navn: str, a: bytes, b: bytes) -> list[str]:
    if navn.endswith("vbaProject.bin"):
        a, b = _vba(a), _vba(b)
    try:
        foer, etter = (pent(x.decode()) for x in (a, b))
    except UnicodeDecodeError:
        foer, etter = [], []
    if foer == etter:
        nr = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
        return [f"--- {navn}: {len(a)} and {len(b)} bytes, unlike from byte {nr}"]
    likt = next((n for n, (x, y) in enumerate(zip(foer, etter, strict=False)) if x != y), min(len(foer), len(etter)))
    fra = max(likt - 3, 0)
    foer, etter = foer[fra : likt + VINDU], etter[fra : likt + VINDU]
    linjer = difflib.unified_diff(foer, etter, f"{navn} from line {fra + 1}", navn, lineterm="")
    return list(linjer)


def pent(xml: str) -> list[str]:
    """XML with an element a line, indented; any other text as its lines. Nothing is left out."""
    if not xml.lstrip("\ufeff \r\n").startswith("<"):
        return xml.splitlines()
    ut, dybde = [], 0
    for bit in re.split(r"(?<=>)(?=<)|\n", xml):
        dybde -= bit.startswith("</")
        ut.append("  " * max(dybde, 0) + bit)
        dybde += bool(re.match(r"<[^/?!]", bit)) and "</" not in bit and not bit.endswith("/>")
    return ut


def _vba(data: bytes) -> bytes:
    """The modules as text, where they can be read."""
    try:
        moduler = [(navn, kode) for *_, navn, kode in VBA_Parser("vbaProject.bin", data=data).extract_macros()]
    except Exception:
        return data
    tekst = "\n".join(f"' {navn}\n{kode.decode() if isinstance(kode, bytes) else kode}" for navn, kode in moduler)
    return tekst.encode()


def _pakking(a: bytes, b: bytes) -> list[str]:
    return [*_hoder(a, b)] or ["the same parts, otherwise compressed or arranged"]


def _hoder(a: bytes, b: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(a)) as za, zipfile.ZipFile(io.BytesIO(b)) as zb:
        for x, y in zip(za.infolist(), zb.infolist(), strict=True):
            for felt in ("date_time", "compress_type", "external_attr", "create_system", "extra", "comment"):
                if getattr(x, felt) != getattr(y, felt):
                    yield f"{x.filename}: {felt} is {getattr(x, felt)!r} and {getattr(y, felt)!r}"


def _data(fil: Fil) -> bytes:
    return fil if isinstance(fil, bytes) else fil.read_bytes()
