"""What the file says against what the bank has from the same source: new, changed, the same, gone, or a conflict.

An import owns the rows of its own source inside its window (I8), and of those only when and how long, and for a shift
its type, unit and competence. What people have written about a row (told, approved, worked) is theirs (I9).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from xl_tidbank.core.model import (
    AVLYST,
    AVSLATT,
    GODKJENT,
    LEDIG,
    SOKT,
    TIDBANK,
    TILDELT,
    UTFORT,
    Fravaer,
    Tabeller,
    Timeforing,
    Turnusvakt,
    Vakt,
)
from xl_tidbank.core.tekst import dato as vis_dato
from xl_tidbank.core.tid.clock import slutten
from xl_tidbank.tables import checks
from xl_tidbank.tables.schema import ETTER_NAVN

from .fil import Sted
from .funnet import FRAVAER, TIMER, TURNUS, VAKTER, Avlest, Bortedag, Funnet, setninger
from .valg import Importvalg

FELT = {TURNUS: "turnus", VAKTER: "vakter", TIMER: "timer", FRAVAER: "fravaer"}
FREMOVER = (LEDIG, SOKT, TILDELT, GODKJENT, UTFORT)
FLYTTET_DAGER = 7
VARSLES_ANEW = "Vakten er flyttet. Den ansatte må varsles på nytt, minst 14 dager før."
_GODTA = "Avtal flyttingen med den ansatte, og hent filen på nytt med --godta-flytting; da tømmes Varslet."


class Radendring(NamedTuple):
    """One row that is new, changed or gone. gammel, ny: the records, None where there is none. plass: index of
    `gammel` in its table. flyttet_til: a new row that is probably this one on another day. forslag: what a person
    should do about a row that is gone."""

    tabell: str
    gammel: Any
    ny: Any
    sted: Sted = Sted()
    plass: int = -1
    flyttet_til: date | None = None
    forslag: str = ""


@dataclass(slots=True)
class Forskjell:
    ny: list[Radendring] = field(default_factory=list)
    endret: list[Radendring] = field(default_factory=list)
    uendret: list[Radendring] = field(default_factory=list)
    borte: list[Radendring] = field(default_factory=list)
    fravaer_hoppet_over: int = 0


def sammenlign(lest: Avlest, tabeller: Tabeller, opphav: str, valg: Importvalg) -> Forskjell:
    """What an import will do. Conflicts and notes are added to `lest`."""
    return _Sammenligner(lest, tabeller, opphav, valg).sammenlign()


class _Sammenligner:
    def __init__(self, lest: Avlest, tabeller: Tabeller, opphav: str, valg: Importvalg) -> None:
        self.lest, self.tabeller, self.opphav, self.valg = lest, tabeller, opphav, valg
        self.ut = Forskjell()
        self.egne: dict[tuple[str, str], tuple[int, Any]] = {}
        self.andre: set[tuple[Any, ...]] = set()
        for tabell in (TURNUS, VAKTER, TIMER):
            for plass, post in enumerate(getattr(tabeller, FELT[tabell]) or ()):
                if post.opphav == opphav and post.kildenokkel:
                    self.egne.setdefault((tabell, post.kildenokkel), (plass, post))
                elif post.ansattnr:
                    self.andre.add(_innhold(tabell, post))
        self.brukt: set[tuple[str, str]] = set()
        self.vaktnumre = {v.vaktnr for v in tabeller.vakter}
        self.neste = 1
        self.finnes_fra_foer: list[Sted] = []
        self.tilbake: list[Sted] = []

    def sammenlign(self) -> Forskjell:
        for nokkel, r in _med_nokler(self.lest.rader):
            self._rad(nokkel, r)
        for ekstern, sted in self.lest.avlyste.items():
            if not any((t, ekstern) in self.egne for t in (TURNUS, VAKTER)):
                self.lest.merk("Vakten er avlyst i filen, og står ikke i banken.", sted)
        self._borte()
        self._fravaer()
        if self.finnes_fra_foer:
            n = len(self.finnes_fra_foer)
            rader = "rad står" if n == 1 else "rader står"
            hva = (
                f"{n} {rader} i banken fra før, ført for hånd eller fra en annen kilde, og er ikke hentet en gang til."
            )
            self.lest.merk(hva, self.finnes_fra_foer[0])
        for sted in self.tilbake:
            self.lest.merk("Filen har en tidligere status enn banken. Statusen i banken står.", sted)
        return self.ut

    # Rows of the file

    def _rad(self, nokkel: str, r: Funnet) -> None:
        egen = self.egne.get((r.tabell, nokkel))
        if egen is None:
            self._ny(nokkel, r)
            return
        plass, gammel = egen
        self.brukt.add((r.tabell, nokkel))
        if not self.lest.fra <= gammel.dato <= self.lest.til:
            hva = f"Vakten står {vis_dato(gammel.dato)} i banken, utenfor vinduet som hentes."
            self._konflikt(r, hva, "Utvid vinduet med --fra og --til, så vakten kan flyttes.")
            return
        ny = _endret(gammel, r)
        if r.status and r.tabell == VAKTER and ny.status == gammel.status and _senere(gammel.status, r.status):
            self.tilbake.append(r.sted)
        if ny == gammel:
            self.ut.uendret.append(Radendring(r.tabell, gammel, gammel, r.sted, plass))
            return
        hvorfor = self._kan_ikke(gammel, ny)
        if hvorfor is not None:
            self._konflikt(r, *hvorfor)
            return
        if _er_flyttet(gammel, ny) and gammel.varslet is not None:
            ny = ny._replace(varslet=None)
        if self._gyldig(r, ny):
            self.ut.endret.append(Radendring(r.tabell, gammel, ny, r.sted, plass))

    def _kan_ikke(self, gammel: Any, ny: Any) -> tuple[str, str] | None:
        """Why people's own words about the row stand in the way of a change, and what to do."""
        if not isinstance(gammel, Vakt):
            return None
        if gammel.status == UTFORT:
            return (
                "Vakten er utført i banken, og er en annen i filen.",
                "Rett vakten i banken for hånd hvis filen har rett.",
            )
        if gammel.status in (AVLYST, AVSLATT):
            return (
                f"Vakten har status {gammel.status} i banken, og er en annen i filen.",
                "Rett vakten i banken for hånd.",
            )
        if not _er_flyttet(gammel, ny):
            return None
        if gammel.status == GODKJENT or gammel.godkjent_av or gammel.godkjent is not None:
            gjor = "Sett den gamle vakten til Avlyst, og før den nye i banken når den er godkjent."
            return "Vakten er godkjent i banken, og er flyttet i filen.", gjor
        if gammel.varslet is not None and not self.valg.godta_flytting:
            return VARSLES_ANEW, _GODTA
        return None

    def _konflikt(self, r: Funnet, hva: str, gjor: str) -> None:
        self.lest.konflikt(r.sted, r.ansattnr, r.verdi, hva, gjor)

    def _ny(self, nokkel: str, r: Funnet) -> None:
        post = self._post(nokkel, r)
        if r.ansattnr and _innhold(r.tabell, post) in self.andre:
            self.finnes_fra_foer.append(r.sted)
            self.ut.uendret.append(Radendring(r.tabell, post, post, r.sted))
        elif self._gyldig(r, post):
            if isinstance(post, Vakt):
                post = post._replace(vaktnr=self._vaktnr(r))
            self.ut.ny.append(Radendring(r.tabell, None, post, r.sted))

    def _gyldig(self, r: Funnet, post: Any) -> bool:
        feil = checks.i_tabellen(ETTER_NAVN[r.tabell], [post])
        if feil:
            self._konflikt(r, *setninger(feil[0].tekst))
        return not feil

    def _post(self, nokkel: str, r: Funnet) -> Any:
        if r.tabell == TIMER:
            return Timeforing(r.ansattnr, r.dato, r.start, r.slutt, r.pause, r.timer, self.opphav, nokkel)
        start, slutt, pause = r.start or 0, r.slutt or 0, r.pause or 0
        if r.tabell == TURNUS:
            return Turnusvakt(r.ansattnr, r.dato, start, slutt, pause, opphav=self.opphav, kildenokkel=nokkel)
        return Vakt(
            "", r.ansattnr, r.dato, start, slutt, pause, r.type or TIDBANK, r.maate, r.status or TILDELT,
            enhet=r.enhet, kompetanse=r.kompetanse, opphav=self.opphav, kildenokkel=nokkel,
        )  # fmt: skip

    def _vaktnr(self, r: Funnet) -> str:
        """The id of the file, or the next free number of ours: a letter in front, apart from the book's own."""
        nr = r.ekstern
        while not nr or nr in self.vaktnumre:
            nr, self.neste = f"I{self.neste:04}", self.neste + 1
        self.vaktnumre.add(nr)
        return nr

    # Rows of the bank that are not in the file

    def _borte(self) -> None:
        for (tabell, nokkel), (plass, post) in self.egne.items():
            i_vindu = self.lest.fra <= post.dato <= self.lest.til
            skjermet = nokkel in self.lest.skjermede_id or (post.ansattnr, post.dato) in self.lest.skjermet
            if i_vindu and not skjermet and (tabell, nokkel) not in self.brukt:
                self.ut.borte.append(Radendring(tabell, post, None, plass=plass, forslag=_forslag(tabell, post)))
        self._flyttede()

    def _flyttede(self) -> None:
        """A row that is gone and a new one that are probably the same shift on another day."""
        ledige = dict(enumerate(self.ut.ny))
        for b, e in enumerate(self.ut.borte):
            g = e.gammel
            like = [
                n for n, x in ledige.items()
                if x.tabell == e.tabell and g.ansattnr and x.ny.ansattnr == g.ansattnr and g.start is not None
                and (x.ny.start, x.ny.slutt) == (g.start, g.slutt) and abs((x.ny.dato - g.dato).days) <= FLYTTET_DAGER
            ]  # fmt: skip
            if like:
                n = min(like, key=lambda n: (abs((ledige[n].ny.dato - g.dato).days), ledige[n].ny.dato))
                til = ledige.pop(n).ny.dato
                forslag = f"Trolig flyttet til {vis_dato(til)}. "
                forslag += "Varsle på nytt, minst 14 dager før, og avlys denne." if e.tabell == VAKTER else e.forslag
                self.ut.borte[b] = e._replace(flyttet_til=til, forslag=forslag)
                self._flytt(b, n)
        self.ut.ny = [e for e in self.ut.ny if e.ny is not None]
        self.ut.borte = [e for e in self.ut.borte if e.gammel is not None]

    def _flytt(self, b: int, n: int) -> None:
        """A shift people were told of has not moved before they are told again (I12)."""
        borte, ny = self.ut.borte[b], self.ut.ny[n]
        g = borte.gammel
        if not isinstance(g, Vakt):
            return
        flyttet = g._replace(dato=ny.ny.dato, kildenokkel=ny.ny.kildenokkel)
        hvorfor = self._kan_ikke(g, flyttet)
        if g.varslet is None and hvorfor is None:
            return
        self.ut.ny[n] = ny._replace(ny=None)
        if hvorfor is not None:
            hva = hvorfor[0]
            if hva == VARSLES_ANEW:
                hva = f"Vakten er flyttet fra {vis_dato(g.dato)}. Den ansatte må varsles på nytt, minst 14 dager før."
            self.lest.konflikt(ny.sted, g.ansattnr, "", hva, hvorfor[1])
            return
        self.ut.endret.append(Radendring(VAKTER, g, flyttet._replace(varslet=None), ny.sted, borte.plass))
        self.ut.borte[b] = borte._replace(gammel=None)

    # Absence

    def _fravaer(self) -> None:
        """Counted, and taken in only when asked for (I6)."""
        dager = self.lest.fravaer
        if not self.valg.med_fravaer:
            self.ut.fravaer_hoppet_over = len(dager)
            if dager:
                self.lest.merk(f"Fravær er ikke hentet: {len(dager)} i filen. Bruk --med-fravaer.", dager[0].sted)
            return
        koder = {n.upper(): k.kode.upper() for k in self.tabeller.koder for n in (k.navn, k.kode)}
        ukjente: dict[str, list[Bortedag]] = {}
        per_kode: dict[tuple[str, str], list[Bortedag]] = {}
        for f in dager:
            kode = koder.get(f.kode.upper(), "")
            if not kode:
                ukjente.setdefault(f.verdi, []).append(f)
            elif any(x.ansattnr == f.ansattnr and x.fra <= f.dato <= x.til for x in self.tabeller.fravaer):
                self.ut.uendret.append(Radendring(FRAVAER, None, None, f.sted))
            else:
                per_kode.setdefault((f.ansattnr, kode), []).append(f)
        for verdi, alle in ukjente.items():
            hva = f"Fraværet «{verdi[:40]}» ({len(alle)} dager) har ingen kode i tabellen Fraværskoder."
            self.lest.konflikt(
                alle[0].sted,
                "",
                verdi,
                hva,
                "Skriv koden under fravaer i profilen, eller legg den til på arket Lister.",
            )
        for (nr, kode), alle in sorted(per_kode.items()):
            for fra, til, sted in _spenn(alle):
                self.ut.ny.append(Radendring(FRAVAER, None, Fravaer(nr, fra, til, kode), sted))


def _med_nokler(rader: Iterable[Funnet]) -> Iterator[tuple[str, Funnet]]:
    """Each row with its key, in an order that the order of the file does not change."""
    per_dag: dict[tuple[str, str, date], int] = {}
    for r in sorted(rader, key=_rekkefolge):
        if r.ekstern:
            yield r.ekstern, r
            continue
        hvem = (r.tabell, r.ansattnr, r.dato)
        per_dag[hvem] = per_dag.get(hvem, 0) + 1
        yield f"{r.ansattnr}|{r.dato.isoformat()}|{per_dag[hvem]}", r


def _rekkefolge(r: Funnet) -> tuple[Any, ...]:
    nr = r.ansattnr
    tider = tuple(-1 if t is None else t for t in (r.start, r.slutt, r.timer))
    return (not nr, not nr.isdecimal(), int(nr) if nr.isdecimal() else 0, nr, r.dato, r.tabell, *tider, r.ekstern)


def _innhold(tabell: str, post: Any) -> tuple[Any, ...]:
    """What makes two rows the same shift, wherever they came from."""
    if post.start is None or post.slutt is None:
        return tabell, post.ansattnr, post.dato, post.start, post.slutt, getattr(post, "timer", None)
    return tabell, post.ansattnr, post.dato, post.start, slutten(post.start, post.slutt)


def _endret(gammel: Any, r: Funnet) -> Any:
    """The bank's row with what the file owns of it."""
    felt: dict[str, Any] = {"ansattnr": r.ansattnr, "dato": r.dato, "start": r.start, "slutt": r.slutt}
    if r.start is not None and r.slutt is not None and r.start == gammel.start and gammel.slutt is not None:
        like = slutten(gammel.start, gammel.slutt) == slutten(r.start, r.slutt)  # 00:00 and 24:00 are one moment
        felt["slutt"] = gammel.slutt if like else r.slutt
    if r.pause is not None:
        felt["pause"] = r.pause
    if isinstance(gammel, Timeforing):
        felt["timer"] = r.timer
    if isinstance(gammel, Vakt):
        felt["type"] = r.type or gammel.type
        felt["enhet"], felt["kompetanse"] = r.enhet or gammel.enhet, r.kompetanse or gammel.kompetanse
        if _senere(r.status, gammel.status):
            felt["status"] = r.status
    return gammel._replace(**felt)


def _senere(a: str, b: str) -> bool:
    """Whether a status is further on than another; it never goes back (I10)."""
    return a in FREMOVER and b in FREMOVER and FREMOVER.index(a) > FREMOVER.index(b)


def _er_flyttet(a: Any, b: Any) -> bool:
    """Whether what the employee was told no longer holds."""
    if not isinstance(a, Vakt) or not a.ansattnr:
        return False
    return (a.ansattnr, a.dato, a.start, a.slutt) != (b.ansattnr, b.dato, b.start, b.slutt)


def _forslag(tabell: str, post: Any) -> str:
    if tabell != VAKTER:
        return "Bruk --fjern-borte hvis raden skal bort."
    if post.status in (AVLYST, AVSLATT):
        return ""
    if post.status == UTFORT:
        return "Vakten er utført, og blir stående."
    return "Er vakten avlyst, sett Status til Avlyst, og fyll ut Avlyst og Godskrives."


def _spenn(dager: Sequence[Bortedag]) -> Iterator[tuple[date, date, Sted]]:
    """Days in a row as one absence."""
    etter_dag: Mapping[date, Bortedag] = {f.dato: f for f in reversed(dager)}
    fra = forrige = None
    for dag in sorted(etter_dag):
        if forrige is None or (dag - forrige).days != 1:
            if fra is not None and forrige is not None:
                yield fra, forrige, etter_dag[fra].sted
            fra = dag
        forrige = dag
    if fra is not None and forrige is not None:
        yield fra, forrige, etter_dag[fra].sted
