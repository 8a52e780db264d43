"""What leaves the house: the union rep's copy and the employee's own page, each a file with a preview of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..book.copy import make, seal
from ..book.page.plain import Side
from ..book.sheets.kopi.innsyn import IKKE_MED, Kopisider, ikke_med
from ..book.sheets.kopi.kontroll import Kopislag, kort_stempel, veiledning_side
from ..book.sheets.kopi.minside import filnavn, minside_sider
from ..core import innsyn
from ..core.bank import Bank
from ..core.errors import Feilmelding, TidbankFeil
from ..core.kopikreditt import UTEN_GRUNN, mangler_grunn
from ..core.tekst import dato
from .registry import Sporsmaal, Utfil, kommando

JA = frozenset(("ja", "j", "x", "1"))


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

    def skriv(self, sti: Path, passord: str = "") -> None:
        """Write the copy, whole or not at all."""
        from ..book.files.save import skriv_helt  # a lock on the file, only where one is written

        skriv_helt(sti, lambda ny: make.skriv(ny, self.kopi, passord))


def til_tillitsvalgt(
    bank: Bank, dag: date, *, enheter: Sequence[str] = (), kompetanser: Sequence[str] = (),
    ansatte: Sequence[str] = (), pseudonymer: bool = False, signer: bool = False, laget: date | None = None,
) -> Delt:  # fmt: skip
    """The union rep's copy for the chosen employees; everyone where none is chosen."""
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
    nr = bank.sak(nr).ansattnr
    virksomhet, slag = str(bank.valg["virksomhet"]), Kopislag.MINSIDE
    sider = minside_sider(bank, nr, dag, virksomhet=virksomhet, laget=laget)
    sider.append(veiledning_side(slag, virksomhet=virksomhet, dag=dag))
    kopi = make.lag(sider, slag, dag, virksomhet=virksomhet, signer=signer)
    return Delt(kopi, slag, dag, tuple(sider), ((nr, bank.navn(nr)),), {})


@kommando(
    "Del", "Del med tillitsvalgt", "Lager en kopi med timene, uten noe om hvorfor eller når noen var borte.",
    sporsmaal=(
        Sporsmaal("enhet", "Enhet. Tomt = alle."),
        Sporsmaal("pseudonymer", "Pseudonymer i stedet for navn", "Nei", ("Nei", "Ja")),
    ),
)  # fmt: skip
def del_med_tillitsvalgt(bank: Bank, dag: date, ansatte: Sequence[str], enhet: str, pseudonymer: str) -> Utfil:
    delt = til_tillitsvalgt(
        bank, dag, enheter=[enhet.strip()] if enhet.strip() else [], ansatte=ansatte,
        pseudonymer=pseudonymer.strip().casefold() in JA,
    )  # fmt: skip
    return Utfil(f"Tillitsvalgt {dag.isoformat()}.xlsx", delt.forhandsvisning(), delt.skriv)


@kommando(
    "Del", "Min side", "Lager en fil til hver ansatt med alt banken har om den ansatte, og ikke noe om andre.",
    velger_ansatte=True,
)  # fmt: skip
def min_side(bank: Bank, dag: date, ansatte: Sequence[str]) -> Utfil:
    """One file for each employee: the first where the user says, the others beside it under names of their own."""
    valgte = list(dict.fromkeys(bank.sak(nr).ansattnr for nr in ansatte)) or [s.ansattnr for s in bank.saldoer(dag)]
    if not valgte:
        raise TidbankFeil(f"Ingen har en avregningsperiode som dekker {dato(dag)}. Velg en ansatt eller en annen dato.")
    alle = [til_ansatt(bank, dag, nr) for nr in valgte]

    def skriv(sti: Path) -> None:
        foreslatt = sti.name == filnavn(bank, valgte[0])
        andre = [sti.with_name(filnavn(bank, nr) if foreslatt else f"{sti.stem} {nr}.xlsx") for nr in valgte[1:]]
        finnes = [a for a in andre if a.exists() or a == sti]
        if finnes:
            raise TidbankFeil(Feilmelding(finnes[0].name, "", "Filen finnes fra før. Velg en annen mappe."))
        for delt, hvor in zip(alle, (sti, *andre), strict=True):
            delt.skriv(hvor)

    linjer = tuple(linje for delt in alle for linje in delt.forhandsvisning())
    if len(alle) > 1:
        linjer = (f"{len(alle)} filer, én til hver ansatt. De legges i samme mappe.", *linjer)
    return Utfil(filnavn(bank, valgte[0]), linjer, skriv)
