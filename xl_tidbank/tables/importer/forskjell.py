"""What the file says against what the bank has from the same source: new, changed, the same, gone, or a conflict.

An import owns the rows of its own source inside its window (I8), and of those only when and how long, and for a shift
its type, unit and competence. What people have written about a row (told, approved, worked) is theirs (I9).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xl_tidbank.core.model import (
    AVLYST,
    AVSLATT,
    GODKJENT,
    LEDIG,
    SOKT,
    TIDBANK,
    TILDELT,
    UTFORT,
    Tabeller,
    Timeforing,
    Turnusvakt,
    Vakt,
)
from xl_tidbank.core.tekst import dato as vis_dato
from xl_tidbank.core.tid import hentet
from xl_tidbank.core.tid.clock import slutten
from xl_tidbank.tables import checks
from xl_tidbank.tables.schema import ETTER_NAVN

from . import fravaer, nokler
from .endring import FELT, Forskjell, Radendring
from .fil import Sted
from .funnet import TIMER, TURNUS, VAKTER, Avlest, Funnet, setninger
from .valg import Importvalg

FREMOVER = (LEDIG, SOKT, TILDELT, GODKJENT, UTFORT)
FLYTTET_DAGER = 7
VARSLES_ANEW = "Vakten er flyttet. Den ansatte må varsles på nytt, minst 14 dager før."
_GODTA = "Avtal flyttingen med den ansatte, og hent filen på nytt med --godta-flytting; da tømmes Varslet."
_AVLYS_FORST = "Sett den til Avlyst, med dagen i Avlyst og Ja eller Nei i Godskrives, og hent filen på nytt."
_UTVID = "Utvid vinduet med --fra og --til, så vakten kan flyttes."


def sammenlign(lest: Avlest, tabeller: Tabeller, opphav: str, valg: Importvalg) -> Forskjell:
    """What an import will do. Conflicts and notes are added to `lest`."""
    return _Sammenligner(lest, tabeller, opphav, valg).sammenlign()


class _Sammenligner:
    def __init__(self, lest: Avlest, tabeller: Tabeller, opphav: str, valg: Importvalg) -> None:
        self.lest, self.tabeller, self.opphav, self.valg = lest, tabeller, opphav, valg
        self.ut = Forskjell()
        self.egne: dict[tuple[str, str], tuple[int, Any]] = {}
        self.andre: dict[tuple[Any, ...], Any] = {}
        for tabell in (TURNUS, VAKTER, TIMER):
            for plass, post in enumerate(getattr(tabeller, FELT[tabell]) or ()):
                if post.opphav == opphav and post.kildenokkel:
                    nokkel = (tabell, post.kildenokkel)  # one that was cancelled, and then given to another, is two
                    if nokkel not in self.egne or _avlyst(self.egne[nokkel][1]):
                        self.egne[nokkel] = (plass, post)
                elif post.ansattnr:
                    innhold = _innhold(tabell, post)
                    if innhold not in self.andre or _avlyst(self.andre[innhold]):
                        self.andre[innhold] = post
        self.brukt: set[tuple[str, str]] = set()
        self.bytter: dict[int, tuple[str, str]] = {}
        self.vaktnumre = {v.vaktnr for v in tabeller.vakter}
        self.enheter = {r.enhet for r in lest.rader if r.enhet}
        self.neste = 1
        self.finnes_fra_foer: list[Sted] = []
        self.tilbake: list[Sted] = []
        self.for_hand: list[Sted] = []

    def sammenlign(self) -> Forskjell:
        med_nokler = list(nokler.med_nokler(self.lest.rader, self.egne))
        self._bytter(med_nokler)
        for nokkel, r in med_nokler:
            self._rad(nokkel, r)
        for ekstern, sted in self.lest.avlyste.items():
            if not any((t, ekstern) in self.egne for t in (TURNUS, VAKTER)):
                self.lest.merk("Vakten er avlyst i filen, og står ikke i banken.", sted)
        self._borte()
        fravaer.ta(self.lest, self.tabeller, self.valg, self.ut)
        if self.finnes_fra_foer:
            n = len(self.finnes_fra_foer)
            rader = "rad står" if n == 1 else "rader står"
            hva = (
                f"{n} {rader} i banken fra før, ført for hånd eller fra en annen kilde, og er ikke hentet en gang til."
            )
            self.lest.merk(hva, self.finnes_fra_foer[0])
        if self.for_hand:
            n = len(self.for_hand)
            rader = "rad er endret" if n == 1 else "rader er endret"
            hva = f"{n} {rader} for hånd i banken etter forrige import, og står som i banken."
            self.lest.merk(f"{hva} Skal filen gjelde, bruk --ta-filens.", self.for_hand[0])
        for sted in self.tilbake:
            self.lest.merk("Filen har en tidligere status enn banken. Statusen i banken står.", sted)
        return self.ut

    # Rows of the file

    def _rad(self, nokkel: str, r: Funnet) -> None:
        if id(r) in self.bytter:
            self._bytte(nokkel, r, self.bytter[id(r)])
            return
        egen = self.egne.get((r.tabell, nokkel))
        if egen is None:
            self._ny(nokkel, r)
            return
        plass, gammel = egen
        self.brukt.add((r.tabell, nokkel))
        if not self.lest.fra <= gammel.dato <= self.lest.til:
            hva = f"Vakten står {vis_dato(gammel.dato)} i banken, utenfor vinduet som hentes."
            self._konflikt(r, hva, _UTVID)
            return
        if _avlyst(gammel) and r.ansattnr and gammel.ansattnr != r.ansattnr:
            self._ny(nokkel, r)  # the first had it, and it was cancelled for them; the second gets a shift of their own
            return
        ny = _endret(gammel, r)
        if r.status and r.tabell == VAKTER and ny.status == gammel.status and _senere(gammel.status, r.status):
            self.tilbake.append(r.sted)
        if hentet.endret_for_hand(gammel) and not self.valg.ta_filens and _uten_notat(ny) != _uten_notat(gammel):
            if nokler.sagt(r, gammel) != gammel.hentet:
                hva = f"Raden er endret for hånd. Forrige import: {gammel.hentet}. Banken: {hentet.naa(gammel)}."
                gjor = "Rett den som er feil, eller hent filen på nytt med --ta-filens."
                self._konflikt(r, f"{hva} Filen: {nokler.sagt(r, gammel)}.", gjor)
                return
            self.for_hand.append(r.sted)  # the file says what it said; what was written since stands
            ny = gammel._replace(status=ny.status) if isinstance(gammel, Vakt) else gammel
        if _uten_notat(ny) == _uten_notat(gammel):
            self.ut.uendret.append(Radendring(r.tabell, gammel, gammel, r.sted, plass))
            if ny.hentet != gammel.hentet:
                self.ut.merket.append(Radendring(r.tabell, gammel, ny, r.sted, plass))
            return
        hvorfor = self._kan_ikke(gammel, ny)
        if hvorfor is not None:
            self._konflikt(r, *hvorfor)
            return
        if _er_flyttet(gammel, ny) and gammel.varslet is not None:
            ny = ny._replace(varslet=None)
        if self._gyldig(r, ny):
            self.ut.endret.append(Radendring(r.tabell, gammel, ny, r.sted, plass))

    # Shifts that are another kind than before: Turnus and Vakter are two tables

    def _bytter(self, med_nokler: Sequence[tuple[str, Funnet]]) -> None:
        """Rows of the file that stand in the other table: by their id, or at the same time of the person's day."""
        i_filen = {(r.tabell, nokkel) for nokkel, r in med_nokler}
        andre = {_innhold("", post): hvem for hvem, (_, post) in self.egne.items() if hvem not in i_filen}
        tatt: set[tuple[str, str]] = set()
        for nokkel, r in med_nokler:
            annen = {TURNUS: VAKTER, VAKTER: TURNUS}.get(r.tabell)
            if annen is None or r.fri or (r.tabell, nokkel) in self.egne:
                continue
            hvem = (annen, nokkel) if r.ekstern else andre.get(_innhold("", r), ("", ""))
            if hvem[0] == annen and hvem in self.egne and hvem not in i_filen | tatt:
                post = self.egne[hvem][1]
                if not _avlyst(post) and self.lest.fra <= post.dato <= self.lest.til:
                    tatt.add(hvem)
                    self.bytter[id(r)] = hvem

    def _bytte(self, nokkel: str, r: Funnet, hvem: tuple[str, str]) -> None:
        plass, gammel = self.egne[hvem]
        self.brukt.add(hvem)
        hvorfor = self._kan_ikke_bytte(gammel)
        if hvorfor is not None:
            self._konflikt(r, *hvorfor)
            return
        antall = len(self.ut.ny)
        self._ny(nokkel, r)
        if len(self.ut.ny) == antall:
            self.brukt.discard(hvem)
            return
        if isinstance(gammel, Vakt):
            forslag = "Er ordinær turnus i filen. Sett Status til Avlyst, og fyll ut Avlyst og Godskrives."
        else:
            forslag = "Er ikke ordinær turnus i filen, og er flyttet til Vakter."
        ut = Radendring(hvem[0], gammel, None, r.sted, plass, None, forslag, True)
        self.ut.borte.append(ut)

    def _kan_ikke_bytte(self, gammel: Any) -> tuple[str, str] | None:
        """Why a person must see to a shift that is another kind than it was, and what to do."""
        if isinstance(gammel, Vakt):
            bestemt = gammel.status in (GODKJENT, UTFORT) or gammel.godkjent_av or gammel.godkjent is not None
            if bestemt or gammel.varslet is not None:
                hva = (
                    f"Vakten er {gammel.type.casefold()} i banken og ordinær turnus i filen, og den ansatte er varslet."
                )
                if bestemt:
                    hva = (
                        f"Vakten er {gammel.type.casefold()} i banken, med status {gammel.status}, og ordinær i filen."
                    )
                return hva, _AVLYS_FORST
        elif gammel.faktisk_start is not None or gammel.faktisk_slutt is not None:
            hva = "Vakten står i Turnus med faktiske klokkeslett, og er ikke ordinær turnus i filen."
            return hva, "Flytt den til Vakter for hånd hvis filen har rett."
        elif hentet.endret_for_hand(gammel) and not self.valg.ta_filens:
            hva = f"Raden i Turnus er endret for hånd etter forrige import ({hentet.naa(gammel)}), og er ikke ordinær"
            return f"{hva} turnus i filen.", "Flytt den for hånd, eller hent filen på nytt med --ta-filens."
        return None

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
        if gammel.varslet is not None and gammel.ansattnr != ny.ansattnr:  # a choice nobody but the employer has (B10c)
            hva = f"Vakten er gitt fra {gammel.ansattnr} til {ny.ansattnr}, og {gammel.ansattnr} er varslet om den."
            return hva, f"{_AVLYS_FORST} Da får {ny.ansattnr} den som en ny vakt."
        if gammel.varslet is not None and not self.valg.godta_flytting:
            return VARSLES_ANEW, _GODTA
        return None

    def _konflikt(self, r: Funnet, hva: str, gjor: str) -> None:
        self.lest.konflikt(r.sted, r.ansattnr, r.verdi, hva, gjor)

    def _ny(self, nokkel: str, r: Funnet) -> None:
        post = self._post(nokkel, r)
        annen = self.andre.get(_innhold(r.tabell, post)) if r.ansattnr else None
        if annen is not None:
            self.finnes_fra_foer.append(r.sted)
            if _avlyst(annen):
                hva = f"Vakten har status {annen.status} i banken, der den er ført for hånd eller fra en annen kilde."
                self.lest.merk(f"{hva} Skal den gå, rett den der.", r.sted)
            elif r.pause is not None and r.pause != (annen.pause or 0):
                hva = f"Pausen er {r.pause} minutter i filen og {annen.pause or 0} i banken. Den i banken står."
                self.lest.merk(hva, r.sted)
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
        fra: dict[str, Any] = {"opphav": self.opphav, "kildenokkel": nokkel, "hentet": nokler.sagt(r)}
        if r.tabell == TIMER:
            return Timeforing(r.ansattnr, r.dato, r.start, r.slutt, r.pause, r.timer, **fra)
        if r.fri:
            return Turnusvakt(r.ansattnr, r.dato, None, None, fri=True, **fra)  # type: ignore[arg-type]
        start, slutt, pause = r.start or 0, r.slutt or 0, r.pause or 0
        if r.tabell == TURNUS:
            return Turnusvakt(r.ansattnr, r.dato, start, slutt, pause, **fra)
        return Vakt(
            "", r.ansattnr, r.dato, start, slutt, pause, r.type or TIDBANK, r.maate, r.status or TILDELT,
            enhet=r.enhet, kompetanse=r.kompetanse, **fra,
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
            if not i_vindu or skjermet or (tabell, nokkel) in self.brukt or self._annen_enhet(post):
                continue
            if nokkel in self.lest.utenfor:
                dag, sted = self.lest.utenfor[nokkel]
                hva = f"Vakten {vis_dato(post.dato)} står {vis_dato(dag)} i filen, utenfor vinduet som hentes."
                self.lest.konflikt(sted, post.ansattnr, "", hva, _UTVID)
            else:
                self.ut.borte.append(Radendring(tabell, post, None, plass=plass, forslag=_forslag(tabell, post)))
        self._flyttede()

    def _annen_enhet(self, post: Any) -> bool:
        """Whether a shift is of a unit the file has nothing of."""
        return bool(self.enheter) and isinstance(post, Vakt) and bool(post.enhet) and post.enhet not in self.enheter

    def _flyttede(self) -> None:
        """A row that is gone and a new one that are probably the same shift on another day."""
        ledige = dict(enumerate(self.ut.ny))
        for b, e in enumerate(self.ut.borte):
            g = e.gammel
            like = [
                n for n, x in ledige.items()
                if not e.byttet and x.tabell == e.tabell and g.ansattnr and x.ny.ansattnr == g.ansattnr
                and g.start is not None and (x.ny.start, x.ny.slutt) == (g.start, g.slutt)
                and abs((x.ny.dato - g.dato).days) <= FLYTTET_DAGER
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
        flyttet = g._replace(dato=ny.ny.dato, kildenokkel=ny.ny.kildenokkel, hentet=ny.ny.hentet)
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


def _innhold(tabell: str, post: Any) -> tuple[Any, ...]:
    """What makes two rows the same shift, wherever they came from."""
    return tabell, post.ansattnr, post.dato, *nokler.tider(post)


def _endret(gammel: Any, r: Funnet) -> Any:
    """The bank's row with what the file owns of it."""
    hvem = r.ansattnr or gammel.ansattnr  # a shift somebody has taken in the bank is not taken from them again (I10)
    felt: dict[str, Any] = {"ansattnr": hvem, "dato": r.dato, "start": r.start, "slutt": r.slutt}
    if r.start is not None and r.slutt is not None and r.start == gammel.start and gammel.slutt is not None:
        like = slutten(gammel.start, gammel.slutt) == slutten(r.start, r.slutt)  # 00:00 and 24:00 are one moment
        felt["slutt"] = gammel.slutt if like else r.slutt
    if r.pause is not None:
        felt["pause"] = r.pause
    felt["hentet"] = nokler.sagt(r)
    if isinstance(gammel, Turnusvakt):
        felt["fri"] = r.fri
    if isinstance(gammel, Timeforing):
        felt["timer"] = r.timer
    if isinstance(gammel, Vakt):
        felt["type"] = r.type or gammel.type
        felt["enhet"], felt["kompetanse"] = r.enhet or gammel.enhet, r.kompetanse or gammel.kompetanse
        if _senere(r.status, gammel.status):
            felt["status"] = r.status
    return gammel._replace(**felt)


def _uten_notat(post: Any) -> Any:
    return post._replace(hentet="")


def _senere(a: str, b: str) -> bool:
    """Whether a status is further on than another; it never goes back (I10)."""
    return a in FREMOVER and b in FREMOVER and FREMOVER.index(a) > FREMOVER.index(b)


def _er_flyttet(a: Any, b: Any) -> bool:
    """Whether what the employee was told no longer holds."""
    if not isinstance(a, Vakt) or not a.ansattnr:
        return False
    return (a.ansattnr, a.dato, a.start, a.slutt) != (b.ansattnr, b.dato, b.start, b.slutt)


def _avlyst(post: Any) -> bool:
    return isinstance(post, Vakt) and post.status in (AVLYST, AVSLATT)


def _forslag(tabell: str, post: Any) -> str:
    if tabell != VAKTER:
        return "Bruk --fjern-borte hvis raden skal bort."
    if _avlyst(post):
        return ""
    if post.status == UTFORT:
        return "Vakten er utført, og blir stående."
    return "Er vakten avlyst, sett Status til Avlyst, og fyll ut Avlyst og Godskrives."
