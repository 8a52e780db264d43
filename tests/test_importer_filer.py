"""What a ward's file may look like, and what is wrong with it: one sentence each, and the rest goes in."""

from __future__ import annotations

import zipfile
from datetime import date, time
from pathlib import Path
from typing import Any

import msoffcrypto
import pytest

from tests import innut
from xl_tidbank.book.open import fremmed
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.model import Ansatt, Tabeller
from xl_tidbank.tables.importer import forslag, profil, rapport
from xl_tidbank.tables.importer.fil import Fil, Filark
from xl_tidbank.tables.importer.rapport import Rapport
from xl_tidbank.tables.importer.valg import Importvalg

FRA = date(2026, 5, 4)
UKE = innut.grid({"3101": "D A . . . . ."})


def hent(rader: Any, liste: Any = innut.LISTEN, navn: str = "Mai", **valg: Any) -> Rapport:
    return innut.hent(innut.fil(rader, liste, navn), "turnusgrid", **valg)


def tider(r: Rapport) -> list[tuple[str, int, int, int]]:
    return [(e.ny.ansattnr, e.ny.dato.day, e.ny.start, e.ny.slutt) for e in r.forskjell.ny]


def egen(navn: str, **endret: str) -> profil.Profil:
    """A shipped profile with lines changed."""
    tekst = profil.tekst(navn)
    for fra, til in endret.items():
        linje = next(x for x in tekst.splitlines() if x.startswith(fra))
        tekst = tekst.replace(linje, til)
    return profil.av_toml(tekst, "min.toml")


def med(fil: Fil, p: profil.Profil, bank: Tabeller | None = None, **valg: Any) -> Rapport:
    return rapport.lag(fil, p, bank or innut.tom_bank(), Importvalg(**valg))


# Days above the columns

HODER: dict[str, tuple[list[Any], str, dict[str, Any]]] = {
    "dates": ([date(2026, 5, d) for d in range(4, 11)], "Mai", {}),
    "serial numbers": ([46146 + n for n in range(7)], "Mai", {}),
    "dd.mm.yyyy": ([f"{d:02}.05.2026" for d in range(4, 11)], "Mai", {}),
    "ISO": ([f"2026-05-{d:02}" for d in range(4, 11)], "Mai", {}),
    "dd.mm": ([f"{d}.5" for d in range(4, 11)], "Mai", {"fra": FRA}),
    "dd.mm.": ([f"{d:02}.05." for d in range(4, 11)], "Uke 19 2026", {}),
    "weekday and day": (["Man 04", "Tir 05", "Ons 06", "Tor 07", "Fre 08", "Lør 09", "Søn 10"], "Mai 2026", {}),
    "days": (list(range(4, 11)), "Mai 2026", {}),
    "days as text": ([str(d) for d in range(4, 11)], "05.2026", {}),
    "slashes that are settled": ([f"{d}/05/2026" for d in (4, 5, 6, 7, 8, 9, 13)], "Mai", {}),
}  # fmt: skip


@pytest.mark.parametrize("navn", HODER)
def test_days_in_many_ways(navn: str) -> None:
    hode, ark, valg = HODER[navn]
    r = hent([["Ansattnr", *hode], ["3101", "D", None, None, "A"]], navn=ark, **valg)
    assert tider(r) == [("3101", 4, 450, 900), ("3101", 7, 870, 1320)]
    assert r.fra == FRA


def test_days_over_new_year() -> None:
    hode = ["28.12", "29.12", "30.12", "31.12", "01.01", "02.01", "03.01"]
    r = hent([["Ansattnr", *hode], ["3101", *["D"] * 7]], fra=date(2026, 12, 28))
    assert (r.fra, r.til) == (date(2026, 12, 28), date(2027, 1, 3))
    dager = [*range(26, 32), 1, 2]
    r = hent([["Ansattnr", *dager], ["3101", *["D"] * 8]], fra=date(2026, 12, 26))
    assert (r.fra, r.til) == (date(2026, 12, 26), date(2027, 1, 2))


@pytest.mark.parametrize(
    ("hode", "ark", "sier"),
    [
        ([f"{d}.5" for d in range(4, 11)], "Mai", "mangler årstall"),
        (list(range(4, 11)), "Mai", "måneden står ikke i filen"),
        ([f"0{d}/05/2026" for d in range(3, 10)], "Mai", "minst 7 datoer"),
        ([f"{d}/5" for d in range(3, 10)], "2026", "både som dag og måned"),
        (["Tir 04", "Tir 05", "Ons 06", "Tor 07", "Fre 08", "Lør 09", "Søn 10"], "Mai 2026", "en mandag"),
        ([*(date(2026, 5, d) for d in range(4, 11)), date(2026, 5, 4)], "Mai", "over to kolonner"),
        (["D"] * 7, "Mai", "minst 7 datoer"),
    ],
)  # fmt: skip
def test_days_that_cannot_be_told(hode: list[Any], ark: str, sier: str) -> None:
    with pytest.raises(TidbankFeil, match=sier) as e:
        hent([["Ansattnr", *hode], ["3101", "D"]], navn=ark)
    assert len(e.value.feil) == 1


def test_only_the_days_asked_for() -> None:
    r = hent(innut.grid({"3101": "D D D D D D D"}), fra=date(2026, 5, 6), til=date(2026, 5, 7))
    assert [d for _, d, _, _ in tider(r)] == [6, 7]
    with pytest.raises(TidbankFeil, match="ingen av dagene er i vinduet"):
        hent(UKE, fra=date(2026, 6, 1))


def test_a_row_of_weekdays_may_stand_under_the_days() -> None:
    rader = [UKE[0], [None, "Ma", "Ti", "On", "To", "Fr", "Lø", "Sø"], *UKE[1:]]
    assert tider(hent(rader)) == tider(hent(UKE))


def test_headings_may_stand_on_two_rows() -> None:
    """Ansattnr merged over two rows: its text is in the upper one."""
    assert tider(hent([["Ansattnr"], [None, *UKE[0][1:]], *UKE[1:]])) == tider(hent(UKE))


def test_a_heading_merged_over_two_columns() -> None:
    hode: list[Any] = ["Ansattnr"]
    for d in UKE[0][1:]:
        hode += [d, None]
    r = hent([hode, ["3101", "D", "A", "D", None]])
    assert [d for _, d, _, _ in tider(r)] == [4, 5]
    (k,) = r.konflikter
    assert k.sted.celle == "C2"
    assert "overskrift uten egen dato" in k.tekst
    assert "flettingen" in k.tiltak


# Cells


@pytest.mark.parametrize(
    ("celle", "ventet"),
    [
        ("0730-1500", [(450, 900)]),
        ("07:30–15:00", [(450, 900)]),
        ("7.30-15", [(450, 900)]),
        ("22-07:30", [(1320, 450)]),
        ("kl 14-22", [(840, 1320)]),
        ("D/N", [(450, 900), (1305, 465)]),
        ("D+A", [(450, 900), (870, 1320)]),
        (" d ", [(450, 900)]),
        ("D/F1", [(450, 900)]),
        ("F1", []),
        ("-", []),
        ("/", []),
        ("", []),
    ],
)
def test_what_a_cell_may_hold(celle: str, ventet: list[tuple[int, int]]) -> None:
    r = hent([UKE[0], ["3101", celle]])
    assert [(e.ny.start, e.ny.slutt) for e in r.forskjell.ny] == ventet
    assert r.konflikter == ()


@pytest.mark.parametrize(
    ("celle", "sier"),
    [
        ("Q", "«Q» er ukjent"),
        ("D/Q", "«Q» i «D/Q» er ukjent"),
        ("Q*", "«Q» i «Q*» er ukjent"),
        ("25-26", "25"),
        ("08-08", "0 eller 24"),
        (7.5, "tallet 7,5"),
        (date(2026, 5, 4), "04.05.2026"),
        ("#REF!", "#REF!"),
        ("\ue000uten verdi", "formel uten utregnet verdi"),
    ],
)
def test_a_cell_that_cannot_be_read_is_one_conflict_and_the_rest_goes_in(celle: Any, sier: str) -> None:
    """I4."""
    r = hent([UKE[0], ["3101", celle, "D"]])
    (k,) = r.konflikter
    assert str(k.sted) == "Mai!B2"
    assert sier in k.tekst
    assert k.tekst.endswith((".", "?"))
    assert k.tiltak.endswith(".")
    assert k.ansattnr == "3101"
    assert [d for _, d, _, _ in tider(r)] == [5]


def test_tidbank_by_suffix_and_by_code() -> None:
    assert [e.tabell for e in hent([UKE[0], ["3101", "D", "D*"]]).forskjell.ny] == ["Turnus", "Vakter"]
    p = egen("turnusgrid", suffiks='suffiks = "/T"', koder='koder = ["L"]')
    r = med(innut.fil([UKE[0], ["3101", "D", "D/T", "L"]]), p)
    assert [e.tabell for e in r.forskjell.ny] == ["Turnus", "Vakter", "Vakter"]


# The legend


def test_no_clock_times_are_ours() -> None:
    r = hent(innut.grid({"3101": "D D A . . . .", "3102": "D . . . . . ."}), ())
    assert r.antall["ny"] == 0
    assert [(k.verdi, str(k.sted), k.ansattnr) for k in r.konflikter] == [("D", "Mai!B2", ""), ("A", "Mai!D2", "3101")]
    assert "3 ruter: B2, C2, B3" in r.konflikter[0].tekst
    assert 'D = "07:30-15:00/30"' in r.konflikter[0].tiltak


@pytest.mark.parametrize("kode", ['D"1', "D:1", "Å", "X\\9"])
def test_the_line_to_copy_into_the_profile_is_one(kode: str) -> None:
    (k,) = hent([UKE[0], ["3101", kode]]).konflikter
    linje = k.tiltak.split("skriv ")[1].split(" med riktige")[0]
    p = profil.av_toml(profil.tekst("turnusgrid").replace('# D = "07:30-15:00/30"', linje), "min.toml")
    assert tider(med(innut.fil([UKE[0], ["3101", kode]]), p)) == [("3101", 4, 450, 900)]


@pytest.mark.parametrize("tall", [float("inf"), float("nan")])
def test_what_is_no_number_is_no_day(tall: float) -> None:
    assert tider(hent([[tall], *UKE], navn="Mai 2026")) == [("3101", 4, 450, 900), ("3101", 5, 870, 1320)]


def test_a_long_heading_is_seen_to_be_cut() -> None:
    r = hent([["Ansattnr", "Navn", *UKE[0][1:]], [None, "x" * 41], ["3101", None, "D"], [None, "y" * 40]])
    assert [m.tekst for m in r.merknader] == [f"Ikke lest som enhet eller ansatt: {'x' * 39}…, {'y' * 40}."]


def test_a_legend_without_times() -> None:
    r = hent(UKE, [["Kode", "Fra", "Til", "Pause"], ["D", None, None, None], ["A", "14:30", None, 30]])
    assert r.antall["ny"] == 0
    assert [k.tekst for k in r.konflikter] == [
        "Koden «D» står i kodelisten uten klokkeslett.",
        "Koden A i kodelisten (Vaktkoder!A3) kan ikke leses: Start eller Slutt mangler.",
    ]


def test_whose_times_win() -> None:
    """The file's own, then the bank's Vaktkoder, then the profile."""
    bank = innut.tom_bank(vaktkoder=innut.VAKTKODER)
    p = profil.av_toml(
        profil.tekst("turnusgrid").replace('# D = "07:30-15:00/30"', 'D = "01:00-02:00"\nX = "03:00-04:00/15"'), "min"
    )
    rader = [UKE[0], ["3101", "D", "A", "X"]]
    liste: list[list[Any]] = [["Kode", "Fra", "Til"], ["A", "13:00", "21:00"], ["D", None, None]]
    r = med(innut.fil(rader, liste), p, bank)
    assert [(e.ny.start, e.ny.slutt, e.ny.pause) for e in r.forskjell.ny] == [
        (450, 900, 30),
        (780, 1260, 0),
        (180, 240, 15),
    ]


def test_a_code_of_the_file_wins_over_what_it_usually_means() -> None:
    r = hent(
        [UKE[0], ["3101", "S", "K", "X"]],
        [
            ["Kode", "Fra", "Til", "Betyr"],
            ["S", "14:00", "22:00", "Vakt"],
            ["K", None, None, "Fri"],
            ["X", None, None, "Fravær"],
        ],
    )
    assert (r.antall["ny"], r.antall["fravaer_hoppet_over"], r.konflikter) == (1, 1, ())


# People


def test_two_persons_of_one_name() -> None:
    bank = innut.tom_bank(ansatte=(Ansatt("1", "Anne Lund"), Ansatt("2", "Anne Lund"), Ansatt("3", "Bjørn Vik")))
    fil = innut.fil([["Navn", *UKE[0][1:]], ["Anne Lund", "D", "D"], ["Vik, Bjørn", "D"]])
    r = med(fil, profil.hent("turnusgrid"), bank)
    assert tider(r) == [("3", 4, 450, 900)]
    (k,) = r.konflikter
    assert k.tekst == "Navnet «Anne Lund» står på 2 ansatte i Ansatte (1, 2), så 2 vakter er ikke hentet."
    assert any("funnet på navn" in m.tekst for m in r.merknader)


def test_an_unknown_person_is_one_conflict_with_how_much() -> None:
    r = hent([UKE[0], ["3101", "D"], ["9999", "D", "A", "F1"], ["9999", None, None, "D"]])
    (k,) = r.konflikter
    assert (k.verdi, k.tekst) == ("9999", "Ansattnr 9999 finnes ikke i Ansatte, så 3 vakter er ikke hentet.")
    assert len(r.forskjell.ny) == 1


def test_names_are_looked_up_only_when_the_profile_says_so() -> None:
    fil = innut.fil([["Navn", *UKE[0][1:]], ["Anne Lund", "D"]])
    assert tider(innut.hent(fil, "turnusgrid")) == [("3101", 4, 450, 900)]
    with pytest.raises(TidbankFeil, match="ingen kolonne med ansattnummer"):
        med(fil, egen("turnusgrid", slaa_opp_navn="slaa_opp_navn = false"))


def test_the_same_person_in_two_rows() -> None:
    r = hent([UKE[0], ["3101", "D"], ["3101", "N", "D"]])
    assert (r.antall["ny"], r.konflikter) == (3, ())
    r = hent([UKE[0], ["3101", "D", "D"], ["3101", "L"]])
    assert [d for _, d, _, _ in tider(r)] == [5]
    assert "overlapper" in r.konflikter[0].tekst


def test_headings_of_groups() -> None:
    bank = innut.tom_bank(ansatte=(Ansatt("3101", "Anne Lund", "Natt"),))
    rader = [
        ["Ansattnr", "Navn", *UKE[0][1:]],
        [None, "Natt"],
        ["3101", "Anne Lund", "D*"],
        [None, "Vikarer"],
        ["Sum", None, 1, 2],
    ]
    r = med(innut.fil(rader), profil.hent("turnusgrid"), bank)
    assert r.forskjell.ny[0].ny.enhet == "Natt"
    assert [m.tekst for m in r.merknader if "enhet" in m.tekst] == ["Ikke lest som enhet eller ansatt: Vikarer."]


def test_the_roster_ends_where_the_people_do() -> None:
    rader = [*UKE, *[[None]] * 5, ["3102", "D"]]
    assert {nr for nr, *_ in tider(hent(rader))} == {"3101"}
    assert {nr for nr, *_ in tider(hent([*UKE, ["Forklaring", "D"], ["3102", "D"]]))} == {"3101"}
    bank = innut.tom_bank(ansatte=(Ansatt("1", "Sumaya Ali"), Ansatt("2", "Kari Vik")))
    rader = [["Navn", *UKE[0][1:]], ["Sumaya Ali", "D"], ["Kari Vik", "D"], ["Sum vakter", 2]]
    assert [nr for nr, *_ in tider(med(innut.fil(rader), profil.hent("turnusgrid"), bank))] == ["1", "2"]


@pytest.mark.parametrize(
    ("mellom", "slutt"),
    [
        ([["Bemanning", 1, 1]], "Rad 3"),
        ([[None]] * 5, "Rad 7"),
        ([["Ansattnr", *(date(2026, 5, 11 + n) for n in range(7))]], "Rad 3"),
        ([["Uke 20"], ["Ansattnr", *(f"{11 + n}.05" for n in range(7))]], "Rad 4"),
    ],
)
def test_people_below_the_end_of_the_roster_are_told_of(mellom: list[list[Any]], slutt: str) -> None:
    """Another week below the first would else be read as its days."""
    bank = hent([*UKE, ["3102", None, "D"]]).etter()
    rader = [*UKE, *mellom, ["3102", None, None, "A"], ["3101", None, None, None, "A"]]
    r = hent(rader, bank=bank)
    assert (tider(r), r.antall["borte"]) == ([], 0)
    (k,) = r.konflikter
    assert k.tekst == f"{slutt} avslutter turnusen, og vaktene under den er ikke lest: 2 ansatte (3102, 3101)."


def test_the_days_once_more_end_nothing() -> None:
    rader = [UKE[0], [None, *range(4, 11)], *UKE[1:], UKE[0], ["3102", "D"]]
    r = hent(rader)
    assert ({nr for nr, *_ in tider(r)}, r.konflikter) == ({"3101", "3102"}, ())


def test_shifts_that_are_nobodys() -> None:
    r = hent(
        [["Ansattnr", "Navn", *UKE[0][1:]], ["3101", "Anne Lund", "D"], [None, None, "D", "A"], [None, None, 3, 2]]
    )
    (k,) = r.konflikter
    assert k.tekst == "Rad 3 har 2 vakter, men verken ansattnr eller navn."


def test_more_than_one_sheet_fits() -> None:
    to = Fil("t.xlsx", (Filark("Mai", UKE), Filark("Juni", UKE), Filark("Vaktkoder", innut.LISTEN)))
    with pytest.raises(TidbankFeil, match=r"flere ark: Mai, Juni.*--ark"):
        innut.hent(to, "turnusgrid")
    assert innut.hent(to, "turnusgrid", ark="juni").opphav == "grid:Juni"
    with pytest.raises(TidbankFeil, match="Arket «Juli» finnes ikke"):
        innut.hent(to, "turnusgrid", ark="Juli")


# Lists


def liste(
    *rader: list[Any], navn: str = "vaktliste", hode: list[str] | None = None, p: profil.Profil | None = None
) -> Rapport:
    hode = hode or ["Ansattnr", "Dato", "Start", "Slutt", "Pause", "Type"]
    return med(Fil("l.csv", (Filark("", [hode, *rader], linjer=range(1, len(rader) + 2)),)), p or profil.hent(navn))


@pytest.mark.parametrize(
    ("dag", "sier"),
    [
        ("03/04/2026", "leses på to måter"),
        ("31.02.2026", "ikke finnes i kalenderen"),
        ("i går", "ikke er en dato"),
        ("01.01.0001", "Årstallet ser feil ut"),
        ("31.12.9999", "Årstallet ser feil ut"),
    ],
)
def test_days_that_are_conflicts(dag: str, sier: str) -> None:
    r = liste(["3101", dag, "07:30", "15:00", 30, "Normal"], ["3101", "04.05.2026", "07:30", "15:00", 30, "Normal"])
    (k,) = r.konflikter
    assert (k.sted.linje, k.ansattnr, k.verdi) == (2, "3101", dag)
    assert sier in f"{k.tekst} {k.tiltak}"
    assert k.tiltak
    assert r.antall["ny"] == 1


def test_another_day_or_the_profile_settles_what_a_date_means() -> None:
    """And nothing else does (I5)."""
    rader = [["3101", d, "07:30", "15:00", 30, "Normal"] for d in ("03/04/2026", "13/04/2026")]
    assert [d for _, d, _, _ in tider(liste(*rader))] == [3, 13]
    p = egen("vaktliste", format='format = ["auto", "%m/%d/%Y"]')
    assert [e.ny.dato for e in liste(rader[0], p=p).forskjell.ny] == [date(2026, 3, 4)]


@pytest.mark.parametrize(
    ("start", "slutt", "ventet"),
    [
        ("0730", "15.00", (450, 900)),
        (time(7, 30), time(15, 0), (450, 900)),
        (0.3125, 0.625, (450, 900)),
        ("21:45", "07:45", (1305, 465)),
        ("7", "15", (420, 900)),
        ("14:00", "24:00", (840, 1440)),
        ("04.05.2026 21:45", "05.05.2026 07:45", (1305, 465)),
        ("2026-05-04T05:30:00Z", "2026-05-04T15:00:00+02:00", (450, 900)),
        ("04.05.2026 00:00", "05.05.2026 00:00", (0, 1440)),
    ],
)
def test_clock_times_in_many_ways(start: Any, slutt: Any, ventet: tuple[int, int]) -> None:
    (e,) = liste(["3101", "04.05.2026", start, slutt, None, "Normal"]).forskjell.ny
    assert (e.ny.start, e.ny.slutt, e.ny.pause) == (*ventet, 0)


@pytest.mark.parametrize(
    ("start", "slutt", "sier"),
    [
        ("08:00", "08:00", "0 eller 24 timer?"),
        ("25:00", "08:00", "finnes"),
        (7.3, "15:00", "flere måter"),
        ("", "15:00", "mangler"),
        ("04.05.2026 08:00", "06.05.2026 08:00", "høyst ett døgn"),
        ("24:00", "08:00", "24:00"),
    ],
)
def test_clock_times_that_are_conflicts(start: Any, slutt: Any, sier: str) -> None:
    r = liste(
        ["3101", "04.05.2026", start, slutt, None, "Normal"], ["3102", "04.05.2026", "08:00", "10:00", None, "Normal"]
    )
    (k,) = r.konflikter
    assert sier in k.tekst
    assert r.antall["ny"] == 1


@pytest.mark.parametrize(
    ("pauser", "ventet"),
    [
        (["0,50", "0,25"], [30, 15]), ([30, 45], [30, 45]), (["0:30", "00:45"], [30, 45]), (["0,50", "1"], [30, 60]),
        ([30, 1], [30, 1]), ([0, ""], [0, 0]),
    ],
)  # fmt: skip
def test_breaks_in_the_unit_of_their_column(pauser: list[Any], ventet: list[int]) -> None:
    rader = [["3101", f"0{4 + n}.05.2026", "07:30", "15:00", p, "Normal"] for n, p in enumerate(pauser)]
    assert [e.ny.pause for e in liste(*rader).forskjell.ny] == ventet


def test_a_break_of_one_is_asked_about() -> None:
    r = liste(["3101", "04.05.2026", "07:30", "15:00", 1, "Normal"])
    assert r.konflikter[0].tekst == "Pause er tallet 1: 1 minutt eller time?"
    p = egen("vaktliste", pause_enhet='pause_enhet = "hundredeler"')
    (e,) = liste(["3101", "04.05.2026", "07:30", "15:00", 50, "Normal"], p=p).forskjell.ny
    assert e.ny.pause == 30


def test_types_and_states_nobody_knows() -> None:
    hode = ["Ansattnr", "Dato", "Start", "Slutt", "Type", "Status"]
    rad = ["04.05.2026", "07:30", "15:00"]
    r = liste(["3101", *rad, "Kurs", ""], ["3102", *rad, "Normal", "Draft"], ["3103", *rad, "Normal", ""], hode=hode)
    assert [k.tekst for k in r.konflikter] == ["Typen «Kurs» er ukjent.", "Statusen «Draft» er ukjent."]
    assert [e.ny.ansattnr for e in r.forskjell.ny] == ["3103"]


def test_two_rows_with_one_id_that_say_different_things_stay_out_both() -> None:
    hode = ["Shift ID", "Ansattnr", "Dato", "Start", "Slutt"]
    rad = ["3101", "04.05.2026", "07:30"]
    r = liste(["7", *rad, "15:00"], ["7", *rad, "16:00"], ["8", *rad, "15:00"], hode=hode)
    assert [k.sted.linje for k in r.konflikter] == [2, 3]
    assert [e.ny.kildenokkel for e in r.forskjell.ny] == ["8"]


def test_a_shift_that_could_not_be_is_a_conflict() -> None:
    r = liste(["3101", "04.05.2026", "07:30", "08:00", 45, "Normal"])
    assert "lengre enn vakten" in r.konflikter[0].tekst


def test_hours_in_their_unit() -> None:
    hode = ["Ansattnr", "Dato", "Timer"]
    rad: list[list[Any]] = [["3101", "04.05.2026", "7,5"], ["3101", "05.05.2026", "7:30"], ["3101", "06.05.2026", 450]]
    r = liste(*rad, navn="timeliste", hode=hode)
    assert [e.ny.timer for e in r.forskjell.ny] == [7.5, 7.5]
    assert "mer enn et døgn" in r.konflikter[0].tekst
    assert "timer_enhet" in r.konflikter[0].tiltak
    for enhet, tall in (("minutter", 450), ("hundredeler", 750)):
        p = egen("timeliste", timer_enhet=f'timer_enhet = "{enhet}"')
        (e,) = liste(["3101", "04.05.2026", tall], hode=hode, p=p).forskjell.ny
        assert e.ny.timer == 7.5


# Files


def test_hidden_merged_and_uncomputed_cells_of_a_workbook(tmp_path: Path) -> None:
    """What is no value is told of and not read (I7)."""

    def pynt(bok: Any, blader: Any) -> None:
        blad = blader["Mai"]
        blad.set_row(2, None, None, {"hidden": True})
        blad.set_column("C:C", None, None, {"hidden": True})
        blad.merge_range("D2:F2", "FE")
        blad.write_formula("G2", '="D"', None, "")
        blad.write("C3", "A", bok.add_format({"font_strikeout": True}))
        blad.write_comment("B2", "syk?")
        blad.write_formula("H2", '="D"', None, "D")

    rader = [*innut.grid({"3101": "D A . . . . ."}), ["3102", "D", "A"]]
    sti = innut.skriv_xlsx(tmp_path / "t.xlsx", {"Mai": rader, "Vaktkoder": innut.LISTEN}, pynt)
    r = innut.hent(fremmed.les(sti), "turnusgrid")
    assert tider(r) == [
        ("3101", 4, 450, 900),
        ("3101", 5, 870, 1320),
        ("3101", 10, 450, 900),
        ("3102", 4, 450, 900),
        ("3102", 5, 870, 1320),
    ]
    assert r.antall["fravaer_hoppet_over"] == 1
    sagt = [m.tekst for m in r.merknader]
    assert "1 celle er strøket over. Gjennomstreking leses ikke." in sagt
    assert "Filen har merknader i celler. De leses ikke." in sagt
    assert "Skjulte rader er lest: 3." in sagt
    assert "Skjulte kolonner er lest: C." in sagt
    assert "D2:F2 er flettet, og er lest som den første dagen." in sagt
    (k,) = r.konflikter
    assert str(k.sted) == "Mai!G2"
    assert "uten utregnet verdi" in k.tekst


def test_ods_says_what_xlsx_says(tmp_path: Path) -> None:
    fra_xlsx = fremmed.les(innut.GRID1)
    mai, koder = fra_xlsx.ark
    rader = [innut.ods_rad([*[None] * (mai.kol0 - 1), *rad]) for rad in mai.rader]
    liste_ = [innut.ods_rad(rad) for rad in koder.rader]
    ods = innut.skriv_ods(tmp_path / "t.ods", {"Mai": "".join(rader), "Vaktkoder": "".join(liste_)})
    r, fasit = innut.hent(fremmed.les(ods), "turnusgrid"), innut.hent(fra_xlsx, "turnusgrid")
    assert (r.etter(), r.antall, r.konflikter) == (fasit.etter(), fasit.antall, fasit.konflikter)


def test_what_an_ods_shows_beside_its_values(tmp_path: Path) -> None:
    stil = (
        '<style:style style:name="gul" style:family="table-cell">'
        '<style:table-cell-properties fo:background-color="#ffff00"/>'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    uten = '<table:table-cell table:formula="of:=1"><office:annotation><text:p>X</text:p></office:annotation>'
    uten += "</table:table-cell>"
    celler = innut.ods_celle("D", ' table:style-name="gul" table:number-columns-repeated="2"') + uten
    rader = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        + innut.ods_rad(UKE[0])
        + f'<table:table-row table:visibility="collapse">{innut.ods_celle(3101)}{celler}</table:table-row>'
        + '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
    )
    liste_ = "".join(map(innut.ods_rad, innut.LISTEN))
    sti = innut.skriv_ods(tmp_path / "t.ods", {"Mai": rader, "Vaktkoder": liste_}, stil)
    r = innut.hent(fremmed.les(sti), "turnusgrid")
    assert tider(r) == [("3101", 4, 450, 900), ("3101", 5, 450, 900)]
    assert [k.tekst for k in r.konflikter] == ["Cellen er en formel uten utregnet verdi."]
    sagt = [m.tekst for m in r.merknader]
    assert "2 celler har farge. Farge leses ikke." in sagt
    assert "2 celler er strøket over. Gjennomstreking leses ikke." in sagt
    assert "Filen har merknader i celler. De leses ikke." in sagt
    assert "Skjulte rader er lest: 2." in sagt
    assert "Skjulte kolonner er lest: B." in sagt


def test_empty_rows_of_an_ods_keep_their_place(tmp_path: Path) -> None:
    tom = '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    rader = [innut.ods_rad(UKE[0]), tom, innut.ods_rad([3101, "D", "Q"]), tom, innut.ods_rad([3102, "Q"])]
    liste_ = "".join(map(innut.ods_rad, innut.LISTEN))
    r = innut.hent(
        fremmed.les(innut.skriv_ods(tmp_path / "t.ods", {"Mai": "".join(rader), "Vaktkoder": liste_})), "turnusgrid"
    )
    assert [str(k.sted) for k in r.konflikter] == ["Mai!C4"]
    assert "2 ruter: C4, B7" in r.konflikter[0].tekst


def _xlsm(sti: Path) -> Path:
    innut.skriv_xlsx(sti, {"Mai": UKE})
    with zipfile.ZipFile(sti, "a") as z:
        z.writestr("xl/vbaProject.bin", b"x")
    return sti


def _kryptert(sti: Path) -> Path:
    klar = innut.skriv_xlsx(sti.with_suffix(".klar"), {"Mai": UKE})
    with klar.open("rb") as f, sti.open("wb") as ut:
        msoffcrypto.OfficeFile(f).encrypt("hemmelig", ut)
    return sti


def _bytes(data: bytes) -> Any:
    def lag(sti: Path) -> Path:
        sti.write_bytes(data)
        return sti

    return lag


def _mange_csv(sti: Path) -> Path:
    sti.write_text("Ansattnr;Dato\n" + "3101;04.05.2026\n" * 200_001, "utf-8")
    return sti


def _mange_ods(sti: Path) -> Path:
    rad = innut.ods_rad(["3101"], ' table:number-rows-repeated="200001"')
    return innut.skriv_ods(sti, {"Mai": rad})


def _bred_ods(sti: Path) -> Path:
    celle = innut.ods_celle("D", ' table:number-columns-repeated="99999999"')
    return innut.skriv_ods(sti, {"Mai": f"<table:table-row>{celle}</table:table-row>"})


def _dtd_ods(sti: Path) -> Path:
    return innut.skriv_ods(sti, {"Mai": ""}, foran='<!DOCTYPE x [<!ENTITY a "aaaa">]>')


def _mye_tekst_ods(sti: Path) -> Path:
    mellomrom = '<text:s text:c="30000"/>' * 3
    celle = f'<table:table-cell office:value-type="string"><text:p>x{mellomrom}</text:p></table:table-cell>'
    return innut.skriv_ods(sti, {"Mai": f"<table:table-row>{celle}</table:table-row>"})


def _mange_ark_ods(sti: Path) -> Path:
    return innut.skriv_ods(sti, {f"A{n}": innut.ods_rad(["x"]) for n in range(201)})


def _hule_ark_ods(sti: Path) -> Path:
    """Little to read, and a million rows when it is made."""
    tom = '<table:table-row table:number-rows-repeated="190000"><table:table-cell/></table:table-row>'
    return innut.skriv_ods(sti, {f"A{n}": tom + innut.ods_rad(["x"]) for n in range(6)})


def _laast_ods(sti: Path) -> Path:
    return innut.skriv_ods(sti, {"Mai": ""}, manifest="<manifest><encryption-data/></manifest>")


FILER: dict[str, tuple[str, Any, str]] = {
    "macros": ("t.xlsx", _xlsm, "Filen har makroer. Lagre den som .xlsx."),
    "macros by name": ("t.xlsm", lambda sti: innut.skriv_xlsx(sti, {"Mai": UKE}), "Filen har makroer"),
    "password": ("t.xlsx", _kryptert, "passord"),
    "old Excel": ("t.xls", _bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512), "gamle Excel-formatet"),
    "empty": ("t.csv", _bytes(b""), "tom"),
    "empty workbook": ("t.xlsx", _bytes(b""), "tom"),
    "not a workbook": ("t.xlsx", _bytes(b"hei"), "ikke en Excel-arbeidsbok"),
    "half a workbook": ("t.xlsx", _bytes(innut.GRID1.read_bytes()[:3000]), "skadet"),
    "open quotation mark": ("t.csv", _bytes(b'Ansattnr;Dato\n"3101;04.05.2026\n3102;x\n'), "anførselstegn"),
    "another alphabet": ("t.csv", _bytes("Ansattnr;Navn\n1;Bjørn\n".encode("mac_roman")), "bokstavene er lest feil"),
    "200,001 lines": ("t.csv", _mange_csv, "flere enn 200 000 rader"),
    "200,001 rows of ods": ("t.ods", _mange_ods, "flere enn 200 000 rader"),
    "a row without end": ("t.ods", _bred_ods, "flere enn 200 000 rader"),
    "a document type": ("t.ods", _dtd_ods, "dokumenttype"),
    "a cell without end": ("t.ods", _mye_tekst_ods, "for mye tekst"),
    "too many sheets": ("t.ods", _mange_ark_ods, "flere enn 200 ark"),
    "hollow sheets": ("t.ods", _hule_ark_ods, "flere enn 200 000 rader"),
    "ods behind a password": ("t.ods", _laast_ods, "passord"),
    "missing": ("t.xlsx", lambda sti: sti, "finnes ikke"),
    "a folder": ("t.xlsx", lambda sti: sti.mkdir() or sti, "mappe"),
}


@pytest.mark.parametrize("navn", FILER)
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, navn: str) -> None:
    fil, lag, sier = FILER[navn]
    sti = lag(tmp_path / fil)
    with pytest.raises(TidbankFeil, match=sier) as e:
        fremmed.les(sti)
    (feil,) = e.value.feil
    assert feil.ark == sti.name
    assert feil.tekst.count("\n") == 0


def test_looks_that_cannot_be_read_cost_no_value(tmp_path: Path) -> None:
    hel, sti = innut.skriv_xlsx(tmp_path / "hel.xlsx", {"Mai": UKE}), tmp_path / "t.xlsx"
    with zipfile.ZipFile(hel) as inn, zipfile.ZipFile(sti, "w") as ut:
        for navn in inn.namelist():
            data = inn.read(navn)
            ut.writestr(navn, data.replace(b"</fonts>", b"</fo>") if navn == "xl/styles.xml" else data)
    ark = fremmed.les(sti).ark[0]
    assert (ark.rader[1][:3], ark.fargede) == (fremmed.les(hel).ark[0].rader[1][:3], frozenset())


def test_more_rows_of_a_workbook_than_anybody_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fremmed, "MEST_RADER", 10)
    sti = innut.skriv_xlsx(tmp_path / "t.xlsx", {"Mai": [["3101"]] * 10})
    assert len(fremmed.les(sti).ark[0].rader) == 10
    sti = innut.skriv_xlsx(tmp_path / "t.xlsx", {"Mai": [["3101"]] * 11})
    with pytest.raises(TidbankFeil, match="flere enn 200 000 rader"):
        fremmed.les(sti)


@pytest.mark.parametrize(("laas", "program"), [("~${}", "Excel"), (".~lock.{}#", "LibreOffice")])
def test_a_file_that_is_open_is_read_as_it_was_saved(tmp_path: Path, laas: str, program: str) -> None:
    sti = innut.skriv_xlsx(tmp_path / "t.xlsx", {"Mai": UKE})
    (tmp_path / laas.format("t.xlsx")).touch()
    assert fremmed.les(sti).merknader == (f"t.xlsx er åpen i {program}, og er lest slik den sist ble lagret.",)


@pytest.mark.parametrize("skille", [";", ",", "\t"])
def test_the_separator_is_found(tmp_path: Path, skille: str) -> None:
    rader = innut.les_csv(innut.TIMER)
    sti = innut.skriv_csv(tmp_path / "t.csv", rader, skille)
    assert fremmed.les(sti).ark[0].rader == rader
    sti.write_bytes(f"sep={skille}\r\n".encode() + sti.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    lest = fremmed.les(sti).ark[0]
    assert (lest.rader, list(lest.linjer)) == (rader, list(range(2, len(rader) + 2)))


def test_lines_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    sti = tmp_path / "t.csv"
    sti.write_bytes(b'A;B\r\n"to\r\nlinjer";x\r\n\r\n3;y\r\n')
    assert list(fremmed.les(sti).ark[0].linjer) == [1, 2, 4, 5]


# Profiles


@pytest.mark.parametrize("navn", profil.levert())
def test_a_shipped_profile_says_what_it_is(navn: str) -> None:
    """I3."""
    p = profil.hent(navn)
    assert (p.navn, bool(p.hva), bool(p.kolonner)) == (navn, True, True)
    assert not p.tider  # no clock times of ours


@pytest.mark.parametrize(
    ("toml", "sier"),
    [
        ("form = \n", "ikke gyldig TOML i linje 1"),
        ('form = "annet"', "form er «annet»"),
        ('form = "grid"\n[kolonner]\nFeil = ["x"]', "ikke er et felt"),
        ('form = "grid"\nkilde = 3', "kilde er «3»"),
        ('form = "liste"\n[liste.status]\nOpen = "Kanskje"', "«Kanskje»"),
        ('form = "grid"\n[regler]\nslaa_opp_navn = 1', "true"),
        ('form = "grid"\nkoder = 3', r"\[koder\] er ikke en tabell"),
        ('form = "grid"\n[fil]\nhopp_over = -1', "hopp_over"),
        ('form = "grid"\n[koder]\nfri = 3', "liste av tekster"),
    ],
)
def test_a_profile_that_is_wrong(toml: str, sier: str) -> None:
    with pytest.raises(TidbankFeil, match=sier) as e:
        profil.av_toml(toml, "min.toml")
    assert str(e.value).startswith("min.toml: ")


def test_a_profile_with_times_that_are_none() -> None:
    p = profil.av_toml('form = "grid"\n[kolonner]\nAnsattnr = ["Ansattnr"]\n[koder.tider]\nD = "tidlig"', "min.toml")
    r = med(innut.fil(UKE, ()), p)
    assert "«tidlig»" in r.konflikter[0].tekst


def test_an_unknown_profile_names_those_there_are() -> None:
    with pytest.raises(TidbankFeil, match=r"Mener du turnusgrid\?.*vaktliste"):
        fremmed.les_profil("turnusgrd")


@pytest.mark.parametrize(
    ("sti", "form"), [(innut.GRID1, "grid"), (innut.PLAN, "rulleplan"), (innut.LISTE, "liste"), (innut.TIMER, "timer")]
)
def test_a_proposed_profile_reads_the_file_it_came_from(sti: Path, form: str) -> None:
    fil = fremmed.les(sti)
    f = forslag.foresla(fil, "min")
    assert f.form == form
    p = profil.av_toml(f.toml, "min.toml")
    valg = {"fra": date(2026, 6, 1), "til": date(2026, 7, 26)} if form == "rulleplan" else {}
    bank = innut.tom_bank(vaktkoder=innut.VAKTKODER)
    levert = next(x for x in map(profil.hent, profil.levert()) if x.form == form)
    assert med(fil, p, bank, **valg).antall == med(fil, levert, bank, **valg).antall


def test_a_proposal_says_what_is_uncertain() -> None:
    hode = ["Ansattnummr", "Dato", "Starttidspunkt", "Ferdig", "Vakttyp", "Lokasjon"]
    f = forslag.foresla(
        Fil("x.csv", (Filark("", [hode, ["3101", "04.05.2026", "07:30", "15:00", "Kurs", "3. etg"]]),)), "x"
    )
    assert {k.overskrift: (k.felt, k.sikker) for k in f.kolonner if k.felt} == {
        "Ansattnummr": ("Ansattnr", False), "Dato": ("Dato", True), "Starttidspunkt": ("Start", False),
        "Vakttyp": ("Type", False),
    }  # fmt: skip
    assert "# Ikke brukt: Lokasjon" in f.toml
    assert 'Start = ["Starttidspunkt", "Start",' in f.toml
    assert any("«Vakttyp» er tolket som Type" in u for u in f.usikkert)
    assert any("Kurs" in u for u in f.usikkert)
    assert any("både start og slutt" in u for u in f.usikkert)
    with pytest.raises(TidbankFeil, match="Fant ingen rad med overskrifter"):
        forslag.foresla(Fil("x.csv", (Filark("", [["a", "b"], ["1", "2"]]),)), "x")
