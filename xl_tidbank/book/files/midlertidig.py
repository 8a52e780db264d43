"""Temporary copies: a folder only its owner can open, with a name a person understands, and none left lying.

What a killed program leaves is found by its name and removed the next time one is made, when it is older than an hour.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NAVN = "Tidbank midlertidig kopi, kan slettes "
GAMMEL = 3600.0  # seconds


@contextmanager
def mappe() -> Iterator[Path]:
    """A folder for temporary copies, rights 0700, gone when the work is done."""
    rydd()
    ny = tempfile.mkdtemp(prefix=NAVN)  # made with 0700, whatever the user's mask is
    try:
        yield Path(ny)
    finally:
        shutil.rmtree(ny, ignore_errors=True)  # Excel may still hold a file: the next one takes it


def rydd(sted: Path | None = None) -> list[Path]:
    """Remove what was left more than an hour ago; the folders that are gone. Only our own, and never through a link."""
    borte = []
    with suppress(OSError):
        mappe = sted or Path(tempfile.gettempdir())
        for sti in [mappe / navn for navn in sorted(os.listdir(mappe)) if navn.startswith(NAVN)]:
            if _gammel(sti):
                shutil.rmtree(sti, ignore_errors=True)
                if not sti.exists():
                    borte.append(sti)
    return borte


def _gammel(sti: Path) -> bool:
    try:
        om = sti.lstat()
    except OSError:
        return False
    min_ = not hasattr(os, "getuid") or om.st_uid == os.getuid()
    return min_ and stat.S_ISDIR(om.st_mode) and time.time() - om.st_mtime > GAMMEL
