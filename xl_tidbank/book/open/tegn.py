"""Signs that mean something in XML, written and read: xml.sax.saxutils has it too, and imports half of the network."""

from __future__ import annotations

_I_TEKST = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_I_VERDI = _I_TEKST | str.maketrans({'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def escape(tekst: str) -> str:
    """Text as it stands between tags."""
    return tekst.translate(_I_TEKST)


def quoteattr(tekst: str) -> str:
    """Text as the value of an attribute, with its quotes."""
    return f'"{tekst.translate(_I_VERDI)}"'


def unescape(tekst: str) -> str:
    """What stands between tags, as text."""
    return tekst.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&")
