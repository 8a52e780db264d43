"""prov: what a shift would break, before it is assigned."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from ..core.errors import Verdifeil
from . import terminal
from .common import FUNN, Fil, Json, Overskriv, Ut, kommando, les_bank, les_dato, nummer, skal_skrives, skriv

Klokke = Annotated[str, typer.Option(metavar="TT:MM", help="Klokkeslett, for eksempel 07:30.")]


@kommando("prov")
def prov(
    fil: Fil,
    ansatt: Annotated[str, typer.Option("--ansatt", metavar="NR", help="Den som skal ha vakten.")],
    dato: Annotated[date, typer.Option("--dato", parser=les_dato, metavar="DATO", help="Dagen vakten begynner.")],
    start: Klokke,
    slutt: Klokke,
    pause: Annotated[str, typer.Option(metavar="MIN", help="Ubetalt pause i minutter.")] = "0",
    type_: Annotated[str, typer.Option("--type", metavar="TYPE", help="Tidbank, Ekstra, Bytte, Overtid ...")] = "",
    varslet: Annotated[
        date | None,
        typer.Option(parser=les_dato, metavar="DATO", help="Dagen den ansatte får vite det. Uten: i dag."),
    ] = None,
    onske: Annotated[bool, typer.Option("--onske", help="Den ansatte ønsker selv kortere varsel.")] = False,
    kompetanse: Annotated[str, typer.Option(metavar="NAVN", help="Kompetansen vakten krever.")] = "",
    som_json: Json = False,
    ut: Ut = None,
    overskriv: Overskriv = False,
) -> None:
    """Prøver en vakt før den tildeles: hva den bryter og hvem som har fortrinn. Avslutter med 1 når den bryter noe."""
    from ..book.sheets.provevakt import prove_side
    from ..book.sheets.valg import med_valg
    from ..commands.provevakt import VISER, vakt_av
    from ..core.vakt.provevakt import bryter

    try:
        vakt = vakt_av(dato, start, slutt, pause, type_, onske, kompetanse)
    except Verdifeil as e:
        raise typer.BadParameter(str(e)) from None
    bank, naar = les_bank(fil), varslet or date.today()
    skal_skrives(ut, overskriv, fil)
    svar = bank.prov(vakt._replace(ansattnr=nummer(bank, ansatt)), naar)
    if ut is not None:
        side = prove_side(svar, virksomhet=bank.valg["virksomhet"], stempel=bank.stempel)
        skriv(ut, [med_valg(side, bank.valg, VISER)])
    if som_json:
        terminal.skriv_json(terminal.prove_json(svar))
    else:
        terminal.prove(svar)
    if bryter(svar):
        raise typer.Exit(FUNN)
