"""Trips and commuting: business trips by means of transport, commuting in sums of enough people, and what the bank
shifts add. No figure of one person stands here."""

from __future__ import annotations

from datetime import date
from math import fsum

from xl_tidbank.core.miljo.miljo import Miljo
from xl_tidbank.core.miljo.pendling import Pendling

from ...page.plain import Blokk, Diagram, Fakta, Felt, Format, Nokkelrad, Nokkeltall, Notat, Rader, Serie, Side, Verdi
from .felles import IKKE_FORT

ARK = "Reiser og pendling"


def reiser_side(miljo: Miljo, aar: int, dag: date, *, virksomhet: str, stempel: str) -> Side:
    reiser = [r for r in miljo.registre.reiser if r.dato.year == aar]
    naa = min(dag, date(aar + 1, 12, 31))
    p, bank_aar = miljo.pendling(aar, dag), aar
    i_aar = miljo.pendling(dag.year, dag) if dag.year != aar else p
    if i_aar is not None and (p is None or p.bankpersoner < miljo.minst):  # the bank is younger than the year
        bank_aar = dag.year
    bank = i_aar if bank_aar == dag.year else p
    km = fsum((r.km or 0.0) * r.reisende for r in reiser)
    kort = [
        Nokkeltall(f"Tjenestereiser {aar}, km", round(km) if reiser else IKKE_FORT, Format.MENGDE,
                   f"{len(reiser)} reiser" if reiser else ""),
        Nokkeltall("Kunne vært digitale", sum(r.digitalt for r in reiser), Format.ANTALL, "av reisene"),
    ]  # fmt: skip
    if bank is not None and bank.bankpersoner >= miljo.minst:
        kort += [
            Nokkeltall("Ekstra km per banktime", bank.km_per_time, Format.TIMER, f"i {bank_aar}, hittil"),
            Nokkeltall("Tidbankvakter uten egen reise", _andel(bank), Format.PROSENT,
                       f"{bank.uten_tur} av {bank.bankvakter}"),
        ]  # fmt: skip
    blokker: list[Blokk] = [Nokkelrad(tuple(kort)), _tjeneste(miljo, aar)]
    if p is None:
        blokker.append(Notat(
            ("Pendling regnes når Reisevaner er fylt ut og banken er med: legg til --bank BANK.xlsx.",), "Pendling"
        ))  # fmt: skip
    else:
        blokker.append(_pendling(p, aar, miljo.minst))
        if p.grupper:
            blokker.append(_diagram(p, aar))
    if bank is not None:
        blokker.append(_banken(bank, bank_aar, miljo.minst))
    blokker.append(Notat((
        f"Summer av færre enn {miljo.minst} personer vises ikke, og ingen nevnes. Det den enkelte reiser, ser bare "
        "personalansvarlig og den ansatte selv. Reisevei er hele kilometer, aldri adresse.",
        "En tidbankvakt gir en reise når oppmøtene med den er flere enn uten. Vakter med kort opphold er ett oppmøte, "
        "og flere oppmøter samme dato er én reise.",
    ), liten=True))  # fmt: skip
    return Side(
        ARK, "Reiser og pendling", tuple(blokker), gjelder=naa, virksomhet=virksomhet,
        undertittel=f"Tjenestereiser og reiser til arbeidet i {aar}", stempel=stempel, hoyst_sider=2,
    )  # fmt: skip


def _andel(p: Pendling) -> float | None:
    return round(100 * p.uten_tur / p.bankvakter, 1) if p.bankvakter else None


def _tjeneste(miljo: Miljo, aar: int) -> Rader:
    felt = (
        Felt("Reisemåte", Format.TEKST, 22), Felt(f"Reiser {aar - 1}", Format.ANTALL, 12),
        Felt(f"Km {aar - 1}", Format.MENGDE, 12), Felt(f"Reiser {aar}", Format.ANTALL, 12),
        Felt(f"Km {aar}", Format.MENGDE, 12),
    )  # fmt: skip
    alle = miljo.registre.reiser
    maater = list(dict.fromkeys(r.transport or "Ikke ført" for r in alle if aar - 1 <= r.dato.year <= aar))

    def rad(maate: str) -> tuple[Verdi, ...]:
        ut: list[Verdi] = [maate]
        for a in (aar - 1, aar):
            egne = [r for r in alle if r.dato.year == a and (r.transport or "Ikke ført") == maate]
            ut += [len(egne), fsum((r.km or 0.0) * r.reisende for r in egne)]
        return tuple(ut)

    return Rader(
        "Tjenestereiser", felt, tuple(rad(m) for m in maater), tom="Ingen tjenestereiser er ført.",
        sum=tuple(f.navn for f in felt[1:]) if maater else (),
    )  # fmt: skip


def _pendling(p: Pendling, aar: int, minst: int) -> Rader:
    felt = (
        Felt("Reisemåte", Format.TEKST, 22), Felt("Personer", Format.ANTALL, 10), Felt("Reiser", Format.ANTALL, 10),
        Felt("Km", Format.MENGDE, 12),
    )  # fmt: skip
    rest = [f"{p.utelatt} personer er i grupper på færre enn {minst} og vises ikke."] if p.utelatt else []
    rest += [f"{p.ukjente} ansatte mangler reisevane: ukjent, ikke 0 km."] if p.ukjente else []
    return Rader(
        f"Til arbeidet og hjem i {aar}", felt, tuple(tuple(g) for g in p.grupper),
        tom="Ingen reisemåte har nok personer til å vises.", merknad=" ".join(rest),
    )  # fmt: skip


def _diagram(p: Pendling, aar: int) -> Diagram:
    storst = max(p.grupper, key=lambda g: g.km)
    tittel = f"{storst.transport} er den lengste delen av reisene til arbeidet i {aar}"
    return Diagram(
        tittel, tuple(g.transport for g in p.grupper),
        (Serie("Km i året", tuple(float(round(g.km)) for g in p.grupper), "stolpe"),),
        hele=True, alt=f"Liggende stolper med kilometer for hver reisemåte. {tittel}.", x_navn="Reisemåte",
        hoyde=max(8, 5 + 2 * len(p.grupper)),
    )  # fmt: skip


def _banken(p: Pendling, aar: int, minst: int) -> Fakta | Notat:
    hva = f"Reiser tidbankvaktene gir i tillegg, {aar}"
    if p.bankpersoner < minst:
        return Notat((f"Vises ikke: færre enn {minst} ansatte har arbeidet tidbankvakter.",), hva)
    return Fakta(hva, (
        ("Arbeidede tidbankvakter", p.bankvakter, Format.ANTALL, "av ansatte med kjent reisevei"),
        ("Reiser de gir i tillegg", p.bankturer, Format.ANTALL, "med vakten minus uten den"),
        ("Vakter uten egen reise", p.uten_tur, Format.ANTALL, "de forlenger en vakt, eller er samme dag som en annen"),
        ("Ekstra km", round(p.bank_km), Format.MENGDE, "fram og tilbake"),
        ("Timer", p.banktimer, Format.TIMER, ""),
        ("Km per time", p.km_per_time, Format.TIMER, ""),
        ("Reiser per 100 timer", p.turer_per_100, Format.TIMER, ""),
    ))  # fmt: skip
