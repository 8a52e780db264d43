"""The commands of the bank itself: notice and other findings, overview, review, statement, settlement, timebank."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..book.page.plain import Side
from ..book.sheets.avregning import avregning_side, oppgjor_side
from ..book.sheets.avvik import avvik_side
from ..book.sheets.common import egetstempel
from ..book.sheets.gjennomgang import gjennomgang_side
from ..book.sheets.konto import konto_side
from ..book.sheets.oversikt import oversikt_side
from ..book.sheets.start import start_side
from ..book.sheets.timebank import timebank_konto_side, timebank_side
from ..core.bank import Bank
from ..core.errors import TidbankFeil
from ..core.funn import Funn
from ..core.model import Ansatt
from ..core.tekst import dato
from .registry import kommando


def _varselfunn(bank: Bank, dag: date) -> list[Funn]:
    return [f for f in bank.funn(dag) if f.slag.varsel]


@kommando(
    "Kontroller",
    "Kontroller varsler",
    "Finner vakter med for kort varsel, uten godkjenning eller drøftet for sent.",
    viser=("funn",),
    merker=_varselfunn,
)
def kontroller_varsler(bank: Bank, dag: date, ansatte: Sequence[str]) -> list[Side]:
    return [_avvik(bank, dag, _varselfunn(bank, dag))]


@kommando("Kontroller", "Kontroller alt", "Finner alle brudd og advarsler.", merker=Bank.funn)
def kontroller_alt(bank: Bank, dag: date, ansatte: Sequence[str]) -> list[Side]:
    return [_avvik(bank, dag, bank.funn(dag))]


@kommando("Gjennomgang", "Oppdater oversikt", "Regner ut én rad for hver ansatt.", viser=("saldo", "funn"))
def oversikt(bank: Bank, dag: date, ansatte: Sequence[str]) -> list[Side]:
    return [
        oversikt_side(
            bank.saldoer(dag), bank.funn(dag), dag, virksomhet=bank.valg["virksomhet"], stempel=bank.stempel,
            uten_periode=bank.uten_periode(dag), enhet={n: bank.enhet(n) for n in bank.ansattnumre}, navn=navn(bank),
        )
    ]  # fmt: skip


@kommando(
    "Gjennomgang", "Lag 12-ukers gjennomgang", "Lager et ark for hver ansatt, klart til å skrive ut.",
    velger_ansatte=True, erstatter=False, viser=("saldo", "gjennomgang", "funn"),
)  # fmt: skip
def gjennomgang(bank: Bank, dag: date, ansatte: Sequence[str]) -> list[Side]:
    valgte = ansatte or [s.ansattnr for s in bank.saldoer(dag)]
    if not valgte:
        raise TidbankFeil(f"Ingen har en avregningsperiode som dekker {dato(dag)}. Velg en annen dato.")
    # The rep signs the sheet, and the bank's stamp is made from the absences too: a guess could be tried against it.
    sider = (
        gjennomgang_side(bank.gjennomgang(nr, dag), virksomhet=bank.valg["virksomhet"], stempel="") for nr in valgte
    )
    return [egetstempel(side) for side in sider]


@kommando(
    "Gjennomgang",
    "Kontoutskrift",
    "Lager et ark for hver ansatt med alle posteringer.",
    velger_ansatte=True,
    viser=("saldo",),
)
def konto(bank: Bank, dag: date, ansatte: Sequence[str]) -> list[Side]:
    felles = {"virksomhet": bank.valg["virksomhet"], "stempel": bank.stempel}
    return [
        konto_side(bank.konto(nr, til=dag), bank.sak(nr).ansatt, dag, **felles)
        for nr in (ansatte or [s.ansattnr for s in bank.saldoer(dag)])
    ]


@kommando(
    "Gjennomgang", "Avregn periode", "Viser hva som faller bort, er til gode, og kan trekkes bare hvis det er avtalt.",
    velger_ansatte=True, viser=("saldo", "avregning"),
)  # fmt: skip
def avregning(bank: Bank, dag: date, ansatte: Sequence[str]) -> list[Side]:
    """The settlement of all, or of those named; each of these, and everyone who has given notice, on a sheet."""
    felles = {"virksomhet": bank.valg["virksomhet"], "stempel": bank.stempel}
    rader = [a for a in bank.avregning(dag) if not ansatte or a.ansattnr in ansatte]
    egne = [oppgjor_side(a, dag, **felles) for a in rader if ansatte or a.sagt_opp]
    return [avregning_side(rader, dag, **felles), *egne]


@kommando(
    "Timebank", "Timebank", "Viser timer til gode, og et ark for hver ansatt med innskudd og uttak.",
    velger_ansatte=True, viser=("timebank",),
)  # fmt: skip
def timebank(bank: Bank, dag: date, ansatte: Sequence[str]) -> list[Side]:
    """The overview and a page for each employee; those named only, where any are."""
    felles = {"virksomhet": bank.valg["virksomhet"], "stempel": bank.stempel}
    saldoer = [s for s in bank.timebanker(dag) if not ansatte or s.ansattnr in ansatte]
    sider = [timebank_side(saldoer, [f for f in bank.funn(dag) if not ansatte or f.ansattnr in ansatte], dag, **felles)]
    for nr in ansatte or [s.ansattnr for s in saldoer]:
        linjer = bank.timebank_konto(nr, til=dag)
        if linjer or ansatte:
            sider.append(timebank_konto_side(linjer, bank.timebank(nr, dag), bank.sak(nr).ansatt, dag, **felles))
    return sider


def navn(bank: Bank) -> dict[str, str]:
    """Names by employee number."""
    alle: Sequence[Ansatt] = bank.tabeller.ansatte or ()
    return {a.ansattnr: a.navn for a in alle}


def _avvik(bank: Bank, dag: date, funn: Sequence[Funn]) -> Side:
    return avvik_side(funn, navn(bank), dag, virksomhet=bank.valg["virksomhet"], stempel=bank.stempel)


def forsider(bank: Bank, dag: date) -> list[Side]:
    """The two pages at the front of a bank: Start and Oversikt."""
    start = start_side(
        bank.saldoer(dag), bank.funn(dag), dag, virksomhet=bank.valg["virksomhet"], stempel=bank.stempel,
        valg=bank.valg, navn=navn(bank), uten_periode=bank.uten_periode(dag),
    )  # fmt: skip
    return [start, *oversikt(bank, dag, ())]
