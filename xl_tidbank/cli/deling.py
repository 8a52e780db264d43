"""Commands for what leaves the house: the union rep's copy, the employee's own page, and checking a copy."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from . import terminal
from .common import FUNN, Dato, Fil, Json, Overskriv, kommando, les_bank, nummer, skal_skrives

PASSORD = "TIDBANK_PASSORD"  # environment variable: the password, for scripts

Kopi = Annotated[Path | None, typer.Option("-o", "--ut", metavar="UT.xlsx", help="Filen som skal lages.")]
Ja = Annotated[bool, typer.Option("--ja", help="Skriver uten å spørre.")]
Vis = Annotated[bool, typer.Option("--vis", help="Viser bare hva filen vil ha, og skriver ingenting.")]
Signer = Annotated[bool, typer.Option("--signer", help="Signerer med din egen nøkkel, som lages første gang.")]
Passord = Annotated[bool, typer.Option("--passord", help=f"Krypterer. Spør om passordet, eller tar det fra {PASSORD}.")]
Enheter = Annotated[list[str] | None, typer.Option("--enhet", metavar="NAVN", help="Bare denne enheten. Kan gjentas.")]
Grupper = Annotated[
    list[str] | None, typer.Option("--kompetanse", metavar="NAVN", help="Bare denne gruppen. Kan gjentas.")
]
Ansatte = Annotated[list[str] | None, typer.Option("--ansatt", metavar="NR", help="Bare denne ansatte. Kan gjentas.")]


@kommando("del")
def del_(
    fil: Fil, ut: Kopi = None, dag: Dato = None, enhet: Enheter = None, kompetanse: Grupper = None,
    ansatt: Ansatte = None,
    pseudonym: Annotated[bool, typer.Option("--pseudonym", help="Pseudonymer i stedet for nummer og navn.")] = False,
    signer: Signer = False, passord: Passord = False, ja: Ja = False, vis: Vis = False, som_json: Json = False,
    overskriv: Overskriv = False,
) -> None:  # fmt: skip
    """Kopi til tillitsvalgt: timene, uten noe om hvorfor eller når noen var borte. Viser først hva den har."""
    from ..commands import til_tillitsvalgt

    bank = les_bank(fil)
    _skal_deles(ut, vis, overskriv, fil)
    naar = dag or date.today()
    delt = til_tillitsvalgt(
        bank, naar, enheter=enhet or [], kompetanser=kompetanse or [],
        ansatte=[nummer(bank, a) for a in ansatt or []], pseudonymer=pseudonym, signer=signer, laget=date.today(),
    )  # fmt: skip
    hvem = [f"{p} = {nr} {bank.navn(nr)}".strip() for p, nr in sorted(delt.pseudonymer.items())]
    _lever(delt, ut, hvem, passord=passord, ja=ja, vis=vis, som_json=som_json)


@kommando("minside")
def minside(
    fil: Fil,
    ansatt: Annotated[str, typer.Option("--ansatt", metavar="NR", help="Den ansatte.")],
    ut: Kopi = None, dag: Dato = None, signer: Signer = False, passord: Passord = False, ja: Ja = False,
    vis: Vis = False, som_json: Json = False, overskriv: Overskriv = False,
) -> None:  # fmt: skip
    """Den ansattes egen fil: alt banken har om den ansatte, og ingenting om andre."""
    from ..commands import til_ansatt

    bank = les_bank(fil)
    _skal_deles(ut, vis, overskriv, fil)
    delt = til_ansatt(bank, dag or date.today(), nummer(bank, ansatt), signer=signer, laget=date.today())
    _lever(delt, ut, [], passord=passord, ja=ja, vis=vis, som_json=som_json)


@kommando("verifiser")
def verifiser(
    kopi: Annotated[Path, typer.Argument(metavar="KOPI.xlsx", help="Kopien som skal kontrolleres.")],
    mot: Annotated[
        Path | None, typer.Option("--mot", metavar="BANK.xlsx", help="Sier også hva som er endret i banken siden.")
    ] = None,
    passord: Annotated[
        bool, typer.Option("--passord", help=f"Kopien er kryptert: spør, eller tar passordet fra {PASSORD}.")
    ] = False,
    forvent: Annotated[
        str | None,
        typer.Option("--forvent", metavar="FINGERAVTRYKK", help="Feiler når kopien ikke er signert med nøkkelen."),
    ] = None,
    som_json: Json = False,
) -> None:
    """Er kopien som da den ble laget? Avslutter med 1 når noe er endret, og sier hvilke celler."""
    from ..book.copy import seal, verify

    ventet = "" if forvent is None else seal.les_fingeravtrykk(forvent)
    if ventet is None:
        raise typer.BadParameter(
            "Et fingeravtrykk er 24 tegn, 0-9 og a-f, slik det står på arket Kontroll.", param_hint="--forvent"
        )
    with terminal.arbeider(f"Leser {kopi} ..."):
        lest = verify.les_kopi(kopi, _passord if passord else None)
        svar = verify.verifiser(lest, ventet)
    flyttet = verify.flyttet(lest, les_bank(mot)) if mot is not None else None
    if som_json:
        terminal.skriv_json(_som_json(svar, flyttet))
    else:
        terminal.verifisering(kopi, svar, flyttet, ventet)
    if not svar.uendret or flyttet or svar.forventet is False:
        raise typer.Exit(FUNN)


def _som_json(svar: Any, flyttet: Any) -> dict[str, Any]:
    lest = svar.lest
    ut = {
        "uendret": svar.uendret, "slag": lest.slag.name.lower(), "dato": lest.dag, "stempel": lest.stempel,
        "endringer": [{"ark": e.ark, "celle": e.celle, "hva": e.hva, "del": e.del_} for e in svar.endringer],
        "signatur": svar.signatur, "fingeravtrykk": lest.fingeravtrykk or None, "forventet": svar.forventet,
    }  # fmt: skip
    return ut if flyttet is None else {**ut, "flyttet": [f._asdict() for f in flyttet]}


def _skal_deles(ut: Path | None, vis: bool, overskriv: bool, fil: Path) -> None:
    if ut is None and not vis:
        raise typer.BadParameter("Oppgi -o UT.xlsx, eller --vis for bare å se hva filen vil ha.")
    skal_skrives(ut, overskriv or vis, fil)


def _lever(
    delt: Any, ut: Path | None, pseudonymer: list[str], *, passord: bool, ja: bool, vis: bool, som_json: bool
) -> None:
    """Show what leaves the house; ask where there is somebody to ask; write.

    Without a terminal nobody can answer, and the command itself has said what it wants: it shows the same and writes.
    """
    linjer = delt.forhandsvisning()
    if not som_json:
        terminal.si(*linjer)
        if pseudonymer:
            terminal.si("Pseudonymene (står ikke i kopien):", *(f"  {p}" for p in pseudonymer))
    skrives = ut is not None and not vis
    if skrives and not ja and not som_json and sys.stdin.isatty() and sys.stdout.isatty():
        skrives = typer.confirm("Skal filen skrives?", default=False)
        if not skrives:
            terminal.si("Ingenting er skrevet.")
    hemmelig = _passord(nytt=True) if skrives and passord else ""
    if skrives and ut is not None:
        with terminal.arbeider(f"Skriver {ut} ..."):
            delt.skriv(ut, hemmelig)
    if som_json:
        terminal.skriv_json(_delt_json(delt, ut if skrives else None, bool(hemmelig)))
    elif skrives:
        terminal.si(f"Laget {ut}.")


def _delt_json(delt: Any, ut: Path | None, kryptert: bool) -> dict[str, Any]:
    from ..book.copy import make

    return {
        "dato": delt.dag, "slag": delt.slag.name.lower(), "fil": str(ut) if ut else None, "kryptert": kryptert,
        "stempel": delt.kopi.stempel, "fingeravtrykk": delt.kopi.fingeravtrykk or None,
        "ansatte": [{"ansattnr": nr, "navn": navn} for nr, navn in delt.personer],
        "ark": [{"ark": a, "rader": n, "kolonner": list(k)} for a, n, k in make.innholdsliste(delt.sider)],
        "pseudonymer": delt.pseudonymer, "uten_periode": delt.uten_periode,
    }  # fmt: skip


def _passord(nytt: bool = False) -> str:
    """The password from the environment, else asked for without showing it; never an argument, which others can see."""
    gitt = os.environ.get(PASSORD, "")
    if not gitt and not sys.stdin.isatty():
        raise typer.BadParameter(f"Det er ingen å spørre om passordet. Sett {PASSORD}.")
    if not gitt:
        import getpass

        gitt = getpass.getpass("Passord: ")
        if nytt and gitt and getpass.getpass("Passordet en gang til: ") != gitt:
            raise typer.BadParameter("De to passordene er ikke like. Prøv igjen.")
    if not gitt:
        raise typer.BadParameter("Passordet er tomt.")
    return gitt
