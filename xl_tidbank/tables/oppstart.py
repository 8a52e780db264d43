"""The questions a new bank begins with, as data: what is asked, and which choices of Innstillinger an answer sets.

They are few, and those without which the first day of an ordinary workplace would be red: the law's limits hold until
an agreement is named. An answer left out changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from xl_tidbank.core import parameters
from xl_tidbank.core.errors import Verdifeil
from xl_tidbank.core.tekst import dato
from xl_tidbank.core.valg import BARE_JA

from . import cells, deler

Satt = dict[str, tuple[Any, str]]  # choice -> value and reason


class Oppstart(NamedTuple):
    """One question. navn: its key in a file of answers. svar: what may be answered, () = free text. setter: the choices
    an answer sets."""

    navn: str
    sporsmaal: str
    svar: tuple[str, ...]
    setter: Callable[[str], Satt]


def _virksomhet(svar: str) -> Satt:
    return {"virksomhet": (svar, "")}


def _tariff(svar: str) -> Satt:
    if svar == "ingen":
        return {"tariffbundet": ("Nei", "Svart ved oppstart: virksomheten har ikke tariffavtale.")}
    hvorfor = f"Svart ved oppstart: virksomheten er bundet av tariffavtale ({svar})."
    return {"tariffbundet": ("Ja", hvorfor), "tariffomrade": (svar, hvorfor)}


def _tredelt(svar: str) -> Satt:
    if svar == "Nei":
        return {}
    hvorfor = (
        "Svart ved oppstart: tredelt turnus. Uken omregnes til mellom 36 og 38 timer (aml. § 10-4 (6)), og 38 er den "
        "høyeste. Hver enkelts omregnede uke skrives i Ukestimer i Avtaler."
    )
    return {"uke_alminnelig": ("38", hvorfor)}


def _avtale(valg: str, hva: str, **mer: str) -> Callable[[str], Satt]:
    def setter(svar: str) -> Satt:
        if svar.casefold() in _INGEN:
            return {}
        if svar.casefold() in BARE_JA:  # no reference: the law's limits hold until the agreement is named
            raise Verdifeil(f"«{svar}» sier ikke hvilken {hva}. Skriv datoen og navnet på avtalen, ellers nei.")
        hvorfor = f"Svart ved oppstart: {hva}."
        return {valg: (svar, hvorfor), **{n: (v, hvorfor) for n, v in mer.items()}}

    return setter


def _varsel(svar: str) -> Satt:
    dager = cells.tall(svar.lower().removesuffix("dager").strip(), "varsel")
    lovens = int(parameters.siste("varselfrist"))
    if dager is None or dager != int(dager) or not 1 <= dager <= 90:
        raise Verdifeil(f"Varsel er «{svar}». Skriv et helt antall dager, som {lovens}.")
    if dager < lovens:
        raise Verdifeil(
            f"Varsel er {int(dager)} dager. Kortere enn {lovens} dager må avtales med Delta sentralt: skriv {lovens} "
            "her, og avtalen på arket Innstillinger."
        )
    return {} if dager == lovens else {"varselfrist": (int(dager), "Svart ved oppstart: avtalt lengre varsel.")}


_INGEN = frozenset(("", "nei", "ingen", "n", "0"))
SPORSMAAL: tuple[Oppstart, ...] = (
    Oppstart("virksomhet", "Hva heter arbeidsstedet?", (), _virksomhet),
    Oppstart("enheter", "Hvilke enheter har det? Skriv dem med komma mellom.", (), lambda svar: {}),
    Oppstart("tariffomrade", "Hvilken tariffavtale gjelder?", ("KS", "Spekter helse", "ingen"), _tariff),
    Oppstart("tredelt", "Går noen i tredelt turnus (dag, kveld og natt)?", ("Nei", "Ja"), _tredelt),
    Oppstart(
        "gjennomsnitt",
        "Er gjennomsnittsberegning avtalt med tillitsvalgte? Skriv datoen og navnet på avtalen, ellers nei.",
        (),
        _avtale(
            "gjennomsnitt_avtale", "avtale om gjennomsnittsberegning med tillitsvalgte (aml. § 10-5 (2))",
            gjennomsnitt="med tillitsvalgte",
        ),
    ),
    Oppstart(
        "natt",
        "Er nattevakter over åtte timer avtalt med tillitsvalgte? Skriv datoen og navnet på avtalen, ellers nei.",
        (),
        _avtale("natt_avtale", "avtale om lengre nattevakter med tillitsvalgte (aml. § 10-11 (9))"),
    ),
    Oppstart("varsel", "Hvor mange dagers varsel gjelder for tidbankvakter?", (), _varsel),
    Oppstart(
        "deler", f"Hvilke deler skal være med fra start ({', '.join(d.navn for d in deler.DELER)})? De kan legges til "
        "senere.", (), lambda svar: {},
    ),
)  # fmt: skip


class Oppstartsvar(NamedTuple):
    """What the answers come to. satt: choices of Innstillinger, with reasons."""

    satt: Satt
    enheter: tuple[str, ...]
    deler: tuple[str, ...]

    @property
    def rader(self) -> list[tuple[Any, ...]]:
        """Rows of Innstillinger."""
        return [(nokkel, verdi, "", "", "", hvorfor) for nokkel, (verdi, hvorfor) in self.satt.items()]


def tolk(svar: Mapping[str, object]) -> Oppstartsvar:
    """Raises Verdifeil with a sentence for an answer that cannot be used, or to a question nobody asked."""
    kjente = {q.navn: q for q in SPORSMAAL}
    satt: Satt = {}
    tekster: dict[str, str] = {}
    for navn, raa in svar.items():
        q = kjente.get(navn)
        if q is None:
            raise Verdifeil(f"«{navn}» er ikke et av spørsmålene. De er {', '.join(kjente)}.")
        tekst = tekster[navn] = _tekst(raa)
        if not tekst:
            continue
        if q.svar:
            tekst = _en_av(q, tekst)
        satt |= q.setter(tekst)
    avtalt = "gjennomsnitt_avtale" in satt or "natt_avtale" in satt
    if avtalt and satt.get("tariffbundet", ("", ""))[0] != "Ja":
        raise Verdifeil(
            "Avtaler med tillitsvalgte om arbeidstid gjelder bare der virksomheten har tariffavtale (aml. § 10-5 (2)). "
            "Svar på tariffomrade, eller svar nei på gjennomsnitt og natt."
        )
    enheter, valgte = (
        "" if t.casefold() in _INGEN else t for t in (tekster.get("enheter", ""), tekster.get("deler", ""))
    )
    delt = (e.strip() for e in enheter.replace(";", ",").split(",") if e.strip())
    return Oppstartsvar(satt, tuple(dict.fromkeys(delt)), deler.tolk(valgte))


def _tekst(raa: object) -> str:
    if isinstance(raa, bool):
        return "Ja" if raa else "Nei"
    if isinstance(raa, (list, tuple)):
        return ", ".join(map(str, raa))
    if isinstance(raa, date):
        return dato(raa)
    return " ".join(str(raa).split())


def _en_av(q: Oppstart, tekst: str) -> str:
    kort = {"j": "ja", "n": "nei", "spekter": "spekter helse"}.get(tekst.casefold(), tekst.casefold())
    for lovlig in q.svar:
        if lovlig.casefold() == kort:
            return lovlig
    oslo = " Oslo kommune (Dok. 25) har andre tillegg og støttes ikke." if q.navn == "tariffomrade" else ""
    raise Verdifeil(f"{q.navn} er «{tekst}». Svar en av: {', '.join(q.svar)}.{oslo}")
