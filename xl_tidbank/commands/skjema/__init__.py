"""Forms that write rows: each is data, placed as a sheet, read back by the names of its cells."""

# The order here is the order of the buttons.
from .vakt import NY_VAKT  # isort: skip
from .bekreft import BEKREFT_VAKTER  # isort: skip
from .ledige import LEDIGE_VAKTER  # isort: skip
from .fravaer import NYTT_FRAVAER  # isort: skip
from .avtale import NY_AVTALE  # isort: skip
from .holdt import GJENNOMGANG_HOLDT  # isort: skip
from .definisjon import (
    FELT,
    LEGG_INN,
    LUKK,
    MELDING,
    MERKE,
    SKJEMAER,
    Feltfeil,
    Innlegg,
    Nyrad,
    Skjema,
    Skjemafeil,
    Utgangspunkt,
)

__all__ = [
    "BEKREFT_VAKTER",
    "FELT",
    "GJENNOMGANG_HOLDT",
    "LEDIGE_VAKTER",
    "LEGG_INN",
    "LUKK",
    "MELDING",
    "MERKE",
    "NYTT_FRAVAER",
    "NY_AVTALE",
    "NY_VAKT",
    "SKJEMAER",
    "Feltfeil",
    "Innlegg",
    "Nyrad",
    "Skjema",
    "Skjemafeil",
    "Utgangspunkt",
]
