"""The choices of a bank: defaults from parameters/valg.toml, the user's values from the table Innstillinger (T14)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from math import isclose, isfinite
from typing import Any

from . import parameters
from .errors import Feilmelding, TidbankFeil
from .model import Innstilling

VIRKSOMHET = "virksomhet"  # a name, not a choice
DAGEN = "tallene_gjelder"  # a day, not a choice
# The groups of the sheet, in order: the ten that matter first.
GRUPPER = (
    "Det viktigste", "Avtalen", "Timene i banken", "Fravær og ferie", "Vakter og varsel", "Arbeidstid og hvile", "Lønn",
    "Timebank", "Prosess og innsyn", "Miljø",
)  # fmt: skip
REFERANSE = "referanse"  # to an agreement: what says that there is none is no reference, nor is a yes to which
INGEN_AVTALE = frozenset(("nei", "n", "ingen", "0", "0.0", "false", "usann"))
BARE_JA = frozenset(("ja", "j", "x", "1", "1.0", "true", "sann"))


@dataclass(frozen=True, slots=True)
class Valgmulighet:
    """One row of Innstillinger: key, plain name and group, default, what may stand there, why, and the legal basis.

    gjelder: what the choice touches (saldo, funn, avregning ...), () = everything. merknad: what somebody is told who
    writes something else.
    """

    nokkel: str
    navn: str
    gruppe: str
    slag: str
    verdi: Any
    enhet: str
    alternativer: tuple[str, ...]
    hjemmel: str
    begrunnelse: str
    beslutning: str
    minst: float | None = None
    mest: float | None = None
    gjelder: tuple[str, ...] = ()
    merknad: str = ""

    @property
    def om_miljo(self) -> bool:
        """Whether it is of the environment, and stands with its registers."""
        return self.gjelder[:1] == ("miljo",)

    def tolk(self, raa: Any) -> Any:
        """The value in force for a typed one: a number, a date or text, as the reader of cells made it.

        ValueError with a Norwegian sentence where it is of another type, or not allowed.
        """
        if raa is None or raa == "":
            return self.verdi
        if self.slag == "tekst":
            skrevet = str(raa).strip()
            return "" if self.enhet == REFERANSE and skrevet.casefold() in INGEN_AVTALE | BARE_JA else skrevet
        if self.slag in ("tall", "heltall"):
            return self._tall(raa)
        if self.slag == "dato":
            return self._dato(raa)
        tekst = str(int(raa)) if isinstance(raa, float) and raa.is_integer() else str(raa).strip().casefold()
        for lovlig in self.alternativer:
            if lovlig.casefold() == tekst:
                return lovlig
        if self.slag == "fast":
            raise ValueError(f"{self.nokkel} er fast og skal være «{self.verdi}», ikke «{raa}».")
        sier = f"{self.nokkel} kan ikke være «{raa}». Velg en av: {', '.join(self.alternativer)}. {self.merknad}"
        raise ValueError(sier.rstrip())

    def _dato(self, raa: Any) -> date:
        if isinstance(raa, date):  # a datetime too
            return date(raa.year, raa.month, raa.day)
        raise ValueError(f"{self.nokkel} skal være en dato som 31.12.2026, ikke «{raa}».")

    def _tall(self, raa: Any) -> Any:
        if isinstance(raa, bool) or not isinstance(raa, (int, float)) or not isfinite(raa):
            raise ValueError(f"{self.nokkel} skal være et tall, ikke «{raa}».")
        tall = float(raa)
        if self.slag == "heltall" and not tall.is_integer():
            raise ValueError(f"{self.nokkel} skal være et helt tall, ikke «{raa}».")
        lav, hoy = self.minst, self.mest
        if (lav is not None and tall < lav) or (hoy is not None and tall > hoy):
            raise ValueError(f"{self.nokkel} skal være fra {lav:g} til {hoy:g}, ikke «{raa}».")
        if isinstance(self.verdi, (int, float)) and isclose(tall, self.verdi, rel_tol=1e-12):
            return self.verdi  # a file keeps 15 digits or so: what stood there is still the proposal
        return int(tall) if self.slag == "heltall" else tall


@cache
def muligheter() -> tuple[Valgmulighet, ...]:
    """Every choice, in the order of the sheet."""
    data = tomllib.loads(files(parameters.__name__).joinpath(parameters.VALG).read_text("utf-8"))
    ut = []
    for v in data["valg"]:
        v["alternativer"] = tuple(v["alternativer"])
        v["gjelder"] = tuple(v.get("gjelder", ()))
        v.setdefault("verdi", None)
        if v["verdi"] is None and v["slag"] != "dato":
            v["verdi"] = parameters.siste(v["nokkel"])
        ut.append(Valgmulighet(**v))
    return tuple(sorted(ut, key=lambda m: GRUPPER.index(m.gruppe)))


def navnet(nokkel: str) -> str:
    """A choice as it stands in Innstillinger, for a sentence."""
    return f"«{next(m.navn for m in muligheter() if m.nokkel == nokkel)}»"


class Valg(Mapping[str, Any]):
    """The choices in force in a bank, by key. `endret` names those that differ from the default."""

    def __init__(self, innstillinger: Iterable[Innstilling] = ()) -> None:
        kjente = {m.nokkel: m for m in muligheter()}
        verdier = {m.nokkel: m.verdi for m in muligheter()}
        feil = []
        for rad in innstillinger:
            mulighet = kjente.get(rad.nokkel)
            if mulighet is None:
                tekst = f"«{rad.nokkel}» er ikke et kjent valg. Rett nøkkelen eller slett raden."
                feil.append(Feilmelding(rad.kilde.ark, rad.kilde.celle("Nøkkel"), tekst))
                continue
            try:
                verdier[rad.nokkel] = mulighet.tolk(rad.verdi)
            except ValueError as e:
                feil.append(Feilmelding(rad.kilde.ark, rad.kilde.celle("Verdi"), str(e)))
        if feil:
            raise TidbankFeil(feil)
        self._verdier = verdier
        self._paa: dict[tuple[str, date], float] = {}
        self._varselfrister: dict[date, int] = {}
        self.grenser: dict[tuple[str, date], Any] = {}  # what grenser.py has worked out of them, by name and day

    def __getitem__(self, nokkel: str) -> Any:
        return self._verdier[nokkel]

    def __iter__(self) -> Iterator[str]:
        return iter(self._verdier)

    def __len__(self) -> int:
        return len(self._verdier)

    def paa(self, nokkel: str, dag: date) -> float:
        """A number on a day: the user's own where it was changed, else the dated parameter of the same name."""
        svar = self._paa.get((nokkel, dag))
        if svar is None:
            egen = nokkel in self.endret
            svar = self._paa[nokkel, dag] = self._verdier[nokkel] if egen else parameters.verdi(nokkel, dag)
        return svar

    def maks_andel(self, dag: date) -> float:
        """The highest own share in force, in per cent: above Delta's only with a reference to an agreement (B46)."""
        lov, valgt = parameters.verdi("maks_andel", dag), self.paa("maks_andel", dag)
        return valgt if valgt <= lov or self["maks_andel_avtale"] else lov

    def varselfrist(self, dag: date) -> int:
        """Days of notice in force: shorter than the law's only with a reference to a central agreement (B2)."""
        svar = self._varselfrister.get(dag)
        if svar is None:
            lov, valgt = int(parameters.verdi("varselfrist", dag)), int(self.paa("varselfrist", dag))
            svar = self._varselfrister[dag] = valgt if valgt >= lov or self["sentral_avtale"] else lov
        return svar

    @cached_property
    def endret(self) -> tuple[str, ...]:
        return tuple(m.nokkel for m in muligheter() if self._verdier[m.nokkel] != m.verdi)

    def endret_for(self, omraader: Iterable[str]) -> list[Valgmulighet]:
        """The changed choices that touch any of these, all where none is given; not its name and day."""
        valgte = set(omraader)
        return [
            m for m in muligheter()
            if m.nokkel in self.endret and m.nokkel not in (VIRKSOMHET, DAGEN)
            and (not valgte or not m.gjelder or valgte & set(m.gjelder))
        ]  # fmt: skip
