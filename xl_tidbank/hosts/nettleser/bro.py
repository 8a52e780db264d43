"""Between the page and the bank. It runs in the browser's own Python: the page hands over files and what somebody would
have written on the command line, and gets what the command line answered. So the answers are the same, to the byte.

Nothing here knows a browser: texts and bytes come in, and go out.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from xl_tidbank import __version__, cli
from xl_tidbank.book.copy import seal, verify
from xl_tidbank.book.open import safety
from xl_tidbank.book.sheets.kopi.kontroll import KONTROLL, KONTROLLVERDIER
from xl_tidbank.cli import lese, parser
from xl_tidbank.commands import Kommando
from xl_tidbank.core.errors import TidbankFeil

MAPPE = Path(os.environ.get("TIDBANK_FILER", "/filer"))
KRYPTERT, KOPI, BANK = "kryptert", "kopi", "bank"
# What a page cannot do: programs to install, folders, keys that are kept.
UTEN = ("excel", "libreoffice", "bygg", "demo", "nettside", "pakk", "lite", "samle")
UTEN_VALG = ("--json", "--passord", "--ja", "--overskriv", "--signer", "--klynge")
_kopier: dict[str, verify.Lestkopi] = {}


def versjon() -> str:
    return f"Tidbank {__version__}, Python {sys.version.split()[0]}"


def legg(navn: str, data: Any) -> str:
    """Keep a file the page was given; its path. A file of that name is replaced, and what was read of it forgotten."""
    MAPPE.mkdir(parents=True, exist_ok=True)
    sti = MAPPE / (Path(navn.replace("\\", "/")).name or "fil")
    sti.write_bytes(data.to_py() if hasattr(data, "to_py") else data)
    _kopier.pop(str(sti), None)
    lese.OM.lager = {}
    return str(sti)


def slag(sti: str) -> str:
    """What kind of workbook it is: a copy, a bank (or what should be one), or one behind a password."""
    try:
        data = safety.innhold(Path(sti), kryptert=True)
        if safety.er_kryptert(data):
            return KRYPTERT
        ark = set(safety.kontroller_data(Path(sti), data, ()).ark)
    except TidbankFeil:
        return BANK  # the command that reads it says what is wrong
    return KOPI if {KONTROLL, KONTROLLVERDIER} <= ark else BANK


def signatur(sti: str) -> str:
    """As JSON, what a copy is signed with, for whoever can check it: the signature and the key as base64, and what
    they are of; null where the copy has no signature."""
    try:
        lest = verify.les_kopi(Path(sti))
    except TidbankFeil:
        return "null"
    s = lest.signatur
    if s is None:
        return "null"
    _kopier[sti] = lest
    return _json({"signatur": s.signatur, "offentlig": s.offentlig, "melding": seal.signert(lest.stempel).decode()})


def signaturen_er(sti: str, gyldig: bool) -> None:
    """What the check of the signature of that copy answered."""
    lest = _kopier.pop(sti)
    if lest.signatur is not None:
        seal.svar_utenfra(lest.signatur, lest.stempel, gyldig)


def kjor(argv: Sequence[str], bredde: int = 80) -> str:
    """Run what would be written after `tidbank`. JSON: kode, ut, feil, and the names of the files it made."""
    foer = {p.name: p.stat().st_mtime_ns for p in MAPPE.iterdir()}
    os.environ["COLUMNS"] = str(bredde)
    with _fanget() as (ut, feil):
        try:
            cli.main(list(argv))
        except SystemExit as e:
            kode = int(e.code or 0)
    filer = [
        p.name
        for p in sorted(MAPPE.iterdir())
        if p.suffix.lower() in (".xlsx", ".csv", ".ics", ".txt", ".toml") and foer.get(p.name) != p.stat().st_mtime_ns
    ]
    return _json({"kode": kode, "ut": ut.getvalue().decode(), "feil": feil.getvalue().decode(), "filer": filer})


def hent(navn: str) -> bytes:
    """A file a command made; it is not kept."""
    sti = MAPPE / Path(navn).name
    data = sti.read_bytes()
    sti.unlink()
    return data


def kommandoene() -> str:
    """As JSON, every command a page can offer: its name, what it does, and its fields in the order of its form."""
    return _json([_kommando(k) for k in cli.kommandoer() if k.linje is not None and k.linje.navn not in UTEN])


def _kommando(k: Kommando) -> dict[str, Any]:
    assert k.linje is not None
    felt = [
        {
            "navn": s.navn, "valg": s.valg[0] if s.valg else "", "hjelp": s.hjelp, "metavar": s.metavar, "maa": s.maa,
            "slag": s.slag.value, "lovlige": list(s.lovlige),
        }
        for s in parser.sporsmaalene(k)
        if not set(s.valg) & set(UTEN_VALG)
    ]  # fmt: skip
    return {
        "navn": k.linje.navn, "etikett": k.etikett or k.linje.navn, "gruppe": k.gruppe, "hjelp": k.linje.hjelp,
        "leser": k.linje.leser, "felt": felt,
    }  # fmt: skip


@contextmanager
def _fanget() -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Catch what is said on the two streams."""
    bytene = io.BytesIO(), io.BytesIO()
    gamle = sys.stdout, sys.stderr
    nye = [io.TextIOWrapper(b, "utf-8", errors="replace", newline="\n") for b in bytene]
    sys.stdout, sys.stderr = nye
    try:
        yield bytene
    finally:
        sys.stdout, sys.stderr = gamle
        for strom in nye:
            strom.flush()
            strom.detach()


def _json(verdi: Any) -> str:
    return json.dumps(verdi, ensure_ascii=False)
