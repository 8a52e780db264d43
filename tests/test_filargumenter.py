"""Every command that takes a file, given what is none: one Norwegian sentence, exit code 3, and it never waits."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bok import lag_bok
from tests.fiendtlige import CSV
from tests.innut import GRID1
from tests.test_fiendtlige import ENGELSK
from xl_tidbank.cli import kommandoer, main, terminal
from xl_tidbank.core.errors import Feilmelding

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes, devices and rights of a file")

# FIL: what is wrong; BOK: a good bank; UT: a new file.
KOMMANDOER = (
    "saldo FIL", "konto FIL --ansatt 1001", "kontroller FIL", "gjennomgang FIL --dato 2026-09-13 -o UT",
    "avregning FIL --dato 2026-09-13", "timebank FIL", "lonn FIL --maned 2026-05", "fordeling FIL", "prosess FIL",
    "prov FIL --ansatt 1001 --dato 2026-09-13 --start 07:30 --slutt 15:00", "avtale FIL -o UT", "oppsigelse FIL",
    "del FIL -o UT", "minside FIL --ansatt 1001 -o UT", "verifiser FIL", "verifiser FIL --passord",
    "importer FIL GRID --profil turnusgrid --vis", "profil-fra FIL -o TOML", "ny UT --fra FIL",
    "excel MAPPE --fra FIL", "logg FIL", "miljo FIL", "klima FIL", "arsrapport FIL -o UT", "utstyr FIL", "utlan FIL",
    "vaktuke FIL", "oppdater FIL -o UT", "samle FIL", "pakk ZIP --python FIL", "nettside HTML --deler FIL",
)  # fmt: skip
UTEN_FIL = {"demo", "bygg", "libreoffice", "lite", "profiler"}  # they read none
ODDE: dict[str, Callable[[Path], object]] = {
    "ingenting": lambda sti: None,
    "tom": lambda sti: sti.write_bytes(b""),
    "mappe": lambda sti: sti.mkdir(),
    "rør": os.mkfifo,
    "enhet": lambda sti: sti.symlink_to("/dev/zero"),
    "lenke i ring": lambda sti: sti.symlink_to(sti),
    "tekst": lambda sti: sti.write_text("hei"),
    "fil som mappe": lambda sti: sti.parent.joinpath("f").write_text("") and None,
}


def kjor(argumenter: list[str], capfd: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as slutt:
        main(argumenter)
    ut, feil = capfd.readouterr()
    return int(slutt.value.code or 0), ut, feil


def en_setning(kode: int, feil: str) -> bool:
    linjer = feil.splitlines()
    return kode == 3 and len(linjer) == 1 and linjer[0].endswith(".") and not ENGELSK.search(feil)


def test_every_command_is_here() -> None:
    assert {k.linje.navn for k in kommandoer() if k.linje} - UTEN_FIL <= {k.split()[0] for k in KOMMANDOER}


@pytest.mark.parametrize("odd", ODDE)
@pytest.mark.parametrize("kommando", KOMMANDOER)
def test_no_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, kommando: str, odd: str
) -> None:
    monkeypatch.setenv("TIDBANK_PASSORD", "x")
    sti = tmp_path / "Bank.xlsx"
    ODDE[odd](sti)
    fil = {
        "FIL": sti, "UT": tmp_path / "ut.xlsx", "MAPPE": tmp_path / "ny", "GRID": GRID1, "TOML": tmp_path / "min.toml",
        "ZIP": tmp_path / "ut.zip", "HTML": tmp_path / "ut.html",
    }  # fmt: skip
    if odd == "fil som mappe":
        fil["FIL"] = tmp_path / "f" / "Bank.xlsx"
        (tmp_path / "f").write_text("")
    kode, _, feil = kjor([str(fil.get(a, a)) for a in kommando.split()], capfd)
    assert en_setning(kode, feil), (kode, feil)
    assert not any(fil[n].exists() for n in ("UT", "ZIP", "HTML"))


@contextmanager
def som_en_annen() -> Iterator[None]:
    """As somebody who may not read it: root may read everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("kommando", ["saldo FIL", "verifiser FIL", "ny UT --fra MAPPE", "del FIL -o UT"])
@pytest.mark.parametrize("stengt", ["fil", "mappe"])
def test_no_access(tmp_path: Path, capfd: pytest.CaptureFixture[str], kommando: str, stengt: str) -> None:
    hemmelig = tmp_path / "hemmelig"
    hemmelig.mkdir()
    for navn, tekst in CSV.items():
        (hemmelig / f"{navn}.csv").write_text(tekst)
    fil = {"FIL": lag_bok(hemmelig / "Bank.xlsx"), "UT": hemmelig / "ut.xlsx", "MAPPE": hemmelig}
    for sti in tmp_path.parents[:3]:
        sti.chmod(0o755)
    for sti in hemmelig.iterdir():
        sti.chmod(0o000)
    hemmelig.chmod(0o000 if stengt == "mappe" else 0o755)
    with som_en_annen():
        kode, _, feil = kjor([str(fil.get(a, a)) for a in kommando.split()], capfd)
    hemmelig.chmod(0o755)
    assert kode == 3
    assert feil
    assert all("tilgang" in linje and linje.endswith(".") and not ENGELSK.search(linje) for linje in feil.splitlines())


def test_too_long_a_name(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for kommando in (
        ["saldo", "a" * 300 + ".xlsx"],
        ["saldo", str(lag_bok(tmp_path / "b.xlsx")), "-o", "a" * 300 + ".xlsx"],
    ):
        kode, _, feil = kjor(kommando, capfd)
        assert en_setning(kode, feil.replace("a" * 300, "x")), (kode, feil)
        assert "navnet er for langt" in feil.casefold()


def test_a_file_cannot_give_the_terminal_orders(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for navn, tekst in CSV.items():
        (tmp_path / f"{navn}.csv").write_text(tekst.replace("07:30", "\x1b]0;eid\x07\x1b[31m"))
    kode, ut, feil = kjor(["ny", str(tmp_path / "ut.xlsx"), "--fra", str(tmp_path)], capfd)
    assert kode == 3
    assert "Vakter.csv!D2" in feil
    assert not any(tegn in ut + feil for tegn in "\x1b\x07")


def test_no_name_can_either(capfd: pytest.CaptureFixture[str]) -> None:
    terminal.feil([Feilmelding("\x1b[31mVakter\x9b", "A1", "Navnet\ner \x07galt.")])
    terminal.si("\x1b]0;eid\x07")
    ut, feil = capfd.readouterr()
    assert feil == "\ufffd[31mVakter\ufffd!A1: Navnet er \ufffdgalt.\n"
    assert ut == "\ufffd]0;eid\ufffd\n"
