"""logg: what was written from a bank."""

from __future__ import annotations

from . import terminal
from .common import Fil, Json, kommando, les_bank


@kommando("logg")
def logg(fil: Fil, som_json: Json = False) -> None:
    """Hva som er skrevet fra banken: når, med hvilken kommando, og om banken er endret mellom. Uten navn."""
    from ..book import logg as bok

    stempel = les_bank(fil).stempel
    i_fil, ulest_fil = bok.les_fil(fil)
    i_ark, ulest_ark = bok.les_ark(fil)
    linjer, uleste = bok.samle(i_fil, i_ark), ulest_fil + ulest_ark
    siste = next((v.linje.til for v in reversed(linjer) if v.linje.til), "")
    if som_json:
        terminal.skriv_json({
            "fil": bok.filen(fil).name, "stempel": stempel, "endret_siden": bool(siste) and siste != stempel,
            "uleste": uleste,
            "linjer": [{**v.linje._asdict(), "tid": v.linje.tid.isoformat(), "kilde": v.kilde, "brudd": v.brudd}
                       for v in linjer],
        })  # fmt: skip
    else:
        terminal.loggtabell(linjer, stempel, siste, uleste)
