"""The environment: the year so far, the climate account, equipment, lending, and the joint year report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..book.page.formater import Format
from . import som_json
from .felles import funntabell, navn, noe, ramme
from .registry import Bruk, Ut, kommando
from .sporsmaal import Lestsvar, Sporsmaal, Svarslag
from .svar import Spalte, Svar, Tavle, Tittel, Utfil, Vist, kode

if TYPE_CHECKING:
    from ..book.page.plain import Side
    from ..core.bank import Bank
    from ..core.funn import Funn
    from ..core.miljo.klima import Klimaregnskap, Sum
    from ..core.miljo.miljo import Miljo

VISER = ("miljo",)
DEL = "miljo"
DAARLIG = 3  # the exit code of a workbook that is not one of these
AAR = Sporsmaal(
    "aar", Svarslag.TALL, "År. Tomt = året før.", valg=("--ar",), metavar="ÅR", kolonne="Nøkkeltall.År",
    hjelp="Året det gjelder. Uten: året før dagen.",
)  # fmt: skip
BANK = Sporsmaal(
    "med", Svarslag.BANK, valg=("--bank",), metavar="BANK.xlsx",
    hjelp="Banken med vaktene, når registrene ligger i en egen arbeidsbok.",
)  # fmt: skip
IKKE_FORT = "ikke ført"


def _miljo(bank: Bank) -> Miljo:
    """Raises TidbankFeil for a workbook with a register that cannot be read."""
    from ..core.miljo.miljo import av

    return bank.husk(av)


def _krever_registre(kall: Callable[..., Svar]) -> Callable[..., Svar]:
    """A workbook without registers has no figures, and is told what to do."""

    @wraps(kall)
    def med(bank: Bank, dag: date, *argumenter: Any, **svar: Any) -> Svar:
        return kall(bank, dag, *argumenter, **svar) if _miljo(bank).har_registre else _uten(bank, dag)

    return med


def _uten(bank: Bank, dag: date) -> Svar:
    from ..core.miljo.miljo import UTEN

    def sider() -> list[Side]:
        from ..book.page.plain import Notat, Side

        return [Side("Miljø", "Miljø", (Notat((UTEN,)),), gjelder=dag, **ramme(bank))]

    return Svar(
        sider=sider, json=lambda: {"dato": dag, "registre": False, "feil": UTEN}, vist=lambda: [UTEN], kode=DAARLIG
    )


def _sammen(bank: Bank, med: Lestsvar | None) -> Bank:
    """The registers of one workbook and the shifts of another as one bank, with the environment's choices of the first.

    They are joined while the figures are made, and stored together nowhere (E1).
    """
    from ..core.bank import Bank as Hele
    from ..core.valg import VIRKSOMHET, muligheter

    if med is None:
        return bank
    egne = {m.nokkel for m in muligheter() if m.om_miljo} | {VIRKSOMHET}
    foran = tuple(r for r in bank.tabeller.innstillinger if r.nokkel in egne)
    andre = tuple(r for r in med.bank.tabeller.innstillinger if r.nokkel not in {f.nokkel for f in foran})
    t = bank.tabeller
    return Hele(replace(
        med.bank.tabeller, miljo=t.miljo, miljofeil=t.miljofeil, innstillinger=(*foran, *andre)
    ))  # fmt: skip


def _aar(aar: float | None, dag: date) -> int:
    return dag.year - 1 if aar is None else int(aar)


def _funn(bank: Bank, dag: date) -> list[Funn]:
    from ..core.funn import Emne

    return [f for f in bank.funn(dag) if f.slag.emne == Emne.MILJO]


@kommando(
    "Miljø", "Miljø", "Viser året, fristene, reisene og målene.", sporsmaal=(AAR, BANK), viser=VISER, del_=DEL,
    linje=Bruk("miljo", "Året i miljøarbeidet: nøkkeltall, frister, reiser og pendling, mål og tiltak."),
)  # fmt: skip
@_krever_registre
def miljo(bank: Bank, dag: date, aar: float | None = None, med: Lestsvar | None = None) -> Svar:
    bank = _sammen(bank, med)
    m, valgt = _miljo(bank), _aar(aar, dag)
    funn = _funn(bank, dag)

    def sider() -> list[Side]:
        from ..book.sheets.miljo.forside import miljo_side
        from ..book.sheets.miljo.maal import maal_side
        from ..book.sheets.miljo.reiser import reiser_side

        return [
            miljo_side(m, valgt, funn, dag, **ramme(bank)), reiser_side(m, valgt, dag, **ramme(bank)),
            maal_side(m, dag, **ramme(bank)),
        ]  # fmt: skip

    return Svar(
        sider=sider,
        json=lambda: {
            "dato": dag, "ar": valgt,
            "per_arsverk": {m_.lower(): m.per_arsverk(valgt, dag, m_) for m_ in ("Lokasjon", "Marked")},
            "per_arsverk_merke": {
                m_.lower(): _forbehold(m.klima(valgt, dag).i_alt(m_)) for m_ in ("Lokasjon", "Marked")
            },
            "tema": [
                {"tema": t.tema, "hva": t.hva, "enhet": t.enhet, "foer": t.foer, "naa": t.naa,
                 "mal": t.maal.verdi if t.maal else None}
                for t in m.temaer(valgt, dag)
            ],
            "pendling": _pendling(m, valgt, dag),
            "mal": [
                {"malnr": b.maal.maalnr, "mal": b.maal.maal, "na": b.naa, "vei": b.status and b.status.vei,
                 "tid": b.status and b.status.tid, "status": b.status.ord if b.status else None,
                 "fn": list(b.maal.fn_numre)}
                for b in m.maal(dag)
            ],
            "frister": [{"dato": f.dag, "hva": f.hva, "forventet": f.forventet} for f in m.arshjul(dag)],
            "funn": [som_json.funn(f) for f in funn],
        },
        vist=lambda: _vist(m, valgt, funn, bank, dag),
        kode=kode(noe(funn)),
    )  # fmt: skip


def _pendling(m: Miljo, aar: int, dag: date) -> dict[str, Any] | None:
    """Sums of enough people alone."""
    p = m.pendling(aar, dag)
    if p is None:
        return None
    vises = p.bankpersoner >= m.minst
    return {
        "grupper": [
            {"transport": g.transport, "personer": g.personer, "turer": g.turer, "km": g.km} for g in p.grupper
        ],
        "ekstra": {
            "vakter": p.bankvakter, "turer": p.bankturer, "uten_tur": p.uten_tur, "km": p.bank_km, "timer": p.banktimer,
            "km_per_time": p.km_per_time,
        } if vises else None,
    }  # fmt: skip


def _vist(m: Miljo, aar: int, funn: Sequence[Funn], bank: Bank, dag: date) -> list[Vist]:
    kolonner = (
        Spalte("Tema"), Spalte("Måles som"), Spalte(str(aar - 1), Format.TIMER), Spalte(str(aar), Format.TIMER),
        Spalte("Enhet"), Spalte("Endring"),
    )  # fmt: skip
    rader = [
        (t.tema, t.hva, IKKE_FORT if t.foer is None else t.foer, IKKE_FORT if t.naa is None else t.naa, t.enhet, t.ord)
        for t in m.temaer(aar, dag)
    ]
    frister = [(f.dag, f.hva + (" (forventet)" if f.forventet else "")) for f in m.arshjul(dag)]
    return [
        Tavle(f"Miljø {aar}", kolonner, rader), "",
        Tavle("Årshjulet", (Spalte("Når", Format.DATO), Spalte("Hva")), frister), "",
        *funntabell(funn, navn(bank), dag),
    ]  # fmt: skip


@kommando(
    "Miljø", "Klimaregnskap", "Viser utslippene i et år, post for post, med faktor, kilde og begge metoder for strøm.",
    sporsmaal=(
        AAR, BANK,
        Sporsmaal("csv", Svarslag.FLAGG, valg=("--csv",), hjelp="Postene som CSV i stedet for som tabell."),
    ),
    viser=VISER, del_=DEL,
    linje=Bruk("klima", "Klimaregnskapet for et år: en linje for hver post, summene, og hva som ikke er med."),
)  # fmt: skip
@_krever_registre
def klima(bank: Bank, dag: date, aar: float | None = None, med: Lestsvar | None = None, csv: bool = False) -> Svar:
    bank = _sammen(bank, med)
    m, valgt = _miljo(bank), _aar(aar, dag)
    k = m.klima(valgt, dag)

    def sider() -> list[Side]:
        from ..book.sheets.miljo.klima import klima_side

        return [klima_side(m, valgt, dag, **ramme(bank))]

    rader = _poster(k)
    return Svar(
        sider=sider,
        json=lambda: {
            "ar": valgt, "poster": rader, "sum": {n: s.kg for n, s in k.summer.items()},
            "sum_merke": {n: _forbehold(s) for n, s in k.summer.items()},
            "utelatt": [{"kategori": u.kategori, "grunn": u.grunn} for u in k.utelatt],
            "endring": [
                {
                    "aktivitet": e.post.aktivitet, "i_alt": e.endring.i_alt, "egen": e.endring.egen,
                    "faktor": e.endring.faktor,
                }
                for e in m.endringer(valgt, dag) if e.endring
            ],
        },
        vist=lambda: _som_csv(rader) if csv else _klimatavle(k, rader),
    )  # fmt: skip


def _forbehold(s: Sum) -> str:
    from ..book.sheets.miljo.felles import forbehold

    return forbehold(s)


def _poster(k: Klimaregnskap) -> list[dict[str, Any]]:
    return [
        {
            "scope": p.scope, "kategori": p.kategori, "aktivitet": p.aktivitet, "mengde": p.mengde, "enhet": p.enhet,
            "faktor": None if p.faktor is None else p.faktor.verdi,
            "faktor_ar": None if p.faktor is None else p.faktor.aar,
            "kilde": None if p.faktor is None else p.faktor.rad.kilde_tekst, "merke": p.merke, "kg": p.kg,
            "metode": p.metode, "biogent": p.biogen, "celler": p.celler,
        }
        for p in k.poster
    ]  # fmt: skip


def _som_csv(rader: Sequence[dict[str, Any]]) -> list[Vist]:
    """A line each, as `skriv_csv` writes a file: semicolons, decimal commas, nothing that is run."""
    from ..book.write.csvout import linje

    felt = (
        "scope",
        "kategori",
        "aktivitet",
        "mengde",
        "enhet",
        "faktor",
        "faktor_ar",
        "kilde",
        "merke",
        "kg",
        "celler",
    )
    return [linje(felt), *(linje([r[f] for f in felt]) for r in rader)]


def _klimatavle(k: Klimaregnskap, rader: Sequence[dict[str, Any]]) -> list[Vist]:
    from ..book.sheets.miljo.klima import SUMNAVN, grunner
    from ..core import tekst

    kolonner = (
        Spalte("Scope", Format.ANTALL), Spalte("Aktivitet"), Spalte("Mengde", Format.MENGDE), Spalte("Enhet"),
        Spalte("Faktor", Format.FAKTOR), Spalte("For"), Spalte("Kilde"), Spalte("Merke"), Spalte("kg", Format.MENGDE),
    )  # fmt: skip
    poster = [
        (r["scope"], r["aktivitet"], r["mengde"], r["enhet"], r["faktor"], str(r["faktor_ar"] or ""), r["kilde"] or "",
         r["merke"], r["kg"])
        for r in rader
    ]  # fmt: skip
    ut: list[Vist] = [Tavle(f"Klimaregnskap {k.aar}", kolonner, poster), ""]
    for n, s in k.summer.items():
        tall = IKKE_FORT if s.kg is None else f"{tekst.heltall(s.kg)} kg"
        ut.append(f"{SUMNAVN[n]}: {tall}. {_forbehold(s)}".rstrip())
    ut += ["", Tittel("Ikke med i Scope 3"), *(f"  {', '.join(map(str, n))}: {g}" for g, n in grunner(k).items())]
    return [*ut, "", *k.merknader()]


@kommando(
    "Miljø", "Lag årsrapport", "Lager årsrapporten: tidbanken (Delta § 22) og miljøet (Miljøfyrtårn) i én.",
    sporsmaal=(
        AAR, BANK,
        Sporsmaal("offentlig", Svarslag.FLAGG, "Offentlig utgave", "Nei", ("Nei", "Ja"), valg=("--offentlig",),
                  hjelp="Utgaven som kan legges ut: uten personer og enheter med få ansatte."),
    ),
    erstatter=False, viser=VISER, del_=DEL,
    linje=Bruk(
        "arsrapport", "Årsrapporten: evalueringen av tidbanken og miljørapporten i én, med plass til underskrifter.",
        Ut.MAA,
    ),
)  # fmt: skip
@_krever_registre
def arsrapport(
    bank: Bank, dag: date, aar: float | None = None, med: Lestsvar | None = None, offentlig: bool = False
) -> Svar:
    from ..core import tekst
    from ..core.miljo.offentlig import utgave

    bank = _sammen(bank, med)
    m, valgt = _miljo(bank), _aar(aar, dag)
    if offentlig:
        m = utgave(m)
    tall = m.tall(valgt, dag)
    felt = [
        {"tema": f.tema, "felt": f.felt, "verdi": t.verdi, "enhet": f.enhet, "kilde": t.kilde}
        for f in _felt(offentlig) for t in (tall.tall(f.nokkel),)
    ]  # fmt: skip
    if offentlig:
        sider = _offentlig(m, valgt, dag, str(bank.valg["virksomhet"]))
        kopi = _kopi(sider, dag, str(bank.valg["virksomhet"]))
        fil = Utfil(
            f"Miljørapport {valgt}.xlsx", _forhaandsvisning(sider, m.bank is None), lambda sti: _skriv_kopi(sti, kopi)
        )
        ark, stempel = [s.ark for s in sider], kopi.stempel
    else:
        sider, fil, stempel = _full(bank, m, valgt, dag), None, bank.stempel
        ark = [s.ark for s in sider]
    return Svar(
        sider=lambda: sider,
        json=lambda: {
            "ar": valgt, "dato": dag, "offentlig": offentlig, "fil": None, "ark": ark, "stempel": stempel, "felt": felt,
        },
        fil=fil,
        laget=f"for {valgt}, per {tekst.dato(dag)}",
    )  # fmt: skip


def _felt(offentlig: bool) -> list[Any]:
    from ..core.miljo.aarstall import rapportfelt

    return [f for f in rapportfelt() if f.offentlig or not offentlig]


def _full(bank: Bank, m: Miljo, aar: int, dag: date) -> list[Side]:
    from ..book.sheets.kartlegging import samlet
    from ..book.sheets.miljo.arsrapport import Rapportgrunnlag, sider
    from ..core.miljo import ordningen
    from ..core.prosess.steg import AARLIG

    naar, om = min(dag, date(aar, 12, 31)), None
    if bank.tabeller.avtaler:
        om = ordningen.av_bank(bank, aar, naar, samlet(bank.tabeller.kartlegging or ()), bank.funn(naar))
    frister = (s.neste for p in bank.prosess(dag) for s in p.steg if s.steg.frist == AARLIG)
    evaluering = min((f for f in frister if f), default=None)
    return sider(Rapportgrunnlag(m, aar, dag, om, evaluering), **ramme(bank))


def _offentlig(m: Miljo, aar: int, dag: date, virksomhet: str) -> list[Side]:
    from ..book.sheets.kopi.kontroll import Kopislag, veiledning_side
    from ..book.sheets.miljo.offentlig import offentlig_sider

    sider = offentlig_sider(m, aar, dag, virksomhet=virksomhet)
    return [*sider, veiledning_side(Kopislag.OFFENTLIG, virksomhet=virksomhet, dag=dag)]


def _kopi(sider: Sequence[Side], dag: date, virksomhet: str) -> Any:
    from ..book.copy import make
    from ..book.sheets.kopi.kontroll import Kopislag

    return make.lag(sider, Kopislag.OFFENTLIG, dag, virksomhet=virksomhet)


def _skriv_kopi(sti: Path, kopi: Any) -> None:
    from ..book.copy import make
    from ..book.files.save import skriv_helt

    skriv_helt(sti, lambda ny: make.skriv(ny, kopi))


def _forhaandsvisning(sider: Sequence[Side], uten_bank: bool) -> tuple[str, ...]:
    from ..book.copy import make

    ut = ["Dette kan legges ut:"]
    for ark, rader, kolonner in make.innholdsliste(sider):
        ut.append(f"{ark}: {rader} rader. {', '.join(kolonner)}." if kolonner else f"{ark}: forklaring.")
    if uten_bank:
        ut.append(
            "Banken er ikke med, så bare navn som står i registrene er kjent: les Mål og Tiltak, eller bruk --bank."
        )
    return (*ut, "Ikke med: personer, enheter med få ansatte, timer, fravær og det den enkelte reiser.")


@kommando(
    "Miljø", "Kontroller miljø", "Finner det som mangler i registrene, faktorene og målene.", viser=VISER, del_=DEL,
)  # fmt: skip
@_krever_registre
def kontroller_miljo(bank: Bank, dag: date) -> Svar:
    funn = _funn(bank, dag)

    def sider() -> list[Side]:
        from ..book.sheets.avvik import avvik_side

        return [avvik_side(funn, navn(bank), dag, **ramme(bank))]

    return Svar(
        sider=sider,
        json=lambda: {"dato": dag, "funn": [som_json.funn(f) for f in funn]},
        vist=lambda: funntabell(funn, navn(bank), dag),
        merk=funn,
        kode=kode(noe(funn)),
    )


@kommando(
    "Miljø", "Utstyr", "Viser alder, avhending og det som ikke er slettet.", sporsmaal=(AAR,), viser=VISER, del_=DEL,
    linje=Bruk("utstyr", "Utstyr: alder, hvor lenge det varer, hvor det gikk, og det som ikke er slettet."),
)  # fmt: skip
@_krever_registre
def utstyr(bank: Bank, dag: date, aar: float | None = None) -> Svar:
    from ..book.sheets.miljo.utstyr import i_bruk, over_plan, utstyr_side

    m, valgt = _miljo(bank), _aar(aar, dag)
    alle = m.registre.utstyr
    funn = [f for f in _funn(bank, dag) if f.slag.id.startswith("utstyr_")]
    rader = [
        {
            "utstyrsnr": u.utstyrsnr, "slag": u.slag, "navn": u.navn, "kjopt": u.kjopt, "planlagt_ar": u.planlagt_ar,
            "i_bruk": i_bruk(u, dag), "over_plan": i_bruk(u, dag) and over_plan(u, dag), "avhendet": u.avhendet,
            "rute": u.rute, "utfall": u.utfall, "slettet": u.slettet,
        }
        for u in alle
    ]  # fmt: skip
    kolonner = (
        Spalte("Nr"), Spalte("Slag"), Spalte("Navn"), Spalte("Kjøpt", Format.DATO),
        Spalte("Planlagt år", Format.ANTALL), Spalte("Avhendet", Format.DATO), Spalte("Rute"), Spalte("Merk"),
    )  # fmt: skip
    tavle = [
        (
            u.utstyrsnr, u.slag, u.navn, u.kjopt, u.planlagt_ar, u.avhendet, u.rute,
            "lenger enn planlagt" if i_bruk(u, dag) and over_plan(u, dag) else "",
        )
        for u in alle
    ]  # fmt: skip
    return Svar(
        sider=lambda: [utstyr_side(m.registre, valgt, funn, dag, **ramme(bank))],
        json=lambda: {"dato": dag, "utstyr": rader, "funn": [som_json.funn(f) for f in funn]},
        vist=lambda: [Tavle("Utstyr", kolonner, tavle), "", *funntabell(funn, {}, dag)],
        kode=kode(noe(funn)),
    )


@kommando(
    "Miljø", "Utleiebod", "Viser hva som er lånt ut, forfalt og ledig.", viser=VISER, del_=DEL,
    linje=Bruk("utlan", "Utleieboden: hva som er ute, forfalt og ledig."),
)  # fmt: skip
@_krever_registre
def utlan(bank: Bank, dag: date) -> Svar:
    from ..book.sheets.miljo.utlan import frist, ute, utlan_side

    m = _miljo(bank)
    dager = int(m.valg["utlan_dager"])
    funn = [f for f in _funn(bank, dag) if f.slag.id.startswith("utlan_")]
    borte = ute(m.registre, dag)
    kolonner = (
        Spalte("Tingnr"), Spalte("Ting"), Spalte("Låner"), Spalte("Ut", Format.DATO), Spalte("Frist", Format.DATO),
    )  # fmt: skip
    rader = [(u.tingnr, u.ting, u.laaner, u.ut, frist(u, dager)) for u in borte]
    return Svar(
        sider=lambda: [utlan_side(m.registre, dager, funn, dag, **ramme(bank))],
        json=lambda: {
            "dato": dag,
            "ute": [
                {"tingnr": u.tingnr, "ting": u.ting, "laner": u.laaner, "ut": u.ut, "frist": frist(u, dager),
                 "forfalt": (frist(u, dager) or dag) < dag}
                for u in borte
            ],
            "funn": [som_json.funn(f) for f in funn],
        },
        vist=lambda: [Tavle(f"Utlånt {dag:%d.%m.%Y}", kolonner, rader), "", *funntabell(funn, {}, dag)],
        kode=kode(noe(funn)),
    )  # fmt: skip
