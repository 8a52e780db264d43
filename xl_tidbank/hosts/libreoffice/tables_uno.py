"""Rows written in the tables of the open document: all or none, and one step for Undo.

The work is done unseen, in blocks, and Undo and Redo of it are ours: LibreOffice forgets all but the last hundred steps
of an entry, and its tables do not grow by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xl_tidbank.book.template.inputs import TALLFORMAT
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.tables.extent import Omraade
from xl_tidbank.tables.schema import KONTROLLKOLONNE, Slag, Tabell

from .. import tabellskriv
from ..tabellskriv import Raa, Skriveplan
from ..vert import Radskriv
from .undo import EnEndring
from .unokit import nulldag, struct

TITTEL = "Tidbank, rader: "
_INNHOLD = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: numbers, dates, texts, formulas
_DATO, _TID = 2, 4  # com.sun.star.util.NumberFormat
_KREVER = {Slag.DATO: _DATO, Slag.TIDSPUNKT: _DATO, Slag.KLOKKE: _TID}


@dataclass(slots=True)
class Calcskriving:
    """A plan in the document. navn: the program's own table, "" where there is none. foer: what stood in the changed
    cells: formula, value and number format. kopieres: columns whose looks or formulas follow the row above."""

    plan: Skriveplan
    navn: str
    foer: dict[tuple[int, int], tuple[str, Any, int]] = field(default_factory=dict)
    kopieres: list[int] = field(default_factory=list)


def skriv(dok: Any, skriv: Sequence[Radskriv], navn: str) -> None:
    if dok.isReadonly():
        raise TidbankFeil("Regnearket er åpnet skrivebeskyttet. Lagre en kopi, og kjør kommandoen i den.")
    alle = [_forbered(dok, tabell, rader) for tabell, rader in tabellskriv.per_tabell(skriv)]
    if not alle:
        return

    def gjor() -> None:
        for i in alle:
            _gjor(dok, i)

    def tilbake() -> None:
        for i in reversed(alle):
            _tilbake(dok, i)

    with EnEndring(dok, f"{TITTEL}{navn}") as endring:
        try:
            endring.usett(gjor)
        except BaseException:
            endring.usett(tilbake)
            raise
        endring.etterpaa(ved_angre=tilbake, ved_gjenta=gjor)


def angre(dok: Any) -> str:
    """Undo the last write, where nothing that can be undone has been done after it; its name, "" = there is none."""
    liste = dok.getUndoManager()
    tittel = str(liste.getCurrentUndoActionTitle()) if liste.isUndoPossible() else ""
    if not tittel.startswith(TITTEL):
        return ""
    liste.undo()
    return tittel.removeprefix(TITTEL)


def _forbered(dok: Any, tabell: Tabell, rader: Sequence[Radskriv]) -> Calcskriving:
    """Everything that can stand in the way, before a cell is touched."""
    ark = dok.Sheets.getByName(tabellskriv.krev_ark(tabell, dok.Sheets.ElementNames))
    if ark.isProtected():
        raise tabellskriv.laast(ark.Name)
    egne = _omraader(dok, ark)
    peker = ark.createCursor()
    peker.gotoEndOfUsedArea(False)
    slutt = peker.RangeAddress
    verdier = ark.getCellRangeByPosition(0, 0, slutt.EndColumn, slutt.EndRow).getDataArray()
    plan = tabellskriv.legg(tabell, rader, ark.Name, verdier, list(egne), nulldag(dok))
    ut = Calcskriving(plan, egne[plan.omraade] if plan.omraade is not None else "")
    for rad, kol in plan.celler:
        celle = ark.getCellByPosition(kol - 1, rad - 1)
        formel = celle.getFormula() if celle.Type.value == "FORMULA" else ""
        ut.foer[rad, kol] = (formel, celle.getDataArray()[0][0], celle.NumberFormat)
    if plan.utvidet:
        ut.kopieres = [k for k in range(plan.kol, plan.kol2 + 1) if _skal_kopieres(ark, plan, k)]
    return ut


def _omraader(dok: Any, ark: Any) -> dict[Omraade, str]:
    nr, ut = ark.RangeAddress.Sheet, {}
    for navn in dok.DatabaseRanges.ElementNames:
        t = dok.DatabaseRanges.getByName(navn)
        a = t.DataArea
        if a.Sheet == nr:
            o = Omraade(a.StartRow + 1, a.StartColumn + 1, a.EndRow + 1, a.EndColumn + 1, int(t.TotalsRow))
            ut[o] = navn
    return ut


def _skal_kopieres(ark: Any, plan: Skriveplan, kol: int) -> bool:
    """Whether the column's new rows lack the formula or the looks of the row above. The rows a workbook of ours comes
    with are made ready far down."""
    mal = ark.getCellByPosition(kol - 1, plan.mal - 1)
    if plan.omraade is not None and ark.getCellByPosition(kol - 1, plan.omraade.rad - 1).String == KONTROLLKOLONNE:
        return False  # the colour of a mark is that of its row alone
    if mal.Type.value == "FORMULA":
        return kol not in plan.skrives
    nye = _kolonne(ark, kol, plan.utvidet[0], plan.utvidet[-1])
    like = all(getattr(nye, e) == getattr(mal, e) for e in ("NumberFormat", "CellBackColor", "CharFontName"))
    return not like or nye.Validation.Type != mal.Validation.Type


def _kolonne(ark: Any, kol: int, rad: int, rad2: int) -> Any:
    return ark.getCellRangeByPosition(kol - 1, rad - 1, kol - 1, rad2 - 1)


def _gjor(dok: Any, i: Calcskriving) -> None:
    plan = i.plan
    ark = dok.Sheets.getByName(plan.ark)
    _strekk(dok, i.navn, plan.siste)
    for kol in i.kopieres:
        _kopier_ned(ark, kol, plan)
    for kol, kol2, rader in plan.blokker:
        omraade = ark.getCellRangeByPosition(kol - 1, plan.fra - 1, kol2 - 1, plan.til - 1)
        omraade.setDataArray(tuple(tuple(map(_raa, rad)) for rad in rader))
        for k in range(kol, kol2 + 1):
            mal = ark.getCellByPosition(k - 1, plan.mal - 1) if plan.mal < plan.fra else None
            _format(dok, _kolonne(ark, k, plan.fra, plan.til), plan.slag.get(k), mal)
    for (rad, kol), v in plan.celler.items():
        celle = ark.getCellByPosition(kol - 1, rad - 1)
        celle.setDataArray(((_raa(v),),))
        _format(dok, celle, plan.slag.get(kol), None)


def _tilbake(dok: Any, i: Calcskriving) -> None:
    plan = i.plan
    ark = dok.Sheets.getByName(plan.ark)
    for (rad, kol), (formel, verdi, format_) in i.foer.items():
        celle = ark.getCellByPosition(kol - 1, rad - 1)
        if formel:
            celle.setFormula(formel)
        else:
            celle.setDataArray(((verdi,),))
        celle.NumberFormat = format_
    for kol, kol2, _ in plan.blokker:
        ark.getCellRangeByPosition(kol - 1, plan.fra - 1, kol2 - 1, plan.til - 1).clearContents(_INNHOLD)
    for kol in i.kopieres:
        _kolonne(ark, kol, plan.utvidet[0], plan.utvidet[-1]).clearContents(_INNHOLD)
    if plan.omraade is not None:
        _strekk(dok, i.navn, plan.omraade.rad2)


def _strekk(dok: Any, navn: str, siste: int) -> None:
    if navn:
        tabell = dok.DatabaseRanges.getByName(navn)
        a = tabell.DataArea
        if a.EndRow != siste - 1:
            a.EndRow = siste - 1
            tabell.DataArea = a


def _kopier_ned(ark: Any, kol: int, plan: Skriveplan) -> None:
    """The cell above into the new rows, twice as many each time; its value is not for them."""
    mal = ark.getCellByPosition(kol - 1, plan.mal - 1)
    forste, antall = plan.utvidet[0] - 1, len(plan.utvidet)
    ark.copyRange(struct("table.CellAddress", Sheet=ark.RangeAddress.Sheet, Column=kol - 1, Row=forste),
                  mal.RangeAddress)  # fmt: skip
    ferdig = 1
    while ferdig < antall:
        n = min(ferdig, antall - ferdig)
        kilde = ark.getCellRangeByPosition(kol - 1, forste, kol - 1, forste + n - 1)
        til = struct("table.CellAddress", Sheet=ark.RangeAddress.Sheet, Column=kol - 1, Row=forste + ferdig)
        ark.copyRange(til, kilde.RangeAddress)
        ferdig += n
    if mal.Type.value != "FORMULA":
        _kolonne(ark, kol, plan.utvidet[0], plan.utvidet[-1]).clearContents(_INNHOLD)


def _format(dok: Any, celler: Any, slag: Slag | None, mal: Any) -> None:
    """A day or a clock time shows as one; the rest as in the row above."""
    onsket = mal.NumberFormat if mal is not None else None
    krever = _KREVER.get(slag) if slag is not None else None
    if krever:
        for nokkel in (celler.NumberFormat, onsket):
            if nokkel is not None and int(dok.NumberFormats.getByKey(nokkel).Type) & krever:
                onsket = nokkel
                break
        else:
            onsket = _nokkel(dok, TALLFORMAT[slag]) if slag is not None else None
    if onsket is not None and celler.NumberFormat != onsket:
        celler.NumberFormat = onsket


def _nokkel(dok: Any, kode: str) -> int:
    engelsk = struct("lang.Locale", Language="en", Country="US")
    return int(dok.NumberFormats.addNewConverted(kode, engelsk, struct("lang.Locale")))


def _raa(v: Raa) -> float | str:
    return "" if v is None else v
