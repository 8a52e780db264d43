"""The VBA project of the workbook: an empty one as Excel saved it, with our modules in it.

It is taken from xlwings' file quickstart_standalone.xlsm (BSD), with its references and without any of its code.
"""

from __future__ import annotations

import importlib.util
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from pyopenvba import ExcelFile, VBAModuleKind
from pyopenvba.cfb import CFB

from xl_tidbank.book.files import midlertidig

from .. import names
from . import vba

GRUNNFIL = "quickstart_standalone.xlsm"
DELEN = "xl/vbaProject.bin"
FJERNES = ("Module1", "Sheet1", "Sheet2", *names.VBA_FOR)
SKJEMAER = "MSForms"  # a library for windows, which nothing in the project uses
ARKBASE = "0{00020820-0000-0000-C000-000000000046}"  # what Excel calls the module of a worksheet
ARKHODE = """\
Attribute VB_Name = "{navn}"
Attribute VB_Base = "{base}"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = True
Attribute VB_Exposed = True
Attribute VB_TemplateDerived = False
Attribute VB_Customizable = True
"""


def xlwings_mappe() -> Path:
    """Where xlwings is installed; it is not imported, which would need Excel on Windows."""
    funnet = importlib.util.find_spec("xlwings")
    if funnet is None or funnet.origin is None:
        raise ModuleNotFoundError("xlwings")
    return Path(funnet.origin).parent


def bygg(arkene: Sequence[str], moduler: Mapping[str, str], boken: str = "") -> bytes:
    """vbaProject.bin with a module for each sheet (by code name), and ours (text by name). boken: what the workbook's
    own module holds.

    The same input gives the same bytes: nothing in it is a time or a random number.
    """
    with midlertidig.mappe() as mappe:
        kopi = mappe / GRUNNFIL
        kopi.write_bytes((xlwings_mappe() / GRUNNFIL).read_bytes())
        with ExcelFile(kopi) as bok:
            prosjekt = bok.vba_project()
            for navn in FJERNES:
                prosjekt.delete_module(navn)
            for navn in arkene:
                hode = vba.ferdig(ARKHODE.format(navn=navn, base=ARKBASE))
                prosjekt.add_module(navn, hode, kind=VBAModuleKind.other)
            for navn, tekst in moduler.items():
                prosjekt.add_module(navn, tekst)
            # With the line ends VBA writes itself, and without the compiled code that came along: Excel compiles what
            # stands in the source.
            bok.set_module(names.VBA_BOK, vba.ferdig(bok.get_module(names.VBA_BOK) + boken))
            bok.remove_reference(SKJEMAER)
            bok.save()
        with zipfile.ZipFile(kopi) as z:
            return _ryddet(z.read(DELEN), arkene)


def _ryddet(prosjekt: bytes, arkene: Sequence[str]) -> bytes:
    """Modules of sheets declared as documents, which belong to a sheet, and not as classes; no empty lines in the
    list of windows, which ends at the first."""
    fil = CFB.from_bytes(prosjekt)
    tekst = fil.get_stream("PROJECT").decode(vba.TEGNSETT)
    for navn in arkene:
        tekst = bytt_en(tekst, f"Class={navn}\r\n", f"Document={navn}/&H00000000\r\n")
    for_, merke, vinduer = tekst.partition("[Workspace]\r\n")
    tekst = for_ + merke + "".join(f"{linje}\r\n" for linje in vinduer.splitlines() if linje.strip())
    fil.write_stream("PROJECT", tekst.encode(vba.TEGNSETT))
    ut: bytes = fil.to_bytes()
    return ut


def bytt_en(tekst: str, fra: str, til: str) -> str:
    """Replace what stands exactly once; anything else is not the file we know."""
    if tekst.count(fra) != 1:
        raise ValueError(f"{fra!r} stands {tekst.count(fra)} times")
    return tekst.replace(fra, til)
