"""The form for a new absence: only what credit needs, never why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ...book.page.plain import Felt, Format, Formel, Skjemasvar, Verdi
from ...core import tekst
from ...tables.schema import FRAVAER
from .avtale import naar
from .definisjon import Feltfeil, Skjema, Utgangspunkt, registrer
from .lister import ANSATTE, FRAVAERSKODER, NR, ansatte, fravaerskoder, vist_ansatt
from .rad import Inndata, Radskjema

if TYPE_CHECKING:
    from ...core.bank import Bank

SVARFELT = (Felt("Hva", Format.TEKST, 22), Felt("Svar", Format.TEKST, 16), Felt("Mer", Format.TEKST, 56))


def _svar(u: Utgangspunkt) -> Skjemasvar:
    alle = ("felt_Ansattnr", "felt_Fra", "felt_Til")

    def saldo(visning: str, felt: str) -> str:
        return f'TIDBANK_SALDO({NR},{felt},"{visning}",{u.bankcelle})'

    linjer: list[tuple[str, Formel, Format, str]] = [
        ("Dager", naar(alle[1:], 'IF(felt_Til<felt_Fra,"",felt_Til-felt_Fra+1)'), Format.ANTALL, "begge dager er med"),
        ("Timer i uken", naar(alle[:2], saldo("ukestimer_tidbank", "felt_Fra")), Format.TIMER,
         "timene i tidbanken som fraværet kan godskrive, i en hel uke"),
        ("Skyldig før", naar(alle[:2], saldo("skyldig", "felt_Fra")), Format.SKYLDIG,
         "på fraværets første dag, uten dette fraværet"),
        ("Skyldig ved slutt", naar(alle[:2], saldo("skyldig_ved_slutt", "felt_Fra")), Format.SKYLDIG,
         "når perioden slutter, om alt som er avtalt og ventet, skjer, uten dette fraværet"),
    ]  # fmt: skip
    rader: tuple[tuple[Verdi, ...], ...] = tuple((h, x, m) for h, x, _, m in linjer)
    return Skjemasvar("Timene", SVARFELT, "", rader, formater=tuple(f for _, _, f, _ in linjer))


def _kontroll(bank: Bank, dag: date, v: Mapping[str, Any]) -> Iterator[Feltfeil]:
    if v["Til"] < v["Fra"]:
        yield Feltfeil("felt_Til", f"Til {tekst.dato(v['Til'])} er før Fra {tekst.dato(v['Fra'])}. Rett en av dem.")
    kode = v["Kode"].upper()
    if kode not in {k.kode for k in bank.tabeller.koder}:
        yield Feltfeil("felt_Kode", f"Koden {kode} står ikke i Fraværskoder på arket Lister. Velg fra listen.")
    for f in bank.tabeller.fravaer:
        if (f.ansattnr, f.kode) == (v["Ansattnr"], kode) and f.fra <= v["Til"] and v["Fra"] <= f.til:
            dager = f"{tekst.dato(f.fra)}–{tekst.dato(f.til)}"
            yield Feltfeil("felt_Fra", f"Fravær rad {f.kilde.rad} har samme kode {dager}. Rett den raden i stedet.")
            return


def _sagt(bank: Bank, v: Mapping[str, Any]) -> str:
    dager = f"{tekst.dato(v['Fra'])}–{tekst.dato(v['Til'])}"
    return f"Fraværet til {vist_ansatt(bank, v['Ansattnr'])} {dager} står i Fravær."


_RAD = Radskjema(
    FRAVAER,
    "Fraværet",
    (
        Inndata("Ansattnr", lambda u: vist_ansatt(u.bank, u.ansatt), "Ansatt", "Velg fra listen.", ANSATTE),
        Inndata("Fra"),
        Inndata("Til", lambda u: Formel('IF(felt_Fra="","",felt_Fra)', ""),
                hjelp="Siste dag (dagen er med). Foreslått: én dag."),
        Inndata("Kode", hjelp="Velg fra listen. Skriv aldri diagnose.", liste=FRAVAERSKODER),
        Inndata("Grad %", lambda u: None, hjelp="Prosent fravær: 50 for halvt. Tomt = 100."),
        Inndata("Registrert", lambda u: u.dag, hjelp="Dagen fraværet ble meldt."),
    ),
    _svar,
    lambda u: [ansatte(u.bank), fravaerskoder(u.bank)],
    _kontroll,
    _sagt,
)  # fmt: skip

NYTT_FRAVAER = registrer(
    Skjema(
        "nytt_fravaer",
        "Nytt fravær",
        "Åpner et skjema for et fravær: hvem, fra, til og kode.",
        "Fyll ut til venstre, og velg Legg inn. Skriv aldri diagnose.",
        _RAD.blokker,
        _RAD.les,
    )
)
