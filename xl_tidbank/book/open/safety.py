"""What may be opened. Every workbook from outside passes here before any other reader sees it.

`kontroller_fil` says in one sentence what is wrong, or hands back a clean copy in memory (cleancopy.py) for calamine
to read. Also the door to `skriv_helt`, so that reading and writing of files are found in one place.
"""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from xl_tidbank.book.files.save import skriv_helt
from xl_tidbank.book.open import cleancopy
from xl_tidbank.book.open.archive import Arkiv
from xl_tidbank.core.errors import Feilmelding, TidbankFeil, hvorfor
from xl_tidbank.core.model import Merknad
from xl_tidbank.tables import schema
from xl_tidbank.tables.extent import Omraade
from xl_tidbank.tables.rows import Kolonneark

__all__ = ["Filfakta", "kontroller_fil", "skriv_helt"]

MAKS_FIL = 200_000_000  # bytes on disk
MAKS_DEL = 1_300_000_000  # bytes of a part unpacked: more than a full sheet of shifts, or of roster
MAKS_PAKKET_UT = 1_600_000_000
# Unpacked to packed: a bank of 500,000 shifts is 224 MB unpacked and 11 times what it is packed.
BOMBE = ((20_000_000, 300), (64_000_000, 40))  # from these sizes, the ratio that no honest workbook has
MAKS_DELER = 5_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NY_KOPI = "Åpne den i Excel, lagre en ny kopi og prøv igjen."


class Filfakta(NamedTuple):
    """A file that passed. ark: all its sheets. lest: wanted sheet -> its name in the file and in `kopi`, if there.

    kopi, tabeller, ulest, raske: see cleancopy.Lesekopi, where the first is `fil`.
    """

    sti: Path
    ark: tuple[str, ...]
    lest: Mapping[str, str]
    kopi: io.BytesIO
    tabeller: Mapping[str, tuple[Omraade, ...]]
    ulest: tuple[Merknad, ...]
    raske: Mapping[str, tuple[int, Kolonneark]]


def kontroller_fil(sti: Path, ark: Collection[str] | None = None) -> Filfakta:
    """Look a workbook through and copy the sheets named in `ark` (None: those of the schema).

    Raises TidbankFeil: what the file is, and what to do; or the cell that stands too far away.
    """
    return kontroller_data(sti, innhold(sti), ark)


def kontroller_data(sti: Path, data: bytes, ark: Collection[str] | None = None, rask: bool = False) -> Filfakta:
    """As `kontroller_fil`, of bytes in memory; `sti` names them. rask: see cleancopy.lag."""
    with lesing(sti):
        arkiv = Arkiv(data)
        kontroller_deler(arkiv.infoer)
        kopi = cleancopy.lag(arkiv, [t.ark for t in schema.ALLE] if ark is None else ark, rask)
    return Filfakta(sti, *kopi)


@contextmanager
def lesing(sti: Path) -> Iterator[None]:
    """One sentence for everything that can be wrong with a file."""
    try:
        yield
    except cleancopy.Avvist as e:
        raise _feil(sti, str(e)) from e
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError) as e:
        raise _feil(sti, f"Filen er skadet eller bare delvis overført. Hent den på nytt. {_NY_KOPI}") from e


def _feil(sti: Path, tekst: str) -> TidbankFeil:
    return TidbankFeil(Feilmelding(sti.name, "", tekst))


def innhold(sti: Path, kryptert: bool = False) -> bytes:
    """The bytes of something that looks like a zip; a sentence for everything else.

    kryptert: a file behind a password may pass too.
    """
    data = les_bytes(sti, MAKS_FIL, "Fjern bilder og gamle ark, og lagre den på nytt.", "Oppgi en arbeidsbok (.xlsx).")
    if not data:
        raise _feil(sti, "Filen er tom (0 byte). Hent den på nytt der du fikk den fra.")
    if data.startswith(_OLE):
        if er_kryptert(data):
            if kryptert:
                return data
            tekst = (
                "Filen er beskyttet med passord. Åpne den i Excel, velg Fil > Informasjon > Beskytt arbeidsbok > "
                "Krypter med passord, slett passordet, lagre og prøv igjen."
            )
        else:
            tekst = (
                "Filen er i det gamle Excel-formatet (.xls), uansett hva den heter. "
                "Åpne den i Excel og lagre den som Excel-arbeidsbok (.xlsx)."
            )
        raise _feil(sti, tekst)
    if not data.startswith(b"PK"):
        raise _feil(sti, "Filen er ikke en Excel-arbeidsbok. Åpne den i Excel og lagre den som .xlsx.")
    return data


def les_bytes(sti: Path, maks: int, for_stor: str, er_mappe: str) -> bytes:
    """The bytes of an ordinary file of at most `maks` bytes. Never waits for a pipe, and never reads a device.

    for_stor, er_mappe: what to do about a file that is larger, and about a folder. Raises TidbankFeil.
    """
    vent_ikke = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        if sti.is_dir():
            raise _feil(sti, f"Dette er en mappe. {er_mappe}")
        with open(os.open(sti, os.O_RDONLY | vent_ikke), "rb") as f:
            if not stat.S_ISREG(os.fstat(f.fileno()).st_mode):
                raise _feil(sti, "Dette er ikke en vanlig fil, men en enhet eller et rør. Oppgi en fil på disken.")
            data = f.read(maks + 1)
    except (FileNotFoundError, NotADirectoryError) as e:
        raise _feil(sti, "Filen finnes ikke. Kontroller navnet og mappen.") from e
    except OSError as e:
        raise _feil(sti, f"Filen kan ikke leses: {hvorfor(e)}. Kontroller navnet og tilgangen.") from e
    if len(data) > maks:
        raise _feil(sti, f"Filen er større enn {maks // 1_000_000} MB. {for_stor}")
    return data


def er_kryptert(data: bytes) -> bool:
    """Whether the bytes are a workbook behind a password."""
    return data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data


def kontroller_deler(infoer: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse an archive that is larger, or stranger, than a workbook is. Nothing is unpacked here."""
    sett: set[str] = set()
    for info in infoer:
        navn = info.filename.lower()
        if navn in sett:
            raise _ikke_aapnet(f"delen «{info.filename}» finnes to ganger")
        if info.filename != info.orig_filename or set("\\:") & set(navn) or {"", ".", ".."} & set(navn[:-1].split("/")):
            raise _ikke_aapnet(f"delen «{info.orig_filename[:200]}» har et ulovlig navn".replace("\0", "?"))
        if info.flag_bits & 0x41:
            raise cleancopy.Avvist("Deler av filen er beskyttet med passord. Fjern passordet i Excel og lagre den.")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _ikke_aapnet("den er pakket på en måte Excel ikke bruker")
        if _bombe(info.file_size, info.compress_size):
            raise _ikke_aapnet("den vokser uten grense når den pakkes ut")
        sett.add(navn)
    i_alt, storst = sum(i.file_size for i in infoer), max((i.file_size for i in infoer), default=0)
    if _bombe(i_alt, sum(i.compress_size for i in infoer)):
        raise _ikke_aapnet("den vokser uten grense når den pakkes ut")
    if len(infoer) > MAKS_DELER or i_alt > MAKS_PAKKET_UT or storst > MAKS_DEL:
        raise _ikke_aapnet("den er mye større enn en arbeidsbok skal være når den pakkes ut")


def _bombe(pakket_ut: int, pakket: int) -> bool:
    return any(pakket_ut > minst and pakket_ut > forhold * pakket for minst, forhold in BOMBE)


def _ikke_aapnet(grunn: str) -> cleancopy.Avvist:
    return cleancopy.Avvist(f"Filen åpnes ikke, for {grunn}. {_NY_KOPI}")
