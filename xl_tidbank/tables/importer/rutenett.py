"""A roster as a grid: people down, days across, a code in each cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xl_tidbank.core.errors import Feilmelding, TidbankFeil, Verdifeil
from xl_tidbank.core.model import TIDBANK, TILDELT, TILDELT_MAATE
from xl_tidbank.core.tekst import timer as vis_timer
from xl_tidbank.core.tid.clock import slutten
from xl_tidbank.tables import values
from xl_tidbank.tables.names import bokstaver, samme

from . import dager
from . import fil as filen
from .fil import Fil, Filark, Sted
from .funnet import TURNUS, VAKTER, Avlest, Bortedag, Fridag, Funnet, opp_til
from .koder import Fravaersrute, Fri, Kodebok, Ukjentkode, Vakttid
from .personer import Personoppslag
from .profil import Profil, nokkel
from .valg import Importvalg

_SLUTT = re.compile(r"(?:sum|totalt?|i alt|bemanning|(?:tegn)?forklaring)\b", re.IGNORECASE)
_TOMME_TIL_SLUTT = 5  # rows without a person after which the roster is over
_OVER = 3  # rows above the days in which the headings of the columns may stand


def velg_ark(fil: Fil, valg: Importvalg, kodebok: Kodebok) -> tuple[Filark, dager.Overskrift]:
    """The sheet with the roster. Raises TidbankFeil where there is none, or more than one."""
    treff: list[tuple[Filark, dager.Overskrift]] = []
    for ark in fil.ark:
        if valg.ark and samme(ark.navn) != samme(valg.ark):
            continue
        if valg.ark or not kodebok.er_liste(ark.navn):
            hode = dager.finn(ark, valg.fra)
            if hode is not None:
                treff.append((ark, hode))
    if len(treff) == 1:
        return treff[0]
    navn = opp_til((a.navn for a in fil.ark), 10)
    if treff:
        hvilke = opp_til((a.navn for a, _ in treff), 10)
        raise TidbankFeil(Feilmelding(fil.navn, "", f"Turnus står på flere ark: {hvilke}. Velg ett med --ark."))
    if valg.ark and not any(samme(a.navn) == samme(valg.ark) for a in fil.ark):
        raise TidbankFeil(Feilmelding(fil.navn, "", f"Arket «{valg.ark}» finnes ikke. Filen har {navn}."))
    hva = f"Fant ingen rad med minst {dager.MINST} datoer i de 30 øverste. Skriv datoene i én rad over vaktene."
    raise TidbankFeil(Feilmelding(fil.navn, "", hva))


def finn_kolonner(ark: Filark, topp: int, profil: Profil, uten: Mapping[int, Any], over: int = _OVER) -> dict[str, int]:
    """Our field -> column, by the headings of the row of days and the rows right above it."""
    ut: dict[str, int] = {}
    for felt, hoder in profil.kolonner.items():
        mulige = [nokkel(h) for h in hoder]
        for rad in range(topp, max(-1, topp - over - 1), -1):
            navn = {k: nokkel(filen.tekst_eller_tom(ark.celle(rad, k))) for k in filen.fylte(ark, rad) if k not in uten}
            funnet = next((k for h in mulige for k, n in navn.items() if n == h and k not in ut.values()), None)
            if funnet is not None:
                ut[felt] = funnet
                break
    return ut


def krev_person(fil: Fil, profil: Profil, kolonner: Mapping[str, int]) -> None:
    if "Ansattnr" in kolonner:
        return
    har_navn = "Navn" in kolonner or {"Fornavn", "Etternavn"} <= set(kolonner)
    if har_navn and profil.slaa_opp_navn:
        return
    leter = ", ".join(profil.kolonner.get("Ansattnr", ())) or "ingen"
    hva = f"Fant ingen kolonne med ansattnummer (profilen leter etter {leter})"
    gjor = "Sett slaa_opp_navn = true under [regler] i profilen" if har_navn else "Skriv overskriften i profilen"
    raise TidbankFeil(Feilmelding(fil.navn, "", f"{hva}. {gjor}, eller legg kolonnen til i filen."))


@dataclass(slots=True)
class Kodefeil:
    """A code nobody has given times, and the cells it stands in."""

    ukjent: Ukjentkode
    sted: Sted
    ansattnr: set[str] = field(default_factory=set)
    steder: list[str] = field(default_factory=list)


class Kodeleser:
    """Cells with codes -> rows. What is not understood is told of once for each code."""

    def __init__(self, kodebok: Kodebok, ut: Avlest) -> None:
        self.kodebok, self.ut = kodebok, ut
        self.feil: dict[tuple[str, str], Kodefeil] = {}  # by the code and the cell it is in

    def les(self, raa: Any, sted: Sted) -> tuple[str, tuple[Any, ...]]:
        """The text of a cell and what it means; a Verdifeil's sentence as a code of its own."""
        try:
            if not self._kan_vaere_kode(raa):
                raise Verdifeil(f"Cellen er {values.vis(raa)}, som ikke er en vaktkode. Skriv koden som tekst.")
            tekst = filen.tekst(raa)
        except Verdifeil as e:
            return filen.vist(raa), (Ukjentkode(f"\0{sted}", e.feil[0].tekst),)
        return tekst, self.kodebok.tolk(tekst)

    def _kan_vaere_kode(self, raa: Any) -> bool:
        """Dates and numbers are none, but for a number somebody uses as a code."""
        if isinstance(raa, (int, float)) and not isinstance(raa, bool):
            return self.kodebok.profil.kode(values.talltekst(raa)) in self.kodebok.tider
        return not isinstance(raa, date)

    def ta(self, nr: str, dag: date, raa: Any, sted: Sted, enhet: str = "") -> None:
        """One cell of one person and day."""
        tekst, betyr = self.les(raa, sted)
        sagt = bool(tekst) or "" in self.kodebok.profil.fri
        if sagt and all(isinstance(b, Fri) or (isinstance(b, Vakttid) and b.tidbank) for b in betyr):
            self.ut.fridager.append(Fridag(nr, dag, tekst, sted, not tekst))
        for b in betyr:
            if isinstance(b, Fri):
                self.ut.fri += 1
            elif isinstance(b, Fravaersrute):
                self.ut.fravaer.append(Bortedag(nr, dag, b.vaar, b.kode, sted))
                self.ut.skjermet.add((nr, dag))
            elif isinstance(b, Ukjentkode):
                self.ut.skjermet.add((nr, dag))
                f = self.feil.setdefault((b.kode, tekst), Kodefeil(b, sted))
                f.ansattnr.add(nr)
                f.steder.append(sted.celle or str(sted))
            else:
                self.ut.rader.append(som_rad(b, nr, dag, sted, tekst, enhet))

    def si(self) -> None:
        for (kode, tekst), f in self.feil.items():
            hva, gjor = self.kodebok.hvorfor(f.ukjent, tekst)
            flere = len(set(f.steder)) > 1
            hvor = f" ({len(f.steder)} ruter: {opp_til(f.steder)})" if flere else ""
            verdi = "" if kode.startswith("\0") else tekst[:60]
            nr = next(iter(f.ansattnr)) if len(f.ansattnr) == 1 else ""
            self.ut.konflikt(f.sted, nr, verdi, f"{hva.rstrip('.')}{hvor}.", gjor)


def som_rad(v: Vakttid, nr: str, dag: date, sted: Sted, tekst: str, enhet: str = "") -> Funnet:
    if not v.tidbank:
        return Funnet(TURNUS, nr, dag, v.start, v.slutt, v.pause, sted, tekst)
    return Funnet(
        VAKTER, nr, dag, v.start, v.slutt, v.pause, sted, tekst, type=TIDBANK, maate=TILDELT_MAATE, status=TILDELT,
        enhet=enhet,
    )  # fmt: skip


def les(
    fil: Fil, profil: Profil, kodebok: Kodebok, personer: Personoppslag, valg: Importvalg, enheter: Sequence[str]
) -> tuple[Avlest, Filark]:
    """What a grid says. Raises TidbankFeil where no roster can be read of it."""
    ark, hode = velg_ark(fil, valg, kodebok)
    fra, til = dager.vindu(list(hode.dager.values()), valg.fra, valg.til)
    kolonner = finn_kolonner(ark, hode.rad, profil, hode.dager)
    krev_person(fil, profil, kolonner)
    leser = _Leser(ark, hode, kolonner, Avlest(fra, til), kodebok, personer, valg, enheter)
    leser.les()
    return leser.ut, ark


class _Leser:
    def __init__(
        self, ark: Filark, hode: dager.Overskrift, kolonner: Mapping[str, int], ut: Avlest, kodebok: Kodebok,
        personer: Personoppslag, valg: Importvalg, enheter: Sequence[str],
    ) -> None:  # fmt: skip
        self.ark, self.hode, self.kolonner, self.ut = ark, hode, kolonner, ut
        self.personer, self.valg = personer, valg
        self.koder = Kodeleser(kodebok, ut)
        self.enheter = {samme(e): e for e in enheter}
        self.dager = {kol: d for kol, d in hode.dager.items() if ut.fra <= d <= ut.til}
        self.personrader: list[int] = []

    def les(self) -> None:
        enhet, tomme, overskrifter = self.valg.enhet, 0, []
        summer: dict[str, tuple[float, Sted]] = {}
        for rad in range(self.hode.rad + 1, len(self.ark.rader)):
            forste = next(filen.fylte(self.ark, rad), None)
            if forste is not None and _SLUTT.match(filen.tekst_eller_tom(self.ark.celle(rad, forste))):
                self._resten(rad)
                break
            nr_raa, navn_raa = (
                self.ark.celle(rad, self.kolonner[f]) if f in self.kolonner else None for f in ("Ansattnr", "Navn")
            )
            celler = {k: v for k in self.hode.dager if not values.tom(v := self.ark.celle(rad, k))}
            kjent = filen.tekst_eller_tom(nr_raa) in self.personer.navn
            igjen = None if kjent or not self.personrader else dager.gjentar(self.ark, rad, self.hode)
            if igjen is False:
                self._resten(rad)
                break
            if igjen:
                continue
            if not celler and not kjent:
                tekst = (
                    filen.tekst_eller_tom(navn_raa)
                    or filen.tekst_eller_tom(nr_raa)
                    or (filen.tekst_eller_tom(self.ark.celle(rad, forste)) if forste is not None else "")
                )
                if tekst:
                    enhet = self.enheter.get(samme(tekst), self.valg.enhet)
                    overskrifter += [] if samme(tekst) in self.enheter else [tekst]
                tomme += 1
            elif values.tom(nr_raa) and values.tom(navn_raa):
                self._uten_person(rad, celler)
                tomme += 1
            else:
                tomme = 0
                self._person(rad, nr_raa, navn_raa, celler, enhet, summer)
            if tomme >= _TOMME_TIL_SLUTT:
                self._resten(rad)
                break
        self._si(overskrifter, summer)

    def _resten(self, siste: int) -> None:
        """People with shifts below where the roster ends: not read, for nobody knows what their columns are."""
        etter: dict[str, int] = {}
        felt = ("Ansattnr",) if "Ansattnr" in self.kolonner else ("Navn",)
        for rad in range(siste + 1, len(self.ark.rader)):
            nr = self.personer.kjent(*(self.ark.celle(rad, self.kolonner[f]) for f in felt if f in self.kolonner))
            if nr and any(not values.tom(self.ark.celle(rad, k)) for k in self.hode.dager):
                etter.setdefault(nr, rad)
        if etter:
            rad = min(etter.values())
            hva = f"{self.ark.hvor(siste).capitalize()} avslutter turnusen, og vaktene under den er ikke lest"
            gjor = "Flytt radene over den, eller legg dem på et ark for seg og velg det med --ark."
            hva = f"{hva}: {len(etter)} ansatte ({opp_til(etter)})."
            self.ut.konflikt(self.ark.sted(rad, self.kolonner[felt[0]]), "", "", hva, gjor)
            self.ut.skjermet |= {(nr, dag) for nr in etter for dag in self.dager.values()}

    def _uten_person(self, rad: int, celler: Mapping[int, Any]) -> None:
        """Weekdays below the dates and counts of staff are nobody's; shifts that are nobody's are a conflict."""
        betyr = [(k, b) for k, v in celler.items() for b in self.koder.les(v, self.ark.sted(rad, k))[1]]
        vakter = [k for k, b in betyr if isinstance(b, Vakttid)]
        if vakter and len(vakter) >= len(celler) / 2:
            hva = f"{self.ark.hvor(rad).capitalize()} har {len(vakter)} vakter, men verken ansattnr eller navn."
            self.ut.konflikt(self.ark.sted(rad, vakter[0]), "", "", hva, "Skriv ansattnummeret i raden.")

    def _person(
        self, rad: int, nr_raa: Any, navn_raa: Any, celler: Mapping[int, Any], enhet: str,
        summer: dict[str, tuple[float, Sted]],
    ) -> None:  # fmt: skip
        kol = self.kolonner.get("Ansattnr", self.kolonner.get("Navn", 0))
        i_vindu = {k: v for k, v in celler.items() if k in self.dager}
        vakter = [
            k for k, v in i_vindu.items() for b in self.koder.les(v, self.ark.sted(rad, k))[1] if isinstance(b, Vakttid)
        ]
        nr = self.personer.finn(nr_raa, navn_raa, self.ark.sted(rad, kol), len(vakter))
        if nr is None:
            return
        self.ut.personer.add(nr)
        self.personrader.append(rad)
        for k, dag in self.dager.items():
            self.koder.ta(nr, dag, self.ark.celle(rad, k), self.ark.sted(rad, k), enhet)
        if "Sum" in self.kolonner:
            try:
                tall = values.tall(self.ark.celle(rad, self.kolonner["Sum"]), "Sum")
            except Verdifeil:
                tall = None
            if tall is not None:
                foer = summer.get(nr, (0.0, None))[0]
                summer[nr] = (foer + tall, self.ark.sted(rad, self.kolonner["Sum"]))

    def _si(self, overskrifter: Sequence[str], summer: Mapping[str, tuple[float, Sted]]) -> None:
        self.koder.si()
        self._uten_dato()
        if len(self.dager) == len(self.hode.dager):  # the sum of a part says nothing of the whole (I14)
            regnet: dict[str, int] = {}
            for r in self.ut.rader:
                regnet[r.ansattnr] = regnet.get(r.ansattnr, 0) + r.minutter
            for nr, (sum_, sted) in summer.items():
                timer = regnet.get(nr, 0) / 60
                if abs(timer - sum_) > 0.005:
                    hva = f"Sum for {nr} er {vis_timer(sum_)} i filen og {vis_timer(timer)} regnet av vaktene."
                    self.ut.merk(hva, sted)
        if overskrifter:
            korte = (t if len(t) <= 40 else f"{t[:39]}…" for t in overskrifter)
            self.ut.merk(f"Ikke lest som enhet eller ansatt: {opp_til(korte)}.")
        for hva, skjulte, synlige in (
            ("rader", self.ark.skjulte_rader, {self.ark.rad0 + r for r in self.personrader}),
            ("kolonner", self.ark.skjulte_kolonner, {self.ark.kol0 + k for k in self.dager}),
        ):
            if felles := sorted(skjulte & synlige):
                navn = [str(n) if hva == "rader" else bokstaver(n) for n in felles]
                self.ut.merk(f"Skjulte {hva} er lest: {opp_til(navn)}.")
        egne = [(r, k) for r in self.personrader for k in self.dager]
        for merket, er, hva in (
            (self.ark.fargede, "har farge", "Farge"), (self.ark.strokne, "er strøket over", "Gjennomstreking"),
        ):  # fmt: skip
            celler = [(r, k) for r, k in egne if (self.ark.rad0 + r, self.ark.kol0 + k) in merket]
            if celler:
                antall = f"{len(celler)} {'celle' if len(celler) == 1 else 'celler'}"
                self.ut.merk(f"{antall} {er}. {hva} leses ikke.", self.ark.sted(*celler[0]))
        for sted, ref in self._flettede():
            self.ut.merk(f"{ref} er flettet, og er lest som den første dagen.", sted)

    def _uten_dato(self) -> None:
        """Columns among the days that have cells but no day of their own: a heading merged over several."""
        egne = set(self.kolonner.values())
        for kol in range(min(self.hode.dager), max(self.hode.dager) + 1):
            if kol in self.hode.dager or kol in egne or not values.tom(self.ark.celle(self.hode.rad, kol)):
                continue
            fylt = [r for r in self.personrader if not values.tom(self.ark.celle(r, kol))]
            if fylt:
                navn = bokstaver(self.ark.kol0 + kol)
                hva = f"Kolonne {navn} har {len(fylt)} celler under en overskrift uten egen dato, og er ikke lest."
                gjor = "Løs opp flettingen i overskriften, og skriv datoen over hver kolonne."
                self.ut.konflikt(self.ark.sted(fylt[0], kol), "", filen.vist(self.ark.celle(fylt[0], kol)), hva, gjor)

    def _flettede(self) -> Iterator[tuple[Sted, str]]:
        rader, kolonner = set(self.personrader), set(self.dager)
        for r, k, r2, k2 in self.ark.flettet:
            rad, kol = r - self.ark.rad0, k - self.ark.kol0
            if k2 > k and rad in rader and kol in kolonner and not values.tom(self.ark.celle(rad, kol)):
                yield self.ark.sted(rad, kol), f"{bokstaver(k)}{r}:{bokstaver(k2)}{r2}"


def krev_uten_overlapp(ut: Avlest) -> None:
    """The same person at one time in two rows of the grid is a conflict, and neither goes in."""
    per_dag: dict[tuple[str, date], list[Funnet]] = {}
    for r in ut.rader:
        per_dag.setdefault((r.ansattnr, r.dato), []).append(r)
    gale: set[int] = set()
    for (nr, dag), rader in per_dag.items():
        rader.sort(key=lambda r: (r.start or 0, r.slutt or 0))
        for n, a in enumerate(rader):
            for b in rader[n + 1 :]:
                if _rad(a.sted) != _rad(b.sted) and _til(a) > (b.start or 0):
                    gale |= {id(a), id(b)}
                    hva = f"Ansatt {nr} har to vakter {dag:%d.%m.%Y} som overlapper ({a.sted} og {b.sted})."
                    ut.konflikt(b.sted, nr, b.verdi, hva, "La bare den ene stå i filen.")
                    ut.skjermet.add((nr, dag))
    ut.rader = [r for r in ut.rader if id(r) not in gale]


def _rad(sted: Sted) -> str | int:
    return sted.linje or sted.celle.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _til(r: Funnet) -> int:
    return 0 if r.start is None or r.slutt is None else slutten(r.start, r.slutt)
