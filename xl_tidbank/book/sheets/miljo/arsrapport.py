"""The joint year report: Delta's evaluation of the scheme (§ 22) and the environment (Miljøfyrtårn), with sign-offs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from xl_tidbank.core import tekst
from xl_tidbank.core.miljo.aarstall import Aarstall, felt_kontrollert, rapportfelt
from xl_tidbank.core.miljo.klima import Klimaregnskap
from xl_tidbank.core.miljo.lister import miljofrist
from xl_tidbank.core.miljo.miljo import Miljo
from xl_tidbank.core.miljo.offentlig import Vasker
from xl_tidbank.core.miljo.ordningen import Ordningen, Timesum
from xl_tidbank.core.miljo.registre import FERDIG, GJENNOMGATT, STANSET

from ...page.plain import (
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
    Signatur,
    Skrivelinjer,
    Status,
    Verdi,
)
from .felles import IKKE_FORT, forbehold, metoder, per_arsverk, temaene, vis_sum
from .klima import konklusjon, scopediagram, summene
from .maal import maalene

ARK, FELTARK = "Årsrapport", "Innrapportering"
ROLLER = ("Leder", "Tillitsvalgt", "Verneombud", "Miljøansvarlig", "Daglig leder, gjennomgått")


class Rapportgrunnlag(NamedTuple):
    """What the report is of. ordningen: None where no bank is at hand, or too few are in it."""

    miljo: Miljo
    aar: int
    dag: date
    ordningen: Ordningen | None
    evaluering: date | None


def arsrapport_side(r: Rapportgrunnlag, *, virksomhet: str, stempel: str) -> Side:
    """The full report, for those who sign it."""
    blokker: list[Blokk] = [_topp(r)]
    if r.ordningen is not None:
        blokker += [
            *_virker(r.ordningen, r.miljo.minst), *_forsvarlig(r.ordningen), _varsel(r.ordningen),
            _timer(r.ordningen, r.miljo.minst),
        ]  # fmt: skip
    else:
        hva = "Avsnitt 1–4 gjelder tidbanken (Delta § 22) og lages med --bank BANK.xlsx."
        blokker.append(Notat((hva,), "1–4. Tidbanken"))
    blokker += [_temaer(r), *klimakort(r.miljo, r.aar, r.dag), *_maal(r), *_innspill(r), *_vedtak(r)]
    return Side(
        ARK, f"Årsrapport {r.aar}", tuple(blokker), gjelder=r.dag, virksomhet=virksomhet,
        undertittel="Tidbank (Delta § 22) og miljø (Miljøfyrtårn) i én rapport", stempel=stempel, liggende=True,
    )  # fmt: skip


def _topp(r: Rapportgrunnlag) -> Nokkelrad:
    k, tall = r.miljo.klima(r.aar, r.dag), r.miljo.tall(r.aar, r.dag)
    arsverk = tall.verdi("arsverk")
    kort = [per_arsverk(k, m, arsverk) for m in metoder(r.miljo.valg["strom_hovedtall"])]
    if r.ordningen is not None:
        t = r.ordningen.timer
        kort.append(Nokkeltall("Arbeidet i tidbanken, timer", t.arbeidet, Format.TIMER, f"{t.ansatte} ansatte"))
    kort.append(
        Nokkeltall("Frist for innrapportering", miljofrist(r.aar), Format.DATO, f"{len(tall.mangler)} felt mangler")
    )
    return Nokkelrad(tuple(kort))


def _virker(o: Ordningen, minst: int) -> list[Blokk]:
    felt = (
        Felt("År", Format.TEKST, 24), Felt("Overtid (timer)", Format.MENGDE, 12),
        Felt("Merarbeid (timer)", Format.MENGDE, 12), Felt("Innleie (timer)", Format.MENGDE, 12),
        Felt("Hele stillinger", Format.ANTALL, 11), Felt("Stillinger", Format.ANTALL, 11),
        Felt("Fravær", Format.PROSENT, 10),
    )  # fmt: skip
    rader = tuple(
        (
            f"{k.aar:.0f}", k.overtid, k.merarbeid, k.innleie, k.hele_stillinger, k.stillinger,
            # Where nobody wrote how many posts there are, the bank says how many people.
            k.fravaer_pst if (o.timer.ansatte if k.stillinger is None else k.stillinger) >= minst else None,
        )
        for k in o.kartlegging
    )  # fmt: skip
    merknad = (
        "Målene er mindre overtid, merarbeid og innleie og flere hele stillinger (Delta § 3). Fravær gjelder hele "
        "virksomheten."
    )
    ut: list[Blokk] = [Rader("1. Virker ordningen?", felt, rader, tom="Kartlegging er ikke ført.", merknad=merknad)]
    return [*ut, Skrivelinjer("Hva sier tallene?", 2)]


def _forsvarlig(o: Ordningen) -> list[Blokk]:
    felt = (Felt("Hva", Format.TEKST, 44), Felt("Funn", Format.ANTALL, 9), Felt("Av dem brudd", Format.ANTALL, 10))
    ut: list[Blokk] = [Rader(
        "2. Er den forsvarlig?", felt, tuple(o.regler), tom="Ingen funn om arbeidstid og hvile.",
        merknad=f"Arbeidstid, hvile og overtid (aml. kapittel 10) per {tekst.dato(o.dag)}. Det verste står øverst.",
    )]  # fmt: skip
    return [*ut, Skrivelinjer("Hva er gjort?", 2)]


def _varsel(o: Ordningen) -> Fakta:
    v = o.varsel
    return Fakta("3. Varsel", (
        ("Tidbankvakter i året", v.vakter, Format.ANTALL, ""),
        ("Med kortere frist enn avtalt", v.kort, Format.ANTALL, "Delta § 8"),
        ("Av dem etter eget ønske", v.onske, Format.ANTALL, ""),
        ("Avtale med Delta sentralt om kortere frist", o.med_delta or "Ingen", Format.TEKST, "aml. § 10-12 (4)"),
    ))  # fmt: skip


def _timer(o: Ordningen, minst: int) -> Fakta:
    t: Timesum = o.timer
    kreditert: Verdi = t.kreditert if t.ansatte >= minst else f"Vises ikke for færre enn {minst}"
    return Fakta("4. Timer", (
        ("Periodeskyld", t.periodeskyld, Format.TIMER, f"{t.ansatte} ansatte, {tekst.dato(o.dag)}"),
        ("Arbeidet", t.arbeidet, Format.TIMER, ""),
        ("Godskrevet", kreditert, Format.TIMER, "én sum: hvorfor og hvem står ikke her"),
        ("Bortfalt ved periodens slutt", t.bortfalt, Format.TIMER, "flyttes ikke og trekkes ikke (Delta § 10)"),
        ("Gjennomganger holdt", f"{t.gjennomganger} av {t.skulle}", Format.TEKST, "hver 12. uke (Delta § 10)"),
    ))  # fmt: skip


def _temaer(r: Rapportgrunnlag) -> Rader:
    rader = temaene(r.miljo.temaer(r.aar, r.dag), r.aar)
    return Rader("5. Miljø, tema for tema", rader.felt, rader.rader)


def klimakort(miljo: Miljo, aar: int, dag: date, vask: Vasker | None = None) -> list[Blokk]:
    """The climate account in short, both methods. vask: of the public edition, which is without how many people it
    lacks, and without a chart, which no stamp covers."""
    k, offentlig = miljo.klima(aar, dag), vask is not None
    f = summene(k)
    linjer = list(f.linjer)
    for metode in metoder(miljo.valg["strom_hovedtall"]):
        s = k.i_alt(metode)
        hva = "lokasjonsbasert" if metode == "Lokasjon" else "markedsbasert"
        linjer.append((f"I alt, {hva}", vis_sum(s), Format.MENGDE, forbehold(s)))
    ut: list[Blokk] = [Fakta("Klimaregnskap i kg" if offentlig else "6. Klimaregnskap i kg", tuple(linjer))]
    if not offentlig and any(s.kg is not None for s in k.summer.values()):
        ut.append(scopediagram(k))
    ikke = ", ".join(str(u.kategori) for u in k.utelatt)
    ut.append(Notat((
        f"{konklusjon(k)}. De to er samme strøm regnet på hver sin måte, og legges aldri sammen.",
        f"Ikke med av Scope 3: kategori {ikke}. Regnskapet er derfor ikke hele avtrykket.",
        *(() if offentlig else k.merknader()), *_eldre(k, vask),
    ), liten=True))  # fmt: skip
    return ut


def _eldre(k: Klimaregnskap, vask: Vasker | None) -> list[str]:
    """The marks of the factors, told once."""
    brukt = [(p.faktor, p.faktor.rad.kode if vask is None else vask.kode(p.faktor.rad.kode))
             for p in k.poster if p.faktor]  # fmt: skip
    gamle = sorted({f"{kode} fra {f.aar}" for f, kode in brukt if f.alder})
    ubekreftet = sorted({kode for f, kode in brukt if not f.rad.bekreftet_av})
    ut = [f"▲ Faktorer fra tidligere år: {', '.join(gamle)}."] if gamle else []
    return [*ut, f"▲ Faktorer ingen har bekreftet: {', '.join(ubekreftet)}."] if ubekreftet else ut


def _maal(r: Rapportgrunnlag) -> list[Blokk]:
    bilder = r.miljo.maal(r.dag)
    maal = maalene(bilder)
    tiltak = r.miljo.registre.tiltak
    felt = (
        Felt("Tiltak", Format.TEKST, 40), Felt("Ansvarlig", Format.TEKST, 20), Felt("Frist", Format.DATO, 12),
        Felt("Status", Format.STATUS, 16), Felt("Effekt", Format.TEKST, 34),
    )  # fmt: skip
    rader = tuple((t.tiltak, t.ansvarlig, t.frist, _status(t.status, t.frist, r.dag), t.effekt) for t in tiltak)
    return [
        Rader("7. Mål og tiltak", maal.felt, maal.rader, tom=maal.tom),
        Rader("Tiltak", felt, rader, tom="Ingen tiltak er ført."),
    ]  # fmt: skip


def _status(status: str, frist: date | None, dag: date) -> str:
    if status == FERDIG:
        return Status.GJENNOMFORT
    if status == STANSET:
        return STANSET
    return Status.MANGLER if frist is not None and frist < dag else Status.GJENSTAR


def _innspill(r: Rapportgrunnlag) -> list[Blokk]:
    reg = r.miljo.registre
    innspill = [i for i in reg.innspill if r.aar <= i.dato.year and i.dato <= r.dag]
    punkter = tuple(
        Punkt("", i.innspill, f"Svar {tekst.dato(i.svart)}: {i.svar}" if i.svart else "Ikke besvart") for i in innspill
    )
    kampanjer = tuple(
        Punkt("", f"{k.navn}, {tekst.dato(k.fra)}–{tekst.dato(k.til)}",
              " · ".join(x for x in (k.hva, f"{k.deltakere:.0f} deltakere" if k.deltakere else "") if x))
        for k in reg.kampanjer if r.aar <= k.fra.year and k.fra <= r.dag
    )  # fmt: skip
    return [
        Liste("8. Innspill", punkter, tom="Ingen innspill i året."),
        Liste("Kampanjer", kampanjer, tom="Ingen kampanjer i året."),
    ]


def _vedtak(r: Rapportgrunnlag) -> list[Blokk]:
    rad = r.miljo.registre.tallrad(r.aar, GJENNOMGATT)
    gjennomgatt = (
        f"Gjennomgått: {rad.kilde_tekst or 'ja'}"
        if rad is not None and rad.verdi
        else "Ikke gjennomgått av ledelsen ennå."
    )
    neste = tekst.dato(r.evaluering) if r.evaluering else "Ikke satt"
    return [
        Fakta("9. Vedtak", (
            ("Ledelsens gjennomgang", gjennomgatt, Format.TEKST, "Miljøfyrtårn, kriteriene fra 2022"),
            ("Neste evaluering", neste, Format.TEKST, "Delta § 22"),
            ("Neste miljørapport", miljofrist(r.aar + 1), Format.DATO, "Miljøfyrtårn"),
        )),
        Skrivelinjer("Vedtak og endringer", 3), Signatur(ROLLER),
    ]  # fmt: skip


def felt_side(tall: Aarstall, dag: date, *, virksomhet: str, stempel: str) -> Side:
    """What somebody types into the portal: field, figure, unit, and where it is from."""
    felt = (
        Felt("Tema", Format.TEKST, 16), Felt("Felt", Format.TEKST, 40), Felt("Tall", Format.KRONER, 16),
        Felt("Enhet", Format.TEKST, 14), Felt("Hvor tallet kommer fra", Format.TEKST, 30),
    )  # fmt: skip
    rader: list[tuple[Verdi, ...]] = []
    for f in rapportfelt():
        t = tall.tall(f.nokkel)
        rader.append((f.tema, f.felt, IKKE_FORT if t.verdi is None else round(t.verdi, 2), f.enhet, t.kilde))
    return Side(
        FELTARK, f"Til innrapporteringen for {tall.aar}",
        (
            Rader("Feltene", felt, tuple(rader)),
            Notat((
                f"Feltnavnene er lest {tekst.dato(felt_kontrollert())} i en eldre rapport, og portalen kan ha andre. "
                f"Skriv tallene inn i styringsverktøyet senest {tekst.dato(miljofrist(tall.aar))}.",
                "Et tall som mangler, står som «ikke ført»: det er ikke 0.",
            ), liten=True),
        ),
        gjelder=dag, virksomhet=virksomhet, undertittel="Skriv tallene inn ett for ett", stempel=stempel, hoyst_sider=1,
    )  # fmt: skip


def sider(r: Rapportgrunnlag, *, virksomhet: str, stempel: str) -> list[Side]:
    tall = r.miljo.tall(r.aar, r.dag)
    return [
        arsrapport_side(r, virksomhet=virksomhet, stempel=stempel),
        felt_side(tall, r.dag, virksomhet=virksomhet, stempel=stempel),
    ]


def feltene(tall: Aarstall) -> Sequence[tuple[str, str, float | None, str, str]]:
    """Theme, field, figure, unit, where from."""
    return [(f.tema, f.felt, t.verdi, f.enhet, t.kilde) for f in rapportfelt() for t in (tall.tall(f.nokkel),)]
