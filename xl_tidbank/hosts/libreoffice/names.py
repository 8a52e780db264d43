"""Names the add-in goes by inside LibreOffice; the package and the component must agree on them."""

from __future__ import annotations

from xl_tidbank.functions import Funksjon

TJENESTE = "no.tidbank.Funksjoner"  # the add-in service
KOMMANDO = "no.tidbank.Kommando"  # the service behind menu and toolbar
APNET = "no.tidbank.Apnet"  # the job that is run when a document is opened
UTVIDELSE = "no.tidbank.libreoffice"  # the extension itself
KATEGORI = "Add-In"
OVER_FLERE_CELLER = frozenset(("kolonne", "rad", "tabell"))


def metode(navn: str) -> str:
    """The UNO method of a function: TIDBANK_SALDO -> tidbankSaldo (UNO names take no underscores)."""
    forste, *resten = navn.lower().split("_")
    return forste + "".join(r.capitalize() for r in resten)


def parameter(navn: str) -> str:
    """The UNO name of an argument; the type reader refuses underscores and then knows none of the functions."""
    return navn.replace("_", "")


def sporr_dokumentet(f: Funksjon) -> bool:
    """Whether the function may need the tables of the document it stands in, so that Calc must tell it which."""
    # A bank that must be given is a range of shifts (REISER_EKSTRA), and no document is asked.
    return any(a.navn == "utenfor" or (a.navn == "bank" and a.valgfri) for a in f.argumenter)


def flere_celler(f: Funksjon) -> bool:
    return f.resultat in OVER_FLERE_CELLER
