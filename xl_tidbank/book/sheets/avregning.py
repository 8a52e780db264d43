"""The settlement: what lapses, what is owed to the employee, and what may be deducted (Delta § 10 and § 11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xl_tidbank.core.views import Avregning

from .common import stovfri
from .plain import Felt, Format, Nokkelrad, Nokkeltall, Notat, Rader, Side

ARK = "Avregning"
TABELL = "Avregninger"


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
            Notat(
                (
                    "Banken trekker aldri av seg selv. Trekk i lønn krever at den ansatte selv har sagt opp, "
                    "og at det på "
                    "forhånd er skrevet en egen avtale om trekket (Delta § 11; aml. § 14-15 (2) c). "
                    "Bortfall: Delta § 10; "
                    "utkastet pkt. 5.",
                ),
                liten=True,
            ),
        ),
        gjelder=dag,
        virksomhet=virksomhet,
        undertittel="Oppgjør per ansatt for perioden som dekker dagen, eller den siste",
        stempel=stempel,
        liggende=True,
    )
