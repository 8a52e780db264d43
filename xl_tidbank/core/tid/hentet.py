"""What a file said of a row it gave, in words of our own: kept beside the row, so that a change by hand is seen.

The words hold what an import may write of the row, and nothing people write of it (status, notice, actual times).
"""

from __future__ import annotations

from typing import Any

from ..tekst import dato, klokke, tall
from .clock import MINUTTER_I_DOGN

LEDIG = "ledig"
_PAUSE = ", pause "


def sagt(post: Any, *, pause: int | None, type_: str = "", ledig: bool = False) -> str:
    """ "1001 04.05.2026 07:30–15:00, pause 30". post: a shift, hours, or a row of a file. pause: None where the file
    does not tell it. ledig: the file had it as vacant, whoever has taken it since."""
    hvem = f"{LEDIG if ledig or not post.ansattnr else post.ansattnr} {dato(post.dato)}"
    slag = f", {type_}" if type_ else ""
    if getattr(post, "fri", False):
        return f"{hvem} fri"
    if post.start is None or post.slutt is None:
        return f"{hvem} {tall(getattr(post, 'timer', None) or 0)} timer"
    tider = f"{klokke(post.start)}–{klokke(post.slutt % MINUTTER_I_DOGN)}"
    return f"{hvem} {tider}{'' if pause is None else f'{_PAUSE}{pause}'}{slag}"


def naa(post: Any) -> str:
    """A row of the bank in the words its file's are in."""
    med_pause = _PAUSE in post.hentet
    ledig = post.hentet.startswith(f"{LEDIG} ")
    return sagt(post, pause=(post.pause or 0) if med_pause else None, type_=getattr(post, "type", ""), ledig=ledig)


def endret_for_hand(post: Any) -> bool:
    """Whether a row that came from a file says another thing than the file did."""
    return bool(post.hentet) and naa(post) != post.hentet
