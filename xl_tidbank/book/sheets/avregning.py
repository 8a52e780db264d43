"""The settlement: what lapses, what is owed to the employee, and what may be deducted (Delta § 10 and § 11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xl_tidbank.core import tekst
from xl_tidbank.core.views import Avregning

from .common import person, stovfri
from .plain import Fakta, Felt, Format, Nokkelrad, Nokkeltall, Notat, Rader, Side, Signatur, Skrivelinjer, arknavn

ARK = "Avregning"
TABELL = "Avregninger"
FORBEHOLD = (
    "Banken trekker aldri av seg selv. Trekk i lønn krever at den ansatte selv har sagt opp, og at det på forhånd er "
    "skrevet en egen avtale om dette trekket (Delta § 11; aml. § 14-15 (2) c). Bortfall: Delta § 10; utkastet pkt. 5."
)
MERARBEID = (
    "Timer til gode er arbeid som er utført. Når de betales, er det som merarbeid, og som overtid der vakten gikk ut "
    "over avtalt lengde eller full stilling den dagen eller uken (Delta § 17)."
)


def avregning_side(rader: Sequence[Avregning], dag: date, *, virksomhet: str, stempel: str) -> Side:
    felt = (
        Felt("Ansattnr", Format.TEKST, 9),
        Felt("Navn", Format.TEKST, 26),
        Felt("Periode fra", Format.DATO, 11),
        Felt("Periode til", Format.DATO, 11),
        Felt("Skyldig (timer)", Format.SKYLDIG, 10),
        Felt("Bortfall (timer)", Format.TIMER, 10),
        Felt("Til gode (timer)", Format.TIMER, 10),
        Felt("Til gode (kroner)", Format.KRONER, 12),
        Felt("Kan trekkes (timer)", Format.TIMER, 10),
        Felt("Kan trekkes (kroner)", Format.KRONER, 12),
        Felt("Begrunnelse", Format.TEKST, 50),
    )
    linjer = tuple(
        (
            a.ansattnr,
            a.navn,
            a.periodestart,
            a.periodeslutt,
            stovfri(a.skyldig),
            stovfri(a.bortfall),
            stovfri(a.overskudd),
            a.overskudd_kr,
            stovfri(a.trekk_timer),
            a.trekk_kr,
            a.begrunnelse,
        )
        for a in rader
    )
    summeres = tuple(f.navn for f in felt if f.format in (Format.TIMER, Format.KRONER))
    return Side(
        ARK,
        "Avregning",
        (
            Nokkelrad(
                (
                    Nokkeltall("Ansatte", len(rader), Format.ANTALL),
                    Nokkeltall(
                        "Timer som faller bort",
                        stovfri(sum(a.bortfall for a in rader)),
                        Format.TIMER,
                        "flyttes ikke, trekkes ikke",
                    ),
                    Nokkeltall(
                        "Timer til gode", stovfri(sum(a.overskudd for a in rader)), Format.TIMER, "faller aldri bort"
                    ),
                    Nokkeltall(
                        "Kan trekkes, kroner",
                        sum(a.trekk_kr for a in rader),
                        Format.KRONER,
                        "bare med skriftlig trekkavtale",
                    ),
                )
            ),
            Rader("Per ansatt", felt, linjer, tom="Ingen perioder har begynt.", navn=TABELL, sum=summeres),
            Notat((FORBEHOLD,), liten=True),
        ),
        gjelder=dag,
        virksomhet=virksomhet,
        undertittel="Oppgjør per ansatt for perioden som dekker dagen, eller den siste",
        stempel=stempel,
        liggende=True,
    )


def oppgjor_side(a: Avregning, dag: date, *, virksomhet: str, stempel: str) -> Side:
    """The settlement of one employee, with what every figure is made of and lines to sign."""
    hvem = person(a.ansattnr, a.navn)
    etterslep = stovfri(a.paalopt - a.arbeidet - a.kreditert)
    oppsagt = (
        ("Sagt opp", a.sagt_opp, Format.DATO, f"av {a.sagt_opp_av.lower()}" if a.sagt_opp_av else "hvem er ikke ført"),
        ("Siste dag", a.siste, Format.DATO, "tallene gjelder denne dagen"),
        ("Skriftlig trekkavtale", a.trekkavtale or "ingen", _dato_eller_tekst(a.trekkavtale), "aml. § 14-15 (2) c"),
        ("Timelønn", a.timelonn if a.timelonn is not None else "mangler", _kr_eller_tekst(a.timelonn), "Avtaler"),
    )
    return Side(
        arknavn(f"Oppgjør {hvem}"),
        "Sluttoppgjør" if a.sagt_opp else "Avregning av perioden",
        (
            Nokkelrad(
                (
                    Nokkeltall("Faller bort, timer", stovfri(a.bortfall), Format.TIMER, "flyttes ikke, trekkes ikke"),
                    Nokkeltall("Til gode, timer", stovfri(a.overskudd), Format.TIMER, _kroner(a.overskudd_kr)),
                    Nokkeltall("Kan trekkes, kroner", a.trekk_kr, Format.KRONER, f"{tekst.timer(a.trekk_timer)} timer"),
                )
            ),
            Notat((a.begrunnelse,)),
            Fakta(
                "Det som er skyldig",
                (
                    ("Hele periodens timer", a.periodeskyld, Format.TIMER, "utkastet pkt. 2"),
                    ("Arbeidet", a.arbeidet, Format.TIMER, "trekkes fra · utkastet pkt. 5"),
                    ("Godskrevet", a.kreditert, Format.TIMER, "trekkes fra · Delta § 15; utkastet pkt. 9"),
                    ("Skyldig", stovfri(a.skyldig), Format.SKYLDIG, "faller bort når perioden slutter"),
                ),
                sum_sist=True,
            ),
            Fakta(
                "Det som er påløpt",
                (
                    (f"Påløpt til {tekst.dato(a.siste)}", a.paalopt, Format.TIMER, "jevnt over perioden"),
                    ("Arbeidet", a.arbeidet, Format.TIMER, "trekkes fra"),
                    ("Godskrevet", a.kreditert, Format.TIMER, "trekkes fra"),
                    ("Påløpt og ikke arbeidet", etterslep, Format.ETTERSLEP, "mer kan aldri trekkes, Delta § 11"),
                ),
                sum_sist=True,
            ),
            *((Fakta("Oppsigelsen", oppsagt),) if a.sagt_opp else ()),
            Notat((FORBEHOLD, *((MERARBEID,) if a.overskudd > 0 else ())), liten=True),
            Skrivelinjer("Merknader", 3),
            Signatur(("Leder", "Ansatt")),
        ),
        gjelder=dag,
        virksomhet=virksomhet,
        undertittel=f"{hvem}, perioden {tekst.dato(a.periodestart)} til {tekst.dato(a.periodeslutt)}",
        stempel=stempel,
        hoyst_sider=1,
    )


def _dato_eller_tekst(verdi: object) -> Format:
    return Format.TEKST if verdi is None else Format.DATO


def _kr_eller_tekst(verdi: object) -> Format:
    return Format.TEKST if verdi is None else Format.KRONER


def _kroner(verdi: float | None) -> str:
    return "faller aldri bort" if verdi is None else f"kr {tekst.kroner(verdi)}, faller aldri bort"
