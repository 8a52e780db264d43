"""A file appears whole or not at all, never on top of a file somebody has open, and what it replaces is kept (T13).

The new file is written beside under a name of its own, without a lock, however long it takes. Only the moment it is
put in place is locked: is there something, is it open, has it changed, keep it, replace it. Twelve commands that
make one new file at once therefore give one file and eleven refusals, and forty that write over one file give forty
whole files, one in place and 39 backups.
"""

from __future__ import annotations

import contextlib
import errno
import filecmp
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from xl_tidbank.core.errors import Feilmelding, FinnesFraFor, Laastfeil, TidbankFeil, hvorfor

from . import backup, beside

VENT = 10.0  # seconds for other commands to put their files in place; each needs some milliseconds


class Skrevet(NamedTuple):
    """A file put in place. kopi: the backup of what stood there, None where nothing did. avtrykk: of the content."""

    sti: Path
    kopi: Path | None
    avtrykk: str


@dataclass(slots=True)
class Kjoring:
    """What one command writes. bare_nye: files it has promised not to write over. merknader: what its user should
    know beside the answer, a sentence each."""

    skrevet: list[Skrevet] = field(default_factory=list)
    bare_nye: set[str] = field(default_factory=set)
    merknader: list[str] = field(default_factory=list)

    def lov(self, sti: Path) -> None:
        self.bare_nye.add(os.path.realpath(sti))

    def merk(self, *setninger: str) -> None:
        self.merknader += [s for s in setninger if s not in self.merknader]


_kjoringer: list[Kjoring] = []


@contextmanager
def kjoring() -> Iterator[Kjoring]:
    """Take down what is written in the block."""
    egen = Kjoring()
    _kjoringer.append(egen)
    try:
        yield egen
    finally:
        _kjoringer.remove(egen)


def denne() -> Kjoring:
    """The command that runs now; a new one that nobody asks about where none does."""
    return _kjoringer[-1] if _kjoringer else Kjoring()


def skriv_helt(
    sti: Path,
    lag: Callable[[Path], None],
    *,
    bare_ny: bool = False,
    som_lest: beside.Merke | None = None,
    lik_kan_staa: bool = False,
) -> Skrevet:
    """Let `lag` write a temporary file beside `sti`, and put it in place when it is complete and on disk.

    bare_ny: only where nothing stands. som_lest: only over the very file that was read. lik_kan_staa: a file with
    the same bytes is left as it is. What is replaced is kept as a numbered backup. Raises FinnesFraFor, Laastfeil
    when the file is open in another program or has changed, TidbankFeil when it cannot be written; in every case what
    was there is untouched and nothing half-written is left.
    """
    onsket = sti
    sti = Path(os.path.realpath(sti))  # a link keeps pointing to the file; the file is what is replaced
    if not os.path.isdir(sti.parent):
        raise _feil(sti, f"Mappen «{sti.parent}» finnes ikke. Lag mappen, eller velg en annen.")
    if os.path.isdir(sti):
        raise _feil(sti, "Dette er en mappe. Skriv navnet på en fil.")
    bare_ny = bare_ny or str(sti) in denne().bare_nye
    backup.rydd(sti.parent)
    _kan_skrives(onsket, sti, bare_ny, som_lest)
    import hashlib  # not before something is written

    with _som_setning(sti), backup.uferdig(sti) as ny:
        lag(ny)
        with ny.open("rb+") as f:
            avtrykk = hashlib.file_digest(f, "sha256").hexdigest()[:16]
            os.fsync(f.fileno())
        with _laas(sti):
            _kan_skrives(onsket, sti, bare_ny, som_lest)
            lik = lik_kan_staa and os.path.isfile(sti) and filecmp.cmp(ny, sti, shallow=False)
            kopi = None if lik else _sett_inn(onsket, sti, ny, bare_ny)
        _mappe_til_disk(sti.parent)
    skrevet = Skrevet(onsket, kopi, avtrykk)
    denne().skrevet.append(skrevet)
    return skrevet


def _kan_skrives(onsket: Path, sti: Path, bare_ny: bool, som_lest: beside.Merke | None) -> None:
    finnes = os.path.lexists(sti)
    if finnes and bare_ny:
        raise _finnes(onsket)
    aapen = beside.aapen_i(sti)
    if aapen is not None:
        program, navn = aapen
        tekst = (
            f"Filen er åpen i {program}. Lukk den der og prøv igjen. "
            f"Er den ikke åpen hos noen, slett filen «{navn}» i samme mappe."
        )
        raise _laast(sti, tekst)
    if som_lest is not None and beside.merke(sti) != som_lest:
        raise _laast(sti, "Filen ble endret etter at den ble lest, så den er ikke skrevet over. Prøv igjen.")
    if finnes and not os.access(sti, os.W_OK):
        raise _feil(sti, "Filen er skrivebeskyttet. Fjern skrivebeskyttelsen, eller velg et annet navn.")


def _sett_inn(onsket: Path, sti: Path, ny: Path, bare_ny: bool) -> Path | None:
    """Give the finished file its name; the backup of what had it."""
    if not os.path.lexists(sti):
        try:
            _ny_fil(ny, sti)
            return None
        except FileExistsError:  # made by something that does not know our locks
            if bare_ny:
                raise _finnes(onsket) from None
    shutil.copymode(sti, ny)
    kopi, er_ny = backup.ta(sti)
    try:
        os.replace(ny, sti)
    except OSError as e:
        if er_ny:
            with contextlib.suppress(OSError):
                kopi.unlink()
        if isinstance(e, PermissionError):
            raise _laast(sti, "Filen er åpen i et annet program. Lukk den der og prøv igjen.") from e
        raise
    return kopi


def _ny_fil(ny: Path, sti: Path) -> None:
    """As a rename that refuses to replace. Raises FileExistsError."""
    try:
        os.link(ny, sti)
    except FileExistsError:
        raise
    except (OSError, AttributeError):  # a file system, or a system, without links
        if os.path.lexists(sti):
            raise FileExistsError(sti) from None
        os.rename(ny, sti)


@contextmanager
def _laas(sti: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout  # a command that writes nothing needs it not

    laas = FileLock(backup.laasfil(sti), timeout=VENT)
    try:
        laas.acquire()
    except Timeout as e:
        raise _laast(sti, "En annen tidbank-kommando skriver til filen nå. Vent litt og prøv igjen.") from e
    except OSError:
        pass  # nowhere to put the lock: the save is whole all the same
    try:
        yield
    finally:
        laas.release()


@contextmanager
def _som_setning(sti: Path) -> Iterator[None]:
    """An error of the file system as a sentence. XlsxWriter wraps it in one of its own."""
    try:
        yield
    except TidbankFeil:
        raise
    except Exception as e:
        aarsak = e if isinstance(e, OSError) else next((a for a in e.args if isinstance(a, OSError)), None)
        if aarsak is None:
            raise
        raise _feil(sti, _grunn(aarsak)) from e


def _grunn(e: OSError) -> str:
    if e.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "Det er ikke plass på disken. Ingenting er endret: frigjør plass og prøv igjen."
    if e.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "Du har ikke lov til å skrive i mappen. Velg en annen mappe."
    if e.errno == errno.ENAMETOOLONG:
        return "Navnet er for langt. Velg et kortere navn."
    return f"Filen kunne ikke skrives ({hvorfor(e)}). Ingenting er endret."


def _mappe_til_disk(mappe: Path) -> None:
    """The new name must survive a power cut too. Windows cannot, and need not."""
    with contextlib.suppress(OSError, AttributeError):
        fd = os.open(mappe, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


def _finnes(sti: Path) -> FinnesFraFor:
    return FinnesFraFor(f"{sti} finnes fra før. Velg et annet navn, eller bruk --overskriv.")


def _feil(sti: Path, tekst: str) -> TidbankFeil:
    return TidbankFeil(Feilmelding(sti.name, "", tekst))


def _laast(sti: Path, tekst: str) -> Laastfeil:
    return Laastfeil(Feilmelding(sti.name, "", tekst))
