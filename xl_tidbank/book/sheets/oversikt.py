"""The overview: one row for each employee with tidbank (Delta § 10: available at all times)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from xl_tidbank.core import tekst
from xl_tidbank.core.funn import Alvor, Funn
from xl_tidbank.core.tekst import STOV
from xl_tidbank.core.views import Saldo

from ..page.plain import Blokk, Diagram, Felt, Format, Nokkelrad, Nokkeltall, Notat, Rader, Serie, Side, Verdi
from .common import funnkort, lysfordeling, person, stovfri, tell, timer_i_alt

ARK = "Oversikt"
TABELL = "Saldoer"


def oversikt_side(
    saldoer: Sequence[Saldo],
    funn: Sequence[Funn],
    dag: date,
    *,
    virksomhet: str,
    stempel: str,
    uten_periode: Sequence[str] = (),
    enhet: Mapping[str, str] | None = None,
    navn: Mapping[str, str] | None = None,
) -> Side:
    """enhet, navn: by employee number; navn serves those in `uten_periode`, who have no balance."""
    blokker: list[Blokk] = [_tabell(saldoer, funn, enhet)]
    if uten_periode:
        hvem = ", ".join(person(nr, (navn or {}).get(nr, "")) for nr in uten_periode)
        blokker.append(
            Notat((f"Har avtale om tidbank, men ingen som gjelder {tekst.dato(dag)}: {hvem}.",), "Uten avtale")
        )
    blokker.append(
        Nokkelrad(
            (
                Nokkeltall(
                    "Ansatte i tidbank", len(saldoer), Format.ANTALL, lysfordeling(saldoer) or "ingen på denne dagen"
                ),
                *timer_i_alt(saldoer),
                *funnkort(funn),
            )
        )
    )
    if saldoer:
        blokker.append(_diagram(saldoer, dag))
    return Side(
        ARK,
        "Oversikt over tidbanken",
        tuple(blokker),
        gjelder=dag,
        virksomhet=virksomhet,
        undertittel="Én rad per ansatt. Alle timer er desimaltimer.",
        stempel=stempel,
        liggende=True,
    )


def _tabell(saldoer: Sequence[Saldo], funn: Sequence[Funn], enhet: Mapping[str, str] | None) -> Rader:
    felt = [
        Felt("Ansattnr", Format.TEKST, 9),
        Felt("Navn", Format.TEKST, 28),
        Felt("Status", Format.STATUS, 15),
        Felt("Skyldig (timer)", Format.SKYLDIG, 9),
        Felt("Avtalt framover (timer)", Format.TIMER, 9),
        Felt("Etterslep (timer)", Format.ETTERSLEP, 9),
        Felt("Trengs etter avtalt (timer per uke)", Format.TIMER, 9),
        Felt("Neste gjennomgang", Format.DATO, 11),
        *(() if enhet is None else (Felt("Enhet", Format.TEKST, 18, bak=True),)),
        Felt("Skyldig etter avtalt (timer)", Format.SKYLDIG, 9, bak=True),
        Felt("Ubekreftet (timer)", Format.TIMER, 9, bak=True),
        Felt("Ventet godskriving (timer)", Format.TIMER, 11, bak=True),
        Felt("Skyldig ved slutt (timer)", Format.SKYLDIG, 9, bak=True),
        Felt("Arbeidet (timer)", Format.TIMER, 9, bak=True),
        Felt("Godskrevet (timer)", Format.TIMER, 9, bak=True),
        Felt("Periodeskyld (timer)", Format.TIMER, 9, bak=True),
        Felt("Påløpt (timer)", Format.TIMER, 9, bak=True),
        Felt("Tidbank (timer per uke)", Format.TIMER, 9, bak=True),
        Felt("Trengs (timer per uke)", Format.TIMER, 9, bak=True),
        Felt("Sluttvarsel", Format.DATO, 11, bak=True),
        Felt("Brudd (antall)", Format.ANTALL, 7, bak=True),
        Felt("Advarsler (antall)", Format.ANTALL, 7, bak=True),
    ]
    per_ansatt: dict[str, list[Funn]] = {}
    for f in funn:
        per_ansatt.setdefault(f.ansattnr, []).append(f)
    rader = []
    for s in saldoer:
        telt = tell(per_ansatt.get(s.ansattnr, ()))
        egen_enhet: tuple[Verdi, ...] = () if enhet is None else (enhet.get(s.ansattnr, ""),)
        rader.append(
            (
                s.ansattnr,
                s.navn,
                s.status,
                stovfri(s.skyldig),
                s.avtalt,
                stovfri(s.etterslep),
                _behov(s.trengs_per_uke_etter_avtalt),
                s.neste_gjennomgang,
                *egen_enhet,
                stovfri(s.skyldig_etter_avtalt),
                s.ubekreftet,
                stovfri(s.ventet),
                stovfri(s.skyldig_ved_slutt),
                s.arbeidet,
                stovfri(s.kreditert),
                s.periodeskyld,
                s.paalopt,
                s.ukestimer_tidbank,
                _behov(s.trengs_per_uke),
                s.sluttvarsel,
                telt[Alvor.BRUDD],
                telt[Alvor.ADVARSEL],
            )
        )
    uten_sum = (
        "Etterslep (timer)",
        "Tidbank (timer per uke)",
        "Trengs (timer per uke)",
        "Trengs etter avtalt (timer per uke)",
    )
    summeres = tuple(f.navn for f in felt if f.format in (Format.TIMER, Format.SKYLDIG) and f.navn not in uten_sum)
    return Rader(
        "",
        tuple(felt),
        tuple(rader),
        tom="Ingen har en avregningsperiode som dekker denne dagen.",
        navn=TABELL,
        sum=summeres,
        merknad=(
            "[+] over kolonnene viser resten av tallene. "
            "Skyldig = periodeskyld minus arbeidet og godskrevet. Etterslep = påløpt minus arbeidet og "
            "godskrevet. "
            "Ubekreftet er vakter som har vært, men ikke er satt til Utført; de er ikke regnet med. "
            "Skyldig ved slutt er det som er igjen når alt som er avtalt, og "
            "godskriving for fravær som er registrert framover, er trukket fra. Delta § 10, § 15."
        ),
    )


def _behov(per_uke: float | None) -> float | None:
    return None if per_uke is None else max(0.0, stovfri(per_uke))


def _diagram(saldoer: Sequence[Saldo], dag: date) -> Diagram:
    flere = {n for n in (s.navn for s in saldoer) if sum(n == s.navn for s in saldoer) > 1}
    navn = tuple(person(s.ansattnr, s.navn) if s.navn in flere or not s.navn else s.navn for s in saldoer)
    bak = sum(s.etterslep > STOV for s in saldoer)
    tittel = f"Skyldige timer mot jevn plan: {bak} av {len(saldoer)} ligger bak"
    return Diagram(
        tittel,
        navn,
        (
            Serie("Skyldig nå", tuple(stovfri(s.skyldig) for s in saldoer), "stolpe"),
            Serie("Skyldig etter jevn plan", tuple(stovfri(s.periodeskyld - s.paalopt) for s in saldoer), "stolpe"),
        ),
        alt=f"Liggende stolper for {len(saldoer)} ansatte den {tekst.dato(dag)}: skyldige timer nå, og hva "
        "som skulle stått "
        f"igjen etter en jevn plan. {bak} av {len(saldoer)} ligger bak planen.",
        x_navn="Ansatt",
        hoyde=max(12, 6 + round(len(saldoer) * 1.35)),
    )
