"""Forms in an open workbook: placed when they are asked for, entered in one step, and away again. Knows no program.

What a form is stands in `commands/skjema/`. A refusal leaves the form as it stands, the field marked and a sentence
beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xl_tidbank import commands
from xl_tidbank.book.page.plain import Skjemaruter
from xl_tidbank.book.sheets.common import ALVORSORD, antall
from xl_tidbank.book.sheets.levende import BANK
from xl_tidbank.commands.skjema import FELT, MELDING, MERKE, SKJEMAER, Feltfeil, Skjema, Skjemafeil, Utgangspunkt
from xl_tidbank.commands.skjema.definisjon import RADER
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import Feilmelding, TidbankFeil
from xl_tidbank.core.funn import Alvor, Funn
from xl_tidbank.tables.names import bokstaver, kolonnenr, samme
from xl_tidbank.tables.schema import ETTER_NAVN

from . import loggark, placing
from .forslag import ansatt, dagen
from .messages import Melding, melding
from .vert import Beskjed, Radskriv, Skjemacelle, Tone, Vert

MEST_FUNN = 3  # news told in the box


def apne(vert: Vert, skjema: Skjema) -> Melding | None:
    """Place the form; one that is open already comes to the front, with what is written on it."""
    ark = next((a for a, s in _apne(vert) if s is skjema), None)
    if ark is None:
        with vert.arbeid(skjema.etikett) as si:
            si("leser tabellene")
            bank = Bank(vert.les())
            u = _utgangspunkt(vert, bank)
            egne = placing.egne_ark(vert)
            plasser, _ = placing.plan(vert.arkene(), egne, [skjema.side(u)], erstatt=False)
            vert.krev_apen()
            vert.plasser(plasser, str(placing.Opphav(placing.siste(vert, egne) + 1, fast=True)), si)
            ark = plasser[0].side.ark
    vert.vis(ark, _forste(vert.skjemaceller(ark)))
    return None


def legg_inn(vert: Vert) -> Melding:
    """Enter the form in view: the rows are written and the form is away, or nothing is."""
    ark, skjema = _skjemaet(vert)
    with vert.arbeid(skjema.etikett) as si:
        si("leser skjemaet")
        celler = vert.skjemaceller(ark)
        verdier = {n: c.verdier if n == RADER else c.verdier[0][0] for n, c in celler.items()}
        foer = Bank(vert.les())
        dag = dagen(vert)
        try:
            inn = skjema.les(foer, dag, verdier)
        except Skjemafeil as e:
            vert.si_i_skjema(ark, _beskjeder(skjema, _utgangspunkt(vert, foer), celler, e.feil))
            raise TidbankFeil([Feilmelding(ark, _sted(celler, f), f.tekst) for f in e.feil]) from e
        vert.krev_apen()
        si("skriver radene")
        with vert.ett_steg(skjema.etikett):
            vert.skriv_tabeller([Radskriv(*r) for r in inn.rader], skjema.etikett)
            skrevne = {samme(ETTER_NAVN[r.tabell].ark) for r in inn.rader}
            if skjulte := [a for a in vert.skjulte() if samme(a) in skrevne]:
                vert.vis_skjulte(skjulte)
            vert.fjern([ark])
        etter = Bank(vert.les())
        si("skriver loggen")
        hva = _hva([r.tabell for r in inn.rader])
        uloggfort = loggark.skriv(vert, skjema.navn, etter.stempel, hva)
    skrevet = samme(ETTER_NAVN[inn.rader[-1].tabell].ark)
    vert.vis(next(a for a in vert.arkene() if samme(a) == skrevet))
    nye = _nye(foer, etter, inn.ansatte, dag)
    return melding(inn.sagt, *nye, uloggfort, commands.ikke_med(etter.utelatt))


def lukk(vert: Vert) -> Melding:
    """Take the form in view away, with what is written on it."""
    ark, skjema = _skjemaet(vert)
    vert.krev_apen()
    with vert.arbeid(skjema.etikett):
        vert.fjern([ark])
    return Melding(Tone.OK, "")


def _forste(celler: Mapping[str, Skjemacelle]) -> str:
    """The cell to begin in: the first field, else the first row below the header of the rows."""
    navn = next((n for n in celler if n.startswith(FELT)), "")
    return "" if not navn else _flyttet(celler[navn].celle, int(navn == RADER), 0)


def _utgangspunkt(vert: Vert, bank: Bank) -> Utgangspunkt:
    nr = ansatt(vert)
    bankcelle = BANK if vert.navngitt(BANK) is not None else ""
    return Utgangspunkt(bank, dagen(vert), nr if nr in bank.register.kjente else "", bankcelle)


def _apne(vert: Vert) -> list[tuple[str, Skjema]]:
    """The forms that stand in the workbook, the one in view first."""
    i_visning = vert.arket_i_visning()
    ut = []
    for e in sorted((e for e, _ in placing.egne_ark(vert)), key=lambda e: e.ark != i_visning):
        navn = next((n for n in vert.skjemaceller(e.ark) if n.startswith(MERKE) and n != MELDING), "")
        skjema = SKJEMAER.get(navn.removeprefix(MERKE))
        if skjema is not None:
            ut.append((e.ark, skjema))
    return ut


def _skjemaet(vert: Vert) -> tuple[str, Skjema]:
    """The form in view, else the only one that is open. Raises TidbankFeil."""
    alle, i_visning = _apne(vert), vert.arket_i_visning()
    if alle and (alle[0][0] == i_visning or len(alle) == 1):
        return alle[0]
    if alle:
        raise TidbankFeil(f"Flere skjemaer er åpne: {', '.join(a for a, _ in alle)}. Gå til det du vil bruke.")
    navnene = ", ".join(s.etikett for s in SKJEMAER.values())
    raise TidbankFeil(f"Ingen skjemaer er åpne. Velg et av dem først: {navnene}.")


_OMRAADE = re.compile(r"([A-Z]+)([0-9]+)")


def _flyttet(celle: str, ned: int, bort: int) -> str:
    m = _OMRAADE.match(celle)
    assert m is not None, celle
    return f"{bokstaver(kolonnenr(m[1]) + bort)}{int(m[2]) + ned}"


def _sted(celler: Mapping[str, Skjemacelle], f: Feltfeil) -> str:
    """The cell a refusal is about, "" = the form."""
    funnet = celler.get(f.navn)
    return "" if funnet is None else _flyttet(funnet.celle, f.rad, f.kol)


def _beskjeder(
    skjema: Skjema, u: Utgangspunkt, celler: Mapping[str, Skjemacelle], feil: Sequence[Feltfeil]
) -> list[Beskjed]:
    """The sentence beside each refused field, the field's own help beside the others, and a mark on what is refused."""
    hjelp = {f.navn: f.hjelp for b in skjema.blokker(u) if isinstance(b, Skjemaruter) for f in b.felt}
    gale = {f.navn: f.tekst for f in reversed(feil) if f.navn != RADER}
    ut = []
    if RADER in celler:
        rader = celler[RADER]
        ned, bort = len(rader.verdier) - 1, len(rader.verdier[0]) - 1
        ut.append(Beskjed(f"{_flyttet(rader.celle, 1, 0)}:{_flyttet(rader.celle, ned, bort)}", None, feil=False))
    for navn, hva in hjelp.items():
        if navn in celler:
            celle = celler[navn].celle
            ut.append(Beskjed(celle, None, feil=navn in gale))
            ut.append(Beskjed(_flyttet(celle, 0, 1), gale.get(navn, hva), feil=navn in gale))
    ut += [Beskjed(_sted(celler, f), None, feil=True) for f in feil if f.navn == RADER]
    alt = next((f.tekst for f in feil if f.navn in ("", RADER)), "")
    if MELDING in celler:
        sagt = alt or f"Ikke lagt inn. Rett {'feltet' if len(gale) == 1 else f'de {len(gale)} feltene'} som er merket."
        ut.append(Beskjed(celler[MELDING].celle, sagt, feil=True))
    return ut


def _hva(tabeller: Sequence[str]) -> str:
    unike = dict.fromkeys(tabeller)
    return ", ".join(f"{antall(tabeller.count(t), 'rad', 'rader')} i {t}" for t in unike)


def _nye(foer: Bank, etter: Bank, numre: Sequence[str], dag: date) -> list[str]:
    """The breaches and warnings that came with the rows, a sentence each; the first few."""

    def nokkel(f: Funn) -> tuple[Any, ...]:
        return f.ansattnr, f.slag, f.alvor, f.tekst

    egne = {etter.hode(nr) for nr in numre if nr in etter.register.kjente}
    if not egne:
        return []
    gamle = {nokkel(f) for f in foer.funn(dag)}
    nye = [f for f in etter.funn(dag) if f.ansattnr in egne and f.alvor != Alvor.INFO and nokkel(f) not in gamle]
    ut = [f"{ALVORSORD[f.alvor]}: {f.tekst}" for f in nye[:MEST_FUNN]]
    if len(nye) > MEST_FUNN:
        ut.append(f"Og {len(nye) - MEST_FUNN} funn til. Velg Kontroller alt for å se dem.")
    return ut
