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
    blokker: list[Blokk] = [
        Nokkelrad(
            (
                Nokkeltall(
                    "Ansatte i tidbank", len(saldoer), Format.ANTALL, lysfordeling(saldoer) or "ingen på denne dagen"
                ),
                *timer_i_alt(saldoer),
                *funnkort(funn),
            )
        ),
        _tabell(saldoer, funn, enhet),
    ]
    if uten_periode:
        hvem = ", ".join(person(nr, (navn or {}).get(nr, "")) for nr in uten_periode)
        blokker.append(Notat((f"Har avtale, men ingen avregningsperiode {tekst.dato(dag)}: {hvem}.",), "Uten periode"))
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
    felt = [Felt("Ansattnr", Format.TEKST, 9), Felt("Navn", Format.TEKST, 28)]
    if enhet is not None:
        felt.append(Felt("Enhet", Format.TEKST, 18))
    felt += [
        Felt("Status", Format.STATUS, 15),
        Felt("Skyldig (timer)", Format.SKYLDIG, 9),
        Felt("Etterslep (timer)", Format.ETTERSLEP, 9),
        Felt("Avtalt framover (timer)", Format.TIMER, 9),
        Felt("Skyldig etter avtalt (timer)", Format.SKYLDIG, 9),
        Felt("Ubekreftet (timer)", Format.TIMER, 9),
        Felt("Ventet godskriving (timer)", Format.TIMER, 11),
        Felt("Skyldig ved slutt (timer)", Format.SKYLDIG, 9),
        Felt("Arbeidet (timer)", Format.TIMER, 9),
        Felt("Godskrevet (timer)", Format.TIMER, 9),
        Felt("Periodeskyld (timer)", Format.TIMER, 9),
        Felt("Påløpt (timer)", Format.TIMER, 9),
        Felt("Tidbank (timer per uke)", Format.TIMER, 9),
        Felt("Trengs (timer per uke)", Format.TIMER, 9),
        Felt("Trengs etter avtalt (timer per uke)", Format.TIMER, 9),
        Felt("Neste gjennomgang", Format.DATO, 11),
        Felt("Sluttvarsel", Format.DATO, 11),
        Felt("Brudd (antall)", Format.ANTALL, 7),
        Felt("Advarsler (antall)", Format.ANTALL, 7),
    ]
    per_ansatt: dict[str, list[Funn]] = {}
    for f in funn:
        per_ansatt.setdefault(f.ansattnr, []).append(f)
    rader = []
    for s in saldoer:
        telt = tell(per_ansatt.get(s.ansattnr, ()))
        forst: list[Verdi] = [s.ansattnr, s.navn]
        if enhet is not None:
            forst.append(enhet.get(s.ansattnr, ""))
        rader.append(
            (
                *forst,
                s.status,
                stovfri(s.skyldig),
                stovfri(s.etterslep),
                s.avtalt,
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
                _behov(s.trengs_per_uke_etter_avtalt),
                s.neste_gjennomgang,
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
