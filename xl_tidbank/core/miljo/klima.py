"""The climate account of a year: a post for each activity and factor, sums by scope, and what is left out (GHG
Protocol; E2-E5, E14). What is lent, mended or bought second-hand is never a negative post (E11).

A post without a factor has no figure, never 0; electricity stands by both methods, side by side; what comes of wood,
biogas and biofuel stands beside the sums, never in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import fsum
from typing import NamedTuple

from .. import tekst
from ..model import Kilde
from . import lister
from .faktorer import STROM_LOKASJON, STROM_MARKED, Faktor, Faktorer, gasser
from .pendling import T_R, Pendling
from .registre import (
    EGEN_SOL,
    GASSER,
    LIVSLOP,
    LOKASJON,
    MARKED,
    REISEKODE,
    STROM,
    UTEN_MOTOR,
    Registre,
    Reise,
    faktorkode,
)

# The factor of an activity where its row names none.
ENERGIKODE = {
    "Fjernvarme": "FJERNVARME", "Fjernkjøling": "FJERNKJOLING", "Fyringsolje": "FYRINGSOLJE", "Gass": "NATURGASS",
    "Pellets": "PELLETS", "Ved": "VED", "Biogass": "BIOGASS",
}  # fmt: skip
DRIVSTOFFKODE = {
    "Bensin": "BENSIN", "Diesel": "DIESEL", "Biodiesel": "BIODIESEL", "HVO": "HVO", "Biogass": "BIOGASS",
}  # fmt: skip
STROMMETODE = {STROM_LOKASJON: LOKASJON, STROM_MARKED: MARKED}
HOTELL, OVERNATTING = "HOTELL_NATT", "Overnatting"
# The codes the program asks for by itself, which tell nothing of who wrote them.
FASTE_KODER = frozenset((
    "", "AVFALL", HOTELL, *STROMMETODE, *ENERGIKODE.values(), *DRIVSTOFFKODE.values(), *REISEKODE.values(),
))  # fmt: skip
BIOGENT = frozenset(("Pellets", "Ved", "Biogass", "Biodiesel", "HVO"))
I_EGEN_DRIFT = frozenset(("Fyringsolje", "Gass", "Pellets", "Ved", "Biogass"))  # burnt here: Scope 1
AVFALL, TJENESTEREISER, PENDLING = 5, 6, 7
REISEVANER = "Reisevaner"
EGEN, GARANTI = "egen produksjon", "opprinnelsesgaranti"
BLANDET = "▲ blandet CO2 og CO2e"
BLANDET_OMFANG = "▲ hele livsløpet i noen poster, bare bruken i andre"
EN_METODE = {
    LOKASJON: "▲ strøm i Klimaposter er bare ført markedsbasert, og er ikke med",
    MARKED: "▲ strøm i Klimaposter er bare ført lokasjonsbasert, og er ikke med",
}
MANGLER = "▲ faktor mangler"
IKKE_FORT = "Ikke ført. Det som har en faktor med kilde, kan føres i arket Klimaposter."
UTEN_BANK = "Ansattes reiser regnes når banken er med: legg til --bank."
KATEGORIGRUNN = {
    1: "Kjøpte varer og tjenester er ikke med: det finnes ingen faktor med norsk kilde her. Ofte den største posten.",
    2: "Utstyr og inventar er ikke med: det finnes ingen faktor for livsløpet med kilde her.",
    3: "Produksjon av drivstoff og nettap er ikke med.",
    4: "Varelevering er ikke ført.",
}


class Klimalinje(NamedTuple):
    """A line of the account. scope: 1, 2 or 3; kategori: of Scope 3. mengde in `enhet`; kode: the factor asked for.

    faktor: None = no figure, and `grunn` says why. null: emits nothing by its nature (own solar power). celler: where
    the amounts stand. biogen: beside the sums. personer: in how many people's travel it is, 0 = it is not of people.
    """

    scope: int
    kategori: int | None
    aktivitet: str
    mengde: float
    enhet: str
    kode: str
    metode: str
    faktor: Faktor | None
    kilder: tuple[Kilde, ...]
    biogen: bool = False
    null: bool = False
    grunn: str = ""

    @property
    def nokkel(self) -> tuple[object, ...]:
        """What lines have alike that are one post of the account."""
        faktor = self.faktor and (self.faktor.rad[:-1], self.faktor.alder)
        return self.scope, self.kategori or 0, self.aktivitet, self.metode, self.kode, faktor, self.grunn, self.enhet

    @property
    def kg(self) -> float | None:
        if self.null:
            return 0.0
        return None if self.faktor is None else self.mengde * self.faktor.verdi

    @property
    def merke(self) -> str:
        if self.null:
            return EGEN if self.aktivitet == EGEN_SOL else GARANTI
        return "; ".join(self.faktor.merker) if self.faktor is not None else f"{MANGLER}: {self.grunn}"

    @property
    def celler(self) -> str:
        """Where the amounts come from: the first cell, and how many more."""
        if not self.kilder:
            return ""
        if not self.kilder[0].rad:
            return self.kilder[0].ark
        mer = f" og {len(self.kilder) - 1} til" if len(self.kilder) > 1 else ""
        return f"{self.kilder[0].ark}!{self.kilder[0].celle(self.kolonne)}{mer}"

    @property
    def kolonne(self) -> str:
        """The column the amount stands in, "" where it is counted and not read."""
        kolonner = self.kilder[0].kolonner if self.kilder else {}
        mengder = ("Netter",) if self.aktivitet == OVERNATTING else ("Mengde", "Kg", "Km")
        return next((k for k in mengder if k in kolonner), "")


@dataclass(eq=False)
class _Celle:
    """The commuting of one group with one factor. uten_utslipp: on foot or by bicycle, which has no post."""

    gruppe: str
    kode: str
    enhet: str
    uten_utslipp: bool
    siste: date
    mengde: float = 0.0
    hvem: set[str] = field(default_factory=set)
    vises: bool = False


class Utelattkategori(NamedTuple):
    """A category of Scope 3 that has no post, and why."""

    kategori: int
    grunn: str


class Sum(NamedTuple):
    """A sum of posts. kg: of those that have a figure, None where none has. mangler: posts without; merke: that its
    factors are not of one gas, or not of the same part of a life."""

    kg: float | None
    mangler: int = 0
    merke: str = ""


@dataclass(frozen=True)
class Klimaregnskap:
    """The account of one year. pendling: None where no bank is at hand. hvem_er: one name for every number of a
    person."""

    aar: int
    registre: Registre
    faktorer: Faktorer
    minst: int
    hjemmekontor_kwh: float | None = None
    pendling: Pendling | None = None
    hvem_er: Callable[[str], str] = str

    @cached_property
    def poster(self) -> tuple[Klimalinje, ...]:
        samlet: dict[tuple[object, ...], Klimalinje] = {}
        for p in self._alle():
            foer = samlet.get(p.nokkel)
            samlet[p.nokkel] = p if foer is None else foer._replace(
                mengde=foer.mengde + p.mengde, kilder=(*foer.kilder, *p.kilder)
            )  # fmt: skip
        return tuple(
            sorted(samlet.values(), key=lambda p: (p.scope, p.kategori or 0, p.aktivitet, p.metode, p.kode, p.enhet))
        )

    def _alle(self) -> Iterator[Klimalinje]:
        yield from self._energi()
        yield from self._drivstoff()
        yield from self._avfall()
        yield from self._reiser()
        yield from self._pendling()
        yield from self._hjemmekontor()
        yield from self._egne()

    def _post(
        self, scope: int, kategori: int | None, aktivitet: str, mengde: float, enhet: str, kode: str, dag: date,
        kilde: Kilde, *, metode: str = "", biogen: bool = False,
    ) -> Klimalinje:  # fmt: skip
        """One post with the factor of a day, where its unit is that of the amount."""
        faktor, grunn = self._finn(kode, dag, metode or STROMMETODE.get(kode.upper(), "")), ""
        if not kode:
            faktor, grunn = None, "ingen faktor er valgt"
        elif faktor is None:
            grunn = f"{kode} er ikke kjent for {dag.year}"
        elif faktor.per != enhet and not (faktor.per in ("pkm", "vkm") and enhet == "km"):
            grunn = f"{kode} er per {faktor.per}, mengden er i {enhet}"
            faktor = None
        return Klimalinje(
            scope, kategori, aktivitet, mengde, enhet, kode, metode, faktor, (kilde,), biogen, False, grunn
        )

    def _finn(self, kode: str, dag: date, metode: str = "") -> Faktor | None:
        nokkel = kode, dag, metode
        if nokkel not in self._funnet:
            self._funnet[nokkel] = self.faktorer.finn(kode, dag, metode)
        return self._funnet[nokkel]

    @cached_property
    def _funnet(self) -> dict[tuple[str, date, str], Faktor | None]:
        return {}

    def _del(self, fra: date, til: date) -> tuple[float, date]:
        """The part of a stretch of days that lies in the year, and its last day there; 0 where none does."""
        a, b = max(fra, date(self.aar, 1, 1)), min(til, date(self.aar, 12, 31))
        return (((b - a).days + 1) / ((til - fra).days + 1), b) if a <= b else (0.0, b)

    def _energi(self) -> Iterator[Klimalinje]:
        for e in self.registre.energi:
            andel, dag = self._del(e.fra, e.til)
            if not andel or e.mengde is None:
                continue
            mengde = e.mengde * andel
            if e.baerer == EGEN_SOL:
                yield Klimalinje(2, None, EGEN_SOL, mengde, e.maaleenhet, "", "", None, (e.kilde,), null=True)
            elif e.baerer == STROM:
                yield from self._strom("Strøm", mengde, e.maaleenhet, e.garanti_pst or 0.0, dag, e.kilde)
            else:
                scope = 1 if e.baerer in I_EGEN_DRIFT else 2
                yield self._post(scope, None, e.baerer, mengde, e.maaleenhet, ENERGIKODE.get(e.baerer, ""), dag,
                                 e.kilde, biogen=e.baerer in BIOGENT)  # fmt: skip

    def _strom(
        self, hva: str, mengde: float, enhet: str, garanti: float, dag: date, kilde: Kilde
    ) -> Iterator[Klimalinje]:
        """By both methods (E5). garanti: per cent with a guarantee of origin, which emits nothing by the market."""
        yield self._post(2, None, f"{hva}, lokasjonsbasert", mengde, enhet, STROM_LOKASJON, dag, kilde, metode=LOKASJON)
        uten = mengde * (1 - garanti / 100)
        if uten:
            yield self._post(2, None, f"{hva}, markedsbasert", uten, enhet, STROM_MARKED, dag, kilde, metode=MARKED)
        if garanti:
            navn = f"{hva} med opprinnelsesgaranti"
            yield Klimalinje(2, None, navn, mengde - uten, enhet, "", MARKED, None, (kilde,), null=True)

    def _drivstoff(self) -> Iterator[Klimalinje]:
        for d in self.registre.drivstoff:
            if d.dato.year != self.aar or d.mengde is None:
                continue
            if d.slag == STROM:
                yield from self._strom("Strøm til kjøretøy", d.mengde, d.maaleenhet, 0.0, d.dato, d.kilde)
            else:
                yield self._post(1, None, d.slag, d.mengde, d.maaleenhet, DRIVSTOFFKODE.get(d.slag, ""), d.dato,
                                 d.kilde, biogen=d.slag in BIOGENT)  # fmt: skip

    def _avfall(self) -> Iterator[Klimalinje]:
        egne = {r.kode.casefold() for r in self.faktorer.egne}
        for a in self.registre.avfall:
            andel, dag = self._del(a.fra, a.til)
            if not andel or a.kg is None:
                continue
            kode = f"AVFALL_{a.fraksjon.replace(' ', '_').upper()}"
            hva = (a.fraksjon, kode) if kode.casefold() in egne else ("Avfall", "AVFALL")
            yield self._post(3, AVFALL, hva[0], a.kg * andel, "kg", hva[1], dag, a.kilde)

    def _reiser(self) -> Iterator[Klimalinje]:
        for r in self.registre.reiser:
            if r.dato.year == self.aar:
                yield from self.reise(r)

    def reise(self, r: Reise) -> Iterator[Klimalinje]:
        """The lines of one business trip of the year: the way, and the nights."""
        if r.km is not None and (r.faktor or r.transport not in UTEN_MOTOR):
            kode = faktorkode(r)
            km, enhet = r.km * r.reisende, "pkm"
            funnet = self._finn(kode, r.dato)
            if funnet is not None and funnet.per == "vkm":  # the car, shared by those in it
                km, enhet = km / (r.personer or 1.0), "vkm"
            navn = f"Tjenestereiser, {r.transport.lower()}"
            yield self._post(3, TJENESTEREISER, navn, km, enhet, kode, r.dato, r.kilde)
        if r.netter:
            natt = r.netter * r.reisende
            yield self._post(3, TJENESTEREISER, OVERNATTING, natt, "natt", HOTELL, r.dato, r.kilde)

    def _pendling(self) -> Iterator[Klimalinje]:
        """Sums of enough people; what one travels stands nowhere."""
        navn = lister.scope3()[PENDLING]
        for c in self._pendlet:
            if c.vises:
                aktivitet = f"{navn} ({c.kode or 'uten faktor'})"
                yield self._post(3, PENDLING, aktivitet, c.mengde, c.enhet, c.kode, c.siste, Kilde(REISEVANER))

    @cached_property
    def _pendlet(self) -> list[_Celle]:
        """Who travels, how far and the last day, by the group they stand in, code, unit and the factor of the day.

        Shown is what is of enough people, and leaves nothing of fewer where it is taken out of its group, whose
        kilometres stand on a page of their own."""
        celler: dict[object, _Celle] = {}
        for gruppe, nr, dager in self.pendling.reiser if self.pendling is not None else ():
            for d, vane in dager:
                if not vane.km:
                    continue
                uten = vane.transport in UTEN_MOTOR and not vane.faktor
                kode, km, enhet = faktorkode(vane), T_R * vane.km, "pkm"
                funnet = None if uten else self._finn(kode, d)
                if funnet is not None and funnet.per == "vkm":
                    km, enhet = km / (vane.personer or 1.0), "vkm"
                nokkel = gruppe, kode, enhet, uten, funnet and (funnet.rad[:-1], funnet.alder)
                c = celler.setdefault(nokkel, _Celle(gruppe, kode, enhet, uten, d))
                c.hvem.add(nr)
                c.mengde, c.siste = c.mengde + km, max(c.siste, d)
        for gruppe in {c.gruppe for c in celler.values()}:
            egne = sorted((c for c in celler.values() if c.gruppe == gruppe), key=lambda c: (len(c.hvem), c.mengde))
            vises = [c for c in egne if len(c.hvem) >= self.minst and not c.uten_utslipp]
            rest = set[str]().union(*(c.hvem for c in egne if c not in vises))
            while vises and 0 < len(rest) < self.minst:
                rest |= vises.pop(0).hvem
            for c in vises:
                c.vises = True
        return list(celler.values())

    def _hjemmekontor(self) -> Iterator[Klimalinje]:
        """The power of the days at home, where somebody has measured it (E8); of enough people."""
        dager = [h for h in self.registre.hjemmekontor if h.dato.year == self.aar]
        if self.hjemmekontor_kwh and len({self.hvem_er(h.ansattnr) for h in dager}) >= self.minst:
            kwh, siste = self.hjemmekontor_kwh * len(dager), max(h.dato for h in dager)
            navn = "Hjemmekontor, strøm lokasjonsbasert"
            yield self._post(3, PENDLING, navn, kwh, "kWh", STROM_LOKASJON, siste, dager[0].kilde)

    def _egne(self) -> Iterator[Klimalinje]:
        for k in self.registre.klimaposter:
            if int(k.aar) != self.aar or k.mengde is None or k.scope not in ("1", "2", "3"):
                continue
            kategori = int(k.kategori) if k.kategori and k.scope == "3" else None
            post = self._post(int(k.scope), kategori, k.aktivitet, k.mengde, k.enhet, k.faktor, date(self.aar, 12, 31),
                              k.kilde)  # fmt: skip
            # Power by one method is in the sum of that method alone.
            metode = STROMMETODE.get(k.faktor.strip().upper()) or (post.faktor.rad.metode if post.faktor else "")
            yield post._replace(metode=metode) if k.scope == "2" else post

    # Sums

    def _sum(self, poster: list[Klimalinje]) -> Sum:
        kjente = [p for p in poster if p.kg is not None]
        rader = [p.faktor.rad for p in kjente if p.faktor]
        merker = [BLANDET] if len(gasser(rader)) == len(GASSER) else []
        if len({r.omfang == LIVSLOP for r in rader if r.omfang}) == 2:  # it says of what, and not of the same
            merker.append(BLANDET_OMFANG)
        kg = fsum(p.kg or 0.0 for p in kjente) if kjente else None
        return Sum(kg, len(poster) - len(kjente), "; ".join(merker))

    def scope(self, nr: int, metode: str = "") -> Sum:
        """The sum of a scope; Scope 2 by one of the methods."""
        egne = [p for p in self.poster if p.scope == nr and not p.biogen and (not metode or p.metode in ("", metode))]
        return self._med_merke(self._sum(egne), metode if nr == 2 else "")

    def i_alt(self, metode: str) -> Sum:
        """All scopes together, with Scope 2 by one of the methods."""
        return self._med_merke(self._sum([p for p in self.poster if not p.biogen and p.metode in ("", metode)]), metode)

    def _med_merke(self, s: Sum, metode: str) -> Sum:
        """Power of Klimaposter by the other method alone is not in the sum, which says so."""
        if not metode or self._egne_metoder in (set(), {LOKASJON, MARKED}, {metode}):
            return s
        return s._replace(merke="; ".join(filter(None, (s.merke, EN_METODE[metode]))))

    @cached_property
    def _egne_metoder(self) -> set[str]:
        return {p.metode for p in self._egne() if p.scope == 2 and p.metode}

    @property
    def biogent(self) -> Sum:
        return self._sum([p for p in self.poster if p.biogen])

    @cached_property
    def summer(self) -> dict[str, Sum]:
        return {
            "scope1": self.scope(1), "scope2_lokasjon": self.scope(2, LOKASJON), "scope2_marked": self.scope(2, MARKED),
            "scope3": self.scope(3),
        }  # fmt: skip

    @cached_property
    def utelatt(self) -> tuple[Utelattkategori, ...]:
        med = {p.kategori for p in self.poster if p.scope == 3}
        ut = []
        for nr in lister.scope3():
            if nr in med:
                continue
            grunn = KATEGORIGRUNN.get(nr, IKKE_FORT)
            if nr == PENDLING:
                grunn = self._uten_pendling()
            ut.append(Utelattkategori(nr, grunn))
        return tuple(ut)

    def _uten_pendling(self) -> str:
        if self.pendling is None:
            return UTEN_BANK
        if not self.pendling.personer:
            return f"Ingen oppmøter med reisevane i {self.aar}."
        if self.pendling.reiser and all(c.uten_utslipp for c in self._pendlet) and not self.pendling.utelatt:
            return "Alle går eller sykler: ingen utslipp."
        return f"Færre enn {self.minst} personer på hver reisemåte: vises ikke."

    def merknader(self) -> Iterator[str]:
        """What a reader must know of the account beside its lines."""
        if self.pendling is not None and self.pendling.ukjente:
            yield f"{self.pendling.ukjente} ansatte mangler reisevane og er ikke med: ukjent, ikke 0 km."
        if self.pendling is not None and self.pendling.utelatt:
            yield f"{self.pendling.utelatt} ansatte er i for små grupper og er ikke med i pendlingen."
        if smaa := {nr for c in self._pendlet if not c.vises and not c.uten_utslipp for nr in c.hvem}:
            yield f"{len(smaa)} ansatte har reiser med en faktor for få deler, og de reisene er ikke med i pendlingen."
        hjemme = [h for h in self.registre.hjemmekontor if h.dato.year == self.aar]
        if hjemme and not self.hjemmekontor_kwh:
            yield (
                f"{len(hjemme)} dager på hjemmekontor er ikke med: valget hjemmekontor_kwh er tomt, og utenlandske "
                "faktorer passer ikke for norske hjem."
            )
        if (bio := self.biogent).kg is not None:
            yield f"Biogene utslipp, utenfor summen: {tekst.tall(bio.kg)} kg."
