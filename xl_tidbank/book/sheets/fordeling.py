"""Who works weekends, red days, evenings and nights, against colleagues of the same unit (Delta § 8 and § 16), and who
works beyond the agreed time (aml. § 14-4 a).

The overview is the manager's. The page of one employee shows colleagues only as an average, and only of a group large
enough that nobody can be told apart (B30). Absence is on neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from xl_tidbank.core import parameters, tekst
from xl_tidbank.core.fordeling import ALLE, LIKE, MAAL, UTEN_TIDBANK, Fordeling, Maaltall, Merarbeid

from ..page.plain import (  # fmt: skip
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
    Status,
    Verdi,
    arknavn,
)
from .common import antall, datospenn, person

ARK = "Fordeling"
FORSTE_SIDE, LESBARE = 21, 28  # rows left on the first sheet of paper, and names that can stand in them
DAGER = ("helger", "rode_dager")
TABELL = "Fordelinger"
HVEM: Mapping[str, str] = MappingProxyType({
    LIKE: "tilsvarende uten tidbank", UTEN_TIDBANK: "uten tidbank, per prosent",
    ALLE: "andre med tidbank, per prosent", "": "ingen å sammenligne med",
})  # fmt: skip
KOLLEGENE = (
    "Kollegene er på samme enhet. Først dem med tilsvarende stilling uten tidbank. Finnes ingen, regnes det per "
    "stillingsprosent for dem uten tidbank. Finnes heller ikke de, vises de andre med tidbank, og da sier tallene ikke "
    "om likebehandlingen holder. Kveld og natt sammenlignes bare med dem som har slike vakter."
)


def _slik(dag: date) -> str:
    kveld, natt, slutt, minst = (
        tekst.tall(parameters.verdi(f"fordeling_{n}", dag)) for n in ("kveld_fra", "natt_fra", "natt_til", "natt_minst")
    )
    return (
        "En helg er lørdag og søndag, og teller én gang når det er arbeidet i den. Røde dager er helligdagene etter "
        f"loven. Timer regnes etter klokken, uten fradrag for pause: kveld kl. {kveld}–{natt}, natt kl. {natt}–{slutt} "
        f"i vakter med minst {minst} timer om natten. Turnus og vakter regnes slik de er satt opp."
    )


def fordeling_side(
    rader: Sequence[Fordeling], merarbeid: Sequence[Merarbeid], fra: date, til: date, *, terskel: float,
    virksomhet: str, stempel: str,
) -> Side:  # fmt: skip
    """For the manager: every employee with tidbank, a table a measure."""
    klart = {felt: [f for f in rader if _maal(f, felt).klart_mer] for felt, *_ in MAAL}
    jevnlig = [m for m in merarbeid if m.jevnlig]
    av = f"av {antall(len(rader), 'ansatt', 'ansatte')}"
    kveldnatt = {f.ansattnr for felt in ("kveld", "natt") for f in klart[felt]}
    blokker: list[Blokk] = [
        Nokkelrad((
            Nokkeltall("Klart flere helger", len(klart["helger"]), Format.ANTALL, av),
            Nokkeltall("Klart flere røde dager", len(klart["rode_dager"]), Format.ANTALL, av),
            Nokkeltall("Klart mer kveld eller natt", len(kveldnatt), Format.ANTALL, av),
            Nokkeltall("Jevnlig utover avtalt tid", len(jevnlig), Format.ANTALL, "siste tolv måneder"),
        )),
    ]  # fmt: skip
    if rader:
        blokker.append(_stolper(rader, len(klart["helger"])))
    blokker += [
        _tabell(rader),
        _utover(merarbeid),
        Notat(
            (
                f"Klart mer er mer enn {tekst.tall(terskel)} % over kollegene og en forskjell som ikke er tilfeldig "
                "(Innstillinger: fordeling_terskel). Belastningen skal gjenspeile tilsvarende stillinger uten tidbank, "
                "om ikke arbeidsgiver og den ansatte er enige om noe annet (Delta § 8 og § 16).",
                _slik(til),
                KOLLEGENE,
                "Siden er for leder: den viser hver enkelt. Til en ansatt gis arket for den ene, der kollegene bare "
                "står som gjennomsnitt. Ekstravakter og overtid som er utført, og den delen av en tidbankvakt som går "
                "over null, er arbeid utover avtalt.",
            ),
            liten=True,
        ),
    ]  # fmt: skip
    return Side(
        ARK, "Fordeling av ubekvem tid", tuple(blokker), gjelder=til, virksomhet=virksomhet,
        undertittel=f"Helger, røde dager, kvelder og netter {datospenn(fra, til)}, hver ansatt for tiden med tidbank",
        stempel=stempel, liggende=True,
    )  # fmt: skip


def _maal(f: Fordeling, felt: str) -> Maaltall:
    return next(m for m in f.maal if m.felt == felt)


def _stolper(rader: Sequence[Fordeling], klart: int) -> Diagram:
    orden = sorted(rader, key=lambda f: (-(_maal(f, "helger").egen), f.ansattnr))
    if klart:
        tittel = f"Helger: {klart} av {len(rader)} har klart flere enn kollegene"
    else:
        tittel = "Helger: ingen har klart flere enn kollegene"
    return Diagram(
        tittel,
        tuple(person(f.ansattnr, f.navn) for f in orden),
        (
            Serie("Helger", tuple(_maal(f, "helger").egen for f in orden), "stolpe"),
            Serie("Kolleger for samme stilling", tuple(_maal(f, "helger").andre for f in orden), "stolpe"),
        ),
        alt=f"Liggende stolper for {len(orden)} ansatte: helger med arbeid, og hva kolleger på enheten har for samme "
        f"stilling. {tittel}.",
        x_navn="Ansatt",
        hoyde=_hoyde(len(orden)),
    )


def _hoyde(antall: int) -> int:
    """Rows of the chart: below the key figures on the first sheet of paper as long as the names can be read."""
    return max(10, min(5 + antall, FORSTE_SIDE)) if antall <= LESBARE else round(antall * 0.85)


def _tabell(rader: Sequence[Fordeling]) -> Rader:
    """A row for each: own figures beside the colleagues', measure by measure."""
    maal = []
    for felt, navn, _, _ in MAAL:
        maal += [
            Felt(f"{navn}, egne", Format.ANTALL if felt in DAGER else Format.TIMER, 8),
            Felt(f"{navn}, kolleger", Format.TIMER, 8),
        ]
    felt_ = (
        Felt("Ansatt", Format.TEKST, 22), Felt("Enhet", Format.TEKST, 10), Felt("Stilling", Format.PROSENT, 8), *maal,
        Felt("Sammenlignet med (antall)", Format.TEKST, 33), Felt("Vurdering", Format.STATUS, 13),
        Felt("Klart mer av", Format.TEKST, 14),
    )  # fmt: skip
    linjer = []
    for f in rader:
        tall = [v for m in f.maal for v in (m.egen, m.andre)]
        helg = _maal(f, "helger")
        mer = ", ".join(m.navn.lower() for m in f.maal if m.klart_mer)
        hvem = f"{HVEM[helg.grunnlag]} ({helg.antall})" if helg.antall else HVEM[""]
        ord_ = (Status.KLART_MER if mer else Status.PAA_LINJE) if any(m.antall for m in f.maal) else ""
        linjer.append((person(f.ansattnr, f.navn), f.enhet, round(f.stilling, 2), *tall, hvem, ord_, mer))
    return Rader(
        "Hver ansatt mot kollegene", felt_, tuple(linjer), tom="Ingen har tidbank i disse dagene.", navn=TABELL,
        merknad="Kolleger: gjennomsnittet for like stor stilling. Tomt = ingen å sammenligne med. Helger og røde "
        "dager: Delta § 16; utkastet pkt. 10. Kveld og natt: Delta § 8; utkastet pkt. 5.",
    )  # fmt: skip


def vurdering(m: Maaltall) -> Verdi:
    """Nothing is said where there is nobody to compare with."""
    if m.andre is None:
        return ""
    return Status.KLART_MER if m.klart_mer else Status.PAA_LINJE


def _utover(merarbeid: Sequence[Merarbeid]) -> Liste:
    return Liste(
        "Arbeid utover avtalt tid, siste tolv måneder (aml. § 14-4 a)",
        tuple(
            Punkt(
                Status.ADVARSEL if m.jevnlig else Status.INFO,
                f"{person(m.ansattnr, m.navn)}: {tekst.timer(m.timer)} timer i {m.maaneder} av {m.av} måneder. Det "
                f"tilsvarer {tekst.timer(m.tilsvarer)} % av full stilling oppå {tekst.tall(m.stilling)} %.",
                "Jevnlig: den ansatte kan kreve stilling tilsvarende faktisk arbeidstid, om ikke behovet er borte."
                if m.jevnlig
                else "",
            )
            for m in sorted(merarbeid, key=lambda m: (-m.timer, m.ansattnr))
        ),
        tom="Ingen på deltid har arbeidet utover avtalt.",
    )


def fordeling_egen_side(
    f: Fordeling, merarbeid: Merarbeid | None, *, minst: float, virksomhet: str, stempel: str
) -> Side:
    """For one employee: own figures, and the colleagues' average where the group is large enough."""
    kort = tuple(
        Nokkeltall(
            m.navn, m.egen, Format.ANTALL if m.felt in DAGER else Format.TIMER,
            f"kollegene {tekst.timer(m.andre)}" if m.andre is not None and m.antall >= minst else "",
        )
        for m in f.maal
    )  # fmt: skip
    felt = (
        Felt("Hva", Format.TEKST, 14),
        Felt("Egne", Format.TIMER, 9),
        Felt("Kolleger", Format.TIMER, 9),
        Felt("Sammenlignet med", Format.TEKST, 36),
        Felt("Vurdering", Format.STATUS, 14),
    )
    rader = tuple(
        (m.navn, m.egen, m.andre, HVEM[m.grunnlag], vurdering(m))
        if m.antall >= minst
        else (m.navn, m.egen, None, f"færre enn {tekst.tall(minst)} kolleger: vises ikke", "")
        for m in f.maal
    )
    blokker: list[Blokk] = [Nokkelrad(kort), Rader("Mot kollegene på enheten", felt, rader)]
    if merarbeid is not None:
        blokker.append(
            Fakta(
                "Arbeid utover avtalt tid, siste tolv måneder",
                (
                    ("Timer utover avtalt", merarbeid.timer, Format.TIMER, datospenn(merarbeid.fra, merarbeid.til)),
                    ("Måneder med slikt arbeid", merarbeid.maaneder, Format.ANTALL, f"av {merarbeid.av}"),
                    ("Avtalt stilling", round(merarbeid.stilling, 2), Format.PROSENT, ""),
                    ("Det tilsvarer", round(merarbeid.tilsvarer, 2), Format.PROSENT, "av full stilling i tillegg"),
                ),
            )
        )
    blokker.append(
        Notat((_slik(f.til), KOLLEGENE, "Delta § 8 og § 16; utkastet pkt. 5 og 10; aml. § 14-4 a."), liten=True)
    )
    return Side(
        arknavn(f"Fordeling {person(f.ansattnr, f.navn)}"), "Helger, kvelder og netter", tuple(blokker), gjelder=f.til,
        virksomhet=virksomhet,
        undertittel=f"{f.navn} · ansattnr {f.ansattnr} · {tekst.tall(f.stilling)} % · {datospenn(f.fra, f.til)}",
        stempel=stempel,
    )  # fmt: skip
