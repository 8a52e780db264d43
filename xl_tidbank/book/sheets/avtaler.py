"""The agreements as pages to print and sign: the collective one, the individual one and the one on deduction.

The words stand in avtaletekst.toml. What the tables do not hold is a line to write on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from xl_tidbank.core import grenser, parameters, tekst
from xl_tidbank.core.model import Ansatt, Avtale, dager, rad_paa
from xl_tidbank.core.rules.avtale import tidbank_tak
from xl_tidbank.core.tid import frister
from xl_tidbank.core.valg import Valg

from ..page.plain import Blokk, Fakta, Felt, Format, Notat, Rader, Side, Signatur, Skrivelinjer, Verdi, arknavn
from .common import datospenn, person

LINJE, KORT = "_" * 26, "_" * 9
ARK_KOLLEKTIV = "Kollektiv avtale"
Faktalinje = tuple[str, Verdi, Format, str]


class Individuell(NamedTuple):
    """What the individual agreement is filled from. rader: the agreement rows of the period, () = none yet."""

    ansatt: Ansatt
    rader: tuple[Avtale, ...]

    def naa(self, dag: date) -> Avtale | None:
        """The row in force on the day, else the first."""
        return rad_paa(self.rader, dag) or next(iter(self.rader), None)


@cache
def _tekster() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("avtaletekst.toml").read_text("utf-8"))


def _punkter(hvilke: str, fra: int, **verdier: str) -> list[Notat]:
    """The numbered points of one agreement, filled in."""
    return [
        Notat(tuple(a.format_map(verdier) for a in p["avsnitt"]), f"{nr}. {p['tittel']}")
        for nr, p in enumerate(_tekster()[hvilke], fra)
    ]


def _felles(valg: Valg, dag: date) -> dict[str, str]:
    frist = valg.varselfrist(dag)
    return {
        "linje": KORT,
        "avlyst": _tekster()["avlyst"][valg["avlyst_vakt"]],
        "maaneder": _maaneder(valg.paa("oppsigelse_maaneder", dag)),
        "kollektiv_maaneder": _maaneder(valg.paa("kollektiv_oppsigelse", dag)),
        "gjennomgang": tekst.tall(valg.paa("gjennomgang_uker", dag)),
        "varsel": f"minst {frist} dager" + (f" ({valg['sentral_avtale']})" if valg["sentral_avtale"] else ""),
        "tak": tekst.tall(valg.maks_andel(dag)),
        "periode": tekst.tall(parameters.verdi("periode_maks", dag) / 7),
    }


def _maaneder(antall: float) -> str:
    return f"{int(antall)} {'måned' if antall == 1 else 'måneder'}"


def _tekstlinje(navn: str, verdi: str) -> Faktalinje:
    return navn, verdi or LINJE, Format.TEKST, ""


# The collective agreement


def kollektiv_side(
    enheter: Sequence[str], inngaatt: date | None, dag: date, *, valg: Valg, virksomhet: str, stempel: str
) -> Side:
    """enheter: units with tidbank. inngaatt: the day the agreement was made, by the table Prosess; the choice
    kollektiv_dato comes first."""
    inngaatt = valg["kollektiv_dato"] or inngaatt
    parter = valg["kollektiv_parter"]
    uke, tak = float(valg["ukestimer_fulltid"]), valg.maks_andel(dag)
    verdier = _felles(valg, dag) | {
        "inngaatt": tekst.dato(inngaatt) if inngaatt else KORT,
        "uke": tekst.tall(uke),
        "kreditt": tekst.tall(uke * tak / 100),
    }
    blokker: list[Blokk] = [
        Fakta(
            "",
            (
                *((_tekstlinje("Parter", parter),) if parter else ()),
                *(() if parter else (_tekstlinje("Arbeidsgiver", virksomhet), _tekstlinje("Organisasjon", "Delta"))),
                _tekstlinje("Gjelder enhetene", ", ".join(e for e in enheter if e)),
            ),
        ),
        *_punkter("kollektiv", 1, **verdier),
        Signatur(("For arbeidsgiver", "For Delta")),
        _forbehold("Etter Deltas utkast til avtale om tidbank, pkt. 1–13, med våre ord."),
    ]
    return Side(
        ARK_KOLLEKTIV, "Avtale om tidbank", tuple(blokker), gjelder=dag, virksomhet=virksomhet,
        undertittel="Kollektiv avtale mellom arbeidsgiver og Delta", stempel=stempel, hoyst_sider=2,
    )  # fmt: skip


def _forbehold(forst: str) -> Notat:
    return Notat((f"{forst} {_tekster()['overtid']}",), liten=True)


# The individual agreement


def individuell_side(b: Individuell, dag: date, *, valg: Valg, virksomhet: str, stempel: str) -> Side:
    a, rad = b.ansatt, b.naa(dag)
    timer = tekst.timer(rad.uke) if rad else KORT
    punkter = _punkter("individuell", 2, timer=timer, **_felles(valg, dag))
    blokker: list[Blokk] = [
        Fakta(
            "",
            (
                _tekstlinje("Arbeidsgiver og arbeidssted", ", ".join(t for t in (virksomhet, a.enhet) if t)),
                _tekstlinje("Ansatt", person(a.ansattnr, a.navn)),
                _tekstlinje("Stilling", a.kompetanse),
                _tekstlinje("Ba om større stilling", tekst.dato(rad.onsket) if rad and rad.onsket else ""),
            ),
        ),
        _stillingen(b, dag, valg),
        *punkter,
        _tillegg(rad, len(punkter) + 2),
        _datoer(rad, len(punkter) + 3, valg),
        Skrivelinjer("Annet vi er enige om", 2),
        Signatur(("For arbeidsgiver", "Ansatt")),
        _forbehold(
            "Tillegg til arbeidsavtalen. Endringer skjer skriftlig, senest den dagen de trer i kraft (aml. § 14-8). "
            "Etter Deltas veileder og utkast, med våre ord; kontroller mot gjeldende lov og tariffavtale."
        ),
    ]
    return Side(
        arknavn(f"Avtale {person(a.ansattnr, a.navn)}"), "Individuell avtale om tidbank", tuple(blokker), gjelder=dag,
        virksomhet=virksomhet,
        undertittel=" · ".join(t for t in (a.navn, f"ansattnr {a.ansattnr}", a.enhet) if t), stempel=stempel,
        hoyst_sider=2,
    )  # fmt: skip


def _stillingen(b: Individuell, dag: date, valg: Valg) -> Blokk:
    tak = tekst.tall(grenser.egen_andel(valg, b.rader[0]).gjelder if b.rader else valg.maks_andel(dag))
    if not b.rader:
        navn = ("Gjelder fra og til", "Fast stilling, %", "Tidbank, %", "Timer i uken i full stilling", "Periode")
        return Fakta(f"1. Stilling (høyst {tak} % av egen stilling i tidbank)", tuple(_tekstlinje(n, "") for n in navn))
    felt = (
        Felt("Fra", Format.DATO, 11),
        Felt("Til", Format.DATO, 11),
        Felt("Fast stilling", Format.PROSENT, 9),
        Felt("Tidbank", Format.PROSENT, 9),
        Felt("I alt", Format.PROSENT, 9),
        Felt("Del av egen stilling", Format.PROSENT, 10),
        Felt("Tidbank, timer i uken", Format.TIMER, 10),
        Felt("Timer å arbeide inn", Format.TIMER, 10),
    )
    rader = tuple(
        (
            r.fra, r.til, r.fast_pst, r.tidbank_pst, r.fast_pst + r.tidbank_pst,
            round(100 * tidbank_tak.andel(r.fast_pst, r.tidbank_pst), 2), r.uke, r.uke * dager(r.fra, r.til) / 7,
        )
        for r in b.rader
    )  # fmt: skip
    p = b.rader[0]
    return Rader(
        "1. Stilling", felt, rader,
        merknad=f"Avregningsperiode {datospenn(p.periodestart, p.periodeslutt)}. Prosentene er av full stilling, "
        f"{tekst.tall(p.ukestimer)} timer i uken. Høyst {tak} % av egen stilling kan ligge i tidbank (Delta § 7).",
    )  # fmt: skip


def _tillegg(rad: Avtale | None, nr: int) -> Fakta:
    """Every supplement, each on its line (aml. § 14-6): the rates are the tariff's, so they are lines to write on."""
    lonn = f"kr {tekst.kroner(rad.timelonn)}" if rad and rad.timelonn is not None else ""
    ubekvem = ("Kveldstillegg", "Nattillegg", "Lørdags- og søndagstillegg", "Tillegg på røde dager")
    linjer = (
        ("Timelønn", lonn, "månedlig"),
        *((navn, "", "månedlig, snitt") for navn in ubekvem),
        ("Tillegg for tidbank", "", "til avtalen slutter"),
        ("Kortere år i tredelt turnus, timer", "", "til avtalen slutter"),
        ("Overtid", "", "etterskuddsvis"),
    )
    return Fakta(
        f"{nr}. Lønn og tillegg, hver for seg (aml. § 14-6; utkastet pkt. 7 og 13)",
        tuple((navn, verdi or LINJE, Format.TEKST, naar) for navn, verdi, naar in linjer),
    )


def _datoer(rad: Avtale | None, nr: int, valg: Valg) -> Blokk:
    datoer = varsel = ""
    if rad:
        start, til = rad.periodestart, rad.periodeslutt
        alle = frister.gjennomganger(start, til, valg.paa("gjennomgang_uker", start))
        datoer = ", ".join(map(tekst.dato, alle)) or "ingen i perioden"
        varsel = tekst.dato(frister.sluttvarsel(til))
    return Fakta(
        f"{nr}. Datoer i perioden",
        (
            _tekstlinje("Gjennomgang", datoer),
            _tekstlinje("Senest varsel og plan", varsel),
        ),
    )


# The agreement on deduction


def trekkavtale_side(b: Individuell, dag: date, *, virksomhet: str, stempel: str) -> Side:
    """A page of its own: a general clause in the contract is not enough (B17)."""
    a, rad = b.ansatt, b.naa(dag)
    naar, hva, slik = _punkter("trekk", 1)
    lonn = f"kr {tekst.kroner(rad.timelonn)}" if rad and rad.timelonn is not None else ""
    timer = tekst.timer(rad.trekk_timer) if rad and rad.trekk_timer is not None else ""
    kroner = f"kr {tekst.kroner(rad.trekk_kr)}" if rad and rad.trekk_kr is not None else ""
    return Side(
        arknavn(f"Trekk {person(a.ansattnr, a.navn)}"),
        "Avtale om trekk i sluttoppgjør",
        (
            Fakta(
                "",
                (
                    _tekstlinje("Arbeidsgiver", virksomhet),
                    _tekstlinje("Ansatt", person(a.ansattnr, a.navn)),
                    _tekstlinje("Avregningsperiode", datospenn(rad.periodestart, rad.periodeslutt) if rad else ""),
                    _tekstlinje("Inngått", tekst.dato(rad.trekkavtale) if rad and rad.trekkavtale else ""),
                ),
            ),
            naar,
            hva,
            slik,
            Fakta(
                "4. Beløpet",
                (
                    _tekstlinje("Høyst så mange påløpte timer", timer),
                    _tekstlinje("Timelønn nå; den siste dagen gjelder", lonn),
                    _tekstlinje("Trekkes høyst, kroner", kroner),
                ),
            ),
            Signatur(("For arbeidsgiver", "Ansatt")),
            Notat(("Frivillig, og inngått på forhånd. Aml. § 14-15 (2) c; Delta § 11.",), liten=True),
        ),
        gjelder=dag, virksomhet=virksomhet, undertittel=f"{a.navn} · ansattnr {a.ansattnr}".strip(" ·"),
        stempel=stempel, hoyst_sider=1,
    )  # fmt: skip
