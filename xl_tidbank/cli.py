"""The command line: everything the bank can do without a spreadsheet program.

Exit codes: 0 fine, 1 findings, 2 usage, 3 bad input, 4 file locked. Libraries that only one command needs are
imported inside it, so that `tidbank saldo` starts fast.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from . import terminal, usage
from .core.errors import Feilmelding, Laastfeil, TidbankFeil, Verdifeil
from .core.model import Alvor
from .core.tekst import dato as vist_dato
from .core.tekst import skyldig

FUNN, BRUK, DAARLIG, LAAST = 1, 2, 3, 4
PROGRAMFEIL = 70  # a fault of ours; TIDBANK_SPOR=1 shows where
DEMOMAPPE = Path("tidbank-demo")


app = typer.Typer(
    cls=usage.Gruppe,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    options_metavar="[VALG]",
    subcommand_metavar="KOMMANDO",
    help="Tidbank i Excel: timer som er betalt, men ikke satt opp ennå.",
)


def _kommando(navn: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return app.command(navn, cls=usage.Kommando, options_metavar="[VALG]")


def _les_dato(tekst: str) -> date:
    from .book import cells

    try:
        funnet = cells.dato(tekst)
    except Verdifeil as e:
        raise typer.BadParameter(str(e)) from None
    if funnet is None:
        raise typer.BadParameter("Datoen mangler. Skriv for eksempel 31.12.2026.")
    return funnet


Fil = Annotated[Path, typer.Argument(metavar="FIL", help="Arbeidsboken (.xlsx).")]
Dato = Annotated[
    date | None, typer.Option("--dato", parser=_les_dato, metavar="DATO", help="Dagen det gjelder. Uten: i dag.")
]
Dag = Annotated[date, typer.Option("--dato", parser=_les_dato, metavar="DATO", help="Dagen det gjelder.")]
Ansatt = Annotated[str | None, typer.Option("--ansatt", metavar="NR", help="Bare denne ansatte.")]
Json = Annotated[bool, typer.Option("--json", help="Skriver JSON.")]
Ut = Annotated[Path | None, typer.Option("-o", "--ut", metavar="UT.xlsx", help="Skriver også en side til denne filen.")]
Overskriv = Annotated[bool, typer.Option("--overskriv", help="Skriver over en fil som finnes.")]


@_kommando("demo")
def demo(
    mappe: Annotated[Path, typer.Option("--mappe", metavar="MAPPE", help="Hvor filene legges.")] = DEMOMAPPE,
    som_json: Json = False,
) -> None:
    """Lager en oppdiktet bank og viser alt den kan: saldo, funn og gjennomganger."""
    from . import demo as data
    from .book import read, save, tables, template, write
    from .commands import forsider, gjennomgang, kontroller_alt
    from .core.bank import Bank

    mappe.mkdir(parents=True, exist_ok=True)
    with terminal.arbeider("Lager demobanken ..."):
        rader, dag = data.demo_tabeller(), data.DEMO_DAG
        bok, gjennomganger, avvik = mappe / "Tidbank.xlsx", mappe / "Gjennomganger.xlsx", mappe / "Avvik.xlsx"
        bank = Bank(tables.av_rader(rader))
        save.skriv_helt(bok, lambda sti: template.skriv_bank(sti, rader, forsider(bank, dag)))
        bank = Bank(read.les_bok(bok))  # from here on we know no more than what stands in the file
        forfalt = sorted({f.ansattnr for f in bank.funn(dag) if f.regel == "gjennomgang_forfalt"})
        save.skriv_helt(gjennomganger, lambda sti: write.skriv_sider(sti, gjennomgang(bank, dag, forfalt)))
        save.skriv_helt(avvik, lambda sti: write.skriv_sider(sti, kontroller_alt(bank, dag, ())))
    saldoer, funn = bank.saldoer(dag), bank.funn(dag)
    if som_json:
        filer = {"bank": str(bok), "gjennomganger": str(gjennomganger), "avvik": str(avvik)}
        alle = [terminal.funn_json(f) for f in funn]
        terminal.skriv_json(
            {"dato": dag, "filer": filer, "saldo": [terminal.saldo_json(s) for s in saldoer], "funn": alle}
        )
        return
    terminal.demo(bank, dag, saldoer, funn, forfalt, (bok, gjennomganger, avvik))


@_kommando("ny")
def ny(
    fil: Annotated[Path, typer.Argument(metavar="FIL.xlsx", help="Arbeidsboken som skal lages.")],
    fra: Annotated[
        Path | None, typer.Option("--fra", metavar="MAPPE", help="Mappe med CSV-filer med navn som tabellene.")
    ] = None,
    dag: Dato = None,
    overskriv: Overskriv = False,
) -> None:
    """Lager en ny bank fra malen, tom eller fylt fra CSV-filer."""
    from .book import save, template
    from .commands import forsider
    from .core.bank import Bank
    from .core.model import Tabeller

    _skal_skrives(fil, overskriv)
    rader: dict[str, list[tuple[Any, ...]]] = {}
    ekstra: dict[str, list[str]] = {}
    ukjente: list[str] = []
    tabeller = Tabeller()
    if fra is not None:
        from .import_csv import les_mappe

        with terminal.arbeider(f"Leser {fra} ..."):
            lest = les_mappe(fra)
        rader, ekstra, ukjente, tabeller = lest.rader, lest.ekstra, lest.ukjente, lest.tabeller
    bank, naar = Bank(tabeller), dag or date.today()
    overlapp = [f for f in bank.funn(naar) if f.regel == "overlapp_avtale"]
    sider = [] if overlapp else forsider(bank, naar)
    with terminal.arbeider(f"Skriver {fil} ..."):
        save.skriv_helt(fil, lambda sti: template.skriv_bank(sti, rader, sider, ekstra))
    terminal.si(f"Laget {fil}: {len(bank.ansattnumre)} ansatte, {len(tabeller.vakter)} vakter.")
    if ukjente:
        terminal.si(f"Ikke brukt: {', '.join(ukjente)}.")
    if overlapp:
        terminal.feil([Feilmelding(f.ark, f.celle, f"{f.tekst} {f.tiltak}") for f in overlapp])
    terminal.si("Kontroller banken: tidbank kontroller " + str(fil) if fra else "Fyll ut arkene fra Ansatte og utover.")


@_kommando("saldo")
def saldo(fil: Fil, dag: Dato = None, ansatt: Ansatt = None, som_json: Json = False, ut: Ut = None,
          overskriv: Overskriv = False) -> None:  # fmt: skip
    """Skyldige timer og de andre tallene, en linje for hver ansatt."""
    from .commands import oversikt

    # Balances do not rest on the ordinary roster or on the surplus bank, so those tables are left unread.
    bank, naar = _bank(fil, uten=() if ut else ("Turnus", "Kapasitet", "Timer", "Timebank")), dag or date.today()
    _skal_skrives(ut, overskriv, fil)
    saldoer, utenfor = bank.saldoer(naar), bank.uten_periode(naar)
    if ansatt is not None:
        nr = _nummer(bank, ansatt)
        saldoer, utenfor = [s for s in saldoer if s.ansattnr == nr], [n for n in utenfor if n == nr]
    if ut is not None:
        _skriv(ut, oversikt(bank, naar, ()))
    if som_json:
        terminal.skriv_json({"dato": naar, "saldo": [terminal.saldo_json(s) for s in saldoer], "uten_periode": utenfor})
        return
    terminal.saldotabell(saldoer, naar)
    if utenfor:
        terminal.si("", f"Uten avregningsperiode {vist_dato(naar)}: {', '.join(utenfor)}.")


@_kommando("konto")
def konto(
    fil: Fil,
    ansatt: Annotated[str, typer.Option("--ansatt", metavar="NR", help="Den ansatte.")],
    fra: Annotated[date | None, typer.Option(parser=_les_dato, metavar="DATO", help="Første dag som vises.")] = None,
    til: Annotated[date | None, typer.Option(parser=_les_dato, metavar="DATO", help="Siste dag som er med.")] = None,
    som_json: Json = False,
    ut: Ut = None,
    overskriv: Overskriv = False,
) -> None:
    """Kontoutskrift: hver postering med hjemmel, kilde og løpende saldo."""
    from .commands import konto as kontosider

    bank = _bank(fil)
    _skal_skrives(ut, overskriv, fil)
    nr = _nummer(bank, ansatt)
    linjer = bank.konto(nr, fra, til)
    if ut is not None:
        _skriv(ut, kontosider(bank, til or bank.sak(nr).perioder[-1].slutt, [nr]))
    if som_json:
        terminal.skriv_json({"ansattnr": nr, "posteringer": [x._asdict() for x in linjer]})
        return
    terminal.kontotabell(linjer, f"{nr} {bank.navn(nr)}".strip())


@_kommando("kontroller")
def kontroller(fil: Fil, dag: Dato = None, som_json: Json = False, ut: Ut = None, overskriv: Overskriv = False) -> None:
    """Finner brudd og advarsler. Avslutter med 1 når det er noen."""
    from .commands import kontroller_alt, navn

    bank, naar = _bank(fil), dag or date.today()
    _skal_skrives(ut, overskriv, fil)
    funn = bank.funn(naar)
    if ut is not None:
        _skriv(ut, kontroller_alt(bank, naar, ()))
    if som_json:
        terminal.skriv_json({"dato": naar, "funn": [terminal.funn_json(f) for f in funn]})
    else:
        terminal.funntabell(funn, navn(bank), naar)
    if any(f.alvor != Alvor.INFO for f in funn):
        raise typer.Exit(FUNN)


@_kommando("gjennomgang")
def gjennomgang(
    fil: Fil,
    dag: Dag,
    ut: Annotated[Path, typer.Option("-o", "--ut", metavar="UT.xlsx", help="Filen som skal lages.")],
    ansatt: Ansatt = None,
    som_json: Json = False,
    overskriv: Overskriv = False,
) -> None:
    """12-ukers gjennomgang: et ark for hver ansatt, klart til å skrive ut og underskrive."""
    from .commands import gjennomgang as sider

    bank = _bank(fil)
    _skal_skrives(ut, overskriv, fil)
    valgte = [_nummer(bank, ansatt)] if ansatt is not None else [s.ansattnr for s in bank.saldoer(dag)]
    _skriv(ut, sider(bank, dag, valgte))
    bilder = [bank.gjennomgang(nr, dag) for nr in valgte]
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


@_kommando("avregning")
def avregning(fil: Fil, dag: Dag, som_json: Json = False, ut: Ut = None, overskriv: Overskriv = False) -> None:
    """Oppgjør: hva som bortfaller, er til gode og kan trekkes. Trekker aldri av seg selv."""
    from .commands import avregning as sider

    bank = _bank(fil)
    _skal_skrives(ut, overskriv, fil)
    rader = bank.avregning(dag)
    if ut is not None:
        _skriv(ut, sider(bank, dag, ()))
    if som_json:
        terminal.skriv_json({"dato": dag, "avregning": [a._asdict() for a in rader]})
        return
    terminal.avregningstabell(rader, dag)


@_kommando("libreoffice")
def libreoffice(
    fjern: Annotated[bool, typer.Option("--fjern", help="Fjerner tilleggsprogrammet igjen.")] = False,
) -> None:
    """Legger funksjonene og menyen Tidbank inn i LibreOffice Calc for denne brukeren."""
    from .hosts.libreoffice import install

    with terminal.arbeider("Snakker med LibreOffice ..."):
        gjort = install.fjern() if fjern else install.installer()
    terminal.si(*gjort)


@_kommando("timebank")
def timebank(fil: Fil, dag: Dato = None, ansatt: Ansatt = None, som_json: Json = False, ut: Ut = None,
             overskriv: Overskriv = False) -> None:  # fmt: skip
    """Timebanken: innskudd, uttak, reservert og saldo, en linje for hver ansatt."""
    from .commands import timebank as sider

    bank, naar = _bank(fil, uten=() if ut else ("Turnus",)), dag or date.today()
    _skal_skrives(ut, overskriv, fil)
    valgte = [_nummer(bank, ansatt)] if ansatt is not None else []
    saldoer = [bank.timebank(nr, naar) for nr in valgte] or bank.timebanker(naar)
    if ut is not None:
        _skriv(ut, sider(bank, naar, valgte))
    if som_json:
        terminal.skriv_json({"dato": naar, "timebank": [terminal.timebank_json(s) for s in saldoer]})
    else:
        terminal.timebanktabell(saldoer, naar)


def _bank(fil: Path, uten: tuple[str, ...] = ()) -> Any:
    from .book import read, schema
    from .core.bank import Bank

    with terminal.arbeider(f"Leser {fil} ..."):
        return Bank(read.les_bok(fil, [t.navn for t in schema.TABELLER if t.navn not in uten]))


def _nummer(bank: Any, ansatt: str) -> str:
    from .book import cells

    nr = cells.nummer(ansatt)
    bank.sak(nr)  # raises for a number the bank does not know
    return nr


def _skal_skrives(ut: Path | None, overskriv: bool, lest: Path | None = None) -> None:
    """Refuse to write over anything the user has not asked us to write over."""
    if ut is None:
        return
    if ut.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"{ut} må ende på .xlsx.")
    if lest is not None and ut.exists() and lest.exists() and ut.samefile(lest):
        raise typer.BadParameter(f"{ut} er filen det leses fra. Velg et annet navn.")
    if ut.exists() and not overskriv:
        raise typer.BadParameter(f"{ut} finnes fra før. Velg et annet navn, eller bruk --overskriv.")


def _skriv(ut: Path, sider: Any) -> None:
    from .book import save, write

    with terminal.arbeider(f"Skriver {ut} ..."):
        save.skriv_helt(ut, lambda sti: write.skriv_sider(sti, sider))


def main(argumenter: list[str] | None = None) -> NoReturn:
    """Run a command and leave with its exit code; never a traceback for what a user can cause."""
    if argumenter is None:
        gc.disable()  # a command lives for a second and makes no cycles worth looking for among a million records
    for strom in (sys.stdout, sys.stderr):
        if hasattr(strom, "reconfigure"):
            strom.reconfigure(encoding="utf-8", errors="replace")
    argv = sys.argv[1:] if argumenter is None else argumenter
    if not argv or "--help" in argv:
        usage.norsk_hjelp()
    try:
        sys.exit(app(argv, standalone_mode=False, prog_name="tidbank") or 0)
    except TidbankFeil as e:
        if "--json" in argv:
            terminal.skriv_json({"feil": [f._asdict() for f in e.feil]})
        terminal.feil(e.feil)
        sys.exit(LAAST if isinstance(e, Laastfeil) else DAARLIG)
    except KeyboardInterrupt:
        terminal.feil([Feilmelding("", "", "Avbrutt. Ingenting er skrevet.")])
        sys.exit(130)
    except Exception as e:
        if hasattr(e, "ctx") and hasattr(e, "message"):  # a usage error of the parser
            if type(e).__name__ == "NoArgsIsHelpError":
                sys.exit(BRUK)
            terminal.feil(
                [Feilmelding("", "", t) for t in usage.bruksfeil(e, [c.name or "" for c in app.registered_commands])]
            )
            sys.exit(BRUK)
        if type(e).__name__ == "Abort":
            sys.exit(130)
        if os.environ.get("TIDBANK_SPOR"):
            raise
        tekst = f"Feil i programmet ({type(e).__name__}: {e}). Ingenting er skrevet. Meld fra, og ta med denne linjen."
        terminal.feil([Feilmelding("", "", tekst)])
        sys.exit(PROGRAMFEIL)
