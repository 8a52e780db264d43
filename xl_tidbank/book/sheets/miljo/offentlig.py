"""The public edition of the year report: themes, climate account, goals and measures, without anybody in it."""

from __future__ import annotations

from datetime import date

from xl_tidbank.core.miljo.aarstall import FOR_FAA, Temalinje, rapportfelt
from xl_tidbank.core.miljo.faktorer import leverte
from xl_tidbank.core.miljo.klima import Klimalinje
from xl_tidbank.core.miljo.lister import scope3
from xl_tidbank.core.miljo.miljo import Miljo
from xl_tidbank.core.miljo.offentlig import UTELATT, Vasker, mange_ansatte, skjulte_maal
from xl_tidbank.core.miljo.registre import ARBEIDSMILJO, FERDIG, TRANSPORTTEMA

from ...page.plain import Blokk, Fakta, Felt, Format, Nokkelrad, Notat, Rader, Side, Status, Verdi
from .arsrapport import klimakort
from .felles import IKKE_FORT, metoder, per_arsverk, temaene
from .maal import maalene

ARK, TALLARK = "Miljørapport", "Tall og faktorer"
SKJULTE = (
    "Tjenestereiser på måter som færre enn {minst} brukte i et år, vises ikke, og er ikke i noen sum her: de ville "
    "fortelle om enkeltpersoner."
)
LEVERT = frozenset(r[:-1] for r in leverte())


def offentlig_sider(miljo: Miljo, aar: int, dag: date, *, virksomhet: str) -> list[Side]:
    """Built from what may be said, block by block."""
    vask = Vasker(miljo)
    k = miljo.klima(aar, dag)
    arsverk = miljo.registre.tall(aar, "arsverk")
    kort = tuple(per_arsverk(k, m, arsverk) for m in metoder(miljo.valg["strom_hovedtall"]))
    temaer = temaene(_temaer(miljo, aar, dag), aar)
    blokker: list[Blokk] = [Nokkelrad(kort), Rader("Tema for tema", temaer.felt, temaer.rader)]
    blokker += klimakort(miljo, aar, dag, vask)
    blokker.append(Notat((
        f"Personer og enheter med færre enn {miljo.minst} ansatte nevnes ikke. En tekst som gjør det, er utelatt: "
        f"«{UTELATT}».",
        *((SKJULTE.format(minst=miljo.minst),) if miljo.skjulte_reiser else ()),
        "Et tall som mangler, står som «ikke ført», aldri som 0. Utslipp er ikke kompensert, og ingen sparte utslipp "
        "er trukket fra.",
    ), liten=True))  # fmt: skip
    bilder = miljo.maal(dag)
    rens = {b.maal.maalnr: vask.ren(b.maal.maal) for b in bilder}
    bilder = [b._replace(maal=b.maal._replace(maaleenhet=vask.ren(b.maal.maaleenhet))) for b in bilder]
    skjulte = skjulte_maal(miljo, vask, aar)
    maal = maalene(bilder, med_eier=False, rens=rens, skjulte=skjulte)
    blokker.append(Rader("Mål", maal.felt, maal.rader, tom=maal.tom))
    blokker += [_tiltak(miljo, vask, skjulte), _tall_om_folk(miljo, aar, dag)]
    return [
        Side(
            ARK, f"Miljørapport {aar}", tuple(blokker), gjelder=dag, virksomhet=virksomhet,
            undertittel="Offentlig utgave av årsrapporten", liggende=True,
        ),
        _tallside(miljo, aar, dag, virksomhet),
    ]  # fmt: skip


def _temaer(miljo: Miljo, aar: int, dag: date) -> list[Temalinje]:
    """Absence due to sickness only of years when the workplace had enough people; trips only where none is hidden."""

    def skjult(et_aar: int) -> bool:
        return any(r.dato.year == et_aar for r in miljo.skjulte_reiser)

    ut = []
    for t in miljo.temaer(aar, dag):
        if t.tema == TRANSPORTTEMA:
            if not skjult(aar):
                ut.append(t._replace(foer=None) if skjult(aar - 1) else t)
        elif t.tema != ARBEIDSMILJO:
            ut.append(t)
        elif mange_ansatte(miljo, aar):
            ut.append(t if mange_ansatte(miljo, aar - 1) else t._replace(foer=None))
    return ut


def _tiltak(miljo: Miljo, vask: Vasker, skjulte: frozenset[str]) -> Rader:
    """What a measure came to is told in figures of its goal, and stands where those do."""
    felt = (
        Felt("Tiltak", Format.TEKST, 60), Felt("Status", Format.STATUS, 16), Felt("Effekt", Format.TEKST, 50),
    )  # fmt: skip
    rader = tuple(
        (
            vask.ren(t.tiltak),
            Status.GJENNOMFORT if t.status == FERDIG else t.status,
            "" if t.maalnr in skjulte else vask.ren(t.effekt),
        )
        for t in miljo.registre.tiltak
    )
    return Rader("Tiltak", felt, rader, tom="Ingen tiltak er ført.")


def _tall_om_folk(miljo: Miljo, aar: int, dag: date) -> Fakta:
    """Counts alone: who gave a suggestion, or speaks for the environment where, is left out."""
    r = miljo.registre
    innspill = [i for i in r.innspill if aar <= i.dato.year and i.dato <= dag]
    kampanjer = [k for k in r.kampanjer if aar <= k.fra.year and k.fra <= dag]
    spurt = {x.navn.casefold() for x in r.leverandorer if x.sporsmaal_sendt is not None}
    return Fakta("Medvirkning", (
        ("Innspill", len(innspill), Format.ANTALL, ""),
        ("Av dem besvart", sum(i.svart is not None for i in innspill), Format.ANTALL, ""),
        ("Kampanjer", len(kampanjer), Format.ANTALL, ""),
        ("Lån fra utleieboden", sum(bool(u.ut and u.ut.year == aar) for u in r.utlaan), Format.ANTALL, "gratis"),
        ("Leverandører spurt", len(spurt), Format.ANTALL, ""),
    ))  # fmt: skip


def _tallside(miljo: Miljo, aar: int, dag: date, virksomhet: str) -> Side:
    tall, k, vask = miljo.tall(aar, dag), miljo.klima(aar, dag), Vasker(miljo)
    felt = (
        Felt("Tema", Format.TEKST, 16), Felt("Hva", Format.TEKST, 40), Felt("Tall", Format.KRONER, 16),
        Felt("Enhet", Format.TEKST, 14),
    )  # fmt: skip
    rader: list[tuple[Verdi, ...]] = []
    for f in rapportfelt():
        if f.offentlig:
            t = tall.tall(f.nokkel)
            mangler = FOR_FAA if t.kilde == FOR_FAA else IKKE_FORT
            navn = f"{f.felt}, {t.uten}" if t.uten else f.felt
            rader.append((f.tema, navn, mangler if t.verdi is None else round(t.verdi, 2), f.enhet))
    linjer = tuple(_post(p, vask) for p in k.poster)
    poster = (
        Felt("Aktivitet", Format.TEKST, 34), Felt("Scope", Format.TEKST, 7), Felt("Kategori", Format.TEKST, 24),
        Felt("Mengde", Format.MENGDE, 12), Felt("Enhet", Format.TEKST, 8), Felt("Faktor", Format.FAKTOR, 9),
        Felt("Faktor for", Format.TEKST, 9), Felt("Kilde", Format.TEKST, 36), Felt("Merke", Format.TEKST, 26),
        Felt("kg", Format.MENGDE, 11),
    )  # fmt: skip
    return Side(
        TALLARK, f"Tall og faktorer {aar}",
        (
            Rader("Årets tall", felt, tuple(rader)),
            Rader("Klimaregnskapet, post for post", poster, linjer),
        ),
        gjelder=dag, virksomhet=virksomhet, undertittel="Hvert kilo med faktor, år og kilde", liggende=True,
    )  # fmt: skip


def _post(p: Klimalinje, vask: Vasker) -> tuple[Verdi, ...]:
    """A line stays whatever it is called, so that the lines add up to the sums."""
    f = p.faktor
    merke = p.merke if vask.kode(p.kode) == p.kode and vask.enhet(p.enhet) == p.enhet else vask.ren(p.merke)
    kilde = "" if f is None else f.rad.kilde_tekst if f.rad[:-1] in LEVERT else vask.ren(f.rad.kilde_tekst)
    kategori = "" if p.kategori is None else f"{p.kategori} {scope3()[p.kategori]}"
    return (
        vask.ren(p.aktivitet), str(p.scope), kategori, round(p.mengde), vask.enhet(p.enhet),
        None if f is None else f.verdi, "" if f is None else str(f.aar), kilde, merke,
        None if p.kg is None else round(p.kg),
    )  # fmt: skip
