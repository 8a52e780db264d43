"""What leaves the house: the union rep's copy and the employee's own page, each a file with a preview of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import som_json
from .registry import Bruk, Ut, kommando, verktoy
from .sporsmaal import ANSATTE, Lestsvar, Sporsmaal, Svarslag
from .svar import Svar, Utfil, Vist, kode

if TYPE_CHECKING:
    from ..book.copy import make, verify
    from ..book.page.plain import Side
    from ..book.sheets.kopi.kontroll import Kopislag
    from ..core.bank import Bank

SIGNER = Sporsmaal("signer", Svarslag.FLAGG, valg=("--signer",),
                   hjelp="Signerer med din egen nøkkel, som lages første gang.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Delt:
    """A copy that has not left yet. sider: what it is made of; personer: (number or pseudonym, name) of each."""

    kopi: make.Kopi
    slag: Kopislag
    dag: date
    sider: tuple[Side, ...]
    personer: tuple[tuple[str, str], ...]
    pseudonymer: dict[str, str]
    uten_periode: int = 0
    merknader: tuple[str, ...] = ()  # who has no figures, how the credit stands

    def forhandsvisning(self) -> tuple[str, ...]:
        """Exactly what leaves the house, read off the pages themselves."""
        from ..book.copy import make, seal
        from ..book.sheets.kopi.kontroll import Kopislag, kort_stempel
        from ..core.tekst import dato

        hvem = ", ".join(f"{nr} {navn}".strip() for nr, navn in self.personer)
        ut = [
            f"{self.slag.value}, per {dato(self.dag)}. Dette forlater huset:",
            f"Ansatte ({len(self.personer)}): {hvem}.",
        ]
        for ark, rader, kolonner in make.innholdsliste(self.sider):
            ut.append(f"{ark}: {rader} rader. {', '.join(kolonner)}." if kolonner else f"{ark}: forklaring.")
        if self.slag is Kopislag.TILLITSVALGT:
            ut.append(
                "Ikke med: hvorfor, når og hvor mye noen har vært borte, lønn, oppsigelser, turnus, timebank og "
                "fritekst. Godskrevne timer står bare som sum."
            )
            ut += self.merknader
        else:
            ut.append("Filen har den ansattes eget fravær. Gi den bare til den ansatte selv.")
        if self.uten_periode:
            ut.append(f"Uten avregningsperiode den dagen, og ikke med: {self.uten_periode} ansatte.")
        if self.kopi.fingeravtrykk:
            ut.append(f"Signert med nøkkelen {self.kopi.fingeravtrykk}, som ligger i {seal.nokkelmappe()}.")
        return (*ut, f"Stempel {kort_stempel(self.kopi.stempel)}.")

    def json(self) -> dict[str, Any]:
        from ..book.copy import make

        return {
            "dato": self.dag, "slag": self.slag.name.lower(), "fil": None, "kryptert": False,
            "stempel": self.kopi.stempel, "fingeravtrykk": self.kopi.fingeravtrykk or None,
            "ansatte": [{"ansattnr": nr, "navn": navn} for nr, navn in self.personer],
            "ark": [{"ark": a, "rader": n, "kolonner": list(k)} for a, n, k in make.innholdsliste(self.sider)],
            "pseudonymer": self.pseudonymer, "uten_periode": self.uten_periode,
        }  # fmt: skip

    def skriv(self, sti: Path, passord: str = "") -> None:
        """Write the copy, whole or not at all."""
        from ..book.copy import make
        from ..book.files.save import skriv_helt

        skriv_helt(sti, lambda ny: make.skriv(ny, self.kopi, passord))


def til_tillitsvalgt(
    bank: Bank, dag: date, *, enheter: Sequence[str] = (), kompetanser: Sequence[str] = (),
    ansatte: Sequence[str] = (), pseudonymer: bool = False, signer: bool = False, laget: date | None = None,
) -> Delt:  # fmt: skip
    """The union rep's copy for the chosen employees; everyone where none is chosen."""
    from ..book.copy import make, seal
    from ..book.sheets.kopi.innsyn import IKKE_MED, Kopisider, ikke_med
    from ..book.sheets.kopi.kontroll import Kopislag, veiledning_side
    from ..core import innsyn
    from ..core.kopikreditt import UTEN_GRUNN, mangler_grunn

    valgte = innsyn.utvalg(bank, dag, enheter, kompetanser, ansatte)
    pseudonym = seal.pseudonym if pseudonymer else None
    i = bank.innsyn(valgte, dag, pseudonym)
    i = innsyn.med_utelatte(i, bank, enheter, kompetanser, ansatte, pseudonym)
    virksomhet, slag = str(bank.valg["virksomhet"]), Kopislag.TILLITSVALGT
    sider = Kopisider(i, virksomhet=virksomhet, valg=bank.valg, laget=laget).alle()
    sider.append(veiledning_side(slag, virksomhet=virksomhet, dag=dag, pseudonymer=pseudonymer))
    kopi = make.lag(sider, slag, dag, virksomhet=virksomhet, signer=signer)
    uten = (UTEN_GRUNN.strip(),) if mangler_grunn(bank.valg) else ()
    merknader = (f"Godskrevne timer er vist slik: {i.maate} (valget kopi_kreditt).", *uten)
    if i.utelatt:
        merknader = (f"{IKKE_MED}: {ikke_med(i)}. Noe må rettes i banken først.", *merknader)
    personer = tuple((p.saldo.ansattnr, p.saldo.navn) for p in i.personer)
    return Delt(
        kopi, slag, dag, tuple(sider), personer, {v: k for k, v in i.pseudonymer.items()}, i.uten_periode, merknader
    )


def til_ansatt(bank: Bank, dag: date, nr: str, *, signer: bool = False, laget: date | None = None) -> Delt:
    """Everything about one employee, for that employee: under the number of the account, whichever of them is asked."""
    from ..book.copy import make
    from ..book.sheets.kopi.kontroll import Kopislag, veiledning_side
    from ..book.sheets.kopi.minside import minside_sider

    nr = bank.sak(nr).ansattnr
    virksomhet, slag = str(bank.valg["virksomhet"]), Kopislag.MINSIDE
    sider = minside_sider(bank, nr, dag, virksomhet=virksomhet, laget=laget)
    sider.append(veiledning_side(slag, virksomhet=virksomhet, dag=dag))
    kopi = make.lag(sider, slag, dag, virksomhet=virksomhet, signer=signer)
    return Delt(kopi, slag, dag, tuple(sider), ((nr, bank.navn(nr)),), {})


@kommando(
    "Del",
    "Del med tillitsvalgt",
    "Lager en kopi med timene, uten noe om hvorfor eller når noen var borte.",
    sporsmaal=(
        Sporsmaal("enhet", Svarslag.TEKST, "Enhet. Tomt = alle.", valg=("--enhet",), metavar="NAVN", flere=True,
                  hjelp="Bare denne enheten. Kan gjentas."),
        Sporsmaal("kompetanse", Svarslag.TEKST, valg=("--kompetanse",), metavar="NAVN", flere=True,
                  hjelp="Bare denne gruppen. Kan gjentas."),
        Sporsmaal("ansatte", Svarslag.ANSATTE, valg=("--ansatt",), metavar="HVEM", flere=True,
                  hjelp="Bare denne ansatte. Kan gjentas."),
        Sporsmaal("pseudonymer", Svarslag.FLAGG, "Pseudonymer i stedet for navn", "Nei", ("Nei", "Ja"),
                  valg=("--pseudonym",), hjelp="Pseudonymer i stedet for nummer og navn."),
        SIGNER,
    ),
    linje=Bruk(
        "del",
        "Kopi til tillitsvalgt: timene, uten noe om hvorfor eller når noen var borte. Viser først hva den har.",
        Ut.DELES,
    ),
)  # fmt: skip
def del_med_tillitsvalgt(
    bank: Bank, dag: date, ansatte: Sequence[str] = (), enhet: Sequence[str] = (), kompetanse: Sequence[str] = (),
    pseudonymer: bool = False, signer: bool = False,
) -> Svar:  # fmt: skip
    delt = til_tillitsvalgt(
        bank, dag, enheter=enhet, kompetanser=kompetanse, ansatte=ansatte, pseudonymer=pseudonymer, signer=signer,
        laget=date.today(),
    )  # fmt: skip
    vist: list[Vist] = []
    if delt.pseudonymer:
        vist = ["Pseudonymene (står ikke i kopien):"]
        vist += [f"  {p} = {nr} {bank.navn(nr)}".rstrip() for p, nr in sorted(delt.pseudonymer.items())]
    fil = Utfil(f"Tillitsvalgt {dag.isoformat()}.xlsx", delt.forhandsvisning(), delt.skriv, delt.skriv)
    return Svar(json=delt.json, vist=lambda: vist, fil=fil)


@kommando(
    "Del",
    "Min side",
    "Lager en fil til hver ansatt med alt banken har om den ansatte, og ikke noe om andre.",
    sporsmaal=(
        Sporsmaal("ansatte", Svarslag.ANSATTE, ANSATTE.etikett, valg=("--ansatt",), metavar="HVEM", maa=True,
                  hjelp="Den ansatte."),
        SIGNER,
    ),
    linje=Bruk("minside", "Den ansattes egen fil: alt banken har om den ansatte, og ingenting om andre.", Ut.DELES),
)  # fmt: skip
def min_side(bank: Bank, dag: date, ansatte: Sequence[str] = (), signer: bool = False) -> Svar:
    """One file for each employee: the first where the user says, the others beside it under names of their own."""
    from ..book.sheets.kopi.minside import filnavn
    from ..core.errors import Feilmelding, TidbankFeil
    from ..core.tekst import dato

    valgte = ansatte or bank.med_periode(dag)
    if not valgte:
        raise TidbankFeil(f"Ingen har en avregningsperiode som dekker {dato(dag)}. Velg en ansatt eller en annen dato.")
    alle = [til_ansatt(bank, dag, nr, signer=signer, laget=date.today()) for nr in valgte]

    def skriv(sti: Path, passord: str = "") -> None:
        foreslatt = sti.name == filnavn(bank, valgte[0])
        andre = [sti.with_name(filnavn(bank, nr) if foreslatt else f"{sti.stem} {nr}.xlsx") for nr in valgte[1:]]
        finnes = [a for a in andre if a.exists() or a == sti]
        if finnes:
            raise TidbankFeil(Feilmelding(finnes[0].name, "", "Filen finnes fra før. Velg en annen mappe."))
        for delt, hvor in zip(alle, (sti, *andre), strict=True):
            delt.skriv(hvor, passord)

    linjer = tuple(linje for delt in alle for linje in delt.forhandsvisning())
    if len(alle) > 1:
        linjer = (f"{len(alle)} filer, én til hver ansatt. De legges i samme mappe.", *linjer)
    return Svar(
        json=alle[0].json if len(alle) == 1 else lambda: {"filer": [delt.json() for delt in alle]},
        fil=Utfil(filnavn(bank, valgte[0]), linjer, skriv, skriv),
    )


@verktoy(
    "Del",
    "verifiser",
    "Er kopien som da den ble laget? Avslutter med 1 når noe er endret, og sier hvilke celler.",
    Sporsmaal("kopi", Svarslag.FIL, metavar="KOPI.xlsx", maa=True, hjelp="Kopien som skal kontrolleres."),
    Sporsmaal("mot", Svarslag.BANK, valg=("--mot",), metavar="BANK.xlsx",
              hjelp="Sier også hva som er endret i banken siden."),
    Sporsmaal("passord", Svarslag.PASSORD, valg=("--passord",),
              hjelp="Kopien er kryptert: spør, eller tar passordet fra TIDBANK_PASSORD."),
    Sporsmaal("forvent", Svarslag.TEKST, valg=("--forvent",), metavar="FINGERAVTRYKK",
              hjelp="Feiler når kopien ikke er signert med nøkkelen."),
)  # fmt: skip
def verifiser(
    kopi: Path, mot: Lestsvar | None = None, passord: Callable[[], str] | None = None, forvent: str | None = None
) -> Svar:
    from ..book.copy import seal, verify
    from ..core.errors import Svarfeil

    ventet = "" if forvent is None else seal.les_fingeravtrykk(forvent)
    if ventet is None:
        raise Svarfeil("Et fingeravtrykk er 24 tegn, 0-9 og a-f, slik det står på arket Kontroll.")
    lest = verify.les_kopi(kopi, passord)
    svar = verify.verifiser(lest, ventet)
    flyttet = verify.flyttet(lest, mot.bank) if mot is not None else None
    return Svar(
        json=lambda: _verifisert(svar, flyttet),
        vist=lambda: _vist(kopi, svar, flyttet, ventet),
        kode=kode(not svar.uendret or bool(flyttet) or svar.forventet is False),
    )


def _verifisert(svar: verify.Kontrollsvar, flyttet: Sequence[verify.Flyttet] | None) -> dict[str, Any]:
    lest = svar.lest
    ut = {
        "uendret": svar.uendret, "slag": lest.slag.name.lower(), "dato": lest.dag, "stempel": lest.stempel,
        "endringer": [{"ark": e.ark, "celle": e.celle, "hva": e.hva, "del": e.del_} for e in svar.endringer],
        "signatur": svar.signatur, "fingeravtrykk": lest.fingeravtrykk or None, "forventet": svar.forventet,
    }  # fmt: skip
    return ut if flyttet is None else {**ut, "flyttet": [som_json.flyttet(f) for f in flyttet]}


def _vist(kopi: Path, svar: verify.Kontrollsvar, flyttet: Sequence[verify.Flyttet] | None, ventet: str) -> list[Vist]:
    """Whether the copy is unchanged, and what has moved in the bank since."""
    from ..book.copy.verify import sammendrag
    from ..core import tekst
    from ..tables import schema

    lest = svar.lest
    hva = "uendret" if svar.uendret else "ENDRET"
    ut: list[Vist] = [f"{kopi}: {hva}. {lest.slag.value}, per {tekst.dato(lest.dag)}. Stempel {lest.stempel[:16]}."]
    ut += [f"  {linje}." for linje in sammendrag(svar.endringer)]
    if svar.signatur != "ingen":
        ikke = "" if svar.signatur == "gyldig" else "ikke "
        ut.append(f"Signaturen er {ikke}gyldig. Fingeravtrykk: {lest.fingeravtrykk}.")
    if svar.forventet:
        ut.append("Det er nøkkelen du ventet.")
    elif svar.forventet is False:
        hvem = "ikke signert" if svar.signatur == "ingen" else "ikke signert med nøkkelen du ventet"
        ut.append(f"Kopien er {hvem} ({ventet}). Spør den du fikk den av, før du bruker den.")
    elif svar.signatur == "ingen":
        ut.append(
            "Ikke signert: kopien sier ikke hvem som har laget den, og den som endrer den, kan lage et nytt stempel."
        )
    elif svar.signatur == "gyldig":
        ut.append("Sammenlign fingeravtrykket med det arbeidsgiver har gitt deg på annen måte, eller bruk --forvent.")
    if flyttet is None:
        return ut
    ut.append(
        f"Endret i banken siden, for {tekst.dato(lest.dag)}:" if flyttet else "Ingen tall er endret i banken siden."
    )
    for f in flyttet:
        naa = "finnes ikke nå" if f.bank is None else tekst.timer(f.bank)
        i_kopien = "mangler" if f.kopi is None else tekst.timer(f.kopi)
        ut.append(f"  {f.ansattnr} {schema.SALDONAVN[f.nokkel]}: {i_kopien} i kopien, {naa} i banken.")
    return ut
