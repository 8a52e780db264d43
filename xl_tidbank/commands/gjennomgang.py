"""One employee at a time: the 12-week review and the statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ..book.page.formater import Format
from . import som_json
from .felles import ramme
from .registry import Bruk, Ut, kommando
from .sporsmaal import ANSATTE, DAG_MAA, Sporsmaal, Svarslag
from .svar import Spalte, Svar, Tavle, Vist

if TYPE_CHECKING:
    from ..book.page.plain import Side
    from ..core.bank import Bank
    from ..core.gjennomgang import Tall
    from ..core.views import Kontolinje


@kommando(
    "Gjennomgang",
    "Lag 12-ukers gjennomgang",
    "Lager et ark for hver ansatt, klart til å skrive ut.",
    sporsmaal=(ANSATTE,),
    dag=DAG_MAA,
    erstatter=False,
    viser=("saldo", "gjennomgang", "funn"),
    linje=Bruk(
        "gjennomgang", "12-ukers gjennomgang: et ark for hver ansatt, klart til å skrive ut og underskrive.", Ut.MAA
    ),
)
def gjennomgang(bank: Bank, dag: date, ansatte: Sequence[str] = ()) -> Svar:
    from ..book.sheets.common import antall
    from ..core import tekst
    from ..core.errors import TidbankFeil

    valgte = ansatte or bank.med_periode(dag)
    if not valgte:
        raise TidbankFeil(f"Ingen har en avregningsperiode som dekker {tekst.dato(dag)}. Velg en annen dato.")
    for nr in ansatte:
        bank.krev_konto(nr, dag)
    regnet: dict[str, Tall] = {}

    def tall() -> list[Tall]:
        for nr in valgte:
            if nr not in regnet:
                regnet[nr] = bank.gjennomgangstall(nr, dag)
        return [regnet[nr] for nr in valgte]

    def rekke() -> Iterator[Side]:
        from ..book.sheets.common import egetstempel
        from ..book.sheets.gjennomgang import gjennomgang_side

        # The rep signs the sheet, and the bank's stamp is made from the absences too: a guess could be tried on it.
        virksomhet = bank.valg["virksomhet"]
        for nr in valgte:
            side = egetstempel(gjennomgang_side(bank.gjennomgang(nr, dag), virksomhet=virksomhet, stempel=""))
            if len(valgte) > 1:  # everything of one employee at a time, and nothing kept of it but the figures
                regnet[nr] = bank.gjennomgangstall(nr, dag)
                bank.glem(nr)
            yield side

    def json() -> dict[str, Any]:
        """The exact figures, for HR; the page has the rep's."""
        rader = [
            {
                "ansattnr": t.ansatt.ansattnr, "navn": t.ansatt.navn, "forrige": t.forrige, "skyldig": t.saldo.skyldig,
                "skyldig_forrige": t.skyldig_forrige, "trengs_per_uke": t.saldo.trengs_per_uke,
                "planlagt_per_uke": t.planlagt_per_uke,
            }
            for t in tall()
        ]  # fmt: skip
        return {"dato": dag, "fil": None, "gjennomganger": rader}

    return Svar(
        sider=lambda: list(rekke()),
        rekke=rekke,
        json=json,
        vist=lambda: [f"{t.ansatt.ansattnr} {t.ansatt.navn}: {tekst.skyldig(t.saldo.skyldig)}" for t in tall()],
        laget=f"med {antall(len(valgte), 'gjennomgang', 'gjennomganger')} for {tekst.dato(dag)}",
    )


@kommando(
    "Gjennomgang",
    "Kontoutskrift",
    "Lager et ark for hver ansatt med alle posteringer.",
    sporsmaal=(
        Sporsmaal("ansatte", Svarslag.ANSATTE, ANSATTE.etikett, valg=("--ansatt",), metavar="HVEM", maa=True,
                  hjelp="Den ansatte."),
        Sporsmaal("fra", Svarslag.DATO, valg=("--fra",), hjelp="Første dag som vises.", metavar="DATO"),
    ),
    dag=Sporsmaal("dag", Svarslag.DATO, "Dato", valg=("--til",), hjelp="Siste dag som er med.", metavar="DATO"),
    viser=("saldo",),
    linje=Bruk("konto", "Kontoutskrift: hver postering med hjemmel, kilde og løpende saldo."),
)  # fmt: skip
def konto(bank: Bank, dag: date | None, ansatte: Sequence[str] = (), fra: date | None = None) -> Svar:
    """dag None = to the end of the latest period. The pages begin with the period, whatever `fra` says."""
    valgte = ansatte or bank.med_periode(dag) if dag is not None else ansatte
    kontoer = {nr: bank.konto(nr, fra, dag) for nr in valgte}

    def sider() -> list[Side]:
        from ..book.sheets.konto import konto_side

        ut = []
        for nr, linjer in kontoer.items():
            til = dag or bank.sak(nr).perioder[-1].slutt
            hele = bank.konto(nr, til=til) if fra is not None or dag is None else linjer
            ut.append(konto_side(hele, bank.sak(nr).ansatt, til, **ramme(bank)))
        return ut

    def json() -> dict[str, Any]:
        alle = [
            {"ansattnr": nr, "posteringer": [som_json.kontolinje(x) for x in linjer]} for nr, linjer in kontoer.items()
        ]
        return alle[0] if len(alle) == 1 else {"kontoer": alle}

    return Svar(
        sider=sider,
        json=json,
        vist=lambda: [_tabell(linjer, f"{nr} {bank.navn(nr)}".strip()) for nr, linjer in kontoer.items()],
    )


def _tabell(linjer: Sequence[Kontolinje], hvem: str) -> Vist:
    kolonner = (
        Spalte("Dato", Format.DATO), Spalte("Art"), Spalte("Øker skyld", Format.TIMER),
        Spalte("Minsker skyld", Format.TIMER), Spalte("Skyldig etter", Format.SKYLDIG),
        Spalte("Hjemmel", under="Hjemmel"), Spalte("Kilde", under="Kilde"),
    )  # fmt: skip
    rader = [
        (x.dato, x.art, *((x.timer, None) if x.timer > 0 else (None, -x.timer)), x.saldo, x.hjemmel, x.kilde)
        for x in linjer
    ]
    return Tavle(f"Konto for {hvem} (timer)", kolonner, rader)
