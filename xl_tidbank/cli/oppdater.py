"""The command that makes the front pages of a bank anew, and adds parts to it: oppdater."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ..commands import Sporsmaal, Svar, Svarslag, verktoy
from ..commands.sporsmaal import DAG
from ..core.errors import Verdifeil
from . import terminal
from .inn import les_til_skriving, loggfor
from .kjor import brukfeil, skal_skrives
from .lese import dagen
from .oppstart import MED
from .parser import OVERSKRIV, UT_MAA


@verktoy(
    "Begynn",
    "oppdater",
    "Lager banken på nytt med ferske tall på Start og Oversikt. Tabellene er de samme; --med legger til deler.",
    Sporsmaal("bank", Svarslag.FIL, metavar="BANK.xlsx", maa=True, hjelp="Banken. Den endres ikke."),
    DAG,
    MED,
    UT_MAA,
    OVERSKRIV,
)
def oppdater(bank: Path, ut: Path, dag: date | None = None, med: str = "", overskriv: bool = False) -> Svar:
    from dataclasses import replace

    from ..book.egne import hente
    from ..book.template.live import som_skrevet
    from ..commands import forsider
    from ..core import tekst
    from ..core.bank import Bank
    from ..core.rules.avtale.overlapp_avtale import OVERLAPP_AVTALE
    from ..tables import deler
    from ..tables.registre import miljo

    try:
        nye = deler.tolk(med)
    except Verdifeil as e:
        raise brukfeil(str(e), "--med") from e
    skal_skrives(ut, overskriv, bank)
    lest = les_til_skriving(bank)
    ny = Bank(lest.tabeller)
    naar = dag or dagen(bank, ny)
    with terminal.arbeider(f"Skriver {ut} ..."):
        hentet = hente.hent(lest)
        hentet = replace(hentet, deler=tuple(dict.fromkeys((*hentet.deler, *nye))))
        if miljo.DEL in nye:
            hentet = replace(hentet, rader={**miljo.mal(), **hentet.rader})
        overlapp = any(f.slag is OVERLAPP_AVTALE for f in ny.funn(naar))
        i_fil, i_ark = hente.loggen(lest.fra, hentet.eget)
        er_ny = not ut.exists()
        hente.skriv(ut, hentet, [] if overlapp else forsider(som_skrevet(hentet.rader), naar), i_ark)
    loggfor(ut, "oppdater", ny.stempel, ny.stempel, i_fil if er_ny else ())
    linjer = [f"Laget {ut}, med tallene for {tekst.dato(naar)}. {bank.name} er ikke endret."]
    if nye:
        titler = [d.tittel for d in deler.DELER if d.navn in nye]
        linjer.append(f"Lagt til: {', '.join(titler)}.")
    if bank.suffix.lower() == ".xlsm":
        linjer.append(f"Makroene er ikke med. Legg den nye banken i Excel: tidbank excel MAPPE --fra {ut}")
    linjer += [f"▲ Ikke med: {x}" for x in hentet.eget.ikke_med]
    return Svar(
        json=lambda: {
            "fil": str(ut),
            "dato": naar,
            "deler": list(hentet.deler),
            "ikke_med": list(hentet.eget.ikke_med),
        },
        vist=lambda: linjer,
    )
