"""Pay of a month: an overview, and a page for each employee (Delta § 12-14, § 17-18).

The figure first, what it is made of below, the clause in small grey. A rate that may be outdated is marked by symbol
and word wherever it was used. What rests on sickness is for payroll and the employee, never for the union rep.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import fsum

from xl_tidbank.core import tekst
from xl_tidbank.core.lonn import overtid
from xl_tidbank.core.lonn.grunnlag import HJEMMEL_SYK, HJEMMEL_UBEKVEM, dagene_i
from xl_tidbank.core.lonn.linjer import BELOP, ETTER, GRUNN, MAANED, Lonnslinje, Lonnsliste, Lonnsmaaned, Sykevalg
from xl_tidbank.core.lonn.satser import MULIG_UTDATERT
from xl_tidbank.core.valg import Valg, muligheter

from ..page.plain import (
    Blokk,
    Fakta,
    Felt,
    Format,
    Liste,
    Nokkelrad,
    Nokkeltall,
    Notat,
    Punkt,
    Rader,
    Side,
    Status,
    Verdi,
)
from ..page.plain import arknavn as lovlig
from .common import antall, person
from .valg import vis

ARK = "Lønnsoversikt"
TABELL = "Lonnsoversikt"
MERKE = f"▲ {MULIG_UTDATERT}".replace(" ", "\u00a0")  # the sign never stands on another line than its words
VALG = (
    "etterbetaling", "sykelonn_grunnlag", "overtid_dagsgrense", "overtid_fra_avtalt", "tariffomrade", "tillegg_aar",
    "kort_turnus",
)  # fmt: skip
INNHOLD = "Personlig. Inneholder lønn, og kan vise at noen har vært syk: bare for lønningskontoret og den det gjelder."


def lonn_side(m: Lonnsmaaned, valg: Valg, *, virksomhet: str, stempel: str) -> Side:
    """The pay of one employee in one month."""
    grunn = fsum(x.belop for x in m.linjer if x.lonnsart == GRUNN)
    blokker: list[Blokk] = [
        Nokkelrad((
            Nokkeltall("Lønn i alt, kroner", m.sum, Format.KRONER, "før skatt og trekk"),
            Nokkeltall("Grunnlønn, kroner", grunn, Format.KRONER, _stilling(m)),
            Nokkeltall("Tillegg og ekstra, kroner", m.sum - grunn, Format.KRONER, _hvor_mange(m)),
            Nokkeltall("Timelønn, kroner", m.timelonn, Format.KRONER, f"{tekst.tall(m.ukestimer)} timer i uken"),
        )),
        Fakta(
            "Slik ble lønnen til",
            (
                *((x.navn, x.belop, Format.KRONER, _merknad(x)) for x in m.linjer),
                ("Lønn i alt", m.sum, Format.KRONER, "summen av linjene, hver i hele øre"),
            ),
            sum_sist=True,
        ),
        *_varsler(m),
        _ubekvem(m),
        *(_syk(s) for s in m.syk),
        _til_lonnssystemet(m),
        _valg(valg),
        Notat((INNHOLD,), liten=True),
    ]  # fmt: skip
    return Side(
        lovlig(f"Lønn {person(m.ansatt.ansattnr, m.ansatt.navn)}"),
        f"Lønn {tekst.maaned(m.maaned)}",
        tuple(blokker),
        gjelder=dagene_i(m.maaned)[-1],
        virksomhet=virksomhet,
        undertittel=f"{m.ansatt.navn} · ansattnr {m.ansatt.ansattnr}".strip(" ·"),
        stempel=stempel,
    )


def _stilling(m: Lonnsmaaned) -> str:
    return f"{tekst.tall(m.fast_pst)} % fast + {tekst.tall(m.tidbank_pst)} % tidbank"


def _hvor_mange(m: Lonnsmaaned) -> str:
    return antall(sum(x.lonnsart != GRUNN for x in m.linjer), "linje", "linjer")


def _antall(x: Lonnslinje) -> str:
    if x.enhet == BELOP or (x.enhet == MAANED and x.antall == 1):
        return ""
    flere = "måneden" if x.enhet == MAANED else x.enhet
    return f"{_desimaler(x.antall) if x.enhet == MAANED else tekst.timer(x.antall)} {flere} × {tekst.kroner(x.sats)}"


def _desimaler(andel: float) -> str:
    """A part of a month, to four decimals: 0,8065."""
    return f"{andel:.4f}".rstrip("0").rstrip(".").replace(".", ",")


def _merknad(x: Lonnslinje) -> str:
    """What a line is made of, its clause, and the mark of a rate that may be outdated."""
    return " · ".join(d for d in (_antall(x), x.forklaring, x.hjemmel, MERKE if x.utdatert else "") if d)


def _varsler(m: Lonnsmaaned) -> list[Blokk]:
    """What somebody must look at before the pay is used."""
    punkter = []
    if m.utdatert:
        punkter.append(
            Punkt(
                Status.ADVARSEL,
                f"Satser som er {MULIG_UTDATERT}: {'; '.join(n.lower() for n in m.utdatert)}.",
                "Hold dem mot gjeldende tariffavtale. Skriv egne satser eller satser_kontrollert_til i Innstillinger.",
            )
        )
    if m.turnus and m.turnus.forbehold:
        punkter.append(
            Punkt(
                Status.ADVARSEL,
                m.turnus.forbehold,
                f"Skriv resten av turnusen, eller Fast tillegg i Lønnsgrunnlag. {HJEMMEL_UBEKVEM}",
            )
        )
    punkter += [
        Punkt(Status.ADVARSEL, f"Ingen har valgt hva tillegget fra {tekst.dato(s.overgang)} skal regnes av: "
              f"{s.tall.flagg}.", f"Skriv Sykelønn, Valgt av og Valgt i Lønnsgrunnlag. {HJEMMEL_SYK}")
        for s in m.syk
        if s.tall.flagg and not s.valgt_av
    ]  # fmt: skip
    if m.merarbeid and not m.fra_avtalt:
        punkter.append(
            Punkt(
                Status.ADVARSEL,
                f"{tekst.timer(m.merarbeid)} timer ekstravakt er regnet som merarbeid uten overtidstillegg.",
                overtid.ADVARSEL,
            )
        )
    return [Liste("Se på dette", tuple(punkter))] if punkter else []


def _ubekvem(m: Lonnsmaaned) -> Rader:
    felt = (
        Felt("Måned", Format.TEKST, 16),
        Felt("Månedsbeløp (kroner)", Format.KRONER, 15),
        Felt("Opptjent (kroner)", Format.KRONER, 15),
        Felt("Etterbetalt (kroner)", Format.KRONER, 15),
    )
    rader = tuple((tekst.maaned(u.maaned), u.grunnlag, u.faktisk, u.etterbetalt) for u in m.ubekvem)
    kilde = "fra Lønnsgrunnlag"
    if m.turnus:
        kilde = f"regnet av Turnus, {m.turnus.dekning}"
    if m.tilleggsuker:
        kilde += f"; kveld, natt og helg for {tekst.tall(round(m.tilleggsuker, 2))} uker i året"
    return Rader(
        "Ubekvemstillegg i perioden", felt, rader, sum=tuple(f.navn for f in felt[1:]),
        merknad=f"Fast del kr {tekst.kroner(m.fast_tillegg)} i måneden ({kilde}), regnet opp til 100 % av avtalt "
        "stilling. Dager borte er ikke med, verken i månedsbeløpet her eller i det som er opptjent. Etterbetaling: "
        f"{m.metode}. Er det opptjent mindre, trekkes ingenting. Delta § 13; utkastet pkt. 7.",
    )  # fmt: skip


def _syk(s: Sykevalg) -> Fakta:
    hvem = f"valgt av {s.valgt_av} {tekst.dato(s.valgt)}" if s.valgt_av and s.valgt else "ingen har valgt"
    return Fakta(
        f"Tilleggslønn under sykdom fra {tekst.dato(s.overgang)}",
        (
            ("Snitt av det som er arbeidet", s.tall.snitt, Format.KRONER,
             f"kroner i måneden, {antall(s.maaneder, 'måned', 'måneder')} før, dager borte ikke med"),
            ("Fast del oppjustert til 100 %", s.tall.fast, Format.KRONER, "kroner i måneden"),
            ("Forskjell", abs(s.tall.differanse), Format.KRONER,
             "snittet er høyest" if s.tall.differanse > 0 else "den faste delen er høyest"),
            ("Brukt", s.brukt, Format.KRONER, f"{s.grunnlag.lower()} · {hvem} · {HJEMMEL_SYK}"),
        ),
    )  # fmt: skip


def _til_lonnssystemet(m: Lonnsmaaned) -> Rader:
    felt = (
        Felt("Lønnsart", Format.TEKST, 22),
        Felt("Antall", Format.TEKST, 9),
        Felt("Enhet", Format.TEKST, 8),
        Felt("Sats (kroner)", Format.KRONER, 12),
        Felt("Beløp (kroner)", Format.KRONER, 12),
        Felt("Pensjon", Format.TEKST, 10),
        Felt("Merk", Format.TEKST, 16),
    )
    rader: tuple[tuple[Verdi, ...], ...] = tuple(
        (
            x.lonnsart, _desimaler(x.antall), x.enhet, x.sats, x.belop, "Ja" if x.pensjon else "Nei",
            MERKE if x.utdatert else "",
        )
        for x in m.linjer
    )  # fmt: skip
    return Rader("Til lønnssystemet", felt, rader, sum=("Beløp (kroner)",),
                 merknad="All tilleggslønn er pensjonsgivende (Delta § 13; utkastet pkt. 7).")  # fmt: skip


def _valg(valg: Valg) -> Fakta:
    """The choices behind the figures, with their alternatives, so that nobody takes them for the only way (B18)."""
    linjer = tuple(
        (m.nokkel, vis(valg[m.nokkel], m.enhet) or "tomt", Format.TEKST, f"kan være: {'; '.join(m.alternativer)}")
        for m in muligheter()
        if m.nokkel in VALG
    )
    return Fakta("Valg bak tallene, fra Innstillinger", linjer)


def lonnsoversikt_side(
    liste: Lonnsliste, uten: Sequence[tuple[str, str]], dag: date, *, virksomhet: str, stempel: str
) -> Side:
    """One row for everyone paid in the month of the day. uten: number and name of those without a wage row."""
    maaneder = liste.maaneder
    felt = (
        Felt("Ansattnr", Format.TEKST, 10),
        Felt("Navn", Format.TEKST, 28),
        Felt("Grunnlønn (kroner)", Format.KRONER, 13),
        Felt("Tillegg (kroner)", Format.KRONER, 13),
        Felt("Etterbetaling (kroner)", Format.KRONER, 13),
        Felt("Lønn i alt (kroner)", Format.KRONER, 13),
        Felt("Merk", Format.TEKST, 17),
    )

    def sum_av(m: Lonnsmaaned, *arter: str) -> float:
        return fsum(x.belop for x in m.linjer if x.lonnsart in arter)

    rader: tuple[tuple[Verdi, ...], ...] = tuple(
        (
            m.ansatt.ansattnr, m.ansatt.navn, (g := sum_av(m, GRUNN)), m.sum - g - (e := sum_av(m, ETTER)), e, m.sum,
            MERKE if m.utdatert else "",
        )
        for m in maaneder
    )  # fmt: skip
    utdaterte = sum(bool(m.utdatert) for m in maaneder)
    blokker: list[Blokk] = [
        Nokkelrad((
            Nokkeltall("Lønn i alt, kroner", fsum(m.sum for m in maaneder), Format.KRONER, "før skatt og trekk"),
            Nokkeltall("Ansatte", len(maaneder), Format.ANTALL, tekst.maaned(dag)),
            Nokkeltall("Etterbetaling, kroner", fsum(sum_av(m, ETTER) for m in maaneder), Format.KRONER,
                       "ubekvem tid utover månedsbeløpet"),
            Nokkeltall("Mulig utdatert", utdaterte, Format.ANTALL, "ansatte med en sats som må kontrolleres"),
        )),
        Rader("Per ansatt", felt, rader, tom="Ingen har lønn i måneden.", navn=TABELL,
              sum=tuple(f.navn for f in felt[2:6])),
    ]  # fmt: skip
    if liste.feil:
        punkter = tuple(Punkt(Status.BRUDD, str(f), "Lønnsfilen lages ikke før dette er rettet.") for f in liste.feil)
        blokker.insert(1, Liste("Kan ikke regnes ut", punkter))
    if uten:
        navn = ", ".join(person(*u) for u in uten)
        blokker.append(Notat((f"Uten rad i Lønnsgrunnlag, og derfor ikke med: {navn}.",)))
    return Side(
        ARK, f"Lønn {tekst.maaned(dag)}", (*blokker, Notat((INNHOLD,), liten=True)), gjelder=dagene_i(dag)[-1],
        virksomhet=virksomhet, undertittel="Hver ansatt for seg. Alle beløp er kroner før skatt.", stempel=stempel,
        liggende=True,
    )  # fmt: skip
