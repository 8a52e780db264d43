"""Many banks together: the sums of each, and how they are told so that no sum is of too few people."""

from .sammen import SMAA, Enhetsrad, Samling, Utvikling, endring, slaa_sammen
from .tall import SUMMER, Banktall, Regelantall, av_bank, sum_av

__all__ = [
    "SMAA", "SUMMER", "Banktall", "Enhetsrad", "Regelantall", "Samling", "Utvikling", "av_bank", "endring",
    "slaa_sammen", "sum_av",
]  # fmt: skip
