"""The page of findings: for each, the smallest case that gives it, read and answered by the program itself."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests import bygg
from xl_tidbank.book.page.styles import STATUSER
from xl_tidbank.book.sheets.common import ALVORSORD, ALVORSORDEN
from xl_tidbank.core import rules, tekst
from xl_tidbank.core.funn import Funn, Funnslag

from .markdown import anker, tabell

CASES = Path(__file__).parents[1] / "cases"
FLEST, FORAN = 7, 4  # rows shown of a table, and how many of them before the gap
Tilfelle = Mapping[str, Any]
Slag = Funnslag[Any]
# Folder in core/rules -> what its findings are about.
MAPPER = {
    "avtale": "Avtaler",
    "periode": "Avregningsperioden",
    "vakt": "Vakter",
    "fravaer": "Fravær",
    "aml10": "Arbeidstid",
    "timebank": "Timebank",
    "lonn": "Lønn",
    "prosess": "Prosess og fordeling",
    "lesing": "Lesing av arkene",
}


def tilfeller() -> Iterator[Tilfelle]:
    for fil in sorted(CASES.glob("*.toml")):
        yield from tomllib.loads(fil.read_text("utf-8"))["tilfelle"]


def valgte() -> dict[str, Tilfelle]:
    """The case to show for each finding: the one marked `eksempel`, else the smallest that gives it."""
    ut: dict[str, Tilfelle] = {}
    gir = [t for t in tilfeller() if t.get("funn")]
    for t in sorted(gir, key=lambda t: (not t.get("eksempel"), len(t["funn"]) > 1, _storrelse(t))):
        ut.setdefault(t["regel"], t)
    return ut


def _storrelse(t: Tilfelle) -> int:
    return len(repr({k: v for k, v in t.items() if k not in ("navn", "sier", "funn", "celle", "regel", "grense")}))


def ark(t: Tilfelle) -> bygg.Ark:
    uten_celler = {k: v for k, v in t.items() if k != "celler"}
    return bygg.ark(bygg.tilfelle(uten_celler).tabeller, t.get("celler"))


def svar(t: Tilfelle) -> list[Funn]:
    """What the program says of the case when it reads the sheets that are shown."""
    return [f for f in bygg.lest(ark(t)).funn(t["dato"]) if f.regel == t["regel"]]


def side() -> str:
    eksempler, grupper = valgte(), _etter_mappe()
    liste = tabell(
        ("Gjelder", "Funn", "Kan være", "Hjemmel", "Id"),
        (
            (gruppe, f"[{s.tittel}](#{anker(s.tittel)})", _kan_vaere(s), s.hjemmel, f"`{s.id}`")
            for gruppe, slag in grupper.items()
            for s in slag
        ),
    )
    deler = (
        "\n\n".join((f"## {gruppe}", *(_funn(s, eksempler[s.id]) for s in slag))) for gruppe, slag in grupper.items()
    )
    return "\n\n".join((liste, *deler))


def _etter_mappe() -> dict[str, list[Slag]]:
    """The kinds of finding by the folder of their rule: in the order of MAPPER, and by name."""
    ut: dict[str, list[Slag]] = {navn: [] for navn in MAPPER.values()}
    for r in rules.alle():
        mappe = getattr(r.funn or r.bankfunn, "__module__", "").split(".")[-2]
        ut.setdefault(MAPPER.get(mappe, mappe.capitalize()), []).extend(r.slag)
    return {navn: sorted(slag, key=lambda s: s.tittel.casefold()) for navn, slag in ut.items() if slag}


def _kan_vaere(slag: Slag) -> str:
    return " eller ".join(ALVORSORD[a].lower() for a in ALVORSORDEN if a in slag.alvor)


def _funn(slag: Slag, t: Tilfelle) -> str:
    funn = svar(t)
    assert [f.alvor for f in funn] == t["funn"], (slag.id, t["navn"], funn)
    forst = funn[0]
    sted = f", {forst.ark}!{forst.celle}" if forst.celle else f", {forst.ark}" if forst.ark else ""
    ord_ = ALVORSORD[forst.alvor]
    return "\n\n".join(
        (
            f"### {slag.tittel}\n\n`{slag.id}` · {forst.hjemmel}",
            f"Eksempel: {t['navn'][0].lower()}{t['navn'][1:]}.",
            *_vist(t, {f.ark for f in funn}),
            f"Kontroll per {tekst.dato(t['dato'])}{sted}:",
            f"> **{STATUSER[ord_][0]} {ord_}.** {_ren(forst.tekst)}\n>\n> **Gjør dette:** {_ren(forst.tiltak)}",
            *_i_kopien(slag, t),
        )
    )


def _i_kopien(slag: Slag, t: Tilfelle) -> Iterator[str]:
    """What the union rep reads of it; nothing where they never do."""
    if slag.setning is None:
        return
    bank = bygg.lest(ark(t))
    kopi = bank.innsyn([s.ansattnr for s in bank.saldoer(t["dato"])], t["dato"])
    leses = [f.tekst for f in kopi.funn if f.slag is slag]
    yield f"I kopien til tillitsvalgt: {f'«{_ren(leses[0])}»' if leses else 'ikke i dette tilfellet.'}"


def _ren(setning: str) -> str:
    return setning.replace("*", "\\*").replace("_", "\\_").replace("\n", " ")


# Field of a case -> the table it fills, where it is not the name of the table.
_FELT = {"Fravær": "fravaer", "Lønnsgrunnlag": "lonn"}


def _vist(t: Tilfelle, arkene: set[str]) -> Iterator[str]:
    """The tables the case speaks of: columns that hold something, and a gap where there are many rows."""
    celler = {sted.split("!")[0] for sted in t.get("celler", {})}
    for tab, (hode, *rader) in ark(t).items():
        gitt = _FELT.get(tab.navn, tab.navn.lower())
        nevnt = gitt in t or tab.navn in celler or (tab.ark in arkene and tab.navn != "Fraværskoder")
        if not nevnt and not (tab.navn == "Turnus" and "turnus_uker" in t):
            continue
        if not rader:
            yield f"**{tab.navn}**: ingen rader."
            continue
        brukt = [n for n in range(len(hode)) if any(rad[n] for rad in rader)]
        kuttet = rader if len(rader) <= FLEST else [*rader[:FORAN], ["…"] * len(hode), rader[-1]]
        antall = f" ({len(rader)} rader)" if len(rader) > FLEST else ""
        yield f"**{tab.navn}**{antall}\n\n" + tabell(
            [hode[n] for n in brukt], ([rad[n] for n in brukt] for rad in kuttet)
        )
