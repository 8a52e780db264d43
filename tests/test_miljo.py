"""The environment: trips, the climate account, the commands, and what the public report may not say (items 61-74)."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

import udfs
from xl_tidbank import commands as kommandoer
from xl_tidbank import demo, demo_miljo
from xl_tidbank.book.copy import make, verify
from xl_tidbank.book.open import read
from xl_tidbank.book.page.plain import Notat, Rader, Side
from xl_tidbank.book.sheets.kopi.kontroll import Kopislag
from xl_tidbank.book.sheets.miljo import arsrapport
from xl_tidbank.book.template import workbook
from xl_tidbank.book.write import pages
from xl_tidbank.commands.sporsmaal import Lestsvar
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.miljo import faktorer, lister, pendling, turer
from xl_tidbank.core.miljo.aarstall import rapportfelt
from xl_tidbank.core.miljo.klima import Klimaregnskap
from xl_tidbank.core.miljo.miljo import av
from xl_tidbank.core.miljo.offentlig import UTELATT, Vasker, utgave
from xl_tidbank.core.miljo.ordningen import Ordningen, Timesum, Varsel
from xl_tidbank.core.miljo.registre import TABELLFELT, Faktorrad, Hjemmedag, Nokkeltallrad, Reise
from xl_tidbank.core.model import Ansatt, Innstilling, Kartleggingsaar
from xl_tidbank.core.tid.clock import Spenn
from xl_tidbank.tables import assemble, schema
from xl_tidbank.tables.registre.kolonne import Slag
from xl_tidbank.tables.registre.miljo import REGISTRE, mal
from xl_tidbank.tables.rows import tolk_rader

from . import bygg
from . import hemmeligheter as h

DAG = demo.DEMO_DAG
DOGN = 1440


@pytest.fixture(scope="module")
def registre() -> Bank:
    return Bank(assemble.av_rader(demo_miljo.demo_miljo()))


@pytest.fixture(scope="module")
def banken() -> Bank:
    return Bank(assemble.av_rader(demo.demo_tabeller()))


@pytest.fixture(scope="module")
def sammen(registre: Bank, banken: Bank) -> Bank:
    t = registre.tabeller
    return Bank(replace(banken.tabeller, miljo=t.miljo, innstillinger=t.innstillinger))


@pytest.fixture(scope="module")
def filer(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    mappe = tmp_path_factory.mktemp("miljo")
    egne, bank = mappe / "Miljø.xlsx", mappe / "Bank.xlsx"
    workbook.skriv_bank(egne, demo_miljo.demo_miljo(), [], bare_registre=True)
    workbook.skriv_bank(bank, demo.demo_tabeller(), [])
    return egne, bank


# Trips (A5)


def _plan(r: Random, antall: int) -> list[Spenn]:
    ut = []
    for _ in range(antall):
        start = r.randrange(20) * DOGN + r.randrange(0, DOGN, 15)
        ut.append(Spenn(start, start + r.randrange(60, 720, 15)))
    return ut


def _sakte(okter: list[Spenn], gap: float, opphold: float | None) -> int:
    """Counted minute by minute of a calendar: attendances as runs of minutes no more than a gap apart."""
    minutter = sorted({m for s in okter for m in range(s.fra, s.til + 1)})
    oppmoter: list[list[int]] = []
    for m in minutter:
        if oppmoter and m - oppmoter[-1][1] <= gap:
            oppmoter[-1][1] = m
        else:
            oppmoter.append([m, m])
    antall = 0
    for n, (fra, _) in enumerate(oppmoter):
        samme = n and oppmoter[n - 1][0] // DOGN == fra // DOGN
        lenge = opphold is not None and n and fra - oppmoter[n - 1][1] > opphold * 60
        antall += not samme or bool(lenge)
    return antall


@pytest.mark.parametrize("opphold", [None, 2.0])
def test_the_extra_trips_are_all_less_the_ordinary_whatever_the_order(opphold: float | None) -> None:
    """E6, E7."""
    r = Random(17)
    for _ in range(400):
        ord_, bank = _plan(r, r.randrange(12)), _plan(r, r.randrange(8))
        hver = turer.ekstra(ord_, bank, 60, opphold)
        i_alt, uten = turer.turer([*ord_, *bank], 60, opphold), turer.turer(ord_, 60, opphold)
        assert sum(hver) == i_alt - uten
        assert i_alt == _sakte([*ord_, *bank], 60, opphold)
        stokket, plass = ord_[:], list(range(len(bank)))
        r.shuffle(stokket)
        r.shuffle(plass)
        igjen = turer.ekstra(stokket, [bank[n] for n in plass], 60, opphold)
        assert sorted(igjen) == sorted(hver) or len({*bank}) < len(bank)
        assert sum(igjen) == sum(hver)


def _vaner(*rader: tuple[str, int, str]) -> dict[str, list[dict[str, Any]]]:
    return {
        "Reisevaner": [{"ansattnr": n, "fra": date(2026, 1, 1), "km": k, "transport": t} for n, k, t in rader]
    }  # fmt: skip


def test_the_sample_gives_three_trips_fifty_four_km_and_its_hours() -> None:
    numre = {"3101": 12, "3102": 6, "3105": 9}
    bank = bygg.bank(
        [{"ansattnr": n} for n in numre],
        [{"ansattnr": n, "dato": date(2026, 3, 2), "start": "08:00", "slutt": "15:00"} for n in numre],
        ansatte=[{"ansattnr": n} for n in numre],
        miljo=_vaner(("3101", 12, "Bil"), ("3102", 6, "Sykkel"), ("3105", 9, "Buss")),
    )
    tekst = udfs.banker.husk(bank)
    rader = [udfs.PENDLING_EKSTRA(n, None, "2026-12-31", tekst)[0] for n in numre]
    assert [r[:3] for r in rader] == [[1, 1, 24], [1, 1, 12], [1, 1, 18]]
    timer, km = sum(r[3] for r in rader), sum(r[2] for r in rader)
    assert (timer, km, round(km / timer, 4)) == (21, 54, 2.5714)


def test_home_days_save_trips_only_where_the_person_would_have_come() -> None:
    """E8."""
    dager = [date(2026, 3, 2) + timedelta(days=n) for n in range(5)]
    bank = bygg.bank(
        vakter=[{"dato": date(2026, 3, 7), "start": "08:00", "slutt": "18:15"},
                {"dato": date(2026, 3, 8), "start": "08:00", "slutt": "18:15"}],
        turnus_=[{"dato": d} for d in dager],
        miljo={**_vaner(("1", 12, "Bil")),
               "Hjemmekontor": [{"ansattnr": "1", "dato": d} for d in (*dager[:3], date(2026, 3, 7), date(2026, 4, 1))],
               },
    )  # fmt: skip
    p = pendling.person(bank, av(bank).registre, "1", date.min, date(2026, 12, 31), date(2026, 12, 31))
    assert (len(p.hjemme), p.spart_km) == (3, 72)  # a day with a bank shift is a trip, a day off saves none
    assert (p.bankturer, p.bank_km, p.banktimer) == (2, 48, 20.5)
    assert p.km_per_time == pytest.approx(2.3415, abs=1e-4)


def test_an_unknown_way_to_work_is_an_error_and_not_0_km() -> None:
    bank = bygg.bank(vakter=[{"dato": date(2026, 3, 7)}], miljo=_vaner(("2", 3, "Bil")))
    with pytest.raises(TidbankFeil, match="Reisevaner mangler for ansatt 1"):
        udfs.PENDLING_EKSTRA("1", None, "2026-12-31", udfs.banker.husk(bank))


def _bank_paa(ordinaer: date, tidbank: date, hjemme: list[date], **valg: Any) -> Bank:
    return bygg.bank(
        vakter=[{"dato": tidbank, "start": "18:00", "slutt": "22:00"}],
        turnus_=[{"dato": ordinaer, "start": "07:30", "slutt": "15:00"}],
        innstillinger=valg,
        miljo={**_vaner(("1", 12, "Bil")), "Hjemmekontor": [{"ansattnr": "1", "dato": d} for d in hjemme]},
    )


def test_a_bank_shift_on_a_day_at_home_is_a_trip_of_its_own() -> None:
    """A5: a day at home with ordinary rows alone is no attendance, so the trip is the bank shift's."""
    dag, slutt = date(2026, 3, 2), date(2026, 12, 31)
    for hjemme, turer_, spart in (([], 0, 0), ([dag], 1, 0)):
        bank = _bank_paa(dag, dag, hjemme)
        p = pendling.person(bank, av(bank).registre, "1", date.min, slutt, slutt)
        assert (p.bankturer, p.spart_km, len(p.dager)) == (turer_, spart, 1)


def test_two_trips_on_a_date_are_two_in_the_commuting_too() -> None:
    """E7."""
    dag, slutt = date(2026, 3, 2), date(2026, 12, 31)
    for valg, turer_, km in (({}, 0, 24), ({"reise_opphold": 2}, 1, 48)):
        bank = _bank_paa(dag, dag, [], **valg)
        p = pendling.person(bank, av(bank).registre, "1", date.min, slutt, slutt)
        assert (p.bankturer, p.km) == (turer_, km)


def test_an_unknown_way_makes_no_hour_cheaper() -> None:
    """Shifts of those without a row are in neither the kilometres nor the hours; and a row that came later than an
    ordinary day is enough for the bank shifts after it."""
    vakter = [{"ansattnr": n, "dato": date(2026, 3, 7), "start": "08:00", "slutt": "15:30"} for n in ("1", "2")]
    bank = bygg.bank(
        ansatte=[{"ansattnr": "1"}, {"ansattnr": "2"}], vakter=vakter,
        turnus_=[{"ansattnr": "1", "dato": date(2025, 12, 1)}], miljo=_vaner(("1", 12, "Bil")),
    )  # fmt: skip
    fra, slutt = date(2025, 1, 1), date(2026, 12, 31)
    p = pendling.alle(bank, av(bank).registre, fra, slutt, slutt, 5)
    assert (p.bankvakter, p.bank_km, p.banktimer, p.ukjente) == (1, 24, 7.5, 2)
    assert udfs.PENDLING_EKSTRA("1", None, "2026-12-31", udfs.banker.husk(bank))[0][:3] == [1, 1, 24]


def test_four_on_a_bus_are_never_shown() -> None:
    """E10."""

    def alle(antall: int) -> pendling.Pendling:
        numre = [str(n) for n in range(1, antall + 1)]
        bank = bygg.bank(
            ansatte=[{"ansattnr": n} for n in numre],
            turnus_=[{"ansattnr": n, "dato": date(2026, 3, 2)} for n in numre],
            miljo=_vaner(*((n, 10, "Buss") for n in numre)),
        )
        fra, til = date(2026, 1, 1), date(2026, 12, 31)
        return pendling.alle(bank, av(bank).registre, fra, til, til, 5)

    numre = [str(n) for n in range(1, 6)]  # five numbers, two of one person at the same time
    bank = bygg.bank(
        [{"ansattnr": n} for n in numre],
        ansatte=[{"ansattnr": n, "person": "P" if n > "3" else ""} for n in numre],
        turnus_=[{"ansattnr": n, "dato": date(2026, 3, 2)} for n in numre],
        miljo=_vaner(*((n, 10, "Buss") for n in numre)),
    )
    fra, til = date(2026, 1, 1), date(2026, 12, 31)
    fire = pendling.alle(bank, av(bank).registre, fra, til, til, 5)
    assert (fire.grupper, fire.utelatt, fire.personer) == ((), 4, 4)
    assert alle(4).grupper == ()
    assert (alle(4).utelatt, alle(4).reiser) == (4, ())
    assert alle(5).grupper == (pendling.Gruppe("Buss", 5, 5, 100.0),)


@pytest.mark.parametrize("fro", range(40))
def test_no_posts_taken_out_of_a_group_leave_fewer_than_five(fro: int) -> None:
    """E10: a page has the kilometres of each way to travel, the account those of each factor. The difference is
    nobody's. A factor may change within the year, and some have 0 kilometres."""
    r = Random(fro)
    folk = [str(n) for n in range(1, r.choice((6, 12, 25)) + 1)]
    var, host = date(2026, 3, 2), date(2026, 9, 1)
    dager = {n: [d for d, del_ in ((var, 0.9), (host, r.choice((0.2, 0.8)))) if r.random() < del_] for n in folk}
    bank = bygg.bank(
        ansatte=[{"ansattnr": n} for n in folk],
        turnus_=[{"ansattnr": n, "dato": d} for n in folk for d in dager[n]],
        miljo={
            "Reisevaner": [
                {"ansattnr": n, "fra": date(2026, 1, 1), "km": r.choice((0, 2 ** (i % 20))),
                 "transport": r.choice(("Bil", "Bil", "Buss", "Sykkel", "Elbil")),
                 "faktor": r.choice(("", "", "", "EGEN", "egen", "ANNEN"))}
                for i, n in enumerate(folk)
            ],
            "Utslippsfaktorer": [
                {"kode": "EGEN", "verdi": v, "enhet": enhet, "gass": "CO2", "fra": fra, "til": til, "kilde_tekst": "k",
                 "utgitt": 2026, "tillit": "H"}
                for fra, til, v, enhet in ((date(2026, 1, 1), date(2026, 6, 30), 0.1, "kg/pkm"),
                                           (date(2026, 7, 1), date(2026, 12, 31), 0.2, "kg/vkm"))
            ],
        },
    )  # fmt: skip
    m = av(bank)
    dag = date(2026, 12, 31)
    k, p, vaner = m.klima(2026, dag), m.pendling(2026, dag), {v.ansattnr: v for v in m.registre.reisevaner}
    assert p is not None
    for g in p.grupper:
        egne = {(nr, d) for gruppe, nr, turer_ in p.reiser if gruppe == g.transport for d, v in turer_ if v.km}
        assert g.km == sum(2 * (vaner[nr].km or 0) for nr, _ in egne)
        assert len({nr for nr, _ in egne}) >= 5
        celler = [c for c in k._pendlet if c.gruppe == g.transport]
        assert all(len(c.hvem) >= 5 for c in celler if c.vises)
        rest = {nr for c in celler if not c.vises for nr in c.hvem}
        assert not 0 < len(rest) < 5
        assert {nr for c in celler for nr in c.hvem} == {nr for nr, _ in egne}
    vist = [q for q in k.poster if q.kategori == 7]
    assert sum(q.mengde for q in vist) == sum(c.mengde for c in k._pendlet if c.vises)
    assert all(q.celler.startswith("Reisevaner") for q in vist)


def test_one_with_another_factor_is_not_the_difference_of_two_pages() -> None:
    """Six by car, one of them with a factor of their own: both pages are of the five."""
    numre = [str(n) for n in range(1, 7)]
    bank = bygg.bank(
        ansatte=[{"ansattnr": n} for n in numre],
        turnus_=[{"ansattnr": n, "dato": date(2020, 3, 2)} for n in numre],
        miljo={"Reisevaner": [
            {"ansattnr": n, "fra": date(2020, 1, 1), "km": 10 if n != "6" else 77, "transport": "Bil",
             "faktor": {"6": "EGEN", "5": "BIL_PKM"}.get(n, "")} for n in numre
        ]},
    )  # fmt: skip
    m, dag = av(bank), date(2020, 12, 31)
    p = m.pendling(2020, dag)
    assert p is not None
    assert (p.grupper, p.utelatt) == ((pendling.Gruppe("Bil", 5, 5, 100.0),), 1)
    assert [(x.kode, x.mengde) for x in m.klima(2020, dag).poster] == [("BIL_PKM", 100)]


@pytest.mark.parametrize(("om_hosten", "vises"), [(4, False), (5, True), (0, True)])
def test_a_factor_few_met_is_not_the_difference_of_two_pages(om_hosten: int, vises: bool) -> None:
    """Six by car in spring, some of them in autumn too, when the factor is another: four there are what the page has
    more than the post of spring."""
    numre = [str(n) for n in range(1, 7)]
    bank = bygg.bank(
        ansatte=[{"ansattnr": n} for n in numre],
        turnus_=[{"ansattnr": n, "dato": date(2019, 3, 2)} for n in numre]
        + [{"ansattnr": n, "dato": date(2020, 3, 2)} for n in numre[:om_hosten]],
        miljo={"Reisevaner": [{"ansattnr": n, "fra": date(2019, 1, 1), "km": 10, "transport": "Bil"} for n in numre]},
    )
    fra, til = date(2019, 1, 1), date(2020, 12, 31)
    m = av(bank)
    p = pendling.alle(bank, m.registre, fra, til, til, 5)
    assert [(g.transport, g.km) for g in p.grupper] == [("Bil", 120 + 20 * om_hosten)]
    k = Klimaregnskap(2020, m.registre, m.faktorer, 5, pendling=p)
    assert [c.mengde for c in k._pendlet if c.vises] == ([120, *([100] if om_hosten else [])] if vises else [])


# The climate account


def test_every_shipped_factor_can_be_looked_up() -> None:
    alle = faktorer.leverte()
    assert len({(r.kode, r.fra) for r in alle}) == len(alle) > 15
    assert all(r.har_kilde and r.adresse.startswith("https://") and r.verdi and r.kontrollert for r in alle)
    assert {r.tillit for r in alle} <= {"H", "M"}
    assert not faktorer.overlappende(alle)
    assert not any(s in f"{r.kilde_tekst} {r.adresse}".lower() for r in alle for s in ("defra", "desnz", "mobitool"))


def test_a_shipped_factor_without_an_address_is_refused() -> None:
    hel: dict[str, Any] = {
        "navn": "x", "enhet": "kg/kWh", "gass": "CO2", "kontrollert": DAG,
        "verdier": [
            {"fra": DAG, "til": DAG, "verdi": 1, "kilde": "k", "adresse": "https://a.no", "utgitt": 1, "tillit": "H"},
        ],
    }  # fmt: skip
    faktorer.kontroller("HEL", hel)
    with pytest.raises(ValueError, match="adresse"):
        faktorer.kontroller("HALV", {**hel, "verdier": [{**hel["verdier"][0], "adresse": ""}]})


def test_each_line_of_the_demo_has_factor_year_source_and_mark(sammen: Bank) -> None:
    """E2, E3, E5."""
    k = av(sammen).klima(2025, DAG)
    assert {p.scope for p in k.poster} == {1, 2, 3}
    for p in k.poster:
        if p.kg is None:
            assert p.merke.startswith("▲ faktor mangler: ")
        else:
            assert p.faktor is not None
            assert p.kg == pytest.approx(p.mengde * p.faktor.verdi)
            assert p.faktor.rad.kilde_tekst
            assert ("▲ faktor fra" in p.merke) == (p.faktor.aar != 2025)
            assert "▲ ikke bekreftet" in p.merke
        assert p.kilder
    strom = {p.metode: p for p in k.poster if p.aktivitet.startswith("Strøm")}
    assert strom["Lokasjon"].mengde == strom["Marked"].mengde
    assert strom["Marked"].kg / strom["Lokasjon"].kg > 20  # type: ignore[operator]  # the same meter, two answers


def test_the_scopes_add_up(sammen: Bank) -> None:
    k = av(sammen).klima(2025, DAG)
    for metode, navn in (("Lokasjon", "scope2_lokasjon"), ("Marked", "scope2_marked")):
        deler = [k.summer[n].kg or 0.0 for n in ("scope1", navn, "scope3")]
        assert k.i_alt(metode).kg == pytest.approx(sum(deler))


def _regnskap(rader: list[Faktorrad]) -> Klimaregnskap:
    bank = bygg.bank([], miljo={
        "Klimaposter": [
            {"aar": 2026, "scope": "3", "kategori": 1, "aktivitet": f"A{n}", "mengde": 10 * n, "enhet": "stk",
             "faktor": f"K{n}"}
            for n in range(1, 5)
        ],
    })  # fmt: skip
    return Klimaregnskap(2026, av(bank).registre, faktorer.Faktorer(tuple(rader)), 5)


def test_removing_a_factor_never_lowers_a_sum_silently() -> None:
    alle = [
        Faktorrad(f"K{n}", "", float(n), "kg/stk", "CO2e", fra=date(2026, 1, 1), til=date(2026, 12, 31),
                  kilde_tekst="k", utgitt=2026, tillit="H")
        for n in range(1, 5)
    ]  # fmt: skip
    hele = _regnskap(alle).summer["scope3"]
    assert (hele.kg, hele.mangler) == (300, 0)
    for uten in alle:
        s = _regnskap([r for r in alle if r is not uten]).summer["scope3"]
        assert s.kg is not None
        assert (s.kg, s.mangler) == (300 - 10 * (uten.verdi or 0) ** 2, 1)
    ingen = _regnskap([]).summer["scope3"]
    assert (ingen.kg, ingen.mangler) == (None, 4)  # not 0


def test_biogenic_stands_beside_and_own_solar_power_is_shown_as_0() -> None:
    """E4."""
    bank = bygg.bank([], miljo={
        "Energi": [
            {"enhet": "F", "fra": date(2026, 1, 1), "til": date(2026, 1, 31), "maaler": "S", "baerer": "Egen sol",
             "mengde": 900, "maaleenhet": "kWh"},
            {"enhet": "F", "fra": date(2026, 1, 1), "til": date(2026, 1, 31), "maaler": "P", "baerer": "Pellets",
             "mengde": 100, "maaleenhet": "kg"},
        ],
        "Utslippsfaktorer": [
            {"kode": "PELLETS", "verdi": 1.5, "enhet": "kg/kg", "gass": "CO2", "fra": date(2026, 1, 1),
             "til": date(2026, 12, 31), "kilde_tekst": "k", "utgitt": 2026, "tillit": "H"},
        ],
    })  # fmt: skip
    k = av(bank).klima(2026, date(2026, 5, 1))
    assert (k.biogent.kg, k.summer["scope1"].kg, k.summer["scope2_lokasjon"].kg) == (150, None, 0)


def test_the_year_a_meter_row_spans_is_shared_by_days() -> None:
    bank = bygg.bank([], miljo={"Energi": [
        {"enhet": "F", "fra": date(2022, 12, 22), "til": date(2023, 1, 10), "maaler": "M", "baerer": "Strøm",
         "mengde": 2000, "maaleenhet": "kWh"},
    ]})  # fmt: skip
    kg = [av(bank).klima(aar, date(2024, 1, 1)).summer["scope2_lokasjon"].kg for aar in (2022, 2023, 2024)]
    assert kg == [pytest.approx(1000 * 0.019), pytest.approx(1000 * 0.015), None]


def _pendlerbank(*koder: str) -> Klimaregnskap:
    """Five by car on a day in each half of the year; a factor of one's own for each half."""
    numre = [str(n) for n in range(1, 6)]
    halvaar = ((date(2026, 1, 1), date(2026, 6, 30), 0.1), (date(2026, 7, 1), date(2026, 12, 31), 0.2))
    bank = bygg.bank(
        ansatte=[{"ansattnr": n} for n in numre],
        turnus_=[{"ansattnr": n, "dato": d} for n in numre for d in (date(2026, 3, 2), date(2026, 9, 1))],
        miljo={
            "Reisevaner": [
                {"ansattnr": n, "fra": date(2026, 1, 1), "km": 10, "transport": "Bil", "faktor": kode}
                for n, kode in zip(numre, koder or ["EGEN"] * 5, strict=True)
            ],
            "Utslippsfaktorer": [
                {"kode": "EGEN", "verdi": v, "enhet": "kg/pkm", "gass": "CO2", "fra": fra, "til": til,
                 "kilde_tekst": "k", "utgitt": 2026, "tillit": "H"}
                for fra, til, v in halvaar
            ],
        },
    )  # fmt: skip
    return av(bank).klima(2026, date(2026, 12, 31))


def test_each_trip_to_work_has_the_factor_of_its_day() -> None:
    k = _pendlerbank()
    assert k.summer["scope3"].kg == pytest.approx(5 * 20 * 0.1 + 5 * 20 * 0.2)
    assert not list(k.merknader())


def test_trips_left_out_because_few_share_a_factor_are_told() -> None:
    k = _pendlerbank("EGEN", "EGEN", "EGEN", "BIL_PKM", "BIL_PKM")
    assert k.summer["scope3"].kg is None
    assert list(k.merknader()) == [
        "5 ansatte har reiser med en faktor for få deler, og de reisene er ikke med i pendlingen."
    ]


def _strombank(garanti: float | None = None) -> Bank:
    felles = {"kode": "STROM_NO", "enhet": "kg/kWh", "gass": "CO2", "fra": date(2023, 1, 1), "til": date(2023, 12, 31),
              "kilde_tekst": "k", "utgitt": 2024, "tillit": "H"}  # fmt: skip
    return bygg.bank([], miljo={
        "Utslippsfaktorer": [{**felles, "verdi": 0.6, "metode": "Marked"}, {**felles, "verdi": 0.02}],
        "Energi": [{"enhet": "F", "fra": date(2023, 1, 1), "til": date(2023, 1, 31), "maaler": "M", "baerer": "Strøm",
                    "mengde": 100, "maaleenhet": "kWh", "garanti_pst": garanti}],
        "Klimaposter": [{"aar": 2023, "scope": "2", "aktivitet": "Bod", "mengde": 50, "enhet": "kWh",
                         "faktor": "STROM_NO"}],
    })  # fmt: skip


def test_a_factor_of_one_method_is_never_in_the_sum_of_the_other() -> None:
    """E5: a code may have a row for each method; power in Klimaposter is in the sum of its factor's method alone."""
    summer = av(_strombank()).klima(2023, date(2024, 1, 1)).summer
    assert (summer["scope2_lokasjon"].kg, summer["scope2_marked"].kg) == (3.0, None)
    assert summer["scope2_lokasjon"].mangler == 0
    # The power that is not in a sum is told beside it.
    assert "Klimaposter er bare ført lokasjonsbasert" in summer["scope2_marked"].merke
    assert "Klimaposter" not in summer["scope2_lokasjon"].merke


def test_power_with_a_guarantee_is_not_called_ones_own() -> None:
    poster = {p.aktivitet: p.merke for p in av(_strombank(60)).klima(2023, date(2024, 1, 1)).poster}
    assert poster["Strøm med opprinnelsesgaranti"] == "opprinnelsesgaranti"


def test_the_order_of_rows_changes_nothing(sammen: Bank) -> None:
    r = Random(3)
    miljo = {navn: tuple(r.sample(rader, len(rader))) for navn, rader in (sammen.tabeller.miljo or {}).items()}
    andre = Bank(replace(sammen.tabeller, miljo=miljo))
    assert andre.stempel == sammen.stempel
    svar = [kommandoer.klima(b, DAG, 2025).json()["sum"] for b in (sammen, andre)]
    assert {n: round(v, 6) for n, v in svar[0].items()} == {n: round(v, 6) for n, v in svar[1].items()}


def test_a_category_left_out_is_named_with_a_reason(registre: Bank) -> None:
    utelatt = kommandoer.klima(registre, DAG, 2025).json()["utelatt"]
    assert {u["kategori"] for u in utelatt} == set(range(1, 16)) - {5, 6}
    assert all(u["grunn"].endswith((".", "?")) for u in utelatt)


# Reading and writing


def test_a_workbook_of_its_own_has_the_registers_and_nothing_of_a_bank(filer: tuple[Path, Path]) -> None:
    fakta = read.safety.kontroller_fil(filer[0]) if hasattr(read, "safety") else None
    lest = read.les_bok(filer[0])
    assert lest.avtaler == ()
    assert set(lest.miljo or ()) == set(TABELLFELT)
    assert Bank(lest).stempel == Bank(assemble.av_rader(demo_miljo.demo_miljo())).stempel
    assert fakta is None or "Ansatte" not in fakta.ark


def test_a_bank_without_registers_has_none_of_their_sheets_or_choices(tmp_path: Path) -> None:
    sti = tmp_path / "b.xlsx"
    workbook.skriv_bank(sti, {}, [])
    with zipfile.ZipFile(sti) as z:
        bok = z.read("xl/workbook.xml").decode()
        tekster = z.read("xl/sharedStrings.xml").decode()
    assert not [t.ark for t in schema.REGISTRE if f'name="{t.ark}"' in bok]
    assert "faktor_maks_alder" not in tekster
    assert read.les_bok(sti).miljo is None


def test_registers_can_stand_in_the_bank_and_come_back_as_they_were(tmp_path: Path) -> None:
    sti = tmp_path / "b.xlsx"
    egne = demo_miljo.demo_miljo()
    rader = {**demo.demo_tabeller(), **{n: egne[n] for n in ("Reisevaner", "Energi")}}
    workbook.skriv_bank(sti, rader, [])
    lest = read.les_bok(sti)
    assert {n: len(r) for n, r in (lest.miljo or {}).items()} == {"Reisevaner": 13, "Energi": len(egne["Energi"])}
    uten = Bank(assemble.av_rader(demo.demo_tabeller()))
    assert [s.skyldig for s in Bank(lest).saldoer(DAG)] == [s.skyldig for s in uten.saldoer(DAG)]


def test_a_bad_cell_in_a_register_stops_the_environment_and_no_balance(tmp_path: Path) -> None:
    rader: list[list[object]] = [[k.navn for k in schema.ETTER_NAVN["Energi"].kolonner],
             ["Furu", "01.01.2026", "31.13.2026", "M1", "Strøm", 100, "kWh", "", ""]]  # fmt: skip
    gitt: dict[schema.Tabell, list[list[object]]] = {t: [[k.navn for k in t.kolonner]] for t in schema.TABELLER[:3]}
    tabeller = assemble.les_omrader({**gitt, schema.ETTER_NAVN["Energi"]: rader})
    assert tabeller.miljo is None
    assert [(f.ark, f.celle) for f in tabeller.miljofeil] == [("Energi", "C2")]
    bank = Bank(tabeller)
    assert bank.saldoer(DAG) == []
    with pytest.raises(TidbankFeil, match=r"31\.13\.2026"):
        av(bank)
    assert [(f.ark, f.celle) for f in bank.funn(DAG)] == [("Energi", "C2")]


@pytest.mark.parametrize(
    ("tabell", "rad", "andre", "sier"),
    [
        ("Energi", ["F", "01.01.2026", "31.01.2026", "M1", "Strøm", 1, "kWh"],
         ["F", "31.01.2026", "28.02.2026", "M1", "Strøm", 1, "kWh"], "også i rad 2"),
        ("Energi", ["F", "01.02.2026", "31.01.2026", "M1", "Strøm", 1, "kWh"], None, "er før Fra"),
        ("Reisevaner", ["1", "01.01.2026", 5, "Bil"], ["1", "01.01.2026", 7, "Bil"], "også i rad 2"),
        ("Reisevaner", ["1", "01.01.2026", 5.5, "Bil"], None, "hele kilometer"),
        ("Reisevaner", ["1", "01.01.2026", 501, "Bil"], None, "500"),
        ("Mål", ["1", "Mål", "Avfall", "12;18"], None, "fra 1 til 17"),
        ("Utstyr", ["1", "PC", "", "", "", "01.01.2026", "", "", "", 4, "", "", "01.01.2025"], None, "er før Kjøpt"),
        ("Drivstoff", ["01.01.2026", "", "", "Diesel", -1, "liter"], None, "0"),
        ("Avfall", ["F", "01.01.2026", "31.01.2026", "Søppel", 1], None, "Restavfall"),
    ],
)  # fmt: skip
def test_what_makes_a_row_unreadable_is_an_error_on_its_cell(
    tabell: str, rad: list[Any], andre: list[Any] | None, sier: str
) -> None:
    t = schema.ETTER_NAVN[tabell]
    bredde = len(t.kolonner)
    rader: list[list[Any]] = [
        [k.navn for k in t.kolonner],
        *([*r, *[""] * (bredde - len(r))] for r in (rad, andre) if r),
    ]
    with pytest.raises(TidbankFeil, match=sier) as feil:
        assemble.samle({t.navn: tolk_rader(t, rader, ark=t.ark)}, strengt=True)
    assert feil.value.feil[0].celle


def test_a_sheet_of_the_users_own_with_a_registers_name_is_left_alone() -> None:
    t = schema.ETTER_NAVN["Tiltak"]
    lest = tolk_rader(t, [["Mine notater"], ["Husk kaffe"]], ark="Tiltak")
    assert assemble.samle({"Tiltak": lest}).miljo is None


def test_les_takes_the_registers_by_name() -> None:
    t = schema.ETTER_NAVN["Reisevaner"]
    navnene = ("Avtaler", "Vakter", "Fravær", "Ansatte")
    tabeller: dict[str, list[list[Any]]] = {n: [[k.navn for k in schema.ETTER_NAVN[n].kolonner]] for n in navnene}
    tabeller["Ansatte"].append(["1", "Kari Lund", "", "", "Ja", "", ""])
    tabeller["Vakter"].append(
        ["V1", "1", "2026-03-07", "08:00", "15:00", 0, "Tidbank", "Tildelt", "Utført", "2026-01-01",
         *[""] * (len(tabeller["Vakter"][0]) - 10)]
    )  # fmt: skip
    tabeller["Avtaler"].append(
        ["1", "2026-01-05", "2027-01-03", 60, 40, 35.5, "2026-01-05", "2027-01-03", "2025-12-01",
         *[""] * (len(tabeller["Avtaler"][0]) - 9)]
    )  # fmt: skip
    vane: list[list[Any]] = [[k.navn for k in t.kolonner], ["1", "2026-01-01", 12, "Bil", "", ""]]
    gitt = {"avtaler": tabeller["Avtaler"], "vakter": tabeller["Vakter"], "fravaer": tabeller["Fravær"],
            "ansatte": tabeller["Ansatte"]}  # fmt: skip
    bank = udfs.TIDBANK_LES(**gitt, reisevaner=vane)
    assert bank != udfs.TIDBANK_LES(**gitt)
    assert udfs.PENDLING_EKSTRA("1", "2026-01-01", "2026-12-31", bank) == [[1, 1, 24, 7.0, pytest.approx(24 / 7)]]


# Commands


def test_ny_makes_a_workbook_of_registers_and_takes_csv(tmp_path: Path, tidbank: Any) -> None:
    (tmp_path / "Energi.csv").write_text(
        "Enhet;Fra;Til;Måler;Energibærer;Mengde;Måleenhet\nSolsiden;01.01.2023;31.01.2023;M1;Strøm;1000;kWh\n", "utf-8"
    )
    ut = tmp_path / "M.xlsx"
    (tmp_path / "Utslippsfaktorer.csv").write_text(  # the shipped rows of its code give way
        "Kode;Navn;Verdi;Enhet;Gass;Fra;Til;Kilde;Utgitt;Tillit\n"
        "STROM_NO;Strøm;0,015;kg/kWh;CO2e;01.01.2023;31.12.2023;NVE;2024;H\n", "utf-8"
    )  # fmt: skip
    svar = tidbank("ny", str(ut), "--miljo", "--fra", str(tmp_path))
    assert (svar.kode, "20 registre, 2 rader." in svar.ut) == (0, True)
    svar = json.loads(tidbank("klima", str(ut), "--ar", "2023", "--json").ut)
    assert (svar["ar"], svar["sum"]) == (
        2023, {"scope1": None, "scope2_lokasjon": 15.0, "scope2_marked": None, "scope3": None},
    )  # fmt: skip
    (post,) = [p for p in svar["poster"] if p["metode"] == "Lokasjon"]
    assert (post["faktor"], post["faktor_ar"], post["kg"]) == (0.015, 2023, 15.0)
    (uten,) = [p for p in svar["poster"] if p["metode"] == "Marked"]
    assert (uten["faktor"], uten["kg"]) == (None, None)


def test_ny_refuses_a_bad_register_whole(tmp_path: Path, tidbank: Any) -> None:
    (tmp_path / "Energi.csv").write_text(
        "Enhet;Fra;Til;Måler;Energibærer;Mengde;Måleenhet\nS;31.02.2023;31.01.2023;M1;Strøm;1000;kWh\n", "utf-8"
    )
    ut = tmp_path / "M.xlsx"
    svar = tidbank("ny", str(ut), "--miljo", "--fra", str(tmp_path))
    assert svar.kode == 3
    assert "Energi.csv" in svar.feil
    assert not ut.exists()


def test_a_bank_without_registers_says_what_to_do(filer: tuple[Path, Path], tidbank: Any) -> None:
    svar = tidbank("klima", str(filer[1]))
    assert svar.kode == 3
    assert "tidbank ny FIL.xlsx --miljo" in svar.ut


@pytest.mark.parametrize("navn", ["miljo", "klima", "utstyr", "utlan"])
def test_the_commands_write_pages_and_json(filer: tuple[Path, Path], tmp_path: Path, navn: str, tidbank: Any) -> None:
    ut = tmp_path / "ut.xlsx"
    svar = tidbank(navn, str(filer[0]), "--dato", "14.09.2026", "--json", "-o", str(ut))
    assert svar.kode in (0, 1)
    assert json.loads(svar.ut)["versjon"] == 1
    assert ut.exists()


def test_klima_writes_csv(filer: tuple[Path, Path], tidbank: Any) -> None:
    svar = tidbank("klima", str(filer[0]), "--ar", "2025", "--csv")
    assert svar.kode == 0
    linjer = svar.ut.splitlines()
    assert linjer[0].split(";")[:4] == ["scope", "kategori", "aktivitet", "mengde"]
    assert len(linjer) > 5


def test_the_bank_joins_while_it_computes(filer: tuple[Path, Path], tidbank: Any) -> None:
    """The registers in a workbook of their own, the shifts in another (E1); sums of enough people (E10)."""
    uten, med = (
        json.loads(tidbank("miljo", str(filer[0]), *mer, "--ar", "2026", "--dato", "14.09.2026", "--json").ut)
        for mer in ((), ("--bank", str(filer[1])))
    )
    assert uten["pendling"] is None
    assert [g["transport"] for g in med["pendling"]["grupper"]] == ["Bil", "Buss"]
    assert all(g["personer"] >= 5 for g in med["pendling"]["grupper"])
    assert "reisevane_mangler" in {f["regel"] for f in med["funn"]} - {f["regel"] for f in uten["funn"]}
    assert "2001" not in json.dumps(med["pendling"])


# The year report


def test_the_full_report_has_the_nine_parts_and_lines_to_sign(sammen: Bank) -> None:
    side, felt = kommandoer.arsrapport(sammen, DAG, 2025).sider()
    overskrifter = [b.overskrift for b in side.blokker if hasattr(b, "overskrift")]
    for nr in range(1, 10):
        assert any(o.startswith(f"{nr}. ") for o in overskrifter), nr
    roller = next(b.roller for b in side.blokker if hasattr(b, "roller"))
    assert roller == ("Leder", "Tillitsvalgt", "Verneombud", "Miljøansvarlig", "Daglig leder, gjennomgått")
    tabell = felt.blokker[0]
    assert isinstance(tabell, Rader)
    tall = {r[1]: (r[2], r[4]) for r in tabell.rader}
    assert tall["Antall årsverk"][0] == 42
    assert tall["Energiforbruk per kvadratmeter"][0] == pytest.approx(264.49)
    assert tall["Bensin"][0] == "Ikke ført"  # nobody said 0
    assert all(kilde for _, kilde in tall.values())


@pytest.mark.parametrize(
    ("stillinger", "folk", "vist"), [(5, 1, True), (4, 9, False), (None, 4, False), (None, 5, True)]
)
def test_absence_stands_only_of_five_or_more(stillinger: float | None, folk: int, vist: bool) -> None:
    ordning = Ordningen(DAG, (), (), Varsel(0, 0, 0), Timesum(folk, 0, 0, 0, 0, 0, 0), "")
    aaret = Kartleggingsaar("", 2024, 7.5, stillinger=stillinger)
    (tabell, _) = arsrapport._virker(ordning._replace(kartlegging=(aaret,)), 5)
    assert isinstance(tabell, Rader)
    assert (tabell.rader[0][-1] == 7.5) == vist


def _tekstene(sti: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(sti) as z:
        for del_ in z.namelist():
            yield del_, z.read(del_).decode("utf-8", "replace")


def _offentlig(bank: Bank, sti: Path) -> None:
    svar = kommandoer.arsrapport(bank, DAG, 2025, offentlig=True)
    assert svar.fil is not None
    svar.fil.skriv(sti)


def test_nobody_and_no_small_unit_is_in_the_public_report(sammen: Bank, tmp_path: Path) -> None:
    """Names of people and of units of fewer than five, planted in every text that could carry them."""
    p = h.Plantet()
    andre = bygg.bank([], miljo={
        "Klimaposter": [
            {"aar": 2025, "scope": "3", "kategori": 1, "aktivitet": "Innkjøp", "mengde": 9, "enhet": "stk",
             "faktor": kode} for kode in ("EGEN", "UKJENT")
        ],
        "Utslippsfaktorer": [
            {"kode": "EGEN", "navn": "Egen", "verdi": 2, "enhet": "kg/stk", "gass": "CO2", "fra": date(2024, 1, 1),
             "til": date(2024, 12, 31), "kilde_tekst": "Eget anslag", "utgitt": 2024, "tillit": "M"},
        ],
    }).tabeller.miljo or {}  # fmt: skip
    hele = {**(sammen.tabeller.miljo or {}), **andre}

    def plantet(navn: str, felt: str) -> dict[str, Any]:
        rader = hele[navn]
        if (navn, felt) == ("Utslippsfaktorer", "kode"):  # the post asks for it by that name
            kode = f"K_{p('kode')}_25"
            return {navn: tuple(r._replace(kode=kode) for r in rader),
                    "Klimaposter": tuple(r._replace(faktor=kode) for r in hele["Klimaposter"])}  # fmt: skip
        return {navn: tuple(r._replace(**{felt: f"{getattr(r, felt)} hos {p(f'{navn}.{felt} {n}')}"})
                            for n, r in enumerate(rader))}  # fmt: skip

    steder = [
        (t.navn, felt) for t in REGISTRE if hele.get(t.navn)
        for k, felt in zip(t.kolonner, t.post._fields, strict=False)  # type: ignore[attr-defined]  # a record
        if k.slag in (Slag.TEKST, Slag.NUMMER) and k.navn != "Scope"
    ]  # fmt: skip
    assert {("Mål", "maaleenhet"), ("Klimaposter", "aktivitet"), ("Utslippsfaktorer", "kilde_tekst")} <= set(steder)
    for navn, felt in steder:
        miljo = {**hele, **plantet(navn, felt)}
        # What is planted is the name of somebody who works here, or of the unit of four.
        nye = tuple(Ansatt(f"9{n:03d}", s, "Solsiden") for n, s in enumerate(p.steder))
        bank = Bank(replace(sammen.tabeller, miljo=miljo, ansatte=(*(sammen.tabeller.ansatte or ()), *nye)))
        ut = tmp_path / f"{navn}{felt}.xlsx"
        _offentlig(bank, ut)
        assert h.funnet(ut, p) == {}, (navn, felt)


def test_the_demos_people_and_its_small_unit_are_not_in_the_public_report(sammen: Bank, tmp_path: Path) -> None:
    ut = tmp_path / "o.xlsx"
    _offentlig(sammen, ut)
    navn = {a.navn for a in sammen.tabeller.ansatte or ()} | {"Torunn Eikeland", "Bjarte Lindvik", "Natt"}
    numre = {f">{a.ansattnr}<" for a in sammen.tabeller.ansatte or ()}
    hele = dict(_tekstene(ut))
    assert not [(d, n) for d, tekst in hele.items() for n in navn | numre if n in tekst]
    assert UTELATT in "".join(hele.values())  # a measure names the night team
    assert "FJERNVARME er ikke kjent" in "".join(hele.values())  # a word of the program's own names nobody
    full = tmp_path / "full.xlsx"
    pages.skriv_sider(full, kommandoer.arsrapport(sammen, DAG, 2025).sider())
    assert "Torunn Eikeland" in "".join(t for _, t in _tekstene(full))  # the hunt can find


def test_a_field_is_public_only_where_it_says_so(sammen: Bank, tmp_path: Path) -> None:
    """An allow-list; absence due to sickness stands only of years with enough people."""
    hemmelige = {f.nokkel for f in rapportfelt() if not f.offentlig}
    assert hemmelige == {"sykefravar_prosent", "pendling_km_bil", "pendling_km_kollektivt", "pendling_km_aktiv"}
    miljo = sammen.tabeller.miljo or {}
    for aar, antall, vist in ((2024, 40, True), (2024, 4, False)):
        rader = [r for r in miljo["Nøkkeltall"] if r.aar != aar or r.nokkel not in ("ansatte", "sykefravar_prosent")]
        nye = [Nokkeltallrad(aar, "ansatte", antall), Nokkeltallrad(aar, "sykefravar_prosent", 17.3125)]
        bank = Bank(replace(sammen.tabeller, miljo={**miljo, "Nøkkeltall": (*rader, *nye)}))
        ut = tmp_path / f"{antall}.xlsx"
        _offentlig(bank, ut)
        assert (">17.3125<" in "".join(t for _, t in _tekstene(ut))) == vist


@pytest.mark.parametrize(("reiser", "vist"), [
    ([("Tog", n, None) for n in range(4)], set()),
    ([("Tog", n, None) for n in range(5)], {"Tog"}),
    ([("Tog", n % 4, None) for n in range(9)], set()),  # nine trips of four people
    ([("Tog", None, 5)], {"Tog"}),
    ([("Tog", None, 3), ("Tog", None, 3)], set()),  # who may be the same three
    ([*(("Tog", n, None) for n in range(5)), ("Fly innland", 1, None)], {"Tog"}),
    ([("Tog", 7, None), *(("Tog", n, None) for n in (1, 1, 2, 3)), ("Tog", 8, None)], set()),  # 7 and 8 are one person
])  # fmt: skip
def test_trips_of_fewer_than_five_are_in_no_public_figure(
    sammen: Bank, tmp_path: Path, reiser: list[tuple[str, int | None, float | None]], vist: set[str]
) -> None:
    """E10: neither the line of that way to travel nor a sum it could be taken out of."""
    rader = tuple(
        Reise(f"R{n}", date(2025, 3, 1), None, f"9{nr}" if nr is not None else "", folk, "Møte", "", "By", maate, 311.0)
        for n, (maate, nr, folk) in enumerate(reiser)
    )
    to_numre = (Ansatt("97", "En Person", "Dag", person="p"), Ansatt("98", "En Person", "Dag", person="p"))
    ansatte = (*(sammen.tabeller.ansatte or ()), *to_numre)
    bank = Bank(replace(sammen.tabeller, miljo={**(sammen.tabeller.miljo or {}), "Reiser": rader}, ansatte=ansatte))
    m = utgave(av(bank))
    assert {r.transport for r in m.registre.reiser} == vist
    sett = {p.aktivitet for p in m.klima(2025, DAG).poster if p.kategori == 6}
    assert sett == {f"Tjenestereiser, {v.lower()}" for v in vist}
    alle = {t for t, _, _ in reiser} == vist
    _offentlig(bank, tmp_path / "o.xlsx")
    tekst = "".join(t for _, t in _tekstene(tmp_path / "o.xlsx"))
    assert ("er ikke i noen sum her" in tekst) != alle
    assert ("Vises ikke: for få reisende" in tekst) != alle
    assert (m.tall(2025, DAG).verdi("reise_km") is not None) == alle
    assert av(bank).tall(2025, DAG).verdi("reise_km")  # the full report has it


def test_a_trip_hidden_for_its_nights_may_hide_the_rest(sammen: Bank) -> None:
    """Five by train, two of them overnight: without those two the train is of three."""
    rader = tuple(
        Reise(f"R{n}", date(2025, 3, 1), None, f"9{n}", None, "Møte", "", "By", "Tog", 100.0, netter=float(n < 2))
        for n in range(5)
    )
    bank = Bank(replace(sammen.tabeller, miljo={**(sammen.tabeller.miljo or {}), "Reiser": rader}))
    assert utgave(av(bank)).registre.reiser == ()


@pytest.mark.parametrize("hva", ["kode", "alder", "natt", "uten km", "0 km"])
def test_no_line_of_the_public_account_is_of_fewer_than_five(hva: str) -> None:
    """E10: five by car, who stand on two lines of four and one, or of whom one alone went anywhere."""
    var, host = date(2025, 3, 1), date(2025, 10, 1)

    def reise(n: int) -> dict[str, Any]:
        en = n == 4
        return {
            "reisenr": f"R{n}", "ansattnr": f"9{n}", "formaal": "Møte", "til_sted": "By", "transport": "Bil",
            "dato": host if en and hva in ("alder", "natt") else var, "netter": 1 if hva == "natt" else None,
            "km": {"uten km": None, "0 km": 0}.get(hva, 100) if not en else 100,
            "faktor": "egen" if en and hva == "kode" else "EGEN",
        }  # fmt: skip

    def faktor(kode: str, verdi: float, fra: date, til: date) -> dict[str, Any]:
        enhet = "kg/natt" if kode == "HOTELL_NATT" else "kg/pkm"
        return {"kode": kode, "verdi": verdi, "enhet": enhet, "gass": "CO2", "fra": fra, "til": til,
                "kilde_tekst": "k", "utgitt": 2025, "tillit": "H"}  # fmt: skip

    sommer, slutt = date(2025, 6, 30), date(2025, 12, 31)
    bank = bygg.bank([], miljo={
        "Reiser": [reise(n) for n in range(5)],
        "Utslippsfaktorer": [
            faktor("EGEN", 0.1, date(2025, 1, 1), sommer if hva == "alder" else slutt),
            faktor("HOTELL_NATT", 5, date(2025, 1, 1), sommer), faktor("HOTELL_NATT", 6, date(2025, 7, 1), slutt),
        ],
    })  # fmt: skip
    assert len(av(bank).registre.reiser) == 5
    m = utgave(av(bank))
    assert (m.registre.reiser, m.klima(2025, DAG).poster) == ((), ())


def test_flight_hours_go_where_the_flights_go(sammen: Bank) -> None:
    """Nøkkeltall says how long the one flight of the demo was."""
    for offentlig, timer in ((False, 3), (True, None)):
        felt = kommandoer.arsrapport(sammen, DAG, 2025, offentlig=offentlig).json()["felt"]
        assert {f["felt"]: f["verdi"] for f in felt}["Flytimer"] == timer
    # A figure of a way nobody used is 0 in both, though all trips are hidden in one.
    ett = Reise("R1", date(2025, 3, 1), None, "9", None, "Møte", "", "By", "Fly innland", 700.0)
    m = av(Bank(replace(sammen.tabeller, miljo={**(sammen.tabeller.miljo or {}), "Reiser": (ett,)})))
    assert [x.tall(2025, DAG).verdi("reise_km_bil") for x in (m, utgave(m))] == [0, 0]


@pytest.mark.parametrize(("felt", "skjult"), [
    ({"maales_som": "reise_km", "tema": "Transport"}, True),
    ({"maales_som": "Tjenestereiser", "tema": "Annet"}, True),
    ({"maales_som": "Kilometer med fly", "tema": "Transport"}, True),
    ({"maales_som": "Møter", "maal": "Færre reiser til Oslo", "tema": "Annet"}, True),
    ({"maales_som": "Lengde", "maaleenhet": "km", "tema": "Tidbank"}, True),
    ({"maales_som": "kjoretoy_km", "maaleenhet": "km", "tema": "Transport"}, False),
    ({"maales_som": "liter_diesel", "tema": "Transport"}, False),
    ({"maales_som": "Pendling_km_bil", "tema": "Transport"}, True),
    ({"maales_som": "kwh", "tema": "Energi"}, False),
    ({"maales_som": "kwh", "tema": "Energi", "enhet": "Natt"}, True),
    ({"maales_som": "Kilometer til Wenche", "tema": "Annet"}, True),
    ({"maales_som": "Sykefravær", "tema": "Arbeidsmiljø", "ansatte": 5}, False),
    ({"maales_som": "Sykefravær", "tema": "Arbeidsmiljø", "ansatte": 4}, True),
    ({"maales_som": "Dager", "maal": "Lavere fravær", "tema": "Arbeidsmiljø", "ansatte": 4}, True),
])  # fmt: skip
def test_a_goal_says_nothing_the_public_report_hides(sammen: Bank, felt: dict[str, Any], skjult: bool) -> None:
    """Its start, target and measurements are the same figures as those that are left out of the themes."""
    ansatte = felt.pop("ansatte", 62)
    miljo = dict(sammen.tabeller.miljo or {})
    miljo["Mål"] = (miljo["Mål"][0]._replace(**{"maal": "Et mål", "enhet": "", "utgangspunkt": 731.5, **felt}),)
    miljo["Nøkkeltall"] = (*(r for r in miljo["Nøkkeltall"] if r.nokkel != "ansatte"),
                           Nokkeltallrad(2024, "ansatte", ansatte), Nokkeltallrad(2025, "ansatte", 62))  # fmt: skip
    miljo["Tiltak"] = (miljo["Tiltak"][0]._replace(maalnr=miljo["Mål"][0].maalnr, effekt="Ned 731 på et år"),)
    sider = kommandoer.arsrapport(Bank(replace(sammen.tabeller, miljo=miljo)), DAG, 2025, offentlig=True).sider()
    assert ("Ned 731" not in str(sider)) == skjult
    (maal,) = [b for s in sider for b in s.blokker if isinstance(b, Rader) and b.overskrift == "Mål"]
    assert (731.5 not in maal.rader[0]) == skjult
    assert ("Vises ikke" in maal.rader[0]) == skjult


def test_a_change_of_factor_within_a_year_is_one_change() -> None:
    """E14: each of two lines of this year held against the whole of last year would be twice the change."""

    def rad(fra: date, til: date, mengde: float) -> dict[str, Any]:
        return {"enhet": "F", "fra": fra, "til": til, "maaler": "M", "baerer": "Fjernvarme", "mengde": mengde,
                "maaleenhet": "kWh"}  # fmt: skip

    halvaar = [(date(2025, 1, 1), date(2025, 12, 31), 0.02), (date(2026, 1, 1), date(2026, 6, 30), 0.01),
               (date(2026, 7, 1), date(2026, 12, 31), 0.03)]  # fmt: skip
    bank = bygg.bank([], miljo={
        "Energi": [rad(date(2025, 1, 1), date(2025, 12, 31), 1000), rad(date(2026, 1, 1), date(2026, 1, 31), 300),
                   rad(date(2026, 12, 1), date(2026, 12, 31), 600)],
        "Utslippsfaktorer": [
            {"kode": "FJERNVARME", "verdi": v, "enhet": "kg/kWh", "gass": "CO2", "fra": fra, "til": til,
             "kilde_tekst": "k", "utgitt": 2026, "tillit": "H"} for fra, til, v in halvaar
        ],
    })  # fmt: skip
    m = av(bank)
    (e,) = m.endringer(2026, date(2027, 1, 5))
    assert e.post.kg == pytest.approx(21)
    assert e.foer is not None
    assert e.foer.kg == 20
    assert e.endring == pytest.approx((1, (900 - 1000) * 0.02, 3))
    assert [p.kg for p in m.klima(2026, date(2027, 1, 5)).poster] == [3, 18]


def test_waste_nobody_weighed_is_not_0() -> None:
    def rad(fraksjon: str, kg: float | None) -> dict[str, Any]:
        return {"enhet": "F", "fra": date(2025, 1, 1), "til": date(2025, 12, 31), "fraksjon": fraksjon, "kg": kg}

    for rest, usortert, grad in ((None, None, None), (30, 30, 70), ("ingen rad", 0, 100)):
        rader = [rad("Papir og papp", 70), *([rad("Restavfall", rest)] if rest != "ingen rad" else [])]  # type: ignore[arg-type]
        bank = bygg.bank([], miljo={"Avfall": rader})
        t = av(bank).tall(2025, DAG)
        assert (t.verdi("usortert_kg"), t.verdi("sorteringsgrad_prosent")) == (usortert, grad)
        assert ("mengde_mangler" in {f.slag.id for f in bank.funn(DAG)}) == (rest is None)


def test_energy_in_other_units_is_told_beside_the_kilowatt_hours() -> None:
    bank = bygg.bank([], miljo={
        "Energi": [
            {"enhet": "F", "fra": date(2025, 1, 1), "til": date(2025, 12, 31), "maaler": e, "baerer": b, "mengde": 900,
             "maaleenhet": e} for b, e in (("Strøm", "kWh"), ("Fyringsolje", "liter"), ("Pellets", "kg"))
        ],
        "Nøkkeltall": [{"aar": 2025, "nokkel": "areal_m2", "verdi": 90}],
    })  # fmt: skip
    t = av(bank).tall(2025, DAG)
    assert t.tall("kwh")[:2] == (900, "Energi, uten det som står i kg og liter")
    assert t.tall("kwh_per_m2").kilde == "Energi / Nøkkeltall, uten det som står i kg og liter"
    tekst = str(kommandoer.arsrapport(bank, DAG, 2025, offentlig=True).sider())
    assert "Energiforbruk, uten det som står i kg og liter" in tekst


def test_the_night_of_a_cyclist_is_in_the_account_and_each_line_names_its_cell(filer: tuple[Path, Path]) -> None:
    t = read.les_bok(filer[0])
    ett = next(r for r in (t.miljo or {})["Reiser"] if r.netter and r.dato.year == 2025)
    bank = Bank(replace(t, miljo={"Reiser": (ett._replace(transport="Sykkel"),)}))
    assert [(p.aktivitet, p.kg) for p in av(bank).klima(2025, DAG).poster] == [("Overnatting", None)]
    poster = {p.aktivitet: p for p in av(Bank(t)).klima(2025, DAG).poster}
    ventet = {"Avfall": "Kg", "Overnatting": "Netter", "Tjenestereiser, tog": "Km", "Diesel": "Mengde"}
    for aktivitet, kolonne in ventet.items():
        forst = poster[aktivitet].kilder[0]
        assert poster[aktivitet].celler.split(" og ")[0] == f"{forst.ark}!{forst.kolonner[kolonne]}{forst.rad}"
    feil = next(f for f in Bank(t).funn(DAG) if f.slag.id == "faktor_mangler" and "Overnatting" in f.tekst)
    assert feil.celle == poster["Overnatting"].celler.removeprefix("Reiser!")


def test_figures_per_post_say_what_they_lack_in_json_too(sammen: Bank) -> None:
    svar = kommandoer.miljo(sammen, DAG, 2025).json()
    assert set(svar["per_arsverk_merke"]) == set(svar["per_arsverk"])
    assert "3 poster uten faktor er ikke med" in svar["per_arsverk_merke"]["lokasjon"]


@pytest.mark.parametrize(("omfang", "blandet"), [
    (("Forbrenning", "Produksjon"), False), (("Forbrenning", "Livsløp"), True), (("Livsløp", "Livsløp"), False),
    (("Livsløp", ""), False),  # one of them says nothing
])  # fmt: skip
def test_a_life_cycle_is_never_added_silently(omfang: tuple[str, str], blandet: bool) -> None:
    """A0: how much a factor takes in is a column, and stands beside a sum of both kinds."""
    bank = bygg.bank([], miljo={
        "Klimaposter": [
            {"aar": 2025, "scope": "1", "aktivitet": f"Post {n}", "mengde": 1, "enhet": "stk", "faktor": f"F{n}"}
            for n in (0, 1)
        ],
        "Utslippsfaktorer": [
            {"kode": f"F{n}", "navn": "Egen", "verdi": 2, "enhet": "kg/stk", "gass": "CO2e", "omfang": o,
             "fra": date(2025, 1, 1), "til": date(2025, 12, 31), "kilde_tekst": "Eget", "utgitt": 2025, "tillit": "M"}
            for n, o in enumerate(omfang)
        ],
    })  # fmt: skip
    summen = av(bank).klima(2025, DAG).i_alt("Lokasjon")
    assert (summen.kg, "livsløpet" in summen.merke) == (4, blandet)


def test_days_at_home_are_of_people_not_of_numbers(sammen: Bank) -> None:
    """Four people with five numbers are four."""
    folk = tuple(Ansatt(f"9{n}", f"P {n}", "Dag", person="p" if n > 2 else "") for n in range(5))
    for hvem, vist in ((folk, False), (tuple(a._replace(person="") for a in folk), True)):
        dager = tuple(Hjemmedag(a.ansattnr, date(2025, 3, 3)) for a in hvem)
        t = replace(sammen.tabeller, miljo={**(sammen.tabeller.miljo or {}), "Hjemmekontor": dager}, ansatte=hvem,
                    innstillinger=(*sammen.tabeller.innstillinger, Innstilling("hjemmekontor_kwh", 2.0)))  # fmt: skip
        poster = {p.aktivitet for p in av(Bank(t)).klima(2025, DAG).poster}
        assert ("Hjemmekontor, strøm lokasjonsbasert" in poster) == vist


def test_a_long_public_report_is_as_sealed_as_a_short_one(sammen: Bank, tmp_path: Path, tidbank: Any) -> None:
    """More measures than two pages hold."""
    ut = tmp_path / "o.xlsx"
    tiltak = (sammen.tabeller.miljo or {})["Tiltak"] * 20
    _offentlig(Bank(replace(sammen.tabeller, miljo={**(sammen.tabeller.miljo or {}), "Tiltak": tiltak})), ut)
    svar = tidbank("verifiser", str(ut), "--json")
    assert json.loads(svar.ut)["uendret"], svar.ut


def test_a_page_made_to_shrink_is_not_shrunk_in_a_copy(tmp_path: Path) -> None:
    """Who checks a copy knows no reason for a print made smaller."""
    side = Side("Lang", "Lang side", (Notat(tuple(f"Linje {n}" for n in range(300))),), hoyst_sider=1)
    make.skriv(tmp_path / "k.xlsx", make.lag([side], Kopislag.OFFENTLIG, DAG, virksomhet=""))
    assert verify.verifiser(verify.les_kopi(tmp_path / "k.xlsx")).endringer == ()


def test_a_row_written_twice_moves_no_figure_without_a_word(registre: Bank) -> None:
    """Each register in turn: a figure of the year or of the account that moves has a finding."""

    def tall(bank: Bank) -> list[float | None]:
        m = av(bank)
        aarene = (2025, 2026)
        return [
            *(m.tall(a, DAG).verdi(f.nokkel) for a in aarene for f in rapportfelt()),
            *(m.klima(a, DAG).i_alt(metode).kg for a in aarene for metode in ("Lokasjon", "Marked")),
        ]

    foer, funn = tall(registre), {f.tekst for f in registre.funn(DAG)}
    miljo = registre.tabeller.miljo or {}
    flyttet = set()
    for navn, rader in miljo.items():
        for rad in (rader[0], rader[-1]) if rader else ():
            bank = Bank(replace(registre.tabeller, miljo={**miljo, navn: (*rader, rad)}))
            if tall(bank) != foer:
                flyttet.add(navn)
                assert {f.tekst for f in bank.funn(DAG)} - funn, navn
    assert flyttet >= {"Drivstoff", "Energi", "Digitale_møter"}  # those that may be two


def test_without_a_bank_whoever_publishes_is_told_to_read(registre: Bank, sammen: Bank) -> None:
    for bank, sagt in ((registre, True), (sammen, False)):
        fil = kommandoer.arsrapport(bank, DAG, 2025, offentlig=True).fil
        assert fil is not None
        assert any("bare navn som står i registrene er kjent" in x for x in fil.forhandsvisning) == sagt


def test_a_text_is_left_out_when_it_names_somebody(sammen: Bank) -> None:
    vask = Vasker(av(sammen))
    for tekst in ("Åses plan", "Spør Wenche", "Prøves på Natt", "wenche solbakk", "NATT"):
        assert vask.ren(tekst) == UTELATT, tekst
    andre = [Ansatt("77", "Bo Élan", "Natt"), Ansatt("78", "Åse-Lill Ek_Moe", "Natt")]
    hos = Bank(replace(sammen.tabeller, ansatte=(*(sammen.tabeller.ansatte or ()), *andre)))
    for tekst in ("Bo foreslo det", "plan_elan.pdf", "E\u0301lans liste", "A\u030ase sjekker", "moe"):
        assert Vasker(av(hos)).ren(tekst) == UTELATT, tekst
    assert Vasker(av(hos)).ren("Beboerne kan bo her, elanlegget") == "Beboerne kan bo her, elanlegget"
    for tekst in ("Sortering på Solsiden", "Nattsenking av varmen", "Åsen barnehage"):
        assert vask.ren(tekst) == tekst
    uten_bank = Vasker(av(Bank(replace(sammen.tabeller, ansatte=None, avtaler=(), vakter=(), fravaer=(), turnus=None))))
    assert uten_bank.ren("Sortering på Solsiden") == UTELATT  # nobody knows how many work there


def test_who_stands_in_a_hidden_trip_alone_is_known_too(sammen: Bank, registre: Bank) -> None:
    """Whom the text names is washed also where the trip that says who it is, is left out."""
    ett = Reise("R1", date(2025, 3, 1), None, "90417", None, "Møte", "", "By", "Tog", 90.0, godkjent_av="Runa Vik")
    for bank in (sammen, registre):
        hele = bank.tabeller.miljo or {}
        tiltak = tuple(t._replace(tiltak=x) for t, x in zip(hele["Tiltak"], ("Spør Runa", "Se 90417"), strict=False))
        miljo = {**hele, "Reiser": (ett,), "Tiltak": tiltak}
        sider = kommandoer.arsrapport(Bank(replace(bank.tabeller, miljo=miljo)), DAG, 2025, offentlig=True).sider()
        (rader,) = [b.rader for s in sider for b in s.blokker if isinstance(b, Rader) and b.overskrift == "Tiltak"]
        assert [rad[0] for rad in rader] == [UTELATT, UTELATT]


@pytest.mark.parametrize(("felt", "vist"), [
    ({}, True), ({"nivaa": "Enhet"}, False), ({"til": date(2024, 12, 31)}, False), ({"til": date(2025, 1, 1)}, True),
    ({"fra": date(2026, 1, 1)}, False), ({"fra": None, "til": None}, True), ({"tema": "Annet"}, False),
])  # fmt: skip
def test_the_target_beside_a_theme_is_of_the_whole_workplace_and_the_year(
    sammen: Bank, felt: dict[str, Any], vist: bool
) -> None:
    miljo = dict(sammen.tabeller.miljo or {})
    energi = next(m for m in miljo["Mål"] if m.tema == "Energi")
    miljo["Mål"] = (energi._replace(**felt),)
    temaer = {t.tema: t for t in av(Bank(replace(sammen.tabeller, miljo=miljo))).temaer(2025, DAG)}
    assert (temaer["Energi"].maal is not None) == vist


@pytest.mark.parametrize(("verdi", "sagt"), [(1, True), (0, False), (None, False)])
def test_a_report_is_gone_through_when_the_figure_says_so(sammen: Bank, verdi: float | None, sagt: bool) -> None:
    miljo = dict(sammen.tabeller.miljo or {})
    miljo["Nøkkeltall"] = (Nokkeltallrad(2025, "arsrapport_gjennomgatt", verdi, "", "Rektor 3. mars"),)
    tekst = str(kommandoer.arsrapport(Bank(replace(sammen.tabeller, miljo=miljo)), DAG, 2025).sider())
    assert ("Gjennomgått: Rektor 3. mars" in tekst) == sagt
    assert ("Ikke gjennomgått" in tekst) != sagt


def test_one_with_two_numbers_is_one_person_in_a_unit(sammen: Bank) -> None:
    """A unit of four with a second number for one of them is still a unit of four."""

    def folk(person: str) -> Vasker:
        nye = [Ansatt(f"8{n}", f"N{n}", "Bakke", person=p) for n, p in enumerate(["a", "b", "c", "d", person])]
        return Vasker(av(Bank(replace(sammen.tabeller, ansatte=(*(sammen.tabeller.ansatte or ()), *nye)))))

    assert folk("d").nevner("På Bakke")
    assert not folk("e").nevner("På Bakke")


def test_the_public_report_is_sealed_and_says_so_when_it_is_changed(
    filer: tuple[Path, Path], tmp_path: Path, tidbank: Any
) -> None:
    ut = tmp_path / "o.xlsx"
    svar = tidbank("arsrapport", str(filer[0]), "--bank", str(filer[1]), "--ar", "2025", "--dato", "14.09.2026",
                "--offentlig", "--json", "-o", str(ut))  # fmt: skip
    assert svar.kode == 0, svar.feil
    sagt = json.loads(svar.ut)
    assert sagt["offentlig"] is True
    assert "pendling" not in json.dumps(sagt)
    funnet = json.loads(tidbank("verifiser", str(ut), "--json").ut)
    assert (funnet["uendret"], funnet["slag"]) == (True, "offentlig")
    assert sagt["stempel"] == funnet["stempel"]


def test_the_report_is_never_written_over_the_registers(filer: tuple[Path, Path], tidbank: Any) -> None:
    foer = filer[0].read_bytes()
    assert tidbank("arsrapport", str(filer[0]), "-o", str(filer[0]), "--overskriv").kode == 2
    assert filer[0].read_bytes() == foer


# Lists, and the year


def test_the_goals_have_their_official_names_and_the_lists_their_numbers() -> None:
    assert sorted(lister.baerekraftsmaal()) == list(range(1, 18))
    assert sorted(lister.scope3()) == list(range(1, 16))
    assert len(lister.ee_grupper()) == 8


def test_the_rule_of_earth_hour_stands_back_for_what_was_announced() -> None:
    assert lister.earth_hour(2025).dag == date(2025, 3, 22)  # the rule gives 29 March
    assert lister.earth_hour(2024).dag == date(2024, 3, 23)  # the 30th was Holy Saturday
    for aar in range(2027, 2060):
        dag, kilde = lister.earth_hour(aar)
        assert (dag.weekday(), dag.month, kilde) == (5, 3, "")


def test_the_wheel_of_the_year_comes_round_once(registre: Bank) -> None:
    for dag in (date(2026, 1, 1), DAG, date(2026, 12, 31)):
        frister = av(registre).arshjul(dag)
        assert [f.dag for f in frister] == sorted(f.dag for f in frister)
        assert sum("1. april" in f.hva or "Frist for innrapportering" in f.hva for f in frister) == 1


def test_the_three_measures_are_asked_for_and_not_invented(registre: Bank) -> None:
    def sier(bank: Bank) -> bool:
        sider = kommandoer.miljo(bank, DAG).sider()
        return any("egne tre tiltak" in " ".join(getattr(b, "avsnitt", ())) for s in sider for b in s.blokker)

    uten = Bank(replace(registre.tabeller, miljo={**(registre.tabeller.miljo or {}), "Tiltak": ()}))
    assert sier(uten)
    assert not sier(registre)


def test_a_command_with_another_bank_reads_both(registre: Bank, banken: Bank) -> None:
    svar = kommandoer.miljo(registre, DAG, med=Lestsvar(Path("b.xlsx"), banken)).json()
    assert svar["pendling"] is None or svar["pendling"]["grupper"] == []  # 2025: three people on the night team
    assert mal()["Utslippsfaktorer"]


def test_lending_and_reuse_never_lower_the_account(sammen: Bank) -> None:
    """E11: they are counted, and no kilo is taken off for them; E12: what the supplier has not answered is no reuse."""
    miljo = {n: r for n, r in (sammen.tabeller.miljo or {}).items() if n not in ("Utlån", "Byttebod", "Utstyr")}
    uten = av(Bank(replace(sammen.tabeller, miljo=miljo))).klima(2025, DAG)
    med = av(sammen).klima(2025, DAG)
    assert uten.summer == med.summer
    assert all(p.kg is None or p.kg >= 0 for p in med.poster)
    side = kommandoer.utstyr(sammen, DAG, 2025).sider()[0]
    tabeller = {b.overskrift: b.rader for b in side.blokker if isinstance(b, Rader)}
    ruter = {r[0]: r[1:] for r in tabeller["Hvor det gikk"]}
    assert ruter["Takeback"] == (2, 1, 1)


def test_goals_say_how_far_of_the_way_and_of_the_time(registre: Bank) -> None:
    """E13, and the change of a year in own work and factor (E14)."""
    svar = kommandoer.miljo(registre, DAG).json()
    status = {m["malnr"]: m["status"] for m in svar["mal"]}
    assert status == {"1": "I rute", "2": "I rute", "3": "Følg med", "4": "Følg med", "5": "Etter"}
    for e in kommandoer.klima(registre, DAG, 2025).json()["endring"]:
        assert e["i_alt"] == pytest.approx(e["egen"] + e["faktor"])


def test_the_advice_to_gather_shifts_stays_within_the_persons_own_limits(sammen: Bank) -> None:
    """E9: nobody is told of longer shifts than the law has without an agreement, and nobody more than once."""
    funn = [f for f in sammen.funn(DAG) if f.slag.id == "ekstratur_kan_samles"]
    assert funn
    assert len({f.ansattnr for f in funn}) == len(funn)
    assert {f.alvor for f in funn} == {"info"}
    assert all("på 9." in f.tekst for f in funn)


def test_a_home_office_day_costs_its_own_power_where_that_is_measured() -> None:
    """1.125 kWh at 15 g is 0.016875 kg a day; of five people, and only where the choice says how much."""
    dager = [{"ansattnr": str(n), "dato": date(2023, 5, 2)} for n in range(1, 6)]
    for kwh, antall, ventet in ((1.125, 5, 5 * 0.016875), (1.125, 4, None), ("", 5, None)):
        bank = bygg.bank([], miljo={"Hjemmekontor": dager[:antall]}, innstillinger={"hjemmekontor_kwh": kwh})
        k = av(bank).klima(2023, date(2024, 1, 1))
        assert [p.kg for p in k.poster] == ([] if ventet is None else [pytest.approx(ventet)])
