"""One person's bad rows stop that person's figures alone: who is left out of a bank, and what is left of it (T1).

A balance of some of a person's rows would be wrong, so all of them go, in every table but Ansatte. A row that does not
tell whose it is (Ansattnr is the cell in error) goes alone, and is told of without a number. What everybody rests on
stops everybody: a missing sheet or column, the keys of Ansatte, the codes, the choices, the company's capacity.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from xl_tidbank.core.errors import Feilmelding
from xl_tidbank.core.model import Ansatt, Utelatt
from xl_tidbank.tables.names import samme
from xl_tidbank.tables.rows import Lest

# Sheets whose rows are nobody's own. CSV files carry an ending.
_FELLES = frozenset(samme(n) for n in ("Ansatte", "Lister", "Fraværskoder", "Vaktkoder", "Innstillinger", "Kapasitet"))


def kan_utelates(feil: Sequence[Feilmelding]) -> bool:
    """Whether every error is one employee's, or a single row's."""
    return all(f.celle and (f.ansattnr or samme(f.ark.rpartition(".")[0] or f.ark) not in _FELLES) for f in feil)


def uten(feil: Sequence[Feilmelding], lest: Mapping[str, Lest]) -> tuple[tuple[Utelatt, ...], dict[str, Lest]]:
    """Who is left out and why, and the tables without their rows. Numbers of one person (column Person) go together."""
    per_ansatt: dict[str, list[Feilmelding]] = {}
    for f in feil:
        per_ansatt.setdefault(f.ansattnr, []).append(f)
    ansatte: Sequence[Ansatt] = lest["Ansatte"].poster if "Ansatte" in lest else ()
    personer = {a.person: a.ansattnr for a in ansatte if a.person and a.ansattnr in per_ansatt}
    for a in ansatte:
        if a.person in personer and a.ansattnr not in per_ansatt:
            annen = personer[a.person]
            tekst = f"Ansatt {a.ansattnr} er samme person som {annen}, som ikke kan leses. Rett radene til {annen}."
            per_ansatt[a.ansattnr] = [Feilmelding(a.kilde.ark, a.kilde.celle("Person"), tekst, a.ansattnr)]
    gale = {(f.ark, int("".join(c for c in f.celle if c.isdigit()))) for f in feil}

    def blir(navn: str, post: Any) -> bool:
        nr = getattr(post, "ansattnr", "")
        return navn == "Ansatte" or ((not nr or nr not in per_ansatt) and post.kilde[:2] not in gale)

    tabeller = {
        navn: replace(x, poster=tuple(p for p in x.poster if blir(navn, p)), feil=()) for navn, x in lest.items()
    }
    return tuple(Utelatt(nr, tuple(f)) for nr, f in sorted(per_ansatt.items())), tabeller
