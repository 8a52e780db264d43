"""Formulas on a page, written with XlsxWriter: named cells, and what one formula fills, with room to grow."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from ..page.placed import Matriseplass, Navn, Valgplass, adresse, kolonne
from ..page.plain import Format
from ..page.styles import LINJE_SVAK, STATUSER, VAKTSTILER, format_av, stil

VOKSER_TIL = 2000  # rows below the header that have lines and colours ready


def gruppe(kol: int, bak: Collection[int]) -> dict[str, Any]:
    """How a column is grouped away, where it is one of `bak`; the column after a group holds the sign to open it."""
    if kol in bak:
        return {"level": 1, "hidden": True}
    return {"collapsed": True} if kol - 1 in bak else {}


def matrise(
    blad: Any, formater: Any, m: Matriseplass, hjorne: Any, bredder: Sequence[float], bak: Collection[int] = ()
) -> None:
    """The formula over the cells it filled last; the caller writes their values, `hjorne` is the first.

    Whole columns get their formats, and rows their lines by what stands in them, so that a longer answer looks the
    same.
    """
    for k, stilnavn in enumerate(m.stiler, m.kol):
        blad.set_column(k, k, bredder[k], formater.av(_uten_strek(stilnavn)), gruppe(k, bak))
    blad.write_dynamic_array_formula(
        m.rad, m.kol, m.rad2, m.kol2, f"={m.formel}", formater(f"hode|{_format(m.stiler[0])}"), hjorne
    )
    forste, siste = m.rad + 1, m.rad + VOKSER_TIL
    for k, stilnavn in enumerate(m.stiler, m.kol):
        if _format(stilnavn) == Format.VAKT.value:
            _vaktfarger(blad, formater, forste, k, siste)
        if _format(stilnavn) != "status":
            continue
        for ord_, (tegn, farge, lys) in STATUSER.items():
            form = formater.status(farge, lys, f'"{tegn} "@')
            regel = {"type": "cell", "criteria": "==", "value": f'"{ord_}"', "format": form}
            blad.conditional_format(forste, k, siste, k, regel)
    if any(_format(s) == Format.VAKT.value for s in m.stiler):  # the row that begins a week
        uke = {"type": "formula", "criteria": f'=LEFT(${kolonne(m.kol)}{forste + 1},4)="Uke "'}
        blad.conditional_format(forste, m.kol, siste, m.kol2, uke | {"format": formater.betinget("vakt.uke")})
    fylt = f'=${kolonne(m.kol)}{forste + 1}<>""'
    blad.conditional_format(forste, m.kol, siste, m.kol2, {
        "type": "formula", "criteria": fylt, "format": formater.strek(LINJE_SVAK),
    })  # fmt: skip


def _vaktfarger(blad: Any, formater: Any, forste: int, k: int, siste: int) -> None:
    """Colours of the shifts by their letters, which stand with a capital before a space and nothing else does."""
    for merke in VAKTSTILER:
        blad.conditional_format(forste, k, siste, k, {
            "type": "formula", "criteria": f'=ISNUMBER(FIND("{merke}",{kolonne(k)}{forste + 1}))',
            "format": formater.betinget(f"vakt.{merke.strip()}"), "stop_if_true": True,
        })  # fmt: skip


def gitt_navn(bok: Any, blad: Any, n: Navn) -> None:
    """Name a cell, and let it be chosen from a list where it has one."""
    ark = blad.get_name().replace("'", "''")
    til = f":{adresse(n.rad2, n.kol2, True)}" if n.rad2 >= 0 else ""
    bok.define_name(f"'{ark}'!{n.navn}" if n.lokal else n.navn, f"='{ark}'!{adresse(n.rad, n.kol, True)}{til}")
    if n.liste:
        valg(blad, Valgplass(n.rad, n.kol, n.rad, n.kol, n.liste))


def valg(blad: Any, v: Valgplass) -> None:
    """Let cells be chosen from a list."""
    blad.data_validation(v.rad, v.kol, v.rad2, v.kol2, {
        "validate": "list", "source": f"={v.liste}", "error_title": "Velg fra listen",
        "error_message": "Velg en fra listen. De som står der, er de i tabellen.",
    })  # fmt: skip


def _format(stilnavn: str) -> str:
    funnet = format_av(stilnavn)
    return funnet.value if funnet else ""


def _uten_strek(stilnavn: str) -> Any:
    return stil(f"{stilnavn},ulinjert")
