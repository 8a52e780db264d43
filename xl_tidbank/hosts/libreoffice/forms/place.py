"""What a form has beside values and looks: names, lists to choose from, an answer that follows, and buttons."""

from __future__ import annotations

from typing import Any, NamedTuple

from xl_tidbank.book.page.placed import Knappeplass, Matriseplass, Oppsett, Valgplass, adresse
from xl_tidbank.book.page.styles import stil

from .. import names
from ..styles_uno import Stiler
from ..unokit import enum, struct

_BREDEST = 3000  # of a button, 1/100 mm
KAN_IKKE = "Kan ikke regnes ut ennå. Velg Legg inn, så sier skjemaet hva som må rettes."
_LUFT = 120  # 1/100 mm between a button and the edges of its cells


def fyll(dok: Any, ark: Any, sett: Oppsett, leser: Any) -> None:
    """leser: what parses formulas as files store them."""
    for n in sett.navn:
        celler = ark.getCellRangeByPosition(n.kol, n.rad, max(n.kol, n.kol2), max(n.rad, n.rad2))
        ark.NamedRanges.addNewByName(n.navn, celler.AbsoluteName, celler.getCellByPosition(0, 0).CellAddress, 0)
        if n.liste:
            _velges(ark, Valgplass(n.rad, n.kol, n.rad, n.kol, n.liste))
    for v in sett.valg:
        _velges(ark, v)
    for c in sett.celler:  # once more: a formula in a cell without a format takes the one of its first number
        if c.formel:
            celle = ark.getCellByPosition(c.kol, c.rad)
            celle.setTokens(leser.parseFormula(c.formel, celle.CellAddress))
    stiler = Stiler(dok)
    for m in sett.matriser:
        _svar(ark, m, leser, stiler)
    for k in sett.knapper:
        _knapp(dok, ark, k)
    if sett.skjult_fra:
        for kol in range(sett.skjult_fra, len(sett.bredder)):
            ark.Columns.getByIndex(kol).IsVisible = False


def _velges(ark: Any, v: Valgplass) -> None:
    celler = ark.getCellRangeByPosition(v.kol, v.rad, v.kol2, v.rad2)
    regel = celler.Validation
    regel.Type = enum("sheet.ValidationType", "LIST")
    regel.setFormula1(v.liste)
    regel.ShowList, regel.IgnoreBlankCells = 1, True
    regel.ShowErrorMessage, regel.ErrorAlertStyle = True, enum("sheet.ValidationAlertStyle", "STOP")
    regel.ErrorTitle, regel.ErrorMessage = "Velg fra listen", "Velg en fra listen i cellen."
    celler.Validation = regel


def _svar(ark: Any, m: Matriseplass, leser: Any, stiler: Stiler) -> None:
    """The formula over all the rows kept for it: an array does not grow here. What it does not fill is shown empty."""
    siste = m.rad + max(m.plass, m.rad2 - m.rad)
    celler = ark.getCellRangeByPosition(m.kol, m.rad, m.kol2, siste)
    # Only a condition as large as the area reaches the cells that the answer does not.
    ned = f"{adresse(m.rad, m.kol, True)}:{adresse(siste, m.kol, True)}"
    bort = f"{adresse(m.rad, m.kol, True)}:{adresse(m.rad, m.kol2, True)}"
    # An error would fill them all; a sentence stands once, where the answers do.
    setningen = f'IF((ROW({ned})={m.rad + 2})*(COLUMN({bort})={min(m.kol + 2, m.kol2) + 1}),"{KAN_IKKE}","")'
    svaret = f"IF(ISERROR(INDEX({m.formel},1,1)),{setningen},{m.formel})"
    formel = f'IFNA(IF(ROW({ned})*COLUMN({bort})>0,{svaret},""),"")'
    celler.setArrayTokens(leser.parseFormula(formel, celler.getCellByPosition(0, 0).CellAddress))
    for k, stilnavn in enumerate(m.stiler, m.kol):
        kolonnen = ark.getCellRangeByPosition(k, m.rad + 1, k, siste)
        kolonnen.setPropertyValues(*_par(stiler, stilnavn))


def _par(stiler: Stiler, stilnavn: str) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    egne = stiler.egenskaper(stil(stilnavn))
    return tuple(sorted(egne)), tuple(egne[n] for n in sorted(egne))


def _knapp(dok: Any, ark: Any, k: Knappeplass) -> None:
    modell = dok.createInstance("com.sun.star.form.component.CommandButton")
    modell.Name, modell.Label = f"tidbank_{k.kommando}", k.tekst
    gi_kommando(modell, k.kommando)
    form = dok.createInstance("com.sun.star.drawing.ControlShape")
    celler = ark.getCellRangeByPosition(k.kol, k.rad, k.kol2, k.rad)
    form.Position = struct("awt.Point", X=celler.Position.X + _LUFT, Y=celler.Position.Y + _LUFT)
    form.Size = struct(
        "awt.Size", Width=min(celler.Size.Width - 2 * _LUFT, _BREDEST), Height=celler.Size.Height - 2 * _LUFT
    )
    form.Control = modell
    ark.DrawPage.add(form)


def gi_kommando(modell: Any, kommando: str) -> None:
    """What a button does when it is clicked."""
    modell.ButtonType, modell.TargetURL = enum("form.FormButtonType", "URL"), f"service:{names.KOMMANDO}?{kommando}"


class Husket(NamedTuple):
    """What LibreOffice does not bring back with a deleted sheet: its names and page style."""

    navn: tuple[tuple[str, str, int], ...]
    sidestil: str


def husk(ark: Any) -> Husket:
    egne = [ark.NamedRanges.getByName(n) for n in ark.NamedRanges.ElementNames]
    return Husket(tuple((n.Name, n.Content, n.Type) for n in egne), ark.PageStyle)


def gjenopprett(ark: Any, husket: Husket) -> None:
    hjorne = ark.getCellByPosition(0, 0).CellAddress
    ark.PageStyle = husket.sidestil
    for navn, innhold, slag in husket.navn:
        if not ark.NamedRanges.hasByName(navn):
            ark.NamedRanges.addNewByName(navn, innhold, hjorne, slag)
