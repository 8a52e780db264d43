"""What is said to the user: how a command went, and what went wrong, as sentences no longer than a box."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from xl_tidbank.core.errors import Feilmelding, TidbankFeil, samlet
from xl_tidbank.tables.names import samme

from .vert import Tone, Vert

FLEST_FEIL = 8


class Melding(NamedTuple):
    tone: Tone
    tekst: str


def melding(ferdig: str, *merknader: str) -> Melding:
    """What was done, then what the user should know, a line each; a warning where there is any. Without a text: the
    sheet in view says it all."""
    linjer = [m for m in merknader if m]
    return Melding(Tone.ADVARSEL if linjer else Tone.OK, "\n".join(filter(None, [ferdig, *linjer])))


def si(vert: Vert, melding: Melding, etikett: str) -> None:
    vert.si(melding.tone, f"Tidbank: {etikett}", kort(vert, melding.tekst))


def kort(vert: Vert, melding: str) -> str:
    return melding if len(melding) <= vert.mest_tekst else melding[: vert.mest_tekst] + " ..."


def feilene(vert: Vert, e: Exception) -> tuple[Feilmelding, ...]:
    """What went wrong; an error nobody foresaw as one sentence. What the program itself says of it comes first."""
    if isinstance(e, TidbankFeil):
        return e.feil
    if ord_ := " ".join(vert.egne_ord(e).split())[:200]:
        return (Feilmelding("", "", f"{vert.program} kunne ikke gjøre dette: {ord_}"),)
    kort = " ".join(str(e).split())[:200]
    sagt = f"Feil i programmet ({type(e).__name__}: {kort}). Ingenting i tabellene er endret."
    return (Feilmelding("", "", sagt),)


def feiltekst(feil: Sequence[Feilmelding]) -> str:
    """The first errors, each with its cell; the rest as a number."""
    feil = samlet(feil)
    linjer = [str(f) for f in feil[:FLEST_FEIL]]
    if len(feil) > FLEST_FEIL:
        linjer.append(f"Og {len(feil) - FLEST_FEIL} til.")
    return "\n".join(linjer)


def vis_forste(vert: Vert, feil: Sequence[Feilmelding]) -> None:
    """Go to the cell the first error with a place is about. The error has been said, whatever happens here."""
    with suppress(Exception):
        arkene = {samme(a): a for a in vert.arkene()}
        for f in feil:
            if f.celle and samme(f.ark) in arkene:
                vert.vis(arkene[samme(f.ark)], f.celle)
                return
