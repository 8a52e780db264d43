"""The pilot of a ward, from an empty bank to the first review, as data: five people, their agreements, a rolling plan
of four weeks, ten shifts, one sick leave, confirmation, and the review.

Each host's test works through it as a user does. What is counted is what a user does: cells and fields that are typed,
and what is chosen from a list. `rader` is the same bank typed row by row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from xl_tidbank.book.page.plain import arknavn
from xl_tidbank.book.sheets.common import person
from xl_tidbank.core.model import Tabeller
from xl_tidbank.tables import oppstart, schema
from xl_tidbank.tables.schema import ETTER_NAVN, Tabell

MEST = 120  # cells and fields typed, from an empty bank to a review
FOLK = (("1001", "Ada Berg"), ("1002", "Bo Dahl"), ("1003", "Cecilie Eng"), ("1004", "Dag Foss"), ("1005", "Eva Gran"))
ARKENE = {arknavn(person(*hvem)) for hvem in FOLK}  # of the reviews
ARBEIDSSTED, DELER = "Solbakken", "rulleplan, lister"
KODER = (("D", "07:30", "15:00", 30), ("A", "15:00", "22:00", None))
GRUPPE = "Dag"
UKENE = ({"Man": "D", "Tir": "A", "Fre": "D"}, {"Tir": "D", "Ons": "D", "Lør": "D"},
         {"Man": "A", "Ons": "D", "Fre": "D"}, {"Man": "D", "Ons": "D", "Søn": "D"})  # fmt: skip
STARTUKER = (1, 2, 3, 4, 1)
TILTAK = "To vakter i måneden fram til neste"
# Who has the ten shifts: employee, and weeks from this one. All are Thursdays, which the plan leaves free.
VAKTENE = ((0, -4), (1, -4), (2, -4), (3, -3), (4, -3), (0, -2), (1, -2), (2, 4), (3, 4), (4, 5))
SYK = 4  # who was away, two days a week ago


class Dager(NamedTuple):
    """The days of a pilot that is told on `dag`."""

    dag: date

    @property
    def mandag(self) -> date:
        return self.dag - timedelta(days=self.dag.weekday())

    @property
    def fra(self) -> date:
        """The agreements began so that the first review is due next week, or this."""
        return self.mandag - timedelta(weeks=11)

    @property
    def til(self) -> date:
        return self.fra + timedelta(days=363)

    @property
    def gjennomgang(self) -> date:
        return self.fra + timedelta(weeks=12)

    @property
    def signert(self) -> date:
        return self.fra - timedelta(days=14)

    def vakt(self, uker: int) -> date:
        return self.mandag + timedelta(weeks=uker, days=3)

    def varslet(self, uker: int) -> date:
        """Of a shift that is over, long enough before; of one that is to come, today, which the form proposes."""
        return self.vakt(uker) - timedelta(days=20) if uker < 0 else self.dag

    @property
    def syk(self) -> tuple[date, date]:
        return self.mandag - timedelta(days=7), self.mandag - timedelta(days=6)


def vist(nr: int) -> str:
    return f"{FOLK[nr][1]} ({FOLK[nr][0]})"


# What a user does


class Sporsmaal(NamedTuple):
    """A button that asks. svar: what is typed, by the question's name; the other answers stand as proposed."""

    knapp: str
    svar: Mapping[str, str]


class Rader(NamedTuple):
    """Rows typed on a table's sheet."""

    tabell: str
    rader: Sequence[Mapping[str, Any]]


class Skjema(NamedTuple):
    """A form: what is chosen from lists, what is typed, by column; the rest stands as proposed. Then *Legg inn*."""

    navn: str
    valgt: Mapping[str, str]
    skrevet: Mapping[str, Any]


class Knapp(NamedTuple):
    """A button whose questions, if any, are answered with OK."""

    navn: str


Handling = Sporsmaal | Rader | Skjema | Knapp


class Steg(NamedTuple):
    hva: str
    hvordan: str
    handlinger: Sequence[Handling]

    @property
    def skrevet(self) -> int:
        return sum(
            len(h.svar) if isinstance(h, Sporsmaal) else sum(map(len, h.rader)) if isinstance(h, Rader)
            else len(h.skrevet) if isinstance(h, Skjema) else 0 for h in self.handlinger
        )  # fmt: skip

    @property
    def valgt(self) -> int:
        return sum(len(h.valgt) for h in self.handlinger if isinstance(h, Skjema))


def plan(dag: date) -> list[Steg]:
    d = Dager(dag)
    avtalen = {"Fra": d.fra, "Fast %": 60, "Tidbank %": 40, "Signert": d.signert}
    koder = [{k: v for k, v in zip(("Kode", "Start", "Slutt", "Pause"), kode, strict=True) if v is not None}
             for kode in KODER]  # fmt: skip
    uker: list[dict[str, Any]] = [{"Gruppe": GRUPPE, "Uke": n, **uke} for n, uke in enumerate(UKENE, 1)]
    folger = [{"Ansattnr": FOLK[n][0], "Gruppe": GRUPPE, "Fra": d.fra, **({"Startuke": s} if s > 1 else {})}
              for n, s in enumerate(STARTUKER)]  # fmt: skip
    vakter = [
        Skjema("ny_vakt", {"Ansattnr": vist(n), "Vaktkoder.Kode": "D"},
               {"Dato": d.vakt(u), **({"Varslet": d.varslet(u)} if u < 0 else {})})
        for n, u in VAKTENE
    ]  # fmt: skip
    syk = Skjema("nytt_fravaer", {"Ansattnr": vist(SYK), "Kode": "SYK – Sykmelding"},
                 {"Fra": d.syk[0], "Til": d.syk[1]})  # fmt: skip
    holdt = Skjema("gjennomgang_holdt", {"Ansattnr": vist(0)}, {"Tiltak": TILTAK})
    return [
        Steg("Svar på spørsmålene", "*Kom i gang*: arbeidsstedet og delene; resten står som foreslått",
             [Sporsmaal("kom_i_gang", {"virksomhet": ARBEIDSSTED, "deler": DELER})]),
        Steg("Skriv de fem ansatte", "arket *Ansatte*: nummer og navn",
             [Rader("Ansatte", [{"Ansattnr": nr, "Navn": navn} for nr, navn in FOLK])]),
        Steg("Før avtalene", "*Ny avtale*, fem ganger: Fra, Fast %, Tidbank % og Signert",
             [Skjema("ny_avtale", {"Ansattnr": vist(n)}, avtalen) for n in range(len(FOLK))]),
        Steg("Skriv vaktkodene", "arket *Lister*, tabellen Vaktkoder: D og A", [Rader("Vaktkoder", koder)]),
        Steg("Skriv rulleplanen", "arket *Grunnturnus*: fire uker, og hvem som følger dem fra hvilken uke",
             [Rader("Grunnturnus", [*uker, *folger])]),
        Steg("Tildel ti vakter", "*Ny vakt*, ti ganger: Dato, og Varslet på de sju som er forbi", vakter),
        Steg("Før et sykefravær", "*Nytt fravær*: Fra og Til", [syk]),
        Steg("Bekreft vaktene som er arbeidet", "*Bekreft vakter*: Ja i Bekreft alle",
             [Skjema("bekreft_vakter", {"Alle": "Ja"}, {})]),
        Steg("Lag 12-ukers gjennomgang", "*Lag 12-ukers gjennomgang*: OK", [Knapp("gjennomgang")]),
        Steg("Før at den er holdt", "*Gjennomgang holdt*: Tiltak", [holdt]),
        Steg("Se hvordan det står", "*Oppdater*: OK", [Knapp("oppdater")]),
    ]  # fmt: skip


def antall(stegene: Sequence[Steg]) -> tuple[int, int]:
    """Cells and fields typed, and choices from lists."""
    return sum(s.skrevet for s in stegene), sum(s.valgt for s in stegene)


# The same bank, typed row by row


def _rad(t: Tabell, **verdier: Any) -> tuple[Any, ...]:
    return tuple(verdier.get(k.navn.replace(" ", "_").replace("%", "pst")) for k in t.kolonner)


def rader(dag: date) -> dict[str, list[tuple[Any, ...]]]:
    d = Dager(dag)
    t = ETTER_NAVN
    svar = oppstart.tolk({"virksomhet": ARBEIDSSTED, "tariffomrade": "KS", "tredelt": "Nei", "gjennomsnitt": "nei",
                          "natt": "nei", "varsel": "14", "deler": DELER})  # fmt: skip
    uker = [_rad(t["Grunnturnus"], Ansattnr="", Gruppe=GRUPPE, Uke=float(n), **uke) for n, uke in enumerate(UKENE, 1)]
    folger = [_rad(t["Grunnturnus"], Ansattnr=FOLK[n][0], Gruppe=GRUPPE, Fra=d.fra,
                   Startuke=float(s) if s > 1 else None)
              for n, s in enumerate(STARTUKER)]  # fmt: skip
    return {
        "Innstillinger": list(svar.rader),
        "Ansatte": [_rad(t["Ansatte"], Ansattnr=nr, Navn=navn) for nr, navn in FOLK],
        "Avtaler": [
            _rad(t["Avtaler"], Ansattnr=nr, Fra=d.fra, Til=d.til, Fast_pst=60.0, Tidbank_pst=40.0, Ukestimer=35.5,
                 Periodestart=d.fra, Periodeslutt=d.til, Signert=d.signert)
            for nr, _ in FOLK
        ],
        "Vaktkoder": [("D", 450, 900, 30), ("A", 900, 1320, None)],
        "Grunnturnus": [*uker, *folger],
        "Vakter": [
            _rad(t["Vakter"], Vaktnr=str(n), Ansattnr=FOLK[hvem][0], Dato=d.vakt(u), Start=450, Slutt=900, Pause=30,
                 Type="Tidbank", Måte="Tildelt", Status="Utført" if u < 0 else "Tildelt", Varslet=d.varslet(u))
            for n, (hvem, u) in enumerate(VAKTENE, 1)
        ],
        "Fravær": [_rad(t["Fravær"], Ansattnr=FOLK[SYK][0], Fra=d.syk[0], Til=d.syk[1], Kode="SYK", Registrert=dag)],
        "Gjennomganger": [_rad(t["Gjennomganger"], Ansattnr=FOLK[0][0], Dato=d.gjennomgang, Holdt=dag, Tiltak=TILTAK)],
    }  # fmt: skip


FELT = ("ansatte", "avtaler", "turnus", "grunnturnus", "vaktkoder", "vakter", "fravaer", "gjennomganger")


def postene(t: Tabeller) -> dict[str, list[tuple[Any, ...]]]:
    """The records of every table, without where they stand."""
    return {f: [tuple(r)[:-1] for r in getattr(t, f) or ()] for f in FELT}


def kolonne(tabell: str, navn: str) -> schema.Kolonne:
    return next(k for k in ETTER_NAVN[tabell].kolonner if k.navn == navn)
