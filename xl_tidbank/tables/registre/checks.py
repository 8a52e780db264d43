"""What must hold between the cells of a row of a register, and between its rows, for them to be read at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from xl_tidbank.core.errors import Feilmelding
from xl_tidbank.core.miljo.lister import baerekraftsmaal
from xl_tidbank.core.miljo.registre import Energibruk, Maal, Reisevane
from xl_tidbank.core.tekst import dato

# First and last day of a row: field, column.
SPENN = {
    "Reiser": ("dato", "Dato", "til", "Til"), "Energi": ("fra", "Fra", "til", "Til"),
    "Avfall": ("fra", "Fra", "til", "Til"), "Utstyr": ("kjopt", "Kjøpt", "avhendet", "Avhendet"),
    "Kampanjer": ("fra", "Fra", "til", "Til"), "Mål": ("fra", "Fra", "til", "Til"),
    "Ambassadører": ("fra", "Fra", "til", "Til"), "Utslippsfaktorer": ("fra", "Fra", "til", "Til"),
}  # fmt: skip


def _feil(post: Any, kolonne: str, tekst: str) -> Feilmelding:
    return Feilmelding(post.kilde.ark, post.kilde.celle(kolonne), tekst)


def i_registeret(navn: str, poster: Sequence[Any]) -> list[Feilmelding]:
    """Errors of one register."""
    feil: list[Feilmelding] = []
    if navn in SPENN:
        feil += _spenn(poster, *SPENN[navn])
    if navn == "Utlån":
        feil += [*_spenn(poster, "ut", "Ut", "frist", "Frist"), *_spenn(poster, "ut", "Ut", "inn", "Inn")]
    if navn == "Energi":
        feil += _maalere(poster)
    if navn == "Reisevaner":
        feil += _vaner(poster)
    if navn == "Mål":
        feil += _fn(poster)
    return feil


def _spenn(poster: Iterable[Any], fra: str, fra_navn: str, til: str, til_navn: str) -> Iterator[Feilmelding]:
    for p in poster:
        a, b = getattr(p, fra), getattr(p, til)
        if a is not None and b is not None and b < a:
            yield _feil(p, til_navn, f"{til_navn} {dato(b)} er før {fra_navn} {dato(a)}. Rett den av datoene som er "
                        "feil.")  # fmt: skip


def _maalere(poster: Sequence[Energibruk]) -> Iterator[Feilmelding]:
    """No day of one meter twice."""
    siste: dict[tuple[str, str], Energibruk] = {}
    for p in sorted((p for p in poster if p.fra <= p.til), key=lambda p: (p.fra, p.kilde.rad)):
        nokkel = (p.maaler.casefold(), p.baerer)
        foer = siste.get(nokkel)
        if p.maaler and foer is not None and p.fra <= foer.til:
            yield _feil(p, "Fra", f"Måler {p.maaler} har {dato(p.fra)} også i rad {foer.kilde.rad}, som går til "
                        f"{dato(foer.til)}. Rett datoene, så ingen dag står to ganger.")  # fmt: skip
        if foer is None or p.til > foer.til:
            siste[nokkel] = p


def _vaner(poster: Sequence[Reisevane]) -> Iterator[Feilmelding]:
    forst: dict[tuple[str, date], Reisevane] = {}
    for p in poster:
        annen = forst.setdefault((p.ansattnr, p.fra), p)
        if annen is not p:
            yield _feil(p, "Gjelder fra", f"Gjelder fra {dato(p.fra)} står også i rad {annen.kilde.rad} for den samme. "
                        "Rett datoen, eller slett raden.")  # fmt: skip
        if p.km is not None and p.km != int(p.km):
            yield _feil(p, "Km én vei", "Km én vei skal være hele kilometer. Rund av: kortere enn det trengs ikke.")


def _fn(poster: Sequence[Maal]) -> Iterator[Feilmelding]:
    for p in poster:
        deler = [d for d in p.fn_maal.replace(",", ";").split(";") if d.strip()]
        if len(deler) != len(p.fn_numre) or not set(p.fn_numre) <= set(baerekraftsmaal()):
            yield _feil(p, "FN-mål", f"FN-mål er «{p.fn_maal}». Skriv numre fra 1 til 17, flere med ; mellom.")
