"""Column widths of a page: wide enough for every value in every block, and together as wide as the paper.

Tables are rigid: field i stands in column i, so a column is as wide as its widest field on the page. All else
(facts, notes, key figures) spans whole columns and takes the width it finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations, islice, pairwise
from math import fsum

from xl_tidbank.core import tekst

from .plain import (
    Celletall,
    Felt,
    Format,
    Matrise,
    Nokkelrad,
    Nokkeltall,
    Rader,
    Side,
    Skjemaruter,
    Skjematabell,
    Status,
    Verdi,
    uten_formel,
)
from .styles import MINUSORD, STATUSER, stil
from .textwidth import LUFT, bredde, lengste_ord, linjer

STAAENDE, LIGGENDE = 96.0, 145.0  # digits across an A4 page at 100 %
MINST_KOLONNER = 6
KORT_LUFT = 3.0
FILTERKNAPP = 2.8
# The cell of a form, and the note beside it: a refusal takes its place, on two lines, or on three where rows are high.
RUTE, NOTE, NOTE_SMAL, RUTE_SMAL = 19.0, 26.0, 21.0, 12.0
STREKK = 11.0  # a column is not made wider than this beyond its need


# Number formats with the same decimals whatever the number.
_FASTE = frozenset({Format.TIMER, Format.KRONER, Format.ANTALL, Format.MENGDE, Format.KLOKKE, *MINUSORD})


def vist(verdi: Verdi, format_: Format) -> str:
    """The text a Norwegian spreadsheet shows for the value; used to measure, never written."""
    verdi = uten_formel(verdi)
    if verdi is None or verdi == "":
        return ""
    if isinstance(verdi, str):
        return f"{STATUSER[verdi][0]} {verdi}" if format_ is Format.STATUS and verdi in STATUSER else verdi
    if isinstance(verdi, date):
        return tekst.dato(verdi)
    if format_ is Format.KLOKKE:
        return tekst.klokke(int(verdi))
    if format_ is Format.ANTALL:
        return str(round(verdi))
    if format_ is Format.MENGDE:
        return tekst.heltall(verdi)
    if format_ is Format.FAKTOR:
        return tekst.faktor(verdi)
    if format_ is Format.PROSENT:
        return f"{verdi:.11g}".replace(".", ",") + " %"
    if format_ in MINUSORD and verdi < 0:
        return f"{MINUSORD[format_]} {tekst.timer(-verdi)}"
    return tekst.timer(float(verdi))


def viste(verdier: Iterable[Verdi], format_: Format) -> set[str]:
    """The texts of a column that may be its widest. Digits are equally wide, and so are all days and clock times; where
    the decimals are fixed, no number is wider than both the largest and the smallest."""
    ulike = {uten_formel(v) for v in set(verdier)}
    if format_ in _FASTE:
        tall = [v for v in ulike if isinstance(v, (int, float))]
        ulike = {min(tall), max(tall), *(v for v in ulike if not isinstance(v, (int, float)))} if tall else ulike
    dager = {v for v in ulike if isinstance(v, date)}
    return {vist(v, format_) for v in (*(ulike - dager), *islice(dager, 1))}


def innrykket(felt: Sequence[Felt], nr: int) -> bool:
    """Air between a right-aligned column and a left-aligned one after it, or the table's edge."""
    if _hoyrestilt(felt[nr].format):
        return nr == len(felt) - 1
    return bool(nr) and _hoyrestilt(felt[nr - 1].format)


@cache
def _hoyrestilt(format_: Format) -> bool:
    return stil(f"celle|{format_.value}").vannrett == "right"


def har_filter(rader: Rader) -> bool:
    """Filter buttons cover header text, so only roomy tables have them."""
    return bool(rader.navn and rader.rader) and len(rader.felt) <= 10


def _behov(rader: Rader, nr: int) -> tuple[float, float]:
    """(width the column must have, width that would spare it from wrapping)."""
    felt = rader.felt[nr]
    s, hode = stil("celle"), stil("hode")
    tekster = viste((rad[nr] for rad in rader.rader), felt.format)
    if felt.format is Format.VAKT:  # a line each for the shifts of a day
        tekster = {linje for t in tekster for linje in t.split("\n")}
    full = max((bredde(t, s.pt, felt.format is Format.STATUS) for t in tekster), default=0.0)
    maa = full
    if felt.format is Format.TEKST:
        maa = min(full, max(felt.bredde, max((lengste_ord(t, s.pt) for t in tekster), default=0.0)))
    if felt.navn in rader.sum:
        summen = fsum(v for rad in rader.rader if isinstance(v := rad[nr], (int, float)))
        maa = max(maa, bredde(vist(summen, felt.format), s.pt, True))
    knapp = FILTERKNAPP if har_filter(rader) else 0.0
    plass = max(maa, lengste_ord(felt.navn, hode.pt, True) + knapp)
    flest = 2 if len(rader.felt) <= 10 else 3
    while linjer(felt.navn, plass + LUFT, hode.pt, True) > flest:
        plass += 0.5
    luft = LUFT + (1.3 if innrykket(rader.felt, nr) else 0.0)
    return plass + luft, max(full, plass) + luft


def kortbehov(tall: Nokkeltall) -> float:
    rolle = f"stor.{tall.verdi}" if tall.format is Format.STATUS else f"kort.verdi|{tall.format.value}"
    pt = stil(rolle).pt
    verdi = bredde(vist(tall.verdi, tall.format), pt, True)
    return max(verdi, lengste_ord(tall.etikett, 10), lengste_ord(tall.merknad, 9)) + KORT_LUFT


def del_i(bredder: Sequence[float], behov: Sequence[float]) -> list[tuple[int, int]]:
    """Split the columns in as many groups as there are needs: all needs met first, then as even as possible."""
    n, antall = len(bredder), len(behov)
    snitt = fsum(bredder) / antall
    best: tuple[float, list[tuple[int, int]]] | None = None
    for grenser in combinations(range(1, n), antall - 1):
        grupper = list(pairwise((0, *grenser, n)))
        pris = 0.0
        for (a, b), maa in zip(grupper, behov, strict=True):
            w = fsum(bredder[a:b])
            pris += (w - snitt) ** 2 + 1000 * max(0.0, maa - w) ** 2
        if best is None or pris < best[0]:
            best = (pris, grupper)
    if best is None:
        raise ValueError("a row of key figures needs as many columns as figures")
    return best[1]


def kolonnebredder(side: Side) -> list[float]:
    """Widths of the page's columns, margin column not counted."""
    tabeller = [
        _uten_bak(_som_rader(b)) for b in side.blokker if isinstance(b, (Rader, Matrise, Skjemaruter, Skjematabell))
    ]
    kortrader = [b for b in side.blokker if isinstance(b, Nokkelrad)]
    antall = max((len(t.felt) for t in tabeller), default=0)
    maa, helst = [0.0] * antall, [0.0] * antall
    for tabell in tabeller:
        for nr in range(len(tabell.felt)):
            a, b = _behov(tabell, nr)
            maa[nr], helst[nr] = max(maa[nr], a), max(helst[nr], b)
    bredder = _fyll_siden(maa, helst, LIGGENDE if side.liggende else STAAENDE)
    for rad in kortrader:
        behov = [kortbehov(t) for t in rad.tall]
        while len(bredder) < len(behov):
            bredder.append(behov[len(bredder)])
        for (a, b), krav in zip(del_i(bredder, behov), behov, strict=True):
            mangler = krav - fsum(bredder[a:b])
            for k in range(a, b):
                bredder[k] += max(0.0, mangler) / (b - a)
    nr, krav = cellekolonne(side, bredder)
    bredder[nr] = max(bredder[nr], krav)
    return [round(w, 2) for w in bredder]


def bakbredder(side: Side) -> list[float]:
    """Widths of the columns to the right of the page: those of the table that are grouped away."""
    for b in side.blokker:
        if isinstance(b, Rader) and any(f.bak for f in b.felt):
            return [round(_behov(b, nr)[0], 2) for nr, f in enumerate(b.felt) if f.bak]
    return []


def _uten_bak(b: Rader) -> Rader:
    """The table as it stands on the page. What a formula fills keeps its columns where they are."""
    n = next((nr for nr, f in enumerate(b.felt) if f.bak), len(b.felt))
    if n == len(b.felt) or not all(f.bak for f in b.felt[n:]):
        return b
    return replace(b, felt=b.felt[:n], rader=tuple(r[:n] for r in b.rader))


def cellekolonne(side: Side, bredder: Sequence[float]) -> tuple[int, float]:
    """The column that holds the values of all `Celletall` of the page, right of their labels, and its least width."""
    linjer = [linje for b in side.blokker if isinstance(b, Celletall) for linje in b.linjer]
    etikett, pt = max((bredde(x.etikett, 10) + LUFT for x in linjer), default=0.0), stil("inn.verdi").pt
    tall = [vist(_bredeste(Felt("", x.format, 0)), x.format) for x in linjer if x.format is not Format.TEKST]
    nr, sum_ = 0, 0.0
    while nr < len(bredder) - 2 and sum_ < etikett:
        sum_ += bredder[nr]
        nr += 1
    return nr, max((bredde(t, pt, True) + LUFT + 2.6 for t in tall), default=0.0)


def _som_rader(b: Rader | Matrise | Skjemaruter | Skjematabell) -> Rader:
    """What one formula fills is as wide as its fields may need: its rows come and go. So is what a user writes in."""
    if isinstance(b, Rader):
        return b
    felt = tuple(replace(f, bak=False) for f in (skjemafelt(b) if isinstance(b, Skjemaruter) else b.felt))
    return Rader("", felt, (tuple(_bredeste(f) for f in felt),))


def skjemafelt(b: Skjemaruter) -> tuple[Felt, ...]:
    """The columns of a form: label, cell, and, where something answers beside them, a note and the answer's own."""
    etikett = Felt("", Format.TEKST, max((bredde(f.etikett, 10) for f in b.felt), default=8.0) + LUFT)
    if b.svar is None:
        return etikett, Felt("", Format.TEKST, RUTE_SMAL)
    return (
        etikett,
        Felt("", Format.TEKST, RUTE),
        Felt("", Format.TEKST, NOTE if b.svar.linjer < 3 else NOTE_SMAL),
        *b.svar.felt,
    )


def _bredeste(felt: Felt) -> Verdi:
    if felt.format is Format.TEKST:
        return "n" * round(felt.bredde)
    if felt.format is Format.STATUS:
        return Status.NAAR_IKKE_NULL
    return date(2028, 12, 28) if felt.format is Format.DATO else -888.88 if felt.format in MINUSORD else 8888.88


def _fyll_siden(maa: list[float], helst: list[float], siden: float) -> list[float]:
    """Give the page's spare width to wrapping text first, then to all columns a little, then to empty columns."""
    ut = list(maa)
    rest = siden - fsum(ut)
    onsker = [min(h, 70.0) - m if h > m else 0.0 for m, h in zip(maa, helst, strict=True)]
    if rest > 0 and fsum(onsker) > 0:
        andel = min(1.0, rest / fsum(onsker))
        ut = [w + andel * max(0.0, o) for w, o in zip(ut, onsker, strict=True)]
        rest = siden - fsum(ut)
    if rest > 0 and ut:
        ut = _jevnet(ut, siden)
        rest = siden - fsum(ut)
    if rest > 4:
        nye = max(MINST_KOLONNER - len(ut), round(rest / 16), 1)
        ut += [rest / nye] * nye
    elif rest > 0 and ut:
        ut[-1] += rest
    return ut


def _jevnet(bredder: Sequence[float], siden: float) -> list[float]:
    """Raise the narrowest columns to a common width, none by more than STREKK, until the page is full."""
    lav, hoy = 0.0, siden
    for _ in range(40):
        nivaa = (lav + hoy) / 2
        sum_ = fsum(max(w, min(nivaa, w + STREKK)) for w in bredder)
        lav, hoy = (nivaa, hoy) if sum_ < siden else (lav, nivaa)
    return [max(w, min(lav, w + STREKK)) for w in bredder]
