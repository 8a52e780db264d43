"""The questions of a new bank in the open workbook: asked once, answered in Innstillinger with their reasons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from xl_tidbank.commands import Sporsmaal, Svarslag
from xl_tidbank.core import tekst
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.tables import oppstart
from xl_tidbank.tables.arkrekke import rekke
from xl_tidbank.tables.names import samme
from xl_tidbank.tables.schema import ANSATTE, INNSTILLINGER

from . import deler
from .messages import Melding, melding
from .vert import Radskriv, Vert

HJELP = "Noen spørsmål før dere begynner. Et tomt svar endrer ingenting, og alt kan endres siden i Innstillinger."
ETIKETT = "Kom i gang"
VELKOMST = (
    "Denne banken er ny. Skal vi ta noen spørsmål om arbeidsstedet og avtalene nå? Svarene settes i Innstillinger.\n\n"
    "Ja: still spørsmålene. Nei: ikke spør igjen. De ligger under Tidbank > Kom i gang."
)
SPURT_NEI = "Spurt da banken ble åpnet: ikke nå, og ikke igjen."
SPURT_SENERE = "Spurt da banken ble åpnet {dag}: senere."
_STEDET = "virksomhet"  # the first question: while it has no answer, none has been given
MEST_RADER = 200  # rows of Innstillinger that are looked through
_SPURT = tuple(
    q for q in oppstart.SPORSMAAL if q.navn != "enheter"
)  # a workbook that stands takes its units from Ansatte


def innstilt(vert: Vert) -> dict[str, tuple[int, Any]]:
    """What stands in Verdi of each choice, with the row from 1; {} where the sheet cannot be understood."""
    ark = next((a for a in vert.arkene() if samme(a) == samme(INNSTILLINGER.ark)), None)
    rader = vert.rader(ark, len(rekke(INNSTILLINGER)), MEST_RADER) if ark else ()
    hode = [samme(str(v)) for v in rader[0]] if rader else []
    steder = [hode.index(samme(n)) if samme(n) in hode else -1 for n in ("Nøkkel", "Verdi")]
    if -1 in steder:
        return {}
    return {str(r[steder[0]]).strip(): (nr, r[steder[1]]) for nr, r in enumerate(rader[1:], 2) if r[steder[0]]}


def velkommen(vert: Vert) -> Melding | None:
    """Ask whether to begin, in a bank nobody has begun on. No is for good, later is for another day."""
    i_dag, rad = date.today(), _uspurt(vert)
    if rad is None:
        return None
    nr, grunn = rad
    senere = SPURT_SENERE.format(dag=tekst.dato(i_dag))
    if grunn in (SPURT_NEI, senere):
        return None
    svar = vert.nar(f"Tidbank: {ETIKETT}", VELKOMST)
    if svar:
        return spor(vert)
    husk = SPURT_NEI if svar is False else senere
    vert.skriv_tabeller([Radskriv(INNSTILLINGER.navn, nr, {"Begrunnelse": husk})], ETIKETT)
    return None


def _uspurt(vert: Vert) -> tuple[int, str] | None:
    """The row of the first choice and what stands as its reason; None where the bank is in use, or is none."""
    stedet = innstilt(vert).get(_STEDET)
    if stedet is None or str(stedet[1] or "").strip():
        return None
    finnes = {samme(a): a for a in vert.arkene()}
    folk = finnes.get(samme(ANSATTE.ark))
    if folk is None or any(v not in (None, "") for rad in vert.rader(folk, 2, 2)[1:] for v in rad):
        return None
    nr = stedet[0]
    kol = [n.navn for n in rekke(INNSTILLINGER)].index("Begrunnelse")
    arket = finnes[samme(INNSTILLINGER.ark)]
    return nr, str(vert.rader(arket, kol + 1, nr)[nr - 1][kol] or "")


def spor(vert: Vert) -> Melding | None:
    """Ask, and write the choices the answers set: all of them or none."""
    staar = innstilt(vert)
    if not staar:
        raise TidbankFeil(
            "Fant ikke kolonnene Nøkkel og Verdi på arket Innstillinger. Rett overskriftene og prøv igjen."
        )
    felt = [Sporsmaal(q.navn, Svarslag.TEKST, q.sporsmaal, _forslag(q.navn, staar), q.svar) for q in _SPURT]
    svar = vert.sporr(f"Tidbank: {ETIKETT}", HJELP, felt)
    if svar is None:
        return None
    tolket = oppstart.tolk(svar)
    mangler = [n for n in tolket.satt if n not in staar]
    if mangler:
        raise TidbankFeil(
            f"Innstillinger mangler {', '.join(mangler)}. Lag banken på nytt: tidbank oppdater FIL -o NY.xlsx"
        )
    skriv = [
        Radskriv(
            INNSTILLINGER.navn,
            staar[nokkel][0],
            {"Verdi": verdi, **({"Begrunnelse": grunn or None} if grunn or nokkel == _STEDET else {})},
        )
        for nokkel, (verdi, grunn) in tolket.satt.items()
    ]
    with vert.arbeid(ETIKETT) as si:
        si("fyller ut Innstillinger")
        if skriv:
            vert.skriv_tabeller(skriv, ETIKETT)
    sagt = [deler.vis_del(vert, d) for d in tolket.deler if d not in deler.her(vert)]
    antall = f"{len(skriv)} valg er satt i Innstillinger, med begrunnelse." if skriv else "Ingen valg er endret."
    return melding("\n".join([antall, *(m.tekst for m in sagt)]))


def _forslag(navn: str, staar: Mapping[str, tuple[int, Any]]) -> str:
    """What the bank has already, for the questions whose answer is the choice itself."""
    verdi = staar.get(navn, (0, ""))[1] if navn in ("virksomhet", "tariffomrade") else ""
    return str(verdi or {"tredelt": "Nei", "gjennomsnitt": "nei", "natt": "nei", "varsel": "14"}.get(navn, ""))
