"""Commands around the scheme: fairness, process and the agreements."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from ..core import tekst
from . import terminal
from .common import (
    FUNN,
    Ansatt,
    Dato,
    Fil,
    Json,
    Overskriv,
    Ut,
    kommando,
    les_bank,
    les_dato,
    nummer,
    skal_skrives,
    skriv,
)

Fra = Annotated[date | None, typer.Option("--fra", parser=les_dato, metavar="DATO", help="Første dag. Uten: 52 uker.")]
Til = Annotated[date | None, typer.Option("--til", parser=les_dato, metavar="DATO", help="Siste dag. Uten: i dag.")]


@kommando("fordeling")
def fordeling(fil: Fil, fra: Fra = None, til: Til = None, ansatt: Ansatt = None, som_json: Json = False, ut: Ut = None,
              overskriv: Overskriv = False) -> None:  # fmt: skip
    """Helger, røde dager, kvelder og netter mot kolleger, og arbeid utover avtalt tid."""
    from ..commands import fordeling_fra_til, siste_periode

    bank, siste = les_bank(fil), til or date.today()
    forste = fra or siste_periode(siste)[0]
    if forste > siste:
        raise typer.BadParameter(f"--fra {tekst.dato(forste)} er etter --til {tekst.dato(siste)}.")
    skal_skrives(ut, overskriv, fil)
    valgte = [nummer(bank, ansatt)] if ansatt is not None else []
    rader = bank.fordeling(forste, siste, valgte)
    utover = [m for m in bank.merarbeid(siste) if not valgte or m.ansattnr in valgte]
    if ut is not None:
        skriv(ut, fordeling_fra_til(bank, forste, siste, valgte))
    if som_json:
        terminal.skriv_json({
            "fra": forste, "til": siste, "fordeling": [_fordeling_json(f) for f in rader],
            "merarbeid": [{**m._asdict(), "faktisk": m.faktisk} for m in utover],
        })  # fmt: skip
    else:
        terminal.fordelingstabell(rader, utover, forste, siste)
    if any(f.klart_mer for f in rader) or any(m.jevnlig for m in utover):
        raise typer.Exit(FUNN)


def _fordeling_json(f: Any) -> dict[str, Any]:
    felt = ("egen", "andre", "antall", "grunnlag", "klart_mer")
    return {
        "ansattnr": f.ansattnr, "navn": f.navn, "enhet": f.enhet, "stilling": f.stilling, "fra": f.fra, "til": f.til,
        **{m.felt: {n: getattr(m, n) for n in felt} for m in f.maal},
    }  # fmt: skip


@kommando("prosess")
def prosess(fil: Fil, dag: Dato = None, som_json: Json = False, ut: Ut = None, overskriv: Overskriv = False) -> None:
    """Steg, frister og kartlegging for hver enhet. Avslutter med 1 når noe mangler."""
    from ..commands import prosess as sider
    from ..core.funn import Alvor, Emne

    bank, naar = les_bank(fil), dag or date.today()
    skal_skrives(ut, overskriv, fil)
    planer, funn = bank.prosess(naar), [f for f in bank.funn(naar) if f.slag.emne == Emne.PROSESS]
    if ut is not None:
        skriv(ut, sider(bank, naar, ()))
    if som_json:
        enheter = [
            {"enhet": p.navn, "start": p.start, "signert": p.signert, "neste": p.neste.steg.nokkel if p.neste else None,
             "steg": [{"steg": s.steg.nokkel, "navn": s.steg.navn, "status": s.status, "planlagt": s.planlagt,
                       "gjennomfort": s.gjennomfort, "frist": s.frist, "hjemmel": s.steg.hjemmel} for s in p.steg]}
            for p in planer
        ]  # fmt: skip
        terminal.skriv_json({"dato": naar, "enheter": enheter, "funn": [terminal.funn_json(f) for f in funn]})
    else:
        terminal.prosesstabell(planer, naar)
        terminal.funntabell(funn, {}, naar)
    if any(f.alvor != Alvor.INFO for f in funn):
        raise typer.Exit(FUNN)


@kommando("avtale")
def avtale(
    fil: Fil,
    ut: Annotated[Path, typer.Option("-o", "--ut", metavar="UT.xlsx", help="Filen som skal lages.")],
    dag: Dato = None,
    ansatt: Ansatt = None,
    kollektiv: Annotated[bool, typer.Option("--kollektiv", help="Avtalen med Delta, ikke den enkeltes.")] = False,
    som_json: Json = False,
    overskriv: Overskriv = False,
) -> None:
    """Avtaler til å skrive ut og underskrive: den enkeltes med trekkavtale, eller den kollektive."""
    from ..commands import individuell_avtale, kollektiv_avtale

    bank, naar = les_bank(fil), dag or date.today()
    skal_skrives(ut, overskriv, fil)
    if kollektiv and ansatt is not None:
        raise typer.BadParameter("Velg enten --kollektiv eller --ansatt.")
    valgte = [nummer(bank, ansatt)] if ansatt is not None else []
    sider = kollektiv_avtale(bank, naar, ()) if kollektiv else individuell_avtale(bank, naar, valgte)
    skriv(ut, sider)
    if som_json:
        terminal.skriv_json({"dato": naar, "fil": str(ut), "ark": [s.ark for s in sider]})
    else:
        terminal.si(f"Laget {ut} med {len(sider)} ark for {tekst.dato(naar)}.")


@kommando("oppsigelse")
def oppsigelse(fil: Fil, dag: Dato = None, ansatt: Ansatt = None, som_json: Json = False, ut: Ut = None,
               overskriv: Overskriv = False) -> None:  # fmt: skip
    """Siste dag i oppsigelsestiden regnet på begge måter, for dem som har sagt opp eller for en ansatt."""
    from ..commands import oppsigelse as sider
    from ..commands import oppsigelsessaker
    from ..core.avregning import oppsigelsestid

    bank, naar = les_bank(fil), dag or date.today()
    skal_skrives(ut, overskriv, fil)
    valgte = [nummer(bank, ansatt)] if ansatt is not None else []
    rader = [
        {"ansattnr": s.ansatt.ansattnr, "navn": s.ansatt.navn, "sagt_opp": s.oppsagt, "tenkt": s.tenkt,
         "sagt_opp_av": "" if s.tenkt else s.avtale.sagt_opp_av, "grunn": s.avtale.oppsigelsesgrunn,
         "maaneder": oppsigelsestid.maaneder(bank.valg, s.oppsagt, None if s.tenkt else s.avtale),
         **dict(zip(("neste_maaned", "dato"),
                    oppsigelsestid.begge(bank.valg, s.oppsagt, None if s.tenkt else s.avtale).values(), strict=True))}
        for s in oppsigelsessaker(bank, naar, valgte)
    ]  # fmt: skip
    if ut is not None:
        skriv(ut, sider(bank, naar, valgte))
    if som_json:
        terminal.skriv_json({"dato": naar, "metode": bank.valg["oppsigelse_metode"], "oppsigelser": rader})
    else:
        terminal.oppsigelsestabell(rader, naar)
