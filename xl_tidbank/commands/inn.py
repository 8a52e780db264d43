"""What comes in from elsewhere: a roster, a list of shifts, worked hours. It is shown before it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..book.page.plain import Format, Verdi
from .svar import Merket, Spalte, Tavle, Tittel, Vist, kode

if TYPE_CHECKING:
    from ..book.egne.hente import Hentet, Skriftbank
    from ..book.page.plain import Side
    from ..core.bank import Bank
    from ..core.model import Tabeller
    from ..tables.importer.forslag import Forslag
    from ..tables.importer.rapport import Rapport
    from ..tables.importer.valg import Importvalg

MEST_VIST = 100  # rows of each list
STATUSORD = {True: "Følg med", False: "I rute"}


@dataclass(frozen=True, slots=True)
class Innhenting:
    """An import that is worked out, and not done. dag: the day the controls speak for."""

    rapport: Rapport
    dag: date

    @property
    def stempel_foer(self) -> str:
        from ..core.bank import Bank

        return Bank(self.rapport.foer).stempel

    @property
    def kode(self) -> int:
        return kode(bool(self.rapport.konflikter))

    def json(self) -> dict[str, Any]:
        return self.rapport.json(self.dag)

    def vist(self) -> list[Vist]:
        return list(_vist(self.rapport, self.dag))

    def side(self) -> Side:
        """What it will do, as a page."""
        from ..book.sheets.importen import forhandsvisning_side
        from ..core.bank import Bank
        from .felles import navn, ramme

        bank = Bank(self.rapport.foer)
        kontroll = self.rapport.kontroll(self.dag)
        return forhandsvisning_side(self.rapport, kontroll, self.dag, navn(bank), **ramme(bank))

    def etter(self, tidspunkt: datetime) -> Tabeller:
        """The tables when it is done, with the line in Importer."""
        etter = self.rapport.etter()
        return replace(etter, importer=(*(etter.importer or ()), self.rapport.linje(tidspunkt)))

    def ny_bok(self, bank: Skriftbank, tidspunkt: datetime) -> tuple[Hentet, Bank]:
        """What the new workbook holds: everything of the old one, and what came in."""
        from ..book.egne import hente
        from ..core.bank import Bank

        etter = self.etter(tidspunkt)
        return hente.hent(bank, etter), Bank(etter)


def forbered(tabeller: Tabeller, fil: Path, profil: str, valg: Importvalg, dag: date) -> Innhenting:
    """Read a file and work out what the import of it will do. Raises TidbankFeil where nothing can be read."""
    from ..book.open import fremmed
    from ..tables.importer import rapport

    valg = replace(valg, dag=dag)
    p = fremmed.les_profil(profil)
    lest = fremmed.les(fil, p.tegnsett, p.skilletegn, p.hopp_over)
    return Innhenting(rapport.lag(lest, p, tabeller, valg), dag)


def _vist(r: Rapport, dag: date) -> Iterator[Vist]:
    from ..core import tekst

    ark = f", arket {r.ark}" if r.ark else ""
    vindu = f"{tekst.dato(r.fra)}–{tekst.dato(r.til)}"
    yield Tittel(f"{r.fil}{ark}")
    yield f"Profilen {r.profil}, {vindu}, {len(r.personer)} ansatte. Kilde: {r.opphav}."
    yield from (("  " + (f"{m.sted}: " if str(m.sted) else "") + m.tekst) for m in r.merknader)
    yield ""
    yield _antall(r)
    yield from _lister(r)
    yield ""
    yield from _kontroll(r, dag)


def _antall(r: Rapport) -> Tavle:
    """Rows of each state, person by person."""
    f = r.forskjell
    per: dict[str, Counter[str]] = {}
    for tilstand, alle in (("Ny", f.ny), ("Endret", f.endret), ("Uendret", f.uendret), ("Borte", f.borte)):
        for e in alle:
            post = e.ny or e.gammel
            per.setdefault(getattr(post, "ansattnr", ""), Counter())[tilstand] += 1
    navn = ("Ny", "Endret", "Uendret", "Borte")
    rader: list[tuple[Verdi, ...]] = [(nr or "uten ansatt", *(float(per[nr][n]) for n in navn)) for nr in sorted(per)]
    a = r.antall
    rader.append(("I alt", *(float(a[n.lower()]) for n in navn)))
    kolonner = (Spalte("Ansatt"), *(Spalte(n, Format.ANTALL) for n in navn))
    tittel = f"Rader (konflikter: {a['konflikt']}, fravær som ikke hentes: {a['fravaer_hoppet_over']})"
    return Tavle(tittel, kolonner, rader)


def _lister(r: Rapport) -> Iterator[Vist]:
    f = r.forskjell
    rader: list[tuple[str, ...]]
    if r.konflikter:
        rader = [(str(k.sted), k.ansattnr, k.verdi, k.tekst, k.tiltak) for k in r.konflikter]
        yield from _liste("Konflikter, som ikke hentes", ("Sted", "Ansatt", "Verdi", "Hva", "Gjør"), rader)
    if f.endret:
        rader = [(e.tabell, _nr(e.ny), _kort(e.gammel), _kort(e.ny)) for e in f.endret]
        yield from _liste("Endret", ("Tabell", "Ansatt", "Fra", "Til"), rader)
    if f.borte:
        rader = [(e.tabell, e.gammel.ansattnr, _kort(e.gammel), e.forslag) for e in f.borte]
        n = len(r.fjernes)
        borte = f"Borte fra filen{', men står i banken' if not n else ', og tas ut' if n == len(f.borte) else ''}"
        yield from _liste(borte, ("Tabell", "Ansatt", "Hva", "Gjør"), rader)
    if f.ny:
        yield from _liste("Ny", ("Tabell", "Ansatt", "Hva"), [(e.tabell, _nr(e.ny), _kort(e.ny)) for e in f.ny])


def _liste(tittel: str, kolonner: Sequence[str], rader: Sequence[tuple[str, ...]]) -> Iterator[Vist]:
    yield ""
    yield Tavle(tittel, tuple(map(Spalte, kolonner)), rader[:MEST_VIST])
    if len(rader) > MEST_VIST:
        yield f"Viser {MEST_VIST} av {len(rader)}. Alle står i --json."


def _nr(post: Any) -> str:
    """Whose a row is; "" for a code."""
    return str(getattr(post, "ansattnr", ""))


def _kort(post: Any) -> str:
    """A row in few words."""
    from ..core import tekst

    if hasattr(post, "kode"):
        return f"{post.kode} {tekst.dato(post.fra)}–{tekst.dato(post.til)}"
    if hasattr(post, "uke"):
        fra = f" fra {tekst.dato(post.fra)}" if post.fra else ""
        til = f" til {tekst.dato(post.til)}" if post.til else ""
        return f"Uke {tekst.tall(post.uke or 0)}{fra}{til}: {' '.join(k or '·' for k in post.dager)}"
    if hasattr(post, "kode") and not hasattr(post, "fra"):
        return f"{post.kode} = {tekst.klokke(post.start)}–{tekst.klokke(post.slutt)}, pause {post.pause}"
    if getattr(post, "fri", False):
        return f"{tekst.dato(post.dato)} fri"
    if post.start is None:
        return f"{tekst.dato(post.dato)} {tekst.tall(post.timer or 0)} timer"
    pause = f", pause {post.pause}" if post.pause else ""
    slag = f" {post.type}, {post.status}" if hasattr(post, "status") else ""
    return f"{tekst.dato(post.dato)} {tekst.klokke(post.start)}–{tekst.klokke(post.slutt)}{pause}{slag}"


def _kontroll(r: Rapport, dag: date) -> Iterator[Vist]:
    """What the controls say after it, against before: the reason to import here."""
    from ..book.sheets.common import antall
    from ..core import tekst

    foer, etter = r.kontroll(dag)
    regler = sorted({*foer.regler, *etter.regler}, key=lambda n: (foer.regler.get(n, 0) == etter.regler.get(n, 0), n))
    rader = [(n, float(foer.regler.get(n, 0)), float(etter.regler.get(n, 0))) for n in regler]
    kolonner = (Spalte("Kontroll"), Spalte("Før", Format.ANTALL), Spalte("Etter", Format.ANTALL))
    if rader:
        yield Tavle(f"Kontrollen {tekst.dato(dag)}", kolonner, rader)
    hva = f"Etter importen: {etter.brudd} brudd og {antall(etter.advarsel, 'advarsel', 'advarsler')}, mot {foer.brudd} "
    hva += f"og {foer.advarsel} før."
    yield Merket(STATUSORD[etter.brudd > foer.brudd or etter.advarsel > foer.advarsel], hva)


def profilene() -> list[Vist]:
    """The shipped profiles."""
    from ..tables.importer import profil

    rader = [(p.navn, p.form, p.hva) for p in map(profil.hent, profil.levert())]
    return [Tavle("Profiler", (Spalte("Profil"), Spalte("Form"), Spalte("Passer til")), rader)]


def forslag_vist(f: Forslag) -> list[Vist]:
    """What was recognised in the headings of a file, and what a person should look at."""
    rader = [
        (k.overskrift, k.felt or "ikke brukt", "" if k.sikker or not k.felt else "usikker", k.eksempel)
        for k in f.kolonner
    ]
    kolonner = (Spalte("Overskrift"), Spalte("Lest som"), Spalte("Merk"), Spalte("Eksempel"))
    ut: list[Vist] = [Tavle(f"Formen {f.form}{f', arket {f.ark}' if f.ark else ''}", kolonner, rader)]
    return [*ut, *(Merket("Følg med", u) for u in f.usikkert)]


def fra_mappe(tabeller: Tabeller, filer: Sequence[Path], naar: datetime) -> tuple[Tabeller, list[Vist], int]:
    """Files of a folder that are no table of ours, each by the shipped profile of its shape: the tables with what they
    had and a line each in Importer, what became of each file, and how many conflicts there were."""
    from ..book.open import fremmed
    from ..core.errors import TidbankFeil
    from ..tables.importer import forslag, profil, rapport
    from ..tables.importer.valg import Importvalg

    sagt: list[Vist] = []
    antall = 0
    for fil in filer:
        try:
            lest = fremmed.les(fil)
            form = forslag.formen(lest)
            if form == profil.RULLEPLAN:
                hva = "Den er en rulleplan. Hent den med tidbank importer og --profil rulleplan, så du kan si fra når."
                raise TidbankFeil(hva)
            p = next(x for x in map(profil.hent, profil.levert()) if x.form == form)
            r = rapport.lag(lest, p, tabeller, Importvalg())
        except TidbankFeil as e:
            sagt.append(f"Ikke brukt: {fil.name}. {e.feil[0].tekst}")
            continue
        tabeller = Innhenting(r, naar.date()).etter(naar)
        a = r.antall
        antall += a["konflikt"]
        flere = "".join(f", {a[t]} {t}" for t in ("endret", "borte") if a[t])
        konflikter = f"{a['konflikt']} {'konflikt' if a['konflikt'] == 1 else 'konflikter'}"
        sagt.append(f"{fil.name} → profilen {p.navn}: {a['ny']} rader{flere}, {konflikter}.")
        sagt += [Merket("Følg med", f"{k.sted}: {k.tekst} {k.tiltak}") for k in r.konflikter]
        sagt += [f"  {m.tekst}" for m in r.merknader]
    return tabeller, sagt, antall
