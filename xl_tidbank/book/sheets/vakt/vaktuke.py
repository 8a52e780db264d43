"""The week roster as a page, as a poster for the wall, and as the page that computes itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import groupby

from xl_tidbank.core import tekst
from xl_tidbank.core.vakt.vaktuke import LEDIGBOKSTAV, UKER, Ledigvakt, Personrad, Ukedag, Ukevakt, Vaktuke

from ...page.plain import Blokk, Cellelinje, Celletall, Felt, Format, Formel, Matrise, Notat, Rader, Side
from ..common import egetstempel

ARK = "Vaktuke"
FORSTE, ANTALL = "Vaktuke_fra", "Vaktuke_uker"  # the names of the cells that choose the weeks
PAA_ET_ARK = 18  # people under one header, so that every piece of paper has its own
MINST_RADER, LUFT = 240, 10  # of the live page: calc programs that keep an answer's size must have room for six weeks
UKEDAGER = tuple(d[:3] for d in tekst.UKEDAGER)
VARSLES, LEDIG, BORTE, UTE = "Varsles innen", "Ledig", "borte", "ute"
UKEFELT = (Felt("Ansatt", Format.TEKST, 26), *(Felt(d.capitalize(), Format.VAKT, 15) for d in tekst.UKEDAGER))
_VAKTENE = (
    "Grått er turnusen. T er tidbank, E ekstravakt, B bytte, O overtid, L ledig vakt. "
    "Varsles innen er den siste dagen en vakt på dagen kan varsles (aml. § 10-3; Delta § 8)."
)
_FOR_LEDER = f"? er en vakt som er forbi, og som ikke er bekreftet. «{BORTE}» er borte hele dagen."


def vaktuke_side(v: Vaktuke, *, virksomhet: str, stempel: str) -> Side:
    """For the manager: with who is away, and what is unconfirmed."""
    notat = Notat((f"{_VAKTENE} {_FOR_LEDER}",), liten=True)
    return _side(v, f"Uke {_uker(v, '-')}", "Vaktuke", notat, virksomhet=virksomhet, stempel=stempel)


def plakat_side(v: Vaktuke, *, virksomhet: str) -> Side:
    """For the wall: v is made without anything about absence. Its stamp is of what stands on it: the bank's own is
    made from the absences too."""
    notat = Notat((_VAKTENE,), liten=True)
    return egetstempel(
        _side(v, f"Plakat uke {_uker(v, '-')}", "Vaktplan uke", notat, virksomhet=virksomhet, stempel="")
    )


def _side(v: Vaktuke, ark: str, tittel: str, notat: Notat, *, virksomhet: str, stempel: str) -> Side:
    til = v.dager[-1]
    return Side(
        ark, f"{tittel} {_uker(v, '–')}", (notat, *_tabeller(v)), gjelder=v.dag, virksomhet=virksomhet,
        undertittel=f"{tekst.dato(v.mandag)}–{tekst.dato(til)}", stempel=stempel, liggende=True,
    )  # fmt: skip


def _uker(v: Vaktuke, strek: str) -> str:
    forst, sist = (d.isocalendar().week for d in (v.dager[0], v.dager[-1]))
    return str(forst) if v.uker == 1 else f"{forst}{strek}{sist}"


def _tabeller(v: Vaktuke) -> Iterator[Blokk]:
    """A week, or two side by side where there are several; each unit by itself, its vacant shifts on top, and so many
    rows under a header. A vacant shift of no unit here stands with the first."""
    enheter = [(enhet, list(alle)) for enhet, alle in groupby(v.personer, key=lambda p: p.enhet)] or [("", [])]
    kjente = {enhet.casefold() for enhet, _ in enheter[1:]}
    bredde = 7 if v.uker == 1 else 14
    for fra in range(0, len(v.dager), bredde):
        dager = range(fra, min(fra + bredde, len(v.dager)))
        uke = f"Uke {v.dager[fra].isocalendar().week}"
        if len(dager) > 7:
            uke += f" og {v.dager[dager[-1]].isocalendar().week}"
        for n, (enhet, alle) in enumerate(enheter):
            ledige = [
                [x for x in v.ledige[d] if _i_enheten(x.enhet.casefold(), enhet.casefold(), kjente, not n)]
                for d in dager
            ]
            rader = [*_ledigrader(ledige), *((p.navn, *_dagene(p, dager)) for p in alle)]
            for start in range(0, max(1, len(rader)), PAA_ET_ARK):
                deler = [uke if v.uker > 1 else "", enhet if len(enheter) > 1 else "", "fortsetter" if start else ""]
                yield Rader(
                    ", ".join(filter(None, deler)), _felt(v, dager),
                    (*_frister(v, dager), *rader[start : start + PAA_ET_ARK]), samlet=True,
                    tom="Ingen arbeider i disse ukene.",
                )  # fmt: skip


def _i_enheten(vaktens: str, enhet: str, andre: Collection[str], forst: bool) -> bool:
    return vaktens == enhet or (forst and vaktens not in andre)


def _dagene(p: Personrad, dager: Sequence[int]) -> Iterator[str]:
    return (_dagen(p.dager[d], len(dager) == 7) for d in dager)


def _felt(v: Vaktuke, dager: range) -> tuple[Felt, ...]:
    bredde = 15 if len(dager) == 7 else 9
    hoder = (f"{UKEDAGER[v.dager[d].weekday()]} {v.dager[d]:%d.%m.}" for d in dager)
    return (Felt("Ansatt", Format.TEKST, 18), *(Felt(h, Format.VAKT, bredde) for h in hoder))


def _ledigrader(ledige: Sequence[Sequence[Ledigvakt]]) -> Iterator[tuple[str, ...]]:
    """The vacant shifts of each day, one a row."""
    for n in range(max(map(len, ledige), default=0)):
        yield (LEDIG, *(_ledig(x[n], len(ledige) == 7) if n < len(x) else "" for x in ledige))


def _frister(v: Vaktuke, dager: Sequence[int]) -> Iterator[tuple[str, ...]]:
    """The row of deadlines; none where every day is over."""
    frister = [_frist(v.dager[d], v.frister[d], v.dag) for d in dager]
    if any(frister):
        yield (VARSLES, *frister)


def _frist(dag: date, frist: date, i_dag: date) -> str:
    """Nothing for a day that is here or over; "ute" where it is too late to tell of a shift on it."""
    if dag <= i_dag:
        return ""
    return f"{frist:%d.%m.} {UTE if frist < i_dag else ''}".strip()


def _ledig(v: Ledigvakt, hel: bool) -> str:
    mer = ", ".join(filter(None, (v.kompetanse, "søkt" if v.sokt else ""))) if hel else ""
    return f"{LEDIGBOKSTAV} {_tid(v, hel)}" + (f"\n{mer}" if mer else "")


def _dagen(d: Ukedag, hel: bool) -> str:
    return BORTE if d.borte else "\n".join(vakttekst(v, hel) for v in d.vakter)


def vakttekst(v: Ukevakt, hel: bool = True) -> str:
    """T? 15:00–22:00: the letter, whether it is unconfirmed, and the times. A roster's shift has only times."""
    merke = f"{v.bokstav}{'?' if v.ubekreftet else ''}"
    return f"{merke} {_tid(v, hel)}".strip()


def _tid(v: Ukevakt | Ledigvakt, hel: bool) -> str:
    """07:30–15:00, or 7:30–15 where the day is narrow."""
    if hel:
        return f"{tekst.klokke(v.start)}–{tekst.klokke(v.slutt)}"
    return "–".join(tekst.klokke(t).removeprefix("0").removesuffix(":00") for t in (v.start, v.slutt))


# What a function answers, and the page that shows it


def uketabell(v: Vaktuke, rader: int = 0) -> list[list[str]]:
    """A header and one week below the other, always eight columns: the days and their dates, the deadlines, the vacant
    shifts, the people. rader: the answer is filled with empty rows to so many."""
    ut = [[f.navn for f in UKEFELT]]
    for fra in range(0, len(v.dager), 7):
        dager = range(fra, fra + 7)
        ut.append([f"Uke {v.dager[fra].isocalendar().week}", *(f"{v.dager[d]:%d.%m.}" for d in dager)])
        ut += map(list, (*_frister(v, dager), *_ledigrader([v.ledige[d] for d in dager])))
        ut += [[p.navn, *_dagene(p, dager)] for p in v.personer]
    return ut + [[""] * len(UKEFELT) for _ in range(rader - len(ut))]


def levende_side(v: Vaktuke, *, virksomhet: str, dato: str, bank: str) -> Side:
    """dato, bank: the names of the cells with the day it is seen from and the bank."""
    rader = max(MINST_RADER, 1 + UKER[-1] * (len(v.personer) + LUFT))
    uker = ", ".join(map(str, UKER[:-1])) + f" eller {UKER[-1]}"
    return Side(
        ARK,
        "Vaktuke",
        (
            Celletall(
                "",
                (
                    Cellelinje("Første mandag", v.mandag, Format.DATO,
                               "Skriv en dag i den første uken, og ukene under følger med.", FORSTE),
                    Cellelinje("Uker", v.uker, Format.ANTALL, f"Skriv {uker}.", ANTALL),
                ),
                inndata=True,
            ),
            Notat((f"{_VAKTENE} {_FOR_LEDER} Til utskrift: velg Vaktuke blant Tidbanks kommandoer.",), liten=True),
            Matrise(
                "", UKEFELT, f"TIDBANK_VAKTUKE({FORSTE},{ANTALL},{dato},{rader},{bank})",
                tuple(tuple(rad) for rad in uketabell(v, rader)[1:]),
            ),
        ),
        gjelder=Formel(dato, v.dag),
        virksomhet=virksomhet,
        undertittel="Hvem som arbeider når. Arket følger tabellene.",
        liggende=True,
    )  # fmt: skip
