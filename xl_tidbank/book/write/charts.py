"""Charts of a page in XlsxWriter: few lines, direct labels, no legend where a label can stand on the line itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..page.placed import Diagramplass, Oppsett
from ..page.plain import Diagram, Serie
from ..page.styles import AKSENT, BLEKK, GRAA, LINJE, LINJE_SVAK, SKRIFT, STOLPE_GRAA
from .chartxml import UTEN_LAPP, Likt, Linjediagram

PX_RAD = 20
AKSEFORMAT = '0;"til gode "0'  # words, not signs (B32)
LAPPFORMAT = '0.00;"til gode "0.00'  # a figure beside a bar is read as the figure
HELT = "#,##0"
_SKRIFT = {"name": SKRIFT, "size": 9, "color": GRAA}


def px(bredde: float) -> int:
    """Pixels of a column that is so many digits wide."""
    return int(bredde * 7 + 0.5) + 5


def sett_inn(bok: Any, blad: Any, sett: Oppsett, plass: Diagramplass) -> None:
    """Make the chart from the figures already placed on the sheet and lay it over its cells."""
    stolper = any(s.stil == "stolpe" for s in plass.diagram.serier)
    chart = bok.add_chart({"type": "bar" if stolper else "line"})
    if isinstance(chart, Linjediagram):
        chart.likt, chart.maler = _likt(blad, sett, plass), bok.maler
    if not isinstance(chart, Linjediagram) or chart.likt is None or chart.likt.form not in chart.maler:
        _tegn(chart, sett, plass, stolper)
    bredde = sum(px(sett.bredder[k]) for k in range(plass.kol, plass.kol2 + 1))
    chart.set_size({"width": bredde - 4, "height": (plass.rad2 - plass.rad + 1) * PX_RAD - 4})
    valg = {"description": plass.diagram.alt, "object_position": 2, "x_offset": 1, "y_offset": 2}
    blad.insert_chart(plass.rad, plass.kol, chart, valg)


def _likt(blad: Any, sett: Oppsett, plass: Diagramplass) -> Likt | None:
    """What of a chart over time is its own, beside all else that decides how it is written; None where texts or numbers
    are missing that XlsxWriter writes in a way of its own."""
    d, kol = plass.diagram, plass.datakol
    if not all(isinstance(x, date) for x in d.x) or not all(siste_punkt(s) >= 0 for s in d.serier):
        return None
    andre = {d.y_navn, *(s.navn for s in d.serier)}
    if not d.tittel or d.tittel in andre or d.tittel.startswith("=") or not d.tittel.isprintable():
        return None
    serier = tuple((s.navn, s.stil, siste_punkt(s), *ledig_plass(s, d)) for s in d.serier)
    form = (d.x, serier, negativ(d), d.negativt, d.x_navn, d.y_navn, plass.datarad, kol)

    def tall() -> list[list[str | None]]:
        kolonner = [
            blad._get_range_data(plass.datarad + 1, k, plass.datarad + len(d.x), k)
            for k in range(kol, kol + len(d.serier) + 1)
        ]
        return [k for verdier in kolonner[1:] for k in (kolonner[0], verdier)]

    return Likt(form, sett.ark, d.tittel, tall)


def _tegn(chart: Any, sett: Oppsett, plass: Diagramplass, stolper: bool) -> None:
    n = len(plass.diagram.x)
    forste, siste = plass.datarad + 1, plass.datarad + max(n, 1)
    for nr, serie in enumerate(plass.diagram.serier):
        kol = plass.datakol + 1 + nr
        chart.add_series({
            "name": [sett.ark, plass.datarad, kol],
            "categories": [sett.ark, forste, plass.datakol, siste, plass.datakol],
            "values": [sett.ark, forste, kol, siste, kol],
            **(_stolpe(nr, plass.diagram) if stolper else _linje(serie, plass.diagram)),
        })  # fmt: skip
    if stolper:
        _stolpeakser(chart, plass.diagram)
    else:
        _tidsakser(chart, plass)
    chart.set_title({
        "name": plass.diagram.tittel,
        "name_font": {"name": SKRIFT, "size": 12, "bold": True, "color": AKSENT},
        "overlay": False,
        "layout": {"x": 0.012, "y": 0.02},
    })  # fmt: skip
    chart.set_chartarea({"border": {"color": LINJE_SVAK}, "fill": {"color": "#FFFFFF"}})
    chart.show_blanks_as("gap")
    if not stolper:
        # Room to the right for the label of the line that runs to the end.
        til_gode = 0.045 if negativ(plass.diagram) else 0.0
        chart.set_plotarea({"layout": {"x": 0.055 + til_gode, "y": 0.17, "width": 0.845 - til_gode, "height": 0.68}})


def _merkelapp(serie: Serie, punkt: int, plassering: str, farge: str) -> dict[str, Any]:
    """The series' name on one of its points, instead of a legend."""
    if punkt < 0:
        return {}
    skrift = {"name": SKRIFT, "size": 9, "bold": True, "color": farge}
    egne: list[dict[str, Any]] = [UTEN_LAPP] * len(serie.verdier)
    egne[punkt] = {"value": serie.navn, "font": skrift}
    return {"data_labels": {"value": True, "custom": egne, "position": plassering, "font": skrift}}


def siste_punkt(serie: Serie) -> int:
    """Index of the last point that has a value, -1 where none has."""
    return max((i for i, v in enumerate(serie.verdier) if v is not None), default=-1)


def _linje(serie: Serie, diagram: Diagram) -> dict[str, Any]:
    if serie.stil == "merke":
        return {
            "line": {"none": True},
            "marker": {"type": "none"},
            "y_error_bars": {
                "type": "percentage",
                "value": 100,
                "direction": "minus",
                "end_style": 0,
                "line": {"color": GRAA, "width": 1},
            },
            **_merkelapp(serie, siste_punkt(serie), "right", BLEKK),
        }
    if serie.stil == "plan":
        lapp = _merkelapp(serie, siste_punkt(serie), "right", GRAA)
        return {"line": {"color": GRAA, "width": 1.5, "dash_type": "dash"}, **lapp}
    lapp = _merkelapp(serie, *ledig_plass(serie, diagram), AKSENT)
    return {"line": {"color": AKSENT, "width": 2.5}, **lapp}


def ledig_plass(serie: Serie, diagram: Diagram) -> tuple[int, str]:
    """Where a line's name is clear of the plan's: at its end, but half-way when it ends close to the plan's end."""
    siste, n = siste_punkt(serie), len(diagram.x)
    plan = next((s for s in diagram.serier if s.stil == "plan"), None)
    if plan is None or siste < 0.8 * n:
        return siste, "right"
    midt = n // 2
    egen, jevn = serie.verdier[midt] or 0.0, plan.verdier[midt] or 0.0
    return midt, "above" if egen >= jevn else "below"


def negativ(diagram: Diagram) -> bool:
    return any(v is not None and v < 0 for s in diagram.serier for v in s.verdier)


def _tidsakser(chart: Any, plass: Diagramplass) -> None:
    datoer = [x for x in plass.diagram.x if isinstance(x, date)]
    maaneder = (max(datoer) - min(datoer)).days / 30.4 if datoer else 0
    chart.set_x_axis({
        "date_axis": bool(datoer),
        "num_format": "dd.mm",
        "label_position": "low",
        "num_font": _SKRIFT,
        "line": {"color": LINJE},
        "major_tick_mark": "outside",
        "minor_tick_mark": "none",
        "major_unit": 2 if maaneder > 8 else 1,
        "major_unit_type": "months",
        **({"min": min(datoer), "max": max(datoer)} if datoer else {}),
    })  # fmt: skip
    chart.set_y_axis({
        "num_format": f'0;"{plass.diagram.negativt} "0',
        "num_font": _SKRIFT,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": LINJE_SVAK, "width": 0.75}},
        "name": plass.diagram.y_navn,
        "name_font": {**_SKRIFT, "bold": False},
        **({} if negativ(plass.diagram) else {"min": 0}),
    })  # fmt: skip
    chart.set_legend({"none": True})


def lappformat(d: Diagram) -> str:
    return HELT if d.hele else LAPPFORMAT


def akseformat(d: Diagram) -> str:
    return HELT if d.hele else AKSEFORMAT


def _stolpe(nr: int, d: Diagram) -> dict[str, Any]:
    if nr == 0:
        lapp = {"value": True, "num_format": lappformat(d), "font": {"name": SKRIFT, "size": 8, "color": BLEKK}}
        return {"fill": {"color": AKSENT}, "border": {"none": True}, "gap": 45, "overlap": 0, "data_labels": lapp}
    return {"fill": {"color": STOLPE_GRAA}, "border": {"none": True}, "gap": 45, "overlap": 0}


def _stolpeakser(chart: Any, d: Diagram) -> None:
    # In a bar chart XlsxWriter's y axis is the one the names stand on.
    chart.set_y_axis({
        "reverse": True,
        "num_font": {**_SKRIFT, "color": BLEKK},
        "line": {"color": LINJE},
        "major_tick_mark": "none",
        "label_position": "low",
        "major_gridlines": {"visible": False},
        "crossing": "max",
    })  # fmt: skip
    chart.set_x_axis({
        "num_format": akseformat(d),
        "num_font": _SKRIFT,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": LINJE_SVAK, "width": 0.75}},
    })  # fmt: skip
    chart.set_legend({"position": "top", "font": {**_SKRIFT, "color": BLEKK}})
