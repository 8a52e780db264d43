"""A secret in a file only its owner can read: there whole or not at all, and made once however many ask for it."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path

from xl_tidbank.core.errors import Feilmelding, TidbankFeil

MAKS = 10_000  # bytes; a key is far shorter
_ANDRE = 0o077
_ANDRE_SKRIVER = 0o022


def hemmelig(sti: Path, ny: Callable[[], bytes]) -> bytes:
    """The content of the file; made from `ny` where there is none. Raises TidbankFeil where others may read it."""
    try:
        sti.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _bare_eieren_skriver(sti.parent)
        if not _finnes(sti):
            _lag(sti, ny())
        return _les(sti)
    except OSError as e:
        raise feil(sti, f"Nøkkelen kan ikke leses eller lages: {_grunn(e)}.") from e


def ikke_hel(sti: Path) -> TidbankFeil:
    tekst = (
        "Filen er ikke en hel nøkkel. Legg tilbake filen fra en sikkerhetskopi. Har du ingen, flytt filen vekk: da "
        "lages en ny nøkkel, med et annet fingeravtrykk eller andre pseudonymer."
    )
    return feil(sti, tekst)


def feil(sti: Path, tekst: str) -> TidbankFeil:
    return TidbankFeil(Feilmelding(str(sti), "", tekst))


def _finnes(sti: Path) -> bool:
    return os.path.lexists(sti)  # a link that leads nowhere too


def _les(sti: Path) -> bytes:
    if not stat.S_ISREG(sti.stat().st_mode):
        raise feil(sti, "Dette er ikke en fil. Flytt den vekk, så lages en ny nøkkel.")
    with sti.open("rb") as f:
        s = os.fstat(f.fileno())
        if os.name == "posix" and stat.S_IMODE(s.st_mode) & _ANDRE:
            raise feil(sti, f"Nøkkelen kan leses av andre. Kjør chmod 600 «{sti}», eller flytt den vekk.")
        if hasattr(os, "getuid") and s.st_uid != os.getuid():
            raise feil(sti, "Nøkkelen eies av en annen bruker. Flytt den vekk, så lages en ny.")
        data = f.read(MAKS + 1)
    if not data or len(data) > MAKS:
        raise ikke_hel(sti)
    return data


def _lag(sti: Path, data: bytes) -> None:
    """Put a whole file in place, unless another process has been first: then its file is the one."""
    ny = sti.with_name(f".{sti.name}-{secrets.token_hex(8)}")
    try:
        fd = os.open(ny, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(fd, "wb") as f:
            f.write(data)
            f.flush()
            os.fsync(f.fileno())
        try:
            os.link(ny, sti)  # fails where the name is taken
        except FileExistsError:
            return
        except OSError:  # a disk without hard links
            from filelock import FileLock

            with FileLock(f"{sti}.lock", timeout=10):
                if not _finnes(sti):
                    os.replace(ny, sti)
    finally:
        with contextlib.suppress(OSError):
            ny.unlink(missing_ok=True)


def _bare_eieren_skriver(mappe: Path) -> None:
    if os.name == "posix" and stat.S_IMODE(mappe.stat().st_mode) & _ANDRE_SKRIVER:
        raise feil(mappe, f"Andre kan bytte ut nøklene i mappen. Kjør chmod 700 «{mappe}».")


def _grunn(e: OSError) -> str:
    if e.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "du har ikke lov til det i mappen"
    if e.errno in (errno.ENOSPC, errno.EDQUOT):
        return "det er ikke plass på disken"
    if e.errno in (errno.ENOTDIR, errno.EEXIST):
        return "det som skulle vært en mappe, er en fil"
    return f"feil {e.errno} fra maskinen"
