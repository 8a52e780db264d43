"""A rolling plan as Grunnturnus: the weeks themselves, from a day on, against the patterns the bank has already.

A person's plan comes in whole or not at all: a week with a hole would be another plan. What has been followed is never
changed backwards in time (a new plan begins on a day of its own, and the one before it ends the day before).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from math import lcm
from typing import Any

from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.model import EN_DAG, Grunnturnusrad, Tabeller, Vaktkode
from xl_tidbank.core.tekst import dato as vis_dato
from xl_tidbank.core.tekst import klokke
from xl_tidbank.core.tid.clock import slutten
from xl_tidbank.core.tid.grunnturnus import FRI, Koder, Plan, med_fra, nokkel, planer
from xl_tidbank.tables import grunnturnus
from xl_tidbank.tables.rows import Lest

from .endring import Forskjell, Radendring
from .fil import Fil, Filark, Sted
from .funnet import GRUNNTURNUS, VAKTKODER, Avlest, setninger
from .koder import Fravaersrute, Kodebok, Ukjentkode, Vakttid
from .personer import Personoppslag
from .profil import Profil
from .rulleplan import Planer, les_planer, mot_stillingen
from .valg import Importvalg

_HELE = "Resten av planen til {} er heller ikke hentet."


def les(
    fil: Fil, profil: Profil, kodebok: Kodebok, personer: Personoppslag, valg: Importvalg, tabeller: Tabeller
) -> tuple[Avlest, Filark, Forskjell]:
    """What the patterns of the bank become. Raises TidbankFeil where no plan can be read."""
    if valg.fra is None:
        raise TidbankFeil("En rulleplan har ingen datoer. Oppgi dagen planen gjelder fra med --fra.")
    if valg.til is not None and valg.til < valg.fra:
        raise TidbankFeil(f"--til {valg.til:%d.%m.%Y} er før --fra {valg.fra:%d.%m.%Y}. Rett den av dem som er feil.")
    ut = Avlest(valg.fra, valg.til or valg.fra)
    p = les_planer(fil, profil, kodebok, personer, valg, ut)
    if valg.til is None:
        ut.til = max((a.til for a in tabeller.avtaler if a.ansattnr in p.startuker), default=valg.fra)
        ut.til = max(ut.til, valg.fra)
    skriver = _Skriver(p, kodebok, tabeller, valg, valg.fra)
    for nr in sorted(p.startuker):
        skriver.person(nr)
    p.leser.si()
    mot_stillingen(p, tabeller.avtaler)
    unntak = {(t.ansattnr, t.dato) for t in tabeller.turnus or () if ut.fra <= t.dato <= ut.til}
    unntak = {u for u in unntak if u[0] in p.startuker}
    if unntak:
        dager = "1 dag" if len(unntak) == 1 else f"{len(unntak)} dager"
        ut.merk(f"{dager} i vinduet har rader i Turnus. De går foran Grunnturnus de dagene.")
    return ut, p.ark, skriver.ut


class _Skriver:
    def __init__(self, p: Planer, kodebok: Kodebok, tabeller: Tabeller, valg: Importvalg, fra: date) -> None:
        self.p, self.kodebok, self.tabeller, self.valg, self.fra = p, kodebok, tabeller, valg, fra
        self.lest = p.leser.ut
        self.ut = Forskjell()
        self.rader = list(tabeller.grunnturnus or ())
        self.fra_dag = dict(zip(map(id, self.rader), (r.fra for r in med_fra(self.rader)), strict=True))
        self.plass = {id(r): n for n, r in enumerate(self.rader)}
        self.planer = planer(self.rader)
        self.vaktkoder = {nokkel(k.kode): k for k in tabeller.vaktkoder or ()}

    def person(self, nr: str) -> None:
        koder: dict[str, Sted] = {}
        uker = [list(self._uke(nr, uke, koder)) for uke in sorted(self.p.planer[nr].uker)]
        if None in (kode for uke in uker for kode in uke):
            return
        nye_koder = self._koder(nr, koder)
        if nye_koder is None:
            return
        startuke = self.p.startuker[nr]
        nye = [
            Grunnturnusrad(nr, "", self.fra, self.valg.til, startuke, n)._replace(**_dager(uke))
            for n, uke in enumerate(uker, 1)
        ]
        forskjell = Forskjell()
        if self._plan(nr, nye, forskjell) and self._gyldig(nr, forskjell, nye_koder):
            self.ut.ny += [Radendring(VAKTKODER, None, k, sted) for k, sted in nye_koder]
            self.vaktkoder |= {nokkel(k.kode): k for k, _ in nye_koder}
            for felt in ("ny", "endret", "uendret"):
                getattr(self.ut, felt).extend(getattr(forskjell, felt))

    # The cells

    def _uke(self, nr: str, uke: int, koder: dict[str, Sted]) -> Iterator[str | None]:
        """The codes of a week from Monday on, as Grunnturnus has them; None for a cell that cannot be."""
        kolonne = {ukedag: kol for kol, ukedag in self.p.dager.items()}
        rad = self.p.planer[nr].uker[uke]
        for ukedag in range(7):
            kol = kolonne.get(ukedag)
            if kol is None:
                yield ""
                continue
            raa, sted = self.p.ark.celle(rad, kol), self.p.ark.sted(rad, kol)
            tekst, betyr = self.p.leser.les(raa, sted)
            egne = self.kodebok.delt(tekst)
            if any(isinstance(b, Ukjentkode) for b in betyr):
                self.p.leser.ta(nr, self.fra, raa, sted)  # told once for each code
                yield None
            elif any(isinstance(b, Fravaersrute) or (isinstance(b, Vakttid) and b.tidbank) for b in betyr):
                hva = f"«{tekst[:40]}» er ikke en vakt i den ordinære turnusen, og kan ikke stå i Grunnturnus."
                self.lest.konflikt(sted, nr, tekst[:60], f"{hva} {_HELE.format(nr)}", "Tøm cellen, eller skriv koden.")
                yield None
            elif any(isinstance(b, Vakttid) for b in betyr) and not egne:
                hva = f"Grunnturnus har koder, og «{tekst[:40]}» er klokkeslett. {_HELE.format(nr)}"
                self.lest.konflikt(sted, nr, tekst[:60], hva, "Gi vakten en kode i Vaktkoder, og skriv koden.")
                yield None
            elif egne:
                koder.update((k, sted) for k in egne if k not in koder)
                yield "+".join(egne)
            else:
                yield nokkel(tekst) if nokkel(tekst) in FRI else ""

    def _koder(self, nr: str, koder: dict[str, Sted]) -> list[tuple[Vaktkode, Sted]] | None:
        """The codes the bank lacks; None where one means another shift there."""
        nye = []
        for kode, sted in koder.items():
            tid, egen = self.kodebok.tider[kode], self.vaktkoder.get(nokkel(kode))
            if egen is None:
                nye.append((Vaktkode(kode, tid.start, tid.slutt, tid.pause or 0), sted))
                continue
            if egen.start is None or egen.slutt is None:
                hva = f"Koden {kode} har ikke klokkeslett i Vaktkoder på arket Lister."
            elif (egen.start, slutten(egen.start, egen.slutt)) != (tid.start, slutten(tid.start, tid.slutt)):
                hva = f"Koden {kode} er {klokke(tid.start)}–{klokke(tid.slutt)} i filen og {klokke(egen.start)}–"
                hva += f"{klokke(egen.slutt)} i Vaktkoder på arket Lister."
            elif tid.pause is not None and tid.pause != egen.pause:
                hva = (
                    f"Koden {kode} har {tid.pause} minutter pause i filen og {egen.pause} i Vaktkoder på arket Lister."
                )
            else:
                continue
            hva = f"{hva} Planen til {nr} er ikke hentet."
            self.lest.konflikt(sted, nr, kode, hva, "Rett den som er feil, eller gi den ene en annen kode.")
            return None
        return nye

    # The plan against those the person has

    def _plan(self, nr: str, nye: Sequence[Grunnturnusrad], ut: Forskjell) -> bool:
        """What becomes of the rows; False where a person must decide."""
        mine, fra, til = self.planer.get(nr, []), self.fra, self.valg.til
        gjelder = next((p for p in reversed(mine) if p.fra <= fra and (p.til is None or p.til >= fra)), None)
        senere = next((p for p in mine if p.fra > fra), None)
        sted = self.p.planer[nr].sted
        if senere is not None and til is not None and til >= senere.fra:
            hva = f"{nr} har en plan i banken fra {vis_dato(senere.fra)}, og filens plan varer til {vis_dato(til)}."
            self.lest.konflikt(sted, nr, "", hva, "Oppgi en --til før den dagen, eller en senere --fra.")
            return False
        steder = {n: self.p.ark.sted(rad, 0) for n, rad in self.p.planer[nr].uker.items()}
        if gjelder is not None and _like(gjelder, nye, fra, self.vaktkoder.values()):
            gamle = self._radene(nr, gjelder)
            forleng = gjelder.til is not None and (til is None or til > gjelder.til)
            for r in gamle:
                ny = r._replace(til=til) if forleng and r.til is not None else r
                self._endre(ut, r, ny, steder.get(int(r.uke or 0), sted))
            return True
        if gjelder is not None and gjelder.fra == fra:
            return self._samme_dag(nr, gjelder, nye, ut, steder)
        if gjelder is not None:
            for r in self._radene(nr, gjelder):
                ny = r._replace(fra=self.fra_dag[id(r)], til=None if r.til is None else fra - EN_DAG)
                if ny != r:
                    self._endre(ut, r, ny, sted)
        if til is not None and any(a.til > til for a in self.tabeller.avtaler if a.ansattnr == nr) and senere is None:
            self.lest.merk(f"Etter {vis_dato(til)} har {nr} ingen plan i Grunnturnus.", sted)
        ut.ny += [Radendring(GRUNNTURNUS, None, r, steder[int(r.uke or 0)]) for r in nye]
        return True

    def _samme_dag(
        self, nr: str, gjelder: Plan, nye: Sequence[Grunnturnusrad], ut: Forskjell, steder: dict[int, Sted]
    ) -> bool:
        """Another plan from the same day: in its place where nobody has followed it yet."""
        gamle = self._radene(nr, gjelder)
        hva = f"Planen til {nr} fra {vis_dato(gjelder.fra)} er en annen i banken enn i filen"
        gjor = "Oppgi --fra dagen den nye planen gjelder fra. Det som har vært, står da som det var."
        if any(r.gruppe for r in gamle):
            hva, gjor = f"{nr} følger en gruppe i banken fra {vis_dato(gjelder.fra)}, og har en egen plan i filen", gjor
        elif self.valg.dag is not None and gjelder.fra <= self.valg.dag:
            hva = f"{hva}, og den er i gang"
        elif len(gamle) > len(nye):
            hva, gjor = f"{hva}: {len(gamle)} uker i banken, {len(nye)} i filen", "Slett radene i Grunnturnus først."
        else:
            etter_uke = {int(r.uke or 0): r for r in gamle}
            for r in nye:
                n = int(r.uke or 0)
                if n in etter_uke:
                    self._endre(ut, etter_uke[n], r._replace(kilde=etter_uke[n].kilde), steder[n])
                else:
                    ut.ny.append(Radendring(GRUNNTURNUS, None, r, steder[n]))
            return True
        self.lest.konflikt(self.p.planer[nr].sted, nr, "", f"{hva}.", gjor)
        return False

    def _endre(self, ut: Forskjell, gammel: Grunnturnusrad, ny: Grunnturnusrad, sted: Sted) -> None:
        til = ut.uendret if ny == gammel else ut.endret
        til.append(Radendring(GRUNNTURNUS, gammel, ny, sted, self.plass[id(gammel)]))

    def _radene(self, nr: str, plan: Plan) -> list[Grunnturnusrad]:
        """The rows of one person that make a plan: its weeks, or the one that says which group it is."""
        return [r for r in self.rader if r.ansattnr == nr and self.fra_dag[id(r)] == plan.fra]

    def _gyldig(self, nr: str, forskjell: Forskjell, nye_koder: Sequence[tuple[Vaktkode, Sted]]) -> bool:
        """Whether the reader of banks would take it; told as a conflict where not."""
        bytt = {e.plass: e.ny for e in forskjell.endret}
        rader = [bytt.get(n, r) for n, r in enumerate(self.rader)] + [e.ny for e in forskjell.ny]
        koder = [*self.vaktkoder.values(), *(k for k, _ in nye_koder)]
        egne = Lest(tuple(r for r in rader if r.ansattnr == nr or not r.ansattnr))
        feil = next(grunnturnus.feil(egne, koder, self.tabeller.avtaler, frozenset()), None)
        if feil is not None:
            self.lest.konflikt(self.p.planer[nr].sted, nr, "", *setninger(feil.tekst))
        return feil is None


def _dager(uke: Sequence[str | None]) -> dict[str, Any]:
    return dict(zip(("man", "tir", "ons", "tor", "fre", "lor", "son"), (k or "" for k in uke), strict=True))


def _like(gjelder: Plan, nye: Sequence[Grunnturnusrad], fra: date, koder: Iterable[Vaktkode]) -> bool:
    """Whether a plan of the bank has the same shifts as the file's, day by day, from a day on."""
    filens = gjelder._replace(fra=fra, startuke=int(nye[0].startuke or 1), uker=tuple(nye))
    bok = Koder(koder)
    return all(
        sorted(bok.tider(_koden(gjelder, dag))) == sorted(bok.tider(_koden(filens, dag)))
        and (nokkel(_koden(gjelder, dag)) == "F1") == (nokkel(_koden(filens, dag)) == "F1")
        for dag in (fra + timedelta(days=n) for n in range(7 * lcm(len(gjelder.uker), len(nye))))
    )


def _koden(plan: Plan, dag: date) -> str:
    n = (dag - plan.forste).days % (7 * len(plan.uker))
    return plan.uker[n // 7].dager[n % 7]
