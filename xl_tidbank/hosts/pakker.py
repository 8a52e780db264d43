"""The files of installed packages, for a program that carries its own: ours, and the pure libraries we stand on."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

SONE = ("tzdata", "zoneinfo/Europe/Oslo")  # where the machine has no time zones of its own (Windows, a browser)
NORSKE_DAGER = "NO.mo"  # the names of the red days, in the translation files of the library holidays
ENDELSER = (".py", ".toml")


def filene(navn: str, mer: tuple[str, ...] = ()) -> Iterator[tuple[str, bytes]]:
    """Every file of a package or module that it needs when it runs: its path as it is imported, and its content.

    mer: more endings. Raises ModuleNotFoundError.
    """
    rot = _stedet(navn)
    if rot.name != "__init__.py":
        yield rot.name, rot.read_bytes()
        return
    rot = rot.parent
    for fil in sorted(rot.rglob("*")):
        if fil.suffix in (*ENDELSER, *mer) or fil.name == NORSKE_DAGER:
            yield f"{navn}/{fil.relative_to(rot).as_posix()}", fil.read_bytes()


def sonen() -> Iterator[tuple[str, bytes]]:
    """The one time zone we use, as the package zoneinfo looks for it: a file in packages inside each other."""
    pakke, fil = SONE
    deler = fil.split("/")
    for n in range(len(deler)):
        yield "/".join((pakke, *deler[:n], "__init__.py")), b""
    yield f"{pakke}/{fil}", (_stedet(pakke).parent / fil).read_bytes()


def navneskilt(pakke: str) -> tuple[str, bytes]:
    """What a library finds that asks for its own version when it is imported."""
    versjon = metadata.version(pakke)
    return (
        f"{pakke.replace('-', '_')}-{versjon}.dist-info/METADATA",
        f"Metadata-Version: 2.1\nName: {pakke}\nVersion: {versjon}\n".encode(),
    )


def lisensene(pakke: str) -> Iterator[tuple[str, str]]:
    """The licence files of an installed package: name and text."""
    for fil in metadata.files(pakke) or ():
        if any(ord_ in fil.name.upper() for ord_ in ("LICENSE", "LICENCE", "COPYING", "NOTICE")):
            yield fil.name, fil.read_text(encoding="utf-8")


def _stedet(navn: str) -> Path:
    funnet = importlib.util.find_spec(navn)
    if funnet is None or funnet.origin is None:
        raise ModuleNotFoundError(navn)
    return Path(funnet.origin)
