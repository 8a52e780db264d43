"""The buttons that belong to the hosts themselves, beside those of the command registry. Knows no program."""

from __future__ import annotations

from dataclasses import dataclass

GRUPPE = "Hjelp"


@dataclass(frozen=True, slots=True)
class Knapp:
    """A button or a menu item as users see it; `navn` is what `flow.trykk` takes."""

    navn: str
    gruppe: str
    etikett: str
    hjelp: str


EGNE: tuple[Knapp, ...] = (
    Knapp(
        "angre_siste",
        GRUPPE,
        "Angre siste",
        "Fjerner arkene og merkene den siste kommandoen laget. Ark noen har skrevet på, blir stående.",
    ),
    Knapp(
        "logg",
        GRUPPE,
        "Logg",
        "Viser hva som er skrevet fra banken: når, med hvilken kommando, og om den er endret mellom.",
    ),
    Knapp("hjelp", GRUPPE, "Hjelp", "Viser hvordan hver kolonne fylles ut, og hva ordene betyr."),
    Knapp(
        "sjekk_oppsett",
        GRUPPE,
        "Sjekk oppsett",
        "Viser versjoner og hvilken Python som brukes, og prøver å lese tabellene.",
    ),
)
