"""What the pages say: figures that add up, words instead of signs, and nothing of why somebody was away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from math import fsum
from typing import Any, TypeVar

import pytest

from xl_tidbank.book.page.grid import vist
from xl_tidbank.book.page.layout import oppsett
from xl_tidbank.book.page.plain import (
    Diagram,
    Fakta,
    Format,
    Lenker,
    Liste,
    Nokkelrad,
    Nokkeltall,
    Notat,
    Rader,
    Side,
    Signatur,
    Skrivelinjer,
    Status,
)
from xl_tidbank.book.page.styles import MINUSORD
from xl_tidbank.book.sheets import common, start
from xl_tidbank.book.sheets.avregning import avregning_side
from xl_tidbank.book.sheets.avvik import avvik_side
from xl_tidbank.book.sheets.gjennomgang import gjennomgang_side
from xl_tidbank.book.sheets.hjelp import eksempel, hjelp_side
from xl_tidbank.book.sheets.konto import konto_side
from xl_tidbank.book.sheets.oversikt import oversikt_side
from xl_tidbank.book.template import workbook
from xl_tidbank.core import kopikreditt, rules
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.funn import Alvor, Funnslag, Ingen
from xl_tidbank.core.model import STANDARDKODER, Ansatt, Innstilling, Kilde
from xl_tidbank.core.valg import Valg
from xl_tidbank.core.views import Avregning, Kontolinje, Saldo
from xl_tidbank.tables import cells, schema
from xl_tidbank.tables.schema import TABELLER

from . import sidedata

B = TypeVar("B")
FELLES: dict[str, Any] = {"virksomhet": "Furulia", "stempel": "#abc"}
DAG = sidedata.DAG


def blokk(side: Side, slag: type[B], nr: int = 0) -> B:
    return [b for b in side.blokker if isinstance(b, slag)][nr]


def tekster(side: Side) -> Iterator[str]:
    """Everything the page shows, as text."""
    for c in oppsett(side).celler:
        if c.verdi is not None:
            yield str(c.verdi)


def gjennomganger(b: Bank | None = None) -> list[Side]:
    b = b or sidedata.bank()
    return [gjennomgang_side(b.gjennomgang(s.ansattnr, DAG), **FELLES) for s in b.saldoer(DAG)]


def viste(b: Bank) -> list[Saldo]:
    """The balances as others than the employee and HR see them."""
    return [kopikreditt.vist(b.krev_konto(s.ansattnr, DAG), DAG, med_dager=True) for s in b.saldoer(DAG)]


# The review


def test_the_review_bridge_adds_up_to_what_is_owed() -> None:
    sider = gjennomganger()
    assert len(sider) > 10
    for side, saldo in zip(sider, viste(sidedata.bank()), strict=True):
        bro = blokk(side, Fakta)
        tall = [float(v) for _, v, _, _ in bro.linjer if isinstance(v, (int, float))]
        assert bro.sum_sist
        assert tall[-1] == pytest.approx(tall[0] - fsum(tall[1:-1]), abs=1e-5)
        assert tall[-1] == pytest.approx(saldo.skyldig, abs=1e-5)
        arbeidet = blokk(side, Rader, 1)
        assert fsum(v for r in arbeidet.rader if isinstance(v := r[3], float)) == pytest.approx(tall[1])


def test_the_review_says_the_same_whatever_the_absence_was() -> None:
    """Another kind of crediting absence on the same days may not change a letter on the signed sheet (B30)."""
    rader = dict(sidedata.rader())
    byttet = {"SYK": "BARN", "EGEN": "PERM", "BARN": "SYK"}
    rader["Fravær"] = [(*r[:3], byttet.get(r[3], r[3]), *r[4:]) for r in rader["Fravær"]]
    assert gjennomganger(Bank(sidedata.tabeller(rader))) == gjennomganger()


def test_the_review_names_no_absence() -> None:
    alt = " ".join(t for side in gjennomganger() for t in tekster(side)).casefold()
    ord_ = [k.navn for k in STANDARDKODER] + ["fravær", "sykmeld", "sykdom", "permisjon", "ferie"]
    assert [o for o in ord_ if o.casefold() in alt] == []
    assert "godskrevet i alt" in alt


def test_the_review_has_room_to_write_and_to_sign_on_two_sheets_of_paper() -> None:
    for side in gjennomganger():
        assert [b.overskrift for b in side.blokker if isinstance(b, Skrivelinjer)] == [
            "Tiltak",
            "Plan for innarbeiding",
        ]
        assert blokk(side, Signatur).roller == ("Leder", "Ansatt", "Tillitsvalgt")
        u = oppsett(side).utskrift
        assert not u.liggende
        assert u.sider_hoyt == 2 or len(u.brudd) <= 1


def test_the_review_tells_what_is_to_the_good_in_words() -> None:
    """Words, not signs (B32)."""
    b = sidedata.bank()
    nr = next(s.ansattnr for s in b.saldoer(DAG) if s.skyldig < 0)
    side = gjennomgang_side(b.gjennomgang(nr, DAG), **FELLES)
    etiketter = [t.etikett for t in blokk(side, Nokkelrad).tall]
    assert etiketter[:2] == ["Til gode nå, timer", "Foran jevn plan, timer"]
    for o in (oppsett(s) for s in sidedata.sider()):
        for c in o.celler:
            if isinstance(c.verdi, (int, float)) and c.verdi < 0 and c.kol <= o.utskrift.kol2:
                assert c.stil.split("|")[1] in {f.value for f in MINUSORD}, (o.ark, c)


def test_the_review_chart_follows_the_curve_and_marks_today() -> None:
    b = sidedata.bank()
    bilde = b.gjennomgang("2006", DAG)
    d = blokk(gjennomgang_side(bilde, **FELLES), Diagram)
    skyldig, plan, idag = d.serier
    assert d.x == tuple(p.dato for p in bilde.kurve)
    assert skyldig.verdier == tuple(p.skyldig for p in bilde.kurve)
    assert (skyldig.stil, plan.stil, idag.stil) == ("linje", "plan", "merke")
    assert [x for x, v in zip(d.x, idag.verdier, strict=True) if v is not None] == [DAG]
    assert d.tittel.startswith("Skyldige timer mot plan")


def test_the_sheet_name_of_a_review_is_the_person() -> None:
    navn = [s.ark for s in gjennomganger()]
    assert navn[1] == "2002 =cmd|' C calc'!A0"
    assert navn[2] == "2003 Piotr Nowicki"
    assert all(len(n) <= 31 for n in navn)


# The overview, the start page, findings


def test_the_overview_holds_every_balance_unrounded() -> None:
    """Item 26; nothing is rounded before it is shown (B33)."""
    b = sidedata.bank()
    saldoer, funn = b.saldoer(DAG), b.funn(DAG)
    tabell = blokk(oversikt_side(saldoer, funn, DAG, **FELLES), Rader)
    assert len(tabell.rader) == len(saldoer)
    for rad, s in zip(tabell.rader, saldoer, strict=True):
        for navn, verdi in s._asdict().items():
            if verdi is not None and not (navn.startswith("trengs") and verdi < 0):
                assert verdi in rad, navn
        assert rad[-2:] == tuple(
            sum(f.ansattnr == s.ansattnr and f.alvor == a for f in funn) for a in (Alvor.BRUDD, Alvor.ADVARSEL)
        )
    assert all("timer" in f.navn for f in tabell.felt if f.format in (Format.TIMER, *MINUSORD))


def test_owed_hours_and_hours_to_the_good_do_not_cancel() -> None:
    en = sidedata.bank().saldoer(DAG)[0]
    skyldig, gode = common.timer_i_alt([en._replace(skyldig=10.0), en._replace(skyldig=-4.0)])
    assert (skyldig.verdi, gode.verdi) == (10.0, 4.0)
    assert (skyldig.merknad, gode.merknad) == ("1 ansatt", "1 ansatt")


def test_the_overview_names_those_without_a_period_and_survives_nobody() -> None:
    side = oversikt_side([], [], DAG, uten_periode=["1003"], navn={"1003": "Knut Næss"}, **FELLES)
    assert "1003 Knut Næss" in blokk(side, Notat).avsnitt[0]
    assert oppsett(side).diagrammer == ()
    assert any("Ingen har en avregningsperiode" in t for t in tekster(side))


def test_every_finding_stands_once_with_its_place_and_its_word() -> None:
    funn = sidedata.bank().funn(DAG)
    side = avvik_side(funn, {"2004": "Marte Lillevik"}, DAG, **FELLES)
    rader = blokk(side, Rader).rader
    assert sorted((r[2], r[5], r[6]) for r in rader) == sorted((f.tekst, f.ark, f.celle) for f in funn)
    orden = [[Status.BRUDD, Status.ADVARSEL, Status.INFO].index(str(r[0])) for r in rader]
    assert orden == sorted(orden)
    ord_ = set(tekster(side))
    assert "■ Brudd" in ord_
    assert "▲ Advarsel" in ord_
    assert any("2004 Marte Lillevik" in t for t in ord_)
    assert {f.regel for f in funn} == {slag.id for slag, _ in common.etter_slag(funn)}


def test_every_finding_has_a_title_a_person_can_read() -> None:
    titler = [s.tittel for r in rules.alle() for s in r.slag]
    assert all(t[0].isupper() and "_" not in t for t in titler)
    assert len(titler) == len(set(titler))


def test_start_counts_findings_says_what_to_do_and_links_to_every_sheet() -> None:
    b = sidedata.bank()
    saldoer, funn = b.saldoer(DAG), b.funn(DAG)
    valg = Valg([Innstilling("folg_med_uker", 3)])
    side = start.start_side(saldoer, funn, DAG, valg=valg, navn={}, **FELLES)
    tall = {t.etikett: t.verdi for t in blokk(side, Nokkelrad).tall}
    assert tall["Brudd"] == sum(f.alvor == Alvor.BRUDD for f in funn)
    assert tall["Ansatte i tidbank"] == len(saldoer)
    punkter = blokk(side, Liste).punkter
    assert len(punkter) == len({f.regel for f in funn if f.alvor != Alvor.INFO})
    assert punkter[0].status == Status.BRUDD
    arbeidet, arkene = (b for b in side.blokker if isinstance(b, Lenker))
    assert [navn for navn, _ in arkene.mal] == ["Oversikt", *workbook.ARK, "Hjelp"]
    assert {til for _, til in arbeidet.til} <= set(workbook.ARK), "a link to a form leads to a sheet there always is"
    assert blokk(side, Fakta).linjer[0][:2] == ("Uker bak planen før «Følg med»", "3 uker")
    datoer = [r[0] for r in blokk(side, Rader).rader]
    assert datoer == sorted(datoer)  # type: ignore[type-var]
    assert all(DAG <= d <= DAG + timedelta(weeks=12) for d in datoer if isinstance(d, date))


def test_a_new_bank_starts_with_how_to_begin_and_no_figures() -> None:
    for dag in (None, DAG):
        side = start.start_side([], [], dag, **FELLES)
        assert blokk(side, Notat).overskrift == "Slik kommer du i gang"
        assert not any(isinstance(b, Nokkelrad) for b in side.blokker)


# Account, settlement, help


def test_the_account_splits_what_raises_and_what_lowers_the_debt() -> None:
    linjer = [
        Kontolinje(date(2026, 1, 5), "Periodeskyld", 100.0, 100.0, "h", "Avtaler!A2"),
        Kontolinje(date(2026, 1, 6), "Arbeidet", -7.123456789, 92.876543211, "h", "Vakter!A2 (V1)"),
        Kontolinje(date(2026, 1, 7), "Arbeidet", -95.0, -2.123456789, "h", "Vakter!A3 (V2)"),
    ]
    side = konto_side(linjer, Ansatt("7", "Kari"), DAG, **FELLES)
    rader = blokk(side, Rader)
    assert [r[2:5] for r in rader.rader] == [
        (100.0, None, 100.0), (None, 7.123456789, 92.876543211), (None, 95.0, -2.123456789),
    ]  # fmt: skip
    assert vist(rader.rader[2][4], Format.SKYLDIG) == "til gode 2,12"
    sum_ = next(c for c in oppsett(side).celler if c.stil.startswith("sum.verdi") and c.kol == 4)
    assert sum_.verdi == fsum((7.123456789, 95.0))
    assert blokk(side, Nokkelrad).tall[0].etikett == "Til gode, timer"
    assert oppsett(konto_side([], Ansatt("7"), DAG, **FELLES)).celler


def test_the_settlement_says_why_and_what_lapses() -> None:
    rad = Avregning("7", "Kari", date(2026, 1, 5), date(2027, 1, 3), 12.5, 12.5, 0.0, None, 0.0, 0.0, "Fordi.",
                    date(2027, 1, 3), 738.4, 738.4, 700.0, 25.9, None, None, "", None)  # fmt: skip
    side = avregning_side([rad], DAG, **FELLES)
    assert blokk(side, Rader).rader[0] == rad[:11]
    assert "trekker aldri av seg selv" in " ".join(tekster(side))


def test_help_tells_every_column_of_every_table() -> None:
    side = hjelp_side(**FELLES)
    tabeller = [b for b in side.blokker if isinstance(b, Rader)]
    assert len(tabeller) == len(TABELLER)
    for t, b in zip(TABELLER, tabeller, strict=True):
        assert [(r[0], r[1]) for r in b.rader] == [(k.navn, k.hjelp) for k in t.kolonner]
        assert all(r[2] for r in b.rader), [r[0] for r in b.rader if not r[2]]
    alt = " ".join(tekster(side))
    assert "aldri diagnose" in alt
    assert "fagforening" in alt


# The layout


def test_a_long_table_repeats_its_header_and_is_frozen() -> None:
    slag = Funnslag[Ingen]("prove", "Prøve", "h", (Alvor.BRUDD,))
    funn = [
        slag.funn(str(n), Kilde("Vakter", n + 2, {"Varslet": "J"}), "Varslet", "Tekst.", "Gjør.", Ingen())
        for n in range(80)
    ]
    sett = oppsett(avvik_side(funn, {}, DAG, **FELLES))
    hode = next(c.rad for c in sett.celler if c.verdi == "Alvor")
    assert sett.utskrift.gjenta == (hode, hode)
    assert sett.frys is None  # all that stands above it would take more than a quarter of a laptop screen
    hoyt = oppsett(
        replace(avvik_side(funn, {}, DAG, **FELLES), blokker=(blokk(avvik_side(funn, {}, DAG, **FELLES), Rader),))
    )
    hode_hoyt = next(c.rad for c in hoyt.celler if c.verdi == "Alvor")
    assert hoyt.frys == (hode_hoyt + 1, 0)
    assert sett.utskrift.brudd
    assert sett.tabeller[0].rad2 == hode + 80
    kort = oppsett(avvik_side(funn[:3], {}, DAG, **FELLES))
    assert kort.utskrift.gjenta == (0, 3)
    assert (kort.frys, kort.utskrift.brudd) == (None, ())


def test_a_chart_and_a_signature_are_never_split_between_two_pages() -> None:
    for side in sidedata.sider():
        sett = oppsett(side)
        for d in sett.diagrammer:
            assert not any(d.rad < rad <= d.rad2 for rad in sett.utskrift.brudd)
        under = [c.rad for c in sett.celler if c.stil == "signatur"]
        if under:
            assert not any(min(under) < rad <= max(under) for rad in sett.utskrift.brudd)


def test_cells_of_tables_are_never_merged_and_no_two_cells_overlap() -> None:
    for side in sidedata.sider():
        sett = oppsett(side)
        opptatt: set[tuple[int, int]] = set()
        for c in sett.celler:
            til = c.til or (c.rad, c.kol)
            if c.stil.split("|")[0] in ("hode", "celle"):
                assert c.til is None
            omraade = {(r, k) for r in range(c.rad, til[0] + 1) for k in range(c.kol, til[1] + 1)}
            assert not omraade & opptatt, (side.ark, c)
            opptatt |= omraade
        assert all(c.kol < len(sett.bredder) for c in sett.celler)
        assert max(c.rad for c in sett.celler if c.kol <= sett.utskrift.kol2) <= sett.utskrift.rad2


def test_figures_behind_a_chart_stand_outside_the_print_area() -> None:
    for side in sidedata.sider():
        sett = oppsett(side)
        for d in sett.diagrammer:
            assert d.datakol > sett.utskrift.kol2
            assert any(c.verdi == "Tall til diagrammet" and c.kol == d.datakol for c in sett.celler)


@pytest.mark.parametrize("antall", [1, 2, 3, 4, 5])
def test_key_figures_share_the_page_whatever_their_number(antall: int) -> None:
    tall = tuple(Nokkeltall(f"Etikett {n}", 1234567.891, Format.KRONER, "en merknad") for n in range(antall))
    sett = oppsett(Side("S", "T", (Nokkelrad(tall),)))
    verdier = [c for c in sett.celler if c.stil.startswith("kort.verdi")]
    kolonner = sorted(k for c in verdier for k in range(c.kol, (c.til[1] if c.til else c.kol) + 1))
    assert kolonner == list(range(1, sett.utskrift.kol2 + 1))


def _saldo(**mer: Any) -> Saldo:
    return sidedata.bank().saldoer(DAG)[0]._replace(**mer)


@pytest.mark.parametrize(("skyldig", "vises"), [(-3.0, "til gode 3,00"), (3.005, "3,01"), (-1e-13, "0,00")])
def test_dust_in_a_sum_is_nobodys_credit(skyldig: float, vises: str) -> None:
    rad = blokk(oversikt_side([_saldo(skyldig=skyldig)], [], DAG, **FELLES), Rader)
    nr = [f.navn for f in rad.felt].index("Skyldig (timer)")
    assert vist(rad.rader[0][nr], Format.SKYLDIG) == vises


def test_examples_on_the_help_page_fit_their_table() -> None:
    for t in schema.TABELLER:
        for k in t.kolonner:
            if eksempel(t, k):
                cells.tolk(k, eksempel(t, k))
    assert eksempel(schema.FRAVAERSKODER, schema.FRAVAERSKODER.kolonner[1]) == "Sykmelding"
