"""The bank as a workbook: the pages, the tables people fill in, the lists behind their drop-downs, and the help.

Input sheets have their header in row 1 from column A, so that people can paste, sort and filter. Formats, validation
and drop-downs reach well below the last row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from xl_tidbank.core.tid.grunnturnus import UKEDAGER
from xl_tidbank.core.valg import VIRKSOMHET, muligheter

from ...tables import deler as delene
from ...tables.arkrekke import Beregnet, plasser, rekke, verdi
from ...tables.bankrows import Rader, alle_rader, forste_kolonne, siste_rad
from ...tables.schema import (
    ALLE,
    ANSATTE,
    FRAVAERSKODER,
    GRUNNTURNUS,
    INNSTILLINGER,
    REGISTRE,
    TABELLER,
    VAKTER,
    Kolonne,
    Slag,
    Tabell,
)
from ...tables.values import dognandel
from ..page import avtrykk
from ..page.layout import oppsett
from ..page.pagenames import SIDENAVN, ren, unike
from ..page.placed import Celle, Oppsett, adresse, kolonne
from ..page.plain import Format, Matrise, Side
from ..page.styles import AKSENT, BLEKK, GRAA, LINJE_SVAK, format_av, stil
from ..page.textwidth import LUFT, lengste_ord, linjer, storste
from ..sheets.hjelp import ARK as HJELP
from ..sheets.hjelp import hjelp_side, miljohjelp_side
from ..sheets.start import ARK as START
from ..sheets.start import uten_skjulte
from ..write.columnwise import Kolonnevis, nokkel
from ..write.pages import Egenskaper, Formater, aktiver_forste, ny_bok, papir, skriv_oppsett, skriv_side, skriv_verdi
from . import inputs
from .fersk import med_ferskhet

_SIST = ("Innstillinger", "Lister")
ARK = (*(t.ark for t in TABELLER if t.ark not in _SIST), *_SIST)
TABELLSTIL = "Table Style Light 2"  # light bands in the theme's first accent colour, which is ours
FILTERKNAPP = 3.0
STORSTE_BREDDE = 60.0
STAAENDE_BREDDE = 95.0  # characters that fit across an upright A4 page; wider tables lie down
MALTE_RADER = 3000  # widths are measured on so many rows; those below are seldom wider
LINJE = 13.2
INGEN_NAVN: Mapping[str, str] = MappingProxyType({})


def skriv_bank(
    sti: Path,
    rader: Rader,
    sider_foran: Sequence[Side],
    ekstra_kolonner: Mapping[str, Sequence[str]] | None = None,
    *,
    egenskaper: Egenskaper | None = None,
    til_slutt: Callable[[Any, Formater], None] | None = None,
    deler: Collection[str] = (),
    enheter: Sequence[str] = (),
    bare_registre: bool = False,
    synlige: Collection[str] = (),
) -> None:
    """Write a bank to `sti`: `sider_foran` (Start, Oversikt), the input sheets and Hjelp.

    rader: typed rows by table name, in the order of the schema's columns (the fields of the records), the values of
    `ekstra_kolonner` (names by table) last in each row. Missing tables are empty; codes and choices are completed.
    A Start with figures gets the check that tells whether the tables still are what the figures rest on, unless a
    page in front computes itself. til_slutt: adds more to the workbook when all this stands in it. deler: the parts
    it shows beside those that have rows; the sheets of the others lie hidden. enheter: units to choose between, beside
    those in Ansatte. bare_registre: a workbook of the environment alone, with its registers and choices, and nothing
    of a bank. synlige: sheets that are shown though they are empty.
    """
    fulle, ekstra = alle_rader(rader), ekstra_kolonner or {}
    if bare_registre:
        fulle = miljoets(fulle)
    deler = {*deler, *delene.fylte(navn for navn, egne in rader.items() if egne)}
    tabellene = [t for t in ALLE if t.navn in fulle and (t in REGISTRE or delene.skrives(t, deler))]
    skjulte = {
        t.ark for t in tabellene
        if t not in REGISTRE and not delene.vises(t, deler, bool(rader.get(t.navn)) or t.ark in synlige)
    }  # fmt: skip
    ark = tuple(dict.fromkeys((*(t.ark for t in ALLE if t.navn in fulle and t.ark not in _SIST), *_SIST)))
    virksomhet, stempel = (sider_foran[0].virksomhet, sider_foran[0].stempel) if sider_foran else ("", "")
    egenskaper = egenskaper or Egenskaper("Tidbank", virksomhet)
    with ny_bok(sti, egenskaper) as bok:
        formater = Formater(bok)
        foran = [uten_skjulte(s, skjulte) for s in unike(sider_foran, opptatt=(*ark, HJELP))]
        arkene = {*(s.ark for s in foran), *(t.ark for t in tabellene), HJELP} - skjulte
        levende = any(isinstance(b, Matrise) for side in foran for b in side.blokker)
        for side in foran:
            fast = side.ark == START and not levende and not bare_registre
            sett = oppsett(med_ferskhet(side, rader, ekstra, tabellene) if fast else side)
            skriv_oppsett(bok, formater, sett, arkene)
            if not levende:
                _merk_side(bok, sett)
        bunn = (virksomhet, stempel)
        folk = fulle.get("Ansatte", ())
        navn = {str(r[0]): str(r[1] or "") for r in folk}
        alle_enheter = tuple(dict.fromkeys([*enheter, *(str(r[2]) for r in folk if r[2])]))
        for tabell in (t for t in tabellene if t.ark not in _SIST):
            _tabellark(bok, formater, tabell, fulle[tabell.navn], ekstra.get(tabell.navn, ()), bunn, navn, alle_enheter)
        _innstillinger(bok, formater, fulle["Innstillinger"], ekstra.get("Innstillinger", ()), bunn)
        if bare_registre:
            _faste_lister(bok, bok.add_worksheet(_SIST[1]), formater, fulle, 0)
            skriv_side(bok, formater, miljohjelp_side(virksomhet=virksomhet, stempel=stempel), arkene)
        else:
            _lister(bok, formater, fulle, ekstra, bunn)
            skriv_side(bok, formater, hjelp_side(virksomhet=virksomhet, stempel=stempel), arkene)
        for skjult in skjulte:
            bok.get_worksheet_by_name(skjult).hide()
        if til_slutt is not None:
            til_slutt(bok, formater)
        aktiver_forste(bok)


def miljoets(fulle: Mapping[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """The tables of a workbook of the environment alone, with its own choices and those the user has added."""
    egne = {m.nokkel for m in muligheter() if m.om_miljo or m.nokkel == VIRKSOMHET}
    kjente = {m.nokkel for m in muligheter()}
    ut = {t.navn: fulle[t.navn] for t in REGISTRE if t.navn in fulle}
    valg = INNSTILLINGER.navn
    return {**ut, valg: [r for r in fulle[valg] if r[0] in egne or r[0] not in kjente]}


def _merk_side(bok: Any, sett: Oppsett) -> None:
    """Let a page in front be known as one of ours, so that the button that makes it anew takes its place."""
    celler = ((c.rad, c.kol, _lagret_som(c)) for c in sett.celler if not c.formel)
    navn = f"'{sett.ark}'!{SIDENAVN}"
    bok.define_name(navn, f'="0|{avtrykk.av_celler(celler)}"')


def _lagret_som(c: Celle) -> Any:
    return dognandel(c.verdi) if format_av(c.stil) is Format.KLOKKE and isinstance(c.verdi, int) else c.verdi


def _bredde(k: Kolonne, verdier: Sequence[str]) -> float:
    hode = stil("inn.hode")
    navn = lengste_ord(k.navn, hode.pt, True) + FILTERKNAPP
    while linjer(k.navn, navn + LUFT - FILTERKNAPP, hode.pt, True) > 2:
        navn += 0.5
    return round(min(max(k.bredde, navn + LUFT, storste(verdier) + LUFT + 0.6), STORSTE_BREDDE), 1)


def _tabellark(
    bok: Any,
    formater: Formater,
    t: Tabell,
    rader: Sequence[Sequence[Any]],
    ekstra: Sequence[str],
    bunn: tuple[str, str],
    navn: Mapping[str, str],
    enheter: Sequence[str] = (),
) -> None:
    blad = bok.add_worksheet(t.ark)
    i_alt = _kolonner(blad, formater, t, rader, ekstra, navn=navn, enheter=enheter)
    papir(blad, i_alt > STAAENDE_BREDDE, (" · ".join(x for x in (bunn[0], t.navn) if x), bunn[1]))


def _kolonner(
    blad: Any, formater: Formater, t: Tabell, rader: Sequence[Sequence[Any]], ekstra: Sequence[str], kol0: int = 0,
    navn: Mapping[str, str] = INGEN_NAVN, enheter: Sequence[str] = (),
) -> float:  # fmt: skip
    """The table on its sheet, from column kol0; the width of its columns. navn: by employee number. enheter: the units
    to choose between."""
    siste, i_alt = siste_rad(len(rader)), 0.0
    steder = {k: kol0 + n for k, n in plasser(t).items()}
    bak, etter = _bak(t), kol0 + len(rekke(t))
    for nr, k in enumerate(t.kolonner):
        form = formater.av(inputs.planstil(k) if t is GRUNNTURNUS else inputs.kolonnestil(k.slag))
        bredde, kol = _bredde(k, _vist(k, nr, rader)), steder[k.navn]
        nivaa = {"level": 1} if k.navn in bak else {}
        i_alt += 0 if k.skjult or nivaa else bredde
        blad.set_column(kol, kol, bredde, form, {"hidden": k.skjult or bool(nivaa), **nivaa})
        # The first cell is the one selected when the sheet is opened: it says how the headers are to be read.
        blad.data_validation(0, kol, 0, kol, inputs.kolonnehjelp(k) if nr else inputs.nokkel(k, bool(bak)))
        regel = inputs.enhetsvalg(k, enheter) if k.navn == "Enhet" and t in (ANSATTE, VAKTER) else None
        blad.data_validation(1, kol, siste - 1, kol, regel or inputs.validering(t, k, kol, siste))
        _skriv_kolonne(blad, kol, k, [r[nr] for r in rader], form)
    _ekstra(blad, formater, len(t.kolonner), ekstra, rader, etter)
    _som_tabell(blad, formater, t, len(rader), ekstra, kol0=kol0)
    i_alt += _regnede(blad, formater, t, rader, kol0, navn)
    if bak and not ekstra:
        blad.set_column(etter, etter, None, None, {"collapsed": True})
    _tallsomtekst(blad, t, siste, kol0)
    if t is GRUNNTURNUS:
        _som_plan(blad, formater, siste)
    return i_alt


def _vist(k: Kolonne, nr: int, rader: Sequence[Sequence[Any]]) -> list[str]:
    """The texts that are shown in a column, each once."""
    return [inputs.vist(k, v) for v in {nokkel(r[nr]): r[nr] for r in rader[:MALTE_RADER]}.values()]


def _bak(t: Tabell) -> frozenset[str]:
    """The columns that are grouped away: one click shows them."""
    navn = [k.navn for k in t.kolonner]
    return frozenset(navn[navn.index(t.bak_fra) :]) if t.bak_fra else frozenset()


def _regnede(
    blad: Any, formater: Formater, t: Tabell, rader: Sequence[Sequence[Any]], kol0: int, navn: Mapping[str, str]
) -> float:
    """The computed columns, with the values they have; their width."""
    form, i_alt = formater("inn.regnet"), 0.0
    for kol, b in enumerate(rekke(t), kol0):
        if not isinstance(b, Beregnet):
            continue
        fra = next(n for n, k in enumerate(t.kolonner) if k.navn == b.etter)
        regnet = [verdi(b, r[fra], navn) for r in rader]
        bredde = max(b.bredde, min(34.0, storste(regnet[:MALTE_RADER]) + LUFT + 0.6))
        blad.set_column(kol, kol, bredde, form)
        blad.data_validation(0, kol, 0, kol, inputs.hodehjelp(b.navn, b.hjelp))
        formel = "=" + re.sub(r"\[@(\w+)\]", rf"{t.navn}[[#This Row],[\1]]", b.formel)
        _sett_kolonne(blad, kol, regnet or [""], partial(_formel, blad, kol, formel, form))
        i_alt += bredde
    return i_alt


def _formel(blad: Any, kol: int, formel: str, form: Any, rad: int, verdi: str) -> None:
    blad.write_formula(rad, kol, formel, form, verdi)


def _som_plan(blad: Any, formater: Formater, siste: int) -> None:
    """Grunnturnus as a rolling plan."""
    hode = formater("inn.hode||midt")
    dag0 = [k.navn for k in GRUNNTURNUS.kolonner].index(UKEDAGER[0])
    for n, navn in enumerate(UKEDAGER, dag0):
        blad.write_string(0, n, navn, hode)
    for fra, til, regel, form in (
        (0, dag0 - 1, inputs.FORSTE_UKE, formater.rute(BLEKK, AKSENT)),
        (dag0, dag0 + 6, inputs.FRI_I_FORSTE, formater.rute(GRAA, AKSENT)),
        (dag0, dag0 + 6, inputs.FORSTE_UKE, formater.rute(BLEKK, AKSENT)),
        (dag0, dag0 + 6, inputs.FRIDAG, formater.rute(GRAA, LINJE_SVAK)),
    ):
        blad.conditional_format(1, fra, siste - 1, til, {"type": "formula", "criteria": regel, "format": form,
                                                         "stop_if_true": True})  # fmt: skip


def _skriv_kolonne(blad: Any, kol: int, k: Kolonne, verdier: Sequence[Any], form: Any) -> None:
    _sett_kolonne(blad, kol, verdier, lambda rad, v: skriv_verdi(blad, rad, kol, inputs.celleverdi(k, v), form, None))


def _sett_kolonne(blad: Any, kol: int, verdier: Sequence[Any], skriv: Callable[[int, Any], Any]) -> None:
    if isinstance(blad, Kolonnevis):
        blad.kolonne(kol, verdier, skriv)
        return
    for rad, v in enumerate(verdier, 1):
        skriv(rad, v)


def _ekstra(
    blad: Any,
    formater: Formater,
    fra: int,
    navn: Sequence[str],
    rader: Sequence[Sequence[Any]],
    kol0: int,
) -> None:
    """The user's own columns, kept as they came: from value `fra` of each row, in the columns from kol0 on."""
    form = formater.av(inputs.kolonnestil(Slag.TEKST))
    for nr, hode in enumerate(navn, fra):
        kol = Kolonne(hode, Slag.FRITT, "")
        bredde = _bredde(kol, [str(r[nr]) for r in rader[:MALTE_RADER] if nr < len(r)])
        blad.set_column(kol0 + nr - fra, kol0 + nr - fra, bredde, form, {"collapsed": bool(nr == fra)})
        _skriv_kolonne(blad, kol0 + nr - fra, kol, [r[nr] if nr < len(r) else None for r in rader], form)


def _som_tabell(
    blad: Any,
    formater: Formater,
    t: Tabell,
    antall: int,
    ekstra: Sequence[str],
    hodestil: str = "inn.hode",
    kol0: int = 0,
) -> None:
    """A real table, with one empty row to type in where there are none."""
    navn = _entydige([*(k.navn for k in rekke(t)), *ekstra])
    kolonner: list[dict[str, Any]] = [{"header": n, "header_format": formater(hodestil)} for n in navn]
    if hodestil == "inn.hode":
        for k, kolonne_ in zip(rekke(t), kolonner, strict=False):
            if isinstance(k, Beregnet):
                kolonne_ |= {"header_format": formater(inputs.REGNET), "formula": f"={k.formel}"}
            else:
                kolonne_["header_format"] = formater(inputs.HODER[inputs.behov(k)])
    valg = {"name": t.navn, "style": TABELLSTIL, "columns": kolonner}
    legg_til = blad.tabell if isinstance(blad, Kolonnevis) else blad.add_table
    legg_til(0, kol0, max(antall, 1), kol0 + len(navn) - 1, valg)
    blad.set_row(0, 32)
    blad.freeze_panes(1, 0)
    blad.repeat_rows(0)
    blad.set_selection(0, 0, 0, 0)


def _entydige(hoder: Sequence[str]) -> list[str]:
    """Headers of a table are one line each, never empty and all different, whatever the user called theirs."""
    ut: list[str] = []
    for nr, hode in enumerate(hoder, 1):
        navn = onsket = " ".join(ren(hode).split())[:250] or f"Kolonne {nr}"
        brukt = {u.casefold() for u in ut}
        n = 1
        while navn.casefold() in brukt:
            n += 1
            navn = f"{onsket} {n}"
        ut.append(navn)
    return ut


def _tallsomtekst(blad: Any, t: Tabell, siste: int, kol0: int = 0) -> None:
    """No green triangles: numbers of people and shifts are text on purpose."""
    omraader = [
        f"{kolonne(n)}2:{kolonne(n)}{siste}"
        for k in t.kolonner
        if k.slag is Slag.NUMMER and (n := kol0 + plasser(t)[k.navn]) >= 0
    ]
    if omraader:
        blad.ignore_errors({"number_stored_as_text": " ".join(omraader)})


def _innstillinger(
    bok: Any, formater: Formater, rader: Sequence[Sequence[Any]], ekstra: Sequence[str], bunn: tuple[str, str]
) -> None:
    """Every choice: Verdi is for the user, the rest explains. What cannot be changed looks like it."""
    t, kjente = INNSTILLINGER, {m.nokkel: m for m in muligheter()}
    blad = bok.add_worksheet(t.ark)
    blad.set_tab_color(GRAA)
    navn, steder = [k.navn for k in t.kolonner], plasser(t)
    bredder = {k.navn: max(k.bredde, _bredde(k, ()) if isinstance(k, Kolonne) else 0.0) for k in rekke(t)}
    bredder["Verdi"] = max(bredder["Verdi"], min(36.0, storste([str(r[1]) for r in rader], fet=True) + LUFT + 2.5))
    for nr, k in enumerate(rekke(t)):
        blad.set_column(nr, nr, bredder[k.navn])
    for rad, r in enumerate(rader, 1):
        m = kjente.get(r[0])
        celler = {**dict(zip(navn, r, strict=False)), "Gruppe": m.gruppe if m else "", "Hva": m.navn if m else ""}
        hoyde = LINJE + 6
        for nr, k in enumerate(rekke(t)):
            apen = k.navn == "Verdi" and (m is None or m.slag != "fast")
            slag = Format.DATO.value if m is not None and m.slag == "dato" else ""
            form = formater("inn.hva" if k.navn == "Hva" else "inn.laast||venstre")
            if apen:
                form = formater(f"inn.verdi|{slag}|venstre")
            v = celler[k.navn]
            skriv_verdi(blad, rad, nr, v, form, None)
            hoyde = max(hoyde, linjer(str(v or ""), bredder[k.navn] - 1.3, 11 if apen else 10, apen) * LINJE + 6)
        blad.set_row(rad, hoyde)
        if m is not None:
            verdi_kol = steder["Verdi"]
            blad.data_validation(rad, verdi_kol, rad, verdi_kol, inputs.innstilling_validering(m))
    _ekstra(blad, formater, len(t.kolonner), ekstra, rader, len(rekke(t)))
    _som_tabell(blad, formater, t, len(rader), ekstra, "inn.hode||inn")
    blad.freeze_panes(1, 3)
    papir(blad, True, (" · ".join(x for x in (bunn[0], t.navn) if x), bunn[1]))


def _lister(
    bok: Any,
    formater: Formater,
    rader: Rader,
    ekstra: Mapping[str, Sequence[str]],
    bunn: tuple[str, str],
) -> None:
    """Fraværskoder and the other lists a user fills in as tables, and to their right the fixed lists; the drop-downs
    find the codes and the lists by defined names."""
    t = FRAVAERSKODER
    _tabellark(bok, formater, t, rader[t.navn], ekstra.get(t.navn, ()), bunn, INGEN_NAVN)
    blad = bok.get_worksheet_by_name(t.ark)
    for k in (k for k in TABELLER if k.ved_siden):
        kol0, egne = forste_kolonne(k, ekstra), ekstra.get(k.navn, ())
        _kolonner(blad, formater, k, rader[k.navn], egne, kol0)
        forste = kol0 + len(rekke(k)) + len(egne) + 1
    _faste_lister(bok, blad, formater, rader, forste)
    for navn, ark, siste in ((inputs.LISTE_KODE, t.ark, 500), (inputs.LISTE_ANSATTNR, "Ansatte", 5000)):
        # As long as what is filled in: a list with empty cells at its end would let anything through.
        alle = f"{ark}!$A$2:$A${siste}"
        bok.define_name(navn, f"={ark}!$A$2:INDEX({alle},MAX(1,COUNTA({alle})))")


def _faste_lister(bok: Any, blad: Any, formater: Formater, rader: Rader, forste: int) -> None:
    """The fixed lists of the tables that are there, from a column on."""
    brukt = {inputs.JANEI, *(k.lovlige for t in ALLE if t.navn in rader for k in t.kolonner)}
    blad.set_tab_color(GRAA)
    blad.set_landscape()
    lister = [(v, n) for v, n in inputs.valglister().items() if v in brukt]
    for nr, (verdier, (navn, hode)) in enumerate(lister, forste):
        blad.set_column(nr, nr, max(13.0, storste((hode, *verdier), fet=True) + LUFT + 2.5))
        blad.write_string(0, nr, hode, formater("inn.hode.laast||inn"))
        for rad, lovlig in enumerate(verdier, 1):
            blad.write_string(rad, nr, lovlig, formater("inn.laast"))
        bok.define_name(navn, f"={blad.get_name()}!{adresse(1, nr, True)}:{adresse(len(verdier), nr, True)}")
