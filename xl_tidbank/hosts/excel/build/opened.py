"""A live workbook taken apart for the checks: its parts, sheets, formulas, texts and the VBA in it."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from pyopenvba import ExcelFile
from pyopenvba.cfb import CFB
from pyopenvba.exceptions import PyOpenVBAError

from .. import names
from . import package, vba

H = f"{{{package.HOVED}}}"
PAKKEREL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Bok(NamedTuple):
    """A workbook taken apart: parts by name, VBA text by module, the modules declared as documents."""

    deler: Mapping[str, bytes]
    moduler: Mapping[str, str]
    dokumenter: frozenset[str]
    egne_formler: frozenset[str] = frozenset()


class Ark(NamedTuple):
    navn: str
    del_: str
    kodenavn: str


def apne(fil: Path) -> Bok:
    with zipfile.ZipFile(fil) as z:
        deler = {i.filename: z.read(i) for i in z.infolist()}
    with ExcelFile(fil) as x:
        problemer = x.validate()
        if problemer:
            raise ValueError("; ".join(problemer))
        moduler = {navn: x.get_module(navn) for navn in x.module_names()}
        prosjekt = _prosjektstrom(x.vba_project_bytes())
    dokumenter = frozenset(re.findall(r"^Document=(\w+)/", prosjekt, re.M))
    return Bok(deler, moduler, dokumenter)


def _prosjektstrom(data: bytes) -> str:
    strom: bytes = CFB.from_bytes(data).get_stream("PROJECT")
    return strom.decode(vba.TEGNSETT)


def ark(bok: Bok) -> list[Ark]:
    maalene = {
        r.get("Id"): maal(package.BOKREL, r.get("Target", ""))
        for r in xml(bok, package.BOKREL).iter(f"{PAKKEREL}Relationship")
    }
    ut = []
    for s in xml(bok, package.BOK).iter(f"{H}sheet"):
        del_ = maalene[s.get(f"{_R}id")]
        pr = xml(bok, del_).find(f"{H}sheetPr")
        ut.append(Ark(s.get("name", ""), del_, (pr.get("codeName") or "") if pr is not None else ""))
    return ut


def formler(bok: Bok) -> Iterator[tuple[str, str]]:
    """Formulas in cells, in conditional formats and lists, and behind names."""
    for a in ark(bok):
        rot = xml(bok, a.del_)
        for c in rot.iter(f"{H}c"):
            f = c.find(f"{H}f")
            if f is not None and f.text:
                yield f"{a.navn}!{c.get('r')}", f.text
        for merke in ("formula", "formula1", "formula2"):
            yield from ((a.navn, e.text) for e in rot.iter(f"{H}{merke}") if e.text)
    yield from ((f"name {n.get('name')}", n.text or "") for n in xml(bok, package.BOK).iter(f"{H}definedName"))


def delte_tekster(bok: Bok) -> list[str]:
    if "xl/sharedStrings.xml" not in bok.deler:
        return []
    return ["".join(t.text or "" for t in si.iter(f"{H}t")) for si in xml(bok, "xl/sharedStrings.xml").iter(f"{H}si")]


def tekstceller(rot: Element, delte: list[str]) -> dict[str, str]:
    """The texts of a sheet's first rows, by address."""
    ut = {}
    for c in rot.iter(f"{H}c"):
        v = c.find(f"{H}v")
        if c.get("t") == "s" and v is not None:
            ut[c.get("r", "")] = delte[int(v.text or 0)]
        elif c.get("t") == "inlineStr":
            ut[c.get("r", "")] = "".join(t.text or "" for t in c.iter(f"{H}t"))
    return ut


def xml(bok: Bok, del_: str) -> Element:
    rot: Element = ElementTree.fromstring(bok.deler[del_])
    return rot


def maal(rel: str, til: str) -> str:
    """The part a relationship leads to. rel: the file it stands in."""
    if til.startswith("/"):
        return til[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(posixpath.dirname(rel)), til))


def xlwings_i(fil: Path) -> str | None:
    """The version of xlwings whose DLL a workbook loads; None where it loads none. Also of earlier versions of ours,
    which have xlwings' own module."""
    try:
        with ExcelFile(fil) as bok:
            moduler = set(bok.module_names())
            modul = next((m for m in (names.VBA_LASTER, *names.VBA_FOR) if m in moduler), "")
            tekst = bok.get_module(modul) if modul else ""
    except (OSError, KeyError, zipfile.BadZipFile, PyOpenVBAError):
        return None
    return ", ".join(sorted(versjoner_i(tekst))) or None


def versjoner_i(modul: str) -> set[str]:
    return set(re.findall(r"xlwings(?:64|32)-([\d.]+)\.dll", modul))


def egne_makroer(fil: Path) -> list[str]:
    """Modules with VBA that a user has written, in a workbook of ours or another's."""
    try:
        with ExcelFile(fil) as bok:
            moduler = {navn: bok.get_module(navn) for navn in bok.module_names()}
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, PyOpenVBAError):
        return []
    vaare = {names.VBA_FUNKSJONER, names.VBA_KNAPPER, names.VBA_PYTHON, names.VBA_LASTER, *names.VBA_FOR}
    moduler = {navn: _uten_vaar_lytter(tekst) if navn == names.VBA_BOK else tekst for navn, tekst in moduler.items()}
    return [navn for navn, tekst in moduler.items() if navn not in vaare and _har_kode(tekst)]


def _uten_vaar_lytter(modul: str) -> str:
    """The module of the workbook itself without the one procedure of ours there; a user's own stands."""
    hode, kall = r"^Private Sub Workbook_SheetFollowHyperlink\([^\n]*", rf"{names.VBA_KNAPPER}\.{names.VBA_FULGT} "
    return re.sub(rf"{hode}\s+{kall}[^\n]*\s+End Sub", "", modul, flags=re.M)


def _har_kode(modul: str) -> bool:
    return (
        re.search(r"^\s*(?:Public |Private |Friend )?(?:Static )?(?:Sub|Function|Property) ", modul, re.M | re.I)
        is not None
    )
