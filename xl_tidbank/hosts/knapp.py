"""A button as users see it, and those of the import, whose work is read only when one is pressed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Knapp:
    """A button or a menu item as users see it; `navn` is what `flow.trykk` takes."""

    navn: str
    gruppe: str
    etikett: str
    hjelp: str
    del_: str = ""  # the part of a bank it belongs to


_GRUPPE = "Inn og ut"
HENT_TURNUS = Knapp(
    "hent_turnus",
    _GRUPPE,
    "Hent turnus",
    "Henter en turnus, en rulleplan, en vaktliste eller timer fra en fil. Viser først på en side hva som blir nytt og "
    "endret, og hva kontrollen sier etterpå. Så spør den før noe skrives.",
)
SISTE_IMPORT = Knapp("siste_import", _GRUPPE, "Siste import", "Viser hva som er hentet inn i banken, det siste øverst.")
