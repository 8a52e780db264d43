"""The spreadsheet functions, written once for every host: `from udfs import SYKEKREDIT`.

Percent arguments: 0.4 and 40 both mean 40 %. Dates: date, datetime, serial number or text (31.12.2026, 2026-12-31).
Tables: ranges with their header row. Several cells come back as a list of rows. Bad input raises
`xl_tidbank.core.errors.TidbankFeil` with a Norwegian sentence.
"""

from .arbeidstid import HVILESTATUS, HVILETID, OVERTIDSSTATUS
from .bank import TIDBANK_AVVIK, TIDBANK_KONTO, TIDBANK_LES, TIDBANK_OVERSIKT, TIDBANK_SALDO
from .kalender import RODDAG, RODE_DAGER
from .kreditt import FERIEKREDIT, SYKEKREDIT
from .oppgjor import SLUTTOPPGJOR_TREKK, TIDBANK_AVREGNING
from .periode import (
    EVALUERING_FRIST,
    GJENNOMGANGER,
    INNARBEIDINGSTAKT,
    KARTLEGGING_FRA,
    NESTE_GJENNOMGANG,
    OPPSIGELSE_SLUTT,
    PERIODESTATUS,
    SLUTTVARSEL,
)
from .stilling import TIDBANK_ANDEL, TIDBANK_PERIODESKYLD, TIDBANK_STATUS, TIDBANK_UKESTIMER
from .timebank import TIMEBANK_INNSKUDD, TIMEBANK_KONTO, TIMEBANK_OVERSIKT, TIMEBANK_SALDO, TIMEBANK_TIMER
from .varsel import VARSELDAGER, VARSELFRIST, VARSELSTATUS

__all__ = [
    "EVALUERING_FRIST",
    "FERIEKREDIT",
    "GJENNOMGANGER",
    "HVILESTATUS",
    "HVILETID",
    "INNARBEIDINGSTAKT",
    "KARTLEGGING_FRA",
    "NESTE_GJENNOMGANG",
    "OPPSIGELSE_SLUTT",
    "OVERTIDSSTATUS",
    "PERIODESTATUS",
    "RODDAG",
    "RODE_DAGER",
    "SLUTTOPPGJOR_TREKK",
    "SLUTTVARSEL",
    "SYKEKREDIT",
    "TIDBANK_ANDEL",
    "TIDBANK_AVREGNING",
    "TIDBANK_AVVIK",
    "TIDBANK_KONTO",
    "TIDBANK_LES",
    "TIDBANK_OVERSIKT",
    "TIDBANK_PERIODESKYLD",
    "TIDBANK_SALDO",
    "TIDBANK_STATUS",
    "TIDBANK_UKESTIMER",
    "TIMEBANK_INNSKUDD",
    "TIMEBANK_KONTO",
    "TIMEBANK_OVERSIKT",
    "TIMEBANK_SALDO",
    "TIMEBANK_TIMER",
    "VARSELDAGER",
    "VARSELFRIST",
    "VARSELSTATUS",
]
