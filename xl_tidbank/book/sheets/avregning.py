"""The settlement: what lapses, what is owed to the employee, and what may be deducted (Delta § 10 and § 11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import fsum

from xl_tidbank.core import tekst
from xl_tidbank.core.views import Avregning

from ..page.plain import (
    Fakta,
    Felt,
    Format,
    Nokkelrad,
    Nokkeltall,
    Notat,
    Rader,
    Side,
    Signatur,
    Skrivelinjer,
    arknavn,
)
from .common import person, stovfri

ARK = "Avregning"
TABELL = "Avregninger"
FORBEHOLD = (
    "Banken trekker aldri av seg selv. Det kan trekkes bare hvis den ansatte selv har sagt opp, siste dag er i "
    "perioden, og det på forhånd er skrevet en egen avtale som sier hvor mange timer og kroner som høyst trekkes "
    "(Delta § 11; aml. § 14-15 (2) c; HR-2021-2532-A). Bortfall: Delta § 10; utkastet pkt. 5."
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
        Felt("Kan trekkes bare hvis avtalt (timer)", Format.TIMER, 12),
        Felt("Kan trekkes bare hvis avtalt (kroner)", Format.KRONER, 12),
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
                        stovfri(fsum(a.bortfall for a in rader)),
                        Format.TIMER,
                        "flyttes ikke, trekkes ikke",
                    ),
                    Nokkeltall(
                        "Timer til gode", stovfri(fsum(a.overskudd for a in rader)), Format.TIMER, "faller aldri bort"
                    ),
                    Nokkeltall(
                        "Kan trekkes, kroner",
                        fsum(a.trekk_kr for a in rader),
                        Format.KRONER,
                        "bare hvis trekkavtalen sier det",
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
        ("Siste dag", a.siste_dag, Format.DATO, f"regnet etter «{a.oppsigelse_metode}»"),
        ("Skriftlig trekkavtale", a.trekkavtale or "ingen", _dato_eller_tekst(a.trekkavtale), "aml. § 14-15 (2) c"),
        ("Høyst å trekke, timer", _eller(a.trekk_mest_timer), _eller_tekst(a.trekk_mest_timer, Format.TIMER),
         "trekkavtalen"),
        ("Høyst å trekke, kroner", _eller(a.trekk_mest_kr), _eller_tekst(a.trekk_mest_kr, Format.KRONER),
         "trekkavtalen"),
        ("Timelønn", _eller(a.timelonn), _eller_tekst(a.timelonn, Format.KRONER), "Avtaler"),
    )  # fmt: skip
    return Side(
        arknavn(f"Oppgjør {hvem}"),
        "Sluttoppgjør" if a.sagt_opp else "Avregning av perioden",
        (
            Nokkelrad(
                (
                    Nokkeltall("Faller bort, timer", stovfri(a.bortfall), Format.TIMER, "flyttes ikke, trekkes ikke"),
                    Nokkeltall("Til gode, timer", stovfri(a.overskudd), Format.TIMER, _kroner(a.overskudd_kr)),
                    Nokkeltall("Kan trekkes, kroner", a.trekk_kr, Format.KRONER, _trekkets_grense(a)),
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
            *((_lesninger(a),) if a.lesninger else ()),
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


def _eller(verdi: float | None) -> float | str:
    return "mangler" if verdi is None else verdi


def _eller_tekst(verdi: object, format_: Format) -> Format:
    return Format.TEKST if verdi is None else format_


def _trekkets_grense(a: Avregning) -> str:
    if a.trekk_kr and a.trekk_grense:
        return f"{tekst.timer(a.trekk_timer)} timer, begrenset av {a.trekk_grense}"
    return f"{tekst.timer(a.trekk_timer)} timer, bare hvis avtalt"


def _lesninger(a: Avregning) -> Rader:
    """Both readings of the notice, where they differ and nobody has chosen (B15)."""
    felt = (
        Felt("Regnet", Format.TEKST, 26),
        Felt("Siste dag", Format.DATO, 11),
        Felt("Bortfall (timer)", Format.TIMER, 10),
        Felt("Til gode (timer)", Format.TIMER, 10),
        Felt("Trekk hvis avtalt (timer)", Format.TIMER, 10),
        Felt("Trekk hvis avtalt (kroner)", Format.KRONER, 12),
    )
    return Rader(
        "To måter å regne oppsigelsestiden på",
        felt,
        tuple(
            (x.metode, x.siste_dag, stovfri(x.bortfall), stovfri(x.overskudd), stovfri(x.trekk_timer), x.trekk_kr)
            for x in a.lesninger
        ),
        merknad="De gir ulike tall. Velg oppsigelse_metode i Innstillinger (aml. § 15-3; Delta § 6).",
    )


def _kroner(verdi: float | None) -> str:
    return "faller aldri bort" if verdi is None else f"kr {tekst.kroner(verdi)}, faller aldri bort"
