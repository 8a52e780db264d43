"""Names compared as people read them, and the letters of columns."""

from __future__ import annotations

from unicodedata import category, normalize

ARKRADER, ARKKOLONNER = 1_048_576, 16_384  # what a sheet of a spreadsheet program holds


def synlig(tekst: str) -> str:
    """Without characters nobody can see (Unicode Cf): marks of direction, zero width spaces, a BOM in the middle."""
    if tekst.isascii():
        return tekst
    usynlige = [tegn for tegn in set(tekst) if not tegn.isalnum() and category(tegn) == "Cf"]
    return tekst.translate(dict.fromkeys(map(ord, usynlige))) if usynlige else tekst


def samme(navn: str) -> str:
    """Names of sheets, files and headers without regard to case, to spaces, or to how æ ø å are composed."""
    return " ".join(normalize("NFC", synlig(navn)).split()).casefold()


def bokstaver(kolonne: int) -> str:
    """1 -> A, 27 -> AA."""
    tekst = ""
    while kolonne:
        kolonne, rest = divmod(kolonne - 1, 26)
        tekst = chr(65 + rest) + tekst
    return tekst


def kolonnenr(bokstaver: str) -> int:
    """A -> 1, aa -> 27."""
    n = 0
    for tegn in bokstaver.upper():
        n = n * 26 + ord(tegn) - 64
    return n
