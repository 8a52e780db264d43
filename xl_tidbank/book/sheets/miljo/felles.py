"""Words several pages of the environment share."""

from __future__ import annotations

from collections.abc import Sequence

from xl_tidbank.core import tekst
from xl_tidbank.core.funn import Emne, Funn
from xl_tidbank.core.miljo.aarstall import Temalinje
from xl_tidbank.core.miljo.klima import Klimaregnskap, Sum
from xl_tidbank.core.miljo.registre import LOKASJON, MARKED

from ...page.plain import Felt, Format, Liste, Nokkeltall, Punkt, Rader, Verdi
from ..common import ALVORSORD, antall

IKKE_FORT = "Ikke ført"
METODEORD = {LOKASJON: "lokasjonsbasert", MARKED: "markedsbasert"}
MEST_FUNN = 12


def vis_sum(s: Sum) -> Verdi:
    return IKKE_FORT if s.kg is None else round(s.kg)


def forbehold(s: Sum) -> str:
    """What must stand beside a sum."""
    deler = [f"▲ {antall(s.mangler, 'post', 'poster')} uten faktor er ikke med"] if s.mangler else []
    return "; ".join([*deler, *([s.merke] if s.merke else [])])


def per_arsverk(k: Klimaregnskap, metode: str, arsverk: float | None) -> Nokkeltall:
    s = k.i_alt(metode)
    if s.kg is None or not arsverk:
        verdi: Verdi = IKKE_FORT
        merknad = "utslipp mangler" if s.kg is None else "årsverk mangler i Nøkkeltall"
    else:
        verdi, merknad = round(s.kg / arsverk), f"{tekst.heltall(s.kg)} kg i alt. {forbehold(s)}".strip()
    return Nokkeltall(f"kg CO2e per årsverk, {METODEORD[metode]}", verdi, Format.MENGDE, merknad)


def metoder(hoved: str) -> tuple[str, str]:
    """Both methods, the one chosen first."""
    return (LOKASJON, MARKED) if hoved == LOKASJON else (MARKED, LOKASJON)


def temaene(temaer: Sequence[Temalinje], aar: int) -> Rader:
    felt = (
        Felt("Tema", Format.TEKST, 24), Felt("Måles som", Format.TEKST, 22), Felt("Enhet", Format.TEKST, 10),
        Felt(str(aar - 1), Format.KRONER, 12), Felt(str(aar), Format.KRONER, 12), Felt("Mål", Format.KRONER, 12),
        Felt("Endring", Format.TEKST, 14),
    )  # fmt: skip
    rader = tuple(
        (
            t.tema, t.hva, t.enhet, IKKE_FORT if t.foer is None else t.foer, IKKE_FORT if t.naa is None else t.naa,
            t.maal.verdi if t.maal else None, t.ord,
        )
        for t in temaer
    )  # fmt: skip
    return Rader("Tema for tema", felt, rader)


def funnliste(funn: Sequence[Funn]) -> Liste:
    """What the registers find fault with, the worst first."""
    egne = [f for f in funn if f.slag.emne == Emne.MILJO]
    punkter = tuple(Punkt(ALVORSORD[f.alvor], f.tekst, f"{f.tiltak} · {_sted(f)}{f.hjemmel}") for f in egne[:MEST_FUNN])
    mer = f" ({len(egne)} i alt, alle med «tidbank kontroller»)" if len(egne) > MEST_FUNN else ""
    return Liste(f"Dette bør gjøres nå{mer}", punkter, tom="Ingenting. Alt er i orden på denne dagen.")


def _sted(f: Funn) -> str:
    return f"{f.ark}!{f.celle} · " if f.celle else ""
