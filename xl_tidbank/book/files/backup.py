"""The numbered backup of a file about to be replaced, and unfinished files that nobody is writing any more.

Both are for `save.skriv_helt`. A backup is a second name for the old file where the file system can do that, so it
is there at once, whole, however large it is and however full the disk is; otherwise a copy that gets its name when
it is whole.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import FileLock

ORD = "sikkerhetskopi"
LENGSTE_NAVN = 240  # bytes of a file name; systems take 255
GAMMEL = 24 * 3600  # seconds after which an unfinished file of another machine is taken for abandoned
PLASSER = 64  # unfinished files of one user at once; each has the number of a lock
UFERDIG = re.compile(r"\.tidbank-uferdig-([0-9a-f]{8})-([0-9]{2})-[0-9a-f]{8}(?:\.\w+)?")


def ta(sti: Path) -> tuple[Path, bool]:
    """Keep the file that stands at `sti` under the next number; its name, and whether it is new.

    The caller holds the lock of `sti`. Never on top of anything. Not new where a command that was killed just before
    it wrote had already kept this very file.
    """
    alle = sikkerhetskopier(sti)
    if alle and os.path.samestat(alle[-1].lstat(), sti.stat()):
        return alle[-1], False
    nr = _nummer(alle[-1]) + 1 if alle else 1
    while True:
        kopi = _navn(sti, nr)
        try:
            os.link(sti, kopi)
            return kopi, True
        except FileExistsError:
            nr += 1
        except (OSError, AttributeError):  # no links here
            if not os.path.lexists(kopi):
                return _kopier(sti, kopi), True
            nr += 1


def sikkerhetskopier(sti: Path) -> list[Path]:
    """The backups of a file that lie beside it, the newest last."""
    foran = f"{_stamme(sti)} {ORD} "
    funnet = [p for p in sti.parent.iterdir() if p.name.startswith(foran) and p.suffix == sti.suffix and _nummer(p)]
    return sorted(funnet, key=_nummer)


def _nummer(kopi: Path) -> int:
    hale = kopi.stem.rpartition(" ")[2]
    return int(hale) if hale.isascii() and hale.isdecimal() and len(hale) < 9 else 0


def _stamme(sti: Path) -> str:
    plass = LENGSTE_NAVN - len(f" {ORD} 99999999{sti.suffix}".encode())
    return sti.stem.encode()[:plass].decode("utf-8", "ignore")


def _navn(sti: Path, nr: int) -> Path:
    return sti.with_name(f"{_stamme(sti)} {ORD} {nr}{sti.suffix}")


def _kopier(sti: Path, kopi: Path) -> Path:
    with uferdig(kopi) as midlertidig:
        shutil.copy2(sti, midlertidig)
        with midlertidig.open("rb+") as f:
            os.fsync(f.fileno())
        os.rename(midlertidig, kopi)
    return kopi


@contextmanager
def uferdig(sti: Path) -> Iterator[Path]:
    """A name beside `sti` for what is not finished yet, with the number of a lock that is held meanwhile, so that
    others can tell that somebody is at it."""
    sted, nr, laas = _sted(), 0, None
    for nr in range(PLASSER):
        laas = _ledig(nr)
        if laas is not None:
            break
    else:
        sted = "0" * 8  # nobody can see that we hold it: only its age tells
    ny = sti.with_name(f".tidbank-uferdig-{sted}-{nr:02d}-{os.urandom(4).hex()}{sti.suffix}")
    try:
        yield ny
    finally:
        _fjern(ny)
        if laas is not None:
            laas.release()


def rydd(mappe: Path) -> list[str]:
    """Remove what killed commands left unfinished in a folder; their names."""
    vekk = []
    with contextlib.suppress(OSError):
        for post in os.scandir(mappe):
            m = UFERDIG.fullmatch(post.name)
            if m and post.is_file(follow_symlinks=False) and _forlatt(post, m[1], int(m[2])):
                vekk.append(post.name)
    return vekk


def _forlatt(post: os.DirEntry[str], sted: str, nr: int) -> bool:
    """Remove one file if nobody is writing it; whether it is gone."""
    if sted != _sted():
        return time.time() - post.stat().st_mtime > GAMMEL and _fjern(Path(post.path))
    laas = _ledig(nr)
    if laas is None:
        return False
    try:
        return _fjern(Path(post.path))
    finally:
        laas.release()


def _ledig(nr: int) -> FileLock | None:
    """The lock of that number, held; None where somebody else holds it, or nowhere may hold locks."""
    from filelock import FileLock, Timeout

    laas = FileLock(_i_temp(f"plass{nr:02d}"))
    try:
        laas.acquire(timeout=0)
    except (OSError, Timeout):
        return None
    return laas


def _fjern(sti: Path) -> bool:
    try:
        sti.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def laasfil(sti: Path) -> str:
    """The lock of a file. Kept away from the user's folder, which may be shared or synchronised."""
    return _i_temp(_sha256(os.path.normcase(sti).encode("utf-8", "surrogateescape"))[:24])


def _i_temp(nokkel: str) -> str:
    """One per user: others may not open it."""
    return os.path.join(tempfile.gettempdir(), f"tidbank-{_bruker()}-{nokkel}.lock")


def _bruker() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0


@cache
def _sted() -> str:
    """This machine, user and folder of locks, as eight digits that tell nobody which."""
    import platform
    import uuid

    deler = (platform.node(), str(uuid.getnode()), str(_bruker()), tempfile.gettempdir())
    return _sha256("\x1f".join(deler).encode("utf-8", "replace"))[:8]


def _sha256(data: bytes) -> str:
    import hashlib  # not before something is written

    return hashlib.sha256(data).hexdigest()
