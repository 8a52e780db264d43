"""One raw value -> one typed value, or one Norwegian sentence saying why not (T15).

Raw values come from calamine, openpyxl, a spreadsheet host, a CSV file or Python. What is ambiguous or impossible
raises `Verdifeil`; nothing is guessed. The sentence names the value and what to write instead; the caller adds sheet
and cell. `hva` is the word the sentence begins with: the column's name, or the name of a function's argument.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final
from unicodedata import normalize

from xl_tidbank.core.errors import Verdifeil
from xl_tidbank.core.tekst import MAANEDER, UKEDAGER
from xl_tidbank.core.tid.clock import EXCEL_NULL
from xl_tidbank.core.tid.clock import MINUTTER_I_DOGN as DOGN
from xl_tidbank.tables.names import synlig

FORSTE_DAG, SISTE_DAG = date(1990, 1, 1), date(2100, 12, 31)
SISTE_SERIE = 2_958_465  # 31 December 9999, the last day there is
STORST = 1e12  # no number of ours is near it
LENGST = 32_767  # characters in a cell

# What Norwegian Excel shows for the value the file stores.
_NORSK_FEIL = {"#N/A": "#I/T", "#NAME?": "#NAVN?", "#VALUE!": "#VERDI!", "#SPILL!": "#OVERFLYT!"}
FEILVERDIER = frozenset((
    *_NORSK_FEIL, *_NORSK_FEIL.values(), "#REF!", "#DIV/0!", "#NUM!", "#NULL!", "#CALC!", "#BEREGN!", "#FIELD!",
    "#FELT!", "#BLOCKED!", "#BLOKKERT!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#GETTING_DATA", "#MACRO?", "#MAKRO?",
))  # fmt: skip
_ANNEN_FEIL = re.compile(r"#{3,}|(?:Err|Feil):[0-9]{3}")  # a too narrow column pasted as text; LibreOffice
_STYRETEGN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_MELLOMROM = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007", " "))

_TALL = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?: [0-9]{3})+)(?:[.,][0-9]+)?")
_TUSENPUNKTUM = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")  # 1.234: one thousand or one and a bit
_NORSK_DATO = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4}|[0-9]{2})")
_NAVNEDATO = re.compile(r"([0-9]{1,2})[. -]{1,2}([^\W\d_]{3,9})[. -]{1,2}([0-9]{4})")  # 14. september 2026
_STREKDATO = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})")  # 14/09/2026
_AAR_FORST = re.compile(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})|(19|20|21)([0-9]{2})([0-9]{2})([0-9]{2})")
_UKEDAG_FORAN = re.compile(r"([^\W\d_]{2,7})\.?,? ?(?:den )?(?=[0-9])(.*)")
_KLOKKE_ETTER = re.compile(
    r"(.*[0-9])(?:,? ?kl\.? ?|[T ]|, ?)([0-2]?[0-9])[:.]([0-5][0-9])(?:[:.][0-5][0-9](?:\.[0-9]+)?)?"
)
_DAG_OG_KLOKKE = re.compile(r"(.*[0-9])(?:,? ?kl\.? ?|[T ]|, ?)([0-9]{1,2})[:.]([0-9]{2})(?::00)?")
_KLOKKE = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(?::00)?|([0-9]{1,2})([0-9]{2})|([0-9]{1,2})")
_VARIGHET = re.compile(r"([0-9]{1,4}):([0-5][0-9])(?::00)?")  # 0:30, 35:30
_MAANED = {navn[:n]: nr for nr, navn in enumerate(MAANEDER, 1) for n in {3, 4, len(navn)}}
# Monday first, as date.weekday(): the names in both written standards, and what they are shortened to.
_UKEDAG = {
    navn[:n]: nr
    for navnene in (UKEDAGER, ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "sundag"))
    for nr, navn in enumerate(navnene)
    for n in (2, 3, len(navn))
}
_JA = frozenset(("ja", "j", "true", "sann", "1", "x"))
_NEI = frozenset(("nei", "n", "false", "usann", "0", ""))


# What the guard writes into a formula cell the program that saved the file never computed. Nobody can type it.
UTEN_VERDI: Final = "\ue000uten verdi"


def tom(raa: object) -> bool:
    """Is the cell empty? None, blank text, and the ways pandas writes "nothing here"."""
    if isinstance(raa, str):
        return not synlig(raa).translate(_MELLOMROM).strip()
    return raa is None or (isinstance(raa, float) and raa != raa) or type(raa).__name__ in ("NaTType", "NAType")


def vis(raa: object) -> str:
    """The value as a Norwegian reader would write it: in quotes when text, decimal comma, dd.mm.yyyy."""
    if isinstance(raa, bool):
        return "SANN" if raa else "USANN"
    if isinstance(raa, datetime):
        return f"{raa:%d.%m.%Y %H:%M}"
    if isinstance(raa, date):
        return f"{raa:%d.%m.%Y}"
    if isinstance(raa, time):
        return f"klokkeslettet {raa:%H:%M:%S}".removesuffix(":00")
    if isinstance(raa, timedelta):
        minutter = round(raa.total_seconds() / 60)
        return f"varigheten {minutter // 60}:{minutter % 60:02}"
    if isinstance(raa, (int, float)):
        return "tallet " + talltekst(raa)
    tekst = _STYRETEGN.sub(" ", str(raa)[:1000]).strip()
    return f"«{tekst[:40]}…»" if len(tekst) > 41 else f"«{tekst}»"


def talltekst(raa: float) -> str:
    return str(int(raa)) if raa == raa and abs(raa) < 1e15 and raa == int(raa) else f"{raa:.10g}".replace(".", ",")


def nei(hva: str, raa: object, resten: str) -> Verdifeil:
    return Verdifeil(f"{hva} er {vis(raa)}{resten}")


def vask(raa: object, hva: str) -> Any:
    """Text in NFC without odd spaces or invisible characters, numpy scalars as plain values.

    An Excel error value raises.
    """
    if raa == UTEN_VERDI:
        raise Verdifeil(
            f"{hva} er en formel uten utregnet verdi. Åpne filen i Excel eller LibreOffice, lagre den og prøv igjen."
        )
    if isinstance(raa, str):
        if len(raa) > LENGST:
            raise nei(hva, raa, f" og {len(raa) - 40} tegn til. En celle rommer høyst {LENGST} tegn: kort den ned.")
        tekst = normalize("NFC", synlig(raa)).translate(_MELLOMROM).strip()
        if tekst[:1] in ("#", "E", "F") and (tekst.upper() in FEILVERDIER or _ANNEN_FEIL.fullmatch(tekst)):
            norsk = _NORSK_FEIL.get(tekst.upper())
            viser = f"{norsk} ({tekst})" if norsk else tekst
            raise Verdifeil(f"{hva} viser feilverdien {viser}. Rett formelen i cellen, eller skriv verdien selv.")
        return tekst
    if type(raa).__module__ == "numpy" and hasattr(raa, "item"):
        return raa.item()
    return float(raa) if isinstance(raa, Decimal) else raa


def dato(raa: object, hva: str = "Verdien", dag_forst: bool = False) -> date | None:
    """date, datetime (its day), Excel serial number, ISO or Norwegian text. None where the cell is empty.

    dag_forst: other values beside this one show that 01/02/2026 is 1 February; without, it is an error.
    """
    if tom(raa):
        return None
    v = vask(raa, hva)
    if isinstance(v, datetime):
        dag = v.date()
    elif isinstance(v, date):
        dag = v
    elif isinstance(v, (int, float)) and not isinstance(v, bool):
        if 19_900_101 <= v <= 21_001_231 and v == int(v):  # 20260914
            return _datotekst(str(int(v)), hva, False)
        if not 0 < v <= SISTE_SERIE:
            raise nei(hva, v, ", som ikke er en dato. Skriv dagen som 31.12.2026.")
        if v != int(v):
            raise nei(hva, v, ", altså både dato og klokkeslett. Skriv bare dagen, som 31.12.2026.")
        dag = EXCEL_NULL + timedelta(days=int(v))
        if not FORSTE_DAG <= dag <= SISTE_DAG:
            raise nei(hva, v, ", som ikke er en dato fra 1990 til 2100. Skriv dagen som 31.12.2026.")
    elif isinstance(v, str):
        dag = _datotekst(v, hva, dag_forst)
    else:
        raise nei(hva, v, ", som ikke er en dato. Skriv dagen som 31.12.2026.")
    if not FORSTE_DAG <= dag <= SISTE_DAG:
        raise nei(hva, v, ". Årstallet ser feil ut: skriv en dag fra 1990 til 2100, som 31.12.2026.")
    return dag


def _datotekst(v: str, hva: str, dag_forst: bool) -> date:
    """Day, month and year in any way that leaves no doubt; a clock time after them is left out, a weekday checked."""
    ikke = nei(hva, v, ", som ikke er en dato. Skriv dagen som 31.12.2026.")
    dagen, ukedag = v, None
    if m := _UKEDAG_FORAN.fullmatch(v):
        ukedag, dagen = _UKEDAG.get(m[1].casefold()), m[2]
        if ukedag is None and m[1].casefold() != "den":
            raise ikke
    treff = _dag_maaned_aar(dagen, hva, v, dag_forst)
    if treff is None and (m := _KLOKKE_ETTER.fullmatch(dagen)) and (int(m[2]), m[3]) <= (24, "00"):
        treff = _dag_maaned_aar(m[1], hva, v, dag_forst)
    if treff is None:
        raise ikke
    d, mnd, aar = treff
    try:
        dag = date(aar, mnd, d)
    except ValueError:
        raise nei(hva, v, ", en dag som ikke finnes i kalenderen. Skriv dagen som 31.12.2026.") from None
    if ukedag is not None and dag.weekday() != ukedag:
        hvilken = f"{dag:%d.%m.%Y} er en {UKEDAGER[dag.weekday()]}"
        raise nei(hva, v, f", men {hvilken}. Rett datoen, eller ta bort ukedagen.")
    return dag


def _dag_maaned_aar(v: str, hva: str, hele: str, dag_forst: bool) -> tuple[int, int, int] | None:
    """None where the text is in no form we know."""
    if m := _NORSK_DATO.fullmatch(v):
        return int(m[1]), int(m[2]), int(m[3]) + (2000 if len(m[3]) == 2 else 0)
    if m := _AAR_FORST.fullmatch(v):
        return (int(m[4]), int(m[3]), int(m[1])) if m[1] else (int(m[8]), int(m[7]), int(m[5] + m[6]))
    if m := _NAVNEDATO.fullmatch(v):
        mnd = _MAANED.get(m[2].casefold())
        return None if mnd is None else (int(m[1]), mnd, int(m[3]))
    if m := _STREKDATO.fullmatch(v):
        en, to, aar = int(m[1]), int(m[3]), int(m[4])
        if not dag_forst and en != to and 0 < en <= 12 and 0 < to <= 12:
            raise nei(
                hva, hele, f", som kan leses på to måter. Skriv {en:02}.{to:02}.{aar} eller {to:02}.{en:02}.{aar}."
            )
        return None if to > 12 >= en else (en, to, aar)  # 12/31/2026: not the Norwegian way
    return None


def dag_star_forst(raa: Iterable[object]) -> bool:
    """Whether the values of one column show that the day stands first in dates such as 01/02/2026: a first number is
    over 12, and never the second."""
    par = [(int(m[1]), int(m[3])) for v in raa if isinstance(v, str) and (m := _STREKDATO.fullmatch(synlig(v).strip()))]
    return any(en > 12 for en, _ in par) and all(to <= 12 for _, to in par)


def tall(raa: object, hva: str = "Verdien", som: str = "Skriv et tall som 7,5 eller 1234,5.") -> float | None:
    """7.5, "7,5", "1 234,5". "1.234" may be read two ways and is an error. None where the cell is empty.

    som: what to write where it is no number.
    """
    if tom(raa):
        return None
    v = vask(raa, hva)
    if isinstance(v, (int, float)) and not isinstance(v, bool):
        return _regnbart(float(v), v, hva)
    if isinstance(v, str):
        tekst = v.replace("\u2212", "-")
        if _TUSENPUNKTUM.fullmatch(tekst):
            uten, komma = tekst.replace(".", ""), tekst.replace(".", ",")
            raise nei(hva, v, f", som kan leses på to måter. Skriv {uten} eller {komma}.")
        if _TALL.fullmatch(tekst):
            return _regnbart(float(tekst.replace(" ", "").replace(",", ".")), v, hva)
    raise nei(hva, v, f", som ikke er et tall. {som}")


def _regnbart(tall: float, raa: object, hva: str) -> float:
    if not abs(tall) < STORST:  # nor NaN
        raise nei(hva, raa, ", som ikke er et tall å regne med. Skriv et tall som 7,5.")
    return tall


def klokke(raa: object, hva: str = "Verdien") -> int | None:
    """Minutes after midnight from an Excel time or fraction, "14:30", "14.30" or 1430; 24:00 is 1440.

    A whole number from 2 to 24 is that hour, 730 is 07:30. 7,3 may be 07:18 or 07:30, and 1 is 24:00, as every
    spreadsheet counts."""
    if tom(raa):
        return None
    v = vask(raa, hva)
    if isinstance(v, datetime) and v.date() == EXCEL_NULL:  # how COM hands over a bare time
        v = v.time()
    if isinstance(v, time):
        return _hele_minutter(v.hour * 60 + v.minute + (v.second + v.microsecond / 1e6) / 60, v, hva)
    if isinstance(v, timedelta):
        minutter = v.total_seconds() / 60
        if 0 <= minutter <= DOGN:
            return _hele_minutter(minutter, v, hva)
    elif isinstance(v, date):
        # The number 1 in a time format, which is 24:00, reaches us as the first day of the calendar.
        if v in (date(1899, 12, 31), date(1900, 1, 1), datetime(1899, 12, 31), datetime(1900, 1, 1)):
            return DOGN
        raise nei(hva, v, ", en dato. Skriv bare klokkeslettet, som 07:30.")
    elif isinstance(v, (int, float)) and not isinstance(v, bool):
        if 0 <= v <= 1:  # 1 is 24:00, as every spreadsheet counts
            return _hele_minutter(float(v) * DOGN, v, hva)
        if 1 < v <= 24 and v == int(v):
            return _time_minutt(int(v), 0, v, hva)
        if 1 < v < 100:
            raise nei(hva, v, ", som kan leses på flere måter. Skriv klokkeslettet med kolon, som 07:30.")
        if 100 <= v <= 2400 and v == int(v):
            return _time_minutt(*divmod(int(v), 100), v, hva)
    elif isinstance(v, str) and (m := _KLOKKE.fullmatch(v)):
        return _time_minutt(int(m[1] or m[3] or m[5]), int(m[2] or m[4] or 0), v, hva)
    raise nei(hva, v, ", som ikke er et klokkeslett. Skriv timer og minutter, som 07:30.")


def _hele_minutter(minutter: float, raa: object, hva: str) -> int:
    hele = round(minutter)
    if abs(minutter - hele) > 1 / 60:  # a second: fractions of a day are never exact
        raise nei(hva, raa, ", som har sekunder. Skriv hele minutter, som 07:30.")
    return hele


def _time_minutt(timer: int, minutter: int, raa: object, hva: str) -> int:
    if minutter > 59 or timer * 60 + minutter > DOGN:
        raise nei(hva, raa, ", et klokkeslett som ikke finnes. Skriv timer og minutter, som 07:30.")
    return timer * 60 + minutter


def varighet(raa: object, hva: str, form: str) -> int | None:
    """Minutes of what is a stretch of time and not a number: 0:30, 35:30, Excel times and durations. None for the rest.

    form: how to write it instead, where the clock says more than minutes or cannot be told.
    """
    if isinstance(raa, str):
        return int(m[1]) * 60 + int(m[2]) if (m := _VARIGHET.fullmatch(raa)) else None
    if isinstance(raa, time):
        sekunder = raa.hour * 3600 + raa.minute * 60 + raa.second + raa.microsecond / 1e6
    elif isinstance(raa, timedelta):
        sekunder = raa.total_seconds()
    elif isinstance(raa, datetime) and raa.date() < date(1900, 1, 1):  # how COM hands over a duration
        sekunder = (raa - datetime.combine(EXCEL_NULL, time())).total_seconds()
    else:
        return None
    minutter = round(sekunder / 60)
    if sekunder < 0 or abs(sekunder - 60 * minutter) > 1:
        raise nei(hva, raa, f". {form}")
    return minutter


class Daglagt(int):
    """Minutes after midnight of a clock time that stood with its day."""

    dag: date

    def __new__(cls, minutter: int, dag: date) -> Daglagt:
        ny = super().__new__(cls, minutter)
        ny.dag = dag
        return ny


def med_dag(raa: object, hva: str) -> Daglagt | None:
    """A clock time with the day it is on ("14.09.2026 07:30", a datetime, a serial number); None for anything else."""
    v = vask(raa, hva)
    if isinstance(v, str):
        if not _DAG_OG_KLOKKE.fullmatch(v):
            return None
    elif isinstance(v, datetime):
        if v.date() < FORSTE_DAG:
            return None
    elif isinstance(v, bool) or not isinstance(v, (int, float)) or not 32_874 <= v < 73_416:
        return None
    naar = tidspunkt(v, hva)
    return None if naar is None else Daglagt(naar.hour * 60 + naar.minute, naar.date())


def dognandel(minutter: float) -> float:
    """Minutes after midnight as the fraction of a day a cell holds; 24:00 is 1."""
    return (minutter if minutter == DOGN else minutter % DOGN) / DOGN


def tidspunkt(raa: object, hva: str = "Verdien") -> datetime | None:
    """A day with its clock time: datetime, serial number with a fraction, "29.03.2026 06:30". None where empty.

    24:00 is midnight of the next day. A date alone is an error: midnight would be a guess.
    """
    if tom(raa):
        return None
    v = vask(raa, hva)
    som = "Skriv dato og klokkeslett, som 29.03.2026 06:30."
    if isinstance(v, datetime) and v.tzinfo is None:
        dag, minutter = v.date(), _hele_minutter(v.hour * 60 + v.minute + (v.second + v.microsecond / 1e6) / 60, v, hva)
    elif isinstance(v, (int, float)) and not isinstance(v, bool) and 0 < v <= SISTE_SERIE:
        dag = EXCEL_NULL + timedelta(days=int(v))
        minutter = _hele_minutter((v - int(v)) * DOGN, v, hva)
    elif isinstance(v, str) and (m := _DAG_OG_KLOKKE.fullmatch(v)):
        dag = _datotekst(m[1], hva, False)
        minutter = _time_minutt(int(m[2]), int(m[3]), v, hva)
    else:
        raise nei(hva, v, f", som ikke er et tidspunkt. {som}")
    if not FORSTE_DAG <= dag <= SISTE_DAG:
        raise nei(hva, v, f". Årstallet ser feil ut: skriv en dag fra 1990 til 2100. {som}")
    return datetime.combine(dag, time()) + timedelta(minutes=minutter)


def prosent(raa: object, hva: str = "Verdien") -> float | None:
    """Percentage points: 40 means 40 %. A bare number over 0 and up to 1 may mean two things and is an error."""
    if tom(raa):
        return None
    v = vask(raa, hva)
    merket = isinstance(v, str) and v.endswith("%")
    try:
        p = tall(v[:-1].rstrip() if merket else v, hva)
    except Verdifeil:
        raise nei(hva, v, ", som ikke er en prosent. Skriv 40 for 40 %.") from None
    if p is None:
        raise nei(hva, v, ", som ikke er en prosent. Skriv 40 for 40 %.")
    if 0 < p <= 1 and not merket:
        n, hundre = talltekst(p), talltekst(p * 100)
        raise Verdifeil(
            f"{hva} er {n}, som kan bety {n} % eller {hundre} %. Skriv 40 for 40 % i en celle med vanlig tallformat."
        )
    return p


def andel(raa: object, hva: str = "Verdien") -> float:
    """A function's percent argument as a fraction: 0.4, 40 and "40 %" are all 0.4. Empty is an error."""
    if tom(raa):
        raise Verdifeil(f"{hva} mangler. Skriv en prosent, som 40 % eller 40.")
    v = vask(raa, hva)
    if isinstance(v, str) and v.endswith("%"):
        p = (prosent(v, hva) or 0.0) / 100
    else:
        p = tall(v, hva) or 0.0
        p = p / 100 if p > 1 else p
    if not 0 <= p <= 1:
        raise nei(hva, v, ", men skal være fra 0 til 100 %.")
    return p


def ja_nei(raa: object, hva: str = "Verdien") -> bool:
    """Ja, Nei, J, N, TRUE, FALSE, SANN, USANN, 1, 0, x; empty is no."""
    if tom(raa):
        return False
    v = vask(raa, hva)
    if isinstance(v, bool):
        return v
    if isinstance(v, (int, float)) and v in (0, 1):
        return v == 1
    if isinstance(v, str) and v.casefold() in _JA:
        return True
    if isinstance(v, str) and v.casefold() in _NEI:
        return False
    raise nei(hva, v, ". Skriv Ja eller Nei.")


def nummer(raa: object, hva: str = "Verdien") -> str:
    """An identifier as text: 1001, 1001.0, "1001" and " 1001 " are the same. "" where the cell is empty."""
    if tom(raa):
        return ""
    v = vask(raa, hva)
    if isinstance(v, str):
        return v
    if isinstance(v, (int, float)) and not isinstance(v, bool) and math.isfinite(v) and v == int(v):
        return str(int(v))
    raise nei(hva, v, ", som ikke er et nummer eller en kode. Skriv det uten desimaler, som 1001.")


def tekst(raa: object, hva: str = "Verdien") -> str:
    """Text in NFC without surrounding space; a number or date as a Norwegian would write it. "" where empty."""
    if tom(raa):
        return ""
    v = vask(raa, hva)
    if isinstance(v, str):
        return v
    return vis(v).removeprefix("tallet ").removeprefix("klokkeslettet ").removeprefix("varigheten ")


def fritt(raa: object, hva: str) -> Any:
    v = vask(raa, hva)
    return v.date() if isinstance(v, datetime) and v.time() == time() else v
