"""Goals and measures: each goal with its UN goals, how it stands, its measures; suggestions, campaigns, ambassadors."""

from __future__ import annotations

from datetime import date

from xl_tidbank.core.miljo.lister import baerekraftsmaal
from xl_tidbank.core.miljo.miljo import Maalbilde, Miljo
from xl_tidbank.core.miljo.registre import FERDIG, STANSET, Maal

from ...page.plain import Blokk, Diagram, Felt, Format, Nokkelrad, Nokkeltall, Notat, Rader, Serie, Side, Status, Verdi
from .forside import MINST_TILTAK, TRE_TILTAK

ARK = "Mål og tiltak"
IKKE_MAALT, SKJULT = "Ikke målt", "Vises ikke"


def maal_side(miljo: Miljo, dag: date, *, virksomhet: str, stempel: str) -> Side:
    bilder, r = miljo.maal(dag), miljo.registre
    ferdige = sum(t.status == FERDIG for t in r.tiltak)
    sene = sum(t.frist is not None and t.frist < dag and t.status not in (FERDIG, STANSET) for t in r.tiltak)
    ubesvart = sum(i.svart is None for i in r.innspill)
    blokker: list[Blokk] = [
        Nokkelrad((
            Nokkeltall("Mål", len(bilder), Format.ANTALL, f"{sum(_god(b) for b in bilder)} i rute eller nådd"),
            Nokkeltall("Tiltak", len(r.tiltak), Format.ANTALL, f"{ferdige} ferdige"),
            Nokkeltall("Tiltak over fristen", sene, Format.ANTALL),
            Nokkeltall("Innspill uten svar", ubesvart, Format.ANTALL, f"av {len(r.innspill)}"),
        )),
        maalene(bilder),
    ]  # fmt: skip
    if any(b.status for b in bilder):
        blokker.append(maaldiagram(bilder))
    blokker += [_tiltak(miljo, dag)]
    if len(r.tiltak) < MINST_TILTAK:
        blokker.append(Notat((TRE_TILTAK,), "Tre tiltak"))
    blokker += [_innspill(miljo), _kampanjer(miljo), _ambassadorer(miljo, dag)]
    blokker.append(Notat(
        ("I rute: veien er kommet høyst en tidel kortere enn tiden. Følg med: minst halvparten. Etter: mindre.",),
        liten=True,
    ))  # fmt: skip
    return Side(
        ARK, "Mål og tiltak", tuple(blokker), gjelder=dag, virksomhet=virksomhet,
        undertittel="Mål, FNs bærekraftsmål, tiltak, innspill og kampanjer", stempel=stempel, liggende=True,
    )  # fmt: skip


def _god(b: Maalbilde) -> bool:
    return b.status is not None and b.status.ord in (Status.NAADD, Status.I_RUTE)


def fn_navn(m: Maal) -> str:
    return "; ".join(f"{n} {baerekraftsmaal()[n]}" for n in m.fn_numre)


def maalene(
    bilder: list[Maalbilde], med_eier: bool = True, rens: dict[str, str] | None = None,
    skjulte: frozenset[str] = frozenset(),
) -> Rader:  # fmt: skip
    """rens: goal number -> the text to show instead of the goal's own. skjulte: those that stand without figures."""
    felt = [
        Felt("Mål", Format.TEKST, 34), Felt("FNs bærekraftsmål", Format.TEKST, 30), Felt("Fra", Format.KRONER, 11),
        Felt("Nå", Format.KRONER, 11), Felt("Mål", Format.KRONER, 11), Felt("Enhet", Format.TEKST, 9),
        Felt("Av veien", Format.PROSENT, 9), Felt("Av tiden", Format.PROSENT, 9), Felt("Status", Format.STATUS, 14),
    ]  # fmt: skip
    felt[0], felt[4] = Felt("Hva", Format.TEKST, 34), Felt("Skal bli", Format.KRONER, 11)
    if med_eier:
        felt.append(Felt("Eier", Format.TEKST, 18))

    def rad(b: Maalbilde) -> tuple[Verdi, ...]:
        m, s = b.maal, b.status
        if m.maalnr in skjulte:
            return (rens or {}).get(m.maalnr, m.maal), fn_navn(m), None, SKJULT, None, "", None, None, ""
        ut: tuple[Verdi, ...] = (
            m.maal if rens is None else rens[m.maalnr], fn_navn(m), m.utgangspunkt,
            IKKE_MAALT if b.naa is None else b.naa, m.verdi, m.maaleenhet,
            None if s is None else round(100 * s.vei), None if s is None else round(100 * s.tid),
            s.ord if s else Status.MANGLER,
        )  # fmt: skip
        return (*ut, m.eier) if med_eier else ut

    return Rader("Målene", tuple(felt), tuple(map(rad, bilder)), tom="Ingen mål er satt.")


def maaldiagram(bilder: list[Maalbilde], rens: dict[str, str] | None = None) -> Diagram:
    med = [b for b in bilder if b.status]
    gode = sum(map(_god, med))
    tittel = f"{gode} av {len(med)} mål er i rute eller nådd"
    return Diagram(
        tittel, tuple((b.maal.maal if rens is None else rens[b.maal.maalnr])[:40] for b in med),
        (
            Serie("Av veien, %", tuple(float(round(100 * b.status.vei)) for b in med if b.status), "stolpe"),
            Serie("Av tiden, %", tuple(float(round(100 * b.status.tid)) for b in med if b.status), "stolpe"),
        ),
        alt=f"Liggende stolper for hvert mål: hvor stor del av veien og av tiden som er gått. {tittel}.", x_navn="Mål",
        hele=True, hoyde=max(11, 6 + 2 * len(med)),
    )  # fmt: skip


def _tiltak(miljo: Miljo, dag: date) -> Rader:
    felt = (
        Felt("Nr", Format.TEKST, 6), Felt("Mål", Format.TEKST, 6), Felt("Tiltak", Format.TEKST, 40),
        Felt("Ansvarlig", Format.TEKST, 20), Felt("Frist", Format.DATO, 12), Felt("Status", Format.TEKST, 12),
        Felt("Merk", Format.STATUS, 14), Felt("Effekt", Format.TEKST, 34),
    )  # fmt: skip

    rader = tuple(
        (
            t.tiltaksnr, t.maalnr, t.tiltak, t.ansvarlig, t.frist, t.status,
            Status.GJENNOMFORT if t.status == FERDIG
            else Status.MANGLER if t.frist and t.frist < dag and t.status != STANSET else "", t.effekt,
        )
        for t in sorted(miljo.registre.tiltak, key=lambda t: (t.frist or date.max, t.tiltaksnr))
    )  # fmt: skip
    return Rader("Tiltak", felt, rader, tom="Ingen tiltak er ført.")


def _innspill(miljo: Miljo) -> Rader:
    felt = (
        Felt("Dato", Format.DATO, 12), Felt("Innspill", Format.TEKST, 50), Felt("Svar", Format.TEKST, 44),
        Felt("Svart", Format.DATO, 12), Felt("Ble tiltak", Format.TEKST, 9),
    )  # fmt: skip
    rader = tuple((i.dato, i.innspill, i.svar, i.svart, i.ble_tiltak) for i in miljo.registre.innspill)
    return Rader("Innspill", felt, rader, tom="Ingen innspill ennå.", merknad="Hvem som skrev, vises ikke.")


def _kampanjer(miljo: Miljo) -> Rader:
    felt = (
        Felt("Kampanje", Format.TEKST, 24), Felt("Fra", Format.DATO, 12), Felt("Til", Format.DATO, 12),
        Felt("Hva vi gjør", Format.TEKST, 50), Felt("Deltakere", Format.ANTALL, 10), Felt("Evaluert", Format.DATO, 12),
    )  # fmt: skip
    rader = tuple((k.navn, k.fra, k.til, k.hva, k.deltakere, k.evaluert) for k in miljo.registre.kampanjer)
    return Rader("Kampanjer", felt, rader, tom="Ingen kampanjer er ført.")


def _ambassadorer(miljo: Miljo, dag: date) -> Rader:
    felt = (
        Felt("Enhet eller sted", Format.TEKST, 22), Felt("Ambassadør", Format.TEKST, 24),
        Felt("Gruppe", Format.TEKST, 24), Felt("Fra", Format.DATO, 12),
    )  # fmt: skip
    rader = tuple((a.enhet, a.navn, a.gruppe, a.fra) for a in miljo.registre.ambassadorer if a.aktiv(dag))
    return Rader("Ambassadører", felt, rader, tom="Ingen ambassadører er ført.")
