"""What is not worked out twice, and what is written sheet by sheet, gives what it gave: figures and bytes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # ships no types

from tests.bench import banker
from tests.sidedata import sider as alle_sider
from xl_tidbank.book.open import read
from xl_tidbank.book.page.placed import Diagramplass, Oppsett
from xl_tidbank.book.page.plain import Diagram, Felt, Format, Rader, Serie, Side
from xl_tidbank.book.template import workbook
from xl_tidbank.book.write import charts, pages
from xl_tidbank.book.write.pages import Egenskaper, Formater, aktiver_forste, ny_bok, skriv_side
from xl_tidbank.core import kopikreditt, parameters
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import Feilmelding, TidbankFeil
from xl_tidbank.core.funn import Emne
from xl_tidbank.core.lonn import maaned, satser

DAG = date(2026, 9, 14)


@pytest.fixture(scope="module")
def fil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sti = tmp_path_factory.mktemp("bank") / "bank.xlsx"
    rader = {k: list(v) for k, v in banker.rader(12, 40, fro=5).items()}
    rader["Avtaler"][3] = (*rader["Avtaler"][3][:3], 60.0, 0.0, *rader["Avtaler"][3][5:])  # somebody without tidbank
    rader["Vakter"].append(
        ("V-ekstra", "10002", date(2026, 9, 2), 450, 900, 30, "Ekstra", "Selvvalgt", "Utført", None, True, "Leder")
    )
    workbook.skriv_bank(sti, rader, [])
    return sti


@pytest.fixture
def bank(fil: Path) -> Bank:
    return Bank(read.les_bok(fil))


def test_the_findings_of_some_are_those_of_all(bank: Bank, fil: Path) -> None:
    alle = bank.funn(DAG)
    assert alle
    for nr in bank.ansattnumre:
        fersk = Bank(read.les_bok(fil))  # nothing remembered
        assert fersk.funn(DAG, ansatte=[nr]) == [f for f in alle if f.ansattnr == nr] == bank.funn(DAG, ansatte=[nr])
    fersk = Bank(read.les_bok(fil))
    assert fersk.funn(DAG, gjelder=lambda s: s.varsel) == [f for f in alle if f.slag.varsel]
    prosess = fersk.funn(DAG, gjelder=lambda s: s.emne == Emne.PROSESS)
    assert prosess == [f for f in alle if f.slag.emne == Emne.PROSESS]
    assert fersk.funn(DAG) == alle  # the narrower questions leave nothing behind


def test_a_rule_says_every_kind_it_makes(bank: Bank) -> None:
    """The rules of a kind are found by what they say they make."""
    for f in bank.funn(DAG):
        assert f in bank.funn(DAG, gjelder=lambda s, f=f: s is f.slag)  # type: ignore[misc]


def test_pay_that_is_known_is_found_without_being_computed(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    alle = bank.lonn(DAG)
    assert not alle.feil
    monkeypatch.setattr(maaned.Lonn, "maaned", lambda *_: pytest.fail("computed"))
    for nr in bank.ansattnumre:
        assert bank.lonn_for(nr).feil(DAG) is None


def test_every_number_of_pay_is_one_that_is_looked_up(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    """`Lonn.feil` is right only as long as pay rests on no other dated number than those it looks for."""
    brukt: set[str] = set()
    ekte = parameters.verdi

    def verdi(nokkel: str, dag: date) -> float:
        brukt.add(nokkel)
        return ekte(nokkel, dag)

    monkeypatch.setattr(parameters, "verdi", verdi)
    monkeypatch.setattr("xl_tidbank.core.valg.parameters.verdi", verdi)
    for mnd in range(1, 13):
        bank.lonn(date(2026, mnd, 15))
    assert {"timelonn_uker", "sykelonn_maaneder", "turnus_minst_uker", "overtid_dagsgrense"} <= brukt
    kjente = {*maaned.RESTEN, *satser.OVERTID, *(n for a in satser.TILLEGG["KS"] for n in (a.prosent, a.minst))}
    assert brukt <= kjente


@pytest.mark.parametrize("dag", [date(2022, 6, 15), date(2023, 1, 1), date(2023, 1, 31), date(2026, 1, 2)])
def test_what_stands_in_the_way_of_pay_is_what_the_computation_says(dag: date, tmp_path: Path) -> None:
    start, slutt = date(dag.year, 1, 1), date(dag.year, 12, 31)
    rader = {k: list(v) for k, v in banker.rader(2, 10).items()}
    flyttet = date(dag.year, 3, 1)
    rader["Avtaler"] = [(a[0], start, slutt, *a[3:6], start, slutt, *a[8:]) for a in rader["Avtaler"]]
    rader["Turnus"] = [(t[0], dag, *t[2:]) for t in rader["Turnus"][:1]]
    rader["Vakter"], rader["Fravær"], rader["Gjennomganger"] = [], [], []
    nr = rader["Avtaler"][0][0]
    rader["Lønnsgrunnlag"] = [(nr, start, 400_000.0), (rader["Avtaler"][1][0], flyttet, 400_000.0)]
    sti = tmp_path / "bank.xlsx"
    workbook.skriv_bank(sti, rader, [])
    bank = Bank(read.les_bok(sti))
    for ansatt in bank.ansattnumre:
        lonn = bank.lonn_for(ansatt)
        feil = lonn.feil(dag)
        sier: tuple[Feilmelding, ...] = ()
        try:
            Bank(bank.tabeller).lonn_for(ansatt).maaned(dag)
        except TidbankFeil as e:
            sier = e.feil
        assert (feil.feil if feil is not None else ()) == sier


def test_a_curve_is_the_balance_of_each_day(bank: Bank) -> None:
    for nr in bank.ansattnumre:
        konto = bank.krev_konto(nr, DAG)
        dager = [date.fromordinal(d) for d in range(konto.periode.start.toordinal(), DAG.toordinal(), 5)]
        for dag, punkt in zip(dager, kopikreditt.forlop(konto, dager), strict=True):
            s = kopikreditt.uten_fravaer(konto, dag)
            assert punkt == (s.periodeskyld, s.paalopt, s.arbeidet)


def test_credit_alone_is_that_of_the_balances(bank: Bank) -> None:
    for nr in bank.med_periode(DAG):
        konto = bank.krev_konto(nr, DAG)
        for dag in (konto.periode.start, date(2026, 3, 31), DAG, date(2026, 12, 1)):
            alene = kopikreditt._regn_kreditert(konto, dag), kopikreditt.vist_kreditt(konto, dag)
            assert alene == (kopikreditt.uten_fravaer(konto, dag).kreditert, kopikreditt.vist(konto, dag).kreditert)


def test_who_has_a_period_is_who_has_a_balance(bank: Bank, fil: Path) -> None:
    for dag in (DAG, date(2026, 1, 4), date(2026, 1, 5), date(2027, 1, 3), date(2027, 1, 4)):
        med = Bank(read.les_bok(fil)).med_periode(dag)
        assert med == [s.ansattnr for s in bank.saldoer(dag)] == bank.med_periode(dag)


def test_what_is_let_go_of_is_worked_out_again_the_same(bank: Bank) -> None:
    foer = [bank.gjennomgang(nr, DAG) for nr in bank.ansattnumre]
    for nr in bank.ansattnumre:
        bank.glem(nr)
    assert [bank.gjennomgang(nr, DAG) for nr in bank.ansattnumre] == foer


def test_a_case_without_absences_or_shifts_is_one_made_so(bank: Bank) -> None:
    for nr in bank.ansattnumre:
        sak = bank.sak(nr)
        assert sak.fravaersdager
        assert sak.tidbankvakter
        assert sak.har_vakt(sak.tidbankvakter[0].dato)
        uten, tom = sak.med_fravaer(()), sak.uten_vakter()
        assert (uten.fravaersdager, uten.borte.per_dag) == ((), {})
        assert (uten.tidbankvakter, uten.perioder) == (sak.tidbankvakter, sak.perioder)
        assert (tom.tidbankvakter, tom.har_vakt(sak.tidbankvakter[0].dato)) == ((), False)
        assert tom.fravaersdager == tuple(sak.fravaersdager)


# Sheet by sheet


def _sider() -> Iterator[Side]:
    """Pages with tables of one name, charts of numbers and of names, and the same sheet name twice."""
    tabell = Rader("", (Felt("Navn", Format.TEKST, 9), Felt("Timer", Format.TIMER, 9)), (("æ & <b>", 1.5),), navn="T")
    for n in range(3):
        x = tuple(f"Enhet {k}" for k in range(n, 5)) if n else (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1))
        diagram = Diagram("Timer", x, (Serie("A", tuple(float(k) for k in range(len(x))), "stolpe"),), alt="a")
        yield Side("Ark", f"Side {n}", (tabell, diagram, diagram) if n else (tabell,), gjelder=DAG)


def _kurver() -> Iterator[Side]:
    """Curves that are alike but for sheet, title and numbers, and some that are nearly so."""
    titler = (
        "Timer & <b>", "Timer", "Skyldig", "Aksen", "=A1", "Uten merke", "æ 'ø'", "I dag", "Under null", "Andre dager",
    )  # fmt: skip
    arkene = ("Ark", "10001 Åse", "A1", "Ola's", "x", "y", "z & æ", "R1C1", "2", "3")
    for nr, (ark, tittel) in enumerate(zip(arkene, titler, strict=True)):
        n = 19 if tittel == "æ 'ø'" else 20
        x = tuple(date(2026, 1, 5 + 7 * (tittel == "Andre dager")) + timedelta(weeks=k) for k in range(n))
        ned = tuple(100.5 + nr - 7 * k if k < 14 else None for k in range(n))
        plan = tuple(120.0 - 5 * k - nr / 3 for k in range(n))
        merke = tuple(120.0 if k == 14 and tittel != "Uten merke" else None for k in range(n))
        if tittel == "Under null":
            ned = (*ned[:13], -3.5, *ned[14:])
        serier = (Serie("Skyldig", ned), Serie("Jevn plan", plan, "plan"), Serie("I dag", merke, "merke"))
        diagram = Diagram(tittel, x, serier, alt=f"Side {nr}", x_navn="Dato", y_navn="Aksen" * (tittel == "Aksen"))
        yield Side(ark, "Side", (diagram, diagram))


@pytest.mark.parametrize("sider", [list(_sider()), list(_kurver()), list(alle_sider())], ids=["smaa", "kurver", "alle"])
def test_a_workbook_sheet_by_sheet_has_the_bytes_of_one_written_at_once(sider: list[Side], tmp_path: Path) -> None:
    from xl_tidbank.book.page.pagenames import unike

    med_navn = unike(sider)
    with ny_bok(tmp_path / "hel.xlsx", Egenskaper(sider[0].tittel, sider[0].virksomhet), xlsxwriter.Workbook) as bok:
        formater = Formater(bok)
        for side in med_navn:
            skriv_side(bok, formater, side, {s.ark for s in med_navn})
        aktiver_forste(bok)
    pages.skriv_sider(tmp_path / "arkvis.xlsx", sider)
    assert (tmp_path / "arkvis.xlsx").read_bytes() == (tmp_path / "hel.xlsx").read_bytes()
    if not any(c for s in sider for c in s.blokker if type(c).__name__ == "Lenker"):
        pages.skriv_sider(tmp_path / "rekke.xlsx", iter(sider))
        assert (tmp_path / "rekke.xlsx").read_bytes() == (tmp_path / "hel.xlsx").read_bytes()


def test_a_bank_a_row_at_a_time_has_the_bytes_of_xlsxwriters_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rader = {k: list(v) for k, v in banker.rader(12, 40, fro=5).items()}
    rader["Ansatte"][1] = ("10002", "#N/A", "<&> \n", *rader["Ansatte"][1][3:])
    like = ["", None, 1, 1.0, True, 0.0, -0.0, "1", "  æ", DAG, datetime(2026, 9, 14), datetime(2026, 9, 14, 7, 30)]
    rader["Ansatte"] = [(*r, *(None,) * (7 - len(r)), v) for r, v in zip(rader["Ansatte"], like, strict=True)]
    rader["Gjennomganger"] = []

    def skriv(sti: Path, *, notat: bool = False) -> bytes:
        def til_slutt(bok: Any, formater: Formater) -> None:
            blad = bok.get_worksheet_by_name("Vakter")
            blad.write_formula(3, 2, "=1+1", formater("inn"), 2)  # over a column's own cell
            blad.write_string(700, 30, "langt ute")
            blad.set_row(5, 40)
            if notat:
                blad.write_comment(900, 1, "et notat der ingen celle er")

        workbook.skriv_bank(sti, rader, list(alle_sider())[:3], {"Ansatte": ["Eget"]}, til_slutt=til_slutt)
        return sti.read_bytes()

    ny, med_notat = skriv(tmp_path / "ny.xlsx"), skriv(tmp_path / "notat.xlsx", notat=True)
    monkeypatch.setattr(pages.Helbok, "worksheet_class", xlsxwriter.worksheet.Worksheet)
    assert ny == skriv(tmp_path / "egen.xlsx")
    assert med_notat == skriv(tmp_path / "egen notat.xlsx", notat=True)


def test_a_curve_like_another_is_made_from_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tegnet: list[str] = []
    tegn = charts._tegn

    def og_husk(chart: Any, sett: Oppsett, plass: Diagramplass, stolper: bool) -> None:
        tegnet.append(sett.ark)
        tegn(chart, sett, plass, stolper)

    monkeypatch.setattr(charts, "_tegn", og_husk)
    pages.skriv_sider(tmp_path / "a.xlsx", list(_kurver())[:4])
    assert tegnet == ["Ark", "Ark", "A1", "A1", "Ola's", "Ola's"]  # each way once; a title like a name, and an axis
