"""Small banks for tests: one employee on 60 + 40 % over 52 weeks unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any

from xl_tidbank.book.template import inputs
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import Feilmelding
from xl_tidbank.core.model import (
    Ansatt,
    Avtale,
    Fravaer,
    Gjennomgang,
    Grunnturnusrad,
    Import,
    Innstilling,
    Kapasitet,
    Kartleggingsaar,
    Kilde,
    Kompetanse,
    Lonnsrad,
    Merknad,
    Prosessrad,
    Tabeller,
    Tilbud,
    Timebankrad,
    Timeforing,
    Turnusvakt,
    Utelatt,
    Vakt,
    Vaktkode,
)
from xl_tidbank.tables import assemble, schema
from xl_tidbank.tables.names import bokstaver, kolonnenr

START, SLUTT = date(2026, 1, 5), date(2027, 1, 3)


def minutter(klokke: str) -> int:
    timer, _, minutt = klokke.partition(":")
    return int(timer) * 60 + int(minutt)


def _rad(ark: str, n: int) -> Kilde:
    return Kilde(ark, n + 2, {"A": "A"})


def _uten_tomme(felt: dict[str, Any]) -> dict[str, Any]:
    """TOML has no null: an empty text in a date is an empty cell."""
    return {k: None if v == "" and k in ("varslet", "signert") else v for k, v in felt.items()}


def avtale(n: int = 0, **endret: Any) -> Avtale:
    grunnlag: dict[str, Any] = {
        "ansattnr": "1", "fra": START, "til": SLUTT, "fast_pst": 60, "tidbank_pst": 40, "ukestimer": 35.5,
        "periodestart": START, "periodeslutt": SLUTT, "signert": date(2025, 12, 1), "kilde": _rad("Avtaler", n),
    }  # fmt: skip
    if "periodestart" in endret:
        grunnlag["fra"] = endret["periodestart"]
    if "periodeslutt" in endret:
        grunnlag["til"] = endret["periodeslutt"]
    return Avtale(**_uten_tomme({**grunnlag, **endret}))


def vakt(n: int = 0, *, start: str = "07:30", slutt: str = "15:00", **endret: Any) -> Vakt:
    endret |= {k: minutter(endret[k]) for k in ("faktisk_start", "faktisk_slutt") if k in endret}
    grunnlag: dict[str, Any] = {
        "vaktnr": f"V{n}", "ansattnr": "1", "start": minutter(start), "slutt": minutter(slutt), "pause": 0,
        "maate": "Tildelt", "status": "Utført", "varslet": date(2025, 12, 1), "kilde": _rad("Vakter", n),
    }  # fmt: skip
    return Vakt(**_uten_tomme({**grunnlag, **endret}))


def turnus(n: int = 0, *, start: str = "07:30", slutt: str = "15:00", **endret: Any) -> Turnusvakt:
    endret |= {k: minutter(endret[k]) for k in ("faktisk_start", "faktisk_slutt") if k in endret}
    tider: tuple[Any, ...] = (None, None) if endret.get("fri") else (minutter(start), minutter(slutt))
    grunnlag: dict[str, Any] = {"ansattnr": "1", "start": tider[0], "slutt": tider[1]}
    return Turnusvakt(**{**grunnlag, "kilde": _rad("Turnus", n), **endret})


DAGKOLONNER = {"Ansattnr": "A", "Man": "G", "Tir": "H", "Ons": "I", "Tor": "J", "Fre": "K", "Lør": "L", "Søn": "M"}
VAKTKODER = {"D": ("07:30", "15:00", 30), "A": ("14:30", "22:00", 30), "N": ("21:45", "07:45", 0)}


def grunnturnusrad(n: int = 0, *, uker: str = "", **endret: Any) -> Grunnturnusrad:
    """uker: the codes of the week, Monday first, with a space between them. A row of a group alone is a week of it, one
    of a group and a person is who follows it."""
    dager = dict(zip(("man", "tir", "ons", "tor", "fre", "lor", "son"), uker.split(), strict=bool(uker)))
    kilde = Kilde("Grunnturnus", n + 2, DAGKOLONNER)
    egne: dict[str, Any] = {"ansattnr": "1", "fra": START, "uke": n + 1}
    if "gruppe" in endret:
        egne = {"fra": START} if "ansattnr" in endret else {"uke": n + 1}
    return Grunnturnusrad(**{**egne, "kilde": kilde, **dager, **endret})


def vaktkode(kode: str, start: str, slutt: str, pause: int) -> Vaktkode:
    return Vaktkode(kode, minutter(start), minutter(slutt), pause)


def fravaer(n: int = 0, **endret: Any) -> Fravaer:
    return Fravaer(**{"ansattnr": "1", "kode": "SYK", "kilde": _rad("Fravær", n), **endret})


def tilbud_(n: int = 0, **endret: Any) -> Tilbud:
    return Tilbud(**{"vaktnr": "V0", "ansattnr": "1", "kilde": Kilde("Ledige vakter", n + 2, {"Begrunnelse": "H"}),
                     **endret})  # fmt: skip


def kapasitet(n: int = 0, **endret: Any) -> Kapasitet:
    return Kapasitet(**{"kilde": _rad("Kapasitet", n), **endret})


def timeforing(n: int = 0, **endret: Any) -> Timeforing:
    felt: dict[str, Any] = {k: minutter(v) if k in ("start", "slutt") else v for k, v in endret.items()}
    return Timeforing(**{"ansattnr": "1", "kilde": _rad("Timer", n), **felt})


def timebankrad(n: int = 0, **endret: Any) -> Timebankrad:
    return Timebankrad(**{"ansattnr": "1", "kilde": _rad("Timebank", n), **endret})


def prosessrad(n: int = 0, **endret: Any) -> Prosessrad:
    kilde = Kilde("Prosess", n + 2, {"Enhet": "A", "Steg": "B", "Planlagt": "C", "Gjennomført": "D", "Merknad": "G"})
    return Prosessrad(**{"enhet": "", "kilde": kilde, **endret})


def kartleggingsaar(n: int = 0, **endret: Any) -> Kartleggingsaar:
    return Kartleggingsaar(**{"enhet": "", "kilde": _rad("Kartlegging", n), **endret})


def lonnsrad(n: int = 0, **endret: Any) -> Lonnsrad:
    """461 500 a year is 250 an hour at 35.5 hours a week."""
    grunnlag = {"ansattnr": "1", "fra": START, "arslonn": 461_500, "kilde": _rad("Lønnsgrunnlag", n)}
    return Lonnsrad(**{**grunnlag, **endret})


def register(navn: str, rader: list[dict[str, Any]]) -> tuple[Any, ...]:
    """The records of a register, each with the cells it would stand in."""
    t = schema.ETTER_NAVN[navn]
    post: Any = t.post
    kolonner = {k.navn: bokstaver(n) for n, k in enumerate(t.kolonner, 1)}
    return tuple(post(**rad, kilde=Kilde(t.ark, n + 2, kolonner)) for n, rad in enumerate(rader))


def innhenting(n: int = 0, **endret: Any) -> Import:
    """A line in the log of imports: the roster of May, without conflicts unless it says so."""
    grunnlag: dict[str, Any] = {
        "tidspunkt": datetime(2026, 4, 30, 12, 5), "profil": "turnusgrid", "fil": "Turnus mai.xlsx", "sha256": "9f3a1c",
        "fra": date(2026, 5, 4), "til": date(2026, 5, 17), "opphav": "grid:Mai", "kilde": _rad("Importer", n),
    }  # fmt: skip
    return Import(**{**grunnlag, **endret})


def bank(
    avtaler: list[dict[str, Any]] | None = None,
    vakter: list[dict[str, Any]] | None = None,
    fravaer_: list[dict[str, Any]] | None = None,
    *,
    ansatte: list[dict[str, Any]] | None = None,
    turnus_: list[dict[str, Any]] | None = None,
    gjennomganger: list[dict[str, Any]] | None = None,
    innstillinger: dict[str, Any] | None = None,
    kapasitet_: list[dict[str, Any]] | None = None,
    timer: list[dict[str, Any]] | None = None,
    timebank: list[dict[str, Any]] | None = None,
    prosess: list[dict[str, Any]] | None = None,
    kartlegging: list[dict[str, Any]] | None = None,
    lonn: list[dict[str, Any]] | None = None,
    merknader: list[tuple[str, str, int, str]] | None = None,
    utelatt: list[tuple[str, str, str, str]] | None = None,
    kompetanser: dict[str, str] | None = None,
    grunnturnus: list[dict[str, Any]] | None = None,
    miljo: dict[str, list[dict[str, Any]]] | None = None,
    tilbud: list[dict[str, Any]] | None = None,
    importer: list[dict[str, Any]] | None = None,
) -> Bank:
    return Bank(
        Tabeller(
            avtaler=tuple(avtale(n, **a) for n, a in enumerate([{}] if avtaler is None else avtaler)),
            vakter=tuple(vakt(n, **v) for n, v in enumerate(vakter or [])),
            fravaer=tuple(fravaer(n, **f) for n, f in enumerate(fravaer_ or [])),
            ansatte=tuple(Ansatt(**{"ansattnr": "1", "navn": "Kari Lund", **a}) for a in (ansatte or [{}])),
            turnus=tuple(turnus(n, **t) for n, t in enumerate(turnus_ or [])),
            gjennomganger=tuple(Gjennomgang(**{"ansattnr": "1", **g}) for g in gjennomganger or []),
            kapasitet=tuple(kapasitet(n, **k) for n, k in enumerate(kapasitet_ or [])),
            timer=tuple(timeforing(n, **t) for n, t in enumerate(timer or [])),
            timebank=tuple(timebankrad(n, **t) for n, t in enumerate(timebank or [])),
            # Not there unless the test speaks of it: an empty process is itself a finding.
            prosess=None if prosess is None else tuple(prosessrad(n, **p) for n, p in enumerate(prosess)),
            kartlegging=None
            if kartlegging is None
            else tuple(kartleggingsaar(n, **k) for n, k in enumerate(kartlegging)),
            lonnsgrunnlag=tuple(lonnsrad(n, **r) for n, r in enumerate(lonn or [])),
            utelatt=tuple(
                Utelatt(nr, (Feilmelding(ark, celle, tekst, nr),)) for nr, ark, celle, tekst in utelatt or ()
            ),
            merknader=tuple(
                Merknad(alvor, Kilde(ark, rad), tekst, "Rett.") for alvor, ark, rad, tekst in merknader or ()
            ),
            kompetanser=None if kompetanser is None else tuple(Kompetanse(*par) for par in kompetanser.items()),
            grunnturnus=None
            if grunnturnus is None
            else tuple(grunnturnusrad(n, **g) for n, g in enumerate(grunnturnus)),
            importer=None if importer is None else tuple(innhenting(n, **i) for n, i in enumerate(importer)),
            vaktkoder=None if grunnturnus is None else tuple(vaktkode(k, *tid) for k, tid in VAKTKODER.items()),
            miljo=None if miljo is None else {navn: register(navn, rader) for navn, rader in miljo.items()},
            tilbud=None if tilbud is None else tuple(tilbud_(n, **x) for n, x in enumerate(tilbud)),
            innstillinger=tuple(
                Innstilling(n, v, Kilde("Innstillinger", 2, {"Verdi": "B"})) for n, v in (innstillinger or {}).items()
            ),
        )
    )


def tilfelle(t: Mapping[str, Any]) -> Bank:
    """The bank of a case in tests/cases: as given, or as read from sheets where some cells hold something else."""
    uker = [{"dato": START + timedelta(weeks=n)} for n in t.get("turnus_uker", ())]  # a day shift each Monday
    gitt = bank(
        t.get("avtaler"), t.get("vakter"), t.get("fravaer"), ansatte=t.get("ansatte"),
        turnus_=[*t.get("turnus", ()), *uker], gjennomganger=t.get("gjennomganger"),
        innstillinger=t.get("innstillinger"), kapasitet_=t.get("kapasitet"), timer=t.get("timer"),
        timebank=t.get("timebank"), prosess=t.get("prosess"), kartlegging=t.get("kartlegging"), lonn=t.get("lonn"),
        merknader=t.get("merknader"), utelatt=t.get("utelatt"), grunnturnus=t.get("grunnturnus"),
        miljo=t.get("miljo"), importer=t.get("importer"), tilbud=t.get("tilbud"),
    )  # fmt: skip
    return lest(ark(gitt.tabeller, t["celler"])) if "celler" in t else gitt


Ark = dict[schema.Tabell, list[list[str]]]


def ark(tabeller: Tabeller, celler: Mapping[str, str] | None = None) -> Ark:
    """The tables as somebody would type them, header first; one that was not handed over is not there.

    celler: what stands in some cells instead, such as {"Vakter!E2": "25:00"}.
    """
    ut: Ark = {}
    for t in schema.TABELLER:
        felt = next(f.name for f in fields(tabeller) if t.post.__name__ in str(f.type))
        poster = getattr(tabeller, felt)
        if poster is not None:
            ut[t] = [[k.navn for k in t.kolonner], *(_skrevet(t, p) for p in poster)]
    for navn, poster in (tabeller.miljo or {}).items():
        t = schema.ETTER_NAVN[navn]
        ut[t] = [[k.navn for k in t.kolonner], *(_skrevet(t, p) for p in poster)]
    for sted, verdi in (celler or {}).items():
        navn, celle = sted.split("!")
        bokstav = celle.rstrip("0123456789")
        rader, rad = ut[schema.ETTER_NAVN[navn]], int(celle[len(bokstav) :])
        while len(rader) < rad:
            rader.append([""] * len(rader[0]))
        rader[rad - 1][kolonnenr(bokstav) - 1] = verdi
    return ut


def _skrevet(t: schema.Tabell, post: Any) -> list[str]:
    rad = [skrevet(k, v) for k, v in zip(t.kolonner, post[:-1], strict=False)]
    return [*rad, *[""] * (len(t.kolonner) - len(rad))]


def skrevet(k: schema.Kolonne, verdi: Any) -> str:
    """A value as it is typed; nothing where an empty cell means the same."""
    if verdi == k.tom and type(verdi) is type(k.tom):
        return ""
    tekst = inputs.vist(k, verdi)
    return tekst.replace(".", ",") if isinstance(verdi, float) else tekst


def lest(ark_: Ark) -> Bank:
    """The bank as the program reads the sheets."""
    return Bank(assemble.les_omrader(ark_))
