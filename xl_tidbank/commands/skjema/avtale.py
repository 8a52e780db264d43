"""The form for a new agreement: 40 % and 100 % answered while it is filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ...book.page.plain import Felt, Format, Formel, Skjemasvar, Verdi
from ...core import tekst
from ...tables.schema import AVTALER
from .definisjon import Feltfeil, Skjema, Utgangspunkt, registrer
from .lister import ANSATTE, ansatte, vist_ansatt
from .rad import Inndata, Radskjema

if TYPE_CHECKING:
    from ...core.bank import Bank

PERIODE = 363  # days from the first to the last of 52 weeks
SVARFELT = (Felt("Hva", Format.TEKST, 22), Felt("Svar", Format.TEKST, 48), Felt("Mer", Format.TEKST, 26))


def naar(felt: tuple[str, ...], uttrykk: str) -> Formel:
    """A formula that waits until these fields are filled in."""
    tomme = ",".join(f'{f}=""' for f in felt)
    return Formel(f'IF(OR({tomme}),"",{uttrykk})', "")


def _poeng(felt: str) -> str:
    """Percentage points of a field: 60 % is kept as 0,6, and is 60 as in the tables."""
    return f"{felt}*IF({felt}<1,100,1)"


def _svar(u: Utgangspunkt) -> Skjemasvar:
    prosent, periode = ("felt_Fast", "felt_Tidbank"), ("felt_Periodestart", "felt_Periodeslutt")
    linjer: list[tuple[str, tuple[str, ...], str, Format, str]] = [
        ("40 % og 100 %", prosent, "TIDBANK_STATUS(felt_Fast,felt_Tidbank)", Format.TEKST, "Delta § 6 og § 7"),
        ("Stilling i alt", prosent, "+".join(map(_poeng, prosent)), Format.PROSENT, "høyst 100 %"),
        ("Tidbank av egen stilling", prosent, "100*TIDBANK_ANDEL(felt_Fast,felt_Tidbank)", Format.PROSENT,
         "høyst 40 %"),
        ("Timer tidbank i uken", (prosent[1],), "TIDBANK_UKESTIMER(felt_Tidbank,felt_Ukestimer)", Format.TIMER, ""),
        ("Timer i perioden", (*periode, prosent[1]),
         "TIDBANK_PERIODESKYLD(felt_Periodestart,felt_Periodeslutt,felt_Tidbank,felt_Ukestimer)", Format.TIMER,
         "timene som skal arbeides inn"),
        ("Perioden", periode, "PERIODESTATUS(felt_Periodestart,felt_Periodeslutt)", Format.TEKST, "Delta § 10"),
        ("Første gjennomgang", periode, "NESTE_GJENNOMGANG(felt_Periodestart,felt_Periodeslutt,felt_Periodestart)",
         Format.DATO, "hver 12. uke"),
        ("Sluttvarsel", periode[1:], "SLUTTVARSEL(felt_Periodeslutt)", Format.DATO, "en måned før perioden slutter"),
    ]  # fmt: skip
    rader: tuple[tuple[Verdi, ...], ...] = tuple((h, naar(f, x), m) for h, f, x, _, m in linjer)
    return Skjemasvar("Hva avtalen gir", SVARFELT, "", rader, formater=tuple(f for *_, f, _ in linjer))


def _kontroll(bank: Bank, dag: date, v: Mapping[str, Any]) -> Iterator[Feltfeil]:
    fra, til, start, slutt = v["Fra"], v["Til"], v["Periodestart"], v["Periodeslutt"]
    if til < fra:
        yield Feltfeil("felt_Til", f"Til {tekst.dato(til)} er før Fra {tekst.dato(fra)}. Rett en av dem.")
    if slutt < start:
        yield Feltfeil("felt_Periodeslutt", f"Periodeslutt {tekst.dato(slutt)} er før Periodestart. Rett en av dem.")
    elif fra < start or til > slutt:
        yield Feltfeil("felt_Til", "Fra og Til må ligge i perioden, fra Periodestart til Periodeslutt.")
    for a in bank.tabeller.avtaler:
        if a.ansattnr == v["Ansattnr"] and a.fra <= til and fra <= a.til:
            yield Feltfeil(
                "felt_Fra",
                f"Avtaler rad {a.kilde.rad} gjelder fra {tekst.dato(a.fra)} til {tekst.dato(a.til)} for samme ansatt. "
                "Avslutt den først, eller velg andre dager.",
            )
            return


def _sagt(bank: Bank, v: Mapping[str, Any]) -> str:
    hvem = vist_ansatt(bank, v["Ansattnr"])
    return f"Avtalen for {hvem} fra {tekst.dato(v['Fra'])} til {tekst.dato(v['Til'])} står i Avtaler."


_RAD = Radskjema(
    AVTALER,
    "Avtalen",
    (
        Inndata("Ansattnr", lambda u: vist_ansatt(u.bank, u.ansatt), "Ansatt", "Velg fra listen.", ANSATTE),
        Inndata("Fra", hjelp="Første dag med disse prosentene."),
        Inndata("Fast %", hjelp="Prosent av full stilling i turnus: skriv 60."),
        Inndata("Tidbank %", hjelp="Prosent av full stilling i tidbank: skriv 40."),
        Inndata("Ukestimer", lambda u: u.bank.valg["ukestimer_fulltid"],
                hjelp="Timer i uken for full stilling. Foreslått fra Innstillinger."),
        Inndata("Periodestart", lambda u: Formel('IF(felt_Fra="","",felt_Fra)', ""), hjelp="Foreslått: samme dag som "
                "Fra."),
        Inndata("Periodeslutt", lambda u: Formel(f'IF(felt_Periodestart="","",felt_Periodestart+{PERIODE})', ""),
                hjelp="Foreslått: 52 uker. Perioden kan ikke være lengre."),
        Inndata("Til", lambda u: Formel('IF(felt_Periodeslutt="","",felt_Periodeslutt)', ""),
                hjelp="Siste dag med disse prosentene. Foreslått: Periodeslutt."),
        Inndata("Signert", hjelp="Dagen avtalen ble underskrevet: før den begynner."),
        Inndata("Ønsket", hjelp="Dagen den ansatte ba om det. Kan stå tom."),
        Inndata("Timelønn", hjelp="Kroner i timen, til oppgjør. Kan stå tom."),
    ),
    _svar,
    lambda u: [ansatte(u.bank)],
    _kontroll,
    _sagt,
)  # fmt: skip

NY_AVTALE = registrer(
    Skjema(
        "ny_avtale",
        "Ny avtale",
        "Åpner et skjema for en avtale om tidbank. Det viser 40 %, 100 %, timene og fristene før den legges inn.",
        "Fyll ut til venstre. Svaret til høyre følger med. Felt med * må fylles ut. Velg Legg inn når det er riktig.",
        _RAD.blokker,
        _RAD.les,
    )
)
