"""Try a shift before it is assigned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ..book.page.plain import Side
from ..book.sheets.provevakt import prove_side
from ..core.bank import Bank
from ..core.errors import TidbankFeil, Verdifeil
from ..core.model import TIDBANK, TILDELT, TILDELT_MAATE, TYPER, Vakt
from ..core.tekst import dato as vist_dato
from ..tables import cells
from ..tables.schema import VAKTER
from .registry import Sporsmaal, kommando

_KOLONNE = {k.navn: k for k in VAKTER.kolonner}
VISER = ("funn", "saldo")


def vakt_av(
    dato: date, start: object, slutt: object, pause: object = None, type_: str = TIDBANK, onske: object = None,
    kompetanse: str = "",
) -> Vakt:  # fmt: skip
    """A shift on trial from what a user wrote. Raises Verdifeil with a sentence."""
    if cells.tom(start) or cells.tom(slutt):
        raise Verdifeil("Start og Slutt må fylles ut. Skriv klokkeslett som 07:30.")
    fra, til = cells.tolk(_KOLONNE["Start"], start), cells.tolk(_KOLONNE["Slutt"], slutt)
    if fra == til:
        raise Verdifeil("Start og Slutt er like. Skriv 00:00 og 24:00 når vakten varer hele døgnet.")
    minutter = cells.tolk(_KOLONNE["Pause"], pause)
    valgt = next((t for t in TYPER if t.casefold() == (type_ or TIDBANK).strip().casefold()), None)
    if valgt is None:
        raise Verdifeil(f"Type er «{type_}». Velg en av: {', '.join(TYPER)}.")
    vakt = Vakt(
        "", "", dato, fra, til, minutter, valgt, TILDELT_MAATE, TILDELT, None, cells.ja_nei(onske, "Eget ønske"),
        kompetanse=kompetanse,
    )  # fmt: skip
    if vakt.timer < 0:
        raise Verdifeil(f"Pause på {minutter} minutter er lengre enn vakten. Rett pausen eller klokkeslettene.")
    return vakt


@kommando(
    "Kontroller", "Prøv vakt", "Viser hva en vakt ville bryte før den tildeles, og hvem som har fortrinn.",
    velger_ansatte=True,
    viser=VISER,
    sporsmaal=(
        Sporsmaal("vaktdato", "Vaktens dato. Tomt = første dag med nok varsel."),
        Sporsmaal("start", "Start", "07:30"),
        Sporsmaal("slutt", "Slutt", "15:00"),
        Sporsmaal("pause", "Ubetalt pause i minutter", "30"),
        Sporsmaal("type", "Type", TIDBANK, TYPER),
        Sporsmaal("onske", "Eget ønske om kortere varsel", "Nei", ("Nei", "Ja")),
    ),
)  # fmt: skip
def prov_vakt(
    bank: Bank, dag: date, ansatte: Sequence[str], *, vaktdato: str = "", start: str = "", slutt: str = "",
    pause: str = "", type: str = "", onske: str = "",
) -> list[Side]:  # fmt: skip
    """A page for each employee named; for the first on the list of priority where none is."""
    naar = cells.dato(vaktdato, "Vaktens dato") or dag + timedelta(days=bank.valg.varselfrist(dag))
    vakt = vakt_av(naar, start, slutt, pause, type, onske)
    felles = {"virksomhet": bank.valg["virksomhet"], "stempel": bank.stempel}
    valgte = list(ansatte) or [k.ansattnr for k in bank.prioritet(vakt, dag)[:1]]
    if not valgte:
        raise TidbankFeil(
            f"Ingen er ledige til en vakt {vist_dato(naar)}. Velg en annen dag, eller skriv ansattnummer."
        )
    return [prove_side(bank.prov(vakt._replace(ansattnr=nr), dag), **felles) for nr in valgte]
