"""The 12-week review of one employee, signed by manager, employee and union rep (Delta § 10; utkastet pkt. 5).

Says nothing of why, when or how much somebody was away: only "Godskrevet i alt" (B30).
"""

from __future__ import annotations

from math import fsum

from xl_tidbank.core import tekst
from xl_tidbank.core.kopikreditt import EKSAKT, FORRIGE, UTEN_GRUNN
from xl_tidbank.core.model import EN_DAG, Vakt
from xl_tidbank.core.tekst import STOV
from xl_tidbank.core.views import Gjennomgangsbilde, Saldo

from ..page.plain import (
    Blokk,
    Diagram,
    Fakta,
    Felt,
    Format,
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
    arknavn,
)
from .common import ALVORSORD, antall, datospenn, person, stovfri

HJEMMEL = "Delta § 10; utkastet pkt. 5"


def gjennomgang_side(b: Gjennomgangsbilde, *, virksomhet: str, stempel: str) -> Side:
    a = b.ansatt
    hvem = " · ".join(t for t in (a.navn, f"ansattnr {a.ansattnr}", a.enhet, a.kompetanse) if t)
    blokker: list[Blokk] = [_nokkeltall(b), _bro(b), _avtale(b), _veien_videre(b), _diagram(b)]
    blokker.append(
        _vakter(
            "Bekreftede vakter siden forrige gjennomgang" if b.forrige else "Bekreftede vakter i perioden",
            b.arbeidede,
            utfort=True,
        )
    )
    if b.maate != FORRIGE:
        blokker.append(_vakter("Avtalte vakter framover", b.avtalte))
    if b.ubekreftede and b.maate == EKSAKT:
        blokker.append(
            _vakter(
                "Vakter som ikke er bekreftet",
                b.ubekreftede,
                merknad="Regnes ikke med i noe annet tall før leder har satt Status til Utført eller Avlyst.",
            )
        )
    elif b.ubekreftede:
        timer = tekst.timer(fsum(v.timer for v in b.ubekreftede))
        hvor = antall(len(b.ubekreftede), "vakt", "vakter")
        blokker.append(
            Notat((f"Ikke bekreftet: {hvor}, {timer} timer. De regnes ikke med. Dagene står på arket Avvik.",))
        )
    blokker += [_funn(b), _tidligere(b), Notat((_om_kreditten(b),), liten=True)]
    blokker += [
        Skrivelinjer("Tiltak", 3, "Hva gjør vi for at timene kan arbeides inn, og hvem gjør det?"),
        Skrivelinjer(
            "Plan for innarbeiding", 3, "Vakter eller uker vi er enige om. Planen følges opp på neste gjennomgang."
        ),
        Signatur(("Leder", "Ansatt", "Tillitsvalgt")),
        Notat(
            (
                f"{HJEMMEL}. Timer som ikke er arbeidet inn når perioden slutter, faller bort: de flyttes "
                "ikke til neste "
                "periode og trekkes ikke i lønn. Timer til gode faller aldri bort.",
            ),
            liten=True,
        ),
    ]
    return Side(
        arknavn(person(a.ansattnr, a.navn)),
        "Gjennomgang av tidbanken",
        tuple(blokker),
        gjelder=b.dag,
        virksomhet=virksomhet,
        undertittel=hvem,
        stempel=stempel,
        hoyst_sider=2,
    )


def _om_kreditten(b: Gjennomgangsbilde) -> str:
    """How exact the credit is, and why not more."""
    til = f"til og med {tekst.dato(b.kreditt.grense - EN_DAG)}" if b.kreditt.grense > b.periodestart else "ikke ennå"
    if b.maate == EKSAKT:
        return "Godskrevne timer er eksakte til dagen gjennomgangen gjelder."
    if b.maate == FORRIGE:
        return (
            f"Godskrevet, og planen det måles mot, gjelder til forrige gjennomgang ({til}). Etter den er bare "
            "bekreftede vakter med. Min side har den ansattes egne, eksakte tall."
        )
    return (
        f"{UTEN_GRUNN if b.mangler_grunn else ''}Godskrevet er nøyaktig {til}. Det som er godskrevet siden, er hele "
        "uker rundet av til nærmeste halve ukes tidbanktimer, så ingen kan lese hvorfor noen var borte. Min side har "
        "den ansattes egne, eksakte tall."
    )


def _uker(timer: float, s: Saldo) -> str:
    return f"{tekst.tall(abs(timer) / s.ukestimer_tidbank)} ukers tidbanktimer" if s.ukestimer_tidbank else ""


def _nokkeltall(b: Gjennomgangsbilde) -> Nokkelrad:
    s = b.saldo
    skyldig, etterslep = stovfri(s.skyldig), stovfri(s.etterslep)
    naa = "Til gode nå, timer" if skyldig < 0 else "Skyldig nå, timer"
    plan = "Foran jevn plan, timer" if etterslep < 0 else "Bak jevn plan, timer"
    over = "perioden er slutt" if s.trengs_per_uke is None else "uten flere avtaler"
    planlagt = f"planlagt {tekst.timer(b.planlagt_per_uke)} per uke" if b.planlagt_per_uke is not None else over
    return Nokkelrad(
        (
            Nokkeltall(naa, abs(skyldig), Format.TIMER, f"av {tekst.timer(s.periodeskyld)} for hele perioden"),
            Nokkeltall(plan, abs(etterslep), Format.TIMER, _uker(etterslep, s)),
            Nokkeltall(
                "Trengs per uke, timer",
                None if s.trengs_per_uke is None else max(0.0, s.trengs_per_uke),
                Format.TIMER,
                planlagt,
            ),
            Nokkeltall(
                "Neste gjennomgang",
                s.neste_gjennomgang or "Ingen flere",
                Format.DATO,
                f"perioden slutter {tekst.dato(b.periodeslutt)}",
            ),
            Nokkeltall("Status", s.status, Format.STATUS, tekst.skyldig(s.skyldig)),
        )
    )


def _bro(b: Gjennomgangsbilde) -> Fakta:
    """From what was owed last time to what is owed now; the last line is what the others add up to."""
    s = b.saldo
    if b.forrige:
        fra, siden = "Skyldig ved forrige gjennomgang", f"gjennomgang holdt {tekst.dato(b.forrige)}"
    else:
        fra, siden = "Skyldig ved periodens start", f"hele perioden {datospenn(b.periodestart, b.periodeslutt)}"
    vakter = antall(len(b.arbeidede), "bekreftet vakt", "bekreftede vakter")
    return Fakta(
        "Slik ble tallet til",
        (
            (fra, stovfri(b.skyldig_forrige), Format.SKYLDIG, siden),
            ("Arbeidet siden da", b.arbeidet_siden, Format.TIMER, f"trekkes fra · {vakter} fra {tekst.dato(b.fra)}"),
            (
                "Godskrevet i alt siden da",
                stovfri(b.kreditert_siden),
                Format.TIMER,
                "trekkes fra · Delta § 15; utkastet pkt. 9",
            ),
            (
                "Til gode nå" if s.skyldig < -STOV else "Skyldig nå",
                stovfri(s.skyldig),
                Format.SKYLDIG,
                f"timer per {tekst.dato(b.dag)}",
            ),
        ),
        sum_sist=True,
    )


def _avtale(b: Gjennomgangsbilde) -> Rader:
    felt = (
        Felt("Fra", Format.DATO, 11),
        Felt("Til", Format.DATO, 11),
        Felt("Fast stilling", Format.PROSENT, 9),
        Felt("Tidbank", Format.PROSENT, 9),
        Felt("Full stilling, timer per uke", Format.TIMER, 10),
        Felt("Tidbank, timer per uke", Format.TIMER, 10),
    )
    rader = tuple((r.fra, r.til, r.fast_pst, r.tidbank_pst, r.ukestimer, r.uke) for r in b.avtaler)
    spenn = datospenn(b.periodestart, b.periodeslutt)
    return Rader(
        "Avtalen i perioden", felt, rader, merknad=f"Avregningsperiode {spenn}. Prosentene er av full stilling."
    )


def _veien_videre(b: Gjennomgangsbilde) -> Fakta:
    s = b.saldo
    igjen = max(0, (b.periodeslutt - b.dag).days)
    linjer: list[tuple[str, float | None, Format, str]] = [
        ("Skyldig nå", stovfri(s.skyldig), Format.SKYLDIG, f"{antall(igjen, 'dag', 'dager')} igjen av perioden"),
        ("Avtalte vakter framover", s.avtalt, Format.TIMER, "trekkes fra · tildelt eller godkjent"),
        (
            "Skyldig etter avtalte vakter",
            stovfri(s.skyldig_etter_avtalt),
            Format.SKYLDIG,
            "når alle avtalte vakter er utført",
        ),
        ("Ubekreftede vakter", s.ubekreftet, Format.TIMER, "trekkes fra når de er bekreftet"),
        ("Ventet godskriving", stovfri(s.ventet), Format.TIMER, "registrert framover, utover avtalte vakter"),
        ("Skyldig ved slutt", stovfri(s.skyldig_ved_slutt), Format.SKYLDIG, "om alt som er avtalt og ventet, skjer"),
    ]
    if b.maate == FORRIGE:
        del linjer[1:]
    ukentlig = (
        ("Trengs per uke uten flere avtaler", s.trengs_per_uke, "skyldig nå fordelt på ukene som er igjen"),
        ("Planlagt per uke", b.planlagt_per_uke, "avtalte vakter fordelt på ukene som er igjen"),
        ("Trengs per uke etter avtalte vakter", s.trengs_per_uke_etter_avtalt, "må avtales i tillegg"),
    )
    linjer += [
        (navn, max(0.0, v), Format.TIMER, note) for navn, v, note in ukentlig[: 1 if b.maate == FORRIGE else None]
        if v is not None
    ]  # fmt: skip
    varsel = ("Senest varsel og plan", s.sluttvarsel, Format.DATO, f"før perioden slutter · {HJEMMEL}")
    return Fakta("Veien til null", (*linjer, varsel))


def _diagram(b: Gjennomgangsbilde) -> Diagram:
    s = b.saldo
    etterslep = stovfri(s.etterslep)
    lage = (
        "i takt med planen"
        if not etterslep
        else (f"{tekst.timer(abs(etterslep))} timer {'bak' if etterslep > 0 else 'foran'} jevn plan")
    )
    topp = max((max(p.plan, p.skyldig or 0.0) for p in b.kurve), default=0.0)
    return Diagram(
        f"Skyldige timer mot plan: {lage}",
        tuple(p.dato for p in b.kurve),
        (
            Serie("Skyldig", tuple(p.skyldig for p in b.kurve)),
            Serie("Jevn plan", tuple(p.plan for p in b.kurve), "plan"),
            Serie("I dag", tuple(topp if p.dato == b.dag else None for p in b.kurve), "merke"),
        ),
        alt=(
            f"Linjediagram fra {tekst.dato(b.periodestart)} til {tekst.dato(b.periodeslutt)}. Heltrukket "
            "linje: skyldige timer, "
            f"{tekst.timer(s.skyldig)} den {tekst.dato(b.dag)}. Stiplet linje: jevn plan fra "
            f"{tekst.timer(s.periodeskyld)} til 0."
        ),
        x_navn="Dato",
        hoyde=13,
    )


def _vakter(overskrift: str, vakter: tuple[Vakt, ...], *, utfort: bool = False, merknad: str = "") -> Rader:
    felt = (
        Felt("Dato", Format.DATO, 11),
        Felt("Start", Format.KLOKKE, 8),
        Felt("Slutt", Format.KLOKKE, 8),
        Felt("Timer", Format.TIMER, 8),
        Felt("Måte", Format.TEKST, 12) if utfort else Felt("Status", Format.TEKST, 12),
        Felt("Vaktnr", Format.TEKST, 12) if utfort else Felt("Varslet", Format.DATO, 11),
    )
    rader = tuple(
        (v.dato, v.start, v.slutt, v.timer, *((v.maate, v.vaktnr) if utfort else (v.status, v.varslet)))
        for v in sorted(vakter, key=lambda v: (v.dato, v.start))
    )
    return Rader(overskrift, felt, rader, sum=("Timer",), merknad=merknad)


def _funn(b: Gjennomgangsbilde) -> Liste:
    return Liste(
        "Brudd og advarsler siden sist",
        tuple(Punkt(ALVORSORD[f.alvor], f.tekst, " · ".join(t for t in (f.tiltak, f.hjemmel) if t)) for f in b.funn),
    )


def _tidligere(b: Gjennomgangsbilde) -> Liste:
    punkter = tuple(
        Punkt("", f"Holdt {tekst.dato(g.holdt)}. {g.tiltak}".strip(), f"Plan: {g.plan}" if g.plan else "")
        for g in sorted(b.tidligere, key=lambda g: g.holdt or b.dag, reverse=True)
        if g.holdt
    )
    return Liste("Tidligere gjennomganger i perioden", punkter)
