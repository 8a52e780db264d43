"""What a button or a menu item does in an open workbook, the same in every program: `trykk(vert, "kontroller_alt")`.

Ask, read, compute, then place pages or write a file, mark, log, say. Whatever goes wrong becomes a sentence in Bokmål
with the cell it is about. Nothing is placed or written until everything that can be refused has been asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from xl_tidbank import commands
from xl_tidbank.book import logg
from xl_tidbank.book.files import save
from xl_tidbank.book.page.plain import Side
from xl_tidbank.book.sheets.start import ARK as START
from xl_tidbank.book.sheets.start import uten_skjulte
from xl_tidbank.book.template.fersk import med_ferskhet_i_bok
from xl_tidbank.commands import Kommando, Svar, Svarslag, Utfil
from xl_tidbank.commands.sporsmaal import DAG
from xl_tidbank.core import tekst
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import Feilmelding, TidbankFeil

from . import deler, forslag, loggark, placing
from .messages import Melding, feilene, feiltekst, kort, melding, si, vis_forste
from .oppstart import ETIKETT as EGEN_ETIKETT
from .own import EGNE, UTEN_KNAPP
from .vert import Fremdrift, Tone, Vert

MEST_KOLONNER = 60  # of a sheet that are looked through for the headers of its tables
_ENDELSE = re.compile(r"\.[A-Za-z]\w*")


def trykk(vert: Vert, navn: str) -> None:
    """Run the command, or the button of the hosts' own, of that name; say how it went."""
    kommando, egen = commands.REGISTER.get(navn), next((k for k in EGNE if k.navn == navn), None)
    etikett = kommando.etikett if kommando else egen.etikett if egen else navn
    try:
        if kommando is not None:
            sagt = _kjor(vert, kommando)
        elif egen is not None:
            sagt = EGNE[egen](vert)
        elif navn in UTEN_KNAPP:
            etikett = EGEN_ETIKETT
            sagt = UTEN_KNAPP[navn](vert)
        else:
            raise TidbankFeil(f"Knappen «{navn}» finnes ikke i denne utgaven av Tidbank. Hent den på nytt.")
    except Exception as e:
        feil = feilene(vert, e)
        si(vert, Melding(Tone.FEIL, feiltekst(feil)), etikett)
        vis_forste(vert, feil)
    else:
        if sagt is not None and sagt.tekst:
            si(vert, sagt, etikett)


def _kjor(vert: Vert, kommando: Kommando) -> Melding | None:
    if not deler.sorg_for(vert, kommando.del_):
        return None
    valgt = _sporr(vert, kommando)
    if valgt is None:
        return None
    dag, svar = valgt
    with vert.arbeid(kommando.etikett) as fremdrift:
        levende = False
        if kommando.levende:
            fremdrift("regner på nytt")
            levende = vert.regn_om(dag)
        fremdrift("leser tabellene")
        bank = Bank(vert.les())
        if levende:
            return melding("", *map(str, bank.tabeller.merknader), commands.ikke_med(bank.utelatt))
        fremdrift("regner")
        gjort = kommando.kjor(bank, dag, svar)
        ikke_med = commands.ikke_med(gjort.utelatt)
        if gjort.fil is None:
            return _til_ark(vert, kommando, bank, dag, gjort, ikke_med, fremdrift)
    return _til_fil(vert, kommando, bank, gjort.fil, ikke_med)


# Questions


def _sporr(vert: Vert, kommando: Kommando) -> tuple[date, dict[str, Any]] | None:
    """The day and the answers to what the command asks. None = gave up."""
    felt = []
    for s in kommando.skjema:
        if s.slag is Svarslag.ANSATTE:
            s = replace(s, forslag=forslag.ansatt(vert))
        felt.append(replace(s, forslag=tekst.dato(forslag.dagen(vert))) if s.navn == DAG.navn else s)
    tekster = vert.sporr(f"Tidbank: {kommando.etikett}", kommando.hjelp, felt)
    return None if tekster is None else kommando.tolk(tekster)


# Pages


def _til_ark(
    vert: Vert, kommando: Kommando, bank: Bank, dag: date, svar: Svar, ikke_med: str, fremdrift: Fremdrift
) -> Melding | None:
    skjulte = vert.skjulte()
    sider = [_fersk(vert, uten_skjulte(s, skjulte)) for s in svar.sider()]
    if not sider:
        return melding(f"Ingen å vise {tekst.dato(dag)}, så det er ikke laget noe ark.", ikke_med)
    egne = placing.egne_ark(vert)
    kjoring = placing.siste(vert, egne) + 1
    plasser, merknader = placing.plan(vert.arkene(), egne, sider, erstatt=kommando.erstatter)
    vert.krev_apen()
    # The pages in front stay when the last command is taken back: a bank always has them.
    opphav = placing.Opphav(0 if kommando.levende else kjoring, fast=not kommando.erstatter)
    vert.plasser(plasser, str(opphav), fremdrift)
    if svar.merk is not None:
        fremdrift("merker radene")
        try:
            vert.merk(svar.merk, dag, kjoring)
        except Exception as e:  # the pages stand, and are logged
            merknader.append(f"Radene er ikke merket. {feilene(vert, e)[0]}")
    fremdrift("skriver loggen")
    merknader.append(loggark.skriv(vert, kommando.navn, bank.stempel, f"{len(plasser)} ark"))
    vert.vis(plasser[0].side.ark)
    return melding("", *merknader, ikke_med)


def _fersk(vert: Vert, side: Side) -> Side:
    """Start with the formulas that tell when a table is changed after this."""
    if side.ark != START:
        return side
    arkene = set(vert.arkene())

    def celler(ark: str) -> Sequence[Sequence[Any]] | None:
        hode = vert.rader(ark, MEST_KOLONNER, 1)[0] if ark in arkene else ()
        bredde = max((n for n, v in enumerate(hode, 1) if v not in (None, "")), default=0)
        return vert.rader(ark, bredde) if bredde else None

    return med_ferskhet_i_bok(side, celler)


# Files


def _til_fil(vert: Vert, kommando: Kommando, bank: Bank, fil: Utfil, ikke_med: str) -> Melding | None:
    sti = _velg_fil(vert, fil)
    if sti is None:
        return None
    with vert.arbeid(kommando.etikett) as fremdrift, save.kjoring() as denne:
        fremdrift(f"skriver {sti.name}")
        feil: tuple[Feilmelding, ...] = ()
        try:
            fil.skriv(sti)
        except Exception as e:
            if not denne.skrevet:
                raise
            feil = feilene(vert, e)
        fremdrift("skriver loggen")
        uloggfort = loggark.skriv(vert, kommando.navn, bank.stempel, *logg.filene(denne.skrevet))
    laget = _laget([s.sti for s in denne.skrevet] or [sti])
    if feil:  # some of several: they stand, and are logged
        raise TidbankFeil((*feil, Feilmelding("", "", f"Før det stoppet: {laget} {uloggfort}".strip())))
    kopier = [f"Den forrige {s.sti.name} ligger i «{s.kopi.name}»." for s in denne.skrevet if s.kopi is not None]
    merknader = [*denne.merknader, uloggfort, *map(str, bank.tabeller.merknader)]
    return melding(" ".join([laget, *kopier]), *merknader, ikke_med)


def _laget(filer: Sequence[Path]) -> str:
    if len(filer) == 1:
        return f"Laget {filer[0]}."
    return f"Laget {len(filer)} filer i {filer[0].parent}: {', '.join(f.name for f in filer)}."


def _velg_fil(vert: Vert, fil: Utfil) -> Path | None:
    """Say what the file will hold, and ask where it goes. None = gave up."""
    tittel = f"Tidbank: {fil.filnavn}"
    if not vert.bekreft(tittel, kort(vert, "\n".join(fil.forhandsvisning)), farlig=False):
        return None
    valgt = vert.velg_fil(fil.filnavn)
    if valgt is None:
        return None
    if "://" in valgt.sti:
        raise TidbankFeil("Filen kan ikke lagres rett på nettet. Velg en mappe på denne maskinen.")
    sti, spurt = Path(valgt.sti), valgt.spurt
    if not _ENDELSE.fullmatch(sti.suffix):  # a name typed without one; "Kopi 14.09" has none either
        sti, spurt = sti.with_name(sti.name + Path(fil.filnavn).suffix), False
    sporsmaal = f"Filen {sti.name} finnes allerede. Skal den erstattes? Den som ligger der, blir tatt vare på."
    if not spurt and sti.exists() and not vert.bekreft(tittel, sporsmaal, farlig=True):
        return None
    return sti
