"""Everything the bank holds about one employee, for that employee: own absences too, and nothing about others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from xl_tidbank.core.bank import Bank
from xl_tidbank.core.funn import Funn
from xl_tidbank.core.kolonner.kolonne import kolonne
from xl_tidbank.core.model import GODKJENT, TIDBANK, TILDELT, Ansatt, Art, Avtale, dager
from xl_tidbank.core.posteringer import periodeskyld
from xl_tidbank.core.tekst import dato, klokke, timer
from xl_tidbank.core.tid.grunnturnus import nokkel
from xl_tidbank.core.views import Saldo
from xl_tidbank.tables.schema import ALLE, TABELLER, Kolonne, Slag, Tabell

from ....core.tekst import LIK
from ...page.plain import Blokk, Fakta, Felt, Format, Nokkelrad, Nokkeltall, Notat, Rader, Side, Verdi
from ..common import ALVORSORD, person, stovfri
from .innsyn import STEMMER, STEMMER_IKKE
from .innsynstall import ANDEL, NAVN, PAALOPT, UKE
from .regnet import dato as datoformel
from .regnet import med_formel

ARK = "Min side"
SMAL = 6  # columns that have room on an upright page
# The tables with rows of one employee, and the field of `Tabeller` each is in.
EGNE = {
    "Avtaler": "avtaler", "Vakter": "vakter", "Turnus": "turnus", "Grunnturnus": "grunnturnus",
    "Fravær": "fravaer", "Gjennomganger": "gjennomganger", "Kapasitet": "kapasitet", "Timer": "timer",
    "Timebank": "timebank", "Lønnsgrunnlag": "lonnsgrunnlag", "Tilbud": "tilbud",
}  # fmt: skip
# The registers of the environment with rows of one employee.
EGNE_REGISTRE = ("Reisevaner", "Reiser", "Hjemmekontor", "Utstyr")
_FORMAT = {
    Slag.DATO: Format.DATO, Slag.PROSENT: Format.PROSENT, Slag.GRAD: Format.PROSENT, Slag.TALL: Format.TIMER,
    Slag.KRONER: Format.KRONER, Slag.MINUTTER: Format.ANTALL, Slag.KLOKKE: Format.KLOKKE,
}  # fmt: skip
OKER, MINSKER, ETTER = "Øker skyld (timer)", "Minsker skyld (timer)", "Skyldig etter (timer)"
TALL = ("periodeskyld", "paalopt", "arbeidet", "kreditert", "skyldig", "etterslep", "avtalt", "skyldig_etter_avtalt")
_SALDOFORMAT = {"skyldig": Format.SKYLDIG, "skyldig_etter_avtalt": Format.SKYLDIG, "etterslep": Format.ETTERSLEP}


class _Konto(NamedTuple):
    """An account of the person, as the pages name it. merke: "" for the one asked for, else 2, 3 ... by position.

    numre: every number it has had; flere: whether the person has more than one number, so the rows must say whose.
    """

    nr: str
    merke: str
    numre: tuple[str, ...]
    flere: bool


def minside_sider(bank: Bank, nr: str, dag: date, *, virksomhet: str, laget: date | None = None) -> list[Side]:
    """The pages of one employee on a day: of every number the person has (column Person), the account of `nr` first.

    Raises TidbankFeil for a number the bank does not know.
    """
    numre = bank.numre_til(nr)
    hoder = tuple(dict.fromkeys(bank.sak(n).ansattnr for n in numre))
    kontoer = [
        _Konto(hode, str(n) if n > 1 else "", tuple(x for x in numre if bank.sak(x).ansattnr == hode), len(numre) > 1)
        for n, hode in enumerate(hoder, 1)
    ]
    plass = {t.navn: _plasser(bank, t, kontoer) for t in TABELLER if t.navn in EGNE}
    egne = [t for t in ALLE if t.navn in EGNE or t.navn in EGNE_REGISTRE]
    tabeller = [r for t in egne if (r := _tabell(bank, t, kontoer, dag)) is not None]

    def side(ark: str, tittel: str, *blokker: Blokk, av: Sequence[str] = numre) -> Side:
        under = f"{bank.sak(nr).ansatt.navn} · ansattnr {' og '.join(av)}".strip(" ·")
        brede = any(isinstance(b, Rader) and len(b.felt) > SMAL for b in blokker)
        return Side(ark, tittel, blokker, gjelder=dag, virksomhet=virksomhet, undertittel=under, liggende=brede,
                    laget=laget)  # fmt: skip

    ut = []
    for k in kontoer:
        ark, konto = f"{ARK} {k.merke}".strip(), f"Konto {k.merke}".strip()
        om = () if k.merke else tuple(_om(bank, numre))
        saldo = bank.saldo_eller_ingen(k.nr, dag)
        if saldo is not None:
            tall = _tallene(bank, saldo, dag, k, plass)
            ut += [
                side(ark, "Min side i tidbanken", _nokkeltall(saldo), tall, *om, av=k.numre),
                side(konto, "Kontoen din", _konto(bank, k, dag), av=k.numre),
            ]
        else:
            hva = f"Du har ingen avregningsperiode i tidbanken {dato(dag)}."
            if bank.sak(k.nr).overlappende:
                hva = "Timene dine kan ikke regnes, for to avtaler gjelder samtidig. Leder må rette avtalene først."
            ut.append(side(ark, "Min side i tidbanken", *om, Notat((hva,)), av=k.numre))
    ut += [side(t.navn, t.navn, t) for t in tabeller]
    if (reiser := _reisene(bank, nr, dag)) is not None:
        ut.append(side("Reisene dine", "Reisene dine til arbeidet", reiser))
    return [*ut, side("Funn", "Funn som gjelder deg", _funn(bank, numre, dag))]


def _reisene(bank: Bank, nr: str, dag: date) -> Fakta | None:
    """What the employee has travelled this year: for the employee alone. None without a row of Reisevaner."""
    if bank.tabeller.miljo is None:
        return None
    from xl_tidbank.core.miljo import pendling
    from xl_tidbank.core.miljo.miljo import av

    miljo = bank.husk(av)
    if not any(r.ansattnr in bank.numre_til(nr) for r in miljo.registre.reisevaner):
        return None
    p = pendling.person(bank, miljo.registre, nr, date(dag.year, 1, 1), dag, dag)
    return Fakta(f"I {dag.year}, til {dato(dag)}", (
        ("Dager på arbeidet", len({d for d, _ in p.dager}), Format.ANTALL, ""),
        ("Kilometer", p.km, Format.ANTALL, "fram og tilbake"),
        ("Reiser tidbankvaktene ga i tillegg", p.bankturer, Format.ANTALL, f"av {len(p.bank)} vakter"),
        ("Kilometer de ga", p.bank_km, Format.ANTALL, ""),
        ("Dager på hjemmekontor uten reise", len(p.hjemme), Format.ANTALL, ""),
        ("Kilometer det sparte", p.spart_km, Format.ANTALL, ""),
    ))  # fmt: skip


def _om(bank: Bank, numre: Sequence[str]) -> Iterator[Fakta]:
    kjente = {a.ansattnr: a for a in bank.tabeller.ansatte or ()}
    for nr in numre:
        a = kjente.get(nr) or Ansatt(nr)
        hvem = (("Ansattnr", nr), ("Navn", a.navn), ("Enhet", a.enhet), ("Kompetanse", a.kompetanse))
        yield Fakta("Om deg", tuple((navn, verdi, Format.TEKST, "") for navn, verdi in hvem if verdi))


def _nokkeltall(s: Saldo) -> Nokkelrad:
    skyldig, etterslep = stovfri(s.skyldig), stovfri(s.etterslep)
    return Nokkelrad((
        Nokkeltall("Til gode, timer" if skyldig < 0 else "Skyldig, timer", abs(skyldig), Format.TIMER,
                   f"av {timer(s.periodeskyld)} for hele perioden"),
        Nokkeltall("Foran jevn plan, timer" if etterslep < 0 else "Bak jevn plan, timer", abs(etterslep), Format.TIMER),
        Nokkeltall("Avtalt framover, timer", s.avtalt, Format.TIMER, "vakter som er tildelt eller godkjent"),
        Nokkeltall("Neste gjennomgang", s.neste_gjennomgang or "Ingen flere", Format.DATO),
        Nokkeltall("Status", s.status, Format.STATUS),
    ))  # fmt: skip


def _tallene(bank: Bank, s: Saldo, dag: date, k: _Konto, plass: Mapping[str, Mapping[str, str]]) -> Rader:
    """A row as the bank gives it, and one where the same is computed from the rows of this file."""
    periode = bank.sak(s.ansattnr).periode(dag)
    assert periode is not None  # there is a balance
    d, slutt = datoformel(dag), datoformel(periode.slutt)
    konto, tallene = f"Konto{k.merke}", f"Tallene{k.merke}"
    avtaler, vakter = plass["Avtaler"].get(k.nr, ""), plass["Vakter"].get(k.nr)
    egne = f"«Avtaler|Periodestart{avtaler}»,{datoformel(periode.start)}"

    def minsker(*arter: str) -> str:
        return "+".join(f'SUMIFS(«{konto}|{MINSKER}»,«{konto}|Art»,"{art}")' for art in arter)

    avtalt = "+".join(
        f'SUMIFS(«Vakter|Timer{vakter}»,«Vakter|Type{vakter}»,"{TIDBANK}",«Vakter|Status{vakter}»,"{status}",'
        f'«Vakter|Dato{vakter}»,">"&{d},«Vakter|Dato{vakter}»,"<="&{slutt})'
        for status in (TILDELT, GODKJENT)
    )
    formler = {
        "periodeskyld": f"SUM(«{konto}|{OKER}»)",
        "paalopt": f"SUMIFS(«Avtaler|{PAALOPT}{avtaler}»,{egne})",
        "arbeidet": minsker(Art.ARBEIDET, Art.EKSTRA),
        "kreditert": minsker(Art.KREDITERT),
        "skyldig": f"SUM(«{konto}|{OKER}»)-SUM(«{konto}|{MINSKER}»)",
        "etterslep": f"«|{NAVN['paalopt']}»-«|{NAVN['arbeidet']}»-«|{NAVN['kreditert']}»",
        "avtalt": "0" if vakter is None else avtalt,
        "skyldig_etter_avtalt": f"«|{NAVN['skyldig']}»-«|{NAVN['avtalt']}»",
    }
    felt = [Felt("Ansattnr", Format.TEKST, 9), Felt("Hva", Format.TEKST, 20)]
    felt += [Felt(NAVN[n], _SALDOFORMAT.get(n, Format.TIMER), 9) for n in TALL]
    felt += [Felt("Neste gjennomgang", Format.DATO, 11), Felt("Status", Format.STATUS, 12)]
    banken: list[Verdi] = [stovfri(getattr(s, n)) for n in TALL]
    regnet = [med_formel(stovfri(getattr(s, n)), formler[n]) for n in TALL]
    likt = ",".join(f"ABS(«{tallene}|{NAVN[n]}|1»-«{tallene}|{NAVN[n]}|2»)<{LIK}" for n in TALL)
    svar = med_formel(STEMMER, f'IF(AND({likt}),"{STEMMER}","{STEMMER_IKKE}")')
    return Rader(
        "Timene dine", tuple(felt),
        (
            (s.ansattnr, "Fra banken", *banken, s.neste_gjennomgang, s.status),
            ("", "Etterregnet her", *regnet, None, None),
            ("", svar, *(None for _ in TALL), None, None),
        ),
        navn=tallene,
        merknad="Skyldig = periodeskyld minus arbeidet og godskrevet. Etterslep = påløpt minus arbeidet og godskrevet. "
        "Timer som ikke er arbeidet inn når perioden slutter, faller bort. Delta § 10 og § 15; utkastet pkt. 5 og 9.",
    )  # fmt: skip


def _konto(bank: Bank, k: _Konto, dag: date) -> Rader:
    felt = (
        Felt("Dato", Format.DATO, 11), Felt("Art", Format.TEKST, 16), Felt(OKER, Format.TIMER, 10),
        Felt(MINSKER, Format.TIMER, 10), Felt(ETTER, Format.SKYLDIG, 10), Felt("Hjemmel", Format.TEKST, 34),
        Felt("Kilde", Format.TEKST, 26),
    )  # fmt: skip
    navn = f"Konto{k.merke}"
    rader = []
    for n, p in enumerate(bank.konto(k.nr, til=dag), 1):
        foer = f"«{navn}|{ETTER}|{n - 1}»+" if n > 1 else ""
        etter = med_formel(stovfri(p.saldo), f"{foer}«|{OKER}»-«|{MINSKER}»")
        rader.append((
            p.dato, p.art, p.timer if p.timer > 0 else None, -p.timer if p.timer <= 0 else None, etter, p.hjemmel,
            p.kilde,
        ))  # fmt: skip
    merknad = "Kilde sier hvilket ark og hvilken celle i banken linjen kommer fra. Spør leder hvis noe ikke stemmer."
    return Rader("Posteringer", felt, tuple(rader), navn=navn, merknad=merknad)


def _poster(bank: Bank, t: Tabell, k: _Konto) -> list[Any]:
    # Agreements as the case has them: with the tidbank as percentage points, however the bank was filled in.
    if t.navn in EGNE_REGISTRE:
        return [p for p in (bank.tabeller.miljo or {}).get(t.navn, ()) if p.ansattnr in k.numre]
    alle: Any = bank.sak(k.nr).avtaler if t.navn == "Avtaler" else getattr(bank.tabeller, EGNE[t.navn]) or ()
    egne = [alle[n] for n, nr in enumerate(kolonne(alle, "ansattnr")) if nr in k.numre]
    if t.navn == "Turnus":  # the days of the pattern too
        skrevne = set(map(id, egne))
        egne += [p for p in bank.register.av("turnus", k.numre) if id(p) not in skrevne]
    if t.navn == "Grunnturnus":
        grupper = {nokkel(p.gruppe) for p in egne if p.gruppe}
        egne += [p for p in alle if not p.ansattnr and nokkel(p.gruppe) in grupper]
    return egne


def _plasser(bank: Bank, t: Tabell, kontoer: Sequence[_Konto]) -> dict[str, str]:
    """The rows of each account that has some, as a formula names them; "" where there is one account alone."""
    ut, foer = {}, 0
    for k in kontoer:
        if antall := len(_poster(bank, t, k)):
            ut[k.nr] = f"|{foer + 1}:{foer + antall}" if len(kontoer) > 1 else ""
            foer += antall
    return ut


def _tabell(bank: Bank, t: Tabell, kontoer: Sequence[_Konto], dag: date) -> Rader | None:
    """The employee's own rows of a table, account by account, every column; None where there are none."""
    poster = [p for k in kontoer for p in _poster(bank, t, k)]
    if not poster:
        return None
    kolonner = [(n, k) for n, k in enumerate(t.kolonner) if k.navn != "Ansattnr" or kontoer[0].flere]
    felt = [Felt(k.navn, _format(k), _bredde(k.slag, k.bredde)) for _, k in kolonner]
    rader: list[Sequence[Verdi]] = [[_celle(k.slag, p[n]) for n, k in kolonner] for p in poster]
    if t.navn == "Vakter":
        felt.append(Felt("Timer", Format.TIMER, 8))
        tid = "(MOD(«|Slutt»-«|Start»-1/1440,1)*1440+1-«|Pause»)/60"
        rader = [[*r, med_formel(p.timer, tid)] for r, p in zip(rader, poster, strict=True)]
    if t.navn == "Avtaler":
        felt += [Felt(UKE, Format.TIMER, 9), Felt(ANDEL, Format.PROSENT, 9), Felt(PAALOPT, Format.TIMER, 9)]
        rader = [[*r, *_regnet(p, periodeskyld.andel(bank.valg, p), dag)] for r, p in zip(rader, poster, strict=True)]
    if t.navn == "Fravær":
        koder = {k.kode: k.navn for k in bank.tabeller.koder}
        felt.append(Felt("Hva koden betyr", Format.TEKST, 30))
        rader = [[*r, koder.get(p.kode, "")] for r, p in zip(rader, poster, strict=True)]
    merknad = f"{t.innledning} {_kodene(bank)}".strip() if t.navn == "Grunnturnus" else t.innledning
    return Rader("", tuple(felt), tuple(map(tuple, rader)), navn=t.navn, merknad=merknad)


def _kodene(bank: Bank) -> str:
    """What the codes of the pattern stand for."""
    koder = [(k.kode, k.start, k.slutt) for k in bank.tabeller.vaktkoder or ()]
    vakter = [f"{n} er {klokke(a)}–{klokke(b)}" for n, a, b in koder if a is not None and b is not None]
    return "; ".join(vakter) + "." if vakter else ""


def _regnet(a: Avtale, andel: float, dag: date) -> tuple[Verdi, ...]:
    """Weekly hours, the part that is debt, and what has accrued on the day."""
    paalopt = a.uke * andel * dager(a.fra, min(a.til, dag)) / 7
    formel = f"«|{UKE}»*«|{ANDEL}»/100*MAX(0,MIN(«|Til»,{datoformel(dag)})-«|Fra»+1)/7"
    return med_formel(a.uke, "«|Ukestimer»*«|Tidbank %»/100"), 100 * andel, med_formel(paalopt, formel)


def _format(k: Kolonne) -> Format:
    return Format.ANTALL if k.navn in ("Uke", "Startuke") else _FORMAT.get(k.slag, Format.TEKST)


def _bredde(slag: Slag, bredde: float) -> float:
    return 11.0 if slag is Slag.DATO else min(bredde, 20.0)


def _celle(slag: Slag, verdi: Any) -> Verdi:
    if slag is Slag.JANEI:
        return "Ja" if verdi else "Nei"
    ut: Verdi = round(verdi * 100, 10) if slag is Slag.GRAD else verdi
    return ut


def _funn(bank: Bank, numre: Sequence[str], dag: date) -> Rader:
    hvem = [Felt("Ansattnr", Format.TEKST, 9)] if len(numre) > 1 else []
    felt = (Felt("Alvor", Format.STATUS, 17), *hvem, Felt("Regel", Format.TEKST, 26), Felt("Hva", Format.TEKST, 56),
            Felt("Tiltak", Format.TEKST, 44), Felt("Hjemmel", Format.TEKST, 26))  # fmt: skip
    rader = tuple(
        (ALVORSORD[f.alvor], *([f.ansattnr] if hvem else ()), f.slag.tittel, f.tekst, f.tiltak, f.hjemmel)
        for f in bank.funn(dag, ansatte=numre)
        if not _om_faa_andre(f, bank.valg.paa("minste_gruppe", dag))
    )
    return Rader("", felt, rader, tom="Ingen funn gjelder deg.", navn="Funn")


def _om_faa_andre(f: Funn, minst: float) -> bool:
    """Whether the finding compares with so few colleagues that it would tell about each of them (B30)."""
    return f.slag.andre is not None and f.slag.andre(f.fakta) < minst


def filnavn(bank: Bank, nr: str) -> str:
    rent = "".join(t for t in person(nr, bank.navn(nr)) if t.isalnum() or t in " -")
    return f"Min side {rent.strip() or nr}.xlsx"
