"""The extension file Tidbank.oxt, made from the two registries and nothing else.

It carries our own pure code, the pure libraries it needs and the time zone of Oslo, so that it also works where
LibreOffice brings its own Python. Building again gives the same bytes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import udfs
from xl_tidbank import __version__
from xl_tidbank.functions import REGISTER, Funksjon
from xl_tidbank.tables import deler

from .. import pakker
from ..knapp import Knapp
from ..own import knapper
from . import names

FILNAVN = "Tidbank.oxt"
KOMPONENT = "tidbank_addin.py"
# Our packages, and below them the folders that a spreadsheet program has no use for.
EGNE = ("xl_tidbank", "udfs")
UTELATT = ("hosts/excel/", "cli/")
UTELATTE_FILER = (
    "__main__.py",
    "csvmappe.py",
    "demo.py",
    "package.py",
    "install.py",
)
BIBLIOTEKER = ("dateutil", "six", "holidays", "tomllib", "filelock", "xlsxwriter", "defusedxml")
SPRAAK = ("en-US", "nb", "nn", "no")
VERKTOYLINJE = "no.tidbank.verktoy"
FAST_TID = (2026, 1, 1, 0, 0, 0)

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OOR = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
_DOKUMENT = "com.sun.star.sheet.SpreadsheetDocument"


def bygg(mappe: Path) -> Path:
    """Write Tidbank.oxt in a folder that exists, and give its path."""
    sti = mappe / FILNAVN
    with zipfile.ZipFile(sti, "w", zipfile.ZIP_DEFLATED) as arkiv:
        for navn, innhold in sorted(innholdet()):
            post = zipfile.ZipInfo(navn, FAST_TID)
            post.compress_type = zipfile.ZIP_DEFLATED
            post.external_attr = 0o644 << 16
            arkiv.writestr(post, innhold)
    return sti


def innholdet() -> Iterator[tuple[str, bytes]]:
    """Every file of the extension: name and content."""
    funksjoner = [REGISTER[navn] for navn in udfs.__all__]
    deler = {
        "META-INF/manifest.xml": manifest(),
        "description.xml": beskrivelse(),
        "types/XFunksjoner.idl": idl(funksjoner),
        "CalcAddIns.xcu": calc_addins(funksjoner),
        "Addons.xcu": addons(knapper()),
        "CalcWindowState.xcu": verktoylinje(),
        "Jobs.xcu": jobber(),
        KOMPONENT: "from xl_tidbank.hosts.libreoffice.addin import g_ImplementationHelper  # noqa: F401\n",
    }
    yield from ((navn, tekst.encode()) for navn, tekst in deler.items())
    for pakke in (*EGNE, *BIBLIOTEKER):
        yield from _pakke(pakke)
    for sti, data in (*pakker.sonen(), pakker.navneskilt("holidays")):
        yield f"pythonpath/{sti}", data


def _pakke(navn: str) -> Iterator[tuple[str, bytes]]:
    egen = navn in EGNE
    for sti, data in pakker.filene(navn):
        innenfor = sti.removeprefix(f"{navn}/")
        if not innenfor.startswith(UTELATT) and not (egen and Path(sti).name in UTELATTE_FILER):
            yield f"pythonpath/{sti}", data


def idl(funksjoner: Iterable[Funksjon]) -> str:
    """The interface Calc calls: any in, any (or rows of any) out. The caller's document comes first where needed."""
    linjer = ["module no { module tidbank {", "  interface XFunksjoner : com::sun::star::uno::XInterface {"]
    for f in funksjoner:
        inn = [f"[in] any {names.parameter(a.navn)}" for a in f.argumenter]
        if names.sporr_dokumentet(f):
            inn.insert(0, "[in] com::sun::star::beans::XPropertySet dokument")
        ut = "sequence< sequence< any > >" if names.flere_celler(f) else "any"
        unntak = "com::sun::star::lang::IllegalArgumentException"
        linjer.append(f"    {ut} {names.metode(f.navn)}({', '.join(inn)}) raises ({unntak});")
    return "\n".join([*linjer, "  };", "}; };", ""])


def calc_addins(funksjoner: Iterable[Funksjon]) -> str:
    """Names and help. CompatibilityName is the name in .xlsx files: the function's own."""
    noder = []
    for f in funksjoner:
        hjelp = f"{f.hjelp} ({f.hjemmel})" if f.hjemmel else f.hjelp
        argumenter = [("dokument", "")] * names.sporr_dokumentet(f) + [(a.navn, a.hjelp) for a in f.argumenter]
        parametre = "".join(
            _node(names.parameter(navn), _tekst("DisplayName", navn) + _tekst("Description", h))
            for navn, h in argumenter
        )
        noder.append(
            _node(
                names.metode(f.navn),
                _tekst("DisplayName", f.navn) + _tekst("Description", hjelp)
                + f'<prop oor:name="Category"><value>{names.KATEGORI}</value></prop>'
                + _tekst("CompatibilityName", f.navn) + f'<node oor:name="Parameters">{parametre}</node>',
            )
        )  # fmt: skip
    innhold = _node(names.TJENESTE, f'<node oor:name="AddInFunctions">{"".join(noder)}</node>')
    return _register("CalcAddIns", "org.openoffice.Office", f'<node oor:name="AddInInfo">{innhold}</node>')


def addons(alle_knapper: Iterable[Knapp]) -> str:
    """The menu Tidbank and the toolbar Tidbank: the commands in the order of the work, a line between groups.

    What belongs to a part stands in a submenu of the part's name, and not on the toolbar: a menu is the same in every
    document, and a bank shows the part when a command of it is chosen.
    """
    meny, linje, gruppe, nr = [], [], None, 0
    for del_, alle in groupby(alle_knapper, key=lambda k: k.del_):
        if del_:
            d = next(d for d in deler.DELER if d.navn == del_)
            i_den = list(alle)
            under = "".join(_node(f"N{nr + n:02d}b", _punkt(k)) for n, k in enumerate(i_den))
            innhold = _tekst("Title", d.tittel) + _verdi("Context", _DOKUMENT)
            meny.append(_node(f"N{nr:02d}c", f'{innhold}<node oor:name="Submenu">{under}</node>'))
            nr += len(i_den)
            continue
        for k in alle:
            if gruppe not in (None, k.gruppe):
                strek = _verdi("URL", "private:separator")
                meny.append(_node(f"N{nr:02d}a", strek))
                linje.append(_node(f"N{nr:02d}a", strek))
            gruppe = k.gruppe
            meny.append(_node(f"N{nr:02d}b", _punkt(k)))
            linje.append(_node(f"N{nr:02d}b", _punkt(k)))
            nr += 1
    menyen = _node("no.tidbank.meny", _tekst("Title", "Tidbank") + _verdi("Context", _DOKUMENT)
                   + f'<node oor:name="Submenu">{"".join(meny)}</node>')  # fmt: skip
    linjen = _node(VERKTOYLINJE, "".join(linje))
    innhold = (
        f'<node oor:name="AddonUI"><node oor:name="OfficeMenuBar">{menyen}</node>'
        f'<node oor:name="OfficeToolBar">{linjen}</node></node>'
    )
    return _register("Addons", "org.openoffice.Office", innhold)


def _punkt(k: Knapp) -> str:
    return (
        _verdi("URL", f"service:{names.KOMMANDO}?{k.navn}") + _tekst("Title", k.etikett)
        + _verdi("Target", "_self") + _verdi("Context", _DOKUMENT)
    )  # fmt: skip


def verktoylinje() -> str:
    """The toolbar's name and place: docked below the others, not floating over them."""
    tilstand = (
        _tekst("UIName", "Tidbank") + _verdi("Docked", "true") + _verdi("DockingArea", "0")
        + _verdi("DockPos", "0,2") + _verdi("Visible", "true")
    )  # fmt: skip
    node = _node(f"private:resource/toolbar/addon_{VERKTOYLINJE}", tilstand)
    innhold = f'<node oor:name="UIElements"><node oor:name="States">{node}</node></node>'
    return _register("CalcWindowState", "org.openoffice.Office.UI", innhold)


def jobber() -> str:
    """What is run when a spreadsheet has been opened: not a text, not a drawing."""
    jobb = _node(names.APNET, _verdi("Service", names.APNET) + _verdi("Context", _DOKUMENT))
    hendelse = _node(names.APNET, _verdi("AdminTime", "2026-01-01T00:00:00"))
    innhold = (
        f'<node oor:name="Jobs">{jobb}</node><node oor:name="Events">'
        f'<node oor:name="OnLoad" oor:op="fuse"><node oor:name="JobList">{hendelse}</node></node></node>'
    )
    return _register("Jobs", "org.openoffice.Office", innhold)


def manifest() -> str:
    filer = (
        ("types/XFunksjoner.idl", "application/vnd.sun.star.uno-typelibrary;type=RDB"),
        (KOMPONENT, "application/vnd.sun.star.uno-component;type=Python"),
        ("CalcAddIns.xcu", "application/vnd.sun.star.configuration-data"),
        ("Addons.xcu", "application/vnd.sun.star.configuration-data"),
        ("CalcWindowState.xcu", "application/vnd.sun.star.configuration-data"),
        ("Jobs.xcu", "application/vnd.sun.star.configuration-data"),
    )
    poster = "".join(
        f'<manifest:file-entry manifest:full-path="{sti}" manifest:media-type="{slag}"/>' for sti, slag in filer
    )
    return f'{_XML}<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">{poster}</manifest:manifest>'


def beskrivelse() -> str:
    return (
        f'{_XML}<description xmlns="http://openoffice.org/extensions/description/2006">'
        f'<identifier value="{names.UTVIDELSE}"/><version value="{__version__}"/>'
        '<display-name><name lang="nb">Tidbank</name><name lang="en">Tidbank</name></display-name></description>'
    )


def _register(navn: str, pakke: str, innhold: str) -> str:
    return f'{_XML}<oor:component-data {_OOR} oor:name="{navn}" oor:package="{pakke}">{innhold}</oor:component-data>'


def _node(navn: str, innhold: str) -> str:
    return f'<node oor:name={quoteattr(navn)} oor:op="replace">{innhold}</node>'


def _verdi(navn: str, verdi: str) -> str:
    return f'<prop oor:name="{navn}"><value>{escape(verdi)}</value></prop>'


def _tekst(navn: str, tekst: str) -> str:
    verdier = "".join(f'<value xml:lang="{s}">{escape(tekst)}</value>' for s in SPRAAK)
    return f'<prop oor:name="{navn}">{verdier}</prop>'
