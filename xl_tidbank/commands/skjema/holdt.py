"""The form for a review that was held: a row in Gjennomganger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ...book.page.plain import Felt, Format, Formel, Skjemasvar, Verdi
from ...core import tekst
from ...core.tid import frister
from ...tables.schema import GJENNOMGANGER
from .avtale import naar
from .definisjon import Feltfeil, Skjema, Utgangspunkt, registrer
from .fravaer import SVARFELT
from .lister import ANSATTE, NR, ansatte, vist_ansatt
from .rad import Inndata, Radskjema

if TYPE_CHECKING:
    from ...core.bank import Bank

SNART = timedelta(weeks=4)  # a review may be held so long before it is due


def forfalt(bank: Bank, nr: str, dag: date) -> date | None:
    """The review that stands for its turn: the first that is due and not held, else the one that is due soon."""
    if nr in bank.register.ulest:
        return None
    sak = bank.sak(nr)
    periode = sak.periode(dag)
    if periode is None:
        return None
    holdt = [g.holdt for g in sak.gjennomganger if g.holdt]
    ventet = {g.dato for g in sak.gjennomganger if g.holdt}
    plan = frister.gjennomgangsplan(sak.valg, periode.start, periode.slutt)
    return next((d for d in plan if d <= dag + SNART and d not in ventet and not any(h >= d for h in holdt)), None)


def _svar(u: Utgangspunkt) -> Skjemasvar:
    felt = ("felt_Ansattnr", "felt_Holdt")
    linjer = (
        ("Skyldig", "skyldig", Format.SKYLDIG, "timer igjen den dagen"),
        ("Skyldig etter avtalt", "skyldig_etter_avtalt", Format.SKYLDIG, "når avtalte vakter er trukket fra"),
        ("Etterslep", "etterslep", Format.ETTERSLEP, "mot den jevne planen"),
        ("Ubekreftet", "ubekreftet", Format.TIMER, "vakter som er forbi, men ikke satt til Utført"),
    )
    rader: tuple[tuple[Verdi, ...], ...] = tuple(
        (h, naar(felt, f'TIDBANK_SALDO({NR},felt_Holdt,"{visning}",{u.bankcelle})'), mer)
        for h, visning, _, mer in linjer
    )
    return Skjemasvar("Timene den dagen", SVARFELT, "", rader, formater=tuple(f for _, _, f, _ in linjer))


def _kontroll(bank: Bank, dag: date, v: Mapping[str, Any]) -> Iterator[Feltfeil]:
    if v["Holdt"] > dag:
        yield Feltfeil("felt_Holdt", f"Holdt {tekst.dato(v['Holdt'])} er etter {tekst.dato(dag)}. Skriv dagen den ble "
                       "holdt.")  # fmt: skip
    rad = _raden(bank, v)
    if rad is not None and rad.holdt is not None:
        yield Feltfeil(
            "felt_Dato",
            f"Gjennomgangen {tekst.dato(rad.dato)} er alt ført som holdt {tekst.dato(rad.holdt)}, i Gjennomganger rad "
            f"{rad.kilde.rad}.",
        )


def _raden(bank: Bank, v: Mapping[str, Any]) -> Any:
    alle = bank.tabeller.gjennomganger or ()
    return next((g for g in alle if (g.ansattnr, g.dato) == (v["Ansattnr"], v["Dato"])), None)


def _finn(bank: Bank, v: Mapping[str, Any]) -> int | None:
    """The row that was made when the review was planned."""
    rad = _raden(bank, v)
    return None if rad is None else rad.kilde.rad or None


def _sagt(bank: Bank, v: Mapping[str, Any]) -> str:
    hvem = vist_ansatt(bank, v["Ansattnr"])
    return f"Gjennomgangen {tekst.dato(v['Dato'])} for {hvem} er ført som holdt {tekst.dato(v['Holdt'])}."


def _lister(u: Utgangspunkt) -> list[Any]:
    return [ansatte(u.bank, (Felt("Forfalt", Format.DATO, 12), lambda nr: forfalt(u.bank, nr, u.dag)))]


_DATO = Formel(
    f'IF(felt_Ansattnr="","",IFERROR(IF(VLOOKUP(felt_Ansattnr,{ANSATTE},3,FALSE)=0,"",'
    f'VLOOKUP(felt_Ansattnr,{ANSATTE},3,FALSE)),""))',
    "",
)
_RAD = Radskjema(
    GJENNOMGANGER,
    "Gjennomgangen",
    (
        Inndata("Ansattnr", lambda u: vist_ansatt(u.bank, u.ansatt), "Ansatt", "Velg fra listen.", ANSATTE),
        Inndata("Dato", lambda u: _DATO, "Gjelder", "Dagen den skulle holdes. Foreslått: den som er eller snart er "
                "forfalt.", maa=True),
        Inndata("Holdt", lambda u: u.dag, hjelp="Dagen den ble holdt.", maa=True),
        Inndata("Tiltak", hjelp="Hva dere ble enige om. Skriv aldri helseopplysninger."),
        Inndata("Plan", hjelp="Plan for innarbeiding. Kan stå tom."),
    ),
    _svar,
    _lister,
    _kontroll,
    _sagt,
    _finn,
)  # fmt: skip

GJENNOMGANG_HOLDT = registrer(
    Skjema(
        "gjennomgang_holdt",
        "Gjennomgang holdt",
        "Åpner et skjema for en 12-ukers gjennomgang som er holdt.",
        "Velg den ansatte, og skriv hva dere ble enige om. Felt med * må fylles ut. Velg Legg inn når det er riktig.",
        _RAD.blokker,
        _RAD.les,
    )
)
