"""Draws a form: buttons, cells to write in with a note beside each, and what answers beside them.

Formulas speak of fields and lists by name; here the names become addresses, so that the page means the same in every
program and wherever it is moved.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from . import plain
from .canvas import RADHOYDE, Lerret, tekstbehov
from .grid import innrykket
from .placed import Betingelse, Knappeplass, Matriseplass, Navn, Valgplass, adresse
from .plain import Format, Formel, Status, Verdi
from .styles import STATUSER, stil

_NAVN = re.compile(r"\b(?:felt|liste)_\w+")
_LINJE = 11.2  # points of a line of the answer
KNAPPEHOYDE = 27.0


def skjemaruter(ark: Lerret, b: plain.Skjemaruter) -> None:
    """Fields stand in the first columns, their notes in the third (all the rest where nothing answers)."""
    start = ark.rad
    _knapper(ark, b)
    svarkol = 3 if b.svar else ark.n
    if b.overskrift:
        ark.sett(0, min(svarkol, ark.n), b.overskrift, "overskrift")
        if b.svar:
            ark.sett(svarkol, ark.n, b.svar.overskrift, "overskrift")
        ark.neste(24.0)
    adresser = _steder(ark, b)
    hoyde = max(24.0, (b.svar.linjer * _LINJE + 3) if b.svar else 0.0)
    svar = 1 + len(b.svar.rader) if b.svar else 0
    forste = ark.rad
    for nr in range(max(len(b.felt), svar, (b.svar.plass + 1) if b.svar and b.svar.formel else 0)):
        hoyder = [hoyde]
        if nr < len(b.felt):
            hoyder += [_felt(ark, b.felt[nr], min(svarkol, ark.n), adresser)]
        if b.svar and nr < svar:
            _svarlinje(ark, b.svar, nr, svarkol, adresser)
        ark.neste(*hoyder)
    if b.svar and b.svar.formel:
        stiler = tuple(_svarstil(f, b.svar) for f in b.svar.felt)
        siste = forste + len(b.svar.rader)
        formel = _med_adresser(b.svar.formel, adresser)
        ark.matriser.append(
            Matriseplass(formel, forste, svarkol + 1, siste, svarkol + len(stiler), stiler, b.svar.plass)
        )
        _statuser(ark, b.svar, forste + 1, svarkol + 1)
    ark.hold.append((start, ark.rad))


def skjematabell(ark: Lerret, b: plain.Skjematabell) -> None:
    ark.overskrift(b.overskrift)
    if not b.rader:
        ark.avsnitt(b.tom, "tom")
        return
    lister, hode = dict(b.skrives), ark.rad
    for k, felt in enumerate(b.felt):
        ark.sett(k, k + 1, felt.navn, f"hode|{felt.format.value}|{'inn' if innrykket(b.felt, k) else ''}")
    ark.neste(*(ark.hoyde(f.navn, k, k + 1, "hode") + 3 for k, f in enumerate(b.felt)))
    for rad in b.rader:
        hoyder = [21.0]
        for k, felt in enumerate(b.felt):
            egen = felt.navn in lister
            flagg = ("bryt," if felt.format is Format.TEKST else "") + ("inn" if innrykket(b.felt, k) else "")
            stilnavn = f"{'inn.verdi' if egen else 'celle'}|{felt.format.value}|{flagg}"
            ark.sett(k, k + 1, _formel(rad[k], ark.skjemasteder), stilnavn)
            if felt.format is Format.TEKST and isinstance(rad[k], str):
                hoyder.append(ark.hoyde(str(rad[k]), k, k + 1, "celle") + 3)
        ark.neste(*hoyder)
    for k, felt in enumerate(b.felt):
        if lister.get(felt.navn):
            ark.valg.append(
                Valgplass(hode + 1, k + 1, ark.rad - 1, k + 1, ark.skjemasteder[lister[felt.navn] + ".valg"])
            )
    ark.navn.append(Navn(hode, 1, b.navn, True, "", ark.rad - 1, len(b.felt)))
    ark.hoder.append((hode, len(b.rader), len(b.felt)))


def _knapper(ark: Lerret, b: plain.Skjemaruter) -> None:
    """The buttons over the first two columns, and the cell beside them where the program says what is wrong."""
    bredder = [ark.plass(0, 1), ark.plass(1, 2)]
    for nr, (kommando, tekst) in enumerate(b.knapper[: len(bredder)]):
        ark.knapper.append(Knappeplass(ark.rad, nr + 1, nr + 1, kommando, tekst))
    ark.navn += [Navn(ark.rad, 3, navn, True, "") for navn in (b.melding, b.merke) if navn]
    ark.sett(2, ark.n, None, "skjema.melding")
    ark.neste(KNAPPEHOYDE)
    ark.luft(6.0)


def _steder(ark: Lerret, b: plain.Skjemaruter) -> Mapping[str, str]:
    """The address of every field and list of the form, by name; the fields begin in the current row."""
    steder = ark.skjemasteder
    steder.update({f.navn: adresse(ark.rad + nr, 2, True) for nr, f in enumerate(b.felt)})
    kol = 0
    for liste in b.lister:
        _liste(ark, liste, ark.rad, kol)
        kol += len(liste.felt) + 1
    return steder


def _liste(ark: Lerret, liste: plain.Valgliste, rad: int, kol: int) -> None:
    for k, felt in enumerate(liste.felt):
        bredde = max(tekstbehov(t, "data") for t in (felt.navn, *(str(r[k] or "") for r in liste.rader)))
        ark.ved_siden(rad, kol + k, felt.navn, f"data.hode|{felt.format.value}", bredde=min(bredde, 40.0))
        for n, r in enumerate(liste.rader, 1):
            tekst = felt.format is Format.TEKST
            ark.ved_siden(rad + n, kol + k, r[k], f"data|{felt.format.value}|{'kode' if tekst else ''}")
    forste, siste = rad + 1, rad + max(1, len(liste.rader))
    venstre, hoyre = ark.n + 2 + kol, ark.n + 1 + kol + len(liste.felt)
    ark.skjemasteder[liste.navn] = f"{adresse(forste, venstre, True)}:{adresse(siste, hoyre, True)}"
    ark.skjemasteder[f"{liste.navn}.valg"] = f"{adresse(forste, venstre, True)}:{adresse(siste, venstre, True)}"


def _felt(ark: Lerret, f: plain.Skjemafelt, slutt: int, steder: Mapping[str, str]) -> float:
    """A field: label, cell, note. Points the row needs for them."""
    flagg = "venstre,kode,bryt" if f.format is Format.TEKST else "venstre"
    etikett = f"{f.etikett} *" if f.maa else f.etikett
    ark.sett(0, 1, etikett, "skjema.etikett")
    ark.sett(1, 2, _formel(f.verdi, steder), f"inn.verdi|{f.format.value}|{flagg}")
    ark.sett(2, slutt, f.hjelp, "fakta.merknad")
    ark.navn.append(Navn(ark.rad, 2, f.navn, True, steder[f"{f.liste}.valg"] if f.liste else ""))
    return max(ark.hoyde(f.hjelp, 2, slutt, "fakta.merknad"), RADHOYDE)


def _svarlinje(ark: Lerret, svar: plain.Skjemasvar, nr: int, kol: int, steder: Mapping[str, str]) -> None:
    """The header (0), or a line below it."""
    for k, felt in enumerate(svar.felt):
        if not nr:
            ark.sett(kol + k, kol + k + 1, felt.navn, f"hode|{felt.format.value}|{_innrykk(felt)}")
            continue
        f = replace(felt, format=svar.formater[nr - 1]) if k == 1 and svar.formater else felt
        stilnavn = _svarstil(f, svar) + (",venstre,inn" if k == 1 and svar.formater else "")
        ark.sett(kol + k, kol + k + 1, _formel(svar.rader[nr - 1][k], steder), stilnavn)


def _statuser(ark: Lerret, svar: plain.Skjemasvar, rad: int, kol: int) -> None:
    """Words of status take their colours by the symbol they begin with."""
    for k, felt in enumerate(svar.felt, kol):
        if felt.format is Format.STATUS:
            for r in range(rad, rad + svar.plass):
                for ord_ in (Status.I_RUTE, Status.ADVARSEL, Status.BRUDD):
                    ark.betingelser.append(Betingelse(r, k, STATUSER[ord_][0], f"status.{ord_}"))


def _svarstil(felt: plain.Felt, svar: plain.Skjemasvar) -> str:
    format_ = Format.TEKST if felt.format is Format.STATUS else felt.format
    brytes = "bryt," if svar.linjer > 1 and format_ is Format.TEKST else ""
    return f"skjema.svar|{format_.value}|{brytes}{_innrykk(felt)}"


def _innrykk(felt: plain.Felt) -> str:
    return "inn" if stil(f"celle|{felt.format.value}").vannrett == "left" else ""


def _formel(verdi: Verdi, steder: Mapping[str, str]) -> Verdi:
    return Formel(_med_adresser(verdi.formel, steder), verdi.verdi) if isinstance(verdi, Formel) else verdi


def _med_adresser(formel: str, steder: Mapping[str, str]) -> str:
    """KeyError for a name the page does not have."""
    return _NAVN.sub(lambda m: steder[m[0]], formel)
