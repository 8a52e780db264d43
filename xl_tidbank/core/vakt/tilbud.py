"""What the offers of vacant shifts say: who has said no, and who was passed over (item 22; B16)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model import NEI, Tilbud, Vakt


def av_vakt(tilbud: Iterable[Tilbud], vakt: Vakt) -> list[Tilbud]:
    """The offers of one shift; a shift without Vaktnr has none."""
    return [t for t in tilbud if vakt.vaktnr and (t.vaktnr, t.dato) == (vakt.vaktnr, vakt.dato)]


def svarte_nei(tilbud: Iterable[Tilbud], vakt: Vakt) -> frozenset[str]:
    """The numbers of those who were offered the shift and do not want it."""
    return frozenset(t.ansattnr for t in av_vakt(tilbud, vakt) if t.svar == NEI)


def forbigaatt(tilbud: Sequence[Tilbud], valgt: Tilbud) -> list[int]:
    """The places before the chosen one's that nobody has said no from; [] where the place is not told."""
    nei = {int(t.plass) for t in tilbud
           if (t.vaktnr, t.dato) == (valgt.vaktnr, valgt.dato) and t.svar == NEI and t.plass}  # fmt: skip
    return [n for n in range(1, int(valgt.plass or 0)) if n not in nei]
