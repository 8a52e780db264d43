"""One definition of a command: what is made from it, that nothing is worked out twice, and how light it is to start."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xl_tidbank import commands
from xl_tidbank.book.page.plain import Format
from xl_tidbank.cli import kommandoer, parser, terminal, vis
from xl_tidbank.commands import Bruk, Merket, Spalte, Sporsmaal, Svar, Svarslag, Tavle, Tittel
from xl_tidbank.commands.sporsmaal import ANSATTE
from xl_tidbank.core import gjennomgang, kontroll
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import Svarfeil, TidbankFeil, Verdifeil
from xl_tidbank.hosts import own

from . import bygg, sidedata

ROT = Path(__file__).parents[1]
MEST_AV_VAART = 62  # modules of ours for --help
TUNGE = {"pydantic", "pandas", "xlsxwriter", "rich", "typer", "holidays", "cryptography"}


@pytest.fixture(scope="module")
def bok(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from xl_tidbank.cli import main

    mappe = tmp_path_factory.mktemp("demo")
    with pytest.raises(SystemExit):
        main(["demo", "--mappe", str(mappe)])
    return mappe / "Tidbank.xlsx"


# Light to start


def importert(*argumenter: object) -> set[str]:
    """The modules a command has imported when it is done, in a process of its own."""
    kode = (
        "import sys; from xl_tidbank.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: print(*sys.modules, file=sys.stderr)"
    )
    ut = subprocess.run(
        [sys.executable, "-c", kode, *map(str, argumenter)], capture_output=True, text=True, check=True, cwd=ROT
    )
    assert ut.stdout
    return set(ut.stderr.split())


def test_help_knows_the_commands_and_imports_next_to_nothing() -> None:
    moduler = importert("--help")
    vaare = {m for m in moduler if m.partition(".")[0] in ("xl_tidbank", "udfs")}
    assert len(vaare) <= MEST_AV_VAART, sorted(vaare)
    assert not TUNGE & moduler
    assert "xl_tidbank.core.bank" not in moduler


def test_a_command_imports_what_it_needs(bok: Path) -> None:
    moduler = importert("saldo", bok, "--dato", "2026-09-14", "--json")
    assert "xl_tidbank.core.bank" in moduler
    assert not (TUNGE - {"holidays"}) & moduler
    assert not [
        m for m in moduler if m.startswith(("xl_tidbank.book.sheets.", "xl_tidbank.book.write", "xl_tidbank.hosts"))
    ]


# Worked out once


@pytest.fixture
def telt(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the findings of a bank, and the review of an employee, are worked out."""
    teller: Counter[str] = Counter()

    def tell(modul: Any, navn: str, hva: Callable[..., str]) -> None:
        ekte = getattr(modul, navn)

        def med(*argumenter: Any, **mer: Any) -> Any:
            teller[hva(*argumenter)] += 1
            return ekte(*argumenter, **mer)

        monkeypatch.setattr(modul, navn, med)

    def hvilke(saker: Any, dag: date, gjelder: Any = None) -> str:
        """All of them; or those of some, or of some kinds."""
        alle = saker.register.hoder
        noen = [nr for nr in alle if saker.spurt(nr)]
        navn = f"funn {dag}" if len(noen) == len(alle) else f"funn {dag} {noen}"
        return navn if gjelder is None else f"{navn} {gjelder.__code__.co_filename}"

    tell(kontroll, "alle", hvilke)
    tell(gjennomgang, "bilde", lambda konto, *_: f"bilde {konto.sak.ansattnr}")
    return teller


def test_the_demo_works_out_the_findings_once(tidbank: Any, tmp_path: Path, telt: Counter[str]) -> None:
    assert tidbank("demo", "--mappe", tmp_path / "d").kode == 0
    assert telt["funn 2026-09-14"] == 1


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_the_review_works_out_each_employee_once(
    tidbank: Any, bok: Path, tmp_path: Path, telt: Counter[str], form: tuple[str, ...]
) -> None:
    assert tidbank("gjennomgang", bok, "--dato", "2026-09-14", "-o", tmp_path / "g.xlsx", *form).kode == 0
    assert len(telt) > 5
    assert set(telt.values()) == {1}


@pytest.mark.parametrize("navn", [k.navn for k in commands.i_rekkefolge()])
def test_no_command_works_out_the_findings_twice(navn: str, telt: Counter[str]) -> None:
    """Asked for every form of its answer."""
    kommando = commands.REGISTER[navn]
    svar = kommando.kjor(Bank(sidedata.bank().tabeller), sidedata.DAG, sidedata.utfylt(kommando))
    json.dumps(svar.json(), default=str)
    assert svar.fil or svar.sider()
    assert svar.fil or svar.vist() or svar.laget
    assert all(n == 1 for n in telt.values()), telt


# One definition


def test_a_new_command_is_one_function(monkeypatch: pytest.MonkeyPatch, tidbank: Any, bok: Path) -> None:
    """Ribbon, form, options, help and exit code come with it."""
    monkeypatch.setattr(commands.registry, "REGISTER", dict(commands.REGISTER))
    monkeypatch.setattr(commands.registry, "_ALLE", list(commands.alle()))

    @commands.kommando(
        "Kontroller", "Prøven", "Teller.",
        sporsmaal=(ANSATTE, Sporsmaal("minst", Svarslag.KLOKKE, "Minst", "07:00", valg=("--minst",), metavar="TT:MM",
                                      hjelp="Fra klokken.", kolonne="Vakter.Start")),
        linje=Bruk("proven", "Teller ansatte."),
    )  # fmt: skip
    def proven(bank: Bank, dag: date, ansatte: tuple[str, ...] = (), minst: int | None = None) -> Svar:
        return Svar(json=lambda: {"dag": dag, "ansatte": list(ansatte), "minst": minst}, kode=1)

    assert [k.navn for k in own.knapper() if k.gruppe == "Kontroller"][-1] == "proven"
    assert [s.navn for s in next(k for k in commands.alle() if k.navn == "proven").skjema] == [
        "dag",
        "ansatte",
        "minst",
    ]
    svar = tidbank("proven", bok, "--dato", "1.10.2026", "--ansatt", "2001", "--minst", "07:30", "--json")
    assert (svar.kode, svar.json) == (
        1, {"versjon": 1, "dag": "2026-10-01", "ansatte": ["2001"], "minst": 450}
    )  # fmt: skip
    assert tidbank("proven", bok, "--minst", "25:00").kode == 2
    hjelp = tidbank("proven", "--help").ut
    assert all(t in hjelp for t in ("Teller ansatte.", "--minst TT:MM", "Fra klokken.", "--ansatt HVEM", "-o, --ut"))
    assert "proven" in tidbank("--help").ut


def test_every_question_can_be_answered() -> None:
    for k in commands.alle():
        assert k.linje or k.etikett, k.navn
        for s in k.skjema if k.etikett else ():
            assert s.etikett, s
            assert not s.lovlige or s.forslag in s.lovlige
        if k.linje is None:
            continue
        alle = parser.sporsmaalene(k)
        assert len({v for s in alle for v in s.valg}) == sum(len(s.valg) for s in alle), k.navn
        assert len({s.navn for s in alle}) == len(alle), k.navn
        for s in alle:
            assert s.hjelp.endswith((".", "..."), 0), s
            assert s.metavar or s.slag in (Svarslag.FLAGG, Svarslag.PASSORD), s


def test_help_has_every_option_and_nothing_of_the_parsers_own_words(tidbank: Any) -> None:
    for k in kommandoer():
        assert k.linje
        ut = tidbank(k.linje.navn, "--help").ut
        assert ut.startswith(f"Bruk: tidbank {k.linje.navn} [VALG]")
        for s in parser.sporsmaalene(k):
            assert ", ".join(s.valg) + (f" {s.metavar}" if s.metavar else "") in ut
        assert " ".join(k.linje.hjelp.split()) in " ".join(ut.split())
        assert not any(ord_ in ut for ord_ in ("Usage", "Options", "required", "default", "Show this"))


def test_the_answers_of_a_form_are_typed() -> None:
    k = commands.REGISTER["prov_vakt"]
    form = {"dag": "14. september 2026", "ansatte": "2004; 2006,", "vaktdato": "", "start": "7:30", "pause": "30",
            "type": "ekstra", "onske": "Ja"}  # fmt: skip
    dag, svar = k.tolk(form)
    assert dag == date(2026, 9, 14)
    assert svar == {"ansatte": ("2004", "2006"), "vaktdato": None, "start": 450, "slutt": None, "pause": 30,
                    "type": "ekstra", "onske": True}  # fmt: skip
    gale = (("dag", "", "Datoen mangler"), ("dag", "31.02.2026", "Datoen er"), ("start", "25:00", "Start"),
            ("onske", "kanskje", "Eget ønske"), ("vaktdato", "tull", "Vaktens dato"))  # fmt: skip
    for navn, tekst, sier in gale:
        with pytest.raises(TidbankFeil, match=sier):
            k.tolk({**form, navn: tekst})
    del_ = commands.REGISTER["del_med_tillitsvalgt"].tolk({"dag": "1.9.26", "enhet": " Natt ", "pseudonymer": "Nei"})
    assert del_ == (date(2026, 9, 1), {"enhet": ("Natt",), "pseudonymer": False})


def test_what_is_answered_wrongly_is_no_fault_of_the_bank() -> None:
    bank = sidedata.bank()
    with pytest.raises(Svarfeil, match="Start og Slutt er like"):
        commands.prov_vakt(bank, sidedata.DAG, start=450, slutt=450)
    with pytest.raises(Svarfeil, match="er etter"):
        commands.fordeling(bank, sidedata.DAG, fra=date(2027, 1, 1))
    with pytest.raises(Verdifeil, match="ikke en måned"):
        Sporsmaal("m", Svarslag.MAANED).tolk("2026-13")


def test_two_doors_to_one_answer_give_the_same_pages() -> None:
    """Also the note of the choices that are changed, which stands there once."""
    bank = bygg.bank(innstillinger={"maks_andel": 30})
    en, to = commands.individuell_avtale(bank, sidedata.DAG).sider(), commands.avtale(bank, sidedata.DAG).sider()
    assert "Høyeste tidbankandel" in repr(en)
    assert en == to
    assert (
        commands.kollektiv_avtale(bank, sidedata.DAG).sider()
        == commands.avtale(bank, sidedata.DAG, kollektiv=True).sider()
    )


def test_an_empty_number_is_not_everybody(tidbank: Any, bok: Path) -> None:
    """--ansatt "$NR" where NR is empty must never hand over everyone."""
    for kommando in ("saldo", "avregning", "minside", "del"):
        mer = ("--vis",) if kommando in ("minside", "del") else ()
        svar = tidbank(kommando, bok, "--dato", "2026-09-14", "--ansatt", "", *mer)
        assert svar.kode == 3, kommando
        assert "2001" not in svar.ut
    assert tidbank("del", bok, "--dato", "2026-09-14", "--enhet", "", "--vis").kode == 3
    for argumenter in (("lonn", bok, "--maned", ""), ("saldo", bok, "--dato", ""), ("saldo", bok, "-o", "")):
        svar = tidbank(*argumenter)
        assert (svar.kode, svar.ut) == (2, ""), svar.feil


KONTRAKT = {
    "saldo": "ansattnr navn ukestimer_tidbank periodeskyld paalopt arbeidet ubekreftet kreditert skyldig avtalt "
    "skyldig_etter_avtalt etterslep trengs_per_uke trengs_per_uke_etter_avtalt ventet skyldig_ved_slutt "
    "neste_gjennomgang sluttvarsel status",
    "avregning": "ansattnr navn periodestart periodeslutt skyldig bortfall overskudd overskudd_kr trekk_timer trekk_kr "
    "begrunnelse siste periodeskyld paalopt arbeidet kreditert timelonn sagt_opp sagt_opp_av trekkavtale "
    "trekk_mest_timer trekk_mest_kr trekk_grense siste_dag oppsigelse_metode lesninger",
    "timebank": "ansattnr navn innskudd uttak reservert saldo",
    "merarbeid": "ansattnr navn enhet fra til stilling timer maaneder av tilsvarer jevnlig faktisk",
    "fordeling": "ansattnr navn enhet stilling fra til helger rode_dager kveld natt",
    "posteringer": "dato art timer saldo hjemmel kilde",
    "oppsigelser": "ansattnr navn sagt_opp tenkt sagt_opp_av grunn maaneder neste_maaned dato",
    "gjennomganger": "ansattnr navn forrige skyldig skyldig_forrige trengs_per_uke planlagt_per_uke",
    "funn": "regel alvor ansattnr ark celle hjemmel fakta tekst tiltak",
    "prioritet": "plass gruppe ansattnr navn uker_bak helg_og_rode grunn forbehold",
    "feil": "ark celle tekst ansattnr",
    "linjer": "tid kommando fra til skrevet avtrykk kilde brudd",
}


def test_the_keys_of_the_json_are_public(tidbank: Any, bok: Path, tmp_path: Path) -> None:
    dag = ("--dato", "2026-09-14", "--json")
    svarene = [
        tidbank("saldo", bok, *dag), tidbank("avregning", bok, *dag),
        tidbank("timebank", bok, *dag, "--ansatt", "2001"),
        tidbank("fordeling", bok, "--til", "2026-09-14", "--json"), tidbank("kontroller", bok, *dag),
        tidbank("konto", bok, "--ansatt", "2001", "--json"), tidbank("oppsigelse", bok, *dag, "--ansatt", "2001"),
        tidbank("gjennomgang", bok, *dag, "-o", tmp_path / "g.xlsx"), tidbank("logg", bok, "--json"),
        tidbank("saldo", bok, "--ansatt", "9999", "--json"),
        tidbank("prov", bok, "--ansatt", "2004", *dag, "--start", "07:30", "--slutt", "15:00"),
    ]  # fmt: skip
    funnet = {
        n: " ".join(v[0]) for s in svarene for n, v in s.json.items() if isinstance(v, list) and v and n in KONTRAKT
    }
    assert funnet == KONTRAKT


# On a terminal


LANG = "en lang setning om noe helt annet"
BRED = Tavle(
    "Tabell",
    (Spalte("Navn"), Spalte("Skyldig etter avtalt", Format.SKYLDIG), Spalte("Dag", Format.DATO),
     Spalte("Status", Format.STATUS), Spalte("Hva")),
    [("Åse", -1.5, date(2026, 9, 1), "Brudd", "kort"), ("Bo", 1234.5, None, "I rute", LANG)],
)  # fmt: skip


def test_a_table_stands_in_columns() -> None:
    tittel, hode, forste, andre = vis.linjer(BRED)
    assert tittel.endswith("Tabell\x1b[0m")
    assert hode.startswith("\x1b[1mNavn  Skyldig etter avtalt")
    assert forste == f"Åse          til gode 1,50  01.09.2026  {terminal.farget('■ Brudd')}   kort"
    assert andre.split("\x1b")[0] == "Bo                1 234,50" + " " * 14


def test_a_narrow_terminal_breaks_headers_then_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "62")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    linjer = [linje.removeprefix("\x1b[1m").removesuffix("\x1b[0m") for linje in vis.linjer(BRED)]
    assert max(map(len, linjer)) <= 62
    assert [" ".join(linje.split()) for linje in linjer[1:3]] == ["Skyldig etter", "Navn avtalt Dag Status Hva"]
    assert LANG in " ".join(" ".join(linjer[-3:]).split())


def test_whoever_reads_the_beginning_alone_gets_no_complaint(bok: Path) -> None:
    kode = "from xl_tidbank.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", kode, "kontroller", str(bok), "--dato", "2026-09-14"], cwd=ROT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as p:  # fmt: skip
        assert p.stdout
        assert p.stderr
        p.stdout.close()
        assert p.stderr.read() == ""
    assert p.returncode == 141


def test_colours_are_for_terminals_and_never_alone(capfd: pytest.CaptureFixture[str]) -> None:
    vis.vis([Tittel("Overskrift"), Merket("Brudd", "Noe \x1b[31mgalt\x07"), "vanlig", BRED])
    ut, _ = capfd.readouterr()
    assert "\x1b" not in ut
    assert ut.splitlines()[:3] == ["Overskrift", "  ■ Brudd  Noe \ufffd[31mgalt\ufffd", "vanlig"]
