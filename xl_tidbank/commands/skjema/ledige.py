"""The form for vacant shifts: the ranked list of each, who was offered it, what they said, and who gets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from ...book.page.plain import Blokk, Felt, Format, Notat, Skjemaruter, Skjematabell
from ...core import tekst
from ...core.errors import Verdifeil
from ...core.model import JA, LEDIG, NEI, TILDELT, TILDELT_MAATE, Tilbud, Vakt
from ...core.vakt.prioritet import VIST
from ...core.vakt.tilbud import av_vakt, forbigaatt
from ...tables import cells, personvalg
from ...tables.schema import TILBUD, VAKTER
from .definisjon import (
    KNAPPER,
    MELDING,
    RADER,
    Feltfeil,
    Innlegg,
    Nyrad,
    Skjema,
    Skjemafeil,
    Utgangspunkt,
    Verdier,
    registrer,
)
from .lister import vist_ansatt
from .rad import JANEI, valgliste

if TYPE_CHECKING:
    from ...core.bank import Bank

MEST = 30  # vacant shifts on a form
FELT = (
    Felt("Vaktnr", Format.TEKST, 9), Felt("Dato", Format.DATO, 12), Felt("Tid", Format.TEKST, 11),
    Felt("Plass", Format.ANTALL, 5), Felt("Ansatt", Format.TEKST, 25), Felt("Hvorfor", Format.TEKST, 38),
    Felt("Tilbudt", Format.DATO, 11), Felt("Svar", Format.TEKST, 6), Felt("Valgt", Format.TEKST, 6),
    Felt("Begrunnelse", Format.TEKST, 22),
)  # fmt: skip
_NR = {f.navn: n for n, f in enumerate(FELT)}
_KOLONNER = {k.navn: k for k in TILBUD.kolonner}
EGNE = ("Tilbudt", "Svar", "Valgt", "Begrunnelse")


def ledige(bank: Bank, dag: date) -> list[Vakt]:
    """The vacant shifts from the day on, in order; those without a number cannot be told apart and are left out."""
    alle = [v for v in bank.tabeller.vakter if v.status == LEDIG and v.dato >= dag and v.vaktnr]
    return sorted(alle, key=lambda v: (v.dato, v.start, v.vaktnr))


def _rader(bank: Bank, v: Vakt, dag: date) -> Iterator[tuple[Any, ...]]:
    """The top of the ranked list, and everyone who has been offered the shift."""
    gitt = {t.ansattnr: t for t in av_vakt(bank.tabeller.tilbud or (), v)}
    krav = ", ".join(x for x in (v.kompetanse, v.enhet) if x)
    tid = f"{tekst.klokke(v.start)}–{tekst.klokke(v.slutt)}"
    for k in bank.prioritet(v, dag):
        t = gitt.get(k.ansattnr)
        if k.plass > VIST and t is None:
            continue
        egne = (t.tilbudt, t.svar, JA if t.valgt else "", t.begrunnelse) if t else (None, "", "", "")
        yield (v.vaktnr, v.dato, tid, k.plass, vist_ansatt(bank, k.ansattnr), f"{krav}: {k.grunn}" if krav else k.grunn,
               *egne)  # fmt: skip


def _blokker(u: Utgangspunkt) -> tuple[Blokk, ...]:
    alle = ledige(u.bank, u.dag)
    uten = sum(v.status == LEDIG and v.dato >= u.dag and not v.vaktnr for v in u.bank.tabeller.vakter)
    rader = tuple(r for v in alle[:MEST] for r in _rader(u.bank, v, u.dag))
    merknad = ["Den øverste skal ha tilbudet først. Velges en lenger ned, skriv hvorfor i Begrunnelse."]
    if len(alle) > MEST:
        merknad.append(f"De første {MEST} av {len(alle)} ledige vakter vises.")
    if uten:
        merknad.append(f"{uten} ledige vakter uten Vaktnr er ikke med. Gi dem et nummer i Vakter.")
    return (
        Skjemaruter("", KNAPPER, (), MELDING, None, (valgliste(JANEI, "Ja/Nei", (JA, NEI)),)),
        Notat((" ".join(merknad),)),
        Skjematabell(
            "Hvem som skal ha tilbudet", FELT, rader,
            (("Tilbudt", ""), ("Svar", JANEI), ("Valgt", JANEI), ("Begrunnelse", "")), RADER,
            f"Ingen vakter fra {tekst.dato(u.dag)} er ledige.",
        ),
    )  # fmt: skip


@dataclass
class Vaktvalg:
    """What was written for one vacant shift: its rows, with where they stand in the form."""

    vakt: Vakt
    linjer: list[tuple[int, Tilbud]] = field(default_factory=list)


def _les(bank: Bank, dag: date, verdier: Verdier) -> Innlegg:
    feil: list[Feltfeil] = []
    per: dict[tuple[str, date], Vaktvalg] = {}
    vakter = {(v.vaktnr, v.dato): v for v in ledige(bank, dag)}
    for n, rad in enumerate(verdier.get(RADER, ())[1:], 1):
        if all(cells.tom(rad[_NR[e]]) for e in EGNE):
            continue
        lest = _linje(rad, n, feil)
        if lest is None:
            continue
        vakt = vakter.get((lest.vaktnr, lest.dato))
        if vakt is None:
            feil.append(Feltfeil(RADER, "Vakten er ikke lenger ledig. Lukk skjemaet, og åpne det på nytt.", n, 0))
            continue
        per.setdefault((lest.vaktnr, lest.dato), Vaktvalg(vakt)).linjer.append((n, lest))
    for valg in per.values():
        feil += _kontroll(bank, valg)
    if feil:
        raise Skjemafeil(feil)
    ut = [r for valg in per.values() for r in _skriv(bank, valg, dag)]
    if not ut:
        raise Skjemafeil([Feltfeil("", "Ingenting er endret. Skriv dagen vakten ble tilbudt, svaret eller Valgt.")])
    valgte = [t for valg in per.values() for _, t in valg.linjer if t.valgt]
    gitt = ", ".join(f"{vist_ansatt(bank, t.ansattnr)} {tekst.dato(t.dato)}" for t in valgte)
    sagt = f"Tildelt: {gitt}." if gitt else "Tilbudene står på arket Ledige vakter."
    return Innlegg(ut, sagt, tuple(dict.fromkeys(t.ansattnr for t in valgte)))


def _linje(rad: Sequence[Any], n: int, feil: list[Feltfeil]) -> Tilbud | None:
    verdier: dict[str, Any] = {}
    for navn in EGNE:
        try:
            verdier[navn] = cells.tolk(_KOLONNER[navn], rad[_NR[navn]])
        except Verdifeil as e:
            feil.append(Feltfeil(RADER, e.feil[0].tekst, n, _NR[navn]))
            return None
    dag, plass = cells.dato(rad[_NR["Dato"]]), cells.tall(rad[_NR["Plass"]])
    assert dag is not None
    nr = personvalg.nummer(rad[_NR["Ansatt"]])
    return Tilbud(cells.nummer(rad[_NR["Vaktnr"]]), dag, nr, plass, *(verdier[e] for e in EGNE))


def _kontroll(bank: Bank, valg: Vaktvalg) -> Iterator[Feltfeil]:
    alle = [t for _, t in valg.linjer]
    valgte = [(n, t) for n, t in valg.linjer if t.valgt]
    for n, _ in valgte[1:]:
        yield Feltfeil(
            RADER, f"Bare én kan velges til vakt {valg.vakt.vaktnr}. Ta bort Ja på de andre.", n, _NR["Valgt"]
        )
    for n, t in valgte[:1]:
        if t.svar == NEI:
            yield Feltfeil(RADER, "Den som svarte Nei, kan ikke velges. Rett Svar eller Valgt.", n, _NR["Svar"])
        foran = forbigaatt(alle, t)
        if foran and not t.begrunnelse:
            hvem = ", ".join(map(str, foran))
            sagt = f"Plass {hvem} har ikke svart nei. Skriv hvorfor plass {t.plass:.0f} får vakten."
            yield Feltfeil(RADER, sagt, n, _NR["Begrunnelse"])


def _skriv(bank: Bank, valg: Vaktvalg, dag: date) -> Iterator[Nyrad]:
    """The offers that are new or changed, and the shift itself where somebody gets it."""
    fra_foer = {t.ansattnr: t for t in av_vakt(bank.tabeller.tilbud or (), valg.vakt)}
    for _, t in valg.linjer:
        if t.valgt and t.tilbudt is None:
            t = t._replace(tilbudt=dag)
        gammel = fra_foer.get(t.ansattnr)
        if gammel is None or gammel[4:-1] != t[4:-1]:
            rad = gammel.kilde.rad if gammel is not None else None
            yield Nyrad(TILBUD.navn, rad, _celler(t, gammel is None))
        if t.valgt:
            yield Nyrad(VAKTER.navn, valg.vakt.kilde.rad, {
                "Ansattnr": t.ansattnr, "Status": TILDELT, "Måte": TILDELT_MAATE, "Varslet": dag,
            })  # fmt: skip  # told when it is given: an offer to several binds nobody


def _celler(t: Tilbud, ny: bool) -> Mapping[str, Any]:
    egne: dict[str, Any] = {
        "Tilbudt": t.tilbudt, "Svar": t.svar or None, "Valgt": JA if t.valgt else None,
        "Begrunnelse": t.begrunnelse or None,
    }  # fmt: skip
    if not ny:
        return egne
    nye = {"Vaktnr": t.vaktnr, "Dato": t.dato, "Ansattnr": t.ansattnr, "Plass": t.plass}
    return {**nye, **{k: v for k, v in egne.items() if v is not None}}


LEDIGE_VAKTER = registrer(
    Skjema(
        "ledige_vakter",
        "Tilby ledige vakter",
        "Åpner en liste over ledige vakter og hvem som har fortrinn til hver: tilbudt, svar, valgt og begrunnelse.",
        "Skriv dagen vakten ble tilbudt, svaret, og Ja i Valgt for den som får den.",
        _blokker,
        _les,
    )
)
