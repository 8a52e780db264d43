"""Forms on sheets of the open workbook: the answer that follows, buttons, what is read back and what is said."""

from __future__ import annotations

from collections.abc import Sequence

import xlwings as xw

from xl_tidbank.book.page.placed import Oppsett, adresse
from xl_tidbank.book.page.styles import GRAA, ROD, ROD_LYS
from xl_tidbank.commands.skjema import FELT, MERKE
from xl_tidbank.tables.names import bokstaver

from ..vert import Beskjed, Skjemacelle
from . import names, sted
from .values import rader

_KNAPP = 0  # XlFormControl.xlButtonControl
_BREDEST = 85.0  # of a button, points
_LUFT = 3.0  # points between a button and the edges of its cells


def gjor_levende(ark: xw.Sheet, sett: Oppsett) -> None:
    """Formulas once more, for the copied ones speak of names and functions the workbook they came from did not have."""
    if not sett.knapper:
        return
    for c in sett.celler:
        if c.formel:
            ark.range(adresse(c.rad, c.kol)).formula2 = f"={c.formel}"
    for m in sett.matriser:
        siste = m.rad + max(m.plass, m.rad2 - m.rad)
        ark.range(adresse(m.rad, m.kol), adresse(siste, m.kol2)).clear_contents()  # nothing may stand in its way
        ark.range(adresse(m.rad, m.kol)).formula2 = f"={m.formel}"
    for k in sett.knapper:
        plass = ark.range(adresse(k.rad, k.kol), adresse(k.rad, k.kol2))
        knapp = ark.api.Shapes.AddFormControl(
            _KNAPP,
            plass.left + _LUFT,
            plass.top + _LUFT,
            min(plass.width - 2 * _LUFT, _BREDEST),
            plass.height - 2 * _LUFT,
        )
        knapp.Name = f"tidbank_{k.kommando}"
        knapp.OnAction = f"{names.VBA_KNAPPER}.{names.paa_ark(k.kommando)}"
        knapp.TextFrame.Characters().Text = k.tekst


def celler(ark: xw.Sheet) -> dict[str, Skjemacelle]:
    ut = []
    for n in ark.api.Names:
        navn = n.Name.rsplit("!", 1)[-1]
        if navn.startswith((FELT, MERKE)):
            omraade = n.RefersToRange
            b = sted.av(omraade)
            ut.append((b.rad, navn, Skjemacelle(f"{bokstaver(b.kol)}{b.rad}", rader(omraade.Value))))
    return {navn: celle for _, navn, celle in sorted(ut, key=lambda x: x[:2])}


def si(ark: xw.Sheet, beskjeder: Sequence[Beskjed]) -> None:
    for b in beskjeder:
        omraade = ark.range(b.celle)
        if b.tekst is None:
            omraade.color = ROD_LYS if b.feil else None
        else:
            omraade.raw_value = f"'{b.tekst}" if b.tekst else None  # a text as it stands, never a formula
            omraade.font.color = ROD if b.feil else GRAA
