"""A formula of the user's taken apart, so that it can be moved, and carried only where every part of it is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from xl_tidbank.tables.names import bokstaver, kolonnenr, samme

from .model import Kart

_BIT = re.compile(
    r"""(?P<tekst>"(?:[^"]|"")*")
    |(?P<struktur>[^\W\d][\w.]*\[(?:[^\[\]]|\[[^\[\]]*\])*\])
    |(?:(?P<ark>'(?:[^']|'')+'!|[^\W\d][\w.]*!)?(?P<omr>
        \$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Za-z]{1,3}\$?[0-9]{1,7})?
        |\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?[0-9]{1,7}:\$?[0-9]{1,7})(?![\w(\[.!]))
    |(?P<funksjon>[^\W\d][\w.]*)(?=\()
    |(?P<tall>[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+)
    |(?P<navn>[^\W\d\\][\w.]*)(?![\w(\[!])
    |(?P<tegn>[-+*/^&=<>(),;:%{}\s])""",
    re.X,
)
_DEL = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)([0-9]{1,7})?")
_KOLONNE = re.compile(r"\[([^\[\]#@']+)\]")
# Functions that reach out of the workbook, or run what they are given.
_UTENFOR = frozenset((
    "WEBSERVICE", "FILTERXML", "RTD", "CALL", "REGISTER", "REGISTER.ID", "HYPERLINK", "IMAGE", "EVALUATE", "EXEC",
    "SQL.REQUEST", "STOCKHISTORY", "INFO", "TRANSLATE", "DETECTLANGUAGE", "PY", "COPILOT",
))  # fmt: skip
_SPESIELLE = frozenset(("#all", "#data", "#headers", "#this row"))
MAKS_FORMEL = 8_000


class Rom(NamedTuple):
    """What a carried formula may speak of. ark: sheets by `samme`, None where cells stay where they were.

    kolonner: the columns of each table after the move, by `samme`. navn: defined names, by lower case.
    """

    ark: Mapping[str, Kart | None]
    kolonner: Mapping[str, Collection[str]]
    navn: Collection[str]


def biter(formel: str) -> list[re.Match[str]] | None:
    """The parts of a formula; None where something in it is not understood."""
    ut, pos = [], 0
    while pos < len(formel):
        m = _BIT.match(formel, pos)
        if m is None or len(formel) > MAKS_FORMEL:
            return None
        ut.append(m)
        pos = m.end()
    return ut


def forskjov(formel: str, rader: int, kolonner: int) -> str:
    """A shared formula as it reads in a cell so many rows below and columns right of its first. "" = not understood."""

    def ende(m: re.Match[str]) -> str:
        kol_fast, kol, rad_fast, rad = m.groups()
        ny_kol = kol if kol_fast or not kol else bokstaver(kolonnenr(kol) + kolonner)
        ny_rad = rad if rad_fast or not rad or (not kol and kol_fast) else str(int(rad) + rader)
        return f"{kol_fast}{ny_kol or ''}{rad_fast}{ny_rad or ''}"

    ut = []
    for m in biter(formel) or ():
        if m["omr"]:
            deler = [_ende(d, ende) for d in m["omr"].split(":")]
            if not all(deler):
                return ""
            ut.append((m["ark"] or "") + ":".join(deler))
        else:
            ut.append(m[0])
    return "".join(ut)


def _ende(tekst: str, gjor: Callable[[re.Match[str]], str]) -> str:
    m = _DEL.fullmatch(tekst)
    ny = gjor(m) if m else ""
    return "" if re.search(r"[A-Z]\$?(?:0|-)", ny) or "-" in ny else ny


def overfor(formel: str, eget_ark: str, rom: Rom) -> str | None:
    """The formula as it must read in the new workbook; None where not everything in it comes along."""
    ut = []
    alle = biter(formel)
    for m in alle or ():
        if m["omr"]:
            bit = _omraade(m, eget_ark, rom)
        elif m["struktur"]:
            bit = m[0] if _kjent_kolonne(m["struktur"], rom) else None
        elif m["funksjon"]:
            bit = m[0] if _lovlig(m["funksjon"]) else None
        elif m["navn"]:
            bit = m[0] if m[0].upper() in ("TRUE", "FALSE") or m[0].lower() in rom.navn else None
        else:
            bit = m[0]
        if bit is None:
            return None
        ut.append(bit)
    return "".join(ut) if alle else None


def _lovlig(funksjon: str) -> bool:
    """A function of Excel's own or ours: capitals. Any other would be a macro's, which does not come along."""
    navn = re.sub(r"^(?:_xlfn\.|_xlws\.|_xludf\.)+", "", funksjon)
    return navn == navn.upper() and navn not in _UTENFOR and not navn.startswith("CUBE")


def _kjent_kolonne(struktur: str, rom: Rom) -> bool:
    tabell, _, resten = struktur.partition("[")
    kolonner = rom.kolonner.get(samme(tabell))
    if kolonner is None or "'" in resten or "@" in resten:
        return False
    nevnt, spesielle = _KOLONNE.findall(f"[{resten}"), re.findall(r"#[A-Za-z ]+", resten)
    return all(samme(k) in kolonner for k in nevnt) and all(s.lower() in _SPESIELLE for s in spesielle)


def _omraade(m: re.Match[str], eget_ark: str, rom: Rom) -> str | None:
    ark = samme(m["ark"].removesuffix("!").strip("'").replace("''", "'")) if m["ark"] else samme(eget_ark)
    if ark not in rom.ark:
        return None
    kart = rom.ark[ark]
    if kart is None:
        return m[0]
    ender = [_DEL.fullmatch(d) for d in m["omr"].split(":")]
    flyttet = [_flytt(e.groups(), kart) for e in ender if e is not None]
    if None in flyttet or len(flyttet) < len(ender):
        return None
    if len(ender) == 2 and not _sammenhengende([str(e[2] or "") for e in ender if e is not None], kart):
        return None
    return (m["ark"] or "") + ":".join(str(f) for f in flyttet)


def _flytt(ende: Sequence[str | None], kart: Kart) -> str | None:
    kol_fast, kol, rad_fast, rad = ende
    if kol is not None:
        ny = kart.kolonner.get(kolonnenr(kol) - 1)
        if ny is None:
            return None
        kol = bokstaver(ny + 1)
    if rad is not None and not kart.like_rader:
        return None
    return f"{kol_fast}{kol or ''}{rad_fast}{rad or ''}"


def _sammenhengende(kolonner: Sequence[str], kart: Kart) -> bool:
    """Whether the columns between two ends are the same columns, side by side, in the new place."""
    if not all(kolonner):
        return True
    fra, til = sorted(kolonnenr(k) - 1 for k in kolonner)
    nye = [kart.kolonner.get(k) for k in range(fra, til + 1)]
    return None not in nye and nye == list(range(nye[0] or 0, (nye[0] or 0) + len(nye)))
