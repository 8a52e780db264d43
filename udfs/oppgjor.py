"""Settlement: end of a period, and end of employment."""

from __future__ import annotations

from datetime import date
from typing import Any

from xl_tidbank.core import tekst
from xl_tidbank.core.avregning import trekk
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.model import OPPSIGERE
from xl_tidbank.core.rules.periode import avregning
from xl_tidbank.functions import funksjon
from xl_tidbank.tables import cells

from . import argumenter as arg


@funksjon(
    "Oppgjør ved periodens slutt: skyldig, bortfall, overskudd og kroner for overskuddet.",
    "rad",
    avregning.HJEMMEL,
    periodeskyld="Hele periodens timer.",
    arbeidet="Timer arbeidet.",
    kreditert="Timer godskrevet.",
    timelonn="Kroner i timen. Tomt = ingen kroner.",
)
def TIDBANK_AVREGNING(periodeskyld: Any, arbeidet: Any, kreditert: Any, timelonn: Any = None) -> list[list[Any]]:
    """A row: owed (negative = to the good), hours that lapse, hours to the good, kroner for them ("" without pay)."""
    lonn = cells.tall(arg.verdi(timelonn))
    slutt = avregning.avregn(
        arg.tall("Periodeskyld", periodeskyld), arg.tall("Arbeidet", arbeidet), arg.tall("Kreditert", kreditert), lonn
    )
    return [["" if felt is None else felt for felt in slutt]]


@funksjon(
    "Kroner som kan trekkes bare hvis den ansatte selv sa opp og trekkavtalen sier hvor mye. Ellers null.",
    "kroner",
    trekk.HJEMMEL,
    paalopt="Timer påløpt til siste dag.",
    arbeidet="Timer arbeidet.",
    kreditert="Timer godskrevet.",
    timelonn="Kroner i timen på siste dag.",
    sagt_opp_av="Ansatt eller Arbeidsgiver. Tomt = ingen.",
    trekkavtale="Dagen den skriftlige trekkavtalen ble inngått. Tomt = ingen.",
    trekk_timer="Timene trekkavtalen høyst gjelder. Tomt = ikke avtalt.",
    trekk_kr="Kronene trekkavtalen høyst gjelder. Tomt = ikke avtalt. Er begge tomme, er svaret 0.",
)
def SLUTTOPPGJOR_TREKK(
    paalopt: Any, arbeidet: Any, kreditert: Any, timelonn: Any, sagt_opp_av: Any, trekkavtale: Any,
    trekk_timer: Any = None, trekk_kr: Any = None,
) -> float:  # fmt: skip
    """Kroner: what has accrued less worked and credited, x hourly pay; 0 unless the employee gave notice and a
    written deduction agreement says how much (B17, B43). Never more than that or than accrued, never negative."""
    av = arg.tekst(sagt_opp_av).capitalize()
    if av and av not in OPPSIGERE:
        raise TidbankFeil(f"Sagt opp av kan ikke være «{arg.tekst(sagt_opp_av)}». Skriv Ansatt eller Arbeidsgiver.")
    etterslep = arg.tall("Påløpt", paalopt) - arg.tall("Arbeidet", arbeidet) - arg.tall("Kreditert", kreditert)
    avtale = arg.dato_eller_ingen(arg.uten_nei(trekkavtale))
    return trekk.trekk(
        etterslep, arg.tall("Timelønn", timelonn), av, avtale, date.max, _mest("Trekk timer", trekk_timer),
        _mest("Trekk kr", trekk_kr),
    ).kroner  # fmt: skip


def _mest(navn: str, raa: Any) -> float | None:
    verdi = cells.tall(arg.verdi(raa))
    if verdi is not None and verdi < 0:
        raise TidbankFeil(f"{navn} er {tekst.tall(verdi)}. Skriv det høyeste trekkavtalen gjelder, 0 eller mer.")
    return verdi
