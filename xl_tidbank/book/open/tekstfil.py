"""A text file from outside as text: its encoding told, its letters looked at, its size within bounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from xl_tidbank.book.open.safety import les_bytes
from xl_tidbank.core.errors import Feilmelding, TidbankFeil, Verdifeil
from xl_tidbank.tables import encodings
from xl_tidbank.tables.names import ARKRADER, synlig

LENGST_LINJE = 1_000_000
STORST = 100_000_000  # bytes; 50,000 shifts are some four million
_LANG_LINJE = re.compile(rb"[^\r\n]{%d}" % LENGST_LINJE)


def les_tekst(fil: Path) -> str:
    """The text of a file. Verdifeil where it is no text file in an encoding we know."""
    try:
        data = les_bytes(fil, STORST, "Fjern gamle rader og prøv igjen.", "Gi den et navn som ikke ender på .csv.")
    except TidbankFeil as e:
        raise Verdifeil(e.feil) from e
    return som_tekst(fil.name, data)


def som_tekst(fil: str, data: bytes, kodinger: Sequence[str] = ("utf-8-sig", "cp1252")) -> str:
    """As `les_tekst`, of bytes in memory. kodinger: tried in order; a mark at the beginning goes before them."""
    _kontroller_linjer(fil, data)
    if data.startswith(b"PK\x03\x04"):
        raise Verdifeil(Feilmelding(fil, "", "Filen er en Excel-arbeidsbok. Lagre arket som CSV UTF-8 i Excel."))
    for kode in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else kodinger:
        try:
            tekst = data.decode(kode)
        except UnicodeDecodeError as e:
            if kode == "cp1252" and b"\0" not in data:
                raise encodings.ukjent(fil, data, e.start) from e
            continue
        if "\0" not in tekst:
            encodings.krev_norsk(fil, tekst)
            return synlig(tekst)
    hva = "Tegnene i filen er verken UTF-8 eller Windows-1252. Åpne den der den kom fra, og lagre den som CSV UTF-8."
    raise Verdifeil(Feilmelding(fil, "", hva))


def _kontroller_linjer(fil: str, data: bytes) -> None:
    """Refuse what no sheet holds before anything is made of it."""
    if max(data.count(b"\n"), data.count(b"\r")) > ARKRADER:
        tekst = f"Filen har flere enn {ARKRADER} linjer, mer enn et ark rommer. Fjern gamle og tomme rader."
        raise Verdifeil(Feilmelding(fil, "", tekst))
    # Looked for from every letter on to the end of its line: only where there is one.
    if max(map(len, data.splitlines()), default=0) >= LENGST_LINJE and (lang := _LANG_LINJE.search(data)):
        nr = data.count(b"\n", 0, lang.start()) + 1
        tekst = f"Linje {nr} er over {LENGST_LINJE} tegn lang, og er ikke en rad. Hent filen på nytt."
        raise Verdifeil(Feilmelding(fil, f"A{nr}", tekst))
