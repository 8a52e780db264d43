"""What tests of imports are made of: the samples, their people, and small files in every format."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter  # type: ignore[import-untyped]

from xl_tidbank.core.model import Ansatt, Tabeller, Vaktkode
from xl_tidbank.tables.importer import profil, rapport
from xl_tidbank.tables.importer.fil import Fil, Filark
from xl_tidbank.tables.importer.rapport import Rapport
from xl_tidbank.tables.importer.valg import Importvalg

DATA = Path(__file__).parent / "data" / "innut"
GRID1, GRID2 = DATA / "01_turnusgrid_mai2026.xlsx", DATA / "02_turnusgrid_mai2026_endret.xlsx"
PLAN, LISTE, TIMER = DATA / "03_rulleplan_4uker.csv", DATA / "04_vaktliste_iso.csv", DATA / "05_timer_hundredeler.csv"

FOLK = (
    ("3101", "Anne Lund"), ("3102", "Bjørn Vik"), ("3103", "Celine Dahl"), ("3104", "Diyar Aziz"),
    ("3105", "Eva Moen"), ("3106", "Gøran Ødegård"),
)  # fmt: skip
# 03_vaktkoder.csv: what stands in the bank's own list of codes.
VAKTKODER = (Vaktkode("D", 450, 900, 30), Vaktkode("A", 870, 1320, 30), Vaktkode("N", 1305, 465, 0))
D, A, N, L = ("07:30", "15:00", 30), ("14:30", "22:00", 30), ("21:45", "07:45", 0), ("07:30", "20:00", 60)
KODER = {"D": D, "A": A, "N": N, "L": L}
LISTEN: list[list[Any]] = [["Kode", "Fra", "Til", "Pause"], *([k, *v] for k, v in KODER.items())]


def tom_bank(**felt: Any) -> Tabeller:
    """The people of the samples, with nothing to do yet."""
    ansatte = tuple(Ansatt(nr, navn) for nr, navn in FOLK)
    return Tabeller(**{"ansatte": ansatte, "turnus": (), "timer": (), "vaktkoder": (), **felt})


def hent(fil: Fil, navn: str, bank: Tabeller | None = None, **valg: Any) -> Rapport:
    return rapport.lag(fil, profil.hent(navn), tom_bank() if bank is None else bank, Importvalg(**valg))


def fil(rader: Sequence[Sequence[Any]], liste: Sequence[Sequence[Any]] = LISTEN, navn: str = "Mai") -> Fil:
    """A grid and its legend, as the reader of files would have them."""
    return Fil("turnus.xlsx", (Filark(navn, rader), *((Filark("Vaktkoder", liste),) if liste else ())))


def grid(koder: Mapping[str, str], fra: date = date(2026, 5, 4), dager: int = 7) -> list[list[Any]]:
    """Rows of a grid: number -> codes with spaces between, "." = nothing; the first row is the days."""
    hode: list[Any] = ["Ansattnr", *(date.fromordinal(fra.toordinal() + n) for n in range(dager))]
    return [hode, *([nr, *(None if k == "." else k for k in linje.split())] for nr, linje in koder.items())]


def skriv_xlsx(sti: Path, ark: Mapping[str, Sequence[Sequence[Any]]], pynt: Any = None) -> Path:
    """A workbook of these sheets. pynt: called with the workbook and its sheets by name, before it is closed."""
    bok = xlsxwriter.Workbook(str(sti))
    dato, klokke = bok.add_format({"num_format": "dd"}), bok.add_format({"num_format": "hh:mm"})
    blader = {}
    for navn, rader in ark.items():
        blader[navn] = blad = bok.add_worksheet(navn)
        for r, rad in enumerate(rader):
            for k, v in enumerate(rad):
                if isinstance(v, (date, datetime)):
                    blad.write_datetime(r, k, v, dato)
                elif isinstance(v, time):
                    blad.write_datetime(r, k, v, klokke)
                elif v is not None:
                    blad.write(r, k, v)
    if pynt is not None:
        pynt(bok, blader)
    bok.close()
    return sti


def skriv_csv(sti: Path, rader: Sequence[Sequence[Any]], skille: str = ";", koding: str = "utf-8-sig") -> Path:
    ut = io.StringIO()
    csv.writer(ut, delimiter=skille, lineterminator="\r\n").writerows(rader)
    sti.write_bytes(ut.getvalue().encode(koding))
    return sti


def les_csv(sti: Path) -> list[list[str]]:
    """The rows of a sample, whatever its encoding and separator."""
    data = sti.read_bytes()
    try:
        tekst = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        tekst = data.decode("cp1252")
    return list(csv.reader(io.StringIO(tekst), delimiter=";" if tekst.count(";") > tekst.count(",") else ","))


_RAMME = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">{}'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)


def ods_celle(v: Any, mer: str = "") -> str:
    if v is None:
        return f"<table:table-cell{mer}/>"
    if isinstance(v, date):
        felt, vist = f'office:value-type="date" office:date-value="{v.isoformat()}"', f"{v.day}"
    elif isinstance(v, time):
        felt, vist = f'office:value-type="time" office:time-value="PT{v.hour:02}H{v.minute:02}M00S"', f"{v:%H:%M}"
    elif isinstance(v, (int, float)):
        felt, vist = f'office:value-type="float" office:value="{v}"', f"{v}"
    else:
        felt, vist = 'office:value-type="string"', escape(str(v))
    return f"<table:table-cell {felt}{mer}><text:p>{vist}</text:p></table:table-cell>"


def ods_rad(rad: Sequence[Any], mer: str = "") -> str:
    return f"<table:table-row{mer}>{''.join(map(ods_celle, rad))}</table:table-row>"


def skriv_ods(sti: Path, ark: Mapping[str, str], stiler: str = "", foran: str = "", manifest: str = "") -> Path:
    """An OpenDocument spreadsheet: rows of each sheet as XML (`ods_rad`). foran: what stands before the root."""
    tabeller = "".join(f"<table:table table:name={quoteattr(n)}>{r}</table:table>" for n, r in ark.items())
    xml = _RAMME.format(f"<office:automatic-styles>{stiler}</office:automatic-styles>", tabeller)
    xml = xml.replace("?><office", f"?>{foran}<office", 1)
    with zipfile.ZipFile(sti, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
        z.writestr("content.xml", xml)
        if manifest:
            z.writestr("META-INF/manifest.xml", manifest)
    return sti


def dager_og_tider(r: Rapport, tabell: str) -> set[tuple[Any, ...]]:
    """Number, day, start, end and break of every new row of a table."""
    return {
        (e.ny.ansattnr, e.ny.dato, e.ny.start, e.ny.slutt, e.ny.pause) for e in r.forskjell.ny if e.tabell == tabell
    }


def fasit(koder: Mapping[str, str], aar: int, maaned: int) -> set[tuple[Any, ...]]:
    """ "4D 5D" for a person: a day shift on the fourth and on the fifth."""
    ut = set()
    for nr, dager in koder.items():
        for d in dager.split():
            start, slutt, pause = KODER[d[-1]]
            ut.add((nr, date(aar, maaned, int(d[:-1])), _minutter(start), _minutter(slutt), pause))
    return ut


def _minutter(klokke: str) -> int:
    return int(klokke[:2]) * 60 + int(klokke[3:])
