"""Equipment: age, what is beyond its plan, where it went, and what is not wiped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xl_tidbank.core.funn import Funn
from xl_tidbank.core.miljo.registre import RUTER, UTSTYRSSLAG, Registre, Utstyrsrad
from xl_tidbank.core.miljo.regning import gjenbrukt, maaneder

from ...page.plain import Blokk, Diagram, Felt, Format, Nokkelrad, Nokkeltall, Notat, Rader, Serie, Side, Verdi
from .felles import funnliste

ARK = "Utstyr i bruk"


def i_bruk(u: Utstyrsrad, dag: date) -> bool:
    return (u.kjopt is None or u.kjopt <= dag) and (u.avhendet is None or u.avhendet > dag)


def over_plan(u: Utstyrsrad, dag: date) -> bool:
    return bool(u.kjopt and u.planlagt_ar and maaneder(u.kjopt, dag) >= u.planlagt_ar * 12)


def utstyr_side(
    registre: Registre, aar: int, funn: Sequence[Funn], dag: date, *, virksomhet: str, stempel: str
) -> Side:
    alle = [u for u in registre.utstyr if i_bruk(u, dag)]
    ut = [u for u in registre.utstyr if u.avhendet and u.avhendet <= dag and u.avhendet.year in (aar, dag.year)]
    andel: Verdi = "Ingen avhendet" if not ut else round(100 * sum(map(gjenbrukt, ut)) / len(ut), 1)
    usikre = [u for u in registre.utstyr if u.avhendet and u.avhendet <= dag and u.lagrer_data and not u.slettet]
    gamle = sum(over_plan(u, dag) for u in alle)
    blokker: list[Blokk] = [
        Nokkelrad((
            Nokkeltall("I bruk", len(alle), Format.ANTALL, f"{gamle} lenger enn planlagt"),
            Nokkeltall("Brukt videre av det som gikk ut", andel, Format.PROSENT, f"{len(ut)} ting siden 01.01.{aar}"),
            Nokkeltall("Ikke slettet", len(usikre), Format.ANTALL, "avhendet med data"),
        )),
        _slagene(alle, dag), _rutene(ut),
    ]  # fmt: skip
    if ut:
        blokker.append(_diagram(ut))
    blokker += [funnliste([f for f in funn if f.slag.id.startswith("utstyr_")]), Notat((
        "Gjenbruk går foran ombruk, og ombruk foran materialgjenvinning. Takeback teller som ombruk bare når "
        "leverandøren har sagt hva det ble av det. Ingen utslipp trekkes fra for utstyr som varer lenger.",
    ), liten=True)]  # fmt: skip
    return Side(
        ARK, "Utstyr", tuple(blokker), gjelder=dag, virksomhet=virksomhet,
        undertittel="Hvor lenge det varer, og hvor det går", stempel=stempel, hoyst_sider=2,
    )  # fmt: skip


def _slagene(alle: Sequence[Utstyrsrad], dag: date) -> Rader:
    felt = (
        Felt("Slag", Format.TEKST, 18), Felt("I bruk", Format.ANTALL, 10), Felt("Snittalder (år)", Format.TIMER, 12),
        Felt("Lenger enn planlagt", Format.ANTALL, 12), Felt("Reparert", Format.ANTALL, 10),
        Felt("Ny bruker", Format.ANTALL, 10),
    )  # fmt: skip
    rader = []
    for slag in UTSTYRSSLAG:
        egne = [u for u in alle if u.slag == slag]
        aldre = [(dag - u.kjopt).days / 365.25 for u in egne if u.kjopt]
        if egne:
            rader.append((
                slag, len(egne), sum(aldre) / len(aldre) if aldre else None, sum(over_plan(u, dag) for u in egne),
                sum(u.reparert is not None for u in egne), sum(u.overfort is not None for u in egne),
            ))  # fmt: skip
    return Rader("I bruk nå", felt, tuple(rader), tom="Ikke noe utstyr er ført.")


def _rutene(ut: Sequence[Utstyrsrad]) -> Rader:
    felt = (
        Felt("Rute", Format.TEKST, 24), Felt("Ting", Format.ANTALL, 10), Felt("Brukt videre", Format.ANTALL, 12),
        Felt("Utfall ikke kjent", Format.ANTALL, 12),
    )  # fmt: skip
    rader = []
    for rute in (*RUTER, ""):
        egne = [u for u in ut if u.rute == rute]
        if egne:
            ukjent = sum(rute == "Takeback" and not u.utfall for u in egne)
            rader.append((rute or "Ikke ført", len(egne), sum(map(gjenbrukt, egne)), ukjent))
    return Rader("Hvor det gikk", felt, tuple(rader), tom="Ikke noe utstyr er avhendet.")


def _diagram(ut: Sequence[Utstyrsrad]) -> Diagram:
    ruter = [r for r in (*RUTER, "") if any(u.rute == r for u in ut)]
    videre = sum(map(gjenbrukt, ut))
    tittel = f"{videre} av {len(ut)} ting ble brukt videre"
    return Diagram(
        tittel, tuple(r or "Ikke ført" for r in ruter),
        (Serie("Ting", tuple(float(sum(u.rute == r for u in ut)) for r in ruter), "stolpe"),),
        hele=True, alt=f"Liggende stolper med antall ting for hver rute. {tittel}.", x_navn="Rute",
        hoyde=max(8, 5 + 2 * len(ruter)),
    )  # fmt: skip
