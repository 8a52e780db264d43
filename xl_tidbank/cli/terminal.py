"""What the command line prints: readable tables, or JSON with ASCII keys and ISO dates."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..core import tekst
from ..core.bank import Bank
from ..core.errors import Feilmelding, TidbankFeil, samlet
from ..core.fordeling import MAAL, Fordeling, Merarbeid
from ..core.funn import Alvor, Funn
from ..core.lonn.linjer import Lonnsmaaned
from ..core.lonn.satser import MULIG_UTDATERT
from ..core.model import Merknad
from ..core.prosess import GJENNOMFORT, GJENSTAR, MANGLER, Enhetsplan
from ..core.views import TIMEBANKNOKLER, Avregning, Kontolinje, Prove, Saldo, Timebanksaldo
from ..tables import schema

if TYPE_CHECKING:  # rich is imported where it is used: a command that prints JSON starts without it
    from rich.console import Console
    from rich.table import Table

    from ..book import logg
    from ..book.copy import verify

MEST_FEIL = 40
MEST_FUNN = 500
SYMBOL = {"I rute": "● I rute", "Følg med": "▲ Følg med", "Brudd": "■ Brudd"}
ALVOR = {Alvor.BRUDD: "■ Brudd", Alvor.ADVARSEL: "▲ Advarsel", Alvor.INFO: "● Til orientering"}
PROSESS = {GJENNOMFORT: "● Gjennomført", GJENSTAR: "▲ Gjenstår", MANGLER: "■ Mangler"}
_STYRETEGN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
FARGE = {"■": "red", "▲": "yellow", "●": "green"}
# The columns a terminal has room for; --json and the page Oversikt hold them all.
SALDOVISNING = ("skyldig", "avtalt", "skyldig_etter_avtalt", "etterslep", "trengs_per_uke_etter_avtalt")


def _konsoll(feil: bool = False) -> Console:
    from rich.console import Console

    strom = sys.stderr if feil else sys.stdout
    bredde = None if strom.isatty() else 160
    return Console(stderr=feil, width=bredde, highlight=False, soft_wrap=False)


def escape(tekst_: str) -> str:
    """User text as it stands, never as markup, nor as an order to the terminal."""
    from rich.markup import escape as rich_escape

    return rich_escape(_STYRETEGN.sub("\ufffd", tekst_))


def si(*linjer: str) -> None:
    """Plain lines to standard output."""
    konsoll = _konsoll()
    for linje in linjer:
        konsoll.print(escape(linje))


def arbeider(hva: str) -> AbstractContextManager[Any]:
    """A sign of life on standard error, on a terminal only."""
    return _konsoll(feil=True).status(escape(hva)) if sys.stderr.isatty() else nullcontext()


def merk(tekst_: str) -> str:
    """A word with its symbol, coloured where the terminal has colours."""
    return f"[{FARGE[tekst_[0]]}]{escape(tekst_)}[/]"


def feil(meldinger: Sequence[Feilmelding]) -> None:
    """One line an error on standard error; the same one in many cells is one."""
    konsoll, meldinger = _konsoll(feil=True), samlet(meldinger)
    for melding in meldinger[:MEST_FEIL]:
        konsoll.print(escape(" ".join(str(melding).splitlines())), soft_wrap=True)
    if len(meldinger) > MEST_FEIL:
        konsoll.print(f"... og {len(meldinger) - MEST_FEIL} feil til.")


def merk_paa_slutten(setninger: Sequence[str]) -> None:
    """What a user should know beside the answer, on standard error."""
    for setning in setninger:
        _konsoll(feil=True).print(escape(setning), soft_wrap=True)


_merknader: Sequence[Merknad] = ()  # of the bank the running command has read


def merknader(alle: Sequence[Merknad]) -> None:
    """Say what reading the tables met outside them, and let the command's JSON hold it too."""
    global _merknader
    _merknader = alle
    if alle:
        feil([Feilmelding(m.kilde.ark, m.kilde.celle(), f"{m.tekst} {m.tiltak}") for m in alle])


_utelatt: Mapping[str, Sequence[Feilmelding]] = {}  # of the same bank


def utelatt(alle: Mapping[str, Sequence[Feilmelding]]) -> None:
    """Say who is left out of the answers and why, and let the command's JSON hold it too."""
    global _utelatt
    _utelatt = alle
    if alle:
        feil([f for grunner in alle.values() for f in grunner])
        hvem = ", ".join(nr or "rader uten ansattnr" for nr in alle)
        _konsoll(feil=True).print(f"Ikke med i svaret: {escape(hvem)}. De andre er med.", soft_wrap=True)


def skriv_json(innhold: Mapping[str, Any]) -> None:
    """One JSON object on standard output, UTF-8, with the backups left and what is to be known of the file, where any.

    Raises TidbankFeil for a number that is none.
    """
    from ..book.files import save

    alle: dict[str, Any] = {"merknader": [_merknad_json(m) for m in _merknader]} if _merknader else {}
    if _utelatt:
        alle["utelatt"] = [{"ansattnr": nr, "feil": list(map(str, grunner))} for nr, grunner in _utelatt.items()]
    denne = save.denne()
    kopier = [str(s.kopi) for s in denne.skrevet if s.kopi is not None]
    mer = {"sikkerhetskopier": kopier, "om_filen": list(denne.merknader)}
    alle |= {navn: verdi for navn, verdi in mer.items() if verdi}
    try:
        hele = {"versjon": 1, **innhold, **alle}
        ut = json.dumps(hele, ensure_ascii=False, indent=2, default=_json, allow_nan=False)
    except ValueError as e:
        raise TidbankFeil("Et av tallene i svaret er ikke et tall. Kontroller tallene i Innstillinger.") from e
    sys.stdout.buffer.write(ut.encode(errors="replace") + b"\n")
    sys.stdout.flush()


def _merknad_json(m: Merknad) -> dict[str, Any]:
    return {"alvor": m.alvor, "ark": m.kilde.ark, "celle": m.kilde.celle(), "tekst": m.tekst, "tiltak": m.tiltak}


def _json(verdi: Any) -> str:
    if isinstance(verdi, date):
        return verdi.isoformat()
    raise TypeError(f"{verdi!r} has no JSON form")


def saldo_json(s: Saldo) -> dict[str, Any]:
    return s._asdict()


def funn_json(f: Funn) -> dict[str, Any]:
    return {
        "regel": f.regel, "alvor": f.alvor, "ansattnr": f.ansattnr, "ark": f.ark, "celle": f.celle,
        "hjemmel": f.hjemmel, "fakta": f.faktafelt, "tekst": f.tekst, "tiltak": f.tiltak,
    }  # fmt: skip


def _tabell(tittel: str, hoder: Iterable[tuple[str, bool]]) -> Table:
    from rich.table import Table

    tabell = Table(
        title=escape(tittel), title_justify="left", title_style="bold", header_style="bold", box=None, pad_edge=False
    )
    for navn, tall in hoder:
        tabell.add_column(navn, justify="right" if tall else "left", no_wrap=tall)
    return tabell


def _ord(nokkel: str, timer: float | None) -> str:
    """Words where a sign would stand (B32): owed to the employee, or ahead of plan."""
    if timer is None or (timer <= 0 and nokkel.startswith("trengs")):
        return ""
    if tekst.avrund(timer) >= 0:
        return tekst.timer(timer)
    return f"{'foran' if nokkel == 'etterslep' else 'til gode'} {tekst.timer(-timer)}"


def saldotabell(saldoer: Sequence[Saldo], dag: date) -> None:
    hoder = [("Ansattnr", False), ("Navn", False), *((schema.SALDONAVN[n], True) for n in SALDOVISNING)]
    tabell = _tabell(f"Saldo {tekst.dato(dag)} (timer)", [*hoder, ("Neste gjennomgang", True), ("Status", False)])
    for s in saldoer:
        tall = [getattr(s, n) for n in SALDOVISNING]
        tabell.add_row(
            s.ansattnr, escape(s.navn), *(_ord(n, t) for n, t in zip(SALDOVISNING, tall, strict=True)),
            tekst.dato(s.neste_gjennomgang) if s.neste_gjennomgang else "", merk(SYMBOL[s.status]),
        )  # fmt: skip
    _konsoll().print(tabell)


def kontotabell(linjer: Sequence[Kontolinje], hvem: str) -> None:
    hoder = [("Dato", False), ("Art", False), ("Øker skyld", True), ("Minsker skyld", True), ("Skyldig etter", True)]
    tabell = _tabell(f"Konto for {hvem} (timer)", [*hoder, ("Hjemmel", False), ("Kilde", False)])
    for x in linjer:
        opp, ned = (tekst.timer(x.timer), "") if x.timer > 0 else ("", tekst.timer(-x.timer))
        tabell.add_row(
            tekst.dato(x.dato), x.art, opp, ned, _ord("skyldig", x.saldo), escape(x.hjemmel), escape(x.kilde)
        )
    _konsoll().print(tabell)


def funntabell(funn: Sequence[Funn], navn: Mapping[str, str], dag: date) -> None:
    antall = {a: sum(f.alvor == a for f in funn) for a in ALVOR}
    tittel = f"Funn {tekst.dato(dag)}: {antall['brudd']} brudd, {antall['advarsel']} advarsler"
    tabell = _tabell(tittel, [(n, False) for n in ("Alvor", "Ansatt", "Celle", "Hva", "Tiltak", "Hjemmel")])
    for f in funn[:MEST_FUNN]:
        hvem = f"{f.ansattnr} {navn.get(f.ansattnr, '')}".strip()
        sted = f"{f.ark}!{f.celle}" if f.celle else f.ark
        celler = (hvem, sted, f.tekst, f.tiltak, f.hjemmel)
        tabell.add_row(merk(ALVOR[f.alvor]), *(escape(c) for c in celler))
    _konsoll().print(tabell)
    if len(funn) > MEST_FUNN:
        si("", f"Viser {MEST_FUNN} av {len(funn)} funn. Alle står i siden du får med -o, og i --json.")


def prove_json(p: Prove) -> dict[str, Any]:
    v = p.vakt
    return {
        "ansattnr": p.ansatt.ansattnr, "navn": p.ansatt.navn, "varslet": p.dag,
        "vakt": {"dato": v.dato, "start": tekst.klokke(v.start), "slutt": tekst.klokke(v.slutt), "pause": v.pause,
                 "type": v.type, "timer": v.timer},
        "funn": [funn_json(f) for f in p.funn],
        "varsel": {"status": p.varsel, "dager": p.varsel_dager, "siste_frist": p.siste_varsel},
        "saldo": {"skyldig_etter_avtalt_foer": p.foer, "skyldig_etter_avtalt": p.etter, "tidbank": p.tidbank,
                  "ekstra": p.ekstra},
        "plass": p.plass, "prioritet": [k._asdict() for k in p.kandidater],
    }  # fmt: skip


def prove(p: Prove) -> None:
    """What a shift on trial would break, its notice, the hours, and the order it should be offered in."""
    konsoll, v = _konsoll(), p.vakt
    tid = f"{tekst.dato(v.dato)} kl. {tekst.klokke(v.start)}–{tekst.klokke(v.slutt)}"
    hvem = f"{p.ansatt.ansattnr} {p.ansatt.navn}".strip()
    konsoll.print(f"[bold]{escape(f'{hvem}: {tid}, {tekst.timer(v.timer)} timer {v.type}')}[/]")
    for f in p.funn:
        konsoll.print(f"  {merk(ALVOR[f.alvor])}  {escape(f'{f.tekst} {f.tiltak} ({f.hjemmel})')}")
    if not p.funn:
        konsoll.print("  Hvile og arbeidstid er i orden.")
    konsoll.print(escape(f"Varsel {tekst.dato(p.dag)}: {p.varsel} Siste frist: {tekst.dato(p.siste_varsel)}."))
    if p.foer is None or p.etter is None:
        konsoll.print("Ingen avregningsperiode dekker vakten.")
    else:
        konsoll.print(escape(f"Etter avtalte vakter: {tekst.skyldig(p.foer)}, med vakten {tekst.skyldig(p.etter)}."))
        if p.ekstra > 0 and p.tidbank > 0:
            deling = f"{tekst.timer(p.tidbank)} timer Tidbank og {tekst.timer(p.ekstra)} timer Ekstra"
            konsoll.print(escape(f"Vakten går over null: {deling}."))
    tabell = _tabell("Rekkefølge", [("Plass", True), ("Ansatt", False), ("Grunn", False)])
    for k in p.kandidater:
        tabell.add_row(str(k.plass), escape(f"{k.ansattnr} {k.navn}".strip()), escape(k.grunn))
    konsoll.print(tabell)
    if p.plass is None:
        konsoll.print(escape(f"{hvem} er ikke på listen: opptatt, borte eller uten kompetansen."))


def timebank_json(s: Timebanksaldo) -> dict[str, Any]:
    return {n: getattr(s, n) for n in TIMEBANKNOKLER}


def timebanktabell(saldoer: Sequence[Timebanksaldo], dag: date) -> None:
    hoder = [(schema.TIMEBANKNAVN[n], n not in ("ansattnr", "navn")) for n in TIMEBANKNOKLER]
    tabell = _tabell(f"Timebank {tekst.dato(dag)} (timer)", hoder)
    for s in saldoer:
        tall = (s.innskudd, s.uttak, s.reservert)
        tabell.add_row(s.ansattnr, escape(s.navn), *(tekst.timer(t) for t in tall), tekst.timer_til_gode(s.saldo))
    _konsoll().print(tabell)
    if not saldoer:
        si("Ingen bruker timebanken. Fyll ut arkene Kapasitet og Timer.")


def fordelingstabell(rader: Sequence[Fordeling], utover: Sequence[Merarbeid], fra: date, til: date) -> None:
    hoder = [("Ansatt", False), ("Enhet", False), ("Stilling %", True)]
    hoder += [(navn, True) for _, navn, _, _ in MAAL]
    tittel = f"Fordeling {tekst.dato(fra)}–{tekst.dato(til)} (i parentes: kolleger for samme stilling)"
    tabell = _tabell(tittel, [*hoder, ("Klart mer", False)])
    for f in rader:
        tall = [f"{tekst.tall(m.egen)}{f' ({tekst.tall(m.andre)})' if m.andre is not None else ''}" for m in f.maal]
        mer = ", ".join(m.navn.lower() for m in f.maal if m.klart_mer)
        tabell.add_row(
            escape(f"{f.ansattnr} {f.navn}"), escape(f.enhet), tekst.tall(f.stilling), *tall,
            merk(f"▲ {mer}") if mer else merk("● På linje"),
        )  # fmt: skip
    _konsoll().print(tabell)
    if not rader:
        si("Ingen har tidbank i disse dagene.")
    for m in utover:
        tegn = "▲" if m.jevnlig else "●"
        si(
            f"{tegn} {m.ansattnr} {m.navn}: {tekst.timer(m.timer)} timer utover avtalt i {m.maaneder} av {m.av} "
            f"måneder, tilsvarer {tekst.timer(m.tilsvarer)} % stilling (aml. § 14-4 a)."
        )


def prosesstabell(planer: Sequence[Enhetsplan], dag: date) -> None:
    for p in planer:
        start = f"første avtale {tekst.dato(p.start)}" if p.start else "ingen avtaler ennå"
        hoder = [("Status", False), ("Steg", False), ("Planlagt", True), ("Gjennomført", True), ("Frist", True)]
        tabell = _tabell(f"{p.navn} {tekst.dato(dag)}, {start}", [*hoder, ("Hjemmel", False)])
        for s in p.steg:
            dager = (s.planlagt, s.gjennomfort, s.frist)
            tabell.add_row(
                merk(PROSESS[s.status]), s.steg.navn, *(tekst.dato(d) if d else "" for d in dager), s.steg.hjemmel
            )
        _konsoll().print(tabell)
        si("")


def oppsigelsestabell(rader: Sequence[Mapping[str, Any]], dag: date) -> None:
    hoder = [("Ansatt", False), ("Sagt opp", True), ("Av", False), ("Fra neste måned", True), ("Fra dato", True)]
    tabell = _tabell(f"Oppsigelser {tekst.dato(dag)}, siste dag", [*hoder, ("Saklig grunn", False)])
    for r in rader:
        datoer = [tekst.dato(r[n]) for n in ("sagt_opp", "neste_maaned", "dato")]
        av = "tenkt" if r["tenkt"] else r["sagt_opp_av"]
        tabell.add_row(escape(f"{r['ansattnr']} {r['navn']}"), datoer[0], av, *datoer[1:], escape(r["grunn"]))
    _konsoll().print(tabell)
    if not rader:
        si("Ingen avtaler er sagt opp.")


def lonn_json(m: Lonnsmaaned) -> dict[str, Any]:
    """The month of one employee. Lines that rest on sickness say so: they are for payroll, never for a rep."""
    return {
        "ansattnr": m.ansatt.ansattnr, "navn": m.ansatt.navn, "maned": f"{m.maaned:%Y-%m}", "sum": m.sum,
        "fast_prosent": m.fast_pst, "tidbank_prosent": m.tidbank_pst, "arslonn": m.arslonn, "timelonn": m.timelonn,
        "fast_tillegg": m.fast_tillegg,
        "turnus": m.turnus and {"uker": m.turnus.uker, "spenn": m.turnus.spenn, "periodens_uker": m.turnus.av},
        "etterbetaling_metode": m.metode, "mulig_utdatert": list(m.utdatert),
        "linjer": [
            {
                "lonnsart": x.lonnsart, "navn": x.navn, "antall": x.antall, "enhet": x.enhet, "sats": x.sats,
                "belop": x.belop, "pensjonsgivende": x.pensjon, "hjemmel": x.hjemmel, "forklaring": x.forklaring,
                "mulig_utdatert": x.utdatert, "helse": x.helse,
            }
            for x in m.linjer
        ],
        "ubekvem": [
            {"maned": f"{u.maaned:%Y-%m}", "grunnlag": u.grunnlag, "faktisk": u.faktisk, "etterbetalt": u.etterbetalt}
            for u in m.ubekvem
        ],
        "sykelonn": [
            {
                "overgang": s.overgang, "snitt": s.tall.snitt, "fast": s.tall.fast, "flagg": s.tall.flagg,
                "grunnlag": s.grunnlag, "brukt": s.brukt, "valgt_av": s.valgt_av, "valgt": s.valgt,
            }
            for s in m.syk
        ],
    }  # fmt: skip


def lonnstabell(maaneder: Sequence[Lonnsmaaned], uten: Sequence[str], maaned: str) -> None:
    hoder = [("Ansattnr", False), ("Navn", False), ("Lønnsart", False), ("Antall", True), ("Sats", True)]
    tabell = _tabell(f"Lønn {maaned} (kroner)", [*hoder, ("Beløp", True), ("Pensjon", False), ("Merk", False)])
    for m in maaneder:
        for n, x in enumerate(m.linjer):
            hvem = (m.ansatt.ansattnr, escape(m.ansatt.navn)) if not n else ("", "")
            tall = (f"{x.antall:.4f}".rstrip("0").rstrip(".").replace(".", ","), tekst.kroner(x.sats))
            merk = f"▲ {MULIG_UTDATERT}" if x.utdatert else ""
            pensjon = "Ja" if x.pensjon else "Nei"
            tabell.add_row(*hvem, x.navn, *tall, tekst.kroner(x.belop), pensjon, merk)
        tabell.add_row("", "", "I alt", "", "", tekst.kroner(m.sum), "", "", end_section=True)
    if maaneder:
        _konsoll().print(tabell)
    else:
        si(f"Ingen har lønn i {maaned}. Fyll ut arket Lønnsgrunnlag.")
    if uten:
        si("", f"Uten rad i Lønnsgrunnlag, og ikke med: {', '.join(uten)}.")
    gamle = sorted({n for m in maaneder for n in m.utdatert})
    if gamle:
        si(
            "",
            f"▲ {MULIG_UTDATERT.capitalize()}: {'; '.join(n.lower() for n in gamle)}.",
            "  Hold satsene mot gjeldende tariffavtale, og skriv egne eller satser_kontrollert_til i Innstillinger.",
        )


def avregning_json(a: Avregning) -> dict[str, Any]:
    return {**a._asdict(), "lesninger": [x._asdict() for x in a.lesninger]}


def avregningstabell(rader: Sequence[Avregning], dag: date) -> None:
    hoder = [("Ansattnr", False), ("Navn", False), ("Periode til", True), ("Skyldig", True), ("Bortfall", True)]
    hoder += [("Til gode", True), ("Kan trekkes bare hvis avtalt, kr", True), ("Begrunnelse", False)]
    tabell = _tabell(f"Avregning {tekst.dato(dag)} (timer)", hoder)
    for a in rader:
        tall = (
            tekst.timer(max(0.0, a.skyldig)),
            tekst.timer(a.bortfall),
            tekst.timer(a.overskudd),
            tekst.kroner(a.trekk_kr),
        )
        tabell.add_row(a.ansattnr, escape(a.navn), tekst.dato(a.periodeslutt), *tall, escape(a.begrunnelse))
    _konsoll().print(tabell)


def loggtabell(linjer: Sequence[logg.Vist], stempel: str, siste: str, uleste: int) -> None:
    hoder = [("Tid", False), ("Kommando", False), ("Fra", False), ("Til", False), ("Skrevet", False), ("Merk", False)]
    tabell = _tabell("Skrevet fra banken", hoder)
    for v in linjer:
        x = v.linje
        tid = f"{x.tid.astimezone():%d.%m.%Y %H:%M:%S}"
        merke = merk("▲ Banken er endret siden linjen over") if v.brudd else ""
        skrevet = f"{x.skrevet} {' '.join(x.avtrykk)}".strip()
        tabell.add_row(tid, escape(x.kommando), x.fra or "–", x.til or "–", escape(skrevet), merke)
    if linjer:
        _konsoll().print(tabell)
    else:
        si("Ingenting er skrevet fra banken ennå.")
    si(f"Banken har nå stempelet {stempel}.")
    if siste and siste != stempel:
        si("▲ Den er endret siden siste linje.")
    if uleste:
        si(f"▲ {uleste} linjer i loggen kunne ikke leses.")


SIGNATURORD = {
    "gyldig": "Signaturen er gyldig. Fingeravtrykk:", "ugyldig": "Signaturen er ikke gyldig. Fingeravtrykk:",
}  # fmt: skip


def verifisering(
    fil: Path, svar: verify.Svar, flyttet: Sequence[verify.Flyttet] | None, ventet: str = ""
) -> None:  # fmt: skip
    """Whether a copy is unchanged, and what has moved in the bank since."""
    from ..book.copy.verify import sammendrag

    lest = svar.lest
    hva = "uendret" if svar.uendret else "ENDRET"
    si(f"{fil}: {hva}. {lest.slag.value}, per {tekst.dato(lest.dag)}. Stempel {lest.stempel[:16]}.")
    si(*(f"  {linje}." for linje in sammendrag(svar.endringer)))
    if svar.signatur in SIGNATURORD:
        si(f"{SIGNATURORD[svar.signatur]} {lest.fingeravtrykk}.")
    if svar.forventet:
        si("Det er nøkkelen du ventet.")
    elif svar.forventet is False:
        hvem = "ikke signert" if svar.signatur == "ingen" else "ikke signert med nøkkelen du ventet"
        si(f"Kopien er {hvem} ({ventet}). Spør den du fikk den av, før du bruker den.")
    elif svar.signatur == "ingen":
        si("Ikke signert: kopien sier ikke hvem som har laget den, og den som endrer den, kan lage et nytt stempel.")
    elif svar.signatur == "gyldig":
        si("Sammenlign fingeravtrykket med det arbeidsgiver har gitt deg på annen måte, eller bruk --forvent.")
    if flyttet is None:
        return
    si(f"Endret i banken siden, for {tekst.dato(lest.dag)}:" if flyttet else "Ingen tall er endret i banken siden.")
    for f in flyttet:
        naa = "finnes ikke nå" if f.bank is None else tekst.timer(f.bank)
        i_kopien = "mangler" if f.kopi is None else tekst.timer(f.kopi)
        si(f"  {f.ansattnr} {schema.SALDONAVN[f.nokkel]}: {i_kopien} i kopien, {naa} i banken.")


def demo(
    bank: Bank, dag: date, saldoer: Sequence[Saldo], funn: Sequence[Funn], forfalt: Sequence[str], filer: Sequence[Path]
) -> None:
    """The summary of the demo: what stands, what is wrong, what to do next."""
    from ..core.rules.periode.sluttvarsel import SLUTTVARSEL
    from ..core.rules.vakt.ledig_vakt import LEDIG_VAKT
    from ..core.rules.vakt.ubekreftet_vakt import UBEKREFTET_VAKT

    konsoll = _konsoll()
    konsoll.print(f"[bold]{escape(str(bank.valg['virksomhet']))}[/], {tekst.dato(dag)}. Oppdiktede data.\n")
    saldotabell(saldoer, dag)
    brudd = [f for f in funn if f.alvor == Alvor.BRUDD]
    konsoll.print(f"\n[bold]Brudd: {len(brudd)}[/]")
    for f in brudd:
        konsoll.print(f"  {merk(ALVOR[f.alvor])}  {escape(f'{f.ansattnr} {bank.navn(f.ansattnr)}: {f.tekst}')}")
    konsoll.print("\n[bold]Å gjøre nå[/]")
    for nr in forfalt:
        konsoll.print(f"  Hold 12-ukers gjennomgang med {escape(f'{nr} {bank.navn(nr)}')}.")
    for f in funn:
        if f.slag is SLUTTVARSEL:
            konsoll.print(f"  {escape(f'{f.ansattnr} {bank.navn(f.ansattnr)}: {f.tekst} {f.tiltak}')}")
    ubekreftet = sum(f.slag is UBEKREFTET_VAKT for f in funn)
    if ubekreftet:
        konsoll.print(f"  Bekreft {ubekreftet} vakter som er forbi.")
    ledige = sum(f.slag is LEDIG_VAKT for f in funn)
    if ledige:
        konsoll.print(f"  Tilby {ledige} ledige vakter: rekkefølgen står i {filer[2].name}.")
    konsoll.print("\n[bold]Filer[/]")
    for fil, hva in zip(filer, ("banken", "gjennomganger", "funn", "kopi til tillitsvalgt"), strict=False):
        konsoll.print(f"  {escape(str(fil))}  ({hva})")
    konsoll.print(f"\nPrøv selv: tidbank saldo {escape(str(filer[0]))} --dato {tekst.dato(dag)}")
