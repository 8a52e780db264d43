"""The climate account: a row a post with its factor, sums by scope, what is left out, and the change (E14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xl_tidbank.core import tekst
from xl_tidbank.core.miljo.endringer import Postendring
from xl_tidbank.core.miljo.klima import Klimalinje, Klimaregnskap
from xl_tidbank.core.miljo.lister import scope3
from xl_tidbank.core.miljo.miljo import Miljo

from ...page.plain import (
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
    Verdi,
)
from .felles import METODEORD, forbehold, metoder, per_arsverk, vis_sum

ARK = "Klimaregnskap"
SUMNAVN = {
    "scope1": "Scope 1, direkte", "scope2_lokasjon": "Scope 2, energi, lokasjonsbasert",
    "scope2_marked": "Scope 2, energi, markedsbasert", "scope3": "Scope 3, andre indirekte",
}  # fmt: skip


def klima_side(miljo: Miljo, aar: int, dag: date, *, virksomhet: str, stempel: str) -> Side:
    k = miljo.klima(aar, dag)
    kort = [_kort(k, m) for m in metoder(miljo.valg["strom_hovedtall"])]
    kort += [per_arsverk(k, m, miljo.registre.tall(aar, "arsverk")) for m in metoder(miljo.valg["strom_hovedtall"])]
    blokker: list[Blokk] = [Nokkelrad(tuple(kort)), summene(k)]
    if any(s.kg is not None for s in k.summer.values()):
        blokker.append(scopediagram(k))
    blokker += [postene(k), _utelatt(k), _endret(miljo.endringer(aar, dag), miljo.sammenlignet(aar))]
    blokker.append(Notat((
        *k.merknader(),
        "Faktorene har hver sin kilde, og et merke når de er fra et annet år eller ikke er bekreftet av noen. En post "
        "uten faktor har ikke noe tall og er ikke med i summen. CO2 og CO2e legges bare sammen med merke.",
    ), liten=True))  # fmt: skip
    return Side(
        ARK, f"Klimaregnskap {aar}", tuple(blokker), gjelder=dag, virksomhet=virksomhet,
        undertittel="Etter GHG Protocol, med strøm på begge måter", stempel=stempel, liggende=True,
    )  # fmt: skip


def _kort(k: Klimaregnskap, metode: str) -> Nokkeltall:
    s = k.i_alt(metode)
    return Nokkeltall(f"kg i alt, {METODEORD[metode]}", vis_sum(s), Format.MENGDE, forbehold(s))


def summene(k: Klimaregnskap) -> Fakta:
    linjer = [(SUMNAVN[n], vis_sum(s), Format.MENGDE, forbehold(s)) for n, s in k.summer.items()]
    return Fakta("Summer i kg", tuple(linjer))


def scopediagram(k: Klimaregnskap) -> Diagram:
    tall = {n: s.kg for n, s in k.summer.items()}
    lok = (tall["scope1"], tall["scope2_lokasjon"], tall["scope3"])
    mar = (tall["scope1"], tall["scope2_marked"], tall["scope3"])
    navn = ("Scope 1, direkte", "Scope 2, energi", "Scope 3, andre")
    return Diagram(
        konklusjon(k), navn,
        (
            Serie("Lokasjonsbasert, kg", tuple(None if v is None else float(round(v)) for v in lok), "stolpe"),
            Serie("Markedsbasert, kg", tuple(None if v is None else float(round(v)) for v in mar), "stolpe"),
        ),
        hele=True,
        alt=f"Liggende stolper for hvert scope, med strøm på begge måter. {konklusjon(k)}.", x_navn="Scope", hoyde=12,
    )  # fmt: skip


def konklusjon(k: Klimaregnskap) -> str:
    """What the two methods say of the same meter."""
    a, b = k.summer["scope2_lokasjon"].kg, k.summer["scope2_marked"].kg
    if a is None or b is None:
        mangler = "lokasjonsbasert" if a is None else "markedsbasert"
        return f"Utslipp {k.aar} etter scope; energi {mangler} har ingen faktor"
    return f"Energien er {tekst.heltall(a)} kg lokasjonsbasert og {tekst.heltall(b)} kg markedsbasert"


def postene(k: Klimaregnskap) -> Rader:
    felt = (
        Felt("Aktivitet", Format.TEKST, 30), Felt("Scope", Format.TEKST, 7), Felt("Kategori", Format.TEKST, 22),
        Felt("Mengde", Format.MENGDE, 11), Felt("Enhet", Format.TEKST, 7),
        Felt("Faktor (kg per enhet)", Format.FAKTOR, 10),
        Felt("Faktor for", Format.TEKST, 8), Felt("Kilde", Format.TEKST, 32), Felt("Merke", Format.TEKST, 26),
        Felt("kg", Format.MENGDE, 10), Felt("Tallet står i", Format.TEKST, 20),
    )  # fmt: skip
    return Rader("Post for post", felt, tuple(map(_post, k.poster)), tom="Ingenting er ført for året.")


def _post(p: Klimalinje) -> tuple[Verdi, ...]:
    kategori = "" if p.kategori is None else f"{p.kategori} {scope3()[p.kategori]}"
    f = p.faktor
    kilde = "" if f is None else f.rad.kilde_tekst
    return (
        p.aktivitet, str(p.scope), kategori + (" (biogent)" if p.biogen else ""), round(p.mengde, 2), p.enhet,
        None if f is None else f.verdi, "" if f is None else str(f.aar), kilde, p.merke,
        None if p.kg is None else round(p.kg, 2), p.celler,
    )  # fmt: skip


def _utelatt(k: Klimaregnskap) -> Liste:
    punkter = tuple(
        Punkt("", "; ".join(f"{n} {scope3()[n]}" for n in numre), grunn) for grunn, numre in grunner(k).items()
    )
    return Liste("Ikke med i Scope 3", punkter, tom="Alle kategorier har en post.")


def grunner(k: Klimaregnskap) -> dict[str, list[int]]:
    """The categories left out, by why."""
    ut: dict[str, list[int]] = {}
    for u in k.utelatt:
        ut.setdefault(u.grunn, []).append(u.kategori)
    return ut


def _endret(endringer: Sequence[Postendring], foer: int) -> Rader:
    felt = (
        Felt("Aktivitet", Format.TEKST, 30), Felt(f"kg {foer}", Format.MENGDE, 10), Felt("kg nå", Format.MENGDE, 10),
        Felt("Endring", Format.MENGDE, 10), Felt("Egen innsats", Format.MENGDE, 12),
        Felt("Ny faktor", Format.MENGDE, 12),
    )  # fmt: skip
    rader = tuple(
        (
            e.post.aktivitet, None if e.foer is None or e.foer.kg is None else round(e.foer.kg),
            None if e.post.kg is None else round(e.post.kg), *(round(x) for x in e.endring or ()),
            *(() if e.endring else (None, None, None)),
        )
        for e in endringer
        if e.foer is not None
    )  # fmt: skip
    return Rader(
        f"Endring fra {foer}", felt, rader, tom=f"Ingen av postene står også i {foer}.",
        merknad="Egen innsats er endret mengde med den gamle faktoren. Ny faktor er resten.",
    )  # fmt: skip
