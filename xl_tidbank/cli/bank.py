"""Commands that make a bank: demo and ny."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..commands import Merket, Sporsmaal, Svar, Svarslag, Tittel, verktoy
from ..commands.sporsmaal import DAG
from ..commands.svar import Vist, kode
from ..core.errors import Feilmelding, TidbankFeil, Verdifeil
from . import oppstart, terminal
from .kjor import brukfeil, skal_skrives
from .lese import OM, Lestbank
from .oppstart import MED, SVAR
from .parser import OVERSKRIV

if TYPE_CHECKING:
    from ..book.open.csvmappe import Csvtabeller
    from ..book.page.plain import Side
    from ..core.bank import Bank
    from ..core.funn import Funn, Funnslag
    from ..core.model import Tabeller

DEMOMAPPE = "tidbank-demo"


@verktoy(
    "Begynn",
    "demo",
    "Lager en oppdiktet bank og viser alt den kan: saldo, funn, gjennomganger og en kopi til tillitsvalgt.",
    Sporsmaal("mappe", Svarslag.FIL, valg=("--mappe",), metavar="MAPPE", hjelp="Hvor filene legges.", ellers=DEMOMAPPE),
)
def demo(mappe: Path) -> Svar:
    from .. import demo as data
    from .. import demo_miljo
    from ..book.files import midlertidig, save
    from ..book.open import read
    from ..book.template import workbook
    from ..book.write import pages
    from ..commands import forsider, gjennomgang, kontroller_alt, som_json, til_tillitsvalgt
    from ..core.bank import Bank
    from ..core.rules.periode.gjennomgang import GJENNOMGANG_FORFALT

    onsket, mappe = mappe, ledig_mappe(mappe)
    if mappe != onsket:
        save.denne().merk(f"«{onsket}» finnes fra før og er ikke rørt. Demoen ligger i «{mappe}».")
    bok, gjennomganger, avvik, kopi, miljobok = (
        mappe / f"{navn}.xlsx" for navn in ("Tidbank", "Gjennomganger", "Avvik", "Tillitsvalgt", "Miljø")
    )
    with terminal.arbeider("Lager demobanken ..."):
        rader, dag = data.demo_tabeller(), data.DEMO_DAG
        with midlertidig.mappe() as utkast:  # the tables alone: from there on we know no more than what a file says
            workbook.skriv_bank(utkast / bok.name, rader, [])
            bank = Bank(read.les_bok(utkast / bok.name))
        save.skriv_helt(bok, lambda sti: workbook.skriv_bank(sti, rader, forsider(bank, dag)), bare_ny=True)
        funn = bank.funn(dag)
        forfalt = sorted({f.ansattnr for f in funn if f.slag is GJENNOMGANG_FORFALT})
        for fil, svar in ((gjennomganger, gjennomgang(bank, dag, forfalt)), (avvik, kontroller_alt(bank, dag))):
            sider = svar.sider()
            save.skriv_helt(fil, lambda sti, sider=sider: pages.skriv_sider(sti, sider))  # type: ignore[misc]
        til_tillitsvalgt(bank, dag).skriv(kopi)
        registre = demo_miljo.demo_miljo()
        save.skriv_helt(miljobok, lambda sti: workbook.skriv_bank(sti, registre, [], bare_registre=True))
    saldoer = bank.saldoer(dag)
    filer = {"bank": str(bok), "gjennomganger": str(gjennomganger), "avvik": str(avvik), "kopi": str(kopi)}
    filer["miljo"] = str(miljobok)
    return Svar(
        json=lambda: {
            "dato": dag, "filer": filer, "saldo": [som_json.saldo(s) for s in saldoer],
            "funn": [som_json.funn(f) for f in funn],
        },
        vist=lambda: _sammendrag(bank, dag, forfalt, (bok, gjennomganger, avvik, kopi, miljobok)),
    )  # fmt: skip


def _sammendrag(bank: Bank, dag: date, forfalt: Sequence[str], filer: Sequence[Path]) -> list[Vist]:
    """What stands, what is wrong, what to do next."""
    from ..book.sheets.common import ALVORSORD
    from ..commands.oversikt import saldotabell
    from ..core import tekst
    from ..core.funn import Alvor
    from ..core.rules.periode.sluttvarsel import SLUTTVARSEL
    from ..core.rules.vakt.ledig_vakt import LEDIG_VAKT
    from ..core.rules.vakt.ubekreftet_vakt import UBEKREFTET_VAKT

    funn = bank.funn(dag)
    brudd = [f for f in funn if f.alvor == Alvor.BRUDD]
    ubekreftet, ledige = (sum(f.slag is slag for f in funn) for slag in (UBEKREFTET_VAKT, LEDIG_VAKT))
    ut: list[Vist] = [Tittel(f"{bank.valg['virksomhet']}, {tekst.dato(dag)}. Oppdiktede data."), ""]
    ut += [*saldotabell(bank.saldoer(dag), (), dag), "", Tittel(f"Brudd: {len(brudd)}")]
    ut += [Merket(ALVORSORD[f.alvor], f"{f.ansattnr} {bank.navn(f.ansattnr)}: {f.tekst}") for f in brudd]
    ut += ["", Tittel("Å gjøre nå")]
    ut += [f"  Hold 12-ukers gjennomgang med {nr} {bank.navn(nr)}." for nr in forfalt]
    ut += [f"  {f.ansattnr} {bank.navn(f.ansattnr)}: {f.tekst} {f.tiltak}" for f in funn if f.slag is SLUTTVARSEL]
    if ubekreftet:
        ut.append(f"  Bekreft {ubekreftet} vakter som er forbi.")
    if ledige:
        ut.append(f"  Tilby {ledige} ledige vakter: rekkefølgen står i {filer[2].name}.")
    hva = ("banken", "gjennomganger", "funn", "kopi til tillitsvalgt", "miljøregistrene")
    ut += ["", Tittel("Filer"), *(f"  {fil}  ({h})" for fil, h in zip(filer, hva, strict=True)), ""]
    return [*ut, f"Prøv selv: tidbank saldo {filer[0]} --dato {tekst.dato(dag)}"]


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


@verktoy(
    "Begynn",
    "ny",
    "Lager en ny bank fra malen, tom eller fylt fra filer. Avslutter med 1 når noe i dem ikke kunne hentes.",
    Sporsmaal("fil", Svarslag.FIL, metavar="FIL.xlsx", maa=True, hjelp="Arbeidsboken som skal lages."),
    Sporsmaal(
        "fra", Svarslag.FIL, valg=("--fra",), metavar="MAPPE", hjelp="Mappe med CSV-filer med navn som tabellene."
    ),
    Sporsmaal(
        "miljo", Svarslag.FLAGG, valg=("--miljo",), hjelp="Bare registrene til miljøarbeidet, i en egen arbeidsbok."
    ),
    SVAR,
    MED,
    DAG,
    OVERSKRIV,
    json=False,
)
def ny(
    fil: Path, fra: Path | None = None, svar: Path | None = None, med: str = "", dag: date | None = None,
    overskriv: bool = False, miljo: bool = False,
) -> Svar:  # fmt: skip
    from ..book import logg
    from ..book.files import beside, save
    from ..book.template import live, workbook
    from ..commands import forsider
    from ..core.bank import Bank
    from ..core.model import Innstilling, Tabeller
    from ..core.rules.avtale.overlapp_avtale import OVERLAPP_AVTALE
    from ..tables import deler
    from ..tables.registre import miljo as miljoets

    skal_skrives(fil, overskriv)
    if miljo:
        return _ny_miljo(fil, fra)
    try:
        valgte = deler.tolk(med)
    except Verdifeil as e:
        raise brukfeil(str(e), "--med") from e
    svart = oppstart.fra_fil(svar) if svar is not None else None
    if svart is None and fra is None and terminal.kan_sporre():
        svart = oppstart.spor()
    merke = beside.merke(fil)
    gammel = _gammel(fil) if merke is not None else None
    rader: dict[str, list[tuple[Any, ...]]] = {}
    ekstra: dict[str, list[str]] = {}
    tatt: list[Vist] = []
    tabeller, konflikter = Tabeller(), 0
    if fra is not None:
        from ..book.open.csvmappe import les_mappe
        from ..commands import inn

        with terminal.arbeider(f"Leser {fra} ..."):
            lest = les_mappe(fra)
            naa = datetime.now().replace(microsecond=0)
            tabeller, fra_andre, konflikter = inn.fra_mappe(lest.tabeller, lest.andre, naa)
        ekstra, rader = lest.ekstra, {**lest.rader, **_nye_rader(lest, tabeller)}
        tatt = ["Tatt fra mappen:", *(f"  {t}" for t in lest.tatt), *fra_andre, ""]
    if svart is not None:
        gitt = {str(r[0]) for r in rader.get("Innstillinger", ())}
        egne = [r for r in svart.rader if r[0] not in gitt]  # what stands in the folder's own file goes first
        rader["Innstillinger"] = [*rader.get("Innstillinger", ()), *egne]
        innstilt = (Innstilling(str(r[0]), r[1]) for r in egne)
        tabeller = replace(tabeller, innstillinger=(*(tabeller.innstillinger or ()), *innstilt))
        valgte = (*valgte, *svart.deler)
    if miljoets.DEL in valgte:
        rader = {**miljoets.mal(), **rader}
    bank, naar = Bank(tabeller), dag or date.today()

    def er_overlapp(slag: Funnslag[Any]) -> bool:
        return slag is OVERLAPP_AVTALE

    overlapp: list[Funn] = []
    sider: list[Side] = []
    try:
        skrevet = live.som_skrevet(rader)
        if any(er_overlapp(f.slag) for f in skrevet.funn(naar)):
            overlapp = bank.funn(naar, gjelder=er_overlapp)  # at the cells of the user's own files
        else:
            sider = forsider(skrevet, naar)
    except TidbankFeil:
        overlapp = bank.funn(naar, gjelder=er_overlapp)
        if not overlapp:
            forsider(bank, naar)  # the same fault, told at the cells of the user's own files: no workbook is made
            raise
    with terminal.arbeider(f"Skriver {fil} ..."):
        save.skriv_helt(fil, lambda sti: workbook.skriv_bank(
            sti, rader, sider, ekstra, deler=valgte, enheter=svart.enheter if svart else ()
        ), som_lest=merke)  # fmt: skip
    if merke is not None or logg.filen(fil).exists():  # a bank that is quite new has no history to keep
        OM.kilde = Lestbank(fil, fra=gammel.stempel if gammel else "", til=_stempel_av(fil))
    terminal.merknader(tabeller.merknader)
    if overlapp:
        terminal.feil([Feilmelding(f.ark, f.celle, f"{f.tekst} {f.tiltak}") for f in overlapp])
    innhold = f"{len(bank.ansattnumre)} ansatte, {len(tabeller.vakter)} vakter"
    vist: list[Vist] = [*tatt, f"Laget {fil}: {innhold}."]
    if merke is not None:
        vist.append(_var(gammel))
    vist.append(f"Kontroller banken: tidbank kontroller {fil}" if fra else "Fyll ut arkene fra Ansatte og utover.")
    return Svar(vist=lambda: vist, kode=kode(bool(konflikter)))


def _ny_miljo(fil: Path, fra: Path | None) -> Svar:
    """A workbook of the environment: its registers, the factors shipped, and what CSV files named as them hold."""
    from ..book.files import beside, save
    from ..book.template import workbook
    from ..tables.registre.miljo import mal

    merke, rader, tatt, antall = beside.merke(fil), mal(), list[Vist](), 0
    if fra is not None:
        from ..book.open.csvmappe import les_registre

        lest = les_registre(fra)
        for navn, nye in lest.rader.items():
            egne = {r[0].casefold() for r in nye} if navn == "Utslippsfaktorer" else ()
            rader[navn] = [*nye, *(r for r in rader[navn] if r[0].casefold() not in egne)]
        antall = sum(map(len, lest.rader.values()))
        tatt = ["Tatt fra mappen:", *(f"  {t}" for t in lest.tatt), ""]
    with terminal.arbeider(f"Skriver {fil} ..."):
        save.skriv_helt(fil, lambda sti: workbook.skriv_bank(sti, rader, [], bare_registre=True), som_lest=merke)
    vist: list[Vist] = [
        *tatt, f"Laget {fil}: {len(rader)} registre, {antall} rader.",
        "Fyll ut arkene dere bruker, og slett resten. Se så: tidbank miljo " + str(fil),
    ]  # fmt: skip
    return Svar(vist=lambda: vist)


def _nye_rader(lest: Csvtabeller, naa: Tabeller) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of the tables that other files have added to: those of the folder's own files, then theirs."""
    ut = {}
    for tabell, felt in (("Turnus", "turnus"), ("Vakter", "vakter"), ("Timer", "timer"), ("Fravær", "fravaer"),
                          ("Importer", "importer")):  # fmt: skip
        foer, poster = getattr(lest.tabeller, felt) or (), getattr(naa, felt) or ()
        if poster is not foer and poster:
            egne = lest.rader.get(tabell, [])
            ut[tabell] = [
                egne[n] if n < len(foer) and n < len(egne) and p is foer[n] else tuple(p[:-1])
                for n, p in enumerate(poster)
            ]
    return ut


def _gammel(fil: Path) -> Bank | None:
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


def _var(bank: Bank | None) -> str:
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
