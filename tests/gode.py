"""A hundred good workbooks, each as some program writes them: the same bank in all.

Each is a function that writes the file; nothing about the values is ours but the tables of tests/bok.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import xlsxwriter  # type: ignore[import-untyped]  # ships no types
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from tests.bok import MINSTE
from xl_tidbank.tables import schema

Skriver = Callable[[Path], object]
Ark = list[list[Any]]


def arkene() -> dict[str, Ark]:
    """Sheet -> header and rows, as wide as the header."""
    ut: dict[str, Ark] = {}
    for tabell in schema.TABELLER:
        if tabell.navn in MINSTE:
            hode = [k.navn for k in tabell.kolonner]
            ut[tabell.ark] = [hode, *([*r, *[None] * (len(hode) - len(r))] for r in MINSTE[tabell.navn])]
    return ut


def _som_tekst(v: Any) -> Any:
    if isinstance(v, time):
        return f"{v:%H:%M}"
    return f"{v:%d.%m.%Y}" if isinstance(v, date) else v


def _som_iso(v: Any) -> Any:
    return v.isoformat() if isinstance(v, date) else _som_tekst(v)


def _som_datotid(v: Any) -> Any:
    return datetime(v.year, v.month, v.day) if isinstance(v, date) else v


def _tall_som_tekst(v: Any) -> Any:
    return str(v).replace(".", ",") if isinstance(v, (int, float)) else v


# openpyxl

Bok = Any


def _openpyxl(
    sti: Path,
    etter: Callable[[Bok], object] = lambda bok: None,
    verdi: Callable[[Any], Any] = lambda v: v,
    sted: tuple[int, int] = (0, 0),
    **valg: Any,
) -> None:
    bok = openpyxl.Workbook(**valg)
    if valg.get("write_only"):
        for navn, rader in arkene().items():
            ark = bok.create_sheet(navn)
            for rad in rader:
                ark.append([verdi(v) for v in rad])
    else:
        bok.remove(bok.worksheets[0])
        for navn, rader in arkene().items():
            ark = bok.create_sheet(navn)
            for r, rad in enumerate(rader, 1 + sted[0]):
                for k, v in enumerate(rad, 1 + sted[1]):
                    if v is not None:
                        ark.cell(r, k, verdi(v))
    etter(bok)
    bok.save(sti)


def _hver_celle(gjor: Callable[[Any], object]) -> Callable[[Bok], None]:
    def etter(bok: Bok) -> None:
        for ark in bok:
            for rad in ark.iter_rows():
                for celle in rad:
                    gjor(celle)

    return etter


def _hvert_ark(gjor: Callable[[Any], object]) -> Callable[[Bok], None]:
    def etter(bok: Bok) -> None:
        for ark in bok.worksheets:
            gjor(ark)

    return etter


def _format(celle: Any, dato: str, klokke: str) -> None:
    if isinstance(celle.value, time):
        celle.number_format = klokke
    elif isinstance(celle.value, date):
        celle.number_format = dato


def _tabell(ark: Any) -> None:
    ark.add_table(Table(displayName=f"T{ark.title}".replace("æ", "ae"), ref=ark.dimensions))


def _validering(ark: Any) -> None:
    v = DataValidation(type="list", formula1='"Ja,Nei"')
    ark.add_data_validation(v)
    v.add("Z1:Z99")


def _bilde_av_tekst(celle: Any) -> None:
    if isinstance(celle.value, str) and celle.row > 1 and len(celle.value) > 2:
        celle.value = CellRichText(celle.value[:1], TextBlock(InlineFont(b=True), celle.value[1:]))


def _ekstra_ark(bok: Bok) -> None:
    bok.create_sheet("Notater", 0).append(["=1+1", "tekst"])
    bok.create_chartsheet("Figur")
    bok.create_sheet("Tomt")


def _skjul(bok: Bok) -> None:
    bok.create_sheet("Vist", 0)
    for ark in bok.worksheets[1:]:
        ark.sheet_state = "hidden"


def _langt_ned(ark: Any) -> None:
    for r in range(2, 400):
        ark.cell(r, 1).alignment = Alignment(wrap_text=True)
        ark.row_dimensions[r].height = 20


def _ekstra_kolonne(ark: Any) -> None:
    kol = ark.max_column + 1
    for r in range(1, ark.max_row + 1):
        ark.cell(r, kol, "Egen" if r == 1 else r * 1.5)


def _vern(bok: Bok) -> None:
    bok.security = WorkbookProtection(workbookPassword="x", lockStructure=True)
    for ark in bok.worksheets:
        ark.protection.sheet = True


def _navn(bok: Bok) -> None:
    for n in range(50):
        bok.defined_names[f"Navn{n}"] = DefinedName(f"Navn{n}", attr_text="Vakter!$A$1:$B$2")


def _stil(bok: Bok) -> None:
    stil = NamedStyle("Egen", font=Font(bold=True), fill=PatternFill("solid", fgColor="FFEE00"))
    _hver_celle(lambda c: setattr(c, "font", Font(name="Arial", size=9)))(bok)
    bok.add_named_style(stil)
    bok["Vakter"]["A1"].style = "Egen"


def openpyxlfiler() -> Iterator[tuple[str, Skriver]]:
    etter: dict[str, Callable[[Bok], object]] = {
        "som den er": lambda bok: None,
        "tabeller": _hvert_ark(_tabell),
        "validering": _hvert_ark(_validering),
        "betinget format": _hvert_ark(
            lambda a: a.conditional_formatting.add("A1:Z9", Rule(type="expression", formula=["A1>1"]))
        ),
        "merknader": _hver_celle(lambda c: setattr(c, "comment", Comment("Sjekket", "HR")) if c.row == 1 else None),
        "rik tekst": _hver_celle(_bilde_av_tekst),
        "flere ark": _ekstra_ark,
        "skjulte ark": _skjul,
        "formater langt ned": _hvert_ark(_langt_ned),
        "egen kolonne": _hvert_ark(_ekstra_kolonne),
        "vernet": _vern,
        "navn": _navn,
        "stiler": _stil,
        "frosne ruter": _hvert_ark(lambda a: setattr(a, "freeze_panes", "B2")),
        "autofilter": _hvert_ark(lambda a: setattr(a.auto_filter, "ref", a.dimensions)),
        "utskrift": _hvert_ark(lambda a: setattr(a, "print_title_rows", "1:1")),
        "lenker": lambda bok: setattr(bok["Vakter"]["A2"], "hyperlink", "#Ansatte!A1"),
        "grupperte rader": _hvert_ark(lambda a: a.row_dimensions.group(2, 3, hidden=True)),
        "skjulte kolonner": _hvert_ark(lambda a: setattr(a.column_dimensions["B"], "hidden", True)),
        "omvendt rekkefølge": lambda bok: bok._sheets.reverse(),
        "slått sammen ved siden av": _hvert_ark(lambda a: a.merge_cells("AA1:AC2")),
        "ISO-datoer": lambda bok: setattr(bok, "iso_dates", True),
    }
    for navn, gjor in etter.items():
        yield f"openpyxl: {navn}", partial(_openpyxl, etter=gjor)
    yield "openpyxl: strøm", partial(_openpyxl, write_only=True)
    verdier = {"tekst": _som_tekst, "iso": _som_iso, "datotid": _som_datotid, "tall som tekst": _tall_som_tekst}
    for navn, verdi in verdier.items():
        yield f"openpyxl: {navn}", partial(_openpyxl, verdi=verdi)
        yield f"openpyxl: {navn}, strøm", partial(_openpyxl, verdi=verdi, write_only=True)
    for dato, klokke in (("dd.mm.yyyy", "hh:mm"), ("d. mmm yyyy", "[h]:mm"), ("m/d/yy", "h:mm AM/PM"), ("@", "0.00")):
        yield (
            f"openpyxl: formatene {dato} og {klokke}",
            partial(_openpyxl, etter=_hver_celle(partial(_format, dato=dato, klokke=klokke))),
        )
    for sted in ((3, 0), (0, 2), (10, 5)):
        yield f"openpyxl: fra {sted}", partial(_openpyxl, sted=sted)


# XlsxWriter


def _xlsxwriter(
    sti: Path,
    foer: Callable[[Any, Any], object] = lambda bok, ark: None,
    etter: Callable[[Any, Any, Ark], object] = lambda bok, ark, rader: None,
    verdi: Callable[[Any], Any] = lambda v: v,
    dato: str = "dd.mm.yyyy",
    klokke: str = "hh:mm",
    **valg: Any,
) -> None:
    bok = xlsxwriter.Workbook(str(sti), {"strings_to_formulas": False, **valg})
    d, k = bok.add_format({"num_format": dato}), bok.add_format({"num_format": klokke})
    for navn, rader in arkene().items():
        ark = bok.add_worksheet(navn)
        foer(bok, ark)
        for r, rad in enumerate(rader):
            for n, v in enumerate(map(verdi, rad)):
                if isinstance(v, (date, time)):
                    ark.write_datetime(r, n, v, k if isinstance(v, time) else d)
                elif v is not None:
                    ark.write(r, n, v)
        etter(bok, ark, rader)
    bok.close()


def _rike(bok: Any, ark: Any, rader: Ark) -> None:
    fet = bok.add_format({"bold": True})
    for r, rad in enumerate(rader[1:], 1):
        for n, v in enumerate(rad):
            if isinstance(v, str) and len(v) > 2:
                ark.write_rich_string(r, n, fet, v[:1], v[1:])


def _figur(bok: Any, ark: Any, rader: Ark) -> None:
    figur = bok.add_chart({"type": "column"})
    figur.add_series({"values": f"='{ark.get_name()}'!$A$1:$A$3"})
    ark.insert_chart("AA2", figur)


def _formler(bok: Any, ark: Any, rader: Ark) -> None:
    """Values behind a formula, as a sheet that looks things up has them."""
    for r, rad in enumerate(rader[1:], 1):
        for n, v in enumerate(rad):
            if isinstance(v, (int, float, str)) and v != "":
                ark.write_formula(r, n, '="x"', None, v)


def xlsxwriterfiler() -> Iterator[tuple[str, Skriver]]:
    etter: dict[str, Callable[[Any, Any, Ark], object]] = {
        "som den er": lambda b, a, r: None,
        "tabeller": lambda b, a, r: a.add_table(
            0, 0, len(r) - 1, len(r[0]) - 1, {"columns": [{"header": h} for h in r[0]]}
        ),
        "rik tekst": _rike,
        "figurer": _figur,
        "formler": _formler,
        "merknader": lambda b, a, r: a.write_comment(0, 0, "Sjekket"),
        "sparkline": lambda b, a, r: a.add_sparkline(0, 25, {"range": "Vakter!A1:A3"}),
        "betinget format": lambda b, a, r: a.conditional_format("A1:Z9", {"type": "data_bar"}),
        "validering": lambda b, a, r: a.data_validation("Z1", {"validate": "list", "source": ["Ja", "Nei"]}),
        "lenker": lambda b, a, r: a.write_url(0, 25, "https://example.org"),
        "avkrysning": lambda b, a, r: a.insert_checkbox(0, 25, True),
        "tekstboks": lambda b, a, r: a.insert_textbox("AA2", "Husk"),
        "knapp": lambda b, a, r: a.insert_button("AA2"),
        "autofilter": lambda b, a, r: a.autofilter(0, 0, len(r), len(r[0]) - 1),
        "vernet": lambda b, a, r: a.protect("x"),
        "skjulte rader": lambda b, a, r: a.set_row(1, None, None, {"hidden": True}),
        "bunntekst": lambda b, a, r: a.set_footer("&LSide &P av &N"),
        "bredder": lambda b, a, r: a.autofit(),
        "sist en figurside": lambda b, a, r: b.add_chartsheet() if a.get_name() == "Innstillinger" else None,
        "tomme celler med format": lambda b, a, r: [
            a.write_blank(n, 25, None, b.add_format({"bold": 1})) for n in range(200)
        ],
    }
    for navn, gjor in etter.items():
        yield f"XlsxWriter: {navn}", partial(_xlsxwriter, etter=gjor)
    foer: dict[str, Callable[[Any, Any], object]] = {
        "høye rader": lambda b, a: [a.set_row(n, 30) for n in range(3, 300)],
        "format på kolonnene": lambda b, a: a.set_column(0, 30, 20, b.add_format({"italic": True})),
        "høyre mot venstre": lambda b, a: a.right_to_left(),
        "uten rutenett": lambda b, a: a.hide_gridlines(2),
    }
    for navn, gjor_ in foer.items():
        yield f"XlsxWriter: {navn}", partial(_xlsxwriter, foer=gjor_)
    for valg in ({"constant_memory": True}, {"in_memory": True}, {"use_zip64": True}, {"remove_timezone": True},
                 {"max_url_views": 1}, {"use_future_functions": True}):  # fmt: skip
        yield f"XlsxWriter: {next(iter(valg))}", partial(_xlsxwriter, **valg)
    for dato, klokke in (
        ("yyyy-mm-dd", "hh:mm:ss"),
        ("[$-414]d. mmmm yyyy;@", "[$-F400]h:mm:ss AM/PM"),
        ("General", "0.0000"),
    ):
        yield f"XlsxWriter: formatene {dato} og {klokke}", partial(_xlsxwriter, dato=dato, klokke=klokke)
    yield "XlsxWriter: tekst", partial(_xlsxwriter, verdi=_som_tekst)


# pandas


def _rammer(verdi: Callable[[Any], Any] = lambda v: v) -> dict[str, pd.DataFrame]:
    return {
        n: pd.DataFrame([[verdi(v) for v in r] for r in rader[1:]], columns=rader[0]) for n, rader in arkene().items()
    }


def _pandas(
    sti: Path,
    motor: Any,
    endre: Callable[[pd.DataFrame], pd.DataFrame] = lambda d: d,
    verdi: Callable[[Any], Any] = lambda v: v,
    skriver: dict[str, Any] | None = None,
    **valg: Any,
) -> None:
    with pd.ExcelWriter(sti, engine=motor, **(skriver or {})) as ut:
        for navn, ramme in _rammer(verdi).items():
            endre(ramme).to_excel(ut, sheet_name=navn, **{"index": False, **valg})


def _tidsstempler(ramme: pd.DataFrame) -> pd.DataFrame:
    for navn in ramme.columns:
        verdier = [v for v in ramme[navn] if v is not None]
        if verdier and all(type(v) is date for v in verdier):
            ramme[navn] = pd.to_datetime(ramme[navn])
    return ramme


Valg = dict[str, dict[str, Any]]  # what is special -> how the writer is called


def pandasfiler() -> Iterator[tuple[str, Skriver]]:
    for motor in ("openpyxl", "xlsxwriter"):
        valg: Valg = {
            "som den er": {}, "med radnumre": {"index": True}, "tidsstempler": {"endre": _tidsstempler},
            "egne typer": {"endre": lambda d: d.convert_dtypes()}, "tekst": {"verdi": _som_tekst},
            "kategorier": {"endre": lambda d: d.astype("object")}, "fra rad 5": {"startrow": 4},
            "fra kolonne C": {"startcol": 2}, "frosset": {"freeze_panes": (1, 1)},
            "ISO": {"verdi": _som_iso}, "datoformat": {"skriver": {"date_format": "DD.MM.YY"}},
        }  # fmt: skip
        for navn, mer in valg.items():
            yield f"pandas: {motor}, {navn}", partial(_pandas, motor=motor, **mer)


# polars


def _polars(
    sti: Path, endre: Callable[[Any], Any] = lambda d: d, verdi: Callable[[Any], Any] = lambda v: v, **valg: Any
) -> None:
    import polars as pl

    with xlsxwriter.Workbook(str(sti)) as bok:
        for navn, rader in arkene().items():
            kolonner = {h: [verdi(r[n]) for r in rader[1:]] for n, h in enumerate(rader[0])}
            if navn == "Innstillinger":
                kolonner["Verdi"] = [str(v) for v in kolonner["Verdi"]]
            endre(pl.DataFrame(kolonner, strict=False)).write_excel(bok, worksheet=navn, **valg)


def polarsfiler() -> Iterator[tuple[str, Skriver]]:
    valg: Valg = {
        "som den er": {}, "uten filter": {"autofilter": False}, "tilpasset": {"autofit": True},
        "fra C4": {"position": "C4"}, "stil": {"table_style": "Table Style Medium 4"},
        "frosset": {"freeze_panes": "A2"},
        "tekst": {"verdi": _som_tekst}, "uten rutenett": {"hide_gridlines": True}, "høye rader": {"row_heights": 30},
        "desimaler": {"float_precision": 1},
    }  # fmt: skip
    for navn, mer in valg.items():
        yield f"polars: {navn}", partial(_polars, **mer)


def alle() -> list[tuple[str, Skriver]]:
    return [*openpyxlfiler(), *xlsxwriterfiler(), *pandasfiler(), *polarsfiler()]


# LibreOffice saves these again, in one go
I_LIBREOFFICE: Sequence[str] = (
    "openpyxl: som den er", "openpyxl: rik tekst", "openpyxl: flere ark", "openpyxl: formater langt ned",
    "openpyxl: ISO-datoer", "XlsxWriter: som den er", "XlsxWriter: tabeller", "XlsxWriter: formler",
    "XlsxWriter: høye rader", "pandas: openpyxl, tidsstempler",
)  # fmt: skip
