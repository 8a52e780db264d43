"""The form that confirms what was worked: past shifts, a tick and the actual end of each, all in one step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ...book.page.plain import Blokk, Felt, Format, Formel, Skjemafelt, Skjemaruter, Skjematabell
from ...core import tekst
from ...core.errors import Verdifeil
from ...core.model import AVTALTE, JA, NEI, UTFORT, Vakt
from ...tables import cells
from ...tables.schema import VAKTER
from ...tables.values import dognandel
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
from .rad import JANEI, kjent_ansatt, valgliste

if TYPE_CHECKING:
    from ...core.bank import Bank

MEST = 200  # rows of a form
ALLE = "felt_Alle"
FELT = (
    Felt("Ansatt", Format.TEKST, 34), Felt("Dato", Format.DATO, 12), Felt("Start", Format.KLOKKE, 8),
    Felt("Slutt", Format.KLOKKE, 8), Felt("Timer", Format.TIMER, 8), Felt("Type", Format.TEKST, 10),
    Felt("Status", Format.TEKST, 11), Felt("Vaktnr", Format.TEKST, 10), Felt("Bekreft", Format.TEKST, 10),
    Felt("Faktisk slutt", Format.KLOKKE, 14),
)  # fmt: skip
_BEKREFT, _SLUTT = 8, 9  # where the user's own columns stand
_KOLONNE = next(k for k in VAKTER.kolonner if k.navn == "Faktisk slutt")


def ubekreftede(bank: Bank, dag: date) -> list[Vakt]:
    """Past shifts that are assigned or approved, in order of day. Not those that absence credits whole."""
    ut = []
    for nr in bank.ansattnumre:
        if nr in bank.utelatt:
            continue
        sak = bank.sak(nr)
        kreditert = sak.kreditert_andel(dag)
        ut += [v for v in sak.vakter if v.status in AVTALTE and v.dato < dag
               and v.timer * (1 - kreditert.get(id(v), 0.0)) > tekst.STOV]  # fmt: skip
    return sorted(ut, key=lambda v: (v.dato, v.start, v.ansattnr))


def _blokker(u: Utgangspunkt) -> tuple[Blokk, ...]:
    alle = ubekreftede(u.bank, u.dag)
    rader = tuple(
        (vist_ansatt(u.bank, v.ansattnr), v.dato, v.start, v.slutt, v.timer, v.type, v.status, v.vaktnr,
         Formel(f'IF({ALLE}="{JA}","{JA}","")', ""), v.faktisk_slutt)
        for v in alle[:MEST]
    )  # fmt: skip
    flere = f" De første {MEST} av {len(alle)} vises." if len(alle) > MEST else ""
    alt = Skjemafelt(ALLE, "Bekreft alle", None, Format.TEKST, "Ja krysser av alle. Skriv Nei i Bekreft på dem som "
                     f"ikke ble arbeidet.{flere}", JANEI)  # fmt: skip
    liste = valgliste(JANEI, "Ja/Nei", (JA, NEI))
    return (
        Skjemaruter("Vaktene som er forbi", KNAPPER, (alt,) if rader else (), MELDING, None, (liste,)),
        Skjematabell(
            "", FELT, rader, (("Bekreft", JANEI), ("Faktisk slutt", "")), RADER,
            f"Alle vakter før {tekst.dato(u.dag)} er bekreftet, avlyst eller godskrevet.",
        ),
    )  # fmt: skip


def finn(vakter: Sequence[Vakt], nr: str, dag: date | None, start: int | None, vaktnr: str) -> Vakt | None:
    """The one shift a row of a form is about, None where it has been changed since, or where two are alike."""
    like = [v for v in vakter if (v.ansattnr, v.dato, v.start, v.vaktnr) == (nr, dag, start, vaktnr)]
    return like[0] if len(like) == 1 else None


def _les(bank: Bank, dag: date, verdier: Verdier) -> Innlegg:
    feil: list[Feltfeil] = []
    ut: list[Nyrad] = []
    hvem: list[str] = []
    vakter = ubekreftede(bank, dag)
    for n, rad in enumerate(verdier.get(RADER, ())[1:], 1):
        try:
            valgt = cells.ja_nei(rad[_BEKREFT], "Bekreft")
            slutt = cells.tolk(_KOLONNE, rad[_SLUTT])
        except Verdifeil as e:
            kol = _SLUTT if e.feil[0].tekst.startswith(_KOLONNE.navn) else _BEKREFT
            feil.append(Feltfeil(RADER, e.feil[0].tekst, n, kol))
            continue
        v = _vakten(bank, vakter, rad)
        if not valgt:
            if v is not None and slutt not in (None, v.faktisk_slutt):
                sagt = "Faktisk slutt er skrevet, men vakten er ikke bekreftet. Skriv Ja, eller tøm Faktisk slutt."
                feil.append(Feltfeil(RADER, sagt, n, _BEKREFT))
            continue
        if v is None:
            sagt = "Vakten er endret siden skjemaet ble åpnet. Lukk skjemaet, og åpne det på nytt."
            feil.append(Feltfeil(RADER, sagt, n, 0))
            continue
        hvem.append(v.ansattnr)
        verdi: dict[str, Any] = {"Status": UTFORT}
        if slutt is not None and slutt != v.faktisk_slutt:
            verdi[_KOLONNE.navn] = dognandel(slutt)
        ut.append(Nyrad(VAKTER.navn, v.kilde.rad, verdi))
    if not ut and not feil:
        feil.append(Feltfeil(ALLE, "Ingen vakter er krysset av. Skriv Ja i Bekreft, eller Ja her for alle."))
    if feil:
        raise Skjemafeil(feil)
    sagt = "1 vakt er satt til Utført." if len(ut) == 1 else f"{len(ut)} vakter er satt til Utført."
    return Innlegg(ut, sagt, tuple(dict.fromkeys(hvem)))


def _vakten(bank: Bank, vakter: Sequence[Vakt], rad: Sequence[Any]) -> Vakt | None:
    try:
        nr, start = kjent_ansatt(bank, rad[0]), cells.klokke(rad[2])
        return finn(vakter, nr, cells.dato(rad[1]), start, cells.nummer(rad[7]) if not cells.tom(rad[7]) else "")
    except Verdifeil:
        return None


BEKREFT_VAKTER = registrer(
    Skjema(
        "bekreft_vakter",
        "Bekreft vakter",
        "Åpner en liste over vakter som er forbi og ikke bekreftet. De du krysser av, blir Utført, alle på én gang.",
        "Kryss av vaktene som ble arbeidet. Skriv Faktisk slutt når den ansatte gikk før eller etter.",
        _blokker,
        _les,
    )
)
