"""From a finished workbook (.xlsx, as XlsxWriter writes it) to one that is live in Excel (.xlsm).

What is added: the VBA project, code names that tie sheets to its modules, the help of the function wizard in the shape
Excel saves it, and last the ribbon. Nothing in the sheets is touched.
Building again gives the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from xl_tidbank.functions import Funksjon

from ... import own
from .. import names
from . import loader, project, ribbon, vba
from .project import bytt_en

INNHOLD = "[Content_Types].xml"
ROTREL = "_rels/.rels"
BOK = "xl/workbook.xml"
BOKREL = "xl/_rels/workbook.xml.rels"
BAAND = "customUI/customUI14.xml"

_MICROSOFT = "http://schemas.microsoft.com/office"
BAANDREL = f"{_MICROSOFT}/2007/relationships/ui/extensibility"
VBAREL = f"{_MICROSOFT}/2006/relationships/vbaProject"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
XLSM = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
VBATYPE = "application/vnd.ms-office.vbaProject"
HOVED = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
X14 = f"{_MICROSOFT}/spreadsheetml/2009/9/main"
HJELPEUTVIDELSE = "{8193D73E-4604-4355-AFF4-8A2333D13BE4}"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FAST_TID = (2026, 1, 1, 0, 0, 0)

Deler = dict[str, bytes]


def pakk(xlsx: Path, xlsm: Path) -> None:
    """Make `xlsm` from `xlsx`. The caller saves atomically."""
    with zipfile.ZipFile(xlsx) as z:
        deler = {i.filename: z.read(i) for i in z.infolist()}
    skriv(gjor_levende(deler), xlsm)


def skriv(deler: Mapping[str, bytes], sti: Path) -> None:
    with zipfile.ZipFile(sti, "w", zipfile.ZIP_DEFLATED) as z:
        for navn, data in deler.items():
            post = zipfile.ZipInfo(navn, FAST_TID)
            post.compress_type = zipfile.ZIP_DEFLATED
            post.external_attr = 0o600 << 16
            z.writestr(post, data)


def gjor_levende(deler: Mapping[str, bytes]) -> Deler:
    """The parts of the live workbook, the ribbon last."""
    funksjoner, knapper = vba.funksjonene(), own.knapper()
    ut = dict(deler)
    ark = arkdeler(ut)
    kodenavn = [names.arknavn(nr) for nr in range(1, len(ark) + 1)]
    for del_, navn in zip(ark, kodenavn, strict=True):
        ut[del_] = _med_kodenavn(ut[del_].decode(), navn).encode()
    bok = ut[BOK].decode()
    bok = bytt_en(bok, "<workbookPr", f'<workbookPr codeName="{names.VBA_BOK}"')
    ut[BOK] = _med_hjelp(bok, funksjoner).encode()
    ut["xl/vbaProject.bin"] = project.bygg(kodenavn, {
        names.VBA_LASTER: loader.lastermodul(),
        names.VBA_PYTHON: vba.pythonmodul(),
        names.VBA_FUNKSJONER: vba.funksjonsmodul(funksjoner),
        names.VBA_KNAPPER: ribbon.knappemodul(knapper),
    }, ribbon.bokmodul())  # fmt: skip
    _forhold(ut, BOKREL, VBAREL, "vbaProject.bin")
    typer = bytt_en(ut[INNHOLD].decode(), XLSX, XLSM)
    ut[INNHOLD] = _forst(typer, "<Default", f'<Default Extension="bin" ContentType="{VBATYPE}"/>').encode()
    ut[BAAND] = ribbon.customui(knapper).encode()
    _forhold(ut, ROTREL, BAANDREL, BAAND)
    return ut


def arkdeler(deler: Mapping[str, bytes]) -> list[str]:
    """The parts of the sheets, in the workbook's order."""
    maal = dict(re.findall(r'<Relationship Id="([^"]+)"[^>]*? Target="([^"]+)"', deler[BOKREL].decode()))
    ider = re.findall(r'<sheet [^>]*?r:id="([^"]+)"', deler[BOK].decode())
    return [f"xl/{maal[i].removeprefix('/xl/')}" for i in ider]


def _med_kodenavn(ark: str, navn: str) -> str:
    med, antall = re.subn(r"<sheetPr(?=[\s/>])", f'<sheetPr codeName="{navn}"', ark, count=1)
    return med if antall else re.sub(r"(<worksheet[^>]*>)", rf'\1<sheetPr codeName="{navn}"/>', ark, count=1)


def _med_hjelp(bok: str, funksjoner: Iterable[Funksjon]) -> str:
    """The category and the help of each argument. (A function's own help stands in the VBA.)"""
    gruppe = f"<functionGroup name={quoteattr(names.KATEGORI)}/>"
    bok = bytt_en(
        bok,
        "</sheets>",
        f'</sheets><functionGroups builtInGroupCount="{vba.EXCELS_KATEGORIER}">{gruppe}</functionGroups>',
    )
    navn = []
    for f in funksjoner:
        hjelp = vba.argumenthjelp(f)
        tekster = "".join(
            f'<x14:argumentDescription index="{nr}">{escape(t)}</x14:argumentDescription>' for nr, t in enumerate(hjelp)
        )
        if hjelp:
            navn.append(
                f'<x14:definedName name="{f.navn}"><x14:argumentDescriptions count="{len(hjelp)}">'
                f"{tekster}</x14:argumentDescriptions></x14:definedName>"
            )
    if "<extLst>" in bok:
        raise ValueError("the workbook has extensions of its own, which this does not know how to join")
    ext = f'<ext uri="{HJELPEUTVIDELSE}" xmlns:x14="{X14}"><x14:definedNames>{"".join(navn)}</x14:definedNames></ext>'
    return bytt_en(bok, "</workbook>", f"<extLst>{ext}</extLst></workbook>")


def _forhold(deler: Deler, fil: str, type_: str, maal: str) -> str:
    """Add a relationship; its id."""
    tekst = deler[fil].decode()
    nr = max((int(n) for n in re.findall(r'Id="rId(\d+)"', tekst)), default=0) + 1
    rel = f'<Relationship Id="rId{nr}" Type="{type_}" Target="{maal}"/></Relationships>'
    deler[fil] = bytt_en(tekst, "</Relationships>", rel).encode()
    return f"rId{nr}"


def _forst(tekst: str, merke: str, nytt: str) -> str:
    sted = tekst.index(merke)
    return tekst[:sted] + nytt + tekst[sted:]
