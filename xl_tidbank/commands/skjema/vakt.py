"""The form for a new shift: the rules answer while it is filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ...book.page.plain import Felt, Format, Formel, Skjemasvar
from ...core import tekst
from ...core.model import LEDIG, TIDBANK, TILDELT, TILDELT_MAATE
from ...core.tid import clock
from ...tables.schema import VAKTER
from .definisjon import Feltfeil, Skjema, Utgangspunkt, registrer
from .lister import ANSATTE, VAKTKODER, ansatte, etter_kode, vaktkoder, vist_ansatt
from .rad import Inndata, Radskjema

if TYPE_CHECKING:
    from ...core.bank import Bank

PROVFELT = (
    Felt("Hva", Format.TEKST, 15), Felt("Status", Format.STATUS, 10), Felt("Svar", Format.TEKST, 36),
    Felt("Timer", Format.TIMER, 7), Felt("Mer", Format.TEKST, 32),
)  # fmt: skip
PLASS = 18  # rows of the answer


def neste_nummer(bank: Bank) -> str:
    """A Vaktnr nobody has: one above the highest, written as that one is."""
    delt = [m for v in bank.tabeller.vakter if (m := re.fullmatch(r"(.*?)(\d{1,12})", v.vaktnr))]
    if not delt:
        return str(len(bank.tabeller.vakter) + 1)
    hoyest = max(delt, key=lambda m: int(m[2]))
    return f"{hoyest[1]}{str(int(hoyest[2]) + 1).zfill(len(hoyest[2]))}"


def _svar(u: Utgangspunkt) -> Skjemasvar:
    kall = (
        f'TIDBANK_PROV(IF(felt_Ansattnr="","",felt_Ansattnr),felt_Dato,felt_Start,felt_Slutt,felt_Varslet,{u.bankcelle},'
        "felt_Pause,felt_Type,felt_Egetonske)"
    )
    formel = f'IF(OR(felt_Dato="",felt_Start="",felt_Slutt=""),"",{kall})'
    return Skjemasvar("Hva vakten gjør, når Dato, Start og Slutt er fylt ut", PROVFELT, formel, (), PLASS, 3)


def _kode(nr: int) -> Any:
    return lambda u: Formel(etter_kode(nr), "") if vaktkoder(u.bank) else None


def _kontroll(bank: Bank, dag: date, v: Mapping[str, Any]) -> Iterator[Feltfeil]:
    if not v["Ansattnr"] and v["Status"] != LEDIG:
        yield Feltfeil("felt_Ansattnr", "Ansatt mangler. Velg fra listen, eller sett Status til Ledig.")
    start, slutt = v["Start"], v["Slutt"]
    if start == slutt:
        yield Feltfeil("felt_Slutt", "Start og Slutt er like. Skriv 00:00 og 24:00 når vakten varer hele døgnet.")
    elif v["Pause"] > clock.slutten(start, slutt) - start:
        yield Feltfeil("felt_Pause", f"Pause på {v['Pause']} minutter er lengre enn vakten.")
    for x in bank.tabeller.vakter:
        if v["Vaktnr"] and x.vaktnr == v["Vaktnr"]:
            yield Feltfeil(
                "felt_Vaktnr", f"Vaktnr {x.vaktnr} står allerede i Vakter, rad {x.kilde.rad}. Skriv et annet."
            )
        elif x.ansattnr and (x.ansattnr, x.dato, x.start) == (v["Ansattnr"], v["Dato"], start):
            yield Feltfeil("felt_Dato", f"Vakten står allerede i Vakter, rad {x.kilde.rad}. Rett den der.")


def _sagt(bank: Bank, v: Mapping[str, Any]) -> str:
    hvem = vist_ansatt(bank, v["Ansattnr"]) or "Ledig vakt"
    return f"{hvem}: {tekst.dato(v['Dato'])} kl. {tekst.klokke(v['Start'])}–{tekst.klokke(v['Slutt'])} står i Vakter."


_RAD = Radskjema(
    VAKTER,
    "Vakten",
    (
        Inndata("Ansattnr", lambda u: vist_ansatt(u.bank, u.ansatt), "Ansatt", "Velg fra listen. Tomt bare når Status "
                "er Ledig.", ANSATTE),
        Inndata("Dato", hjelp="Dagen vakten begynner, for eksempel 12.10.2026."),
        Inndata("Vaktkoder.Kode", None, "Vaktkode", "Velg en kode, så fylles Start, Slutt og Pause ut. Kan stå tom.",
                VAKTKODER, maa=False),
        Inndata("Start", _kode(2), hjelp="Klokkeslett, for eksempel 07:30."),
        Inndata("Slutt", _kode(3), hjelp="Er det før Start, slutter vakten neste dag."),
        Inndata("Pause", _kode(4)),
        Inndata("Varslet", lambda u: u.dag),
        Inndata("Status", lambda u: TILDELT, hjelp="Tildelt, eller Ledig når ingen skal ha den ennå."),
        Inndata("Type", lambda u: TIDBANK),
        Inndata("Eget ønske"),
        Inndata("Måte", lambda u: TILDELT_MAATE),
        Inndata("Godkjent av", hjelp="Når vakten er Selvvalgt. Kan stå tom."),
        Inndata("Vaktnr", lambda u: neste_nummer(u.bank), hjelp="Neste ledige nummer er foreslått."),
    ),
    _svar,
    lambda u: [ansatte(u.bank), *vaktkoder(u.bank)],
    _kontroll,
    _sagt,
    uten=lambda v: () if v["Ansattnr"] else ("Varslet",),  # nobody has been told of a vacant shift
)  # fmt: skip

NY_VAKT = registrer(
    Skjema(
        "ny_vakt",
        "Ny vakt",
        "Åpner et skjema for en vakt. Det viser hva vakten bryter, og hvem som har fortrinn, før den legges inn.",
        "Fyll ut til venstre. Svaret til høyre følger med. Felt med * må fylles ut. Velg Legg inn når det er riktig.",
        _RAD.blokker,
        _RAD.les,
    )
)
