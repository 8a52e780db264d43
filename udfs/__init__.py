"""The spreadsheet functions, written once for every host, and public: `from udfs import SYKEKREDIT`.

Installed with xl_tidbank under this name, typed. What stands in `__all__` keeps its name, its arguments and what it
gives; CHANGELOG.md says when one must change. The files in this package are our own and may move.

Percent arguments: 0.4 and 40 both mean 40 %. Dates: date, datetime, serial number or text (31.12.2026, 2026-12-31).
Tables: ranges with their header row. Several cells come back as a list of rows. Bad input raises
`xl_tidbank.core.errors.TidbankFeil` with a Norwegian sentence.
"""

from .arbeidstid import HVILESTATUS, HVILETID, OVERTIDSSTATUS
from .bank import TIDBANK_AVVIK, TIDBANK_KONTO, TIDBANK_LES, TIDBANK_OVERSIKT, TIDBANK_SALDO, TIDBANK_VAKTUKE
from .kalender import RODDAG, RODE_DAGER
from .kreditt import FERIEKREDIT, SYKEKREDIT
from .lonn import (
    GRUNNLONN_MND,
    KOMPENSASJON,
    OMREGNET_UKE,
    OVERTID_UKE,
    OVERTID_VAKT,
    SYKETILLEGG,
    TIMELONN,
    UBEKVEM_ETTERBETALING,
    UBEKVEM_MND,
    UBEKVEMTILLEGG,
)
from .miljo import PENDLING_EKSTRA, REISE_CO2, REISER_EKSTRA, STROM_UTSLIPP, UTSLIPP, UTSLIPPSFAKTOR
from .miljotall import (
    BAEREKRAFTSMAL,
    EARTH_HOUR,
    EARTH_WEEK,
    LEVETID,
    MALSTATUS,
    MILJOFRIST,
    OMBRUKSANDEL,
    SCOPE3,
    SORTERINGSGRAD,
    SPESIFIKK_ENERGI,
    UTSLIPP_ENDRING,
    VAKTER_TRENGS,
)
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
from .prov import TIDBANK_PROV
from .stilling import TIDBANK_ANDEL, TIDBANK_PERIODESKYLD, TIDBANK_STATUS, TIDBANK_UKESTIMER
from .timebank import TIMEBANK_INNSKUDD, TIMEBANK_KONTO, TIMEBANK_OVERSIKT, TIMEBANK_SALDO, TIMEBANK_TIMER
from .varsel import VARSELDAGER, VARSELFRIST, VARSELSTATUS

__all__ = [
    "BAEREKRAFTSMAL",
    "EARTH_HOUR",
    "EARTH_WEEK",
    "EVALUERING_FRIST",
    "FERIEKREDIT",
    "GJENNOMGANGER",
    "GRUNNLONN_MND",
    "HVILESTATUS",
    "HVILETID",
    "INNARBEIDINGSTAKT",
    "KARTLEGGING_FRA",
    "KOMPENSASJON",
    "LEVETID",
    "MALSTATUS",
    "MILJOFRIST",
    "NESTE_GJENNOMGANG",
    "OMBRUKSANDEL",
    "OMREGNET_UKE",
    "OPPSIGELSE_SLUTT",
    "OVERTIDSSTATUS",
    "OVERTID_UKE",
    "OVERTID_VAKT",
    "PENDLING_EKSTRA",
    "PERIODESTATUS",
    "REISER_EKSTRA",
    "REISE_CO2",
    "RODDAG",
    "RODE_DAGER",
    "SCOPE3",
    "SLUTTOPPGJOR_TREKK",
    "SLUTTVARSEL",
    "SORTERINGSGRAD",
    "SPESIFIKK_ENERGI",
    "STROM_UTSLIPP",
    "SYKEKREDIT",
    "SYKETILLEGG",
    "TIDBANK_ANDEL",
    "TIDBANK_AVREGNING",
    "TIDBANK_AVVIK",
    "TIDBANK_KONTO",
    "TIDBANK_LES",
    "TIDBANK_OVERSIKT",
    "TIDBANK_PERIODESKYLD",
    "TIDBANK_PROV",
    "TIDBANK_SALDO",
    "TIDBANK_STATUS",
    "TIDBANK_UKESTIMER",
    "TIDBANK_VAKTUKE",
    "TIMEBANK_INNSKUDD",
    "TIMEBANK_KONTO",
    "TIMEBANK_OVERSIKT",
    "TIMEBANK_SALDO",
    "TIMEBANK_TIMER",
    "TIMELONN",
    "UBEKVEMTILLEGG",
    "UBEKVEM_ETTERBETALING",
    "UBEKVEM_MND",
    "UTSLIPP",
    "UTSLIPPSFAKTOR",
    "UTSLIPP_ENDRING",
    "VAKTER_TRENGS",
    "VARSELDAGER",
    "VARSELFRIST",
    "VARSELSTATUS",
]
