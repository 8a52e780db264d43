"""True and false in the attributes of a workbook, where programs read them in two ways."""

from __future__ import annotations

_SANN, _USANN = frozenset(("1", "true", "on")), frozenset(("0", "false", "off", "f", ""))


def kan_vaere_paa(verdi: str) -> bool:
    """Whether some program takes an attribute for true: LibreOffice does of t, -1 and 2."""
    return verdi.strip().lower() not in _USANN


def kan_vaere_av(verdi: str) -> bool:
    """Whether some program takes an attribute for false: LibreOffice does of any text that is no number."""
    return verdi.lower() not in _SANN
