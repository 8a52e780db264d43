"""The copy for the union rep: what it says, what cannot be told from it, and that it can be checked."""

from __future__ import annotations

import json
import os
import re
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_tidbank import commands
from xl_tidbank.book.copy import copyfile, seal, stamp, verify
from xl_tidbank.book.open import read
from xl_tidbank.book.sheets.kopi.innsynstall import NAVN
from xl_tidbank.book.sheets.kopi.kontroll import Kopislag
from xl_tidbank.cli import main
from xl_tidbank.core import innsyn, kopikreditt
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.model import Innstilling
from xl_tidbank.core.tid.rodedager import rod_dag
from xl_tidbank.core.valg import muligheter

from . import bygg, sidedata
from .pakke import krev_samme

pytestmark = pytest.mark.usefixtures("husket")
DAG = date(2026, 9, 14)
UKE1 = date(2026, 2, 9)


@pytest.fixture(autouse=True)
def _egne_nokler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(seal.MAPPE, str(tmp_path / "nokler"))
    monkeypatch.delenv("TIDBANK_PASSORD", raising=False)


@pytest.fixture(scope="module")
def kopi(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sti = tmp_path_factory.mktemp("kopi") / "kopi.xlsx"
    commands.til_tillitsvalgt(sidedata.bank(), sidedata.DAG).skriv(sti)
    return sti


def ansatte(n: int = 5) -> list[dict[str, Any]]:
    """People enough in the unit that it is a total of its own."""
    return [{"ansattnr": str(k), "navn": f"Ansatt {k}", "enhet": "Sone 1"} for k in range(1, n + 1)]


def banken(*fravaer: dict[str, Any], vakter: list[dict[str, Any]] | None = None, n: int = 5) -> Bank:
    folk = ansatte(n)
    return bygg.bank(
        avtaler=[{"ansattnr": a["ansattnr"]} for a in folk], ansatte=folk, fravaer_=list(fravaer),
        vakter=vakter if vakter is not None else [
            {"ansattnr": a["ansattnr"], "vaktnr": f"{a['ansattnr']}-{k}", "dato": date(2026, 1, 7) + timedelta(weeks=k)}
            for a in folk for k in range(0, 30, 3)
        ],
    )  # fmt: skip


def borte(kode: str, fra: date, dager: int = 7, **mer: Any) -> dict[str, Any]:
    return {"fra": fra, "til": fra + timedelta(days=dager - 1), "kode": kode, **mer}


def fil(bank: Bank, mappe: Path, navn: str = "kopi.xlsx", **valg: Any) -> bytes:
    sti = mappe / navn
    commands.til_tillitsvalgt(bank, DAG, **valg).skriv(sti)
    return sti.read_bytes()


# What cannot be told


@pytest.mark.parametrize("uker", [1, 3])
@pytest.mark.parametrize("ubekreftet", [False, True])
def test_a_sick_week_and_a_holiday_week_give_the_same_bytes(tmp_path: Path, uker: int, ubekreftet: bool) -> None:
    """Also with a shift of that week still standing as agreed, and whatever the last bits of the sums are."""
    vakter = [{"dato": UKE1 + timedelta(days=2), "status": "Tildelt"}] if ubekreftet else []
    vakter += [{"dato": date(2026, 4, 8)}]
    koder = ("SYK", "FERIE", "EGEN", "PERM", "BARN")
    krev_samme(*(fil(banken(borte(k, UKE1, 7 * uker), vakter=vakter), tmp_path, f"{k}.xlsx") for k in koder))


def test_the_days_of_an_absence_do_not_matter(tmp_path: Path) -> None:
    """Not inside a review period, nor which one it was: the completed ones are one sum."""
    forste = [fil(banken(borte("SYK", UKE1 + timedelta(weeks=n))), tmp_path) for n in (0, 2, 3)]
    siste = [fil(banken(borte("SYK", date(2026, 7, 6) + timedelta(weeks=n))), tmp_path) for n in (0, 5, 8)]
    krev_samme(*forste, *siste)


def test_a_half_grade_for_two_weeks_is_a_week(tmp_path: Path) -> None:
    halv = fil(banken(borte("SYK", UKE1, 14, grad=0.5), vakter=[]), tmp_path)
    krev_samme(halv, fil(banken(borte("FERIE", UKE1), vakter=[]), tmp_path))


@given(st.lists(st.tuples(st.integers(0, 34), st.integers(1, 3)), max_size=4), st.integers(1, 360))
@settings(deadline=None, max_examples=25)
def test_only_the_sum_of_each_stretch_is_told(uker: list[tuple[int, int]], dager: int) -> None:
    """Whole weeks of one kind or of another are one and the same for the rep, on any day of the period."""
    dag, brukt, fravaer = bygg.START + timedelta(days=dager), set[int](), []
    # In a week with red days holiday is credited for fewer days than sickness (B40): what is left to tell.
    rode = {n for n in range(40) for d in range(6) if rod_dag(bygg.START + timedelta(weeks=n, days=d))}
    for uke, lengde in uker:
        if not (brukt | rode) & set(range(uke, uke + lengde)):
            brukt |= set(range(uke, uke + lengde))
            fravaer.append((bygg.START + timedelta(weeks=uke), 7 * lengde))

    def fakta(*koder: str) -> innsyn.Innsyn:
        b = banken(*(borte(koder[n % len(koder)], *spenn) for n, spenn in enumerate(fravaer)), vakter=vakter)
        return b.innsyn([str(k) for k in range(1, 6)], dag)

    vakter = [{"vaktnr": str(n), "dato": bygg.START + timedelta(weeks=n)} for n in range(36) if n not in brukt]
    assert fakta("SYK") == fakta("FERIE") == fakta("PERMU", "EGEN")


def test_totals_of_few_are_not_shown_nor_to_be_found_by_subtraction() -> None:
    def grupper(**antall: int) -> tuple[tuple[str, ...], set[str]]:
        folk = [{"ansattnr": f"{e}{k}", "navn": "N", "enhet": e} for e, n in antall.items() for k in range(n)]
        b = bygg.bank(avtaler=[{"ansattnr": a["ansattnr"]} for a in folk], ansatte=folk)
        i = b.innsyn([str(a["ansattnr"]) for a in folk], DAG)
        return i.grupper, {p.gruppe for p in i.personer}

    assert grupper(A=6, B=5) == (("A", "B"), {"A", "B"})
    assert grupper(A=6, B=3, C=2) == (("A",), {"A", "Øvrige"})
    assert grupper(A=7, B=6, C=2) == (("A",), {"A", "Øvrige"})  # C alone would be the difference
    assert grupper(A=6, B=2) == ((), {"Øvrige"})
    assert grupper(A=3) == ((), {"Øvrige"})


def test_a_past_shift_nobody_confirmed_has_no_day() -> None:
    """Neither among the rows nor in what is found about it."""
    dag = date(2026, 3, 4)
    b = banken(vakter=[{"dato": dag, "status": "Tildelt", "varslet": date(2026, 3, 1), "maate": "Tildelt"}])
    i = b.innsyn(["1"], DAG)
    (post,) = [p for p in i.personer[0].poster if p.art == innsyn.UBEKREFTET]
    assert (post.fra, post.timer) == (bygg.START, 7.5)
    assert not any(p.felt for p in i.personer[0].poster)
    (funn,) = [f for f in i.funn if f.regel == "varselfrist"]
    assert funn.dato is None
    assert funn.tekst == "En vakt som ikke er bekreftet, ble varslet 3 dager før. Fristen er 14 dager."
    assert "04.03.2026" not in repr(i)


def test_findings_are_in_our_own_words_and_rest_on_no_absence() -> None:
    b = sidedata.bank()
    i = b.innsyn(innsyn.utvalg(b, sidedata.DAG), sidedata.DAG)
    regler = {f.regel for f in i.funn}
    assert {"varselfrist", "tidbank_tak", "godkjenning", "signert_avtale", "gjennomgang_forfalt"} <= regler
    assert not regler & {"ubekreftet_vakt", "vakt_over_null", "ekstravakt_som_tidbank", "ledig_vakt", "manglende_timer"}
    egne = {f.tekst for f in b.funn(sidedata.DAG)}
    assert not any("rad" in f.tekst or "Vakter!" in f.tekst for f in i.funn)
    assert len({f.tekst for f in i.funn} & egne) < len(i.funn)


# What it says


@pytest.mark.parametrize("eksakt", [False, True])
def test_the_figures_are_the_banks(tmp_path: Path, eksakt: bool) -> None:
    """To the last digit where the parties have said why; else those that follow from the rounded credit (item 26)."""
    t = sidedata.tabeller()
    valg = {"kopi_kreditt": "eksakt", "kopi_kreditt_begrunnelse": "Avtalt"} if eksakt else {}
    b = Bank(replace(t, innstillinger=(*t.innstillinger, *(Innstilling(n, v) for n, v in valg.items()))))
    commands.til_tillitsvalgt(b, sidedata.DAG).skriv(tmp_path / "kopi.xlsx")
    blad = openpyxl.load_workbook(tmp_path / "kopi.xlsx", data_only=True)["Oversikt"]
    rader: list[tuple[Any, ...]] = list(blad.iter_rows(values_only=True))
    hode = next(r for r in rader if "Ansattnr" in r)
    for ekte in b.saldoer(sidedata.DAG):
        s = ekte if eksakt else kopikreditt.vist(b.krev_konto(ekte.ansattnr, sidedata.DAG), sidedata.DAG)
        assert abs(s.skyldig - ekte.skyldig) <= ekte.ukestimer_tidbank / 4 + 1e-5
        rad = dict(zip(hode, next(r for r in rader if s.ansattnr in r), strict=True))
        for nokkel in ("skyldig", "etterslep", "avtalt", "periodeskyld", "paalopt", "skyldig_etter_avtalt"):
            assert rad[NAVN[nokkel]] == pytest.approx(getattr(s, nokkel), abs=1e-6), nokkel
        assert rad["Arbeidet (timer)"] + rad["Godskrevet i alt (timer)"] == pytest.approx(
            s.arbeidet + s.kreditert, abs=1e-5
        )
        assert rad["Etterregnet"] == "Stemmer"
        assert "Syk" not in str(rad)


def _alternativer() -> list[tuple[str, str]]:
    return [(m.nokkel, a) for m in muligheter() if m.slag == "ett_av" for a in m.alternativer if a != m.verdi]


@pytest.mark.slow
@pytest.mark.parametrize(("nokkel", "verdi"), _alternativer())
def test_the_native_figures_agree_whatever_is_chosen(nokkel: str, verdi: str) -> None:
    t = sidedata.tabeller()
    b = Bank(replace(t, innstillinger=(*t.innstillinger, Innstilling(nokkel, verdi))))
    delt = commands.til_tillitsvalgt(b, sidedata.DAG)
    svar = [c.verdi for o in delt.kopi.oppsett for c in o.celler if c.verdi in ("Stemmer", "Stemmer ikke")]
    assert set(svar) == {"Stemmer"}
    assert len(svar) >= 2 * len(delt.personer)
    min_ = commands.til_ansatt(b, sidedata.DAG, delt.personer[0][0])
    assert "Stemmer ikke" not in [c.verdi for o in min_.kopi.oppsett for c in o.celler]


def test_every_figure_is_a_plain_formula(kopi: Path) -> None:
    """Nothing of ours, no link out, no structured reference, nothing newer than Excel 2010; each with its value."""
    tillatt = {"SUMIFS", "SUM", "SUMIF", "COUNT", "COUNTIF", "SUMPRODUCT", "EXACT", "MAX", "MIN", "ABS", "IF", "ROUND",
               "ROUNDUP", "DATE", "YEAR", "AND"}  # fmt: skip
    formler = openpyxl.load_workbook(kopi)
    verdier = openpyxl.load_workbook(kopi, data_only=True)
    antall = 0
    for blad in formler:
        for rad in blad.iter_rows():
            for c in rad:
                if isinstance(c.value, str) and c.data_type == "f":
                    antall += 1
                    assert set(re.findall(r"([A-ZÆØÅ_.]+)\(", c.value)) <= tillatt, c.value
                    assert not set("[]{}") & set(c.value), c.value
                    assert verdier[blad.title][c.coordinate].value is not None, c.coordinate
    assert antall > 200


def test_a_large_copy_looks_at_each_employees_own_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xl_tidbank.book.sheets.kopi.innsyn.FLEST_OPPSLAG", 0)
    delt = commands.til_tillitsvalgt(banken(borte("SYK", UKE1)), DAG)
    formler = [c.formel for o in delt.kopi.oppsett if o.ark == "Etterregning" for c in o.celler if "SUMIFS" in c.formel]
    omraader = {re.search(r"Posteringer'!\$H\$(\d+:\$H\$\d+)", f)[1] for f in formler if "Arbeidet" in f}  # type: ignore[index]
    assert len(omraader) >= 5
    assert "«" not in "".join(formler)


# Who is in it


def test_the_selection(tmp_path: Path) -> None:
    b = sidedata.bank()
    alle = innsyn.utvalg(b, sidedata.DAG)
    natt = innsyn.utvalg(b, sidedata.DAG, enheter=["natt"])
    assert 0 < len(natt) < len(alle)
    assert all(b.enhet(nr) == "Natt" for nr in natt)
    assert innsyn.utvalg(b, sidedata.DAG, kompetanser=["Sykepleier"], enheter=["Natt"]) == [
        nr for nr in natt if b.sak(nr).ansatt.kompetanse == "Sykepleier"
    ]
    with pytest.raises(TidbankFeil, match=r"Kjelleren.*Natt"):
        innsyn.utvalg(b, sidedata.DAG, enheter=["Kjelleren"])
    with pytest.raises(TidbankFeil, match="Ingen"):
        innsyn.utvalg(b, date(2030, 1, 1))
    fil(b, tmp_path, enheter=["Natt"])
    navn = openpyxl.load_workbook(tmp_path / "kopi.xlsx")["Avtaler"]
    assert "Marte Lillevik" not in str(list(navn.iter_rows(values_only=True)))


def test_pseudonyms_are_the_same_each_time_and_tell_no_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    b = sidedata.bank()
    en, to = (commands.til_tillitsvalgt(b, sidedata.DAG, pseudonymer=True) for _ in range(2))
    assert en.pseudonymer == to.pseudonymer
    assert sorted(en.pseudonymer) == [p for p, _ in en.personer]
    assert [en.pseudonymer[p] for p, _ in en.personer] != sorted(en.pseudonymer.values())
    monkeypatch.setenv(seal.MAPPE, str(tmp_path / "annen"))
    assert not set(commands.til_tillitsvalgt(b, sidedata.DAG, pseudonymer=True).pseudonymer) & set(en.pseudonymer)


def test_the_preview_names_everything_that_leaves(kopi: Path) -> None:
    delt = commands.til_tillitsvalgt(sidedata.bank(), sidedata.DAG)
    vist = "\n".join(delt.forhandsvisning())
    for nr, navn in delt.personer:
        assert f"{nr} {navn}" in vist
    for blad in openpyxl.load_workbook(kopi):
        if blad.title.startswith("Kontroll"):
            continue
        assert f"{blad.title}: " in vist
        for tabell in blad.tables.values():
            for felt in tabell.column_names:
                assert felt in vist, felt


# Checked


def endre(kopi: Path, til: Path, *bytter: tuple[str, str, str]) -> Path:
    """The copy with texts replaced in its parts: (part, pattern, by). Every one must be there."""
    with zipfile.ZipFile(kopi) as fra, zipfile.ZipFile(til, "w", zipfile.ZIP_DEFLATED) as ut:
        for navn in fra.namelist():
            data = fra.read(navn).decode()
            for del_, monster, med in bytter:
                if del_ == navn:
                    data, antall = re.subn(monster, med, data, count=1)
                    assert antall == 1, monster
            ut.writestr(navn, data)
    return til


OVERSIKT, POSTERINGER = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet4.xml"


def svaret(sti: Path) -> verify.Kontrollsvar:
    return verify.verifiser(verify.les_kopi(sti))


def test_an_untouched_copy_is_unchanged(kopi: Path) -> None:
    svar = svaret(kopi)
    assert (svar.uendret, svar.endringer, svar.signatur) == (True, (), "ingen")
    assert (svar.lest.slag, svar.lest.dag) == (Kopislag.TILLITSVALGT, sidedata.DAG)


@pytest.mark.parametrize(
    ("bytte", "sagt"),
    [
        ((POSTERINGER, r'(<c r="H10"[^>]*><v>)10(?:\.0)?(</v>)', r"\g<1>11\2"), "Posteringer!H10 er endret"),
        ((POSTERINGER, r'(<c r="H10"[^>]*><v>)10(?:\.0)?(</v>)', r"\g<1>10.00000001\2"), "Posteringer!H10 er endret"),
        ((POSTERINGER, r'(<c r="F10"[^>]*><v>)(\d+)(</v>)', r"\g<1>46000\3"), "Posteringer!F10 er endret"),
        ((POSTERINGER, r'<c r="H10"[^>]*>.*?</c>', ""), "Posteringer!H10 er tømt"),
        ((OVERSIKT, r'<c r="U10"[^>]*>.*?</c>', '<c r="U10" t="str"><v>Stemmer</v></c>'), "Oversikt!U10 er endret"),
        ((OVERSIKT, r'(<c r="U10"[^>]*><f>Etterregning|<c r="U10"[^>]*><f>\'Etterregning\')(!\$R\$)\d+', r"\1\g<2>99"),
         "Oversikt!U10 er endret"),
        ((OVERSIKT, r"</sheetData>", '<row r="400"><c r="B400"><v>1</v></c></row></sheetData>'), "Oversikt!B400 er ny"),
        (("xl/workbook.xml", 'name="Funn"', 'name="Fynn"'), "Fynn: arket er nytt"),
    ],
)  # fmt: skip
def test_what_has_changed_is_named(kopi: Path, tmp_path: Path, bytte: tuple[str, str, str], sagt: str) -> None:
    svar = svaret(endre(kopi, tmp_path / "endret.xlsx", bytte))
    assert not svar.uendret
    assert sagt in verify.sammendrag(svar.endringer)


def test_a_copy_with_another_day_or_stamp_is_changed(kopi: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(kopi) as z:
        tekster = z.read("xl/sharedStrings.xml").decode()
    stempel = verify.les_kopi(kopi).stempel
    assert stempel in tekster
    feil = "0" * 64
    for sti in (
        endre(kopi, tmp_path / "a.xlsx", ("xl/sharedStrings.xml", stempel, feil)),
        endre(kopi, tmp_path / "b.xlsx", ("xl/worksheets/sheet8.xml", r"<v>46279</v>", "<v>46280</v>")),
    ):
        with pytest.raises((TidbankFeil, AssertionError)):  # the short stamp may be another than the long one
            assert svaret(sti).uendret


def test_the_last_bits_of_a_number_and_a_shared_formula_are_no_change() -> None:
    def kanonisk(celler: dict[tuple[int, int], stamp.Celleinnhold], kontroll: Any = None) -> list[stamp.Rad]:
        return list(stamp.kanoniske("X", celler, kontroll))

    def stempel(hode: str, rader: list[stamp.Rad]) -> str:
        ut = stamp.Stempling(hode)
        assert list(ut.ark(rader)) == rader
        return ut.ferdig()

    foer = {(3, 2): stamp.Celleinnhold(0.1 + 0.2, stamp.kanonisk_formel("SUM('A b'!$C$1:C2)*D4", 3, 2))}
    etter = {(3, 2): stamp.Celleinnhold(0.3, stamp.kanonisk_formel("SUM( 'A b'!$C$1:C2 ) * D4", 3, 2))}
    kontroll = stamp.les_kontrollverdier(stamp.kontrollverdier(kanonisk(foer)))
    assert stamp.endret(kanonisk(etter, kontroll), etter, kontroll) == []
    # Half a step from the edge a number may round either way; the check value settles which.
    kant = {(0, 0): stamp.Celleinnhold(5.0000000015)}
    naer = {(0, 0): stamp.Celleinnhold(5.000000001499999)}
    kontroll = stamp.les_kontrollverdier(stamp.kontrollverdier(kanonisk(kant)))
    assert stamp.endret(kanonisk(naer, kontroll), naer, kontroll) == []
    assert stamp.endret(kanonisk(naer), naer, kontroll) == [(0, 0)]
    assert stamp.endret([], {}, kontroll) == [(0, 0)]
    assert stempel("h", kanonisk(naer, kontroll)) == stempel("h", kanonisk(kant))
    assert stempel("h", kanonisk(kant)) != stempel("i", kanonisk(kant))
    assert stamp.kanonisk_formel("A1+B2", 0, 0) == stamp.kanonisk_formel("C5+D6", 4, 2)
    assert stamp.kanonisk_formel('A1&"A1"', 0, 0) != stamp.kanonisk_formel('A1&"B1"', 0, 0)
    assert stamp.kanonisk_formel("$A1", 0, 0) != stamp.kanonisk_formel("A1", 0, 0)


@given(st.dictionaries(
    st.tuples(st.integers(0, 60), st.integers(0, 40)),
    st.text(max_size=9) | st.floats(-1e5, 1e5) | st.booleans(), max_size=30,
))  # fmt: skip
@settings(max_examples=40)
def test_check_values_say_what_they_were_made_from(celler: dict[tuple[int, int], Any]) -> None:
    ark = {sted: stamp.Celleinnhold(v) for sted, v in celler.items()}
    rader = list(stamp.kanoniske("Ark", ark))
    kontroll = stamp.les_kontrollverdier(stamp.kontrollverdier(rader))
    assert set(kontroll) == set(ark)
    assert stamp.endret(rader, ark, kontroll) == []
    for rad, kol in ark:
        nye = [(r, {**egne, kol: egne[kol] + "x"} if r == rad else egne) for r, egne in rader]
        assert stamp.endret(nye, ark, kontroll) in ([(rad, kol)], [])


def test_what_the_reader_finds_is_what_was_stamped(kopi: Path) -> None:
    delt = commands.til_tillitsvalgt(sidedata.bank(), sidedata.DAG)
    lest = {navn: ark.innhold.celler for navn, ark in copyfile.les(kopi, kopi.read_bytes()).ark.items()}
    for sett in delt.kopi.oppsett:
        skrevet = stamp.av_oppsett(sett)
        assert set(lest[sett.ark]) == set(skrevet)
        assert {s: (c.formel, c.format) for s, c in skrevet.items()} == {
            s: (c.formel, c.format) for s, c in lest[sett.ark].items()
        }
        kontroll = stamp.les_kontrollverdier(stamp.kontrollverdier(stamp.kanoniske(sett.ark, skrevet)))
        celler = lest[sett.ark]
        assert stamp.endret(stamp.kanoniske(sett.ark, celler, kontroll), celler, kontroll) == []


# Signature and password


def test_a_signed_copy_and_a_forged_one(tmp_path: Path) -> None:
    sti = tmp_path / "signert.xlsx"
    delt = commands.til_tillitsvalgt(banken(), DAG, signer=True)
    delt.skriv(sti)
    svar = svaret(sti)
    assert (svar.uendret, svar.signatur) == (True, "gyldig")
    assert svar.lest.fingeravtrykk == delt.kopi.fingeravtrykk == commands.til_tillitsvalgt(
        banken(), DAG, signer=True
    ).kopi.fingeravtrykk  # fmt: skip
    nokkel = seal.nokkelmappe() / seal.SIGNATURFIL
    if os.name == "posix":
        assert stat.S_IMODE(nokkel.stat().st_mode) == 0o600
        assert stat.S_IMODE(nokkel.parent.stat().st_mode) == 0o700
    assert svar.lest.signatur is not None
    for tekst in (*svar.lest.signatur, svar.lest.fingeravtrykk):
        annen = tekst[:3] + ("a" if tekst[3] != "a" else "b") + tekst[4:]
        galt = svaret(endre(sti, tmp_path / "g.xlsx", ("xl/sharedStrings.xml", re.escape(tekst), annen)))
        assert (galt.signatur, galt.uendret) == ("ugyldig", False), tekst


def test_the_expected_fingerprint(tidbank: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ours passes however it is typed; another key, no signature and half a fingerprint do not."""
    signert, usignert, annen = (tmp_path / f"{n}.xlsx" for n in ("signert", "usignert", "annen"))
    commands.til_tillitsvalgt(banken(), DAG, signer=True).skriv(signert)
    commands.til_tillitsvalgt(banken(), DAG).skriv(usignert)
    vaart = seal.signerer().offentlig
    monkeypatch.setenv(seal.MAPPE, str(tmp_path / "andre nokler"))
    commands.til_tillitsvalgt(banken(), DAG, signer=True).skriv(annen)
    finger = seal.fingeravtrykk(vaart)
    for skrevet in (finger, finger.upper(), finger.replace(" ", ""), finger.replace(" ", "-")):
        kode, tekst, _ = tidbank("verifiser", signert, "--forvent", skrevet)
        assert (kode, "Det er nøkkelen du ventet." in tekst) == (0, True)
    # Without the fingerprint all three are unchanged, and it says plainly that one is signed by nobody.
    assert [tidbank("verifiser", f)[0] for f in (signert, usignert, annen)] == [0, 0, 0]
    assert "Ikke signert: " in tidbank("verifiser", usignert)[1]
    assert "Ikke signert" not in tidbank("verifiser", signert)[1]
    for f, sagt in ((usignert, "Kopien er ikke signert ("), (annen, "ikke signert med nøkkelen du ventet (")):
        kode, tekst, _ = tidbank("verifiser", f, "--forvent", finger)
        assert kode == 1
        assert sagt + finger in tekst
        kode, tekst, _ = tidbank("verifiser", f, "--forvent", finger, "--json")
        svar = json.loads(tekst)
        assert (kode, svar["uendret"], svar["forventet"]) == (1, True, False)
    assert json.loads(tidbank("verifiser", signert, "--json")[1])["forventet"] is None
    assert json.loads(tidbank("verifiser", signert, "--forvent", finger, "--json")[1])["forventet"] is True
    for galt in ("", "1234", finger + "0", finger[:-1] + "g"):
        kode, _, feil = tidbank("verifiser", signert, "--forvent", galt)
        assert kode == 2
        assert "24 tegn" in feil


def test_another_key_over_the_same_stamp_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stamp covers the key: who signs a copy again must stamp it again, and the short stamp on paper is another."""
    sti = tmp_path / "signert.xlsx"
    commands.til_tillitsvalgt(banken(), DAG, signer=True).skriv(sti)
    lest = verify.les_kopi(sti)
    assert lest.signatur is not None
    monkeypatch.setenv(seal.MAPPE, str(tmp_path / "andre"))
    ny = seal.signerer()(lest.stempel)
    bytter = [
        ("xl/sharedStrings.xml", re.escape(gammel), nytt)
        for gammel, nytt in (*zip(lest.signatur, ny, strict=True), (lest.fingeravtrykk, ny.fingeravtrykk))
    ]
    svar = svaret(endre(sti, tmp_path / "annen.xlsx", *bytter))
    assert svar.signatur == "gyldig"
    assert verify.sammendrag(svar.endringer) == ["Kontroll: innholdet stemmer ikke med stempelet"]


def test_a_copy_of_an_older_kind_is_refused_in_one_sentence(kopi: Path, tmp_path: Path) -> None:
    """Its stamp did not cover how figures are shown (T12)."""
    uten = endre(kopi, tmp_path / "gammel.xlsx", ("xl/sharedStrings.xml", "<t>Signert</t>", "<t>Noe annet</t>"))
    with pytest.raises(TidbankFeil, match=r"^gammel\.xlsx.*eldre utgave.*Be om en ny kopi"):
        verify.les_kopi(uten)


def test_a_copy_behind_a_password(tmp_path: Path) -> None:
    sti = tmp_path / "laast.xlsx"
    commands.til_tillitsvalgt(banken(), DAG).skriv(sti, "pass ÆØÅ")
    assert b"Ansatt 1" not in sti.read_bytes()
    with pytest.raises(TidbankFeil, match="passord"):
        verify.les_kopi(sti)
    with pytest.raises(TidbankFeil, match="Passordet åpner ikke"):
        verify.les_kopi(sti, lambda: "feil")
    assert verify.verifiser(verify.les_kopi(sti, lambda: "pass ÆØÅ")).uendret


# The command line


@pytest.fixture(scope="module")
def bok(tmp_path_factory: pytest.TempPathFactory) -> Path:
    mappe = tmp_path_factory.mktemp("demo")
    with pytest.raises(SystemExit):
        main(["demo", "--mappe", str(mappe)])
    return mappe / "Tidbank.xlsx"


@pytest.fixture
def tidbank(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def kjor(*argumenter: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as slutt:
            main([str(a) for a in argumenter])
        ut, feil = capfd.readouterr()
        return int(slutt.value.code or 0), ut, feil

    return kjor


PAA = ("--dato", "2026-09-14")


@pytest.mark.slow
def test_del_and_verifiser(tidbank: Any, bok: Path, tmp_path: Path) -> None:
    ut = tmp_path / "kopi.xlsx"
    kode, tekst, _ = tidbank("del", bok, *PAA, "-o", ut)
    assert kode == 0
    assert tekst.index("Dette forlater huset") < tekst.index(f"Laget {ut}")
    assert "Wenche Solbakk" in tekst
    assert tidbank("verifiser", ut)[0] == 0
    assert tidbank("verifiser", ut, "--mot", bok)[0] == 0
    assert tidbank("verifiser", bok)[0] == 3
    assert tidbank("verifiser", tmp_path / "ingen.xlsx")[0] == 3
    kode, tekst, _ = tidbank("del", bok, *PAA, "-o", ut)
    assert kode == 2
    galt = endre(ut, tmp_path / "galt.xlsx", (POSTERINGER, r'(<c r="H10"[^>]*><v>)10(?:\.0)?(</v>)', r"\g<1>11\2"))
    kode, tekst, _ = tidbank("verifiser", galt, "--json")
    svar = json.loads(tekst)
    assert kode == 1
    assert svar["versjon"] == 1
    assert svar["uendret"] is False
    assert svar["endringer"] == [{"ark": "Posteringer", "celle": "H10", "hva": "er endret", "del": ""}]
    assert "Posteringer!H10 er endret" in tidbank("verifiser", galt)[1]


@pytest.mark.slow
def test_what_has_moved_in_the_bank_since(tidbank: Any, bok: Path, tmp_path: Path) -> None:
    kopi = tmp_path / "kopi.xlsx"
    for valg in ([], ["--pseudonym"]):
        assert tidbank("del", bok, *PAA, "-o", kopi, "--overskriv", *valg)[0] == 0
        lest = verify.les_kopi(kopi)
        bank = Bank(read.les_bok(bok))
        assert verify.flyttet(lest, bank) == []
        vakt = next(v for v in bank.sak("2001").tidbankvakter if v.status == "Utført" and v.dato > date(2026, 1, 1))
        flyttet = verify.flyttet(lest, bank.med_vakt(vakt._replace(pause=90)))
        hvem = seal.pseudonym("2001") if valg else "2001"
        assert {(f.ansattnr, f.nokkel) for f in flyttet} == {
            (hvem, n) for n in ("arbeidet", "skyldig", "etterslep", "skyldig_etter_avtalt")
        }
        skyldig = next(f for f in flyttet if f.nokkel == "skyldig")
        assert skyldig.kopi is not None
        assert skyldig.bank == pytest.approx(skyldig.kopi + 1.5, abs=1e-6)


def test_the_preview_alone_writes_nothing(tidbank: Any, bok: Path, tmp_path: Path) -> None:
    ut = tmp_path / "kopi.xlsx"
    kode, tekst, _ = tidbank("del", bok, *PAA, "-o", ut, "--vis")
    assert (kode, ut.exists()) == (0, False)
    assert "Posteringer: " in tekst
    assert tidbank("del", bok, *PAA)[0] == 2
    kode, tekst, _ = tidbank("del", bok, *PAA, "--vis", "--json", "--pseudonym", "--enhet", "Natt")
    svar = json.loads(tekst)
    assert svar["fil"] is None
    assert len(svar["ansatte"]) == len(svar["pseudonymer"]) == 4
    assert {a["navn"] for a in svar["ansatte"]} == {""}


@pytest.mark.parametrize(("svar", "skrives"), [("j", True), ("Ja", True), ("", False), ("n", False)])
def test_on_a_terminal_it_asks(
    tidbank: Any, bok: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, svar: str, skrives: bool
) -> None:
    spurt: list[str] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)

    def spor(tekst: str) -> str:
        spurt.append(tekst)
        return svar

    monkeypatch.setattr("builtins.input", spor)
    ut = tmp_path / "kopi.xlsx"
    assert tidbank("del", bok, *PAA, "-o", ut)[0] == 0
    assert (ut.exists(), len(spurt)) == (skrives, 1)
    assert tidbank("del", bok, *PAA, "-o", tmp_path / "to.xlsx", "--ja")[0] == 0
    assert len(spurt) == 1


def test_a_password_is_never_an_argument(
    tidbank: Any, bok: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ut = tmp_path / "kopi.xlsx"
    kode, _, feil = tidbank("del", bok, *PAA, "-o", ut, "--passord")
    assert kode == 2
    assert "TIDBANK_PASSORD" in feil
    assert not ut.exists()
    monkeypatch.setenv("TIDBANK_PASSORD", "hemmelig")
    assert tidbank("del", bok, *PAA, "-o", ut, "--passord", "--signer")[0] == 0
    assert tidbank("verifiser", ut)[0] == 3
    kode, tekst, _ = tidbank("verifiser", ut, "--passord")
    assert kode == 0
    assert "Signaturen er gyldig" in tekst
    assert "hemmelig" not in tekst


def test_the_own_page(tidbank: Any, bok: Path, tmp_path: Path) -> None:
    ut = tmp_path / "min.xlsx"
    assert tidbank("minside", bok, "--ansatt", "2001", *PAA, "-o", ut)[0] == 0
    assert tidbank("verifiser", ut, "--mot", bok)[0] == 0
    bank = Bank(read.les_bok(bok))
    ark = openpyxl.load_workbook(ut, data_only=True)
    fravaer = [r for r in ark["Fravær"].iter_rows(values_only=True) if r[1] and r[3] in ("SYK", "EGEN", "FERIE")]
    assert len(fravaer) == 3
    konto = [r for r in ark["Konto"].iter_rows(values_only=True) if hasattr(r[1], "year") and r[2]]
    assert konto[-1][5] == pytest.approx(bank.saldo("2001", DAG).skyldig)
    assert tidbank("minside", bok, "--ansatt", "9999", "-o", tmp_path / "x.xlsx")[0] == 3
    # One without a tidbank has a page too.
    assert tidbank("minside", bok, "--ansatt", "2007", *PAA, "-o", tmp_path / "uten.xlsx")[0] == 0


def test_the_button_makes_a_file_for_each(tmp_path: Path) -> None:
    b = sidedata.bank()
    gjort = commands.REGISTER["min_side"].kjor(b, sidedata.DAG, {"ansatte": ["2004", "2005"]}).fil
    assert gjort is not None
    gjort.skriv(tmp_path / gjort.filnavn)
    filer = sorted(f.name for f in tmp_path.glob("*.xlsx"))
    assert filer == ["Min side 2004 Marte Lillevik.xlsx", "Min side 2005 Jonas Furuseth.xlsx"]
    with pytest.raises(TidbankFeil, match="finnes fra før"):
        gjort.skriv(tmp_path / gjort.filnavn)
    alt = (tmp_path / filer[0]).read_bytes()
    with zipfile.ZipFile(tmp_path / filer[0]) as z:
        assert not any(b"Furuseth" in z.read(n) for n in z.namelist()), alt[:0]


def test_the_choices_read_as_norwegian(tmp_path: Path) -> None:
    bank = bygg.bank(innstillinger={"overtid_fra_avtalt": date(2026, 2, 1)})
    commands.til_tillitsvalgt(bank, date(2026, 6, 30)).skriv(tmp_path / "kopi.xlsx")
    rader = openpyxl.load_workbook(tmp_path / "kopi.xlsx")["Valg"].iter_rows(values_only=True)
    verdier = {celler[0]: celler[1] for rad in rader if len(celler := [c for c in rad if c is not None]) > 1}
    assert verdier["overtid_fra_avtalt"] == "01.02.2026"
    assert verdier["satser_kontrollert_til"] == "tomt"
