"""Who a row of the file is about: a number of the bank, or a name that exactly one of its people has (I5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from xl_tidbank.core.errors import TidbankFeil, Verdifeil
from xl_tidbank.core.model import Ansatt
from xl_tidbank.core.tekst import nesten
from xl_tidbank.tables import values

from . import fil as filen
from .fil import Sted
from .funnet import Avlest, opp_til
from .profil import nokkel


@dataclass(slots=True)
class Ukjentperson:
    """Someone the bank does not know: said once, with how much of the file it is about."""

    sted: Sted
    verdi: str
    tekst: str
    tiltak: str
    antall: int = 0


@dataclass(slots=True)
class Personoppslag:
    """The people of the bank, and those of the file it does not know. paa_navn: found by their name alone."""

    ansatte: Iterable[Ansatt]
    slaa_opp_navn: bool = False
    ukjente: dict[str, Ukjentperson] = field(default_factory=dict)
    paa_navn: set[str] = field(default_factory=set)
    andre_navn: dict[str, Sted] = field(default_factory=dict)
    navn: dict[str, str] = field(default_factory=dict)
    _etter_navn: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for a in self.ansatte:
            self.navn[a.ansattnr] = a.navn
            for n in {_navn(a.navn), _navn(" ".join(reversed(a.navn.rsplit(" ", 1))))}:
                self._etter_navn.setdefault(n, []).append(a.ansattnr)

    def finn(self, nr_raa: object, navn_raa: object, sted: Sted, antall: int = 1) -> str | None:
        """The number, or None: then it is noted why, with `antall` rows or cells more that are left out."""
        navn = filen.tekst_eller_tom(navn_raa)
        try:
            nr = values.nummer(nr_raa, "Ansattnr")
        except Verdifeil as e:
            self._ukjent(f"nr {filen.vist(nr_raa)}", sted, filen.vist(nr_raa), *_to(e), antall)
            return None
        if nr:
            if nr in self.navn:
                if navn and nr not in self._etter_navn.get(_navn(navn), ()):
                    self.andre_navn.setdefault(nr, sted)
                return nr
            naer = "" if f"nr {nr}" in self.ukjente else nesten(nr[:40], self.navn)
            gjor = "Legg personen inn i Ansatte, eller rett nummeret i filen."
            if naer:
                gjor = f"Mener filen {naer}, rett nummeret der; ellers legg personen inn i Ansatte."
            self._ukjent(f"nr {nr}", sted, nr, f"Ansattnr {nr[:40]} finnes ikke i Ansatte", gjor, antall)
            return None
        if not navn:
            hva = "Ansattnr mangler"
            self._ukjent(f"tom {sted}", sted, "", hva, "Skriv nummeret i filen, som det står i Ansatte.", antall)
            return None
        treff = self._etter_navn.get(_navn(navn), [])
        if not self.slaa_opp_navn:
            hva = "Ansattnr mangler, og profilen slår ikke opp navn"
            gjor = "Skriv nummeret i filen, eller sett slaa_opp_navn = true under [regler] i profilen."
            self._ukjent(f"navn {_navn(navn)}", sted, navn, hva, gjor, antall)
            return None
        if len(treff) == 1:
            self.paa_navn.add(treff[0])
            return treff[0]
        if treff:
            hva = f"Navnet «{navn[:60]}» står på {len(treff)} ansatte i Ansatte ({opp_til(treff)})"
            gjor = "Skriv ansattnummeret i filen."
        else:
            hva, gjor = (
                f"Navnet «{navn[:60]}» finnes ikke i Ansatte",
                "Skriv ansattnummeret i filen, eller rett navnet.",
            )
        self._ukjent(f"navn {_navn(navn)}", sted, navn, hva, gjor, antall)
        return None

    def _ukjent(self, hvem: str, sted: Sted, verdi: str, tekst: str, tiltak: str, antall: int) -> None:
        self.ukjente.setdefault(hvem, Ukjentperson(sted, verdi[:60], tekst.rstrip("."), tiltak)).antall += antall

    def si(self, ut: Avlest, enhet: tuple[str, str] = ("vakt", "vakter")) -> None:
        """What there is to tell of the people in the file."""
        for u in self.ukjente.values():
            hvor_mye = f"{u.antall} {enhet[u.antall != 1]}"
            ut.konflikt(u.sted, "", u.verdi, f"{u.tekst}, så {hvor_mye} er ikke hentet.", u.tiltak)
        if self.paa_navn:
            ut.merk(f"{len(self.paa_navn)} ansatte er funnet på navn, for filen har ikke nummer på dem.")
        for nr, sted in self.andre_navn.items():
            ut.merk(f"Ansattnr {nr} har et annet navn i filen enn i Ansatte.", sted)


def _to(e: TidbankFeil) -> tuple[str, str]:
    from .funnet import setninger

    return setninger(e.feil[0].tekst)


def _navn(navn: str) -> str:
    return nokkel(navn.replace(",", " "))
