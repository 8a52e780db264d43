"""Absences of a file: counted, and taken in only when asked for (I6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from xl_tidbank.core.model import Fravaer, Tabeller

from .endring import Forskjell, Radendring
from .fil import Sted
from .funnet import FRAVAER, Avlest, Bortedag
from .valg import Importvalg


def ta(lest: Avlest, tabeller: Tabeller, valg: Importvalg, ut: Forskjell) -> None:
    """Conflicts and notes are added to `lest`, rows to `ut`."""
    dager = lest.fravaer
    if not valg.med_fravaer:
        ut.fravaer_hoppet_over = len(dager)
        if dager:
            hva = f"Fravær er ikke hentet: {len(dager)} i filen. Skal det med, bruk tidbank importer --med-fravaer."
            lest.merk(hva, dager[0].sted)
        return
    koder = {n.upper(): k.kode.upper() for k in tabeller.koder for n in (k.navn, k.kode)}
    ukjente: dict[str, list[Bortedag]] = {}
    andre: dict[tuple[str, str, str], list[Bortedag]] = {}
    per_kode: dict[tuple[str, str], list[Bortedag]] = {}
    for f in dager:
        kode = koder.get(f.kode.upper(), "")
        i_banken = [x for x in tabeller.fravaer if x.ansattnr == f.ansattnr and x.fra <= f.dato <= x.til]
        if not kode:
            ukjente.setdefault(f.verdi, []).append(f)
        elif any(x.kode.upper() == kode for x in i_banken):
            ut.uendret.append(Radendring(FRAVAER, None, None, f.sted))
        elif i_banken:
            andre.setdefault((f.ansattnr, kode, i_banken[0].kode), []).append(f)
        else:
            per_kode.setdefault((f.ansattnr, kode), []).append(f)
    for verdi, alle in ukjente.items():
        hva = f"Fraværet «{verdi[:40]}» ({_dager(alle)}) har ingen kode i tabellen Fraværskoder."
        gjor = "Skriv koden under fravaer i profilen, eller legg den til på arket Lister."
        lest.konflikt(alle[0].sted, "", verdi, hva, gjor)
    for (nr, kode, annen), alle in sorted(andre.items()):
        hva = f"Fraværet er {kode} i filen og {annen} i banken ({_dager(alle)}). Det i banken står."
        lest.konflikt(alle[0].sted, nr, alle[0].verdi, hva, "Rett raden i Fravær hvis filen har rett.")
    for (nr, kode), alle in sorted(per_kode.items()):
        for fra, til, sted in _spenn(alle):
            ut.ny.append(Radendring(FRAVAER, None, Fravaer(nr, fra, til, kode), sted))


def _dager(alle: Sequence[Bortedag]) -> str:
    return f"{len(alle)} {'dag' if len(alle) == 1 else 'dager'}"


def _spenn(dager: Sequence[Bortedag]) -> Iterator[tuple[date, date, Sted]]:
    """Days in a row as one absence."""
    etter_dag: Mapping[date, Bortedag] = {f.dato: f for f in reversed(dager)}
    fra = forrige = None
    for dag in sorted(etter_dag):
        if forrige is None or (dag - forrige).days != 1:
            if fra is not None and forrige is not None:
                yield fra, forrige, etter_dag[fra].sted
            fra = dag
        forrige = dag
    if fra is not None and forrige is not None:
        yield fra, forrige, etter_dag[fra].sted
