"""Whether the letters of a CSV file can be right: Norwegian words hold no ¿, and no Ã followed by a sign.

A file in another encoding than the one it is read by is full of such pairs. It is refused, with the line: a name that
came in wrong stands wrong on every page.
"""

from __future__ import annotations

import re

from xl_tidbank.core.errors import Feilmelding, Verdifeil

# What æ ø å, and their capitals, become where a file in one encoding is read as Windows-1252: signs that also stand
# beside words, but never before a letter in them.
_BOKSTAV, _LITEN = r"[^\W\d_]", "[a-zæøå]"
_MAC = (
    rf"(?<={_BOKSTAV})[¾¿]|¿(?={_BOKSTAV})|(?<![0-9])¾(?={_LITEN}{{3}})|[®¯](?={_BOKSTAV})"
    rf"|(?<={_LITEN})Œ|(?<={_BOKSTAV})Œ(?={_LITEN})"
)
_DOS = rf"[›†](?={_BOKSTAV})|(?<={_BOKSTAV})‘(?={_LITEN})"
_DOBBELT = re.compile("[ÂÃ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]|â€|ï»¿")
_TAPT = "".join(map(chr, range(0x80, 0xA0))) + "\ufffd"
# What cannot be, a letter of which each holds one, and why.
_UMULIG = (
    (_DOBBELT, frozenset("ÂÃâï"), "Den er kodet som UTF-8 to ganger."),
    (re.compile(_MAC), frozenset("¾¿®¯Œ"), "Den ser ut til å være lagret på en Mac, i Mac Roman."),
    (re.compile(_DOS), frozenset("›†‘"), "Den ser ut til å være i et gammelt tegnsett (CP850 eller CP865)."),
    (re.compile(f"[{_TAPT}]"), frozenset(_TAPT), "Bokstaver er gått tapt der den ble laget."),
)
_LINJESKIFT = re.compile("\r\n|\r|\n")
_GJOR = "Lagre den som CSV UTF-8 i programmet den kom fra, og prøv igjen."


def krev_norsk(fil: str, tekst: str) -> None:
    """Raise Verdifeil with the first line that no Norwegian could have written."""
    tegn = set(tekst)  # most files have no such letter, and need no search
    for monster, har, hvorfor in _UMULIG:
        if not har.isdisjoint(tegn) and (m := monster.search(tekst)):
            fra = tekst.rfind("\n", 0, m.start()) + 1
            ord_ = next(o for o in re.finditer(r"[^;,\t\r\n\"]+", tekst[fra:]) if o.end() > m.start() - fra)
            rad = len(_LINJESKIFT.findall(tekst, 0, m.start())) + 1
            vist = ord_[0].strip()[:40]
            sier = f"Linje {rad} har «{vist}», så bokstavene er lest feil. {hvorfor} {_GJOR}"
            raise Verdifeil(Feilmelding(fil, f"A{rad}", sier))


def ukjent(fil: str, data: bytes, sted: int) -> Verdifeil:
    """For a byte neither encoding knows, such as a capital Å or Ø of another one."""
    rad = len(_LINJESKIFT.findall(data[:sted].decode("latin-1"))) + 1
    sier = f"Linje {rad} har et tegn som verken er UTF-8 eller Windows-1252. {_GJOR}"
    return Verdifeil(Feilmelding(fil, f"A{rad}", sier))
