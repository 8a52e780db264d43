"""What a page says of the choices behind it: those that are changed, on every page they touch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from xl_tidbank.core import tekst
from xl_tidbank.core.model import Merknad
from xl_tidbank.core.valg import Valg, Valgmulighet

from ..page.plain import Fakta, Format, Notat, Side, Signatur, Skrivelinjer

OVERSKRIFT = "Valg som er endret"
OM_TABELLENE = "Rader utenfor tabellene"
UTELATT = "Utelatt"


def endrede(valg: Valg) -> Fakta:
    """Every changed choice, with what was proposed."""
    linjer = tuple(
        (m.navn, vis(valg[m.nokkel], m.enhet), Format.TEKST, f"{_forslag(m)} · {m.hjemmel}".strip(" ·"))
        for m in valg.endret_for(())
    )
    return Fakta(OVERSKRIFT, linjer or (("Ingen", "alle valg står som foreslått", Format.TEKST, ""),))


def med_valg(side: Side, valg: Valg, omraader: Sequence[str]) -> Side:
    """The page with a note of the changed choices that touch it, above what is signed; as it was where there are none.

    omraader: what the page shows (see `gjelder` in parameters/valg.toml).
    """
    endret = valg.endret_for(omraader)
    if not endret or any(isinstance(b, Fakta) and b.overskrift == OVERSKRIFT for b in side.blokker):
        return side
    setninger = (f"{m.navn}: {vis(valg[m.nokkel], m.enhet)} ({_forslag(m)})." for m in endret)
    notat = Notat((" ".join(setninger) + " Begrunnelser og hjemler står på arket Innstillinger.",), OVERSKRIFT, True)
    return _med(side, notat)


def med_merknader(side: Side, merknader: Sequence[Merknad]) -> Side:
    """The page with a note of what was read from outside the tables, or left out; as it was where there is none."""
    return _med(side, Notat(tuple(map(str, merknader)), OM_TABELLENE, True)) if merknader else side


def med_utelatte(side: Side, numre: Sequence[str], navn: Mapping[str, str]) -> Side:
    """The page with who is left out of it, and nothing of why: the page may be shown to others."""
    if not numre:
        return side
    hvem = ", ".join(f"{nr} {navn.get(nr, '')}".strip() if nr else "rader uten ansattnr" for nr in numre)
    tekst = f"Ikke med i tallene: {hvem}. Rett radene som står i Avvik."
    return _med(side, Notat((tekst,), UTELATT, True))


def _med(side: Side, notat: Notat) -> Side:
    """The note above what is signed, else last."""
    skrives = (n for n, b in enumerate(side.blokker) if isinstance(b, (Skrivelinjer, Signatur)))
    plass = next(skrives, len(side.blokker))
    return replace(side, blokker=(*side.blokker[:plass], notat, *side.blokker[plass:]))


def vis(verdi: object, enhet: str) -> str:
    if isinstance(verdi, date):
        return tekst.dato(verdi)
    return f"{tekst.tall(verdi)} {enhet}".strip() if isinstance(verdi, (int, float)) else str(verdi or "")


def _forslag(m: Valgmulighet) -> str:
    return f"foreslått: {vis(m.verdi, m.enhet) or 'tomt'}"
