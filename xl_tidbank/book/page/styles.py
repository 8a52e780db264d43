"""Colours, fonts and number formats of every page, by name; no spreadsheet program is known here.

A style name is "role", "role|format" or "role|format|flag,flag": the role decides look, the format (plain.Format)
decides number format and alignment, the flags (see _FLAGG) the rest. One accent colour and greys; green, amber
and red stand for status only, always with a symbol and a word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from .formater import Format, Status

SKRIFT = "Calibri"
HVIT = "#FFFFFF"
BLEKK = "#1B2733"
GRAA = "#55616B"
LINJE = "#B9C3CA"
LINJE_SVAK = "#DDE3E7"
FLATE = "#F3F5F7"
STOLPE_GRAA = "#84919B"  # a bar beside the accent; 3:1 against white
AKSENT = "#14506B"
BAAND_SVAK = "#D5E6EE"  # small text in the title band
GRONN, GRONN_LYS = "#1B6636", "#E6F3EA"
GUL, GUL_LYS = "#7A4A00", "#FFF1D3"
ROD, ROD_LYS = "#9E1B22", "#FCE6E6"

# word -> symbol, text colour, fill
STATUSER: Mapping[str, tuple[str, str, str]] = MappingProxyType({
    Status.I_RUTE: ("●", GRONN, GRONN_LYS),
    Status.FOLG_MED: ("▲", GUL, GUL_LYS),
    Status.NAAR_IKKE_NULL: ("■", ROD, ROD_LYS),
    Status.BRUDD: ("■", ROD, ROD_LYS),
    Status.ADVARSEL: ("▲", GUL, GUL_LYS),
    Status.I_ORDEN: ("●", GRONN, GRONN_LYS),
    Status.INFO: ("●", GRAA, FLATE),
    Status.GJENNOMFORT: ("●", GRONN, GRONN_LYS),
    Status.GJENSTAR: ("▲", GUL, GUL_LYS),
    Status.MANGLER: ("■", ROD, ROD_LYS),
    Status.PAA_LINJE: ("●", GRONN, GRONN_LYS),
    Status.KLART_MER: ("▲", GUL, GUL_LYS),
    Status.NAADD: ("●", GRONN, GRONN_LYS),
    Status.ETTER: ("■", ROD, ROD_LYS),
})  # fmt: skip

# The word where a sign would stand (B32).
MINUSORD: Mapping[Format, str] = MappingProxyType({
    Format.SKYLDIG: "til gode", Format.ETTERSLEP: "foran", Format.TILGODE: "skylder",
})  # fmt: skip
TALLFORMAT: Mapping[Format, str] = MappingProxyType({
    Format.TEKST: "General",  # never "@": Excel shows ##### for a long text in a text-formatted cell
    Format.TIMER: "0.00",
    Format.DATO: "dd.mm.yyyy",
    Format.KLOKKE: "[hh]:mm",
    Format.PROSENT: 'General" %"',
    Format.ANTALL: "0",
    Format.KRONER: "#,##0.00",
    Format.MENGDE: "#,##0",
    Format.FAKTOR: "0.0###",
    Format.STATUS: "General",
    Format.VAKT: "General",
    **{format_: f'0.00;"{ord_} "0.00' for format_, ord_ in MINUSORD.items()},
})  # fmt: skip
# Where a clock time is typed: the end of a whole day shows as 24:00; 7 and 730 typed without a colon show as the times
# they are read as.
KLOKKE_INN = '[<=1][hh]:mm;[<25]00":00";00":"00'
VENSTRESTILT = (Format.TEKST, Format.STATUS, Format.VAKT, Format.DATO, Format.KLOKKE)


@dataclass(frozen=True, slots=True)
class Stil:
    """A cell's look. Borders are "" or a colour; tykk names the sides drawn thicker (t, b, v, h)."""

    pt: float = 10
    fet: bool = False
    farge: str = BLEKK
    fyll: str = ""
    vannrett: str = "left"
    loddrett: str = "vcenter"
    bryt: bool = False
    tallformat: str = "General"
    topp: str = ""
    bunn: str = ""
    venstre: str = ""
    hoyre: str = ""
    tykk: str = ""
    innrykk: int = 0
    laast: bool = True
    understrek: bool = False
    kursiv: bool = False

    @property
    def bakgrunn(self) -> str:
        return self.fyll or HVIT


# What a cell of shifts holds -> text colour, fill, bold; the first that fits. The letters: core/vakt/vaktuke.py.
VAKTSTILER: Mapping[str, tuple[str, str, bool]] = MappingProxyType({
    "L ": (GUL, GUL_LYS, True),
    "? ": (ROD, ROD_LYS, True),
    **dict.fromkeys(("T ", "E ", "B ", "O "), (AKSENT, BAAND_SVAK, True)),
})  # fmt: skip

_BAAND = Stil(farge=HVIT, fyll=AKSENT)
_KORT = Stil(fyll=FLATE, venstre=AKSENT, tykk="v", innrykk=1)
_HODE = Stil(fet=True, farge=AKSENT, topp=AKSENT, bunn=AKSENT, bryt=True, loddrett="bottom")
_CELLE = Stil(bunn=LINJE_SVAK)
_INN_HODE = Stil(pt=11, fet=True, farge=HVIT, fyll=AKSENT, bryt=True)
_INN = Stil(pt=11, topp=LINJE_SVAK, bunn=LINJE_SVAK, venstre=LINJE_SVAK, hoyre=LINJE_SVAK, laast=False)

_ROLLER: dict[str, Stil] = {
    "luft": Stil(),
    "band": _BAAND,
    "band.tittel": replace(_BAAND, pt=18, fet=True, bryt=True),
    "band.hoyre": replace(_BAAND, pt=11, fet=True, vannrett="right", innrykk=1, bryt=True),
    "band.under": replace(_BAAND, pt=11, farge=BAAND_SVAK, bryt=True),
    "band.dato": replace(_BAAND, farge=BAAND_SVAK, vannrett="right", innrykk=1, tallformat='"Gjelder "dd.mm.yyyy'),
    "band.laget": replace(_BAAND, pt=9, farge=BAAND_SVAK, vannrett="right", innrykk=1, tallformat='"Laget "dd.mm.yyyy'),
    "kort.etikett": replace(_KORT, farge=GRAA, loddrett="bottom", bryt=True),
    "kort.verdi": replace(_KORT, pt=20, fet=True, farge=AKSENT),
    "kort.merknad": replace(_KORT, pt=9, farge=GRAA, loddrett="top", bryt=True),
    "skjema.etikett": replace(_CELLE, bryt=True),
    "skjema.svar": replace(_CELLE, pt=9),
    "skjema.melding": Stil(fet=True, farge=GRAA, bryt=True, innrykk=1),
    "overskrift": Stil(pt=13, fet=True, farge=AKSENT),
    "fakta.etikett": replace(_CELLE, farge=GRAA, bryt=True),
    "fakta.verdi": _CELLE,
    "fakta.merknad": replace(_CELLE, pt=9, farge=GRAA, bryt=True, innrykk=1),
    "sum.etikett": Stil(fet=True, topp=BLEKK, bunn=BLEKK, bryt=True),
    "sum.verdi": Stil(fet=True, topp=BLEKK, bunn=BLEKK),
    "sum.merknad": Stil(pt=9, farge=GRAA, topp=BLEKK, bunn=BLEKK, bryt=True, innrykk=1),
    "hode": _HODE,
    "celle": _CELLE,
    "tom": Stil(farge=GRAA, bunn=LINJE_SVAK),
    "avsnitt": Stil(bryt=True, loddrett="top"),
    "merknad": Stil(pt=9, farge=GRAA, bryt=True, loddrett="top"),
    "punkt": replace(_CELLE, bryt=True, bunn=""),
    "punkt.lenke": replace(_CELLE, bryt=True, bunn="", farge=AKSENT, understrek=True),
    "celle.lenke": replace(_CELLE, farge=AKSENT, understrek=True),
    "punkt.detalj": replace(_CELLE, pt=9, farge=GRAA, bryt=True, loddrett="top"),
    "ledetekst": Stil(pt=9, farge=GRAA, bryt=True, loddrett="top"),
    "skrivelinje": Stil(bunn=LINJE, laast=False, loddrett="bottom", bryt=True),
    "signatur": Stil(bunn=BLEKK, laast=False, loddrett="bottom"),
    "signatur.rolle": Stil(pt=9, farge=GRAA, loddrett="top"),
    "lenke": replace(_CELLE, farge=AKSENT, understrek=True, fet=True),
    "lenke.tekst": replace(_CELLE, bryt=True),
    "data.tittel": Stil(pt=9, farge=GRAA),
    "data.hode": Stil(pt=9, farge=GRAA, bunn=LINJE_SVAK),
    "data": Stil(pt=9, farge=GRAA),
    # Input sheets: what the user fills in is white with ink, what explains is grey.
    "inn.hode": _INN_HODE,
    "inn.hode.laast": replace(_INN_HODE, fyll=GRAA),
    # Need is told by weight and slant, and not by colour alone: bold on dark, bold on light, slanted, slanted and grey.
    "inn.hode.bor": replace(_INN_HODE, farge=AKSENT, fyll=FLATE, topp=AKSENT, bunn=AKSENT),
    "inn.hode.kan": replace(_INN_HODE, fet=False, kursiv=True, farge=BLEKK, fyll="", topp=AKSENT, bunn=AKSENT),
    "inn.hode.regnet": replace(_INN_HODE, fet=False, kursiv=True, farge=GRAA, fyll=FLATE, topp=LINJE, bunn=LINJE),
    "inn.regnet": replace(_INN, kursiv=True, farge=GRAA, fyll=FLATE, laast=True),
    "inn.hva": replace(_INN, fet=True, fyll=FLATE, bryt=True, laast=True, innrykk=1),
    "inn": _INN,
    "inn.verdi": replace(
        _INN, fet=True, farge=AKSENT, topp=AKSENT, bunn=AKSENT, venstre=AKSENT, hoyre=AKSENT, bryt=True, innrykk=1
    ),
    "inn.laast": replace(_INN, pt=10, farge=GRAA, fyll=FLATE, bryt=True, laast=True, innrykk=1),
}  # fmt: skip
for _ord, (_, _farge, _lys) in STATUSER.items():
    _ROLLER[f"status.{_ord}"] = replace(_CELLE, fet=True, farge=_farge, fyll=_lys)
    _ROLLER[f"stor.{_ord}"] = replace(_KORT, pt=16, fet=True, farge=_farge, fyll=_lys, venstre=_farge)
for _tegn, (_farge, _lys, _fet) in VAKTSTILER.items():
    _ROLLER[f"vakt.{_tegn.strip()}"] = replace(_CELLE, fet=_fet, farge=_farge, fyll=_lys)
_ROLLER["vakt.uke"] = replace(_CELLE, fet=True, farge=AKSENT, fyll=FLATE)
_ROLLER["vakt"] = replace(_CELLE, farge=GRAA)
ROLLER: Mapping[str, Stil] = MappingProxyType(_ROLLER)
_FLAGG: dict[str, dict[str, Any]] = {
    "inn": {"innrykk": 1},
    "bryt": {"bryt": True},
    "topp": {"loddrett": "top"},
    "venstre": {"vannrett": "left"},
    "hoyre": {"vannrett": "right"},
    "midt": {"vannrett": "center"},
    "ulinjert": {"bunn": ""},
    "kode": {"tallformat": "@"},  # a number chosen from a list of texts stays the text it is
}


@cache
def stil(navn: str) -> Stil:
    """The look a style name stands for. KeyError for a role that does not exist."""
    rolle, _, rest = navn.partition("|")
    format_, _, flagg = rest.partition("|")
    ut = ROLLER[rolle]
    if format_:
        slag = Format(format_)
        ut = replace(ut, tallformat=TALLFORMAT[slag], vannrett="left" if slag in VENSTRESTILT else "right")
    if rolle in ("kort.verdi", "sum.verdi"):  # a sum of hours may need its thousands apart
        ut = replace(ut, tallformat=ut.tallformat.replace("0.00", "#,##0.00").replace("#,##" * 2, "#,##"))
    if rolle == "kort.verdi" and format_ == Format.DATO.value:
        ut = replace(ut, pt=16)
    if rolle == "inn.verdi" and format_ == Format.KLOKKE.value:
        ut = replace(ut, tallformat=KLOKKE_INN)
    for ett in filter(None, flagg.split(",")):
        ut = replace(ut, **_FLAGG[ett])
    return ut


def vaktrolle(tekst: str) -> str:
    """The look of a cell of shifts, by the first kind of mark in it."""
    merke = next((m for m in VAKTSTILER if any(m in linje[:3] for linje in tekst.split("\n"))), "")
    return f"vakt.{merke.strip()}" if merke else "vakt"


def kontrast(a: str, b: str) -> float:
    """Contrast ratio of two "#RRGGBB" colours, 1 to 21 (WCAG 2)."""

    def lys(farge: str) -> float:
        deler = [int(farge[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, bl = (d / 12.92 if d <= 0.03928 else ((d + 0.055) / 1.055) ** 2.4 for d in deler)
        return 0.2126 * r + 0.7152 * g + 0.0722 * bl

    hoy, lav = sorted((lys(a), lys(b)), reverse=True)
    return (hoy + 0.05) / (lav + 0.05)


def format_av(stilnavn: str) -> Format | None:
    """The value format in a style name, None where it has none."""
    navn = stilnavn.partition("|")[2].partition("|")[0]
    return Format(navn) if navn else None
