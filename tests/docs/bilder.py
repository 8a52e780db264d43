"""The pictures in docs/bilder, from the demo bank as LibreOffice prints it: `python -m tests.docs.bilder`.

Needs soffice, pdftotext and pdftoppm (poppler), and a font as wide as Calibri (Carlito). Look at them first.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from . import DOCS

NORSK = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>nb-NO</value></prop></item></oor:items>
"""


class Utsnitt(NamedTuple):
    """Part of the first printed page that holds `tekst`: x, y, width and height in pixels at `dpi`."""

    navn: str
    bok: str
    tekst: str
    dpi: int
    ramme: tuple[int, int, int, int]


UTSNITT = (
    Utsnitt("start", "Tidbank", "Dette bør gjøres nå", 110, (45, 45, 825, 576)),
    Utsnitt("vakter", "Tidbank", "V0001", 150, (70, 70, 794, 254)),
    Utsnitt("oversikt", "Tidbank", "Oversikt over tidbanken", 130, (50, 55, 1440, 480)),
    Utsnitt("vaktuke", "Vaktuke", "Vaktuke 40", 110, (45, 50, 1200, 520)),
    Utsnitt("avvik", "Avvik", "Alle funn", 110, (55, 50, 1190, 395)),
)


def lag(mappe: Path) -> None:
    demo, profil = mappe / "demo", mappe / "profil"
    (profil / "user").mkdir(parents=True)
    (profil / "user" / "registrymodifications.xcu").write_text(NORSK, "utf-8")
    _kjor(sys.executable, "-m", "xl_tidbank", "demo", "--mappe", str(demo))
    _kjor(
        sys.executable, "-m", "xl_tidbank", "vaktuke", str(demo / "Tidbank.xlsx"), "--dato", "2026-09-28",
        "--per", "2026-09-14", "--uker", "4", "-o", str(demo / "Vaktuke.xlsx"),
    )  # fmt: skip
    _kjor(
        "soffice", f"-env:UserInstallation={profil.as_uri()}", "--headless", "--convert-to", "pdf", "--outdir",
        str(mappe), *(str(demo / f"{bok}.xlsx") for bok in {u.bok for u in UTSNITT}),
    )  # fmt: skip
    for u in UTSNITT:
        pdf = mappe / f"{u.bok}.pdf"
        sider = _kjor("pdftotext", str(pdf), "-").split("\f")
        side = next(str(n) for n, tekst in enumerate(sider, 1) if u.tekst in tekst)
        ramme = [del_ for navn, tall in zip("xyWH", u.ramme, strict=True) for del_ in (f"-{navn}", str(tall))]
        _kjor(
            "pdftoppm", "-r", str(u.dpi), "-png", "-singlefile", "-f", side, "-l", side, *ramme, str(pdf),
            str(DOCS / "bilder" / u.navn),
        )  # fmt: skip


def _kjor(*kommando: str) -> str:
    return subprocess.run(kommando, check=True, capture_output=True, encoding="utf-8").stdout


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as mappe:
        lag(Path(mappe))
