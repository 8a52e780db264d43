"""The XML of one sheet, looked through before calamine may see it, and handed on in a form it reads without loss.

calamine makes a dense table between the first and the last filled cell, so one cell far away ends the process; it
returns "" for error values and for formulas nobody computed, and midnight for a negative number in a time format.
`trygt_ark` refuses the first and writes the others as text or plain numbers, so that the reader sees them. So it
does with numbers that are none (NaN, 1e309, -Infinity), which calamine takes for a time or panics at.

Every byte of <sheetData> is matched. One possessive pattern takes the everyday cells (600,000 in 55 ms), what it
stops at is looked at cell by cell, and a sheet neither of them knows is first rewritten by expat (sheetexpat.py),
behind the shield.
Whitespace, attribute order, quoting and prefixes may therefore vary, and nothing hides between the cells.
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import NamedTuple

from xl_tidbank.book.open import shield
from xl_tidbank.book.open.sheetexpat import Uvanlig, omskrevet
from xl_tidbank.book.open.tegn import escape
from xl_tidbank.core.errors import Feilmelding, TidbankFeil
from xl_tidbank.tables.names import ARKRADER, bokstaver, kolonnenr
from xl_tidbank.tables.values import FEILVERDIER, SISTE_SERIE, UTEN_VERDI

MAKS_KOLONNER = 702  # ZZ
MAKS_TOMME = 3_000_000  # empty cells of the box around everything filled, and
MAKS_TOMME_PER_FYLT = 4  # for each filled one

_ROT = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*(?:<\?xml\s([^>]*)\?>)?(?:\s|<!--.*?-->|<\?.*?\?>)*+
    <((?:[\w.-]+:)?)([\w.-]+)(?:[^>"']|"[^"]*"|'[^']*')*+>""",
    re.S | re.X,
)
_KODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)""")
_ATTRIBUTT = re.compile(rb"""([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REFERANSE = re.compile(rb"([A-Za-z]{1,7})([0-9]{1,10})")
_TALL = re.compile(rb"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_TEKSTNUMMER = re.compile(rb"[0-9]{1,8}")
_TAGG = re.compile(rb"<(/?)([^\s/>]*)")
_VINDU = 4 << 20  # bytes looked at together, so that no list of every cell is made
_TOMT_ARK = b"<worksheet><sheetData></sheetData></worksheet>"


class Rot(NamedTuple):
    """The root element of an XML part: prefix with its colon, local name, where its start tag begins and ends."""

    prefiks: bytes
    navn: bytes
    start: int
    slutt: int


def rot(data: bytes) -> Rot | None:
    """The root of a UTF-8 part without a document type (one may only stand before the root); None otherwise."""
    m = _ROT.match(data, 0, 65_536)
    koding = _KODING.search(m[1] or b"") if m else None
    if not m or (koding and koding[1].lower() not in (b"utf-8", b"utf8", b"us-ascii")):
        return None
    return Rot(m[2], m[3], m.start(2) - 1, m.end())


def trygt_ark(ark: str, data: bytes) -> bytes:
    """The sheet as calamine may read it: `data` itself, or a copy where something had to be written otherwise.

    Raises TidbankFeil where the sheet has something far outside its table, or is not a sheet at all.
    """
    try:
        try:
            return _gjennomgaatt(ark, data)
        except Uvanlig:
            shield.krev()
            return _gjennomgaatt(ark, omskrevet(data))
    except Uvanlig as e:
        tekst = "Arket er skadet og kan ikke leses. Åpne filen i Excel, lagre en ny kopi og prøv igjen."
        raise TidbankFeil(Feilmelding(ark, "", tekst)) from e


def _gjennomgaatt(ark: str, data: bytes) -> bytes:
    r = rot(data)
    if r is None or r.navn != b"worksheet":
        raise Uvanlig
    p = r.prefiks
    aapning, lukking = b"<%ssheetData>" % p, b"</%ssheetData>" % p
    start = data.find(aapning, r.slutt)
    if start < 0:
        if b"heetData" in data.replace(b"<%ssheetData/>" % p, b"", 1):
            raise Uvanlig
        return _TOMT_ARK
    for annet in (b"<!", b"<?", b"heetData"):  # a comment could hold a sheetData of its own
        if data.find(annet, r.slutt, start) >= 0:
            raise Uvanlig
    leser = _Cellegjennomgang(ark, data, p)
    slutt = leser.les(start + len(aapning), lukking)
    if not leser.bytter:
        return data
    helt = memoryview(data)
    biter: list[bytes | memoryview] = []
    fra = 0
    for a, b, ny in leser.bytter:
        biter += (helt[fra:a], ny)
        fra = b
    return b"".join((*biter, helt[fra:slutt], b"%s</%sworksheet>" % (lukking, p)))


@cache
def _vanlige(p: bytes, bred: bool) -> re.Pattern[bytes]:
    """Rows of everyday cells: empty, a value, a formula with its value, or inline text.

    A1..Z99999, or A1..ZZ9999999 where `bred`. Every long repeat is over "anything but one byte", which the engine does
    at memory speed. A number that is negative or very large, a text that begins with # or -, and any attribute but s
    and t are left to `_celle`: calamine goes by the last of two references.
    """
    celler = rb"""(?:<%(p)srow[^>]*+>\s*+)?+(?:<%(p)sc\ r="%(ref)s"(?:\ [^r]="[^"]*+")*+/?+>(?:
        <%(p)sv>%(tall)s</%(p)sv></%(p)sc>
        |(?<=\ t="str">)(?:<%(p)sf[^>]*+>(?:[^<]*+</%(p)sf>)?+)?+<%(p)sv>[^<#-][^<]*+</%(p)sv></%(p)sc>
        |(?:<%(p)sf[^>]*+>(?:[^<]*+</%(p)sf>)?+<%(p)sv>%(tall)s</%(p)sv>
          |<%(p)sis><%(p)st[^>]*+>[^<]*+</%(p)st></%(p)sis>)?+</%(p)sc>
        |))*+"""
    tom_rad = rb"<%(p)srow[^>]*+(?:(?<=/)>|></%(p)srow>)"
    monster = rb"\s*+(?:(?:" + tom_rad + rb"|" + celler + rb"</%(p)srow>)\s*+)*+" + celler
    ref = rb"[A-Z][A-Z]?+[0-9]{1,7}+" if bred else rb"[A-Z][0-9]{1,5}+"
    tall = rb"[0-9]{1,8}+(?:\.[0-9]{0,30}+)?+(?:E-[0-9]{1,2}+)?+"
    return re.compile(monster % {b"p": re.escape(p), b"ref": ref, b"tall": tall}, re.X)


@cache
def _aapning(p: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"""<%sc((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*+)\s*(/?)>""" % re.escape(p))


@cache
def _verdi(p: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"<%(p)sv(?:\s[^>]*)?>([^<]+)</%(p)sv\s*>" % {b"p": re.escape(p)})


class _Cellegjennomgang:
    """One walk over the cells. `bytter`: (from, to, new bytes) for the cells calamine would lose."""

    def __init__(self, ark: str, data: bytes, p: bytes) -> None:
        self.ark, self.data, self.p = ark, data, p
        self.bytter: list[tuple[int, int, bytes]] = []
        self.bred = False

    def les(self, start: int, lukking: bytes) -> int:
        """Look through everything from `start`; where the cells end."""
        data, celle = self.data, b"<%sc " % self.p
        pos = start
        while True:
            stopp = _vanlige(self.p, self.bred).match(data, pos).end()  # type: ignore[union-attr]  # may be empty
            if data.startswith(lukking, stopp):
                break
            if data.startswith(celle, stopp):
                pos = self._celle(stopp)
            elif stopp > pos:  # inside a cell whose start tag was an everyday one
                fra = data.rfind(celle, pos, stopp)
                pos = self._celle(fra) if fra >= 0 else stopp
                if pos < stopp:
                    raise Uvanlig
            else:
                raise Uvanlig
        if self.bred:
            self._boks(start, stopp)
        return stopp

    def _celle(self, fra: int) -> int:
        """Look at one cell; the position after it."""
        data, p = self.data, self.p
        m = _aapning(p).match(data, fra)
        if not m:
            raise Uvanlig
        if m[2]:
            return m.end()  # an empty cell never widens the table
        lukking = b"</%sc>" % p
        slutt = data.find(lukking, m.end())
        if slutt < 0:
            raise Uvanlig
        kropp = data[m.end() : slutt]
        formel = False
        for _, navn in _TAGG.findall(kropp):
            lokalt = navn[len(p) :]
            if not navn.startswith(p) or not lokalt.isalpha() or lokalt == b"c":
                raise Uvanlig  # a comment, CDATA, another prefix, or a cell inside the cell
            formel = formel or lokalt == b"f"
        funnet = _ATTRIBUTT.findall(m[1])
        felt = {navn: a or b for navn, a, b in funnet}
        if len(felt) < len(funnet):
            raise Uvanlig
        verdi = _verdi(p).search(kropp)
        tekst = verdi[1] if verdi else b""
        slag = felt.get(b"t", b"n")
        if slag == b"s" and tekst and not _TEKSTNUMMER.fullmatch(tekst):
            raise Uvanlig  # calamine counts round, and takes another text
        ny, uten_format = "", False
        if slag == b"e":
            norsk = tekst.decode("utf-8", "replace").strip()
            ny = norsk if norsk.upper() in FEILVERDIER else "#N/A"
        elif formel and not tekst and slag not in (b"str", b"inlineStr"):
            ny = UTEN_VERDI
        elif slag == b"n" and tekst:
            tall = _tallet(tekst)
            if tall is None:
                ny = tekst[:100].decode("utf-8", "replace")
            uten_format = tall is not None and b"s" in felt and not 0 <= tall <= SISTE_SERIE
        if kropp:  # an empty text widens the table as much as any other
            self._plass(felt.get(b"r", b""))
        if ny:
            byttes = b'<%sc r="%s" t="str"><%sv>%s</%sv>' % (p, felt[b"r"], p, escape(ny).encode(), p)
            self.bytter.append((fra, slutt, byttes))
        elif uten_format:
            # Without its number format, or a negative date or time would come back as midnight.
            self.bytter.append((fra, slutt, b'<%sc r="%s"><%sv>%s</%sv>' % (p, felt[b"r"], p, tekst, p)))
        return slutt + len(lukking)

    def _plass(self, referanse: bytes) -> None:
        m = _REFERANSE.fullmatch(referanse)
        if not m:
            raise Uvanlig
        kolonne, rad = kolonnenr(m[1].decode()), int(m[2])
        if rad > ARKRADER or kolonne > MAKS_KOLONNER:
            celle = referanse.decode().upper()
            tekst = f"Cellen {celle} har innhold langt utenfor tabellen. Slett det som står der, og lagre filen."
            raise TidbankFeil(Feilmelding(self.ark, celle, tekst))
        self.bred = self.bred or rad > 99_999 or kolonne > 26

    def _boks(self, start: int, slutt: int) -> None:
        """Refuse a box around the filled cells that is too large to hold, or with rows too far down."""
        data, celle = self.data, b"<%sc " % self.p
        filt = re.compile(rb"<%sc r=\"([A-Z]{1,2})([0-9]{1,7})\"[^>]*+(?<!/)>" % re.escape(self.p))
        bredde = hoyde = antall = 0
        while start < slutt:
            til = data.find(celle, start + _VINDU, slutt)
            til = slutt if til < 0 else til
            treff = filt.findall(data, start, til)
            antall += len(treff)
            for k in {k for k, _ in treff}:
                bredde = max(bredde, kolonnenr(k.decode()))
            for r in {r for _, r in treff}:
                hoyde = max(hoyde, int(r))
            start = til
        if not rommes(bredde, hoyde, antall):
            tekst = (
                f"Arket har innhold helt ned til rad {hoyde} og bort til kolonne {bokstaver(bredde)}, og nesten alt "
                "imellom er tomt. Slett det som står utenfor tabellen, og lagre filen."
            )
            nederst = re.search(rb'<%sc r="([A-Z]+)%d"' % (re.escape(self.p), hoyde), data)
            celle_ = f"{nederst[1].decode()}{hoyde}" if nederst and hoyde > bredde else ""
            raise TidbankFeil(Feilmelding(self.ark, celle_, tekst))


def rommes(bredde: int, hoyde: int, fylte: int) -> bool:
    """Whether the box around so many filled cells can be held."""
    return hoyde <= ARKRADER and bredde * hoyde <= MAKS_TOMME + (1 + MAKS_TOMME_PER_FYLT) * fylte


def _tallet(tekst: bytes) -> float | None:
    """The number a cell holds, None where it is none that can be reckoned with."""
    if b"&" in tekst:
        raise Uvanlig
    tall = float(tekst) if len(tekst) < 400 and _TALL.fullmatch(tekst) else math.inf
    return tall if math.isfinite(tall) else None
