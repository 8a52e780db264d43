"""The mapping: absence, overtime, extra work and hired-in hours year by year, and the share of full posts (Delta § 3
and § 4; items 4, 5). The absence of a small unit is not shown: there it would tell of single people (B30)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from math import fsum

from xl_tidbank.core import tekst
from xl_tidbank.core.innsyn import grupper
from xl_tidbank.core.model import Kartleggingsaar
from xl_tidbank.core.prosess import ALLE_ENHETER, Enhetsplan

from ..page.plain import Blokk, Diagram, Felt, Format, Nokkelrad, Nokkeltall, Notat, Rader, Serie, Side, Verdi

ARK = "Kartlegging over tid"
TO_SIDER = 3  # units whose tables fit on two sheets of paper
SUMMERES = ("overtid", "merarbeid", "innleie", "hele_stillinger", "stillinger")


def kartlegging_side(
    rader: Sequence[Kartleggingsaar], planer: Sequence[Enhetsplan], dag: date, *, ansatte: Mapping[str, int],
    minst: float, virksomhet: str, stempel: str,
) -> Side:  # fmt: skip
    """ansatte: how many work in each unit (casefolded). minst: the smallest unit whose absence is shown."""
    i_alt = samlet(rader)
    blokker: list[Blokk] = []
    if i_alt:
        blokker += [_tall(i_alt), _diagram(i_alt)]
    enheter = sorted({r.enhet for r in rader}, key=str.casefold)
    store = {e for e, n in ansatte.items() if n >= minst}
    if any(not r.enhet and r.fravaer_pst is not None for r in rader):
        # The whole workplace less the others would tell a rest that is too small.
        store = set(grupper(Counter(ansatte), int(minst))[0])
    for enhet in enheter:
        plan = next((p for p in planer if p.enhet.casefold() == enhet.casefold()), None)
        skjul = bool(enhet) and enhet.casefold() not in store
        liten = f"enheten har færre enn {tekst.tall(minst)} ansatte"
        if ansatte.get(enhet.casefold(), 0) >= minst:
            liten = "ellers kunne fraværet i en liten enhet regnes ut av tallene for alle"
        blokker.append(_tabell(enhet, [r for r in rader if r.enhet == enhet], plan, liten if skjul else ""))
    if not rader:
        blokker.append(Notat(
            ("Skriv tallene i arket Kartlegging: ett år i hver rad, for hver enhet. Kartleggingen skal gjelde de siste "
             "fire årene og gjøres sammen med tillitsvalgt (Delta § 4).",), "Ingen tall ennå",
        ))  # fmt: skip
    blokker.append(
        Notat(
            (
                "Målene med ordningen er mindre overtid, merarbeid og innleie og flere hele stillinger (Delta § 3). "
                "Tallene sier ikke hvorfor noe har endret seg: det hører hjemme i evalueringen (Delta § 22).",
                f"Fravær vises ikke for enheter med færre enn {tekst.tall(minst)} ansatte.",
            ),
            liten=True,
        )
    )
    return Side(
        ARK, "Kartlegging", tuple(blokker), gjelder=dag, virksomhet=virksomhet,
        undertittel="Overtid, merarbeid, innleie og hele stillinger, år for år", stempel=stempel, liggende=True,
        hoyst_sider=2 if len(enheter) <= TO_SIDER else 0,
    )  # fmt: skip


def samlet(rader: Sequence[Kartleggingsaar]) -> list[Kartleggingsaar]:
    """Each year for the whole workplace: its own row where there is one, else the sum of the units."""
    ut = []
    for aar in sorted({r.aar for r in rader}):
        aarets = [r for r in rader if r.aar == aar]
        hele = [r for r in aarets if not r.enhet]
        if hele:
            ut.append(hele[0])
            continue
        summer = {f: [getattr(r, f) for r in aarets] for f in SUMMERES}
        ut.append(Kartleggingsaar(
            "", aar, **{f: fsum(v) if None not in v else None for f, v in summer.items()}  # type: ignore[arg-type]
        ))  # fmt: skip
    return ut


def _andel(r: Kartleggingsaar) -> float | None:
    return None if r.hele_stillinger is None or not r.stillinger else 100 * r.hele_stillinger / r.stillinger


def _utover(r: Kartleggingsaar) -> float | None:
    deler = [x for x in (r.overtid, r.merarbeid) if x is not None]
    return fsum(deler) if deler else None


def _tall(i_alt: Sequence[Kartleggingsaar]) -> Nokkelrad:
    forste, siste = i_alt[0], i_alt[-1]

    def kort(navn: str, a: float | None, b: float | None, format_: Format, vis: str) -> Nokkeltall:
        merknad = f"{vis} i {forste.aar:.0f}" if a is not None and forste is not siste else ""
        return Nokkeltall(f"{navn} {siste.aar:.0f}", round(b, 2) if b is not None else "Ikke ført", format_, merknad)

    def timer(navn: str, a: float | None, b: float | None) -> Nokkeltall:
        return kort(navn, a, b, Format.TIMER, tekst.timer(a or 0.0))

    return Nokkelrad((
        timer("Overtid i timer", forste.overtid, siste.overtid),
        timer("Merarbeid i timer", forste.merarbeid, siste.merarbeid),
        timer("Innleie i timer", forste.innleie, siste.innleie),
        kort("Hele stillinger", _andel(forste), _andel(siste), Format.PROSENT,
             f"{tekst.tall(_andel(forste) or 0.0)} %"),
    ))  # fmt: skip


def _diagram(i_alt: Sequence[Kartleggingsaar]) -> Diagram:
    tittel = konklusjon(i_alt)
    return Diagram(
        tittel,
        tuple(f"{r.aar:.0f}" for r in i_alt),
        (
            Serie("Overtid og merarbeid, timer", tuple(_utover(r) for r in i_alt), "stolpe"),
            Serie("Innleie, timer", tuple(r.innleie for r in i_alt), "stolpe"),
        ),
        alt=f"Liggende stolper for hvert år: timer overtid og merarbeid, og timer innleie. {tittel}.",
        x_navn="År",
        hoyde=max(11, 6 + 2 * len(i_alt)),
    )


def konklusjon(i_alt: Sequence[Kartleggingsaar]) -> str:
    """What the years say, from the first to the last that hold the figure."""
    deler = []
    for navn, hent in (("Overtid og merarbeid", _utover), ("innleie", lambda r: r.innleie)):
        med = [(r.aar, v) for r in i_alt if (v := hent(r)) is not None]
        if len(med) > 1:
            (fra, a), (til, b) = med[0], med[-1]
            vei = "uendret" if a == b else f"{'opp' if b > a else 'ned'} fra {_tusen(a)} til {_tusen(b)} timer"
            deler.append((f"{navn} {vei}", f" ({fra:.0f}–{til:.0f})"))
    if len(deler) == 2 and deler[0][1] == deler[1][1]:
        deler[0] = (deler[0][0], "")
    ut = ", ".join(hva + naar for hva, naar in deler) or "Overtid, merarbeid og innleie"
    return ut[0].upper() + ut[1:]


def _tusen(verdi: float) -> str:
    return tekst.timer(verdi).partition(",")[0] if verdi == int(verdi) else tekst.timer(verdi)


def _tabell(enhet: str, rader: Sequence[Kartleggingsaar], plan: Enhetsplan | None, skjul: str) -> Rader:
    felt = (
        Felt("År", Format.TEKST, 8),
        Felt("Når", Format.TEKST, 16),
        Felt("Fravær", Format.PROSENT, 9),
        Felt("Overtid (timer)", Format.TIMER, 10),
        Felt("Merarbeid (timer)", Format.TIMER, 10),
        Felt("Innleie (timer)", Format.TIMER, 10),
        Felt("Hele stillinger", Format.ANTALL, 9),
        Felt("Stillinger", Format.ANTALL, 9),
        Felt("Andel hele", Format.PROSENT, 9),
        Felt("Merknad", Format.TEKST, 34),
    )
    linjer: list[tuple[Verdi, ...]] = []
    for r in sorted(rader, key=lambda r: r.aar):
        andel = _andel(r)
        linjer.append((
            f"{r.aar:.0f}", _naar(r, plan), None if skjul else r.fravaer_pst, r.overtid, r.merarbeid, r.innleie,
            r.hele_stillinger, r.stillinger, None if andel is None else round(andel, 1), r.merknad,
        ))  # fmt: skip
    merknad = f"Fravær vises ikke: {skjul}." if skjul else ""
    return Rader(enhet or ALLE_ENHETER, felt, tuple(linjer), merknad=merknad)


def _naar(r: Kartleggingsaar, plan: Enhetsplan | None) -> str:
    if plan is None or plan.start is None:
        return ""
    if r.aar == plan.start.year:
        return "tidbank begynte"
    return "før tidbank" if r.aar < plan.start.year else "med tidbank"
