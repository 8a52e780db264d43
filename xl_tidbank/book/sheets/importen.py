"""What an import will do, before it is done; and what has been brought in before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from xl_tidbank.core import tekst
from xl_tidbank.core.model import Import, Vakt
from xl_tidbank.tables.importer.funnet import Konflikt
from xl_tidbank.tables.importer.rapport import Kontroll, Rapport

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
from .common import antall, datospenn, person

ARK, SISTE_ARK = "Forhåndsvisning", "Siste import"
MEST_VIST = 400  # rows of each list
TILSTANDER = ("Ny", "Endret", "Uendret", "Borte")
# What the command line asks for with options stands in the form of the menu.
_I_MENYEN = (
    (r"tidbank importer --med-fravaer", "«Ta med fravær» Ja"),
    (r"hent filen på nytt med --godta-flytting", "hent filen på nytt med «Flytt varslede vakter» Ja"),
    (r"--godta-flytting", "«Flytt varslede vakter»"),
    (r"--fra og --til", "«Første dag» og «Siste dag»"),
    (r"--fra(?![a-z-])", "«Første dag»"),
    (r"--til(?![a-z-])", "«Siste dag»"),
    (r"[Bb]ruk --fjern-borte hvis raden skal bort", "Slett raden hvis den skal bort"),
    (r"Velg ett med --ark", "Lagre en kopi av filen med bare det arket"),
    (r"--startuke", "«Startuke»"),
    (r"--med-fravaer", "«Ta med fravær»"),
    (r"(hent filen på nytt med|bruk) --ta-filens", r"\1 «Ta filens verdier» Ja"),
    (r"[Oo]ppgi --enhet", "hent den fra kommandolinjen med --enhet"),
)


def i_menyen(setning: str) -> str:
    """A sentence of the import as the menu says it: by the questions of its form, not by options."""
    for monster, ord_ in _I_MENYEN:
        setning = re.sub(monster, ord_, setning)
    return setning


def forhandsvisning_side(
    r: Rapport, kontroll: tuple[Kontroll, Kontroll], dag: date, navn: Mapping[str, str], *, virksomhet: str,
    stempel: str,
) -> Side:  # fmt: skip
    """For whoever is about to bring a file in. kontroll: before and after. navn: by employee number."""
    ark = f", arket {r.ark}" if r.ark else ""
    blokker: list[Blokk] = [
        _nokkeltall(r),
        *_kontroller(*kontroll),
        _konflikter(r.konflikter, navn),
        *_radene(r, navn),
        Fakta(
            "Filen",
            (
                ("Fil", f"{r.fil}{ark}", Format.TEKST, ""),
                ("Lest med profilen", r.profil, Format.TEKST, "hvordan filen er lest; se Hente inn turnus og timer"),
                ("Dager", datospenn(r.fra, r.til), Format.TEKST, "bare rader på disse dagene kan endres"),
                ("Kilde", r.opphav, Format.TEKST, "står i kolonnen Kilde på radene som hentes"),
            ),
        ),
    ]
    if r.merknader:
        punkter = tuple(Punkt("", i_menyen(m.tekst), str(m.sted)) for m in r.merknader)
        blokker.append(Liste("Merknader", punkter))
    blokker.append(
        Notat(
            (
                "Siden er laget før noe er skrevet. Rader som er ført for hånd eller kommer fra en annen kilde, endres "
                "ikke; ingenting slettes, og Utført, Varslet og godkjenning overskrives ikke.",
            ),
            liten=True,
        )
    )
    return Side(
        ARK, "Forhåndsvisning av import", tuple(blokker), gjelder=dag, virksomhet=virksomhet,
        undertittel=f"{r.fil} · {datospenn(r.fra, r.til)} · {antall(len(r.personer), 'ansatt', 'ansatte')}",
        stempel=stempel,
    )  # fmt: skip


def _nokkeltall(r: Rapport) -> Nokkelrad:
    a = r.antall
    hoppet = a["fravaer_hoppet_over"]
    return Nokkelrad(
        (
            Nokkeltall("Nye rader", a["ny"], Format.ANTALL, "legges til"),
            Nokkeltall("Endrede rader", a["endret"], Format.ANTALL, f"{a['uendret']} er uendret"),
            Nokkeltall("Borte fra filen", a["borte"], Format.ANTALL, "blir stående i banken"),
            Nokkeltall(
                "Konflikter", a["konflikt"], Format.ANTALL,
                f"hentes ikke; {hoppet} fravær heller ikke" if hoppet else "hentes ikke",
            ),
        )
    )  # fmt: skip


def _kontroller(foer: Kontroll, etter: Kontroll) -> Iterator[Blokk]:
    """What the controls say after it, against before: the reason to import here."""
    flere = etter.brudd > foer.brudd or etter.advarsel > foer.advarsel
    hva = (
        f"Etter importen: {etter.brudd} brudd og {antall(etter.advarsel, 'advarsel', 'advarsler')}, mot {foer.brudd} "
        f"og {foer.advarsel} før."
    )
    yield Liste("Hva kontrollen sier etter importen", (Punkt(Status.FOLG_MED if flere else Status.I_RUTE, hva),))
    regler = sorted({*foer.regler, *etter.regler}, key=lambda n: (foer.regler.get(n, 0) == etter.regler.get(n, 0), n))
    if regler:
        rader = tuple((n, foer.regler.get(n, 0), etter.regler.get(n, 0)) for n in regler)
        felt = (Felt("Kontroll", Format.TEKST, 46), Felt("Før", Format.ANTALL, 9), Felt("Etter", Format.ANTALL, 9))
        yield Rader("", felt, rader)


def _konflikter(konflikter: Sequence[Konflikt], navn: Mapping[str, str]) -> Liste:
    punkter = []
    for k in konflikter[:MEST_VIST]:
        hvem = person(k.ansattnr, navn.get(k.ansattnr, "")) if k.ansattnr else ""
        hode = " · ".join(x for x in (str(k.sted), hvem, f"«{k.verdi}»" if k.verdi else "") if x)
        punkter.append(Punkt(Status.ADVARSEL, f"{hode}: {i_menyen(k.tekst)}", i_menyen(k.tiltak)))
    if len(konflikter) > MEST_VIST:
        punkter.append(Punkt("", f"Og {len(konflikter) - MEST_VIST} til."))
    return Liste("Konflikter, som ikke hentes", tuple(punkter), tom="Ingen: alt i filen kan hentes.")


def _radene(r: Rapport, navn: Mapping[str, str]) -> Iterator[Blokk]:
    """The rows of each state, and the counts of each person."""
    f = r.forskjell

    def hvem(post: Any) -> str:
        nr = getattr(post, "ansattnr", "")
        if nr or isinstance(post, Vakt):
            return person(nr, navn.get(nr, "")) if nr else "ledig vakt"
        return getattr(post, "gruppe", "") or "felles"

    if f.endret:
        rader: list[tuple[Verdi, ...]] = [
            (hvem(e.ny), e.tabell, _dag(e.gammel), _naar(e.gammel), _dag_og_tid(e.gammel, e.ny), _annet(e))
            for e in f.endret
        ]
        yield _tabell("Endrede rader", (("Fra", 13), ("Til", 24), ("Annet", 22)), rader)
    if f.borte:
        tas_ut = [id(e) for e in r.fjernes]
        punkter = []
        for e in f.borte[:MEST_VIST]:
            gjor = "Tas ut, for vakten står i en annen tabell." if id(e) in tas_ut else i_menyen(e.forslag)
            punkter.append(Punkt("", f"{hvem(e.gammel)}, {e.tabell} {_kort(e.gammel)}", gjor))
        if (flere := len(f.borte) - len(punkter)) > 0:
            punkter.append(Punkt("", f"Og {flere} til."))
        blir = ", og tas ut" if len(tas_ut) == len(f.borte) else "" if tas_ut else ", blir stående i banken"
        yield Liste(f"Borte fra filen{blir}", tuple(punkter))
    if f.ny:
        rader = [(hvem(e.ny), e.tabell, *_tider(e.ny)) for e in sorted(f.ny, key=_orden)]
        yield _tabell("Nye rader", (("Tid", 13), ("Pause, min", 24), ("Hva", 22)), rader)
    per: dict[str, Counter[str]] = {}
    for tilstand, alle in zip(TILSTANDER, (f.ny, f.endret, f.uendret, f.borte), strict=True):
        for e in alle:
            per.setdefault(hvem(e.ny or e.gammel), Counter())[tilstand] += 1
    if per:
        linjer: tuple[tuple[Verdi, ...], ...] = tuple((p, *(per[p][t] for t in TILSTANDER)) for p in sorted(per))
        tall = (Felt(t, Format.ANTALL, 9) for t in TILSTANDER)
        yield Rader("Rader for hver ansatt", (Felt("Ansatt", Format.TEKST, 30), *tall), linjer, sum=TILSTANDER)


def _tabell(tittel: str, egne: Sequence[tuple[str, int]], rader: Sequence[tuple[Verdi, ...]]) -> Rader:
    """Who, which table and which day, then columns of its own by name and width."""
    felt = (
        Felt("Ansatt", Format.TEKST, 26), Felt("Tabell", Format.TEKST, 9), Felt("Dato", Format.DATO, 11),
        *(Felt(navn, Format.ANTALL if "min" in navn else Format.TEKST, bredde) for navn, bredde in egne),
    )  # fmt: skip
    flere = len(rader) - MEST_VIST
    merknad = f"Viser {MEST_VIST} av {len(rader)}." if flere > 0 else ""
    return Rader(tittel, felt, tuple(rader[:MEST_VIST]), merknad=merknad)


def _orden(e: Any) -> tuple[Any, ...]:
    return (getattr(e.ny, "ansattnr", ""), str(_dag(e.ny) or ""), e.tabell)


def _dag(post: Any) -> date | None:
    return getattr(post, "dato", None) or getattr(post, "fra", None)


def _naar(post: Any) -> str:
    """The clock times or the hours of a row; what else stands there where it has none."""
    if getattr(post, "fri", False):
        return "fri"
    if hasattr(post, "uke"):
        uke = f"uke {tekst.tall(post.uke)}" if post.uke else f"startuke {tekst.tall(post.startuke or 1)}"
        return f"{uke}, {post.gruppe}" if post.gruppe else uke
    if getattr(post, "start", None) is None or post.slutt is None:
        return f"{tekst.tall(post.timer or 0)} timer" if getattr(post, "timer", None) is not None else ""
    return f"{tekst.klokke(post.start)}–{tekst.klokke(post.slutt)}"


def _kort(post: Any) -> str:
    dag = _dag(post)
    return f"{tekst.dato(dag)} {_naar(post)}".strip() if dag else _naar(post)


def _dag_og_tid(gammel: Any, ny: Any) -> str:
    return _naar(ny) if _dag(gammel) == _dag(ny) else _kort(ny)


def _annet(e: Any) -> str:
    """What else is changed than when the shift is."""
    ut = []
    for felt, ord_ in (("pause", "pause"), ("type", "type"), ("status", "status"), ("enhet", "enhet")):
        a, b = getattr(e.gammel, felt, None), getattr(e.ny, felt, None)
        if a != b:
            ut.append(f"{ord_} {b if b not in (None, '') else 'tom'}")
    if getattr(e.gammel, "varslet", None) is not None and e.ny.varslet is None:
        ut.append("Varslet tømmes")
    if getattr(e.gammel, "ansattnr", "") != getattr(e.ny, "ansattnr", ""):
        ut.append(f"ansatt var {e.gammel.ansattnr or 'ingen'}")
    return ", ".join(ut)


def _tider(post: Any) -> tuple[Verdi, ...]:
    """Day, clock, pause and kind of a row of any table."""
    if hasattr(post, "kode") and hasattr(post, "fra"):
        return post.fra, f"til {tekst.dato(post.til)}", None, post.kode
    if hasattr(post, "uke"):
        return post.fra, _naar(post), None, " ".join(k or "·" for k in post[6:13])
    slag = f"{post.type}, {post.status}" if hasattr(post, "status") else getattr(post, "kode", "")
    return _dag(post), _naar(post), getattr(post, "pause", None), slag


def siste_import_side(alle: Sequence[Import], dag: date, *, virksomhet: str, stempel: str) -> Side:
    """The log of imports, the last first."""
    rader = tuple(
        (f"{tekst.dato(i.tidspunkt)} {i.tidspunkt:%H:%M}", i.fil, i.profil, _dagene(i), i.ny, i.endret, i.borte,
         i.konflikter)
        for i in sorted(alle, key=lambda i: i.tidspunkt, reverse=True)
    )  # fmt: skip
    felt = (
        Felt("Hentet", Format.TEKST, 17), Felt("Fil", Format.TEKST, 36), Felt("Profil", Format.TEKST, 14),
        Felt("Dager", Format.TEKST, 22),
        *(Felt(n, Format.ANTALL, 10) for n in ("Nye", "Endret", "Borte", "Konflikter")),
    )  # fmt: skip
    blokker: tuple[Blokk, ...] = (Rader("Hentet inn", felt, rader, tom="Ingenting er hentet inn i denne banken ennå."),)
    siste = max(alle, key=lambda i: i.tidspunkt, default=None)
    if siste is not None:
        tall = (
            ("Nye rader", siste.ny, "lagt til"), ("Endrede rader", siste.endret, f"{siste.uendret:.0f} var uendret"),
            ("Borte fra filen", siste.borte, "står i banken"), ("Konflikter", siste.konflikter, "ikke hentet"),
        )  # fmt: skip
        blokker = (Nokkelrad(tuple(Nokkeltall(n, v, Format.ANTALL, m) for n, v, m in tall)), *blokker)
        hvor = f"{siste.fil} · {tekst.dato(siste.tidspunkt)} kl. {siste.tidspunkt:%H:%M}"
    else:
        hvor = ""
    hva = "Radene som er hentet, har kilden i den skjulte kolonnen Kilde. Hent samme fil på nytt for å se konfliktene."
    return Side(
        SISTE_ARK, "Siste import", (*blokker, Notat((hva,), liten=True)), gjelder=dag, virksomhet=virksomhet,
        undertittel=hvor, stempel=stempel, liggende=True,
    )  # fmt: skip


def _dagene(i: Import) -> str:
    return datospenn(i.fra, i.til) if i.fra and i.til else ""
