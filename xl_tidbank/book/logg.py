"""What was written from a bank: when, by which command, from which content stamp to which. No names of anyone (T13).

Two places hold it. The command line never changes the file it reads, so it appends a line to `FIL.logg.jsonl` beside
the bank; a host appends a row to the sheet Logg of the open workbook. Both have the same fields, and `samle` puts
them in order and says where the bank was changed between two lines.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import stat
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from xl_tidbank.core.errors import Feilmelding, TidbankFeil

from ..tables.names import samme
from .files import backup
from .files.save import Skrevet

ENDELSE = ".logg.jsonl"
ARK = ("Logg", "Tidbank-logg")  # the second where the user has a sheet of the first name
HODE = ("Tid", "Kommando", "Fra stempel", "Til stempel", "Skrevet", "Merknad")
BREDDER = (28.0, 24.0, 16.0, 16.0, 40.0, 40.0)
ENDRET = "Banken er endret siden linjen over."
VENT = 10.0  # seconds for others to append their lines
MAKS_FIL = 50 << 20  # bytes
MAKS_FELT = 200  # characters of a field that is shown
_TID = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d) ?([+-]\d\d:\d\d)")
_STEMPEL = re.compile(r"[0-9a-f]{12}|")


class Linje(NamedTuple):
    """One entry. tid: with its distance from UTC. fra, til: stamps of the bank, "" = none or not known.

    skrevet: what was made, without names: "1 fil (.xlsx)", "2 ark". avtrykk: of each file, to know it again by.
    """

    tid: datetime
    kommando: str
    fra: str
    til: str
    skrevet: str
    avtrykk: tuple[str, ...] = ()


class Vist(NamedTuple):
    """A line in its place. kilde: "fil" or "ark". brudd: it does not begin at the stamp the one before ended with."""

    linje: Linje
    kilde: str
    brudd: bool


def naa() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)


def filene(skrevet: Sequence[Skrevet]) -> tuple[str, tuple[str, ...]]:
    """How many files and of what kind, which says nothing of whom they are about; and a print of each."""
    slag = ", ".join(dict.fromkeys(s.sti.suffix.lower() for s in skrevet))
    antall = f"{len(skrevet)} {'fil' if len(skrevet) == 1 else 'filer'}"
    return f"{antall} ({slag})", tuple(s.avtrykk for s in skrevet)


def filen(bank: Path) -> Path:
    """The log of a bank, beside the file itself and not beside a link to it."""
    ekte = Path(os.path.realpath(bank))
    return ekte.with_name(ekte.name + ENDELSE)


def skriv(bank: Path, linje: Linje) -> str:
    """Append a line to the bank's log: whole, after those of others. Never raises: the sentence why not, "" = done."""
    from filelock import FileLock, Timeout  # here, for what only reads starts without it

    sti = filen(bank)
    rad = (json.dumps(_som_json(linje), ensure_ascii=True) + "\n").encode()
    try:
        with FileLock(backup.laasfil(sti), timeout=VENT):
            _legg_til(sti, rad)
    except Timeout:
        return f"Loggen {sti.name} er ikke skrevet: en annen kommando holder den."
    except OSError as e:
        return f"Loggen {sti.name} er ikke skrevet ({e.strerror or e})."
    return ""


def _legg_til(sti: Path, rad: bytes) -> None:
    # A link, a pipe or a device in the log's place is not ours to write to.
    valg = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    fd = os.open(sti, valg | getattr(os, "O_BINARY", 0), 0o666)
    try:
        s = os.fstat(fd)
        if not stat.S_ISREG(s.st_mode):
            raise OSError(errno.EINVAL, "ikke en vanlig fil")
        if s.st_size:
            os.lseek(fd, -1, os.SEEK_END)
            if os.read(fd, 1) != b"\n":  # one who was killed in the middle of a line
                rad = b"\n" + rad
        if os.write(fd, rad) != len(rad):
            raise OSError(errno.ENOSPC, "ikke plass på disken")
        os.fsync(fd)
    finally:
        os.close(fd)


def _som_json(x: Linje) -> dict[str, Any]:
    return {
        "versjon": 1, "tid": x.tid.isoformat(), "kommando": x.kommando, "fra": x.fra, "til": x.til,
        "skrevet": x.skrevet, "avtrykk": list(x.avtrykk),
    }  # fmt: skip


def les_fil(bank: Path) -> tuple[list[Linje], int]:
    """The lines of the file beside a bank, and how many could not be read. Raises TidbankFeil for what is no log."""
    sti = filen(bank)
    try:
        fd = os.open(sti, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(fd, "rb") as f:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise TidbankFeil(Feilmelding(sti.name, "", "Loggen er ikke en vanlig fil. Flytt den og prøv igjen."))
            data = f.read(MAKS_FIL + 1)
    except FileNotFoundError:
        return [], 0
    except OSError as e:
        raise TidbankFeil(Feilmelding(sti.name, "", f"Loggen kan ikke leses ({e.strerror}).")) from e
    if len(data) > MAKS_FIL:
        raise TidbankFeil(Feilmelding(sti.name, "", "Loggen er større enn 50 MB. Flytt den, så begynner en ny."))
    lest = [_fra_json(r) for r in data.split(b"\n") if r.strip()]
    return [x for x in lest if x is not None], lest.count(None)


def _fra_json(rad: bytes) -> Linje | None:
    with contextlib.suppress(ValueError, TypeError, AttributeError, RecursionError):
        d = json.loads(rad)
        tid = datetime.fromisoformat(d["tid"]) if d.get("versjon") == 1 and "tid" in d else None
        avtrykk = tuple(_felt(a) for a in d.get("avtrykk", ())[:100])
        if tid is not None and tid.tzinfo is not None and _ekte(d.get("fra")) and _ekte(d.get("til")):
            return Linje(tid, _felt(d.get("kommando")), d["fra"], d["til"], _felt(d.get("skrevet")), avtrykk)
    return None


def _felt(verdi: object) -> str:
    return " ".join(str(verdi or "").split())[:MAKS_FELT]


def _ekte(stempel: object) -> bool:
    return isinstance(stempel, str) and _STEMPEL.fullmatch(stempel) is not None


# The sheet


def er_logg(hode: Sequence[object]) -> bool:
    """Whether the first row of a sheet is that of the log."""
    return [samme(v) if isinstance(v, str) else "" for v in hode[: len(HODE)]] == [samme(h) for h in HODE]


def som_rad(x: Linje, over: Sequence[Linje] = ()) -> tuple[str, ...]:
    """The cells of a line on the sheet, below the lines `over`: texts all of them, so that no stamp is read as a
    number."""
    tid = f"{x.tid:%d.%m.%Y %H:%M:%S} {x.tid.isoformat()[-6:]}"
    avtrykk = f" {' '.join(x.avtrykk)}" if x.avtrykk else ""
    return tid, x.kommando, x.fra, x.til, x.skrevet + avtrykk, ENDRET if samle([], [*over, x])[-1].brudd else ""


def skriv_ark(bok: Any, formater: Any, navn: str, linjer: Sequence[Linje] = ()) -> None:
    """Add the sheet to a workbook XlsxWriter is making, with these lines on it."""
    from ..tables.schema import Slag
    from .template.inputs import kolonnestil

    blad = bok.add_worksheet(navn)
    tekst, hode = formater.av(kolonnestil(Slag.NUMMER)), formater("inn.hode")
    for nr, (overskrift, bredde) in enumerate(zip(HODE, BREDDER, strict=True)):
        blad.set_column(nr, nr, bredde, tekst)
        blad.write_string(0, nr, overskrift, hode)
    for rad, linje in enumerate(linjer, 1):
        for nr, verdi in enumerate(som_rad(linje, linjer[: rad - 1][-1:])):
            blad.write_string(rad, nr, verdi, tekst)
    blad.freeze_panes(1, 0)
    blad.repeat_rows(0)


def skriv_arkfil(sti: Path, navn: str) -> None:
    """A workbook with nothing but the empty sheet, for a host to take it from."""
    from .write.pages import Egenskaper, Formater, ny_bok

    with ny_bok(sti, Egenskaper("Logg")) as bok:
        skriv_ark(bok, Formater(bok), navn)


def av_rader(rader: Iterable[Sequence[object]]) -> tuple[list[Linje], int]:
    """The lines of the rows below the header, and how many could not be read."""
    ut, uleste = [], 0
    for rad in rader:
        felt = [_felt(v) for v in (*rad, *("",) * len(HODE))[: len(HODE)]]
        if not any(felt):
            continue
        m = _TID.fullmatch(felt[0])
        try:
            if m is None or not (_ekte(felt[2]) and _ekte(felt[3])):
                raise ValueError
            dag, maaned, aar, klokke, avstand = m.groups()
            tid = datetime.fromisoformat(f"{aar}-{maaned}-{dag}T{klokke}{avstand}")
        except ValueError:
            uleste += 1
            continue
        ut.append(Linje(tid, felt[1], felt[2], felt[3], felt[4]))
    return ut, uleste


def les_ark(bank: Path) -> tuple[list[Linje], int]:
    """The lines of the sheet Logg as the workbook was last saved. Raises TidbankFeil where it cannot be opened."""
    from python_calamine import CalamineError, CalamineWorkbook

    from .open.safety import kontroller_fil

    fakta = kontroller_fil(bank, ARK)
    try:
        bok = CalamineWorkbook.from_filelike(fakta.kopi)
        for navn in fakta.lest.values():
            rader = bok.get_sheet_by_name(navn).to_python(skip_empty_area=False)
            if rader and er_logg(rader[0]):
                return av_rader(rader[1:])
    except CalamineError as e:
        raise TidbankFeil(Feilmelding(bank.name, "", "Arket Logg er skadet og kan ikke leses.")) from e
    return [], 0


def samle(fil: Sequence[Linje], ark: Sequence[Linje]) -> list[Vist]:
    """Both in the order of time; of one second, each in its own order."""
    alle = [(x, "fil") for x in fil] + [(x, "ark") for x in ark]
    alle.sort(key=lambda par: par[0].tid.astimezone(UTC))
    ut: list[Vist] = []
    sist = ""
    for linje, kilde in alle:
        ut.append(Vist(linje, kilde, bool(sist and linje.fra and linje.fra != sist)))
        sist = linje.til or sist
    return ut
