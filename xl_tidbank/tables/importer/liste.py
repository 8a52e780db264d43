"""A row for each shift, or for each stretch of worked hours: date, clock times, perhaps an id, a type and a status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from xl_tidbank.core.errors import Feilmelding, TidbankFeil, Verdifeil
from xl_tidbank.core.model import GODKJENT, LEDIG, ORDINAER, SELVVALGT, SOKT, TILDELT, TILDELT_MAATE
from xl_tidbank.core.tekst import timer as vis_timer
from xl_tidbank.core.tid.clock import MINUTTER_I_DOGN as DOGN
from xl_tidbank.core.tid.clock import SONE, slutten
from xl_tidbank.tables import values
from xl_tidbank.tables.names import samme
from xl_tidbank.tables.values import talltekst

from . import dager as dagene
from . import fil as filen
from .fil import Fil, Filark, Sted
from .funnet import TIMER, TURNUS, VAKTER, Avlest, Bortedag, Funnet, opp_til
from .personer import Personoppslag
from .profil import AVLYS, Profil, nokkel
from .profil import TIMER as TIMELISTE
from .rutenett import finn_kolonner, krev_person
from .valg import Importvalg

_SOK = 30
_MEST_TIMER = 4.0  # hours a break may last; a larger number is minutes
_DATO_TID = re.compile(r"(.*[0-9])(?:,? ?kl\.? ?|[T ]|, ?)([0-9]{1,2}[:.][0-9]{2})(?::00(?:\.0+)?)?")
_MED_SONE = re.compile(r".*T.*(?:Z|[+-][0-9]{2}:?[0-9]{2})")
_LIKE = "Start og slutt er like: 0 eller 24 timer?"


def les(fil: Fil, profil: Profil, personer: Personoppslag, valg: Importvalg) -> tuple[Avlest, Filark]:
    """What a list says. Raises TidbankFeil where it has no such header."""
    ark, topp, kolonner = _velg_ark(fil, profil, valg)
    krev_person(fil, profil, kolonner)
    return _Leser(fil, ark, topp, kolonner, profil, personer, valg).les(), ark


def _velg_ark(fil: Fil, profil: Profil, valg: Importvalg) -> tuple[Filark, int, dict[str, int]]:
    """The sheet and the row whose headings the profile knows best."""
    best: tuple[int, Filark, int, dict[str, int]] | None = None
    for ark in fil.ark:
        if valg.ark and samme(ark.navn) != samme(valg.ark):
            continue
        for rad in range(min(_SOK, len(ark.rader))):
            kolonner = finn_kolonner(ark, rad, profil, {}, 0)
            krav = profil.topp and not {nokkel(t) for t in profil.topp} & {
                nokkel(filen.tekst_eller_tom(ark.celle(rad, k))) for k in filen.fylte(ark, rad)
            }
            if not krav and (best is None or len(kolonner) > best[0]):
                best = (len(kolonner), ark, rad, kolonner)
    har = set(best[3]) if best else set()
    if best is None or not ({"Start", "Slutt"} <= har or {"Dato", "Timer"} <= har):
        ord_ = opp_til((h for f in ("Dato", "Start", "Slutt") for h in profil.kolonner.get(f, ())[:2]), 6)
        hva = f"Fant ikke overskriftene profilen {profil.navn} leter etter, som {ord_}"
        raise TidbankFeil(Feilmelding(fil.navn, "", f"{hva}. Lag en profil for filen: tidbank profil-fra."))
    return best[1], best[2], best[3]


class _Leser:
    def __init__(
        self, fil: Fil, ark: Filark, topp: int, kolonner: Mapping[str, int], profil: Profil, personer: Personoppslag,
        valg: Importvalg,
    ) -> None:  # fmt: skip
        self.fil, self.ark, self.topp, self.kolonner = fil, ark, topp, kolonner
        self.profil, self.personer, self.valg = profil, personer, valg
        self.ut = Avlest(date.max, date.min)
        self.dag_forst = {
            f: values.dag_star_forst([_datodel(v) for v in self._kolonne(f)]) for f in ("Dato", "Start", "Slutt")
        }
        self.pauseenhet = self._pauseenhet()
        self.sett: dict[str, tuple[Funnet | None, int]] = {}
        self.like = 0

    def _kolonne(self, felt: str) -> Iterator[Any]:
        if felt in self.kolonner:
            for rad in range(self.topp + 1, len(self.ark.rader)):
                yield self.ark.celle(rad, self.kolonner[felt])

    def _verdi(self, rad: int, felt: str) -> Any:
        return self.ark.celle(rad, self.kolonner[felt]) if felt in self.kolonner else None

    def _sted(self, rad: int, *felt: str) -> Sted:
        kol = next((self.kolonner[f] for f in felt if f in self.kolonner), 0)
        return self.ark.sted(rad, kol)

    def les(self) -> Avlest:
        alle: list[date] = []
        utenfor = 0
        for rad in range(self.topp + 1, len(self.ark.rader)):
            if all(values.tom(self.ark.celle(rad, k)) for k in self.kolonner.values()):
                continue
            sted = self._sted(rad, "Dato", "Start")
            try:
                dag = self._dag(rad)
            except Verdifeil as e:
                self._feil(rad, sted, filen.vist(self._verdi(rad, "Dato" if "Dato" in self.kolonner else "Start")), e)
                continue
            alle.append(dag)
            if (self.valg.fra and dag < self.valg.fra) or (self.valg.til and dag > self.valg.til):
                utenfor += 1
                if ekstern := filen.tekst_eller_tom(self._verdi(rad, "Id")):
                    self.ut.utenfor[ekstern] = (dag, sted)
                continue
            self._rad(rad, dag, sted)
        if not alle:
            feil = self.ut.konflikter[0].tekst if self.ut.konflikter else "Filen har ingen rader under overskriftene."
            raise TidbankFeil(Feilmelding(self.fil.navn, "", f"Ingen rader kan leses. {feil}"))
        fra, til = dagene.vindu(alle, self.valg.fra, self.valg.til)
        self.ut.fra, self.ut.til = self.valg.fra or fra, self.valg.til or til
        if utenfor:
            self.ut.merk(f"{utenfor} {'rad er' if utenfor == 1 else 'rader er'} utenfor vinduet, og er ikke lest.")
        if self.like:
            self.ut.merk(
                f"{self.like} {'rad står' if self.like == 1 else 'rader står'} to ganger i filen, og er lest én gang."
            )
        return self.ut

    def _feil(
        self, rad: int, sted: Sted, verdi: str, e: str | TidbankFeil, tiltak: str = "", dag: date | None = None
    ) -> None:
        """A conflict; what the bank has of the row is left alone."""
        nr = filen.tekst_eller_tom(self._verdi(rad, "Ansattnr"))
        self.ut.konflikt(sted, nr if nr in self.personer.navn else "", verdi, e, tiltak)
        self._skjerm(rad, nr, dag)

    def _skjerm(self, rad: int, nr: str, dag: date | None) -> None:
        if ekstern := filen.tekst_eller_tom(self._verdi(rad, "Id")):
            self.ut.skjermede_id.add(ekstern)
        elif dag is not None:
            self.ut.skjermet.add((nr, dag))

    # A row

    def _rad(self, rad: int, dag: date, sted: Sted) -> None:
        slag = nokkel(filen.tekst_eller_tom(self._verdi(rad, "Type")))
        vist_type = filen.vist(self._verdi(rad, "Type"))
        status = self._status(rad, dag)
        if status is None:
            return
        nr = ""
        har_person = any(not values.tom(self._verdi(rad, f)) for f in ("Ansattnr", "Navn", "Fornavn", "Etternavn"))
        if har_person or status != LEDIG:
            funnet = self.personer.finn(
                self._verdi(rad, "Ansattnr"), self._navn(rad), self._sted(rad, "Ansattnr", "Navn")
            )
            if funnet is None:
                self._skjerm(rad, filen.tekst_eller_tom(self._verdi(rad, "Ansattnr")), dag)
                return
            nr = funnet
            self.ut.personer.add(nr)
        if nr and status == LEDIG and slag not in self.profil.listefravaer:
            vist = filen.vist(self._verdi(rad, "Status"))
            hva = f"Statusen «{vist}» er en ledig vakt, men raden har ansattnr {nr}."
            gjor = "Tøm ansattnummeret hvis ingen har vakten, eller rett statusen i filen."
            self._feil(rad, self._sted(rad, "Status"), vist, hva, gjor, dag)
            return
        if slag in self.profil.listefravaer:
            self._skjerm(rad, nr, dag)
            self.ut.fravaer.append(Bortedag(nr, dag, self.profil.listefravaer[slag], vist_type, sted))
            return
        if slag and slag not in self.profil.type:
            gjor = "Legg den under [liste.type] eller [liste.fravaer] i profilen."
            self._feil(rad, self._sted(rad, "Type"), vist_type, f"Typen «{vist_type}» er ukjent.", gjor, dag)
            return
        try:
            rader = (
                self._timerad(rad, nr, dag, sted)
                if self.profil.form == TIMELISTE
                else self._vaktrad(rad, nr, dag, sted, self.profil.type.get(slag, ORDINAER), status)
            )
        except Verdifeil as e:
            self._feil(rad, sted, self._vist(rad), e, dag=dag)
            return
        self._ta(rad, rader)

    def _vist(self, rad: int) -> str:
        """The times of a row, as they stand."""
        felt = [v for f in ("Start", "Slutt", "Pause", "Timer") if (v := filen.vist(self._verdi(rad, f)))]
        return " ".join(felt)[:60]

    def _navn(self, rad: int) -> str:
        if navn := filen.tekst_eller_tom(self._verdi(rad, "Navn")):
            return navn
        return " ".join(filen.tekst_eller_tom(self._verdi(rad, f)) for f in ("Fornavn", "Etternavn")).strip()

    def _status(self, rad: int, dag: date) -> str | None:
        raa = filen.tekst_eller_tom(self._verdi(rad, "Status"))
        if not raa or self.profil.form == TIMELISTE:
            return TILDELT
        status = self.profil.status.get(nokkel(raa))
        if status is None:
            gjor = "Legg den under [liste.status] i profilen."
            self._feil(rad, self._sted(rad, "Status"), raa[:60], f"Statusen «{raa[:40]}» er ukjent.", gjor, dag)
        return status

    def _vaktrad(self, rad: int, nr: str, dag: date, sted: Sted, slag: str, status: str) -> Funnet | None:
        start, slutt = self._klokker(rad, dag)
        pause = self._pause(rad)
        ekstern = filen.tekst(self._verdi(rad, "Id"))
        enhet = filen.tekst_eller_tom(self._verdi(rad, "Enhet")) or self.valg.enhet
        kompetanse = filen.tekst_eller_tom(self._verdi(rad, "Kompetanse"))
        felles = (nr, dag, start, slutt, pause, sted, self._vist(rad), ekstern, None)
        if status == AVLYS:
            if ekstern:
                self.ut.avlyste[ekstern] = sted
            else:
                self.ut.merk("Vakten er avlyst i filen. Finnes den i banken, sett Avlyst der.", sted)
                self.ut.skjermet.add((nr, dag))
            return None
        if slag == ORDINAER and nr and status not in (LEDIG, SOKT):
            return Funnet(TURNUS, *felles)
        if status == LEDIG:
            slag = slag if slag != ORDINAER else self.profil.ledig_type
        maate = {TILDELT: TILDELT_MAATE, SOKT: SELVVALGT, LEDIG: SELVVALGT, GODKJENT: SELVVALGT}.get(status, "")
        return Funnet(VAKTER, *felles, slag, maate, status, enhet, kompetanse)

    def _timerad(self, rad: int, nr: str, dag: date, sted: Sted) -> Funnet:
        ekstern = filen.tekst(self._verdi(rad, "Id"))
        timer = self._timer(rad)
        tomt = [values.tom(self._verdi(rad, f)) for f in ("Start", "Slutt")]
        if all(tomt):
            if timer is None:
                raise Verdifeil("Timer mangler. Skriv inn og ut, eller timene i alt.")
            return Funnet(TIMER, nr, dag, None, None, None, sted, self._vist(rad), ekstern, timer)
        start, slutt = self._klokker(rad, dag)
        pause = self._pause(rad)
        if timer is not None:
            self._krev_sum(
                start, slutt, pause, timer, filen.vist(self._verdi(rad, "Pause")), filen.vist(self._verdi(rad, "Timer"))
            )
        return Funnet(TIMER, nr, dag, start, slutt, pause, sted, self._vist(rad), ekstern)

    def _krev_sum(self, start: int, slutt: int, pause: int | None, timer: float, pause_vist: str, vist: str) -> None:
        """The total is a check of the clock times; more than a minute apart, nobody can tell which is right."""
        lengde = slutten(start, slutt) - start
        netto = lengde - (pause or 0)
        if abs(timer * 60 - netto) <= 1 or (pause is None and timer * 60 < lengde):
            return
        fra_til = "–".join(f"{m // 60 % 24:02}:{m % 60:02}" for m in (start, slutt))
        mindre = f" mindre {pause_vist} pause" if pause else ""
        hele, deler = int(timer), round((timer - int(timer)) * 100)
        som_klokke = deler < 60 and hele * 60 + deler in (netto, lengde) and deler
        spor = f"; er {vist} ment som {hele} timer og {deler} minutter?" if som_klokke else "."
        hva = f"Timer {vist} stemmer ikke med {fra_til}{mindre} = {vis_timer(netto / 60)}{spor}"
        raise Verdifeil(f"{hva} Rett timene eller klokkeslettene i filen.")

    def _ta(self, rad: int, ny: Funnet | None) -> None:
        """Add a row; the same id, or the same person and times, twice is one row where both say the same."""
        if ny is None:
            return
        navn = ny.ekstern or (
            f"{ny.tabell}|{ny.ansattnr}|{ny.dato}|{ny.start}|{ny.slutt}|{ny.timer}" if ny.ansattnr else ""
        )
        if not navn or navn not in self.sett:
            if navn:
                self.sett[navn] = (ny, rad)
            self.ut.rader.append(ny)
            return
        forste, forste_rad = self.sett[navn]
        if forste is not None and forste._replace(sted=ny.sted, verdi=ny.verdi) == ny:
            self.like += 1
            return
        hva = f"Raden står to ganger i filen med ulikt innhold ({ny.ekstern or ny.ansattnr})."
        gjor = "La bare den riktige stå."
        if forste is not None:
            self.ut.rader = [r for r in self.ut.rader if r is not forste]
            self.sett[navn] = (None, forste_rad)
            self._feil(forste_rad, forste.sted, forste.verdi, hva, gjor, forste.dato)
        self._feil(rad, ny.sted, ny.verdi, hva, gjor, ny.dato)

    # Values

    def _dag(self, rad: int) -> date:
        felt = "Dato" if "Dato" in self.kolonner and not values.tom(self._verdi(rad, "Dato")) else "Start"
        raa = self._verdi(rad, felt)
        if values.tom(raa):
            raise Verdifeil("Dato mangler. Skriv dagen som 31.12.2026.")
        if felt == "Start":
            return self._tidspunkt(raa, "Start").date()
        return self._dato(raa, "Dato", self.dag_forst["Dato"])

    def _dato(self, raa: Any, hva: str, dag_forst: bool) -> date:
        """A day, in the first of the profile's ways that it can be read in."""
        forste: Verdifeil | None = None
        for form in self.profil.datoformat:
            try:
                if form == "auto" or not isinstance(raa, str):
                    dag = values.dato(raa, hva, dag_forst)
                    if dag is not None:
                        return dag
                elif "%Y" in form or "%y" in form:
                    lest = datetime.strptime(raa.strip(), form).date()
                    if lest == values.dato(lest, hva):
                        return lest
            except Verdifeil as e:
                forste = forste or e
            except ValueError:
                continue
        raise forste or Verdifeil(f"{hva} er {values.vis(raa)}, som ikke er en dato i profilens format. Rett datoen.")

    def _tidspunkt(self, raa: Any, hva: str) -> datetime:
        """A day with its clock time. An offset from UTC is turned into the time in Norway, which is exact."""
        if isinstance(raa, str) and _MED_SONE.fullmatch(raa.strip()):
            try:
                return datetime.fromisoformat(raa.strip()).astimezone(SONE).replace(tzinfo=None)
            except ValueError:
                pass
        if isinstance(raa, str) and (m := _DATO_TID.fullmatch(" ".join(raa.split()))):
            dag = self._dato(m[1], hva, self.dag_forst[hva])
            minutter = values.klokke(m[2], hva) or 0
            return datetime.combine(dag, datetime.min.time()) + timedelta(minutes=minutter)
        lest = values.tidspunkt(raa, hva)
        if lest is None:
            raise Verdifeil(f"{hva} mangler. Skriv dato og klokkeslett, som 29.03.2026 06:30.")
        return lest

    def _klokker(self, rad: int, dag: date) -> tuple[int, int]:
        """Minutes after midnight of the start and the end, which may be the day after."""
        raa = {f: self._verdi(rad, f) for f in ("Start", "Slutt")}
        for f, v in raa.items():
            if values.tom(v):
                raise Verdifeil(f"{f} mangler. Skriv klokkeslettet som 07:30.")
        med_dag = {f: self._med_dag(v, f) for f, v in raa.items()}
        fra, til = med_dag["Start"], med_dag["Slutt"]
        if fra is not None and til is not None:
            lengde = (til - fra).total_seconds() / 60
            if lengde == 0:
                raise Verdifeil(f"{_LIKE} Rett klokkeslettet, eller skriv et helt døgn med neste dag i slutten.")
            if not 0 < lengde <= DOGN:
                fra_til = f"{values.vis(fra)}–{values.vis(til)}"
                raise Verdifeil(f"{fra_til} er ikke en vakt på høyst ett døgn. Rett dagen eller klokkeslettet.")
            start, slutt = (t.hour * 60 + t.minute for t in (fra, til))
            return start, DOGN if slutt == 0 else slutt
        start_, slutt_ = (_klokke(v.time() if v is not None else raa[f], f) for f, v in med_dag.items())
        if start_ is None or slutt_ is None or start_ == slutt_:
            raise Verdifeil(f"{_LIKE} Rett klokkeslettet, eller skriv 00:00 til 24:00 for et helt døgn.")
        if start_ == DOGN:
            raise Verdifeil("Start er «24:00». Skriv 00:00, og dagen vakten begynner.")
        return start_, slutt_

    def _med_dag(self, raa: Any, hva: str) -> datetime | None:
        """A clock time that stands with its day; None for one that stands alone."""
        if isinstance(raa, str) and (_MED_SONE.fullmatch(raa.strip()) or _DATO_TID.fullmatch(" ".join(raa.split()))):
            return self._tidspunkt(raa, hva)
        lest = values.med_dag(raa, hva)
        if lest is None:
            return None
        return datetime.combine(lest.dag, datetime.min.time()) + timedelta(minutes=int(lest))

    def _pauseenhet(self) -> str:
        """What the numbers of the column are, where the profile leaves it to them: hundredths beside small numbers, or
        minutes; "" where each must speak for itself."""
        if self.profil.pause_enhet != "auto":
            return self.profil.pause_enhet
        tall = [t for v in self._kolonne("Pause") if (t := _tallet(v)) is not None]
        deler = any(t != int(t) and t < _MEST_TIMER for t in tall)
        minutter = any(t == int(t) and t > _MEST_TIMER for t in tall)
        return "timer" if deler and not minutter else "minutter" if minutter and not deler else ""

    def _pause(self, rad: int) -> int | None:
        raa = self._verdi(rad, "Pause")
        if values.tom(raa):
            return None
        minutter = values.varighet(raa, "Pause", "Skriv hele minutter, som 30.")
        if minutter is not None:
            return minutter
        tall = values.tall(raa, "Pause", "Skriv hele minutter, som 30.") or 0.0
        enhet = self.pauseenhet or ("timer" if tall != int(tall) and tall < _MEST_TIMER else "minutter")
        if not self.pauseenhet and 0 < tall <= _MEST_TIMER and tall == int(tall):
            spor = "minutt eller time" if tall == 1 else "minutter eller timer"
            hva = f"Pause er {values.vis(raa)}: {talltekst(tall)} {spor}?"
            raise Verdifeil(f"{hva} Sett pause_enhet under [regler] i profilen.")
        ganger = {"timer": 60.0, "minutter": 1.0, "hundredeler": 60.0 if tall != int(tall) else 0.6}[enhet]
        ut = round(tall * ganger)
        if not 0 <= ut <= 600 or abs(ut - tall * ganger) > 0.31:
            raise Verdifeil(f"Pause er {values.vis(raa)}, som ikke er hele minutter fra 0 til 600. Rett pausen.")
        return ut

    def _timer(self, rad: int) -> float | None:
        raa = self._verdi(rad, "Timer")
        if values.tom(raa):
            return None
        minutter = values.varighet(raa, "Timer", "Skriv timene som 7,5.")
        if minutter is not None:
            return minutter / 60
        tall = values.tall(raa, "Timer", "Skriv timene som 7,5.") or 0.0
        timer = tall / {"timer": 1, "hundredeler": 100, "minutter": 60}[self.profil.timer_enhet]
        if timer < 0:
            raise Verdifeil(f"Timer er {values.vis(raa)}, mindre enn 0. Rett timene.")
        if timer > 24:
            raise Verdifeil(
                f"Timer er {values.vis(raa)}, mer enn et døgn. Er det minutter eller hundredeler, sett timer_enhet "
                "under [regler] i profilen."
            )
        return timer


def _klokke(raa: Any, hva: str) -> int | None:
    """A clock time; in a text, whole hours too."""
    if isinstance(raa, str) and raa.strip().isdecimal() and len(raa.strip()) <= 2:
        raa = f"{raa.strip()}:00"
    return values.klokke(raa, hva)


def _tallet(raa: Any) -> float | None:
    try:
        return None if values.tom(raa) else values.tall(raa, "Pause")
    except Verdifeil:
        return None


def _datodel(raa: Any) -> Any:
    """The day of what may have a clock time after it."""
    if isinstance(raa, str) and (m := _DATO_TID.fullmatch(" ".join(raa.split()))):
        return m[1]
    return raa
