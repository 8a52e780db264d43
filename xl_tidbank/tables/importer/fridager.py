"""Days off in a roster from elsewhere that take a shift out of Grunnturnus: the imported month wins on its days (T17).

Only there is a row written for a day off: where the bank has no pattern, no row is a day off as it always was.
"""

from __future__ import annotations

from datetime import date

from xl_tidbank.core.model import Avtale, Tabeller
from xl_tidbank.core.tid.grunnturnus import Grunnturnus

from .funnet import TURNUS, Avlest, Funnet, opp_til


def legg_til(lest: Avlest, tabeller: Tabeller, opphav: str) -> None:
    """Rows with Fri for the days off on which Grunnturnus has a shift, and nothing else in Turnus says otherwise.

    An empty cell says nothing of somebody who has not one code in the window: such a row is not filled in yet.
    """
    med_plan = {g.ansattnr for g in tabeller.grunnturnus or () if g.ansattnr} & lest.personer
    if not med_plan:
        return
    i_filen = {(r.ansattnr, r.dato) for r in lest.rader if r.tabell == TURNUS}
    andre = {(t.ansattnr, t.dato) for t in tabeller.turnus or () if t.opphav != opphav}
    skrevet = {r.ansattnr for r in lest.rader} | {nr for nr, _ in lest.skjermet}
    skrevet |= {f.ansattnr for f in lest.fridager if not f.tom}
    monster = _monster(tabeller, med_plan)
    antall, tomme = 0, set()
    for f in lest.fridager:
        dag = (f.ansattnr, f.dato)
        if dag not in monster or (dag in i_filen or dag in andre or dag in lest.skjermet):
            continue
        if f.ansattnr not in skrevet:
            tomme.add(f.ansattnr)
            continue
        i_filen.add(dag)
        antall += 1
        lest.rader.append(Funnet(TURNUS, f.ansattnr, f.dato, None, None, None, f.sted, f.verdi, fri=True))
    if antall:
        dager = "dag er fri" if antall == 1 else "dager er fri"
        lest.merk(f"{antall} {dager} i filen der Grunnturnus har vakt. Filen gjelder: dagen får Fri i Turnus.")
    if tomme:
        hva = f"{opp_til(sorted(tomme))} har ingen koder i filen. Vaktene i Grunnturnus står."
        lest.merk(hva)


def _monster(tabeller: Tabeller, numre: set[str]) -> set[tuple[str, date]]:
    """The days Grunnturnus has a shift on, were there no rows in Turnus."""
    plan = Grunnturnus(tabeller.grunnturnus or (), tabeller.vaktkoder or ())
    avtaler: dict[str, list[Avtale]] = {}
    for a in tabeller.avtaler:
        avtaler.setdefault(a.ansattnr, []).append(a)
    return {(nr, t.dato) for nr in numre for t in plan.vakter(nr, avtaler.get(nr, ()), ())}
