"""The first opening: a bank nobody has begun on asks once, and remembers what was said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.vertfalsk import Ark, FalskVert
from xl_tidbank.book.sheets.start import SKJEMAENE
from xl_tidbank.commands.skjema import SKJEMAER
from xl_tidbank.hosts import flow, oppstart, own
from xl_tidbank.tables.arkrekke import rekke
from xl_tidbank.tables.schema import INNSTILLINGER

KOLONNER = [k.navn for k in rekke(INNSTILLINGER)]


def rad(nokkel: str, verdi: str = "", begrunnelse: str = "") -> tuple[str, ...]:
    satt = {"Nøkkel": nokkel, "Verdi": verdi, "Begrunnelse": begrunnelse}
    return tuple(satt.get(n, "") for n in KOLONNER)


def vert(*rader: tuple[str, ...], folk: str = "") -> FalskVert:
    v = FalskVert()
    v.arket["Innstillinger"] = Ark("tabell", rader=[tuple(KOLONNER), *rader])
    v.arket["Ansatte"] = Ark("tabell", rader=[("Ansattnr", "Navn"), (folk, "")])
    return v


def apne(v: FalskVert) -> list[str]:
    """What it asked."""
    flow.trykk(v, own.VELKOMMEN)
    spurt: list[str] = getattr(v, "spurt_naar", [])
    return spurt


@pytest.mark.parametrize(("svar", "husket"), [(False, oppstart.SPURT_NEI), (None, oppstart.SPURT_SENERE)])
def test_no_and_later_are_remembered_with_the_bank(svar: bool | None, husket: str) -> None:
    v: Any = vert(rad("virksomhet"))
    v.naar = svar
    assert apne(v) == [oppstart.VELKOMST]
    ((_, (skrevet,)),) = v.skrevet
    husket = husket.format(dag=f"{date.today():%d.%m.%Y}")
    assert (skrevet.tabell, skrevet.rad, skrevet.verdier) == ("Innstillinger", 2, {"Begrunnelse": husket})
    assert apne(vert(rad("virksomhet", "", husket))) == []


def test_later_is_another_day() -> None:
    assert apne(vert(rad("virksomhet", "", oppstart.SPURT_SENERE.format(dag="31.12.2025")))) != []


@pytest.mark.parametrize(
    "v",
    [vert(rad("virksomhet", "Solbakken")), vert(rad("virksomhet"), folk="1001"), vert(rad("varselfrist")), FalskVert()],
    ids=["answered", "in use", "no such choice", "no choices: the copy for the union rep"],
)
def test_a_bank_that_is_begun_on_or_is_none_asks_nothing(v: FalskVert) -> None:
    assert apne(v) == []
    assert not v.skrevet


def test_yes_asks_at_once() -> None:
    v: Any = vert(*(rad(n) for n in ("virksomhet", "tariffbundet", "tariffomrade")))
    v.naar, v.svar = True, lambda felt: ["Solbakken", *(f.forslag for f in felt[1:])]
    apne(v)
    assert v.spurt[0].navn == "virksomhet"
    (_, skrevet), *_ = v.skrevet
    assert skrevet[0].verdier == {"Verdi": "Solbakken", "Begrunnelse": None}, "what was remembered is over"


def test_the_links_of_start_are_buttons() -> None:
    assert [navn for navn, *_ in SKJEMAENE] == [
        SKJEMAER[n].etikett for n in ("ny_vakt", "bekreft_vakter", "ledige_vakter", "ny_avtale", "nytt_fravaer",
                                      "gjennomgang_holdt")
    ]  # fmt: skip
    assert set(own.lenker().values()) == {*SKJEMAER, "vaktuke"}
