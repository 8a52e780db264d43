"""The two keys a user has: made once, whole or not at all, read by nobody else, and refused when they are not whole."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from xl_tidbank.book.copy import seal
from xl_tidbank.book.files import keyfile
from xl_tidbank.core.errors import TidbankFeil

BRUK: dict[str, Callable[[], str]] = {
    seal.SIGNATURFIL: lambda: seal.signerer().offentlig,
    seal.PSEUDONYMFIL: lambda: seal.pseudonym("1001"),
}
posix = pytest.mark.skipif(os.name != "posix", reason="rights are another matter here")


@pytest.fixture(autouse=True)
def mappe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(seal.MAPPE, str(tmp_path / "nokler"))
    return tmp_path / "nokler"


@pytest.fixture(params=sorted(BRUK))
def fil(request: pytest.FixtureRequest, mappe: Path) -> Path:
    """The file of one of the keys, not made yet."""
    return mappe / str(request.param)


def ferdig(fil: Path) -> bytes:
    BRUK[fil.name]()
    return fil.read_bytes()


@posix
def test_only_the_owner_can_read_a_key(fil: Path) -> None:
    gammel = os.umask(0)
    try:
        ferdig(fil)
    finally:
        os.umask(gammel)
    assert stat.S_IMODE(fil.stat().st_mode) == 0o600
    assert stat.S_IMODE(fil.parent.stat().st_mode) == 0o700
    assert [f.name for f in fil.parent.iterdir()] == [fil.name]


def test_the_same_key_the_next_time(fil: Path) -> None:
    assert BRUK[fil.name]() == BRUK[fil.name]()


SKADER: dict[str, Callable[[bytes], bytes]] = {
    "tom": lambda d: b"",
    "nuller": lambda d: bytes(len(d)),
    "kuttet": lambda d: d[:-1] if len(d) == seal.PSEUDONYMLENGDE else d[: len(d) // 2],
    "et tegn for lite inni": lambda d: d[:20] + d[21:],
    "noe etter": lambda d: d + b"x",
    "to etter hverandre": lambda d: d + d,
    "tekst": lambda d: b"dette er ingen nokkel, bare ord."[: seal.PSEUDONYMLENGDE],
    "for stor": lambda d: d * 1000,
}


@pytest.mark.parametrize("skade", SKADER)
def test_what_is_not_a_whole_key_is_refused_and_left_as_it_is(fil: Path, skade: str) -> None:
    skadd = SKADER[skade](ferdig(fil))
    fil.write_bytes(skadd)
    with pytest.raises(TidbankFeil, match="ikke en hel nøkkel") as e:
        BRUK[fil.name]()
    assert fil.name in str(e.value)
    assert fil.read_bytes() == skadd


def test_another_kind_of_key_is_refused(mappe: Path) -> None:
    from cryptography.hazmat.primitives import serialization as s
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

    seal.signerer()
    annen = generate_private_key(SECP256R1())
    (mappe / seal.SIGNATURFIL).write_bytes(annen.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, s.NoEncryption()))
    with pytest.raises(TidbankFeil, match="ikke en hel nøkkel"):
        seal.signerer()


def test_a_key_with_windows_line_ends_is_the_same_key(mappe: Path) -> None:
    foer = seal.signerer().offentlig
    fil = mappe / seal.SIGNATURFIL
    fil.write_bytes(fil.read_bytes().replace(b"\n", b"\r\n"))
    assert seal.signerer().offentlig == foer


@posix
@pytest.mark.parametrize("modus", [0o640, 0o604, 0o660])
def test_a_key_others_can_reach_is_refused(fil: Path, modus: int) -> None:
    ferdig(fil)
    fil.chmod(modus)
    with pytest.raises(TidbankFeil, match="chmod 600"):
        BRUK[fil.name]()


@posix
def test_a_folder_others_can_write_in_is_refused(fil: Path) -> None:
    ferdig(fil)
    fil.parent.chmod(0o777)
    with pytest.raises(TidbankFeil, match="chmod 700"):
        BRUK[fil.name]()


@posix
def test_a_pipe_or_a_folder_in_its_place_is_refused(fil: Path) -> None:
    fil.parent.mkdir(mode=0o700)
    os.mkfifo(fil)
    with pytest.raises(TidbankFeil, match="ikke en fil"):
        BRUK[fil.name]()
    fil.unlink()
    fil.mkdir()
    with pytest.raises(TidbankFeil, match="ikke en fil"):
        BRUK[fil.name]()


def test_a_file_where_the_folder_should_be_is_one_sentence(fil: Path) -> None:
    fil.parent.write_text("x")
    with pytest.raises(TidbankFeil, match="er en fil") as e:
        BRUK[fil.name]()
    assert "File exists" not in str(e.value)


def test_nothing_half_written_is_left_when_it_cannot_be_written(fil: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(TidbankFeil, match="ikke plass på disken"):
        BRUK[fil.name]()
    assert list(fil.parent.iterdir()) == []
    monkeypatch.undo()


@pytest.mark.parametrize("uten_lenker", [False, True])
def test_who_comes_second_takes_the_first_key(fil: Path, monkeypatch: pytest.MonkeyPatch, uten_lenker: bool) -> None:
    """Also on a disk without hard links. The second does not see the file until it has its own ready."""

    def nei(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    if uten_lenker:
        monkeypatch.setattr("os.link", nei)
    assert keyfile.hemmelig(fil, lambda: b"forste") == b"forste"
    finnes = iter([False, True])
    monkeypatch.setattr(keyfile, "_finnes", lambda _: next(finnes))
    assert keyfile.hemmelig(fil, lambda: b"andre") == b"forste"
    assert not [f for f in fil.parent.iterdir() if f.name.startswith(".")]


PROGRAM = """
import os, sys, time
from xl_tidbank.book.copy import seal
print("klar", flush=True)
while not os.path.exists(sys.argv[1]): time.sleep(0.0005)
print(seal.pseudonym("1001"), seal.signerer().offentlig)
"""


def test_first_runs_at_once_give_one_key(mappe: Path, tmp_path: Path) -> None:
    """Real processes, let go at the same moment; each has the libraries loaded and asks for both keys."""
    start = tmp_path / "start"
    miljo = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    prosesser = [
        subprocess.Popen([sys.executable, "-c", PROGRAM, str(start)], stdout=subprocess.PIPE, text=True, env=miljo)
        for _ in range(6)
    ]
    for p in prosesser:
        assert p.stdout is not None
        assert p.stdout.readline() == "klar\n"
    time.sleep(0.1)
    start.touch()
    svar = {p.communicate(timeout=60)[0] for p in prosesser}
    assert [p.returncode for p in prosesser] == [0] * 6
    assert len(svar) == 1
    assert sorted(f.name for f in mappe.iterdir()) == [seal.PSEUDONYMFIL, seal.SIGNATURFIL]
