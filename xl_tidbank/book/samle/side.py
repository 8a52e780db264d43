"""Many banks on one page: a row a unit, what has changed since the last time, the findings by rule, and what is not
with. Nothing here tells of a person (core/samling)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import fsum

from xl_tidbank.core import tekst
from xl_tidbank.core.samling import Banktall, Enhetsrad, Samling, Utvikling, endring

from ..page.plain import Blokk, Diagram, Felt, Format, Nokkelrad, Nokkeltall, Notat, Rader, Serie, Side, Verdi
from ..sheets.common import antall

ARK, FUNN, UTVIKLING, IKKE_MED = "Samlet", "Funn etter regel", "Utvikling", "Ikke med"
TITTEL = "Tidbankene samlet"
ENHET, FIL, SKYLDIG, ETTERSLEP, BRUDD = "Enhet", "Fil", "Skyldig (timer)", "Etterslep (timer)", "Brudd (antall)"
SKILLE = "; "  # between the files of one row
MEST_I_DIAGRAM = 40
FELT = (
    ("ansatte", Felt("Ansatte", Format.ANTALL, 7)),
    ("skyldig", Felt(SKYLDIG, Format.TIMER, 10)),
    ("til_gode", Felt("Til gode (timer)", Format.TIMER, 10)),
    ("etterslep", Felt(ETTERSLEP, Format.TIMER, 10)),
    ("bortfall_30", Felt("Bortfall innen 30 dager (timer)", Format.TIMER, 10)),
    ("bortfall_90", Felt("Bortfall innen 90 dager (timer)", Format.TIMER, 10)),
    ("brudd", Felt(BRUDD, Format.ANTALL, 7)),
    ("advarsler", Felt("Advarsler (antall)", Format.ANTALL, 8)),
    ("forfalte", Felt("Forfalte gjennomganger (antall)", Format.ANTALL, 10)),
    ("korte_varsler", Felt("Varsel under 14 dager (antall)", Format.ANTALL, 9)),
    ("uten_tall", Felt("Uten tall (antall)", Format.ANTALL, 8)),
)
FORKLARING = (
    "Skyldig, til gode og etterslep er summen for dem som skylder, har til gode og ligger bak jevn plan; de går ikke "
    "opp i hverandre. Bortfall er det som er igjen når alt som er kjent, har skjedd, i perioder som slutter innen så "
    "mange dager. Uten tall er ansatte som må rettes i banken først. Delta § 10 og § 15."
)


def samlet_sider(
    s: Samling, dag: date, *, ikke_med: Sequence[tuple[str, str]] = (),
    forrige: tuple[date, Mapping[tuple[str, ...], Utvikling]] | None = None,
) -> list[Side]:  # fmt: skip
    """ikke_med: file and reason. forrige: the day of the last table, and its figures by the files of each row."""
    sider = [_samlet(s, dag, len(ikke_med)), _funn(s, dag)]
    if forrige is not None:
        sider.append(_utvikling(s, dag, *forrige))
    felt = (Felt(FIL, Format.TEKST, 50), Felt("Hvorfor", Format.TEKST, 70))
    alle = [*ikke_med, *((fil, utenfor(s.minst)) for fil in s.holdt_utenfor)]
    tabell = Rader("", felt, tuple(alle), tom="Alle filene er med.")
    return [*sider, _side(IKKE_MED, "Filer som ikke er med", dag, tabell)]


def utenfor(minst: int) -> str:
    return (
        f"Færre enn {minst} ansatte, og ikke nok andre banker å slå den sammen med. Ingen sum har den med, for "
        "forskjellen mellom to summer ville fortalt om dem."
    )


def _side(ark: str, tittel: str, dag: date, *blokker: Blokk) -> Side:
    under = "Bare summer av hver enhet. Alle timer er desimaltimer."
    return Side(ark, tittel, blokker, gjelder=dag, undertittel=under, liggende=True)


def _samlet(s: Samling, dag: date, ikke_med: int) -> Side:
    blokker: list[Blokk] = []
    if s.sum is not None:
        banker = sum(len(r.filer) for r in s.rader)
        borte = antall(ikke_med + len(s.holdt_utenfor), "fil er ikke med", "filer er ikke med")
        blokker.append(Nokkelrad((
            Nokkeltall("Ansatte", s.sum.ansatte, Format.ANTALL, f"i {antall(banker, 'bank', 'banker')}, {borte}"),
            Nokkeltall("Skyldig, timer", s.sum.skyldig, Format.TIMER, "av dem som skylder"),
            Nokkeltall("Til gode, timer", s.sum.til_gode, Format.TIMER),
            Nokkeltall("Bortfall innen 90 dager, timer", s.sum.bortfall_90, Format.TIMER),
            Nokkeltall("Brudd", s.sum.brudd, Format.ANTALL, antall(s.sum.advarsler, "advarsel", "advarsler")),
        )))  # fmt: skip
    felt = (Felt(ENHET, Format.TEKST, 24), *(f for _, f in FELT), Felt("Stempel", Format.TEKST, 13),
            Felt(FIL, Format.TEKST, 30))  # fmt: skip
    rader = tuple(
        (r.tall.enhet, *(getattr(r.tall, n) for n, _ in FELT), r.tall.stempel, SKILLE.join(r.filer)) for r in s.rader
    )
    sammen = next((r for r in s.rader if len(r.filer) > 1), None)
    merknad = FORKLARING
    if sammen is not None:
        merknad += (
            f" {sammen.tall.enhet} er {len(sammen.filer)} banker i én rad, fordi noen av dem har færre enn {s.minst} "
            "ansatte: ingen skal kunne trekkes ut av en sum."
        )
    tabell = Rader(
        "", felt, rader, tom="Ingen bank er med.", navn=ARK, sum=tuple(f.navn for _, f in FELT), merknad=merknad
    )
    return _side(ARK, TITTEL, dag, *blokker, tabell, *_diagram(s.rader, dag))


def _diagram(rader: Sequence[Enhetsrad], dag: date) -> list[Diagram]:
    """A bar for each unit; of many, those that owe the most."""
    if not rader:
        return []
    vist = sorted(rader, key=lambda r: -r.tall.skyldig)[:MEST_I_DIAGRAM]
    hvilke = "" if len(vist) == len(rader) else f", de {len(vist)} som skylder mest av {len(rader)}"
    enheter = tuple(r.tall.enhet if _alene(r, vist) else f"{r.tall.enhet} ({r.filer[0]})" for r in vist)
    return [
        Diagram(
            f"Skyldige timer og etterslep i hver enhet{hvilke}", enheter,
            (
                Serie("Skyldig", tuple(r.tall.skyldig for r in vist), "stolpe"),
                Serie("Etterslep", tuple(r.tall.etterslep for r in vist), "stolpe"),
            ),
            alt=f"Liggende stolper for {len(vist)} enheter den {tekst.dato(dag)}: skyldige timer og etterslep.",
            x_navn=ENHET, hoyde=max(12, 6 + round(len(vist) * 1.35)),
        )
    ]  # fmt: skip


def _alene(rad: Enhetsrad, rader: Sequence[Enhetsrad]) -> bool:
    return sum(r.tall.enhet == rad.tall.enhet for r in rader) == 1


def _funn(s: Samling, dag: date) -> Side:
    felt = (Felt("Regel", Format.TEKST, 44), Felt(ENHET, Format.TEKST, 30), Felt("Brudd", Format.ANTALL, 8),
            Felt("Advarsler", Format.ANTALL, 9))  # fmt: skip
    alle: list[Banktall] = [*([s.sum._replace(enhet="Alle")] if s.sum else ()), *(r.tall for r in s.rader)]
    rader = [(r.tittel, nr, t.enhet, r.brudd, r.advarsler) for nr, t in enumerate(alle) for r in t.regler]
    flest = {r.tittel: -(r.brudd * 1000 + r.advarsler) for r in (s.sum.regler if s.sum else ())}
    rader.sort(key=lambda r: (flest.get(r[0], 0), r[0], r[1] > 0, -r[3], -r[4], r[1]))
    tabell = Rader(
        "", felt, tuple((tittel, enhet, brudd, advarsler) for tittel, _, enhet, brudd, advarsler in rader),
        tom="Ingen brudd og ingen advarsler.", navn="FunnEtterRegel",
    )  # fmt: skip
    return _side(FUNN, "Brudd og advarsler etter regel", dag, tabell)


def _utvikling(s: Samling, dag: date, da: date, forrige: Mapping[tuple[str, ...], Utvikling]) -> Side:
    felt = (
        Felt(ENHET, Format.TEKST, 26), Felt(SKYLDIG, Format.TIMER, 10),
        Felt("Endring i skyldig (timer)", Format.TEKST, 14),
        Felt(ETTERSLEP, Format.TIMER, 10), Felt("Endring i etterslep (timer)", Format.TEKST, 14),
        Felt(BRUDD, Format.ANTALL, 8), Felt("Endring i brudd (antall)", Format.TEKST, 14), Felt(FIL, Format.TEKST, 30),
    )  # fmt: skip
    rader: list[tuple[Verdi, ...]] = []
    like: list[Utvikling] = []
    for r in s.rader:
        e = endring(r, forrige)
        if e is not None:
            like.append(e)
        ord_ = ("ny", "ny", "ny") if e is None else (_ord(e.skyldig), _ord(e.etterslep), _ord(e.brudd, heltall=True))
        t = r.tall
        rader.append((t.enhet, t.skyldig, ord_[0], t.etterslep, ord_[1], t.brudd, ord_[2], SKILLE.join(r.filer)))
    borte = len(set(forrige) - {r.filer for r in s.rader})
    sier = [
        f"Av de {len(like)} radene som er de samme begge ganger: skyldig {_ord(fsum(e.skyldig for e in like))} timer, "
        f"etterslep {_ord(fsum(e.etterslep for e in like))} timer, brudd "
        f"{_ord(sum(e.brudd for e in like), heltall=True)}."
    ]
    if borte:
        sier.append(
            f"{antall(borte, 'rad', 'rader')} fra {tekst.dato(da)} er ikke de samme nå, og er ikke sammenlignet."
        )
    tabell = Rader("", felt, tuple(rader), tom="Ingen bank er med.", navn="Utvikling")
    return _side(UTVIKLING, f"Utvikling siden {tekst.dato(da)}", dag, Notat(tuple(sier)), tabell)


def _ord(tall: float, *, heltall: bool = False) -> str:
    """A change in words: never a bare sign."""
    vist = str(abs(round(tall))) if heltall else tekst.timer(abs(tall))
    if not vist.strip("0,"):
        return "uendret"
    return f"{vist} {'opp' if tall > 0 else 'ned'}"
