"""The lending room: what is out, what is overdue, what is free; and what the swap room has moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from xl_tidbank.core.funn import Funn
from xl_tidbank.core.miljo.registre import Registre, Utlaan

from ...page.plain import Blokk, Felt, Format, Nokkelrad, Nokkeltall, Notat, Rader, Side, Status
from .felles import funnliste

ARK = "Utleiebod"


def frist(u: Utlaan, dager: int) -> date | None:
    return u.frist or (u.ut + timedelta(days=dager) if u.ut else None)


def ute(registre: Registre, dag: date) -> list[Utlaan]:
    return [u for u in registre.utlaan if u.ut and u.ut <= dag and (u.inn is None or u.inn > dag)]


def utlan_side(
    registre: Registre, dager: int, funn: Sequence[Funn], dag: date, *, virksomhet: str, stempel: str
) -> Side:
    borte = ute(registre, dag)
    sene = [u for u in borte if (f := frist(u, dager)) is not None and f < dag]
    ting = {u.tingnr: u.ting for u in registre.utlaan}
    ledige = sorted((nr, navn) for nr, navn in ting.items() if nr not in {u.tingnr for u in borte})
    i_aar = [b for b in registre.bytter if b.dato.year == dag.year and b.dato <= dag]
    videre = sum(b.antall or 1 for b in i_aar if b.vei != "Levert inn")
    felt = (
        Felt("Ting", Format.TEKST, 24), Felt("Låner", Format.TEKST, 22), Felt("Ut", Format.DATO, 12),
        Felt("Frist", Format.DATO, 12), Felt("Status", Format.STATUS, 16),
    )  # fmt: skip
    rader = tuple(
        (u.ting or u.tingnr, u.laaner, u.ut, frist(u, dager), Status.MANGLER if u in sene else Status.I_RUTE)
        for u in sorted(borte, key=lambda u: frist(u, dager) or dag)
    )
    blokker: list[Blokk] = [
        Nokkelrad((
            Nokkeltall("Utlånt nå", len(borte), Format.ANTALL), Nokkeltall("Over fristen", len(sene), Format.ANTALL),
            Nokkeltall("Ledige ting", len(ledige), Format.ANTALL),
            Nokkeltall("Lån i år", sum(bool(u.ut and u.ut.year == dag.year and u.ut <= dag) for u in registre.utlaan),
                       Format.ANTALL),
            Nokkeltall("Byttebod, funnet ny eier", round(videre), Format.ANTALL, f"i {dag.year}"),
        )),
        Rader("Ute nå", felt, rader, tom="Alt er inne."),
        Rader("Ledig", (Felt("Tingnr", Format.TEKST, 12), Felt("Ting", Format.TEKST, 30)), tuple(ledige),
              tom="Ingenting er ledig."),
        funnliste([f for f in funn if f.slag.id.startswith("utlan_")]),
        Notat(("Å låne er gratis. Lån og bytter telles, og trekkes aldri fra i klimaregnskapet.",), liten=True),
    ]  # fmt: skip
    return Side(
        ARK, "Utleiebod og byttebod", tuple(blokker), gjelder=dag, virksomhet=virksomhet,
        undertittel="Hva som er ute, forfalt og ledig", stempel=stempel, hoyst_sider=1,
    )  # fmt: skip
