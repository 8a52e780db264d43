"""The end of a period: what is owed lapses, what is to the good never does (items 30; B13, B14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ... import tekst
from ...avregning import oppsigelsestid
from ...funn import Alvor, Funn, Funnslag
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "Delta § 10; utkastet pkt. 5"


class Bortfall(NamedTuple):
    periodeslutt: date
    bortfall: float


class Overskudd(NamedTuple):
    periodeslutt: date
    overskudd: float


BORTFALL = Funnslag[Bortfall](
    "bortfall",
    "Timer som faller bort",
    HJEMMEL,
    (Alvor.INFO,),
    setning=lambda f, _: f"Perioden er slutt. {tekst.timer(f.bortfall)} timer bortfaller.",
)
OVERSKUDD = Funnslag[Overskudd](
    "overskudd",
    "Timer til gode ved periodens slutt",
    "vårt valg; Delta er taus",
    (Alvor.ADVARSEL,),
    setning=lambda f, _: f"Perioden er slutt. Den ansatte har {tekst.timer(f.overskudd)} timer til gode.",
)


class Sluttsaldo(NamedTuple):
    """Hours. skyldig may be negative; bortfall and overskudd never are. kroner: None where no hourly pay is given."""

    skyldig: float
    bortfall: float
    overskudd: float
    kroner: float | None


def avregn(periodeskyld: float, arbeidet: float, kreditert: float, timelonn: float | None) -> Sluttsaldo:
    """What lapses and what is owed to the employee when the period is over; kroner for the hours to the good."""
    skyldig = periodeskyld - arbeidet - kreditert
    overskudd = max(0.0, -skyldig)
    return Sluttsaldo(skyldig, max(0.0, skyldig), overskudd, None if timelonn is None else overskudd * timelonn)


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    # On the last day of the period; the day after, the hours belong to history and `tidbank avregning` shows them.
    periode = sak.periode(dag)
    if saldo is None or periode is None or dag != periode.slutt:
        return
    sagt = oppsigelsestid.i_perioden(sak, periode, dag)
    if sagt and sagt.innenfor(periode, sak.valg["oppsigelse_metode"]):
        return  # settled on the last day of the notice
    kilde = periode.avtaler[-1].kilde
    if saldo.skyldig > tekst.STOV:
        yield BORTFALL.funn(
            sak.ansattnr, kilde, "Periodeslutt",
            f"Perioden er slutt. {tekst.timer(saldo.skyldig)} timer bortfaller.",
            "Ikke flytt timene til neste periode, og ikke trekk dem i lønn.",
            Bortfall(periodeslutt=periode.slutt, bortfall=saldo.skyldig), dato=periode.slutt,
        )  # fmt: skip
    elif saldo.skyldig < -tekst.STOV:
        yield OVERSKUDD.funn(
            sak.ansattnr, kilde, "Periodeslutt",
            f"Perioden er slutt. Den ansatte har {tekst.timer(-saldo.skyldig)} timer til gode.",
            f"Timene {sak.valg['overskudd']}. De bortfaller aldri.",
            Overskudd(periodeslutt=periode.slutt, overskudd=-saldo.skyldig), dato=periode.slutt,
        )  # fmt: skip


REGEL = Regel((BORTFALL, OVERSKUDD), funn=funn)
