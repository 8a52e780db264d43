"""Work on a file that is not of our own plain shape, in a process of its own with limits on time and memory.

`les` runs a reader here as long as the guard finds the file plain, so that everyday files cost nothing extra. Where a
step that may grow, hang or panic is needed, the guard says `krev()`, and the whole reader is run again behind the
shield: a process that dies, uses up its memory or its time becomes one sentence. Windows has no limit on memory for a
process of ours; there the time alone is watched. Where no Python can be started (a browser, a program that carries
its own), the reader runs here, behind the same sentences.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar
from xml.parsers.expat import ExpatError

from xl_tidbank.core.errors import Feilmelding, TidbankFeil

T = TypeVar("T")

MINNE = 1 << 30  # bytes of address space, and for each byte of the file
MINNE_PER_BYTE = 100
MINNE_MEST = 8 << 30
TID = 20.0  # seconds, and for each million bytes of the file
TID_PER_MB = 3.0

_NY_KOPI = "Åpne filen i Excel, lagre en ny kopi og prøv igjen."
SKADET = f"Filen er skadet og kan ikke leses. {_NY_KOPI}"
FOR_MYE = f"Filen krever mer minne enn en bank skal trenge. {_NY_KOPI}"
FOR_LENGE = f"Filen tar for lang tid å lese. {_NY_KOPI}"

_PYTHON = re.compile(r"(?:python|pypy)[0-9.]*[dtw]?(?:\.exe)?", re.IGNORECASE)
_bak = False
_proever: ContextVar[bool] = ContextVar("proever", default=False)
# All that an answer may be made of, besides plain values and named tuples of ours: the child has read what nobody
# vouches for.
_LOVLIGE = frozenset(("datetime", n) for n in ("date", "datetime", "time", "timedelta"))


class Uskjermet(Exception):  # noqa: N818 - never leaves this module
    """The reader needs the shield, and does not have it."""


def krev() -> None:
    """Called before a step that only the shield makes safe."""
    if _proever.get():
        raise Uskjermet


def er_bak() -> bool:
    """Whether this process is the one behind the shield."""
    return _bak


def les(leser: Callable[..., T], sti: Path, data: bytes, *mer: Any) -> T:
    """leser(sti, data, *mer), with every way the file can make it fail as a sentence.

    leser: a function at the top of a module of ours; what it answers is made of what `_svaret` lets through.
    """
    prov = _proever.set(_python() is not None)
    try:
        with _setninger(sti):
            return leser(sti, data, *mer)
    except Uskjermet:
        pass
    finally:
        _proever.reset(prov)
    return _bak_skjerm(leser, sti, data, mer)  # type: ignore[no-any-return]


@contextlib.contextmanager
def _setninger(sti: Path) -> Any:
    """A sentence for what a reader can do to itself. A panic of calamine is no Exception, but is no Ctrl-C either."""
    try:
        yield
    except (MemoryError, RecursionError) as e:
        raise _feil(sti, FOR_MYE) from e
    except BaseException as e:
        skadet = isinstance(e, (ExpatError, ValueError, ArithmeticError, LookupError))
        if not skadet and type(e).__module__ != "pyo3_runtime":
            raise
        raise _feil(sti, SKADET) from e


def _feil(sti: Path, tekst: str) -> TidbankFeil:
    return TidbankFeil(Feilmelding(sti.name, "", tekst))


def _python() -> str | None:
    """The interpreter to start, or None where this program is not one."""
    program = sys.executable or ""
    kan = _PYTHON.fullmatch(os.path.basename(program)) and not getattr(sys, "frozen", False)
    return program if kan and sys.platform not in ("emscripten", "wasi") else None


def _bak_skjerm(leser: Callable[..., Any], sti: Path, data: bytes, mer: tuple[Any, ...]) -> Any:
    import pickle  # hardly ever needed, as the next
    import subprocess

    tid = TID + TID_PER_MB * len(data) / 1e6
    oppdrag = pickle.dumps((leser.__module__, leser.__qualname__, str(sti), data, mer, int(tid)))
    miljo = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path)), "PYTHONIOENCODING": "utf-8"}
    try:
        # -P: what lies in the folder the user stands in is never imported.
        barn = subprocess.Popen(
            [str(_python()), "-P", "-m", __name__], env=miljo, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except OSError as e:
        raise _feil(sti, "Filen er skrevet på en uvanlig måte, og Python kunne ikke startes for å lese den.") from e
    with barn:
        try:
            svar, _ = barn.communicate(oppdrag, timeout=tid)
        except subprocess.TimeoutExpired as e:
            barn.kill()
            raise _feil(sti, FOR_LENGE) from e
        except BaseException:
            barn.kill()
            raise
    try:
        slag, innhold = _svaret(svar)
    except Exception as e:  # it died, or what it wrote is no answer
        raise _feil(sti, FOR_LENGE if barn.returncode == -getattr(_signaler(), "SIGXCPU", 0) else FOR_MYE) from e
    if slag == "feil":
        raise TidbankFeil(innhold)
    return innhold


def _signaler() -> Any:
    import signal

    return signal


def _svaret(svar: bytes) -> Any:
    """What the child has answered, made of nothing but plain values and named tuples of ours."""
    import pickle

    class Leser(pickle.Unpickler):
        def find_class(self, modul: str, navn: str) -> Any:
            if (modul, navn) in _LOVLIGE:
                return super().find_class(modul, navn)
            funnet = super().find_class(modul, navn) if modul.startswith("xl_tidbank.") else None
            if not (isinstance(funnet, type) and issubclass(funnet, tuple)):
                raise pickle.UnpicklingError(navn)
            return funnet

    return Leser(io.BytesIO(svar)).load()


def _begrens(antall: int, sekunder: int) -> None:
    """Limits of this process, where the system has them. antall: bytes of the file."""
    try:
        import resource
    except ImportError:  # Windows: whoever started us watches the time
        return
    minne = min(MINNE + MINNE_PER_BYTE * antall, MINNE_MEST)
    for grense, verdi, mest in (
        (resource.RLIMIT_AS, minne, minne),
        (resource.RLIMIT_CPU, sekunder, sekunder + 1),  # at the first it dies of the time, at the last of anything
        (resource.RLIMIT_CORE, 0, 0),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(grense, (verdi, mest))


def _barn() -> None:
    """One reader, one answer."""
    import importlib
    import pickle

    modul, navn, sti, data, mer, sekunder = pickle.load(sys.stdin.buffer)
    _begrens(len(data), sekunder)
    vars(importlib.import_module("xl_tidbank.book.open.shield"))["_bak"] = True  # this one runs as __main__
    leser = getattr(importlib.import_module(modul), navn)
    try:
        with _setninger(Path(sti)):
            svar = pickle.dumps(("ok", leser(Path(sti), data, *mer)))
    except TidbankFeil as e:
        svar = pickle.dumps(("feil", e.feil))
    except Exception:
        svar = pickle.dumps(("feil", _feil(Path(sti), SKADET).feil))
    sys.stdout.buffer.write(svar)


if __name__ == "__main__":
    _barn()
