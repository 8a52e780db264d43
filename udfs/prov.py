"""A shift on trial in a sheet: what it would break, before it is assigned."""

from __future__ import annotations

from datetime import date
from typing import Any

from xl_tidbank.core.errors import Svarfeil, TidbankFeil
from xl_tidbank.core.model import LEDIG, TIDBANK, TILDELT, TILDELT_MAATE, TYPER, Vakt
from xl_tidbank.core.vakt import provsvar
from xl_tidbank.functions import funksjon
from xl_tidbank.tables import cells, personvalg, schema

from . import argumenter as arg
from . import banker

HJEMMEL = "Delta § 8 og § 9; aml. kapittel 10"
_BANK = "Cellen med TIDBANK_LES. Tomt = arbeidsbokens egne tabeller."
_KOLONNER = {k.navn: k for k in schema.VAKTER.kolonner}


@funksjon(
    "Prøver en vakt før den tildeles: hva den bryter, varsel, timer etter og hvem som har fortrinn.",
    "tabell",
    HJEMMEL,
    ansatt="Ansattnr, eller Navn (nr). Tomt = bare hvem som har fortrinn.",
    dato="Dagen vakten begynner.",
    start="Klokkeslett, for eksempel 07:30.",
    slutt="Klokkeslett. Er det før Start, slutter vakten neste dag.",
    varslet="Dagen den ansatte får vite det. Tomt = i dag.",
    bank=_BANK,
    pause="Ubetalt pause i minutter. Tomt = 0.",
    vakttype=f"{', '.join(TYPER)}. Tomt = {TIDBANK}.",
    onske="Ja når den ansatte selv ønsker kortere varsel. Tomt = Nei.",
    kompetanse="Kompetansen vakten krever. Tomt = ingen.",
    enhet="Enheten vakten gjelder. Tomt = ingen.",
)
def TIDBANK_PROV(
    ansatt: Any, dato: Any, start: Any, slutt: Any, varslet: Any = None, bank: Any = None, pause: Any = None,
    vakttype: Any = None, onske: Any = None, kompetanse: Any = None, enhet: Any = None,
) -> list[list[Any]]:  # fmt: skip
    """Header and rows: Hva, Status (● I rute, ▲ Advarsel, ■ Brudd or empty), Svar, Timer (a number or empty), Mer.

    Raises TidbankFeil for an unknown employee, a day or a clock time that cannot be read, a type that is none.
    """
    vakt = _vakt(arg.dato("Dato", dato), start, slutt, pause, vakttype)
    vakt = vakt._replace(eget_onske=arg.ja(onske), kompetanse=arg.tekst(kompetanse), enhet=arg.tekst(enhet))
    banken, dag = banker.hent(bank), arg.dato_eller_ingen(varslet) or date.today()
    nr = personvalg.nummer(arg.verdi(ansatt))
    if nr:
        rader = provsvar.svarrader(banken, banken.prov(vakt._replace(ansattnr=nr), dag))
    else:
        rader = provsvar.fortrinn(banken.prioritet(vakt._replace(status=LEDIG), dag))
    return [list(provsvar.HODE), *(["" if v is None else v for v in r] for r in rader)]


def _vakt(dag: date, start: Any, slutt: Any, pause: Any, type_: Any) -> Vakt:
    """The shift as a row of Vakter would be read."""
    fra, til, minutter = (
        cells.tolk(_KOLONNER[navn], arg.verdi(raa)) for navn, raa in (("Start", start), ("Slutt", slutt),
                                                                     ("Pause", pause))
    )  # fmt: skip
    slag = cells.tolk(_KOLONNER["Type"], arg.verdi(type_) or TIDBANK)
    if fra == til:
        raise Svarfeil("Start og Slutt er like. Skriv 00:00 og 24:00 når vakten varer hele døgnet.")
    vakt = Vakt("", "", dag, fra, til, minutter or 0, slag, TILDELT_MAATE, TILDELT, None)
    if vakt.timer < 0:
        raise TidbankFeil(f"Pause på {minutter} minutter er lengre enn vakten. Rett pausen eller klokkeslettene.")
    return vakt
