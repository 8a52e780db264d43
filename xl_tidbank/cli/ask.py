"""Commands that ask a bank: balances, statements, findings, reviews, settlement."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ..core.funn import Alvor
from ..core.tekst import dato as vist_dato
from ..core.tekst import skyldig
from . import terminal
from .common import (
    FUNN,
    Ansatt,
    Dag,
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

TURNUS = ("Turnus", "Grunnturnus", "Vaktkoder")  # the ordinary roster


@kommando("saldo")
def saldo(fil: Fil, dag: Dato = None, ansatt: Ansatt = None, som_json: Json = False, ut: Ut = None,
          overskriv: Overskriv = False) -> None:  # fmt: skip
    """Skyldige timer og de andre tallene, en linje for hver ansatt."""
    from ..commands import oversikt

    # Balances do not rest on the ordinary roster or on the surplus bank, so those tables are left unread.
    bank, naar = les_bank(fil, uten=() if ut else (*TURNUS, "Kapasitet", "Timer", "Timebank")), dag or date.today()
    skal_skrives(ut, overskriv, fil)
    saldoer, utenfor = bank.saldoer(naar), bank.uten_periode(naar)
    if ansatt is not None:
        nr = nummer(bank, ansatt)
        saldoer, utenfor = [s for s in saldoer if s.ansattnr == nr], [n for n in utenfor if n == nr]
    if ut is not None:
        skriv(ut, oversikt(bank, naar, ()))
    if som_json:
        terminal.skriv_json({"dato": naar, "saldo": [terminal.saldo_json(s) for s in saldoer], "uten_periode": utenfor})
        return
    terminal.saldotabell(saldoer, naar)
    if utenfor:
        terminal.si("", f"Uten avregningsperiode {vist_dato(naar)}: {', '.join(utenfor)}.")


@kommando("konto")
def konto(
    fil: Fil,
    ansatt: Annotated[str, typer.Option("--ansatt", metavar="NR", help="Den ansatte.")],
    fra: Annotated[date | None, typer.Option(parser=les_dato, metavar="DATO", help="Første dag som vises.")] = None,
    til: Annotated[date | None, typer.Option(parser=les_dato, metavar="DATO", help="Siste dag som er med.")] = None,
    som_json: Json = False,
    ut: Ut = None,
    overskriv: Overskriv = False,
) -> None:
    """Kontoutskrift: hver postering med hjemmel, kilde og løpende saldo."""
    from ..commands import konto as kontosider

    bank = les_bank(fil)
    skal_skrives(ut, overskriv, fil)
    nr = nummer(bank, ansatt)
    linjer = bank.konto(nr, fra, til)
    if ut is not None:
        skriv(ut, kontosider(bank, til or bank.sak(nr).perioder[-1].slutt, [nr]))
    if som_json:
        terminal.skriv_json({"ansattnr": nr, "posteringer": [x._asdict() for x in linjer]})
        return
    terminal.kontotabell(linjer, f"{nr} {bank.navn(nr)}".strip())


@kommando("kontroller")
def kontroller(fil: Fil, dag: Dato = None, som_json: Json = False, ut: Ut = None, overskriv: Overskriv = False) -> None:
    """Finner brudd og advarsler. Avslutter med 1 når det er noen."""
    from ..commands import kontroller_alt, navn

    bank, naar = les_bank(fil), dag or date.today()
    skal_skrives(ut, overskriv, fil)
    funn = bank.funn(naar)
    if ut is not None:
        skriv(ut, kontroller_alt(bank, naar, ()))
    if som_json:
        terminal.skriv_json({"dato": naar, "funn": [terminal.funn_json(f) for f in funn]})
    else:
        terminal.funntabell(funn, navn(bank), naar)
    if any(f.alvor != Alvor.INFO for f in funn):
        raise typer.Exit(FUNN)


@kommando("gjennomgang")
def gjennomgang(
    fil: Fil,
    dag: Dag,
    ut: Annotated[Path, typer.Option("-o", "--ut", metavar="UT.xlsx", help="Filen som skal lages.")],
    ansatt: Ansatt = None,
    som_json: Json = False,
    overskriv: Overskriv = False,
) -> None:
    """12-ukers gjennomgang: et ark for hver ansatt, klart til å skrive ut og underskrive."""
    from ..commands import gjennomgang as sider

    bank = les_bank(fil)
    skal_skrives(ut, overskriv, fil)
    valgte = [nummer(bank, ansatt)] if ansatt is not None else [s.ansattnr for s in bank.saldoer(dag)]
    skriv(ut, sider(bank, dag, valgte))
    bilder = [bank.gjennomgang(nr, dag, eksakt=True) for nr in valgte]
    if som_json:
        rader = [
            {"ansattnr": b.ansatt.ansattnr, "navn": b.ansatt.navn, "forrige": b.forrige, "skyldig": b.saldo.skyldig,
             "skyldig_forrige": b.skyldig_forrige, "trengs_per_uke": b.saldo.trengs_per_uke,
             "planlagt_per_uke": b.planlagt_per_uke} for b in bilder
        ]  # fmt: skip
        terminal.skriv_json({"dato": dag, "fil": str(ut), "gjennomganger": rader})
        return
    for b in bilder:
        terminal.si(f"{b.ansatt.ansattnr} {b.ansatt.navn}: {skyldig(b.saldo.skyldig)}")
    terminal.si(f"Laget {ut} med {len(bilder)} gjennomganger for {vist_dato(dag)}.")


@kommando("avregning")
def avregning(fil: Fil, dag: Dag, ansatt: Ansatt = None, som_json: Json = False, ut: Ut = None,
              overskriv: Overskriv = False) -> None:  # fmt: skip
    """Oppgjør: hva som bortfaller, er til gode, og kan trekkes bare hvis det er avtalt. Trekker aldri av seg selv."""
    from ..commands import avregning as sider

    bank = les_bank(fil)
    skal_skrives(ut, overskriv, fil)
    valgte = [nummer(bank, ansatt)] if ansatt is not None else []
    rader = [a for a in bank.avregning(dag) if not valgte or a.ansattnr in valgte]
    if ut is not None:
        skriv(ut, sider(bank, dag, valgte))
    if som_json:
        terminal.skriv_json({"dato": dag, "avregning": [terminal.avregning_json(a) for a in rader]})
        return
    terminal.avregningstabell(rader, dag)


@kommando("timebank")
def timebank(fil: Fil, dag: Dato = None, ansatt: Ansatt = None, som_json: Json = False, ut: Ut = None,
             overskriv: Overskriv = False) -> None:  # fmt: skip
    """Timebanken: innskudd, uttak, reservert og saldo, en linje for hver ansatt."""
    from ..commands import timebank as sider

    bank, naar = les_bank(fil, uten=() if ut else TURNUS), dag or date.today()
    skal_skrives(ut, overskriv, fil)
    valgte = [nummer(bank, ansatt)] if ansatt is not None else []
    saldoer = [bank.timebank(nr, naar) for nr in valgte] or bank.timebanker(naar)
    if ut is not None:
        skriv(ut, sider(bank, naar, valgte))
    if som_json:
        terminal.skriv_json({"dato": naar, "timebank": [terminal.timebank_json(s) for s in saldoer]})
    else:
        terminal.timebanktabell(saldoer, naar)
