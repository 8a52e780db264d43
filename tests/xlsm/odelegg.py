"""Break a workbook on purpose: a copy with some parts changed, or with other VBA."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from pyopenvba import ExcelFile

from xl_tidbank.hosts.excel.build import package

Endring = Callable[[bytes], bytes]


def bytt(fra: str, til: str, antall: int = 1) -> Endring:
    """Replace text that must be there."""

    def endre(data: bytes) -> bytes:
        assert fra.encode() in data, fra
        return data.replace(fra.encode(), til.encode(), antall)

    return endre


def kopi(fil: Path, ny: Path, endringer: Mapping[str, Endring | None]) -> Path:
    """`fil` as `ny` with parts changed; None takes a part away."""
    with zipfile.ZipFile(fil) as z:
        deler = {i.filename: z.read(i) for i in z.infolist()}
    for navn, endre in endringer.items():
        if endre is None:
            del deler[navn]
        else:
            deler[navn] = endre(deler[navn])
    package.skriv(deler, ny)
    return ny


def annen_vba(fil: Path, ny: Path, modul: str, fra: str, til: str) -> Path:
    ny.write_bytes(fil.read_bytes())
    with ExcelFile(ny) as bok:
        tekst = bok.get_module(modul)
        assert fra in tekst, fra
        bok.set_module(modul, tekst.replace(fra, til))
        bok.save()
    return ny
