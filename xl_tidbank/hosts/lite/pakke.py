"""The code that lies in main.py: our packages and those they stand on, and nothing that a workbook in Lite cannot use.

What is left out is said here; a test runs every function and script with these files alone.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

from .. import pakker

EGNE = ("xl_tidbank", "udfs")
KREVER = ("xlwings", "holidays", "filelock")  # in the versions we are tested with, and what they lean on
LISENSER = "tidbank_lisenser.txt"
FAST_TID = (2026, 1, 1, 0, 0, 0)
# The command line, the demo, files in and out, copies that leave the house, the import, the hosts of other programs,
# what reads many banks.
UTEN = re.compile(
    r"xl_tidbank/(cli/|demo(_miljo)?\.py|__main__\.py|hosts/(libreoffice|nettleser)/|hosts/excel/(?!__init__|values)|"
    r"hosts/(innhenting|pakker|tabellskriv|marks)\.py|hosts/lite/(bygg|pakke)\.py|"
    r"book/(open|egne|write|copy|template)/(?!__init__|shield|inputs|fersk|livepages|charts)|"
    r"book/(samle|sheets/kopi)/|book/sheets/importen|tables/importer/|commands/inn\.py|core/samling/)"
)


def filene() -> dict[str, bytes]:
    """Every file: its path as it is imported, and its content."""
    ut = {n: d for p in EGNE for n, d in pakker.filene(p) if not UTEN.match(n)}
    ut |= dict(pakker.sonen())
    ut[LISENSER] = lisenser().encode()
    return dict(sorted(ut.items()))


def pakket() -> bytes:
    """An archive packed as a whole, which sees what files have in common. The same files give the same bytes."""
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w", zipfile.ZIP_STORED) as arkiv:
        for navn, data in filene().items():
            arkiv.writestr(zipfile.ZipInfo(navn, FAST_TID), data)
    return zlib.compress(ut.getvalue(), 9)


def lisenser() -> str:
    """The licence of everything in the file, ours first."""
    tzdata = (f"tzdata ({navn})\n\n{tekst.strip()}" for navn, tekst in pakker.lisensene("tzdata"))
    return "\n\n".join([f"xl_tidbank\n\n{_egen().strip()}", *tzdata]) + "\n"


def _egen() -> str:
    """Our own licence: where the package lies in its own folder, else of the installed one."""
    egen = Path(__file__).parents[3] / "LICENSE"
    if egen.is_file():
        return egen.read_text("utf-8")
    return next(tekst for _, tekst in pakker.lisensene("xl_tidbank"))
