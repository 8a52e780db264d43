"""Workbooks, copies, encrypted copies and CSV of our own, changed at random, read again and again.

    python -m tests.mutator --sekunder 60 [--fro N] [--fra K] [--mappe MAPPE]

Case K of seed N is always the same bytes. A worker process reads them as the commands do; the supervisor notices when
it dies or stops answering, keeps the input, and goes on with the next case. What needs the shield
(book/open/shield.py) is read in the worker too, as in the process behind the shield; an end there is tried again with
the real one. A finding is anything but a result or a sentence: its input is kept in the folder, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import re
import select
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from tests.fiendtlige import CSV, PASSORD, pakk

ROT = Path(__file__).parents[1]
DAG = date(2026, 9, 13)
STILLE = 40.0  # seconds without an answer that are a hang
MINNE = 2 << 30  # bytes of address space for the worker
VEKT = {"bank": 5, "liten": 5, "openpyxl": 3, "kopi": 5, "csv": 5, "kryptert": 1}

Innhold = dict[str, bytes]  # files of a folder by name, or one workbook


class Utfall(NamedTuple):
    """nr: the case. slag: what was changed. hva: lest, setning, or funn with what happened; skjermet: by the shield."""

    nr: int
    slag: str
    hva: str
    skjermet: bool
    tekst: str = ""


# What is changed


def grunnlag(mappe: Path) -> dict[str, Innhold]:
    """The whole files, the same in every run."""
    import openpyxl

    from tests.bok import lag_bok
    from xl_tidbank import commands
    from xl_tidbank.book.copy import seal
    from xl_tidbank.book.open import read
    from xl_tidbank.book.open.csvmappe import les_mappe
    from xl_tidbank.book.template import workbook
    from xl_tidbank.core.bank import Bank
    from xl_tidbank.tables.schema import TABELLER

    liten = lag_bok(mappe / "liten.xlsx")
    for navn, tekst in CSV.items():
        (mappe / f"{navn}.csv").write_text(tekst, "utf-8")
    fra_csv = les_mappe(mappe)
    workbook.skriv_bank(mappe / "bank.xlsx", fra_csv.rader, commands.forsider(Bank(fra_csv.tabeller), DAG))
    tom = openpyxl.load_workbook(liten)
    tom.save(mappe / "openpyxl.xlsx")
    bank = Bank(read.les_bok(liten, [t.navn for t in TABELLER]))
    commands.til_tillitsvalgt(bank, date(2026, 6, 1)).skriv(mappe / "kopi.xlsx")
    ut = {n: {"Bank.xlsx": _uten_klokke(mappe / f"{n}.xlsx")} for n in ("bank", "liten", "openpyxl", "kopi")}
    from msoffcrypto.method.container import ecma376_encrypted

    with (
        mock.patch.object(ecma376_encrypted, "datetime", mock.Mock(now=lambda: datetime(2026, 1, 1), wraps=datetime)),
        mock.patch("os.urandom", random.Random(1).randbytes),
        mock.patch("secrets.token_bytes", random.Random(2).randbytes),
    ):
        ut["kryptert"] = {"Bank.xlsx": seal.krypter(ut["kopi"]["Bank.xlsx"], PASSORD)}
    ut["csv"] = {f"{n}.csv": t.encode() for n, t in CSV.items()}
    return ut


def _uten_klokke(sti: Path) -> bytes:
    with zipfile.ZipFile(sti) as z:
        deler = {i.filename: z.read(i) for i in z.infolist()}
    tid = re.compile(rb"\d{4}-\d\d-\d\dT[\d:]+Z")
    return pakk({n: tid.sub(b"2026-01-01T00:00:00Z", d) if n.startswith("docProps") else d for n, d in deler.items()})


# How

VERDIER = (
    "NaN", "-Infinity", "1e309", "-1", "0", "1", "2958466", "2999999", "4294967296", "99999999999999999999", "0.5",
    "46054", "46054.3125", "-0.25", "60", "1e-320", "A1", "XFD1048576", "ZZ90000", "A0", "s", "str", "b", "e", "d",
    "inlineStr", "#REF!", "#N/A", "", " ", "x", "ø", "😀", "_x0000_", "&#0;", "&amp;", "&lt;", "\u2028", "r",
    "31.02.2026", "12.13.2026", "25:00", "24:00", "07:30", "7,5", "1.234", "SYK", "Tidbank", "Utført", "=1+1", "true",
)  # fmt: skip
BITER = (
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', b'<c r="C2" s="1"><v>-Infinity</v></c>', b"<!-- x -->",
    b"<![CDATA[x]]>", b"<?x y?>", b"<a>", b"</a>", b"</c>", b"<v>1</v>", b"<f>A1</f>", b"<is><t>x</t></is>", b"\0",
    b"<row>", b"</sheetData>", b"<sheetData>", b'<c t="s"><v>0</v></c>', b"&x;", b"<!DOCTYPE a>", b"\xff",
)  # fmt: skip
_TOKEN = re.compile(rb"<[^>]*>|[^<]+")
_FELT = re.compile(rb'(?<==")[^"]*(?=")')


def bytenivaa(r: random.Random, data: bytes) -> bytes:
    if not data:
        return b"x"
    a = r.randrange(len(data))
    b = min(len(data), a + 1 + int(r.expovariate(1 / 8)))
    hva = r.randrange(7)
    if hva == 0:
        return data[:a] + bytes([data[a] ^ (1 << r.randrange(8))]) + data[a + 1 :]
    if hva == 1:
        return data[:a] + r.randbytes(b - a) + data[b:]
    if hva == 2:
        return data[:a] + data[b:]
    if hva == 3:
        return data[:b] + data[a:b] * r.choice((1, 2, 50)) + data[b:]
    if hva == 4:
        return data[:a] + r.choice((b"\0", b"\xff", b"\x7f", b"\x80")) * (b - a) + data[b:]
    if hva == 5:
        return data[:a]
    c = r.randrange(len(data))
    return data[:a] + data[c : c + (b - a) * 10] + data[a:]


def xmlnivaa(r: random.Random, data: bytes) -> bytes:
    tokens = _TOKEN.findall(data)
    if not tokens:
        return bytenivaa(r, data)
    for _ in range(r.choice((1, 1, 1, 2, 5))):
        n = r.randrange(len(tokens))
        hva = r.randrange(9)
        if hva == 0:
            tokens[n] = b""
        elif hva == 1:
            tokens.insert(n, tokens[r.randrange(len(tokens))])
        elif hva == 2:
            m = r.randrange(len(tokens))
            tokens[n], tokens[m] = tokens[m], tokens[n]
        elif hva in (3, 4, 5):
            felt = list(_FELT.finditer(tokens[n]))
            ny = r.choice(VERDIER).encode()
            if felt:
                f = r.choice(felt)
                tokens[n] = tokens[n][: f.start()] + ny + tokens[n][f.end() :]
            elif not tokens[n].startswith(b"<"):
                tokens[n] = ny
        elif hva == 6:
            tokens.insert(n, r.choice(BITER))
        elif hva == 7:
            til = min(len(tokens), n + r.randrange(1, 30))
            tokens[n:til] = tokens[n:til] * r.choice((0, 2, 3))
        else:
            tokens[n] = tokens[n] * r.choice((2, 100))
        tokens = tokens or [b"x"]
    return b"".join(tokens)


def zipnivaa(r: random.Random, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        deler = {i.filename: z.read(i) for i in z.infolist()}
    navn = r.choice(sorted(deler))
    hva = r.randrange(6)
    if hva == 0:
        del deler[navn]
    elif hva == 1:
        deler[navn], annet = b"", deler[navn]
        deler[r.choice(sorted(deler))] = annet
    elif hva == 2:
        deler[r.choice((navn.upper(), "../" + navn, navn + "/", navn.replace("/", "\\"), "x"))] = deler.pop(navn)
    elif hva == 3:
        deler[navn] = r.choice((b"", b"\0" * 100, b"x", deler[navn] * 2, deler[navn][: len(deler[navn]) // 2]))
    else:  # a field of the directory, or of a local head
        ut = bytearray(data)
        hoder = [m.start() for m in re.finditer(b"PK\x01\x02|PK\x03\x04|PK\x05\x06", data)]
        sted = r.choice(hoder) + 4 + r.randrange(42)
        if sted < len(ut):
            ut[sted] = r.choice((0, 1, 0x7F, 0x80, 0xFF, ut[sted] ^ 1))
        return bytes(ut)
    return pakk(deler)


def csvnivaa(r: random.Random, data: bytes) -> bytes:
    for _ in range(r.choice((1, 1, 2, 5))):
        bit = re.split(rb"([;\n])", data)
        n = r.randrange(len(bit))
        hva = r.randrange(6)
        if hva in (0, 1):
            bit[n] = r.choice(VERDIER).encode()
        elif hva == 2:
            bit[n] = r.choice((b'"', b"\t", b",", b"\r", b"sep=;\n", b"\xef\xbb\xbf", b"\xe6", b";;;;", b"\n\n"))
        elif hva == 3:
            bit[n] = b""
        elif hva == 4:
            bit.insert(n, bit[r.randrange(len(bit))])
        else:
            bit[n] = bit[n] * r.choice((2, 100, 20_000))
        data = b"".join(bit)
    return data


def mutert(fro: int, nr: int, fra: dict[str, Innhold]) -> tuple[str, Innhold]:
    """Case nr of a seed: what it is made of and how, and the files."""
    r = random.Random(f"{fro}/{nr}")
    kilde = r.choices(list(VEKT), list(VEKT.values()))[0]
    innhold = dict(fra[kilde])
    navn = r.choice(sorted(innhold))
    data = innhold[navn]
    nivaaer: dict[str, Callable[[random.Random, bytes], bytes]] = {"byte": bytenivaa}
    if kilde == "csv":
        nivaaer |= {"felt": csvnivaa}
    elif kilde != "kryptert":
        nivaaer |= {
            "zip": zipnivaa,
            "xml": _i_en_del(xmlnivaa),
            "xml2": _i_en_del(xmlnivaa),
            "del": _i_en_del(bytenivaa),
        }
    nivaa = r.choice(list(nivaaer))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        innhold[navn] = nivaaer[nivaa](r, data)
    return f"{kilde}/{nivaa.rstrip('2')}", innhold


def _i_en_del(nivaa: Callable[[random.Random, bytes], bytes]) -> Callable[[random.Random, bytes], bytes]:
    def endre(r: random.Random, data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            deler = {i.filename: z.read(i) for i in z.infolist()}
        navn = r.choice([n for n in sorted(deler) if n.startswith(("xl/w", "xl/s", "_rels", "xl/_"))])
        return pakk({**deler, navn: nivaa(r, deler[navn])})

    return endre


# Reading


def les(kilde: str, mappe: Path, nr: int = 0) -> None:
    """As the commands read: a bank with its balances and findings, a copy with its check, a folder of CSV.

    nr: which of the other commands looks at the bank too.
    """
    from xl_tidbank import commands
    from xl_tidbank.book.copy import verify
    from xl_tidbank.book.open import read
    from xl_tidbank.book.open.csvmappe import les_mappe
    from xl_tidbank.core.bank import Bank

    if kilde in ("kopi", "kryptert"):
        kopi = verify.les_kopi(mappe / "Bank.xlsx", (lambda: PASSORD) if kilde == "kryptert" else None)
        verify.sammendrag(verify.verifiser(kopi).endringer)
        return
    bank = Bank(les_mappe(mappe).tabeller if kilde == "csv" else read.les_bok(mappe / "Bank.xlsx"))
    bank.saldoer(DAG)
    bank.funn(DAG)
    assert bank.stempel
    andre: list[Callable[[], object]] = [
        lambda: bank.avregning(DAG),
        lambda: bank.timebanker(DAG),
        lambda: [bank.konto(nr_, til=DAG) for nr_ in bank.ansattnumre],
        lambda: commands.forsider(bank, DAG),
        lambda: commands.lonn(bank, date(2026, 6, 30)).sider(),
        lambda: commands.fordeling(bank, DAG).sider(),
        lambda: commands.prosess(bank, DAG).sider(),
        lambda: commands.oppsigelse(bank, DAG).sider(),
        lambda: commands.kontroller_alt(bank, DAG).sider(),
        lambda: commands.til_tillitsvalgt(bank, DAG),
    ]
    andre[nr % len(andre)]()


def _legg(innhold: Innhold, mappe: Path) -> None:
    mappe.mkdir(parents=True, exist_ok=True)
    for navn, data in innhold.items():
        (mappe / navn).write_bytes(data)


def arbeid(fro: int, nr: int, mappe: Path) -> None:
    """The worker: case after case from nr, a line before each and one after."""
    from tests.test_fiendtlige import ENGELSK
    from xl_tidbank.book.open import shield
    from xl_tidbank.core.errors import TidbankFeil

    fra = grunnlag(_ny(mappe / "grunnlag"))
    _begrens()
    bak = False

    def i_denne(leser: Callable[..., Any], sti: Path, data: bytes, mer: tuple[Any, ...]) -> Any:
        nonlocal bak
        bak = True
        _si("bak", nr)
        try:
            with shield._setninger(sti):
                return leser(sti, data, *mer)
        except Exception as e:
            raise e if isinstance(e, TidbankFeil) else shield._feil(sti, shield.SKADET) from e
        finally:
            _si("foran", nr)

    shield._bak_skjerm = i_denne
    while True:
        slag, innhold = mutert(fro, nr, fra)
        _legg(innhold, mappe / "sak")
        bak, tekst = False, ""
        _si("begynner", nr, slag)
        try:
            les(slag.split("/")[0], mappe / "sak", nr)
            hva = "lest"
        except TidbankFeil as e:
            hva, tekst = "setning", str(e)
            if not e.feil or any(ENGELSK.search(f.tekst) or not f.tekst.endswith(".") for f in e.feil):
                hva = "funn"
            elif not bak and any(type(x).__module__ == "pyo3_runtime" for x in (e.__cause__, e.__context__)):
                hva, tekst = "funn", f"calamine panicked in front of the shield: {e}"
        except BaseException:
            hva, tekst = "funn", traceback.format_exc()
        _si("svar", Utfall(nr, slag, hva, bak, tekst[-2000:] if hva == "funn" else ""))
        nr += 1


def _begrens() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MINNE, MINNE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _ny(mappe: Path) -> Path:
    mappe.mkdir(parents=True, exist_ok=True)
    return mappe


def _si(*hva: Any) -> None:
    sys.stdout.write(json.dumps(hva) + "\n")
    sys.stdout.flush()


# The supervisor


class Arbeider:
    def __init__(self, fro: int, nr: int, mappe: Path) -> None:
        kode = [
            sys.executable,
            "-m",
            "tests.mutator",
            "--arbeid",
            "--fro",
            str(fro),
            "--fra",
            str(nr),
            "--mappe",
            str(mappe),
        ]
        self.prosess = subprocess.Popen(kode, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROT)
        assert self.prosess.stdout is not None
        self.fd = self.prosess.stdout.fileno()
        self.rest = b""

    def linjer(self) -> list[Any] | None:
        """What it has said; None when it said nothing for too long, or is dead."""
        klar, _, _ = select.select([self.fd], [], [], STILLE)
        data = os.read(self.fd, 1 << 16) if klar else b""
        if not data:
            return None
        *hele, self.rest = (self.rest + data).split(b"\n")
        return [json.loads(linje) for linje in hele]

    def stopp(self) -> int | None:
        kode = self.prosess.poll()
        self.prosess.kill()
        self.prosess.wait()
        return kode


def vokt(fro: int, nr: int, sekunder: float, mappe: Path) -> tuple[Counter[tuple[str, str]], list[Utfall]]:
    """Run cases for so long. Counts by what was changed and outcome, and the findings."""
    telling: Counter[tuple[str, str]] = Counter()
    funn: list[Utfall] = []
    slutt = time.monotonic() + sekunder
    arbeider = Arbeider(fro, nr, mappe / "arbeid")
    sted, slag, bak = nr, "", False
    while time.monotonic() < slutt:
        linjer = arbeider.linjer()
        if linjer is None:
            kode = arbeider.stopp()
            # A process that ended has an exit code a moment later than its last word.
            hva = f"ended with {kode}" if kode is not None else "hung or ended"
            utfall = Utfall(sted, slag, "setning" if bak and _bak_ekte_skjerm(fro, sted, mappe) else "funn", bak, hva)
            _noter(utfall, telling, funn, fro, mappe)
            arbeider = Arbeider(fro, sted + 1, mappe / "arbeid")
            sted, bak = sted + 1, False
            continue
        for hva_, *mer in linjer:
            if hva_ == "begynner":
                sted, slag = mer
            elif hva_ in ("bak", "foran"):
                bak = hva_ == "bak"
            else:
                _noter(Utfall(*mer[0]), telling, funn, fro, mappe)
    arbeider.stopp()
    return telling, funn


def _noter(u: Utfall, telling: Counter[tuple[str, str]], funn: list[Utfall], fro: int, mappe: Path) -> None:
    telling[u.slag, f"{u.hva}{' bak skjermen' if u.skjermet else ''}"] += 1
    if u.hva == "funn":
        funn.append(u)
        with tempfile.TemporaryDirectory() as midlertidig:
            _legg(mutert(fro, u.nr, grunnlag(Path(midlertidig)))[1], mappe / f"funn-{fro}-{u.nr}")


def _bak_ekte_skjerm(fro: int, nr: int, mappe: Path) -> bool:
    """Whether the real shield makes a sentence of a case that ended or hung the worker behind a mere catch."""
    from xl_tidbank.core.errors import TidbankFeil

    with tempfile.TemporaryDirectory() as midlertidig:
        slag, innhold = mutert(fro, nr, grunnlag(Path(midlertidig)))
        _legg(innhold, Path(midlertidig) / "sak")
        try:
            les(slag.split("/")[0], Path(midlertidig) / "sak", nr)
        except TidbankFeil:
            return True
    return False


def main() -> None:
    p = argparse.ArgumentParser(prog="python -m tests.mutator")
    p.add_argument("--sekunder", type=float, default=60)
    p.add_argument("--fro", type=int, default=1)
    p.add_argument("--fra", type=int, default=0)
    p.add_argument("--mappe", type=Path, default=None)
    p.add_argument("--arbeid", action="store_true")
    valg = p.parse_args()
    mappe = valg.mappe or Path(tempfile.mkdtemp(prefix="mutator-"))
    if valg.arbeid:
        arbeid(valg.fro, valg.fra, mappe)
    telling, funn = vokt(valg.fro, valg.fra, valg.sekunder, mappe)
    utfall = sorted({hva for _, hva in telling})
    for slag in sorted({slag for slag, _ in telling}):
        print(f"{slag:16s}", *(f"{hva} {telling[slag, hva]:6d}  " for hva in utfall))
    alt = Counter(hva for (_, hva), n in telling.items() for _ in range(n))
    print(f"{'i alt':16s}", *(f"{hva} {alt[hva]:6d}  " for hva in utfall), f"= {sum(alt.values())}")
    for f in funn[:20]:
        print(f"\nfunn {valg.fro}/{f.nr} {f.slag} ({mappe / f'funn-{valg.fro}-{f.nr}'})\n{f.tekst}")
    sys.exit(1 if funn or not alt else 0)


if __name__ == "__main__":
    main()
