"""Pages with every block there is, and texts that want to be something else; for the tests and inside LibreOffice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from xl_tidbank.book.page.plain import (
    Cellelinje,
    Celletall,
    Diagram,
    Fakta,
    Felt,
    Ferskhet,
    Format,
    Formel,
    Lenker,
    Liste,
    Nokkelrad,
    Nokkeltall,
    Notat,
    Punkt,
    Rader,
    Serie,
    Side,
    Signatur,
    Skrivelinjer,
    Status,
)

DAG = date(2026, 9, 13)
FIENDTLIG = ("=1+1", "+47 900", "@SUM(A1)", "'apostrof", "1.2.2026", "007", "12:30", "1e5", "to\nlinjer", "halv \ud83d")
FELT = (
    Felt("Navn", Format.TEKST, 22), Felt("Dato", Format.DATO, 11), Felt("Start", Format.KLOKKE, 8),
    Felt("Timer", Format.TIMER, 9), Felt("Stilling", Format.PROSENT, 9), Felt("Kroner", Format.KRONER, 12),
    Felt("Skyldig", Format.SKYLDIG, 14), Felt("Status", Format.STATUS, 14),
    Felt("Antall", Format.ANTALL, 8, "hvor mange"),
)  # fmt: skip
STATUSER = (Status.I_RUTE, Status.FOLG_MED, Status.NAAR_IKKE_NULL)


def tabell(rader: int, navn: str = "Provetabell") -> Rader:
    return Rader(
        "Tabellen", FELT,
        tuple(
            (FIENDTLIG[n % len(FIENDTLIG)], DAG + timedelta(days=n), 60 * n, n / 3, 40.0 + n, 1234.5 * n, 5.0 - n,
             STATUSER[n % 3], n)
            for n in range(rader)
        ),
        navn=navn, sum=("Timer", "Kroner"), merknad="Merk dette.",
    )  # fmt: skip


def kurve(fra: float) -> Diagram:
    x = tuple(DAG + timedelta(weeks=n) for n in range(20))
    plan = tuple(fra - 10.0 * n for n in range(20))
    naa = tuple(fra - 9.0 * n if n < 12 else None for n in range(20))
    merke = tuple(fra if n == 11 else None for n in range(20))
    serier = (Serie("Skyldig", naa), Serie("Jevn plan", plan, "plan"), Serie("I dag", merke, "merke"))
    return Diagram("Kurven faller", x, serier, "En linje som faller.", "Dato", "timer")


def alt(rader: int = 14) -> Side:
    stolper = Diagram(
        "Stolpene ligger", ("Åse", "=cmd", "Bo"),
        (Serie("Nå", (3.0, -1.0, 12.5), "stolpe"), Serie("Plan", (2.0, 1.0, 9.0), "stolpe")), "Tre stolper.",
    )  # fmt: skip
    return Side(
        "Prøve", "Alt på én side",
        (
            Nokkelrad((Nokkeltall("Skyldig", 1234.5, Format.SKYLDIG, "av alt"), Nokkeltall("Neste", DAG, Format.DATO),
                       Nokkeltall("Status", Status.BRUDD, Format.STATUS))),
            Ferskhet("Ferske?", (("Ansatte", 'AND(SUM(1,2)=3,COUNTIF($A$1:$A$2,"x")=0)'), ("Vakter", "1=2"))),
            Fakta("Fakta", (("Timer", 7.25, Format.TIMER, "aml. § 10-4"), ("Dato", DAG, Format.DATO, "")), True),
            tabell(rader),
            Liste("Liste", (Punkt(Status.ADVARSEL, "Noe å se på. " * 12, "liten tekst"), Punkt("", "Uten status"))),
            Lenker("Lenker", (("Prøve", "denne siden"), ("Finnes ikke", "blir ren tekst"))),
            kurve(100.0),
            stolper,
            Notat(("Først. " * 40, "Så."), "Notat"),
            Notat(("Liten.",), liten=True),
            Skrivelinjer("Skriv her", 2, "ledetekst"),
            Signatur(("Leder", "Ansatt")),
        ),
        DAG, "Furulia & sønn", "Undertittel", "#0123456789ab", False, DAG,
    )  # fmt: skip


def levende() -> Side:
    """A page that computes itself, with native formulas: its values are placed, and what is to write on is open."""
    return Side(
        "Levende", "Regner selv",
        (
            Celletall("", (Cellelinje("Dato", DAG, Format.DATO, "Skriv en annen.", "!Dagen"),), inndata=True),
            Nokkelrad((Nokkeltall("Sum", Formel("SUM(1,2)", 3), Format.ANTALL, "av to"),
                       Nokkeltall("Fast", 2.5, Format.TIMER))),
            Celletall("Timer", (Cellelinje("Skyldig", Formel("2+0.5", 2.5), Format.SKYLDIG, "noe"),
                                Cellelinje("Tekst", Formel('"a"&"b"', "ab"), Format.TEKST))),
        ),
        Formel("DATE(2026,9,13)", DAG), "Furulia",
    )  # fmt: skip


def uke() -> Side:
    """Shifts with and without a letter, two on one day, a name that looks like a formula, and more than one table."""
    felt = (Felt("Ansatt", Format.TEKST, 18), *(Felt(f"man {n:02}.03.", Format.VAKT, 15) for n in range(9, 12)))
    rader = (
        ("Varsles innen", "", "24.02. ute", "25.02."), ("Ledig", "", "L 07:30–15:00\nSykepleier", ""),
        ("=1+1", "07:30–15:00\nT 15:30–20:00", "T? 07:30–15:00", "borte"),
        ("Bo", "E 07:30–15:00", "B 7:30–15", "O 22–7"),
    )  # fmt: skip
    tabeller = (Rader(f"Uke {n}", felt, rader, samlet=True) for n in (11, 12))
    return Side("Uke 11", "Vaktuke 11", (*tabeller, Notat(("Liten.",), liten=True)), DAG, "Furulia", liggende=True)


SIDER: dict[str, Callable[[], Side]] = {
    "alt": alt,
    "levende": levende,
    "uke": uke,
    "lang": lambda: Side("Lang", "Lang tabell", (tabell(60, "Lang"),), DAG, "Furulia", stempel="1&2", liggende=True),
    "kort": lambda: Side("Lang", "Kort tabell", (tabell(3, "Lang"), kurve(-20.0)), DAG),
    "kurve": lambda: Side("Lang", "Kurven", (tabell(5, "Lang"), kurve(80.0)), DAG),
    "vakter": lambda: Side("vakter", "Som en tabell", (Notat(("Noe.",)),), DAG),
}
