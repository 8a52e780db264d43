"""How a file from elsewhere is read, as data: TOML, four profiles shipped, more written by whoever needs them.

A profile is named by the shape of the file, never by a program whose layout nobody has seen (I3).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any
from unicodedata import combining, normalize

from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.model import STATUSER, TYPER

GRID, RULLEPLAN, LISTE, TIMER = "grid", "rulleplan", "liste", "timer"
FORMER = (GRID, RULLEPLAN, LISTE, TIMER)
AVLYS = "avlys"  # a status that is a proposal, not one of ours
ARBEID = "Arbeid"
PAUSE_ENHETER = ("auto", "minutter", "timer", "hundredeler")
TIMER_ENHETER = ("timer", "hundredeler", "minutter")
FELT = (
    "Ansattnr", "Navn", "Fornavn", "Etternavn", "Sum", "Startuke", "Uke", "Enhet", "Kompetanse", "Dato", "Start",
    "Slutt", "Pause", "Timer", "Id", "Type", "Status",
)  # fmt: skip
_MAPPE = "profiler"
_UTENFOR = re.compile(r"[\W_]+")


def nokkel(navn: object) -> str:
    """A heading without regard to case, accents, blanks, dots and hyphens."""
    deler = normalize("NFKD", str(navn)).casefold()
    return _UTENFOR.sub("", "".join(t for t in deler if not combining(t)))


@dataclass(frozen=True, slots=True)
class Profil:
    """kolonner: our field -> headings. tider, fravaer, type, status: keys as `nokkel` or upper case makes them.

    kodelister: sheets with a legend; kodekolonner: what stands in its columns. fravaer: a code of a roster -> one of
    ours. listefravaer: a type of a list -> a code of ours, "" = only its name is known. status: -> one of ours or
    AVLYS. datoformat: tried in order, "auto" is every way that leaves no doubt.
    """

    navn: str
    form: str
    kilde: str
    hva: str = ""
    tegnsett: tuple[str, ...] = ("utf-8-sig", "cp1252")
    skilletegn: str = "auto"
    hopp_over: int = 0
    topp: tuple[str, ...] = ()
    kolonner: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    datoformat: tuple[str, ...] = ("auto",)
    kodelister: tuple[str, ...] = ()
    kodekolonner: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    store_bokstaver: bool = True
    fri: frozenset[str] = frozenset()
    fravaer: Mapping[str, str] = field(default_factory=dict)
    tidbank_suffiks: str = ""
    tidbank_koder: frozenset[str] = frozenset()
    tider: Mapping[str, str] = field(default_factory=dict)
    type: Mapping[str, str] = field(default_factory=dict)
    listefravaer: Mapping[str, str] = field(default_factory=dict)
    status: Mapping[str, str] = field(default_factory=dict)
    ledig_type: str = "Tidbank"
    startuke: Mapping[str, int] = field(default_factory=dict)
    slaa_opp_navn: bool = False
    pause_enhet: str = "auto"
    timer_enhet: str = "timer"

    def kode(self, tekst: str) -> str:
        """A code as it is compared."""
        rent = " ".join(tekst.split())
        return rent.upper() if self.store_bokstaver else rent


@cache
def levert() -> tuple[str, ...]:
    """The names of the shipped profiles."""
    mappe = files(__package__).joinpath(_MAPPE)
    return tuple(sorted(f.name.removesuffix(".toml") for f in mappe.iterdir() if f.name.endswith(".toml")))


def tekst(navn: str) -> str:
    """A shipped profile as it stands. Raises TidbankFeil with the names there are."""
    if navn not in levert():
        naer = get_close_matches(navn, levert(), 1)
        mener = f" Mener du {naer[0]}?" if naer else ""
        raise TidbankFeil(
            f"Profilen «{navn}» finnes ikke.{mener} Velg en av: {', '.join(levert())}; eller en .toml-fil."
        )
    return files(__package__).joinpath(_MAPPE, f"{navn}.toml").read_text("utf-8")


@cache
def hent(navn: str) -> Profil:
    return av_toml(tekst(navn), navn)


@cache
def synonymer() -> Mapping[str, str]:
    """What our columns are called elsewhere, by the shipped profiles: heading as `nokkel` makes it -> column."""
    return {
        nokkel(h): felt
        for n in levert()
        for felt, hoder in hent(n).kolonner.items()
        if felt in FELT[:-3]
        for h in hoder
    }


def av_toml(innhold: str, fil: str) -> Profil:
    """The profile of a TOML text; `fil` names it in messages. Raises TidbankFeil with a sentence."""
    try:
        data = tomllib.loads(innhold)
    except (tomllib.TOMLDecodeError, RecursionError) as e:
        linje = re.search(r"line (\d+)", str(e))
        hvor = f" i linje {linje[1]}" if linje else ""
        raise TidbankFeil(
            f"{fil}: Profilen er ikke gyldig TOML{hvor}. Rett den, eller lag en ny med profil-fra."
        ) from e
    return _Leser(data, fil).profil()


class _Leser:
    def __init__(self, data: Mapping[str, Any], fil: str) -> None:
        self.data, self.fil = data, fil

    def nei(self, hva: str) -> TidbankFeil:
        return TidbankFeil(f"{self.fil}: {hva}")

    def del_(self, navn: str, av: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        verdi = (self.data if av is None else av).get(navn, {})
        if not isinstance(verdi, Mapping):
            raise self.nei(f"[{navn}] er ikke en tabell. Skriv den som i de leverte profilene.")
        return verdi

    def tekst(self, av: Mapping[str, Any], navn: str, ellers: str = "", lovlige: Sequence[str] = ()) -> str:
        verdi = av.get(navn, ellers)
        if not isinstance(verdi, str) or (lovlige and verdi not in lovlige):
            valg = f" Velg en av: {', '.join(lovlige)}." if lovlige else " Skriv en tekst i anførselstegn."
            raise self.nei(f"{navn} er «{str(verdi)[:40]}».{valg}")
        return verdi

    def liste(self, av: Mapping[str, Any], navn: str, ellers: tuple[str, ...] = ()) -> tuple[str, ...]:
        verdi = av.get(navn, ellers)
        if isinstance(verdi, str):
            verdi = (verdi,)
        if not isinstance(verdi, (list, tuple)) or not all(isinstance(v, str) for v in verdi):
            raise self.nei(f'{navn} skal være en liste av tekster, som ["Dato", "Dag"].')
        return tuple(verdi)

    def kart(self, av: Mapping[str, Any], navn: str, lovlige: Sequence[str] = ()) -> dict[str, str]:
        verdi = av.get(navn, {})
        if isinstance(verdi, list):  # only the names
            verdi = dict.fromkeys(map(str, verdi), "")
        if not isinstance(verdi, Mapping) or not all(isinstance(v, str) for v in verdi.values()):
            raise self.nei(f'{navn} skal være en tabell av tekster, som D = "Dag".')
        gale = [v for v in verdi.values() if lovlige and v not in lovlige]
        if gale:
            raise self.nei(f"{navn} har «{gale[0][:40]}». Velg en av: {', '.join(lovlige)}.")
        return dict(verdi)

    def paa(self, av: Mapping[str, Any], navn: str, ellers: bool) -> bool:
        verdi = av.get(navn, ellers)
        if not isinstance(verdi, bool):
            raise self.nei(f"{navn} er «{str(verdi)[:40]}». Skriv true eller false.")
        return verdi

    def helt(self, av: Mapping[str, Any], navn: str, ellers: int) -> int:
        verdi = av.get(navn, ellers)
        if isinstance(verdi, bool) or not isinstance(verdi, int) or not 0 <= verdi <= 1000:
            raise self.nei(f"{navn} er «{str(verdi)[:40]}». Skriv et helt tall.")
        return verdi

    def profil(self) -> Profil:
        form = self.tekst(self.data, "form", lovlige=FORMER)
        navn = self.tekst(self.data, "navn", form)
        fil, koder, liste, regler = (self.del_(n) for n in ("fil", "koder", "liste", "regler"))
        kolonner = {}
        for felt, hoder in self.del_("kolonner").items():
            if felt not in FELT:
                raise self.nei(f"[kolonner] har «{felt[:40]}», som ikke er et felt. Velg blant: {', '.join(FELT)}.")
            kolonner[felt] = self.liste({felt: hoder}, felt)
        for felt, hvor, hoder in (
            ("Id", "id", ()), ("Type", "type_kolonne", ("Type",)), ("Status", "status_kolonne", ("Status",)),
        ):  # fmt: skip
            kolonner.setdefault(felt, self.liste(liste, hvor, hoder))
        stor = self.paa(koder, "store_bokstaver", True)
        tidbank = self.del_("tidbank", koder)
        startuke = self.del_("startuke", self.del_("rulleplan"))

        def som_kode(v: str) -> str:
            rent = " ".join(v.split())
            return rent.upper() if stor else rent

        return Profil(
            navn=navn, form=form, kilde=self.tekst(self.data, "kilde", navn), hva=self.tekst(self.data, "hva"),
            tegnsett=self.liste(fil, "tegnsett", ("utf-8-sig", "cp1252")),
            skilletegn=self.tekst(fil, "skilletegn", "auto", ("auto", ";", ",", "\t")),
            hopp_over=self.helt(fil, "hopp_over", 0),
            topp=self.liste(self.del_("topp"), "finn"),
            kolonner=kolonner,
            datoformat=self.liste(self.del_("dato"), "format", ("auto",)),
            kodelister=self.liste(koder, "fra_ark"),
            kodekolonner={n: self.liste(self.del_("kolonner", koder), n) for n in self.del_("kolonner", koder)},
            store_bokstaver=stor,
            fri=frozenset(map(som_kode, self.liste(koder, "fri"))),
            fravaer={som_kode(k): v for k, v in self.kart(koder, "fravaer").items()},
            tidbank_suffiks=self.tekst(tidbank, "suffiks"),
            tidbank_koder=frozenset(map(som_kode, self.liste(tidbank, "koder"))),
            tider={som_kode(k): v for k, v in self.kart(koder, "tider").items()},
            type={nokkel(k): v for k, v in self.kart(liste, "type", (*TYPER, ARBEID)).items()},
            listefravaer={nokkel(k): v for k, v in self.kart(liste, "fravaer").items()},
            status={nokkel(k): v for k, v in self.kart(liste, "status", (*STATUSER, AVLYS)).items()},
            ledig_type=self.tekst(liste, "ledig_type", "Tidbank", TYPER),
            startuke={str(k): self.helt(startuke, k, 1) for k in startuke},
            slaa_opp_navn=self.paa(regler, "slaa_opp_navn", False),
            pause_enhet=self.tekst(regler, "pause_enhet", "auto", PAUSE_ENHETER),
            timer_enhet=self.tekst(regler, "timer_enhet", "timer", TIMER_ENHETER),
        )  # fmt: skip
