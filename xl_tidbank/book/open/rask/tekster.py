"""The shared texts of a workbook as text, where all of them are plain."""

from __future__ import annotations

import re

_ENKEL = re.compile(rb'<si><t(?: xml:space="preserve")?+>([^<]*+)</t></si>')
_FORAN, _BAK = b"<si><t>", b"</t></si>"
_TRIMMES = re.compile(rb"<t>(?:[ \t\n]|[^<]++(?<=[ \t\n])</t>)")  # space at an end that is not kept
_ANDRE_TEGN = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)")
_KODET = re.compile(rb"_x[0-9A-Fa-f]{4}_")
_UENKEL = re.compile(rb"[\0-\x1f\x7f]|]]>|\A | \Z|\xef\xbf[\xbe\xbf]")
_TEGN = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))  # & last


def enkel_tekst(data: bytes) -> str | None:
    """A text written in its own cell; None where there is anything in it that can be read in two ways."""
    if data.replace(b" ", b"").isalnum() and not (data.startswith(b" ") or data.endswith(b" ")):
        return data.decode()  # letters and digits of ASCII, as most names
    if _UENKEL.search(data) or _ANDRE_TEGN.search(data) or _KODET.search(data):
        return None
    try:
        return _skrevet_ut(data.decode())
    except UnicodeDecodeError:
        return None


def _skrevet_ut(tekst: str) -> str:
    if "&" in tekst:
        for skrevet, tegn in _TEGN:
            tekst = tekst.replace(skrevet, tegn)
    return tekst


def tekstene(data: bytes, fra: int) -> list[str] | None:
    """The texts by their number; None where one of them has formats inside, or is written in an unusual way.

    data: the part. fra: where its root's start tag ends.
    """
    til = data.rfind(b"</sst>")
    if til < 0 or data[til + 6 :].strip() or b"\r" in data or b"\0" in data or _TRIMMES.search(data):
        return None
    if (b"&" in data and _ANDRE_TEGN.search(data)) or (b"_x" in data and _KODET.search(data)):
        return None
    if til == fra:
        return []
    if data.startswith(_FORAN, fra) and data.endswith(_BAK, fra, til):
        samlet = data[fra + len(_FORAN) : til - len(_BAK)].replace(_BAK + _FORAN, b"\0")
        if b"<" not in samlet:  # nothing but them, all written alike
            return _delt(samlet)
    # Every <si is the beginning of one that is taken, and nothing stands between them.
    raa = _ENKEL.findall(data, fra, til)
    antall = len(raa)
    if antall != data.count(b"<si", fra, til) or antall != data.count(b"</si>", fra, til):
        return None
    if data.count(b"</si><si>", fra, til) != antall - 1:
        return None
    if not data.startswith(b"<si>", fra) or not data.endswith(b"</si>", fra, til):
        return None
    return _delt(b"\0".join(raa))


def _delt(samlet: bytes) -> list[str] | None:
    try:
        return _skrevet_ut(samlet.decode()).split("\0")
    except UnicodeDecodeError:
        return None
