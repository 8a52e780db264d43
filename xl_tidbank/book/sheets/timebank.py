"""The surplus bank: an overview, and the account of one employee with its running balance (items 48-60).

Its hours stand on pages of their own and are never added to the tidbank's (B28). Figures are positive and words say
which way they go (B32).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import fsum

from xl_tidbank.core import tekst
from xl_tidbank.core.funn import Alvor, Emne, Funn
from xl_tidbank.core.model import EN_DAG, Ansatt
from xl_tidbank.core.tekst import STOV
from xl_tidbank.core.views import Kontolinje, Timebanksaldo

from ..page.plain import (
    Blokk,
    Diagram,
    Fakta,
    Felt,
    Format,
    Nokkelrad,
    Nokkeltall,
    Notat,
    Rader,
    Serie,
    Side,
    Verdi,
    arknavn,
)
from .common import alvorstekst, antall, person, stovfri

# Not the sheet people fill in, which is called Timebank.
ARK = "Timebankoversikt"
TABELL = "Timebanksaldoer"
SOKT = "søkt, ikke avgjort"


def timebank_side(
    saldoer: Sequence[Timebanksaldo], funn: Sequence[Funn], dag: date, *, virksomhet: str, stempel: str
) -> Side:
    """One row for everyone in the surplus bank."""
    gode, over = _i_alt(saldoer)
    egne = [f for f in funn if f.slag.emne == Emne.TIMEBANK and f.alvor != Alvor.INFO]
    return Side(
        ARK,
        "Timebank",
        (
            Nokkelrad((
                Nokkeltall("Til gode i alt, timer", gode[0], Format.TIMER, antall(gode[1], "ansatt", "ansatte")),
                Nokkeltall("Skyldes, timer", over[0], Format.TIMER, antall(over[1], "ansatt", "ansatte")),
                Nokkeltall("Reservert, timer", fsum(s.reservert for s in saldoer), Format.TIMER, SOKT),
                Nokkeltall("Brudd og advarsler", len(egne), Format.ANTALL, alvorstekst(egne) or "ingen"),
            )),
            _tabell(saldoer),
            *((_stolper(saldoer, dag),) if saldoer else ()),
            Notat(
                (
                    "Innskudd er timer over dagens kapasitet, startsaldo og det som er ført for hånd. Uttak er "
                    "godkjent avspasering og utbetaling. Reservert er søkt, men ikke avgjort. Disponibelt er saldo "
                    "uten det som er reservert eller godkjent framover.",
                    "Timebanken er timer den ansatte har til gode. Den er en annen bank enn tidbanken, og de to "
                    "blandes ikke: en time kan bare stå i den ene.",
                ),
                liten=True,
            ),
        ),
        gjelder=dag,
        virksomhet=virksomhet,
        undertittel="Timer over kapasiteten, hver ansatt for seg. Alle timer er desimaltimer.",
        stempel=stempel,
        liggende=True,
    )  # fmt: skip


def _i_alt(saldoer: Sequence[Timebanksaldo]) -> tuple[tuple[float, int], tuple[float, int]]:
    """Hours to the good and hours overdrawn, each on its own: they belong to different people and do not cancel."""
    pluss = [s.saldo for s in saldoer if s.saldo > STOV]
    minus = [-s.saldo for s in saldoer if s.saldo < -STOV]
    return (fsum(pluss), len(pluss)), (fsum(minus), len(minus))


def _tabell(saldoer: Sequence[Timebanksaldo]) -> Rader:
    felt = (
        Felt("Ansattnr", Format.TEKST, 10),
        Felt("Navn", Format.TEKST, 28),
        Felt("Saldo (timer)", Format.TILGODE, 12),
        Felt("Innskudd (timer)", Format.TIMER, 10),
        Felt("Uttak (timer)", Format.TIMER, 9),
        Felt("Reservert (timer)", Format.TIMER, 10),
        Felt("Godkjent framover (timer)", Format.TIMER, 10),
        Felt("Disponibelt (timer)", Format.TILGODE, 12),
    )
    rader = tuple(
        (
            s.ansattnr, s.navn, stovfri(s.saldo), s.innskudd, s.uttak, s.reservert, s.planlagt,
            stovfri(s.disponibelt),
        )
        for s in saldoer
    )  # fmt: skip
    return Rader(
        "", felt, rader, tom="Ingen har timer i timebanken, og ingen kapasitet gjelder denne dagen.", navn=TABELL,
        sum=tuple(f.navn for f in felt[3:7]),
    )  # fmt: skip


def _stolper(saldoer: Sequence[Timebanksaldo], dag: date) -> Diagram:
    orden = sorted(saldoer, key=lambda s: (-s.saldo, s.ansattnr))
    gode, over = _i_alt(saldoer)
    tittel = f"Timer til gode: {tekst.timer(gode[0])} hos {antall(gode[1], 'ansatt', 'ansatte')}"
    if over[1]:
        tittel += f", {over[1]} skylder"
    return Diagram(
        tittel,
        tuple(person(s.ansattnr, s.navn) for s in orden),
        (
            Serie("Til gode", tuple(max(0.0, stovfri(s.saldo)) for s in orden), "stolpe"),
            Serie("Reservert og godkjent framover", tuple(s.reservert + s.planlagt for s in orden), "stolpe"),
        ),
        alt=f"Liggende stolper for {len(orden)} ansatte den {tekst.dato(dag)}: timer til gode i timebanken, og hva av "
        "dem som er søkt eller godkjent tatt ut.",
        x_navn="Ansatt",
        hoyde=max(10, 6 + round(len(orden) * 1.35)),
    )


def timebank_konto_side(
    linjer: Sequence[Kontolinje], saldo: Timebanksaldo, ansatt: Ansatt, dag: date, *, virksomhet: str, stempel: str
) -> Side:
    """For the employee and the manager: every deposit and withdrawal up to the day, with the balance after it."""
    naa = stovfri(saldo.saldo)
    felt = (
        Felt("Dato", Format.DATO, 11),
        Felt("Art", Format.TEKST, 20),
        Felt("Inn (timer)", Format.TIMER, 9),
        Felt("Ut (timer)", Format.TIMER, 9),
        Felt("Saldo etter (timer)", Format.TILGODE, 11),
        Felt("Hjemmel", Format.TEKST, 27),
        Felt("Kilde", Format.TEKST, 50),
    )
    rader = tuple(
        (
            x.dato, x.art, x.timer if x.timer > 0 else None, -x.timer if x.timer < 0 else None, stovfri(x.saldo),
            x.hjemmel, x.kilde,
        )
        for x in linjer
    )  # fmt: skip
    blokker: list[Blokk] = [
        Nokkelrad((
            Nokkeltall("Skylder, timer" if naa < 0 else "Til gode, timer", abs(naa), Format.TIMER, _ord(naa)),
            Nokkeltall("Innskudd, timer", saldo.innskudd, Format.TIMER, "alt som har kommet inn"),
            Nokkeltall("Uttak, timer", saldo.uttak, Format.TIMER, "avspasert, utbetalt og rettet ned"),
            Nokkeltall("Reservert, timer", saldo.reservert, Format.TIMER, SOKT),
        )),
        _bro(saldo),
    ]  # fmt: skip
    if len(linjer) > 1:
        blokker.append(_kurve(linjer, naa, dag))
    blokker += [
        Rader("Posteringer", felt, rader, tom="Ingen innskudd og ingen uttak.", sum=(felt[2].navn, felt[3].navn)),
        Notat(
            (
                "Et automatisk innskudd er dagens timer over kapasiteten den dagen. Dager med færre timer trekker "
                "ikke noe, og dager regnes aldri mot hverandre. Bare godkjente uttak teller.",
            ),
            liten=True,
        ),
    ]
    return Side(
        arknavn(f"Timebank {person(ansatt.ansattnr, ansatt.navn)}"),
        "Konto i timebanken",
        tuple(blokker),
        gjelder=dag,
        virksomhet=virksomhet,
        undertittel=f"{ansatt.navn} · ansattnr {ansatt.ansattnr}".strip(" ·"),
        stempel=stempel,
        liggende=True,
    )


def _ord(saldo: float) -> str:
    if tekst.avrund(saldo) == 0:
        return "i null"
    return "kan avspaseres eller betales ut" if saldo > 0 else "tas igjen etter avtale"


def _bro(s: Timebanksaldo) -> Fakta:
    """What the balance is made of; the last line is what the others add up to."""
    linjer: list[tuple[str, Verdi, Format, str]] = [
        ("Automatiske innskudd", s.automatisk, Format.TIMER, "timer over dagens kapasitet"),
        ("Manuelle innskudd", s.manuelt, Format.TIMER, "ført i tabellen Timebank"),
        ("Avspasert", s.avspasert, Format.TIMER, "trekkes fra · godkjent"),
        ("Utbetalt", s.utbetalt, Format.TIMER, "trekkes fra · godkjent"),
    ]
    if s.startsaldo:
        fra = "trekkes fra · " if s.startsaldo < 0 else ""
        linjer.insert(0, ("Startsaldo", abs(s.startsaldo), Format.TIMER, f"{fra}ført over da banken ble tatt i bruk"))
    if s.korreksjon:
        vei = "trekkes fra · rettet ned" if s.korreksjon < 0 else "rettet opp"
        linjer.append(("Korreksjoner", abs(s.korreksjon), Format.TIMER, vei))
    naa = stovfri(s.saldo)
    sist: tuple[str, Verdi, Format, str] = (
        "Skylder nå" if naa < 0 else "Til gode nå", abs(naa), Format.TIMER,
        f"disponibelt når alt søkt og godkjent er tatt ut: {tekst.timer(abs(s.disponibelt))} timer"
        f"{' for lite' if s.disponibelt < -STOV else ''}",
    )  # fmt: skip
    return Fakta("Slik ble tallet til", (*linjer, sist), sum_sist=True)


def _kurve(linjer: Sequence[Kontolinje], naa: float, dag: date) -> Diagram:
    """The balance after each day with a movement, level in between, up to the day of the page."""
    etter = {x.dato: x.saldo for x in linjer}
    for forrige, neste in pairwise([*sorted(etter), dag + EN_DAG]):
        etter.setdefault(neste - EN_DAG, etter[forrige])
    datoer = tuple(sorted(etter))
    hva = f"{'til gode' if naa >= 0 else 'skylder'} {tekst.timer(abs(naa))}"
    return Diagram(
        f"Saldo i timebanken: {hva} timer {tekst.dato(dag)}",
        datoer,
        (Serie("Saldo", tuple(stovfri(etter[d]) for d in datoer)),),
        alt=f"Linjediagram fra {tekst.dato(datoer[0])} til {tekst.dato(dag)} over saldoen i timebanken, {hva} timer "
        "til slutt.",
        x_navn="Dato",
        hoyde=12,
        negativt="skylder",
    )
