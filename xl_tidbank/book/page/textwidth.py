"""How wide a text is in Calibri (Carlito has the same metrics), in the unit of column widths.

A column width counts digits of the default font (Calibri 11: 7 pixels each). Excel rounds every glyph to whole pixels
on a screen and does not in print, so the larger of the two is used: a column sized by this never shows ##### and
never cuts a word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from math import ceil

STANDARD_PT = 11.0
SIFFER_PX = 7
LUFT = 1.4  # padding and air a column gets beyond its widest text, in digits
BRYT_SLARK = 1.02  # programs differ a little in where they wrap
POLSTRING = 0.9  # what of it a program uses up before it wraps

# Advance widths of the characters 32-126 in 1/256 em, three digits each.
_VANLIG = (
    "057083102127129183174056077077127127063078064098129129129129129129129129129129068068127127127118228148139136157125"
    "117161159064081133107218165169132172139117124164145227132124119078098078127127074122134108134127078120134058061116"
    "058204134135134134089100085134115183110115101080117080127"
)
_FET = (
    "057083112127129186180059079079127127066078068110129129129129129129129129129129070070127127127118230155143135161124"
    "117163161068084140108223168173136175144121126167151232141133122083110083127127076126137107137128081121137062065122"
    "062208137137137137091102088137121190117121101088121088127"
)
_ANDRE = {"æ": 198, "Æ": 197, "ø": 136, "Ø": 170, "–": 128, "—": 232, "…": 177, "•": 128, "·": 65, "§": 128, "«": 132,
          "»": 132, "−": 128, "½": 170, "×": 128, "→": 256, "\xa0": 58, "“": 107, "”": 107, "’": 64, "●": 210, "▲": 210,
          "■": 210}  # fmt: skip
_UKJENT = 256  # a full em for what the font does not have


@cache
def _tegn(tegn: str, fet: bool) -> int:
    kode = ord(tegn)
    if 32 <= kode < 127:
        tabell = _FET if fet else _VANLIG
        return int(tabell[(kode - 32) * 3 : (kode - 32) * 3 + 3])
    if tegn in _ANDRE:
        return _ANDRE[tegn] + 6 * fet
    grunn = unicodedata.normalize("NFD", tegn)[0]
    return _tegn(grunn, fet) if grunn != tegn else _UKJENT


class _Tegnbredder(dict[str, int]):
    """What `av` says of each character, asked once."""

    def __init__(self, av: Callable[[str], int]) -> None:
        super().__init__()
        self._av = av

    def __missing__(self, tegn: str) -> int:
        bredden = self[tegn] = self._av(tegn)
        return bredden


@cache
def _piksler(pt: float, fet: bool) -> _Tegnbredder:
    """Whole pixels of each character, as on a screen."""
    em = pt * 96 / 72
    return _Tegnbredder(lambda tegn: round(_tegn(tegn, fet) * em / 256))


@cache
def _eksakte(fet: bool) -> _Tegnbredder:
    return _Tegnbredder(lambda tegn: _tegn(tegn, fet))


@lru_cache(maxsize=1 << 16)  # the same days, hours and names stand in thousands of cells
def bredde(tekst: str, pt: float = STANDARD_PT, fet: bool = False) -> float:
    """Width of one line in digits of the default font, without padding; never less than any program needs."""
    skjerm = sum(map(_piksler(pt, fet).__getitem__, tekst))
    return max(skjerm / SIFFER_PX, _trykt(tekst, pt, fet))


def _trykt(tekst: str, pt: float, fet: bool) -> float:
    """The exact width, as in print; what line breaks are counted by."""
    return sum(map(_eksakte(fet).__getitem__, tekst)) * pt * 96 / 72 / 256 / SIFFER_PX


@lru_cache(maxsize=1 << 14)
def linjer(tekst: str, plass: float, pt: float = STANDARD_PT, fet: bool = False) -> int:
    """How many lines the text wraps to in a cell (or merged cells) that is `plass` digits wide."""
    plass = max(plass - POLSTRING, 1.0)
    mellomrom = _trykt(" ", pt, fet)
    antall = 0
    for avsnitt in tekst.split("\n"):
        brukt = 0.0
        antall += 1
        for ord_ in avsnitt.split(" "):
            lengde = BRYT_SLARK * _trykt(ord_, pt, fet)
            if brukt and brukt + mellomrom + lengde > plass:
                antall += 1
                brukt = 0.0
            if lengde > plass:  # broken inside the word
                antall += ceil(lengde / plass) - 1
                lengde %= plass
            brukt += (mellomrom if brukt else 0.0) + lengde
    return antall


def lengste_ord(tekst: str, pt: float = STANDARD_PT, fet: bool = False) -> float:
    return max((bredde(o, pt, fet) for o in tekst.split()), default=0.0)


def storste(tekster: Iterable[str], pt: float = STANDARD_PT, fet: bool = False) -> float:
    return max((bredde(t, pt, fet) for t in tekster), default=0.0)
