"""Writes the user's own into a workbook XlsxWriter is making. Text is written as text, and a formula only where the
old workbook had one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xl_tidbank.book.page.pagenames import ledig_arknavn, ren
from xl_tidbank.book.page.placed import adresse
from xl_tidbank.book.template.inputs import kolonnestil
from xl_tidbank.book.write.cellwise import Eksakt
from xl_tidbank.book.write.pages import Formater
from xl_tidbank.tables.arkrekke import rekke
from xl_tidbank.tables.schema import ETTER_NAVN, Slag

from .model import Cellenotat, Egencelle, Egetark, EgetInnhold

MAKS_NOTAT = 32_000  # characters


def skriv_eget(bok: Any, formater: Formater, eget: EgetInnhold) -> frozenset[str]:
    """After every other sheet. Returns where the user's own formulas stand: "Ark!C5", and "name X" for names."""
    return frozenset(_Skriver(bok, formater, eget).skriv())


class _Skriver:
    def __init__(self, bok: Any, formater: Formater, eget: EgetInnhold) -> None:
        self.bok, self.formater, self.eget = bok, formater, eget
        self.laget: dict[int, Any] = {}

    def skriv(self) -> Iterator[str]:
        for navn, kolonner in self.eget.kolonner.items():
            t = ETTER_NAVN[navn]
            blad = self.bok.get_worksheet_by_name(t.ark)
            for nr, k in enumerate(kolonner, len(rekke(t))):
                if k.bredde is not None:
                    blad.set_column(nr, nr, max(k.bredde, 1.0), self.formater.av(kolonnestil(Slag.TEKST)))
                for rad, celle in k.celler.items():
                    yield from self._celle(blad, rad, nr, celle)
        for ark, notater in self.eget.notater.items():
            _notater(self.bok.get_worksheet_by_name(ark), notater)
        brukt = {b.get_name().casefold() for b in self.bok.worksheets()}
        for eget in self.eget.ark:
            navn = eget.navn if eget.navn.casefold() not in brukt else ledig_arknavn(eget.navn, brukt)
            brukt.add(navn.casefold())
            yield from self._ark(self.bok.add_worksheet(navn), eget)
        for navn, til in self.eget.navn:
            self.bok.define_name(navn, f"={til}")
            yield f"name {navn}"

    def _format(self, nr: int) -> Any:
        if not 0 < nr < len(self.eget.stiler):
            return None
        if nr not in self.laget:
            self.laget[nr] = self.bok.add_format(self.eget.stiler[nr])
        return self.laget[nr]

    def _ark(self, blad: Any, a: Egetark) -> Iterator[str]:
        for (fra, til), (bredde, stil, skjult) in a.bredder.items():
            blad.set_column(fra, til, bredde, self._format(stil), {"hidden": skjult})
        for rad, (hoyde, skjult) in a.hoyder.items():
            blad.set_row(rad, hoyde, None, {"hidden": skjult})
        for boks in _uten_overlapp(a.flettet):
            celle = a.celler.get(boks[:2])
            blad.merge_range(*boks, "", self._format(celle.stil) if celle else None)
        for (rad, kol), celle in sorted(a.celler.items()):
            yield from self._celle(blad, rad, kol, celle)
        _notater(blad, a.notater)
        if a.frys:
            blad.freeze_panes(*a.frys)
        if a.fane:
            blad.set_tab_color(a.fane)
        if not a.rutenett:
            blad.hide_gridlines(2)
        if a.liggende:
            blad.set_landscape()
        if a.synlig == "hidden":
            blad.hide()
        elif a.synlig == "veryHidden":
            blad.very_hidden()

    def _celle(self, blad: Any, rad: int, kol: int, c: Egencelle) -> Iterator[str]:
        form, v = self._format(c.stil), c.verdi
        if c.formel:
            yield f"{blad.get_name()}!{adresse(rad, kol)}"
            lagret = "" if v is None else ren(v) if isinstance(v, str) else v
            if c.omraade:
                skriv = blad.write_dynamic_array_formula if c.dynamisk else blad.write_array_formula
                skriv(c.omraade if ":" in c.omraade else f"{c.omraade}:{c.omraade}", f"={c.formel}", form, lagret)
            else:
                blad.write_formula(rad, kol, f"={c.formel}", form, lagret)
        elif v is None or v == "":
            blad.write_blank(rad, kol, None, form)
        elif isinstance(v, bool):
            blad.write_boolean(rad, kol, v, form)
        elif isinstance(v, str):
            blad.write_string(rad, kol, ren(v), form)
        else:
            blad.write_number(rad, kol, Eksakt(v), form)


def _uten_overlapp(bokser: list[tuple[int, int, int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Merged cells as a program may write them: more than one cell each, none in two."""
    tatt: list[tuple[int, int, int, int]] = []
    for b in bokser:
        if b[:2] != b[2:] and not any(b[0] <= t[2] and t[0] <= b[2] and b[1] <= t[3] and t[1] <= b[3] for t in tatt):
            tatt.append(b)
            yield b


def _notater(blad: Any, notater: list[Cellenotat]) -> None:
    for n in notater:
        if n.tekst:
            blad.write_comment(n.rad, n.kol, ren(n.tekst)[:MAKS_NOTAT], {"author": ren(n.av)[:50]})
