"""Every command, defined once: one registry, one file a subject. Libraries and pages are imported where they are used,
so that to know the commands costs next to nothing.
"""

# The order here is the order of the buttons in a group.
from .kontroll import kontroller_alt, kontroller_varsler  # isort: skip
from .oversikt import forsider, oversikt, saldo  # isort: skip
from .gjennomgang import gjennomgang, konto  # isort: skip
from .avregning import avregning  # isort: skip
from .timebank import timebank  # isort: skip
from .deling import Delt, del_med_tillitsvalgt, min_side, til_ansatt, til_tillitsvalgt, verifiser  # isort: skip
from .lonn import lonn, lonnsfil  # isort: skip
from .fordeling import fordeling  # isort: skip
from .prosess import avtale, individuell_avtale, kollektiv_avtale, oppsigelse, prosess  # isort: skip
from .miljo import arsrapport, klima, kontroller_miljo, miljo, utlan, utstyr  # isort: skip
from .vaktuke import vaktuke  # isort: skip
from .provevakt import prov_vakt  # isort: skip
from .logg import logg  # isort: skip
from .felles import navn  # isort: skip
from .registry import GRUPPER, REGISTER, Kommando, Bruk, Ut, alle, i_rekkefolge, kommando, verktoy  # isort: skip
from .sporsmaal import Svarslag, Sporsmaal  # isort: skip
from .svar import FUNN, Spalte, Merket, Svar, Tavle, Tittel, Utfil, ikke_med  # isort: skip

__all__ = [
    "FUNN",
    "GRUPPER",
    "REGISTER",
    "Bruk",
    "Delt",
    "Kommando",
    "Merket",
    "Spalte",
    "Sporsmaal",
    "Svar",
    "Svarslag",
    "Tavle",
    "Tittel",
    "Ut",
    "Utfil",
    "alle",
    "arsrapport",
    "avregning",
    "avtale",
    "del_med_tillitsvalgt",
    "fordeling",
    "forsider",
    "gjennomgang",
    "i_rekkefolge",
    "ikke_med",
    "individuell_avtale",
    "klima",
    "kollektiv_avtale",
    "kommando",
    "konto",
    "kontroller_alt",
    "kontroller_miljo",
    "kontroller_varsler",
    "logg",
    "lonn",
    "lonnsfil",
    "miljo",
    "min_side",
    "navn",
    "oppsigelse",
    "oversikt",
    "prosess",
    "prov_vakt",
    "saldo",
    "til_ansatt",
    "til_tillitsvalgt",
    "timebank",
    "utlan",
    "utstyr",
    "vaktuke",
    "verifiser",
    "verktoy",
]  # fmt: skip
