"""What must hold of a live workbook before it leaves the house. Each check yields a sentence for what does not.

There is no Excel here to open the file, so everything that Excel would stumble over and that can be read from the file
is read from the file: by us, by pyOpenVBA, and in the tests by olevba; the schemas are the Open XML SDK's to hold
(ribbon included; it does not look for duplicate ids, which is done here).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from xl_tidbank.tables.names import bokstaver, kolonnenr

from ... import own
from .. import names
from . import formulas, loader, opened, package, ribbon, vba
from .opened import PAKKEREL, Bok, H, apne, ark, delte_tekster, formler, maal, tekstceller, xml

# Excel's own functions that our workbooks use. A call of anything else must be one of ours.
_EXCELS = """\
abs and count counta countif countifs date day if iferror index indirect int isblank iserror isnumber isna left len
match max mid min mod month not or right round row rows sum sumif sumifs sumproduct text today trim vlookup
weekday year lower upper exact concatenate choose offset columns column isformula istext value edate eomonth
lookup hlookup large small average xlookup filter unique sort let na find search substitute datevalue
"""
EXCELS = frozenset(_EXCELS.split())
ATTRIBUTTER = {
    "button": {"id", "label", "imageMso", "size", "keytip", "screentip", "supertip", "onAction", "tag", "getVisible"},
    "group": {"id", "label", "tag", "getVisible"},
    "customUI": {"onLoad"},
    "tab": {"id", "label", "keytip", "insertAfterMso"},
}
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_X14 = f"{{{package.X14}}}"
_SUB = re.compile(r"^Public Sub (\w+)\(([^)]*)\)\r?\n\s*Trykk \"(\w+)\"", re.M)
# What a module offers to others and to cells: everything at its top that is not Private.
_OFFENTLIG = re.compile(
    r"^(?!Private\b)(?:Public +|Global +|Friend +)?(?:Static +)?"
    r"(?:Declare +(?:PtrSafe +)?)?(Function|Sub|Property +(?:Get|Let|Set)|Const|Enum|Type) +(\w+)"
    r"|^(?:Public|Global) +(?:WithEvents +)?(?!(?:Static|Declare|Function|Sub|Property|Const|Enum|Type)\b)(\w+)",
    re.M | re.I,
)


def kontroller(fil: Path, egne_formler: frozenset[str] = frozenset()) -> list[str]:
    """Everything that does not hold of the file, [] where all does. egne_formler: where a user's own formulas stand,
    which may use any function of Excel's."""
    try:
        bok = apne(fil)._replace(egne_formler=egne_formler)
    except Exception as e:  # whatever a reader says of a damaged file is a finding
        return [f"cannot be read: {type(e).__name__}: {e}"]
    ut = []
    for sjekk in SJEKKER:
        try:
            ut += list(sjekk(bok))
        except (KeyError, ValueError, IndexError, AttributeError, ParseError) as e:
            ut.append(f"{sjekk.__name__}: cannot be checked: {type(e).__name__}: {e}")
    return ut


def innhold_og_forhold(bok: Bok) -> Iterator[str]:
    """Every part has a type, every type and relationship a part; the three that make the book live are there."""
    typer = xml(bok, package.INNHOLD)
    standard = {t.get("Extension", "").lower() for t in typer.iter(f"{_TYPE}Default")}
    egne = {t.get("PartName", "")[1:]: t.get("ContentType", "") for t in typer.iter(f"{_TYPE}Override")}
    if egne.get(package.BOK) != package.XLSM:
        yield f"the workbook's content type is {egne.get(package.BOK)}, not that of a workbook with macros"
    yield from (f"a content type for {d}, which is not there" for d in egne if d not in bok.deler)
    for navn in bok.deler:
        if navn != package.INNHOLD and navn not in egne and navn.rpartition(".")[2].lower() not in standard:
            yield f"{navn} has no content type"
    funnet = set()
    for fil in bok.deler:
        if fil.endswith(".rels"):
            ider = set()
            for rel in xml(bok, fil).iter(f"{PAKKEREL}Relationship"):
                id_ = rel.get("Id", "")
                if id_ in ider:
                    yield f"{fil}: the id {id_} stands twice"
                ider.add(id_)
                if rel.get("TargetMode") == "External":
                    continue
                til = maal(fil, rel.get("Target", ""))
                funnet.add((rel.get("Type"), til))
                if til not in bok.deler:
                    yield f"{fil}: {id_} leads to {til}, which is not there"
    for ventet in ((package.VBAREL, "xl/vbaProject.bin"), (package.BAANDREL, package.BAAND)):
        if ventet not in funnet:
            yield f"no relationship leads to {ventet[1]}"


def kodenavn(bok: Bok) -> Iterator[str]:
    """A module for the workbook and for each sheet, by code name, and no other document module."""
    arkene = ark(bok)
    pr = xml(bok, package.BOK).find(f"{H}workbookPr")
    brukt = [a.kodenavn for a in arkene] + [(pr.get("codeName") or "") if pr is not None else ""]
    if brukt[-1] != names.VBA_BOK:
        yield f"the workbook's code name is {brukt[-1] or 'missing'}, not {names.VBA_BOK}"
    yield from (
        f"the code name {n or '(none)'} stands on {brukt.count(n)} sheets" for n in set(brukt) if brukt.count(n) > 1
    )
    yield from (f"no VBA module for the code name {n}" for n in sorted(set(brukt) - bok.dokumenter))
    yield from (f"no sheet for the VBA module {n}" for n in sorted(bok.dokumenter - set(brukt)))


def vba_er_generert(bok: Bok) -> Iterator[str]:
    """Our modules are what the registries give today, and whole."""
    funksjoner, knapper = vba.funksjonene(), own.knapper()
    ventet = {
        names.VBA_LASTER: loader.lastermodul(),
        names.VBA_PYTHON: vba.pythonmodul(),
        names.VBA_FUNKSJONER: vba.funksjonsmodul(funksjoner),
        names.VBA_KNAPPER: ribbon.knappemodul(knapper),
    }
    for navn, tekst in ventet.items():
        if navn not in bok.moduler:
            yield f"no VBA module {navn}"
        elif bok.moduler[navn] != tekst:
            yield f"the VBA module {navn} is not what the registry gives"
    for navn in bok.moduler.keys() - ventet.keys() - bok.dokumenter:
        yield f"the VBA module {navn} is none of ours"


def offentlige(bok: Bok) -> list[tuple[str, str, str]]:
    """Every name other modules can use: module, kind, name. What is a Function can be called from a cell."""
    return [
        (modul, (slag or "Variable").split()[0].capitalize(), navn or variabel)
        for modul, tekst in bok.moduler.items()
        for slag, navn, variabel in _OFFENTLIG.findall(tekst)
    ]


def navnene(bok: Bok) -> Iterator[str]:
    """VBA and Excel do not tell case apart: every public name stands once over all modules, their own names and the
    names of cells with them. (A table may share its name with a function: Gjennomganger.) Nothing but our functions
    can be called from a cell."""
    vaare = {f.navn for f in vba.funksjonene()}
    brukt: dict[str, str] = {}
    alle = [(navn, f"the module {navn}") for navn in bok.moduler]
    alle += [(navn, f"{modul}.{navn}") for modul, _, navn in offentlige(bok)]
    rot = xml(bok, package.BOK)
    alle += [(n, f"the name {n}") for n in {d.get("name", "") for d in rot.iter(f"{H}definedName")}]
    for navn, hvor in alle:
        if navn.lower() in brukt:
            yield f"{hvor} and {brukt[navn.lower()]} are one name to VBA"
        brukt.setdefault(navn.lower(), hvor)
    for modul, slag, navn in offentlige(bok):
        if slag == "Function" and (modul != names.VBA_FUNKSJONER or navn not in vaare):
            yield f"{modul}.{navn} can be called from a cell, and is no function of ours"


def baand(bok: Bok) -> Iterator[str]:
    """Each button has a procedure, each procedure a button and a command; ids, key tips and pictures are sound."""
    rot = xml(bok, package.BAAND)
    kjente = {k.navn for k in own.knapper()}
    prosedyrer = {
        f"{modul}.{navn}": (argumenter, kommando)
        for modul, tekst in bok.moduler.items()
        for navn, argumenter, kommando in _SUB.findall(tekst)
        if navn != names.VBA_VELKOMMEN  # is called when the workbook is opened, and has no button
    }
    paa_ark = {n for n, (_, kommando) in prosedyrer.items() if n == f"{names.VBA_KNAPPER}.{names.paa_ark(kommando)}"}
    for navn, (argumenter, kommando) in prosedyrer.items():
        if argumenter != ("" if navn in paa_ark else "control As IRibbonControl"):
            yield f"{navn} does not take a ribbon control"
        if kommando not in kjente:
            yield f"{navn} asks for the command {kommando}, which does not exist"
    kalt, ider, taster = set(), [], []
    for e in rot.iter():
        slag = str(e.tag).rpartition("}")[2]
        ukjente = set(e.keys()) - ATTRIBUTTER.get(slag, set(e.keys()))
        yield from (f"the ribbon's {slag} has the attribute {u}" for u in sorted(ukjente))
        ider += [v for v in (e.get("id"),) if v]
        if e.get("getVisible", names.VBA_KNAPPER + "." + names.VBA_SYNLIG) != f"{names.VBA_KNAPPER}.{names.VBA_SYNLIG}":
            yield f"the ribbon asks {e.get('getVisible')} whether {e.get('id')} is seen, which is no procedure"
        if slag == "button":
            taster.append(e.get("keytip", ""))
            kalt.add(e.get("onAction", ""))
            if e.get("imageMso") not in ribbon.ikoner()["finnes"]:
                yield f"the picture {e.get('imageMso')} of {e.get('id')} is not known to exist in Excel"
    yield from (f"the id {i} stands twice on the ribbon" for i in sorted({i for i in ider if ider.count(i) > 1}))
    for n, tast in enumerate(taster):
        if not re.fullmatch(r"[A-Z0-9]{1,3}", tast):
            yield f"{tast!r} is no key tip"
        if any(annen.startswith(tast) for m, annen in enumerate(taster) if m != n):
            yield f"the key tip {tast} is also the beginning of another"
    yield from (f"the ribbon calls {k}, which is no procedure" for k in sorted(kalt - set(prosedyrer)))
    yield from (f"{p} has no button" for p in sorted(set(prosedyrer) - kalt - paa_ark))


def formlene(bok: Bok) -> Iterator[str]:
    """Every call is of a function that exists, ours with a number of arguments it takes."""
    grenser = {f.navn: (sum(not a.valgfri for a in f.argumenter), len(f.argumenter)) for f in vba.funksjonene()}
    for sted, formel in formler(bok):
        for navn, antall in formulas.kall(formel):
            if navn in grenser:
                minst, mest = grenser[navn]
                if not minst <= antall <= mest:
                    yield f"{sted}: {navn} with {antall} arguments; it takes {minst} to {mest}"
            elif navn.lower() not in EXCELS and sted not in bok.egne_formler:
                yield f"{sted}: {navn} is neither ours nor a function of Excel's that we use"


def tabellhoder(bok: Bok) -> Iterator[str]:
    """The headers a table declares are the texts in its first row."""
    delte = delte_tekster(bok)
    for a in ark(bok):
        rel = posixpath.join(posixpath.dirname(a.del_), "_rels", posixpath.basename(a.del_) + ".rels")
        if rel not in bok.deler:
            continue
        celler = tekstceller(xml(bok, a.del_), delte)
        for r in xml(bok, rel).iter(f"{PAKKEREL}Relationship"):
            if r.get("Type", "").endswith("/table"):
                tabell = xml(bok, maal(rel, r.get("Target", "")))
                forste, rad = re.fullmatch(r"([A-Z]+)(\d+):.*", tabell.get("ref", "")).groups()  # type: ignore[union-attr]
                for nr, k in enumerate(tabell.iter(f"{H}tableColumn")):
                    celle = f"{bokstaver(kolonnenr(forste) + nr)}{rad}"
                    if celler.get(celle) != k.get("name"):
                        yield f"{a.navn}!{celle}: the table says {k.get('name')!r}, the cell {celler.get(celle)!r}"


def definerte_navn(bok: Bok) -> Iterator[str]:
    """Names lead to sheets that exist, and each stands once where it holds."""
    rot, arkene = xml(bok, package.BOK), ark(bok)
    sett = set()
    for n in rot.iter(f"{H}definedName"):
        lokal = n.get("localSheetId")
        nokkel = (n.get("name", "").lower(), lokal)
        if nokkel in sett:
            yield f"the name {n.get('name')} stands twice"
        sett.add(nokkel)
        if lokal is not None and int(lokal) >= len(arkene):
            yield f"the name {n.get('name')} belongs to sheet number {lokal}, which is not there"
        for sitert, enkel in re.findall(r"'((?:[^']|'')+)'!|([\w.]+)!", n.text or ""):
            navn = sitert.replace("''", "'") or enkel
            if navn not in {a.navn for a in arkene}:
                yield f"the name {n.get('name')} leads to the sheet {navn}, which is not there"


def hjelpen(bok: Bok) -> Iterator[str]:
    """The function wizard has a category, the one the functions stand in, and a text for every argument of each."""
    rot = xml(bok, package.BOK)
    antall = [g.get("builtInGroupCount") for g in rot.iter(f"{H}functionGroups")]
    if [g.get("name") for g in rot.iter(f"{H}functionGroup")] != [names.KATEGORI]:
        yield "the category of the function wizard is missing"
    elif antall != [str(vba.EXCELS_KATEGORIER)]:
        yield f"the categories of Excel's own are {antall[0]}, not {vba.EXCELS_KATEGORIER}"
    har = {
        n.get("name"): [d.text or "" for d in n.iter(f"{_X14}argumentDescription")]
        for n in rot.iter(f"{_X14}definedName")
    }
    for f in vba.funksjonene():
        if har.get(f.navn, []) != vba.argumenthjelp(f):
            yield f"the help of the arguments of {f.navn} is not what the registry gives"


def versjoner(bok: Bok) -> Iterator[str]:
    """The loader loads the DLL of one version of xlwings: ours."""
    funnet = opened.versjoner_i(bok.moduler.get(names.VBA_LASTER, ""))
    if funnet != {names.XLWINGS}:
        yield f"the workbook loads xlwings of version {', '.join(sorted(funnet)) or 'none'}, not {names.XLWINGS}"


def pyproject(tekst: str) -> list[str]:
    """pyproject.toml pins the same version exactly."""
    festet = re.findall(r'"xlwings==([\d.]+)"', tekst)
    return [] if festet == [names.XLWINGS] else [f"pyproject.toml pins xlwings {festet}, not {names.XLWINGS}"]


def olevba_leser_likt(fil: Path) -> list[str]:
    """olevba, which shares no code with the library that wrote them, reads the same modules. Needs oletools."""
    from oletools.olevba import VBA_Parser

    leser: Any = VBA_Parser(str(fil))
    try:
        lest = {sti.rpartition("/")[2]: kode for _, sti, _, kode in leser.extract_all_macros()}
    finally:
        leser.close()
    vaare = apne(fil).moduler
    ut = [f"olevba does not see {n}" for n in vaare if n not in lest]
    return ut + [
        f"olevba reads {n} otherwise" for n, kode in lest.items() if _linjer(kode) != _linjer(vaare.get(n, ""))
    ]


SJEKKER: tuple[Callable[[Bok], Iterator[str]], ...] = (
    innhold_og_forhold, kodenavn, vba_er_generert, navnene, baand, formlene, tabellhoder, definerte_navn, hjelpen,
    versjoner,
)  # fmt: skip


def _linjer(tekst: str) -> list[str]:
    return tekst.replace("\r\n", "\n").rstrip("\n").split("\n")
