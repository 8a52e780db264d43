"""How a column of an input sheet looks and what may be typed in it, from the schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from xl_tidbank.core import tekst
from xl_tidbank.core.model import JA, NEI
from xl_tidbank.core.tid.grunnturnus import UKEDAGER
from xl_tidbank.core.valg import Valgmulighet

from ...tables.schema import ALLE, GRUNNTURNUS, REGISTRE, Kolonne, Slag, Tabell
from ...tables.values import FORSTE_DAG, SISTE_DAG, dognandel
from ..page.placed import kolonne as bokstav
from ..page.styles import FLATE, KLOKKE_INN, Stil, stil

TALLFORMAT: Mapping[Slag, str] = MappingProxyType({
    Slag.NUMMER: "@",  # 0012 keeps its zeros, and 1001 is the same text everywhere
    Slag.DATO: "dd.mm.yyyy",
    Slag.TIDSPUNKT: "dd.mm.yyyy hh:mm",
    Slag.KLOKKE: KLOKKE_INN,
    Slag.MINUTTER: "0",
    Slag.KRONER: "#,##0.00",
})  # fmt: skip
HOYRESTILT = (Slag.MINUTTER, Slag.PROSENT, Slag.GRAD, Slag.TALL, Slag.KRONER)

# Defined names of the drop-down lists; workbook.py points them at the sheet Lister.
LISTE_JANEI, LISTE_KODE, LISTE_ANSATTNR = "liste_JaNei", "liste_Kode", "liste_Ansattnr"
JANEI = (JA, NEI)


@cache
def valglister() -> dict[tuple[str, ...], tuple[str, str]]:
    """The lists the columns offer: values -> (defined name, header on Lister); one list for equal values."""
    ut: dict[tuple[str, ...], tuple[str, str]] = {JANEI: (LISTE_JANEI, "Ja/Nei")}
    brukt = {LISTE_JANEI}
    for t in ALLE:
        for k in t.kolonner:
            if k.lovlige and k.lovlige not in ut:
                egen = _listenavn(k.navn)
                ledig = egen not in brukt
                ut[k.lovlige] = (egen, k.navn) if ledig else (f"{egen}_{_ascii(t.navn)}", f"{k.navn} i {t.navn}")
                brukt.add(ut[k.lovlige][0])
    return ut


def _listenavn(kolonne: str) -> str:
    return "liste_" + "".join(_ascii(o).capitalize() for o in kolonne.split())


def _ascii(navn: str) -> str:
    for egen, vanlig in (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("Æ", "Ae"), ("Ø", "Oe"), ("Å", "Aa")):
        navn = navn.replace(egen, vanlig)
    return "".join(tegn for tegn in navn if tegn.isalnum())


# What stands in the cell as it stands in the record.
_SOM_DE_ER = frozenset(Slag) - {Slag.JANEI, Slag.GRAD, Slag.KLOKKE, Slag.NUMMER}


@cache
def kolonnestil(slag: Slag, laast: bool = False) -> Stil:
    grunn = stil("inn.laast" if laast else "inn")
    return replace(
        grunn,
        tallformat=TALLFORMAT.get(slag, "General"),
        vannrett="right" if slag in HOYRESTILT else "left",
        innrykk=1 if slag in HOYRESTILT else grunn.innrykk,
    )


# Grunnturnus as a rolling plan: a line above the first week of each, and the days off in grey. Formulas for row 2.
_UKE, _MAN = (bokstav([k.navn for k in GRUNNTURNUS.kolonner].index(navn)) for navn in ("Uke", "Man"))
_FRI = f'OR({_MAN}2="-",{_MAN}2="/",UPPER(LEFT({_MAN}2,1))="F")'
FORSTE_UKE, FRIDAG, FRI_I_FORSTE = f"=${_UKE}2=1", f"={_FRI}", f"=AND(${_UKE}2=1,{_FRI})"
PLANREGLER = (FORSTE_UKE, FRIDAG, FRI_I_FORSTE)


def planstil(k: Kolonne) -> Stil:
    """A column of Grunnturnus: the codes in the middle of their days, the weekend set apart."""
    grunn = kolonnestil(k.slag)
    if k.navn not in UKEDAGER:
        return replace(grunn, vannrett="center", innrykk=0) if k.slag is Slag.TALL else grunn
    return replace(grunn, vannrett="center", innrykk=0, fyll=FLATE if k.navn in UKEDAGER[5:] else "")


def celleverdi(k: Kolonne, verdi: Any) -> Any:
    """What the cell holds for a typed value: Ja/Nei, percentage points, a fraction of a day. None = empty."""
    if verdi is None or verdi == "":
        return None
    if k.slag is Slag.JANEI:
        return "Ja" if verdi else None if k.navn == "Fri" else "Nei"
    if k.slag is Slag.GRAD:
        return None if verdi == 1.0 else round(verdi * 100, 10)
    if k.slag is Slag.KLOKKE:
        return dognandel(verdi)
    if k.slag is Slag.NUMMER:
        return str(verdi)
    return verdi


def celleverdier(k: Kolonne, nr: int, rader: Sequence[Sequence[Any]]) -> list[Any]:
    """The same of value `nr` of each row; a row that ends before it has none."""
    verdier = [r[nr] if nr < len(r) else None for r in rader]
    if k.slag in _SOM_DE_ER:
        return [None if v == "" else v for v in verdier]
    if k.slag is Slag.KLOKKE:  # few minutes of the day, many times
        kjent = {v: celleverdi(k, v) for v in set(verdier)}
        return [kjent[v] for v in verdier]
    return [None if v is None or v == "" else celleverdi(k, v) for v in verdier]


def vist(k: Kolonne, verdi: Any) -> str:
    """The text shown for the typed value; used to measure."""
    celle = celleverdi(k, verdi)
    if celle is None:
        return ""
    if isinstance(celle, datetime):
        return f"{celle:%d.%m.%Y %H:%M}"
    if isinstance(celle, date):
        return tekst.dato(celle)
    if k.slag is Slag.KLOKKE:
        return tekst.klokke(verdi)
    if k.slag is Slag.KRONER:
        return tekst.kroner(celle)
    return f"{celle:.10g}" if isinstance(celle, (int, float)) else str(celle)


# What a header looks like, by the need of its column, and the line beside the table that says so.
HODER = ("inn.hode", "inn.hode.bor", "inn.hode.kan")
_BEHOV = ("Må fylles ut.", "Fylles ut når det gjelder.", "Kan stå tom.")
REGNET = "inn.hode.regnet"
NOKKEL = "Fet på mørk bunn: må fylles ut. Fet på lys: når det gjelder. Kursiv: kan stå tom. Grå kursiv: regnes ut."
FLERE = " [+] over kolonnene viser flere."
_SKRIV_DATO = " Skriv en dato, som 31.12.2026."


def behov(k: Kolonne) -> int:
    """0 = must be filled in, 1 = is when there is something to say, 2 = seldom needed."""
    return 0 if k.ma_fylles else 1 if k.ma_finnes else 2


def hjelpen(k: Kolonne) -> str:
    return k.hjelp if k.ma_fylles or "Tomt" in k.hjelp or "tom." in k.hjelp else f"{k.hjelp} Kan stå tom."


def hodehjelp(navn: str, hjelp: str) -> dict[str, Any]:
    """The note that shows when a header is selected."""
    return {"validate": "any", "input_title": navn[:32], "input_message": hjelp[:255]}


def kolonnehjelp(k: Kolonne) -> dict[str, Any]:
    dato = _SKRIV_DATO if k.slag is Slag.DATO else ""
    return hodehjelp(k.navn, f"{_BEHOV[behov(k)]} {k.hjelp}{dato}")


def nokkel(k: Kolonne, flere: bool) -> dict[str, Any]:
    """The note of the first header: how all of them are to be read, then its own."""
    return hodehjelp("Slik leses overskriftene", f"{NOKKEL}{FLERE if flere else ''} {k.navn}: {k.hjelp}")


def validering(t: Tabell, k: Kolonne, kol: int, siste_rad: int) -> dict[str, Any]:
    """XlsxWriter's data validation for a column: what may stand there, and a message that says so."""
    ut = _regel(t, k, kol, siste_rad)
    hjelp = f"{hjelpen(k)}{_SKRIV_DATO}" if k.slag is Slag.DATO else hjelpen(k)
    ut.update(input_title=k.navn[:32], input_message=hjelp[:255], ignore_blank=True)
    if "error_message" in ut:
        ut.setdefault("error_type", "stop")
        ut["error_title"] = f"{k.navn} kan ikke være dette"[:32]
        if ut["error_type"] == "warning":
            ut["error_title"] = f"Kontroller {k.navn}"[:32]
    return ut


def enhetsvalg(k: Kolonne, enheter: Sequence[str]) -> dict[str, Any] | None:
    """A drop-down of the units that lets any other be written; None where they are too many for one."""
    if not enheter or any("," in e for e in enheter) or len(",".join(enheter)) > 255:
        return None
    regel = {"validate": "list", "source": list(enheter), "show_error": False, "input_title": k.navn}
    return {**regel, "input_message": hjelpen(k)[:255], "ignore_blank": True}


def _regel(t: Tabell, k: Kolonne, kol: int, siste_rad: int) -> dict[str, Any]:
    if k.lovlige:
        melding = f"Velg en av: {', '.join(k.lovlige)}."
        return _liste(valglister()[k.lovlige][0], melding if len(melding) <= 255 else "Velg fra listen.")
    if k.slag is Slag.JANEI:
        return _liste(LISTE_JANEI, "Velg Ja eller Nei.")
    if k.slag is Slag.DATO:
        spenn = f"fra {tekst.dato(FORSTE_DAG)} til {tekst.dato(SISTE_DAG)}"
        return _mellom("date", FORSTE_DAG, SISTE_DAG, f"Skriv en dato som 31.12.2026, {spenn}.")
    if k.slag is Slag.KLOKKE:
        siste = "24:00" if k.navn.endswith("lutt") else "23:59"
        return {
            "validate": "custom", "value": _klokkeregel(f"{bokstav(kol)}2", "<=1" if siste == "24:00" else "<1"),
            "error_message": f"Skriv klokkeslettet som 07:30, 730 eller 7, fra 00:00 til {siste}.",
        }  # fmt: skip
    if k.minst is not None and k.mest is not None:
        helt = k.slag is Slag.MINUTTER
        grenser = f"fra {tekst.tall(k.minst)} til {tekst.tall(k.mest)}"
        return _mellom(
            "integer" if helt else "decimal", k.minst, k.mest, f"Skriv et {'helt ' if helt else ''}tall {grenser}."
        )
    if k.navn == t.kolonner[0].navn and t.navn in ("Ansatte", "Vakter"):
        b = bokstav(kol)
        formel = f"=COUNTIF(${b}$2:${b}${siste_rad},{b}2)=1"
        return {"validate": "custom", "value": formel, "error_type": "warning",
                "error_message": f"{k.navn} står allerede i tabellen. Hvert nummer skal stå én gang."}  # fmt: skip
    if k.navn == "Ansattnr" and t not in REGISTRE:  # they may stand in a workbook without Ansatte
        return {
            **_liste(LISTE_ANSATTNR, "Nummeret står ikke i tabellen Ansatte. Legg personen inn der først."),
            "error_type": "warning",
        }
    if k.navn == "Kode" and t.navn == "Fravær":
        return {**_liste(LISTE_KODE, "Koden står ikke i Fraværskoder på arket Lister."), "error_type": "warning"}
    return {"validate": "any"}


def _klokkeregel(c: str, mest: str) -> str:
    """A time of day, the hour alone (7), hour and minutes without a colon (730), or text, which the reader reads."""
    timen, sammen = f"AND({c}={c}-MOD({c},1),{c}<=24)", f"AND(MOD({c},1)=0,{c}>=100,{c}<=2400,MOD({c},100)<60)"
    return f"=IF(ISNUMBER({c}),OR(AND({c}>=0,{c}{mest}),{timen},{sammen}),ISTEXT({c}))"


def _liste(navn: str, melding: str) -> dict[str, Any]:
    return {"validate": "list", "source": f"={navn}", "error_message": melding}


def _mellom(slag: str, minst: Any, mest: Any, melding: str) -> dict[str, Any]:
    return {"validate": slag, "criteria": "between", "minimum": minst, "maximum": mest, "error_message": melding}


def innstilling_validering(m: Valgmulighet) -> dict[str, Any]:
    """For the cell Verdi of one choice."""
    ut: dict[str, Any]
    if m.slag == "ett_av":
        ut = {
            "validate": "list",
            "source": list(m.alternativer),
            "error_message": f"Velg en av: {', '.join(m.alternativer)}.",
        }
    elif m.slag == "fast":
        ut = {
            "validate": "list",
            "source": [str(m.verdi)],
            "error_message": f"Valget er fast og skal være «{m.verdi}».",
        }
    elif m.slag in ("tall", "heltall") and m.minst is not None and m.mest is not None:
        helt = m.slag == "heltall"
        spenn = f"fra {tekst.tall(m.minst)} til {tekst.tall(m.mest)}"
        ut = _mellom(
            "integer" if helt else "decimal", m.minst, m.mest, f"Skriv et {'helt ' if helt else ''}tall {spenn}."
        )
    elif m.slag == "dato":
        ut = _mellom("date", FORSTE_DAG, SISTE_DAG, "Skriv en dato som 31.12.2026, eller la cellen stå tom.")
    else:
        ut = {"validate": "any"}
    ut.update(input_title=m.navn[:32], input_message=("; ".join(m.alternativer) or m.begrunnelse)[:255])
    if "error_message" in ut:
        ut["error_title"] = "Ugyldig valg"
        ut["error_message"] = ut["error_message"][:255]
    return ut
