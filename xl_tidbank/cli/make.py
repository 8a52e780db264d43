"""Commands that make a bank: demo and ny."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from ..core.errors import Feilmelding, TidbankFeil
from . import terminal
from .common import OM, Dato, Json, Kilde, Overskriv, kommando, skal_skrives

DEMOMAPPE = Path("tidbank-demo")


@kommando("demo")
def demo(
    mappe: Annotated[Path, typer.Option("--mappe", metavar="MAPPE", help="Hvor filene legges.")] = DEMOMAPPE,
    som_json: Json = False,
) -> None:
    """Lager en oppdiktet bank og viser alt den kan: saldo, funn, gjennomganger og en kopi til tillitsvalgt."""
    from .. import demo as data
    from ..book.files import save
    from ..book.open import read
    from ..book.template import workbook
    from ..book.write import pages
    from ..commands import forsider, gjennomgang, kontroller_alt, til_tillitsvalgt
    from ..core.bank import Bank
    from ..core.rules.periode.gjennomgang import GJENNOMGANG_FORFALT
    from ..tables import assemble

    onsket, mappe = mappe, ledig_mappe(mappe)
    if mappe != onsket:
        save.denne().merk(f"«{onsket}» finnes fra før og er ikke rørt. Demoen ligger i «{mappe}».")
    with terminal.arbeider("Lager demobanken ..."):
        rader, dag = data.demo_tabeller(), data.DEMO_DAG
        bok, gjennomganger, avvik = mappe / "Tidbank.xlsx", mappe / "Gjennomganger.xlsx", mappe / "Avvik.xlsx"
        kopi = mappe / "Tillitsvalgt.xlsx"
        bank = Bank(assemble.av_rader(rader))
        save.skriv_helt(bok, lambda sti: workbook.skriv_bank(sti, rader, forsider(bank, dag)), bare_ny=True)
        bank = Bank(read.les_bok(bok))  # from here on we know no more than what stands in the file
        forfalt = sorted({f.ansattnr for f in bank.funn(dag) if f.slag is GJENNOMGANG_FORFALT})
        save.skriv_helt(gjennomganger, lambda sti: pages.skriv_sider(sti, gjennomgang(bank, dag, forfalt)))
        save.skriv_helt(avvik, lambda sti: pages.skriv_sider(sti, kontroller_alt(bank, dag, ())))
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


def ledig_mappe(mappe: Path) -> Path:
    """A folder nobody has anything in, made now: the one wished for, or with the next number after its name."""
    nr, ny = 1, mappe
    while True:
        try:
            ny.mkdir(parents=True)
            return ny
        except FileExistsError:
            if ny.is_dir() and not any(ny.iterdir()):
                return ny
        except OSError as e:
            raise TidbankFeil(f"Mappen «{ny}» kan ikke lages ({e.strerror}). Velg en annen med --mappe.") from e
        nr += 1
        ny = mappe.with_name(f"{mappe.absolute().name}-{nr}") if mappe.name else Path(f"{DEMOMAPPE}-{nr}")


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
    from ..book import logg
    from ..book.files import beside, save
    from ..book.template import workbook
    from ..commands import forsider
    from ..core.bank import Bank
    from ..core.model import Tabeller
    from ..core.rules.avtale.overlapp_avtale import OVERLAPP_AVTALE

    skal_skrives(fil, overskriv)
    merke = beside.merke(fil)
    gammel = _gammel(fil) if merke is not None else None
    rader: dict[str, list[tuple[Any, ...]]] = {}
    ekstra: dict[str, list[str]] = {}
    ukjente: list[str] = []
    tabeller = Tabeller()
    if fra is not None:
        from ..book.open.csvmappe import les_mappe

        with terminal.arbeider(f"Leser {fra} ..."):
            lest = les_mappe(fra)
        rader, ekstra, ukjente, tabeller = lest.rader, lest.ekstra, lest.ukjente, lest.tabeller
    bank, naar = Bank(tabeller), dag or date.today()
    overlapp = [f for f in bank.funn(naar) if f.slag is OVERLAPP_AVTALE]
    sider = [] if overlapp else forsider(bank, naar)
    with terminal.arbeider(f"Skriver {fil} ..."):
        save.skriv_helt(fil, lambda sti: workbook.skriv_bank(sti, rader, sider, ekstra), som_lest=merke)
    if merke is not None or logg.filen(fil).exists():  # a bank that is quite new has no history to keep
        OM.kilde = Kilde(fil, fra=gammel.stempel if gammel else "", til=_stempel_av(fil))
    terminal.si(f"Laget {fil}: {len(bank.ansattnumre)} ansatte, {len(tabeller.vakter)} vakter.")
    terminal.merknader(tabeller.merknader)
    if ukjente:
        terminal.si(f"Ikke brukt: {', '.join(ukjente)}.")
    if overlapp:
        terminal.feil([Feilmelding(f.ark, f.celle, f"{f.tekst} {f.tiltak}") for f in overlapp])
    if merke is not None:
        terminal.si(_var(gammel))
    terminal.si("Kontroller banken: tidbank kontroller " + str(fil) if fra else "Fyll ut arkene fra Ansatte og utover.")


def _gammel(fil: Path) -> Any:
    """The bank about to be replaced; None where the file is none."""
    from ..book.files import save
    from ..book.open import read
    from ..core.bank import Bank

    save.denne().merk(*beside_uten_laas(fil))
    try:
        return Bank(read.les_bok(fil))
    except TidbankFeil:
        return None


def beside_uten_laas(fil: Path) -> list[str]:
    """Copies of a conflict beside a file that is replaced; a lock stops the command by itself."""
    from ..book.files import beside

    return [] if beside.aapen_i(fil) else beside.merknader(fil)


def _var(bank: Any) -> str:
    """What stood in the bank that was replaced, table by table."""
    from ..tables.bankrows import antall_rader

    if bank is None:
        return "Den gamle filen kunne ikke leses som en bank."
    rader = {navn: n for navn, n in antall_rader(bank.tabeller).items() if n}
    if not rader:
        return "Den gamle banken var tom."
    return f"Den gamle banken hadde {sum(rader.values())} rader: {', '.join(f'{t} {n}' for t, n in rader.items())}."


def _stempel_av(fil: Path) -> str:
    from ..book.open import read
    from ..core.bank import Bank

    try:
        return Bank(read.les_bok(fil)).stempel
    except TidbankFeil:  # rows that contradict each other came from the CSV files, and are told of
        return ""
