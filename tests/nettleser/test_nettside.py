"""Tidbank.html in headless Chromium and Firefox: the same answers and the same files as the command line, nothing let
out, and readable on a phone.

TIDBANK_NETTLESER is a folder of node modules with puppeteer-core and axe-core; .ci/run sets it, and then neither
browser may be missing. The pictures are in TIDBANK_BILDER, where it is set.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.bench import banker
from tests.conftest import Svar
from xl_tidbank.cli import main
from xl_tidbank.hosts.nettleser import bygg, deler

HER = Path(__file__).parent
MODULER = os.environ.get("TIDBANK_NETTLESER", "")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not MODULER, reason="TIDBANK_NETTLESER sier ikke hvor puppeteer-core er"),
]
DAG = "2026-09-14"
FIRST = 12_000_000  # bytes: the most the page may be
# What a page is not asked for: what has no bank, and what a test of its own has.
KOMMANDOER = [
    ["saldo", "{bank}", "--dato", DAG],
    ["saldo", "{bank}", "--dato", DAG, "--json"],
    ["kontroller", "{bank}", "--dato", DAG, "--json"],
    ["kontroller", "{bank}", "--dato", DAG, "-o", "{mappe}/Avvik.xlsx"],
    ["konto", "{bank}", "--ansatt", "2002", "--json"],
    ["gjennomgang", "{bank}", "--dato", DAG, "-o", "{mappe}/Gjennomgang.xlsx"],
    ["avregning", "{bank}", "--dato", DAG, "--json"],
    ["del", "{bank}", "--dato", DAG, "--vis", "--json"],
    ["minside", "{bank}", "--dato", DAG, "--ansatt", "2002", "--vis", "--json"],
    ["lonn", "{bank}", "--maned", "2026-08", "--json"],
    ["fordeling", "{bank}", "--dato", DAG, "--json"],
    ["prosess", "{bank}", "--dato", DAG, "--json"],
    ["timebank", "{bank}", "--dato", DAG, "--json"],
    ["importer", "{bank}", "{turnus}", "--profil", "turnusgrid", "--vis", "--json"],
    ["saldo", "{bank}", "--dato", "31.02.2026"],
    ["konto", "{bank}", "--ansatt", "9999"],
]  # fmt: skip


@pytest.fixture(scope="module")
def mappe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nettside")


@pytest.fixture(scope="module")
def side(mappe: Path) -> Path:
    return bygg.bygg(mappe / "Tidbank.html").sti


def kli(*argv: str) -> Svar:
    """The command line, as itself."""
    gjort = subprocess.run([sys.executable, "-m", "xl_tidbank", *argv], capture_output=True, check=False, env=_miljo())
    return Svar(gjort.returncode, gjort.stdout.decode(), gjort.stderr.decode())


def _miljo() -> dict[str, str]:
    return {
        **os.environ,
        "TZ": "Europe/Oslo",
        "NO_COLOR": "1",
        "COLUMNS": "100",
        "TIDBANK_PASSORD": "et-passord",
        "PYTHONPATH": str(HER.parents[1]),
    }


@pytest.fixture(scope="module")
def filer(mappe: Path) -> dict[str, Path]:
    """The demo's bank and copy; a forged copy, a signed one, one with a wrong signature, and files that are no bank."""
    demo = mappe / "demo"
    kli("demo", "--mappe", str(demo))
    inn = mappe / "inn"
    inn.mkdir()
    ut = {"bank": inn / "Tidbank.xlsx", "kopi": inn / "Kopi.xlsx", "signert": inn / "Signert.xlsx"}
    shutil.copy(demo / "Tidbank.xlsx", ut["bank"])
    shutil.copy(demo / "Tillitsvalgt.xlsx", ut["kopi"])
    kli("del", str(ut["bank"]), "--dato", DAG, "--ja", "--signer", "-o", str(ut["signert"]))
    for navn, kilde, fra, til in (
        ("forfalsket", "kopi", rb"(<v>)\d+\.\d+(</v>)", rb"\g<1>1.5\g<2>"),
        ("feil_signatur", "signert", None, None),
    ):
        ut[navn] = inn / f"{navn}.xlsx"
        _endre(ut[kilde], ut[navn], fra, til)
    (inn / "bilde.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    (inn / "halv.xlsx").write_bytes(ut["bank"].read_bytes()[:20_000])
    kli("del", str(ut["bank"]), "--dato", DAG, "--ja", "--passord", "-o", str(inn / "kryptert.xlsx"))
    shutil.copy(demo / "Avvik.xlsx", inn / "annet.xlsx")
    ut |= {n: inn / f"{n}.xlsx" for n in ("bilde", "halv", "kryptert", "annet")}
    return ut


@pytest.fixture(scope="module")
def stor(mappe: Path) -> Path:
    """500 employees with 50 shifts each, a roster, absences and wages."""
    banker.lag(mappe / "Stor.xlsx", 500, 50)
    return mappe / "Stor.xlsx"


def _endre(inn: Path, ut: Path, fra: bytes | None, til: bytes | None) -> None:
    """A copy with one figure changed; or, without a pattern, with the signature's first letter changed."""
    import zipfile

    gjort = False
    with zipfile.ZipFile(inn) as a, zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as b:
        for n in a.namelist():
            data = a.read(n)
            if fra is not None and til is not None and not gjort and n.startswith("xl/worksheets/"):
                data, antall = re.subn(fra, til, data, count=1)
                gjort = bool(antall)
            elif fra is None and n == "xl/sharedStrings.xml":
                data, antall = re.subn(rb">([A-Za-z0-9+/])([A-Za-z0-9+/]{80,90}==)<", _annen_bokstav, data, count=1)
                gjort = bool(antall)
            b.writestr(n, data)
    assert gjort


def _annen_bokstav(m: re.Match[bytes]) -> bytes:
    return b">" + (b"B" if m[1] == b"A" else b"A") + m[2] + b"<"


@pytest.fixture(scope="module", params=["chrome", "firefox"])
def sett(request: pytest.FixtureRequest, mappe: Path, side: Path, filer: dict[str, Path], stor: Path) -> dict[str, Any]:
    """What a browser met: see kjor.mjs."""
    navn = request.param
    program = shutil.which({"chrome": "chromium", "firefox": "firefox-esr"}[navn])
    assert program, f"{navn} is missing"
    ut = Path(os.environ.get("TIDBANK_BILDER") or mappe / "bilder")
    ut.mkdir(parents=True, exist_ok=True)
    turnus = HER.parent / "data" / "innut" / "01_turnusgrid_mai2026.xlsx"
    steder = {"bank": "/filer/Tidbank.xlsx", "mappe": "/filer", "turnus": f"/filer/{turnus.name}"}
    job = {
        "nettleser": navn, "program": program, "side": str(side), "ut": str(ut), "moduler": MODULER,
        "filer": [str(f) for f in filer.values()], "stor": str(stor), "stor_dag": DAG, "turnus": str(turnus),
        "argv": [[a.format(**steder) for a in argv] for argv in KOMMANDOER], "udf": udf_kode(),
    }  # fmt: skip
    (mappe / f"{navn}-job.json").write_text(json.dumps(job), "utf-8")
    gjort = subprocess.run(
        ["node", str(HER / "kjor.mjs"), str(mappe / f"{navn}-job.json")], capture_output=True, text=True, check=False,
        timeout=900, env=_miljo(),  # the same day, also an hour before midnight in London
    )  # fmt: skip
    assert gjort.returncode == 0, gjort.stderr[-2000:]
    svar: dict[str, Any] = json.loads((ut / f"{navn}.json").read_text("utf-8"))
    assert "unntak" not in svar, svar["unntak"]
    svar["navn"] = navn
    return svar


def udf_kode() -> str:
    tilfeller = [
        [t["funksjon"], _som_json(t["gitt"])]
        for f in sorted((HER.parent / "cases").glob("*.toml"))
        for t in tomllib.loads(f.read_text("utf-8"))["tilfelle"]
        if "funksjon" in t
    ]
    assert len(tilfeller) > 150
    kode = (HER / "udf.py").read_text("utf-8").replace("TILFELLER: list[list[Any]] = []\n", "", 1)
    return f"import json\nTILFELLER = json.loads({json.dumps(tilfeller)!r})\n{kode}\nsum_\n"


def _som_json(v: Any) -> Any:
    return {"dato": v.isoformat()} if isinstance(v, date) else [_som_json(x) for x in v] if isinstance(v, list) else v


def test_it_starts_and_says_no_error(sett: dict[str, Any]) -> None:
    assert sett["start"]["feil"] is None
    assert sett["konsoll"] == [k for k in sett["konsoll"] if "Content" in k or "CSP" in k or "blocked" in k]
    print(f"\n{sett['nettleser']}: klar etter {sett['klar_ms']} ms, {sett['start']['om']}")


def test_every_command_answers_as_the_command_line(sett: dict[str, Any], filer: dict[str, Path], mappe: Path) -> None:
    turnus = HER.parent / "data" / "innut" / "01_turnusgrid_mai2026.xlsx"
    ut = mappe / f"ut-{sett['navn']}"
    ut.mkdir()
    shutil.copy(turnus, ut)
    shutil.copy(filer["bank"], ut)
    steder = {"bank": str(ut / "Tidbank.xlsx"), "mappe": str(ut), "turnus": str(ut / turnus.name)}
    for argv, svar in zip(KOMMANDOER, sett["argv"], strict=True):
        ventet = kli(*(a.format(**steder) for a in argv))
        assert svar["kode"] == ventet.kode, (argv, svar["feil"])
        assert svar["ut"] == ventet.ut.replace(str(ut), "/filer"), argv
        assert svar["feil"] == ventet.feil.replace(str(ut), "/filer"), argv
        for navn, lengde, sum_ in svar["filer"]:
            data = (ut / navn).read_bytes()
            assert (lengde, sum_) == (len(data), hashlib.sha256(data).hexdigest()), (argv, navn)
        assert bool(svar["filer"]) == ("-o" in argv)


def test_the_page_shows_what_the_command_line_says(sett: dict[str, Any], filer: dict[str, Path]) -> None:
    i_dag = sett["bank"]["saldo"]
    dag = json.loads(i_dag)["dato"]
    assert i_dag == kli("saldo", str(filer["bank"]), "--dato", dag, "--json").ut
    assert sett["bank"]["funn"] == kli("kontroller", str(filer["bank"]), "--dato", dag, "--json").ut
    assert sett["annen_dag"] == kli("saldo", str(filer["bank"]), "--dato", "01.06.2026", "--json").ut
    forste = json.loads(i_dag)["saldo"][0]["ansattnr"]
    assert sett["konto"] == kli("konto", str(filer["bank"]), "--ansatt", forste, "--til", dag, "--json").ut


def test_a_bank_of_five_megabytes(sett: dict[str, Any], stor: Path) -> None:
    vist = sett["stor"]
    assert stor.stat().st_size > 5_000_000
    assert vist["feil"] is None
    assert len(json.loads(vist["paa_dag"])["saldo"]) == 500
    assert vist["paa_dag"] == kli("saldo", str(stor), "--dato", DAG, "--json").ut
    print(f"\n{sett['nettleser']}: {stor.stat().st_size / 1e6:.1f} MB vist etter {vist['ms']} ms, "
          f"en annen dag etter {vist['dag_ms']} ms")  # fmt: skip


def test_a_copy_is_held_against_its_stamp_and_signature(sett: dict[str, Any], filer: dict[str, Path]) -> None:
    etter = {f["navn"]: f for f in sett["filer"]}
    for navn, begynner in (
        ("Kopi.xlsx", "● Kopien er som da den ble laget"),
        ("Signert.xlsx", "● Kopien er som da den ble laget"),
        ("forfalsket.xlsx", "■ Kopien er endret"),
        ("feil_signatur.xlsx", "■ Kopien er endret"),
    ):
        vist = etter[navn]
        assert vist["tittel"].startswith(begynner), vist
        assert vist["kopi"] == kli("verifiser", str(filer["bank"].with_name(navn)), "--json").ut
    assert json.loads(etter["Signert.xlsx"]["kopi"])["signatur"] == "gyldig"
    assert json.loads(etter["feil_signatur.xlsx"]["kopi"])["signatur"] == "ugyldig"
    assert "er endret" in etter["forfalsket.xlsx"]["tittel"]


def test_what_is_no_bank_gets_a_sentence(sett: dict[str, Any]) -> None:
    etter = {f["navn"]: f for f in sett["filer"]}
    for navn, ord_ in (
        ("bilde.xlsx", "ikke"),
        ("halv.xlsx", "skadet"),
        ("kryptert.xlsx", "passord"),
        ("annet.xlsx", "ikke en tidbank"),
    ):
        vist = etter[navn]
        assert vist["feil"], navn
        assert ord_ in vist["feil"], vist["feil"]
        assert "Traceback" not in vist["feil"]
        assert vist["tall"] is None


def test_a_phone_has_no_sideways_scroll_and_the_figure_first(sett: dict[str, Any]) -> None:
    for vist in sett["filer"]:
        bredde, plass = vist["bredde"]
        assert bredde <= plass, vist["navn"]
    assert sett["filer"][0]["tall"].endswith("timer skyldig")


def test_nothing_gets_out(sett: dict[str, Any]) -> None:
    """The listener counts: only the visit made on purpose at the end."""
    assert sett["treff_foer"] == 0, sett["treff"]
    assert sett["teller"] == ["GET /teller"] or set(sett["teller"]) <= {"GET /teller", "GET /favicon.ico"}
    for hvor in ("arbeider", "python"):
        assert all(v.startswith("stengt") for v in sett["ut"].get(hvor, {}).values()), sett["ut"]
    assert len(sett["ut"]["side"]) == 9


def test_keyboard_and_screen_reader(sett: dict[str, Any]) -> None:
    assert sett["tastatur"] == ["fane0", "true"]
    if sett["navn"] == "chrome":
        assert sett["axe"] == []


def test_the_functions_answer_alike_in_every_python(sett: dict[str, Any], side: Path, mappe: Path) -> None:
    if sett["navn"] != "chrome":
        pytest.skip("Firefox's driver reaches no worker; it is the same WebAssembly")
    rom: dict[str, Any] = {"__name__": "udf"}
    exec(udf_kode().removesuffix("sum_\n"), rom)
    assert json.loads(sett["udf"]) == json.loads(rom["sum_"])
    (mappe / "udf.py").write_text(udf_kode(), "utf-8")
    pakker = mappe / "pakker"
    _legg_ut(pakker)
    node = subprocess.run(
        ["node", str(HER / "node.mjs"), str(deler.hent()), str(pakker), str(mappe / "udf.py")],
        capture_output=True, text=True, check=True, timeout=600,
    )  # fmt: skip
    assert json.loads(node.stdout.strip().splitlines()[-1]) == json.loads(rom["sum_"])


def _legg_ut(mappe: Path) -> None:
    from xl_tidbank.hosts.nettleser import pakke

    for navn, data in pakke.pakkene(deler.hent()).items():
        (mappe / navn).parent.mkdir(parents=True, exist_ok=True)
        (mappe / navn).write_bytes(data)


def test_two_builds_are_the_same_and_small(side: Path, mappe: Path) -> None:
    igjen = bygg.bygg(mappe / "Igjen.html")
    assert igjen.sti.read_bytes() == side.read_bytes()
    assert igjen.lengde <= FIRST
    assert (mappe / "Tidbank.html.sha256").read_text().split() == [igjen.sha256, "Tidbank.html"]
    print(f"\nTidbank.html: {igjen.lengde / 1e6:.1f} MB")


def test_a_part_that_is_another_is_refused(mappe: Path, tmp_path: Path) -> None:
    fra = deler.hent()
    for navn in deler.FASTE["sha256"]:
        shutil.copy(fra / navn, tmp_path)
    (tmp_path / "pyodide.mjs").write_text("export const a = 1;")
    ut = io.StringIO()
    with contextlib.redirect_stderr(ut), pytest.raises(SystemExit) as slutt:
        main(["nettside", str(tmp_path / "T.html"), "--deler", str(tmp_path)])
    assert slutt.value.code == 3
    assert not (tmp_path / "T.html").exists()


@pytest.mark.usefixtures("side")
def test_the_command_writes_the_page(tmp_path: Path, tidbank: Callable[..., Svar]) -> None:
    svar = tidbank("nettside", tmp_path / "T.html", "--json")
    assert svar.kode == 0
    assert svar.json["sha256"] == hashlib.sha256((tmp_path / "T.html").read_bytes()).hexdigest()
    assert tidbank("nettside", tmp_path / "T.html").kode == 2
    assert tidbank("nettside", tmp_path / "T.txt").kode == 2
