"""Which file and which test carries each requirement and decision. `python -m tests.krav` writes docs/sporing.md.

What stands in docs/krav.md and docs/beslutninger.md is cited in code as "(item 27; B12)": in docstrings, comments,
sentences and the TOML files. A requirement is carried when code (xl_tidbank or udfs) and a test
or case file both cite it.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROT = Path(__file__).parents[1]
KRAV, BESLUTNINGER, SPORING = (ROT / "docs" / f"{n}.md" for n in ("krav", "beslutninger", "sporing"))
DELER = {
    "Krav": (KRAV, "K"),
    "Beslutninger": (BESLUTNINGER, "B"),
    "Miljø": (BESLUTNINGER, "E"),
    "Inn og ut": (BESLUTNINGER, "I"),
    "Bestemt underveis": (BESLUTNINGER, "T"),
}
DELTA, UTKAST = range(1, 23), range(1, 14)  # the sections of the guide, the points of the draft
TOMLNOKLER = re.compile(r"(?:beslutning|navn|kilde|begrunnelse|hjemmel) = (.*)")
FORM = re.compile(
    r"\*\*(?P<tittel>[^*]+)\*\* .+?\n\nKilde: (?P<kilde>.+?)\nSikkerhet: [HML](?:/[HML])?\.[^\n]*\n"
    r"(?:Underveis: .+?\n)?(?P<apen>Status: åpen\.\n)?\n*",
    re.S,
)
TALL = r"\d+(?:[-–]\d+)?"
PUNKTER = re.compile(rf"\b(?:items?|punkt)\s+({TALL}(?:(?:,| and| og)\s+{TALL})*)")
NUMMER = re.compile(r"(?<![\w!$:/.\"'§=–-])([BEIT])(\d{1,2})(?:([bc])\b|[-–]\1(\d{1,2}))?(?![\w!$(*]|:[A-Z$])")
PARAGRAFER = {
    "D": re.compile(rf"Delta §§? ?({TALL}(?:(?:,|;| og) §?§? ?{TALL}(?!-))*)"),
    "U": re.compile(r"(?:utkastet pkt\. ?|U§)(\d+(?:(?:,| og) \d+)*)", re.IGNORECASE),
}


class Post(NamedTuple):
    """An entry of the documents. kilder: sections of the guide and points of the draft, as D10 and U5."""

    nr: str
    tittel: str
    apen: bool
    kilder: tuple[str, ...]


class Sitat(NamedTuple):
    """A number cited. sted: the file, and in tests the function where there is one."""

    nr: str
    sted: str


def poster() -> dict[str, Post]:
    alle = {}
    for fil in (KRAV, BESLUTNINGER):
        for nr, tekst in re.findall(r"^### ([KBEIT]\d+[bc]?)\n(.*?)(?=^#|\Z)", fil.read_text("utf-8"), re.M | re.S):
            m = FORM.fullmatch(tekst)
            assert m, f"{fil.name}: {nr} is not written as the others"
            assert nr not in alle, nr
            tittel = " ".join(m["tittel"].split()).rstrip(".?") + ("?" if m["tittel"].endswith("?") else "")
            alle[nr] = Post(nr, tittel, bool(m["apen"]), tuple(_paragrafer(m["kilde"])))
    return alle


def siteringer() -> list[Sitat]:
    """Every number cited, in order of the files; D10 is section 10 of the guide and U5 point 5 of the draft."""
    return [
        Sitat(nr, sted)
        for fil in _filer()
        for sted, tekst in _biter(fil)
        for nr in numre(tekst)
    ]  # fmt: skip


def numre(tekst: str) -> list[str]:
    return [*_punkter(tekst), *_beslutninger(tekst), *_paragrafer(tekst)]


def er_kode(sted: str) -> bool:
    return sted.startswith(("xl_tidbank/", "udfs/"))


def er_test(sted: str) -> bool:
    return bool(re.match(r"tests/(?:cases/.*\.toml|(?:.*/)?test_\w+\.py)", sted))


def sporing() -> str:
    alle = poster()
    steder: dict[str, dict[str, None]] = {}
    for s in siteringer():
        steder.setdefault(s.nr, {})[s.sted] = None
    ut = [
        "# Sporing",
        "",
        "Laget av `python -m tests.krav`. Skriv i [krav.md](krav.md) og [beslutninger.md](beslutninger.md), ikke her.",
        "Kode står under `xl_tidbank/` når ikke annet er sagt, tester under `tests/`.",
        "",
        "## Fra kilden til kravet",
        "",
        "| Deltas veileder | Krav |",
        "|---|---|",
        *(f"| § {n} | {_lenker(p for p in alle.values() if f'D{n}' in p.kilder)} |" for n in DELTA),
        "",
        "| Utkastet til avtale | Krav |",
        "|---|---|",
        *(f"| pkt. {n} | {_lenker(p for p in alle.values() if f'U{n}' in p.kilder)} |" for n in UTKAST),
    ]
    for del_, (_, bokstav) in DELER.items():
        ut += ["", f"## {del_}", "", "| Nr. | Hva | Kode | Test |", "|---|---|---|---|"]
        for p in alle.values():
            if p.nr[0] == bokstav:
                kode = [s.removeprefix("xl_tidbank/") for s in steder.get(p.nr, ()) if er_kode(s)]
                test = [s.removeprefix("tests/") for s in steder.get(p.nr, ()) if er_test(s)]
                ut.append(f"| {_lenke(p)} | {p.tittel} | {_liste(kode)} | {_liste(test)} |")
    return "\n".join(ut) + "\n"


def _lenke(p: Post) -> str:
    return f"[{p.nr}]({'krav' if p.nr[0] == 'K' else 'beslutninger'}.md#{p.nr.lower()})"


def _lenker(utvalg: Iterable[Post]) -> str:
    return ", ".join(_lenke(p) for p in utvalg if p.nr[0] == "K")


def _liste(steder: list[str]) -> str:
    return "<br>".join(f"`{s}`" for s in steder) or "åpen"


def _filer() -> Iterator[Path]:
    for rot in ("xl_tidbank", "udfs", "tests"):
        for fil in sorted((ROT / rot).rglob("*")):
            if fil.suffix in (".py", ".toml") and fil.name not in ("krav.py", "test_krav.py"):
                yield fil


def _biter(fil: Path) -> Iterator[tuple[str, str]]:
    """What a reader of the file may take for a citation, each with its place."""
    sted, tekst = fil.relative_to(ROT).as_posix(), fil.read_text("utf-8")
    if fil.suffix == ".toml":
        linjer = tekst.splitlines()
        yield sted, "\n".join(x.partition("#")[2] for x in linjer if "#" in x)
        yield sted, "\n\n".join(v.strip('"') for x in linjer for v in TOMLNOKLER.findall(x))
        return
    tre = ast.parse(tekst)
    funksjoner = [n for n in ast.walk(tre) if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]

    def hvor(linje: int) -> str:
        return next((f"{sted}::{n.name}" for n in funksjoner if n.lineno <= linje <= (n.end_lineno or 0)), sted)

    for n in ast.walk(tre):
        if isinstance(n, (ast.Module, ast.ClassDef, ast.FunctionDef)) and (doc := ast.get_docstring(n)):
            yield hvor(n.body[0].lineno), doc
        elif er_kode(sted) and isinstance(n, ast.Constant) and isinstance(n.value, str) and " " in n.value:
            yield sted, n.value
    forrige, samlet = 0, ""
    for t in tokenize.generate_tokens(io.StringIO(tekst).readline):
        if t.type == tokenize.COMMENT:
            if t.start[0] != forrige + 1:
                yield hvor(forrige), samlet
                samlet = ""
            forrige, samlet = t.start[0], samlet + t.string.lstrip("#") + "\n"
    yield hvor(forrige), samlet


def _spenn(tekst: str) -> Iterator[int]:
    for fra, til in re.findall(r"(\d+)(?:[-–](\d+))?", tekst):
        yield from range(int(fra), int(til or fra) + 1)


def _punkter(tekst: str) -> Iterator[str]:
    for m in PUNKTER.finditer(tekst):
        yield from (f"K{n}" for n in _spenn(m[1]))


def _beslutninger(tekst: str) -> Iterator[str]:
    for bokstav, nr, tillegg, til in NUMMER.findall(tekst):
        yield from (f"{bokstav}{n}{tillegg}" for n in range(int(nr), int(til or nr) + 1))


def _paragrafer(tekst: str) -> Iterator[str]:
    for bokstav, monster in PARAGRAFER.items():
        for m in monster.finditer(tekst):
            yield from (f"{bokstav}{n}" for n in _spenn(m[1]))


if __name__ == "__main__":
    SPORING.write_text(sporing(), "utf-8")
