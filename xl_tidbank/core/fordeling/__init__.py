"""Fairness: who works weekends, red days, evenings and nights (items 24, 41), and who works more than agreed."""

from .belastning import MAAL, Belastning, Dagbok
from .merarbeid import Merarbeid, gjelder, merarbeid
from .sammenligning import ALLE, LIKE, UTEN_TIDBANK, Fordeling, Maaltall, fordel, fordeling, kan_sammenlignes

__all__ = [
    "ALLE", "LIKE", "MAAL", "UTEN_TIDBANK", "Belastning", "Dagbok", "Fordeling", "Maaltall", "Merarbeid", "fordel",
    "fordeling", "gjelder", "kan_sammenlignes", "merarbeid",
]  # fmt: skip
