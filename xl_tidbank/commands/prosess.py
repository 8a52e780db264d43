"""Around the scheme: the process of each unit, the agreements, and notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ..book.page.formater import Format
from . import som_json
from .felles import funntabell, noe, ramme
from .registry import Bruk, Ut, kommando
from .sporsmaal import ANSATTE, Sporsmaal, Svarslag
from .svar import Spalte, Svar, Tavle, Vist, kode

if TYPE_CHECKING:
    from ..book.page.plain import Side
    from ..book.sheets.oppsigelse import Oppsigelse
    from ..core.bank import Bank
    from ..core.model import Avtale
    from ..core.prosess import Enhetsplan

VISER = ("avtale",)


@kommando(
    "Prosess",
    "Prosess",
    "Viser steg, frister og kartlegging for hver enhet.",
    viser=("prosess",),
    linje=Bruk("prosess", "Steg, frister og kartlegging for hver enhet. Avslutter med 1 når noe mangler."),
    del_="prosess",
)
def prosess(bank: Bank, dag: date) -> Svar:
    from ..core.funn import Emne

    planer, funn = bank.prosess(dag), bank.funn(dag, gjelder=lambda slag: slag.emne == Emne.PROSESS)

    def sider() -> list[Side]:
        from ..book.sheets.kartlegging import kartlegging_side
        from ..book.sheets.prosess import enhet_side, prosess_side

        telt: dict[str, int] = {}
        for a in bank.tabeller.ansatte or ():
            telt[a.enhet.casefold()] = telt.get(a.enhet.casefold(), 0) + 1
        return [
            prosess_side(planer, funn, dag, **ramme(bank)),
            *(enhet_side(p, dag, **ramme(bank)) for p in planer),
            kartlegging_side(
                bank.tabeller.kartlegging or (), planer, dag, ansatte=telt, minst=bank.valg.paa("minste_gruppe", dag),
                **ramme(bank),
            ),
        ]  # fmt: skip

    return Svar(
        sider=sider,
        json=lambda: {"dato": dag, "enheter": _enheter(planer), "funn": [som_json.funn(f) for f in funn]},
        vist=lambda: [*_tabeller(planer, dag), *funntabell(funn, {}, dag)],
        kode=kode(noe(funn)),
    )


def _enheter(planer: Sequence[Enhetsplan]) -> list[dict[str, Any]]:
    return [
        {
            "enhet": p.navn, "start": p.start, "signert": p.signert, "neste": p.neste.steg.nokkel if p.neste else None,
            "steg": [
                {
                    "steg": s.steg.nokkel, "navn": s.steg.navn, "status": s.status, "planlagt": s.planlagt,
                    "gjennomfort": s.gjennomfort, "frist": s.frist, "hjemmel": s.steg.hjemmel,
                }
                for s in p.steg
            ],
        }
        for p in planer
    ]  # fmt: skip


def _tabeller(planer: Sequence[Enhetsplan], dag: date) -> list[Vist]:
    from ..core import tekst

    kolonner = (
        Spalte("Status", Format.STATUS), Spalte("Steg"), Spalte("Planlagt", Format.DATO, 2),
        Spalte("Gjennomført", Format.DATO, 1), Spalte("Frist", Format.DATO), Spalte("Hjemmel", viker=3),
    )  # fmt: skip
    ut: list[Vist] = []
    for p in planer:
        start = f"første avtale {tekst.dato(p.start)}" if p.start else "ingen avtaler ennå"
        rader = [(s.status, s.steg.navn, s.planlagt, s.gjennomfort, s.frist, s.steg.hjemmel) for s in p.steg]
        ut += [Tavle(f"{p.navn} {tekst.dato(dag)}, {start}", kolonner, rader), ""]
    return ut


@kommando(
    "Prosess",
    "Kollektiv avtale",
    "Lager avtalen mellom arbeidsgiver og Delta, klar til å skrive ut.",
    erstatter=False,
    viser=VISER,
    del_="prosess",
)
def kollektiv_avtale(bank: Bank, dag: date) -> Svar:
    return _ark([_kollektiv(bank, dag)], dag)


@kommando(
    "Prosess",
    "Individuell avtale",
    "Lager avtalen om tidbank og trekkavtalen for hver ansatt, klare til å skrive ut.",
    sporsmaal=(ANSATTE,),
    erstatter=False,
    viser=VISER,
)
def individuell_avtale(bank: Bank, dag: date, ansatte: Sequence[str] = ()) -> Svar:
    return _ark(_individuelle(bank, dag, ansatte), dag)


@kommando(
    "Prosess",
    sporsmaal=(
        ANSATTE,
        Sporsmaal("kollektiv", Svarslag.FLAGG, valg=("--kollektiv",), hjelp="Avtalen med Delta, ikke den enkeltes."),
    ),
    erstatter=False,
    viser=VISER,
    linje=Bruk(
        "avtale",
        "Avtaler til å skrive ut og underskrive: den enkeltes med trekkavtale, eller den kollektive.",
        Ut.MAA,
    ),
)
def avtale(bank: Bank, dag: date, ansatte: Sequence[str] = (), kollektiv: bool = False) -> Svar:
    """One command of the command line for the two of the menus."""
    from ..core.errors import Svarfeil

    if kollektiv and ansatte:
        raise Svarfeil("Velg enten --kollektiv eller --ansatt.")
    return _ark([_kollektiv(bank, dag)] if kollektiv else _individuelle(bank, dag, ansatte), dag)


def _kollektiv(bank: Bank, dag: date) -> Side:
    from ..book.sheets.avtaler import kollektiv_side
    from ..core.prosess import steg

    navn = steg("avtale").navn
    dager = [r.gjennomfort for r in bank.tabeller.prosess or () if r.steg == navn and r.gjennomfort]
    enheter = [p.enhet for p in bank.prosess(dag) if p.start]
    return kollektiv_side(enheter, min(dager, default=None), dag, valg=bank.valg, **ramme(bank))


def _individuelle(bank: Bank, dag: date, ansatte: Sequence[str]) -> list[Side]:
    from ..book.sheets.avtaler import Individuell, individuell_side, trekkavtale_side
    from ..core import tekst
    from ..core.errors import TidbankFeil

    valgte = ansatte or [nr for nr in bank.ansattnumre if any(a.til >= dag for a in bank.sak(nr).avtaler)]
    if not valgte:
        raise TidbankFeil(f"Ingen har en avtale som gjelder {tekst.dato(dag)} eller senere. Velg en ansatt.")
    sider = []
    for nr in valgte:
        innhold = Individuell(bank.sak(nr).ansatt, _rader(bank, nr, dag))
        sider.append(individuell_side(innhold, dag, valg=bank.valg, **ramme(bank)))
        sider.append(trekkavtale_side(innhold, dag, **ramme(bank)))
    return sider


def _ark(sider: list[Side], dag: date) -> Svar:
    from ..core import tekst

    return Svar(
        sider=lambda: sider,
        json=lambda: {"dato": dag, "fil": None, "ark": [s.ark for s in sider]},
        laget=f"med {len(sider)} ark for {tekst.dato(dag)}",
    )


def _rader(bank: Bank, nr: str, dag: date) -> tuple[Avtale, ...]:
    """The agreement rows to print, as they are agreed: of the period on the day, else of the next one, else of the
    last."""
    sak = bank.sak(nr)
    perioder = sak.perioder
    valgt = sak.periode(dag) or next((p for p in perioder if p.start > dag), None)
    valgt = valgt or (perioder[-1] if perioder else None)
    return tuple(a for a in sak.avtaler if valgt and (a.periodestart, a.periodeslutt) == valgt[:2])


@kommando(
    "Prosess",
    "Oppsigelse",
    "Viser siste dag i oppsigelsestiden, regnet på begge måter, for dem som har sagt opp.",
    sporsmaal=(ANSATTE,),
    viser=("avregning",),
    linje=Bruk(
        "oppsigelse",
        "Siste dag i oppsigelsestiden regnet på begge måter, for dem som har sagt opp eller for en ansatt.",
    ),
)
def oppsigelse(bank: Bank, dag: date, ansatte: Sequence[str] = ()) -> Svar:
    from ..book.sheets.oppsigelse import oppsigelse_side

    saker = _oppsigelser(bank, dag, ansatte)
    rader = [_oppsigelse(bank, s) for s in saker]
    return Svar(
        sider=lambda: [oppsigelse_side(saker, dag, valg=bank.valg, **ramme(bank))],
        json=lambda: {"dato": dag, "metode": bank.valg["oppsigelse_metode"], "oppsigelser": rader},
        vist=lambda: _oppsigelsestabell(rader, dag),
    )


def _oppsigelser(bank: Bank, dag: date, ansatte: Sequence[str]) -> list[Oppsigelse]:
    """Those who have given notice or got it; of the named, also those who have not: what would hold from the day."""
    from ..book.sheets.oppsigelse import Oppsigelse

    saker = []
    for nr in ansatte or bank.ansattnumre:
        sak = bank.sak(nr)
        sagt = [a for a in sak.avtaler if a.sagt_opp is not None and a.sagt_opp <= dag]
        naa = sak.avtale(dag)
        if sagt:
            saker.append(Oppsigelse(sak.ansatt, sagt[-1], sagt[-1].sagt_opp or dag, False))
        elif ansatte and naa is not None:
            saker.append(Oppsigelse(sak.ansatt, naa, dag, True))
    return saker


def _oppsigelse(bank: Bank, s: Oppsigelse) -> dict[str, Any]:
    from ..core.avregning import oppsigelsestid

    rad = None if s.tenkt else s.avtale
    neste_maaned, fra_dato = oppsigelsestid.begge(bank.valg, s.oppsagt, rad).values()
    return {
        "ansattnr": s.ansatt.ansattnr, "navn": s.ansatt.navn, "sagt_opp": s.oppsagt, "tenkt": s.tenkt,
        "sagt_opp_av": "" if s.tenkt else s.avtale.sagt_opp_av, "grunn": s.avtale.oppsigelsesgrunn,
        "maaneder": oppsigelsestid.maaneder(bank.valg, s.oppsagt, rad), "neste_maaned": neste_maaned, "dato": fra_dato,
    }  # fmt: skip


def _oppsigelsestabell(rader: Sequence[dict[str, Any]], dag: date) -> list[Vist]:
    from ..core import tekst

    kolonner = (
        Spalte("Ansatt"), Spalte("Sagt opp", Format.DATO), Spalte("Av"), Spalte("Fra neste måned", Format.DATO),
        Spalte("Fra dato", Format.DATO), Spalte("Saklig grunn"),
    )  # fmt: skip
    linjer = [
        (
            f"{r['ansattnr']} {r['navn']}", r["sagt_opp"], "tenkt" if r["tenkt"] else r["sagt_opp_av"],
            r["neste_maaned"], r["dato"], r["grunn"],
        )
        for r in rader
    ]  # fmt: skip
    ut: list[Vist] = [Tavle(f"Oppsigelser {tekst.dato(dag)}, siste dag", kolonner, linjer)]
    return ut if rader else [*ut, "Ingen avtaler er sagt opp."]
