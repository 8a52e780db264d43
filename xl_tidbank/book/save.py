"""A file appears whole or not at all, and never on top of a file somebody has open."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

from xl_tidbank.core.errors import Feilmelding, Laastfeil, TidbankFeil, hvorfor

VENT = 3.0  # seconds for another command to finish with the same file


def skriv_helt(sti: Path, lag: Callable[[Path], None]) -> None:
    """Let `lag` write a temporary file beside `sti`, and put it in place when it is complete and on disk.

    Raises Laastfeil when the file is open in another program, TidbankFeil when it cannot be written; in both cases
    what was there before is untouched and nothing half-written is left.
    """
    sti = Path(os.path.realpath(sti))  # a link keeps pointing to the file; the file is what is replaced
    if not sti.parent.is_dir():
        raise _feil(sti, f"Mappen «{sti.parent}» finnes ikke. Lag mappen, eller velg en annen.")
    if sti.is_dir():
        raise _feil(sti, "Dette er en mappe. Skriv navnet på en fil.")
    laas = FileLock(_laasfil(sti), timeout=VENT)
    try:
        laas.acquire()
    except Timeout as e:
        raise _laast(sti, "En annen tidbank-kommando skriver til filen nå. Vent litt og prøv igjen.") from e
    except OSError:
        pass  # nowhere to put the lock: the save is whole all the same
    try:
        _aapen_hos_noen(sti)
        if sti.exists() and not os.access(sti, os.W_OK):
            raise _feil(sti, "Filen er skrivebeskyttet. Fjern skrivebeskyttelsen, eller velg et annet navn.")
        _skriv(sti, lag)
    finally:
        laas.release()


def _skriv(sti: Path, lag: Callable[[Path], None]) -> None:
    ny = sti.with_name(f".{sti.stem}-{secrets.token_hex(4)}{sti.suffix}")
    try:
        lag(ny)
        with ny.open("rb+") as f:
            os.fsync(f.fileno())
        if sti.exists():
            shutil.copymode(sti, ny)
        try:
            os.replace(ny, sti)
        except PermissionError as e:
            raise _laast(sti, "Filen er åpen i et annet program. Lukk den der og prøv igjen.") from e
        _mappe_til_disk(sti.parent)
    except TidbankFeil:
        raise
    except Exception as e:
        # XlsxWriter wraps the error of the file system in one of its own.
        aarsak = e if isinstance(e, OSError) else next((a for a in e.args if isinstance(a, OSError)), None)
        if aarsak is None:
            raise
        raise _feil(sti, _grunn(aarsak)) from e
    finally:
        with contextlib.suppress(OSError):
            ny.unlink(missing_ok=True)


def _grunn(e: OSError) -> str:
    if e.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "Det er ikke plass på disken. Ingenting er endret: frigjør plass og prøv igjen."
    if e.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "Du har ikke lov til å skrive i mappen. Velg en annen mappe."
    if e.errno == errno.ENAMETOOLONG:
        return "Navnet er for langt. Velg et kortere navn."
    return f"Filen kunne ikke skrives ({hvorfor(e)}). Ingenting er endret."


def _aapen_hos_noen(sti: Path) -> None:
    """Excel and LibreOffice each put an owner file beside a workbook they have open."""
    for program, navn in (("Excel", f"~${sti.name}"), ("LibreOffice", f".~lock.{sti.name}#")):
        if (sti.parent / navn).exists():
            tekst = (
                f"Filen er åpen i {program}. Lukk den der og prøv igjen. "
                f"Er den ikke åpen hos noen, slett filen «{navn}» i samme mappe."
            )
            raise _laast(sti, tekst)


def _laasfil(sti: Path) -> str:
    """Kept away from the user's folder, which may be shared or synchronised. One per user: others may not open it."""
    bruker = os.getuid() if hasattr(os, "getuid") else 0
    nokkel = hashlib.sha256(os.path.normcase(sti).encode()).hexdigest()[:24]
    return os.path.join(tempfile.gettempdir(), f"tidbank-{bruker}-{nokkel}.lock")


def _mappe_til_disk(mappe: Path) -> None:
    """The new name must survive a power cut too. Windows cannot, and need not."""
    with contextlib.suppress(OSError, AttributeError):
        fd = os.open(mappe, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


def _feil(sti: Path, tekst: str) -> TidbankFeil:
    return TidbankFeil(Feilmelding(sti.name, "", tekst))


def _laast(sti: Path, tekst: str) -> Laastfeil:
    return Laastfeil(Feilmelding(sti.name, "", tekst))
