"""Commands that make a bank: demo and ny."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from .. import terminal
from ..core.errors import Feilmelding
from .common import Dato, Json, Overskriv, kommando, skal_skrives

DEMOMAPPE = Path("tidbank-demo")


@kommando("demo")
def demo(
    mappe: Annotated[Path, typer.Option("--mappe", metavar="MAPPE", help="Hvor filene legges.")] = DEMOMAPPE,
    som_json: Json = False,
) -> None:
    """Lager en oppdiktet bank og viser alt den kan: saldo, funn, gjennomganger og en kopi til tillitsvalgt."""
    from .. import demo as data
    from ..book import read, save, tables, template, write
    from ..commands import forsider, gjennomgang, kontroller_alt, til_tillitsvalgt
    from ..core.bank import Bank

    mappe.mkdir(parents=True, exist_ok=True)
    with terminal.arbeider("Lager demobanken ..."):
        rader, dag = data.demo_tabeller(), data.DEMO_DAG
        bok, gjennomganger, avvik = mappe / "Tidbank.xlsx", mappe / "Gjennomganger.xlsx", mappe / "Avvik.xlsx"
        kopi = mappe / "Tillitsvalgt.xlsx"
        bank = Bank(tables.av_rader(rader))
        save.skriv_helt(bok, lambda sti: template.skriv_bank(sti, rader, forsider(bank, dag)))
        bank = Bank(read.les_bok(bok))  # from here on we know no more than what stands in the file
        forfalt = sorted({f.ansattnr for f in bank.funn(dag) if f.regel == "gjennomgang_forfalt"})
        save.skriv_helt(gjennomganger, lambda sti: write.skriv_sider(sti, gjennomgang(bank, dag, forfalt)))
        save.skriv_helt(avvik, lambda sti: write.skriv_sider(sti, kontroller_alt(bank, dag, ())))
        til_tillitsvalgt(bank, dag).skriv(kopi)
    saldoer, funn = bank.saldoer(dag), bank.funn(dag)
    if som_json:
        filer = {"bank": str(bok), "gjennomganger": str(gjennomganger), "avvik": str(avvik), "kopi": str(kopi)}
        alle = [terminal.funn_json(f) for f in funn]
        terminal.skriv_json(
            {"dato": dag, "filer": filer, "saldo": [terminal.saldo_json(s) for s in saldoer], "funn": alle}
        )
        return
    terminal.demo(bank, dag, saldoer, funn, forfalt, (bok, gjennomganger, avvik, kopi))


@kommando("ny")
def ny(
    fil: Annotated[Path, typer.Argument(metavar="FIL.xlsx", help="Arbeidsboken som skal lages.")],
    fra: Annotated[
        Path | None, typer.Option("--fra", metavar="MAPPE", help="Mappe med CSV-filer med navn som tabellene.")
    ] = None,
    dag: Dato = None,
    overskriv: Overskriv = False,
) -> None:
    """Lager en ny bank fra malen, tom eller fylt fra CSV-filer."""
    from ..book import save, template
    from ..commands import forsider
    from ..core.bank import Bank
    from ..core.model import Tabeller

    skal_skrives(fil, overskriv)
    rader: dict[str, list[tuple[Any, ...]]] = {}
    ekstra: dict[str, list[str]] = {}
    ukjente: list[str] = []
    tabeller = Tabeller()
    if fra is not None:
        from ..import_csv import les_mappe

        with terminal.arbeider(f"Leser {fra} ..."):
            lest = les_mappe(fra)
        rader, ekstra, ukjente, tabeller = lest.rader, lest.ekstra, lest.ukjente, lest.tabeller
    bank, naar = Bank(tabeller), dag or date.today()
    overlapp = [f for f in bank.funn(naar) if f.regel == "overlapp_avtale"]
    sider = [] if overlapp else forsider(bank, naar)
    with terminal.arbeider(f"Skriver {fil} ..."):
        save.skriv_helt(fil, lambda sti: template.skriv_bank(sti, rader, sider, ekstra))
    terminal.si(f"Laget {fil}: {len(bank.ansattnumre)} ansatte, {len(tabeller.vakter)} vakter.")
    terminal.merknader(tabeller.merknader)
    if ukjente:
        terminal.si(f"Ikke brukt: {', '.join(ukjente)}.")
    if overlapp:
        terminal.feil([Feilmelding(f.ark, f.celle, f"{f.tekst} {f.tiltak}") for f in overlapp])
    terminal.si("Kontroller banken: tidbank kontroller " + str(fil) if fra else "Fyll ut arkene fra Ansatte og utover.")
