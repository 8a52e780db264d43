"""The pages that hold functions as formulas, and the formula that reads the tables; no file is written here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from xl_tidbank.core.bank import Bank
from xl_tidbank.core.vakt.vaktuke import vaktuke as ukene

from ...tables.arkrekke import rekke
from ...tables.bankrows import forste_kolonne
from ...tables.schema import ETTER_NAVN, Tabell
from ..page.layout import oppsett
from ..page.placed import kolonne
from ..page.plain import Side
from ..sheets import levende
from ..sheets.vakt import vaktuke
from . import inputs

UTENFOR = "utenfor"  # the argument of TIDBANK_LES that is no table
MEST_RADER = 200_000


def les_formel(argumenter: Sequence[str], registre: Collection[str] = ()) -> str:
    """TIDBANK_LES over the tables of the workbook, whatever their order and however long they grow.

    Last comes the number of filled cells on their sheets that are in none of them: a row below a table makes the cell
    be computed, and tells the function to have the host read the sheets.

    argumenter: its arguments in order, each named as its table with ae, o and a for æ, ø and å; UTENFOR after the
    tables of a bank, and then the registers of the environment. registre: those of them the workbook has.
    """
    etter_navn = {_ascii(navn): t for navn, t in ETTER_NAVN.items()}
    skille = [*argumenter].index(UTENFOR)
    bankens = [etter_navn[navn] for navn in argumenter[:skille]]
    ekstra = [etter_navn[navn] for navn in argumenter[skille + 1 :]]
    tabeller = [*bankens, *(t for t in ekstra if t.navn in registre)]
    rader = [f"{t.navn}[[#Headers],[#Data]]" for t in tabeller]
    alt = [_ned_til(t, str(MEST_RADER)) for t in tabeller]
    i_dem = [_ned_til(t, f"ROWS({r})") for t, r in zip(tabeller, rader, strict=True)]
    gitt = dict(zip((t.navn for t in tabeller), rader, strict=True))
    foran = ",".join(gitt[t.navn] for t in bankens)
    etter = "".join(f",{gitt.get(t.navn, '')}" for t in ekstra).rstrip(",")
    return f"TIDBANK_LES({foran},COUNTA({','.join(alt)})-COUNTA({','.join(i_dem)}){etter})"


def _ned_til(t: Tabell, rad: str) -> str:
    """The columns of the schema from the header down: what stands to the right of them may rest on the bank itself."""
    forst, siste = kolonne(forste_kolonne(t)), kolonne(forste_kolonne(t) + len(rekke(t)) - 1)
    hele = f"${siste}$1:${siste}${MEST_RADER}"
    slutt = f"${siste}${rad}" if rad.isdecimal() else f"INDEX('{t.ark}'!{hele},{rad})"
    return f"'{t.ark}'!${forst}$1:{slutt}"


def levende_sider(bank: Bank, dag: date, les: str) -> list[Side]:
    """Start, Oversikt, Ansatt and Vaktuke. bank: of the tables as they stand in the file, cell by cell."""
    virksomhet = bank.valg["virksomhet"]
    saldoer = bank.saldoer(dag)
    oversikt = levende.oversikt_side(saldoer, dag, virksomhet=virksomhet, les=les, bank=str(bank))
    tabell = oppsett(oversikt).matriser[0]
    kort = levende.kort(saldoer, (tabell.rad, tabell.kol))
    forste = saldoer[0] if saldoer else None
    ansatt = None if forste is None else bank.sak(forste.ansattnr).ansatt
    linjer = [] if forste is None else bank.konto(forste.ansattnr, til=dag)
    return [
        levende.start_side(kort, virksomhet=virksomhet, dag=dag),
        oversikt,
        levende.ansatt_side(ansatt, forste, linjer, dag, virksomhet=virksomhet, liste=inputs.LISTE_ANSATTNR),
        vaktuke.levende_side(ukene(bank, dag, 1, dag), virksomhet=virksomhet, dato=levende.DATO, bank=levende.BANK),
    ]


def _ascii(navn: str) -> str:
    return navn.lower().replace("æ", "ae").replace("ø", "o").replace("å", "a")
