"""The footer of a printed page: as the program wants it, and as what is read on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .pagenames import ren
from .styles import HVIT, kontrast

FARGE = "55616B"
STEMPEL = "Stempel"
MINST_KONTRAST = 2.5  # below this a text is not read; everything we write has 4.5
MINST_PUNKT = 6
_KODE = re.compile(r'&(?:"([^"]*)"|K([0-9A-Fa-f]{6})|(\d+)|([BIUE])|(.))', re.S)


def kode(bunntekst: tuple[str, str]) -> str:
    """ "Side x av y" between the two texts. The colour comes last: its length is fixed, so no digit joins a size."""
    venstre, hoyre = (ren(t).replace("\n", " ").replace("&", "&&")[:90] for t in bunntekst)
    stil = f"&8&K{FARGE}"
    return f"&L{stil}{venstre}&C{stil}Side &P av &N&R{stil}{hoyre}"


def kanonisk(deler: Iterable[tuple[str, str]], skrifter: frozenset[str]) -> str:
    """Headers and footers by element name, as read: without fonts, sizes and colours that hide nothing."""

    def bit(m: re.Match[str]) -> str:
        skrift, farge, punkt, stil, annet = m.groups()
        if skrift is not None and (skrift.partition(",")[0].casefold() in skrifter or skrift.startswith("-")):
            return ""
        if farge and kontrast(f"#{farge}", HVIT) >= MINST_KONTRAST:
            return ""
        if (punkt and int(punkt) >= MINST_PUNKT) or stil:
            return ""
        return "&" if annet == "&" else f"\x1e{m[0][1:]}\x1e"

    return "\x1d".join(f"{navn}={' '.join(_KODE.sub(bit, t).split(' '))}" for navn, t in sorted(deler) if t.strip())


def lest(bunntekst: tuple[str, str], skrifter: frozenset[str]) -> str:
    """What `kanonisk` makes of our own footer."""
    return kanonisk([("oddFooter", kode(bunntekst))], skrifter)
