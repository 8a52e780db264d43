"""Ranges, typed rows and records -> the tables of one bank. Where tables meet, whatever program they came from.

Here are unknown employees and codes found, the choices read, and an empty Ukestimer given its meaning. Nothing of a
file is known, so that every host can use it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xl_tidbank.core.errors import Feilmelding, TidbankFeil, Verdifeil
from xl_tidbank.core.funn import Alvor
from xl_tidbank.core.model import INGEN_KOLONNER, STANDARDKODER, Innstilling, Kilde, Merknad, Tabeller, Utelatt
from xl_tidbank.core.valg import Valg, muligheter
from xl_tidbank.tables import cells, checks, endring, grunnturnus, schema
from xl_tidbank.tables.names import kolonnenr
from xl_tidbank.tables.registre.miljo import NAVN as REGISTRE
from xl_tidbank.tables.rows import Lest, Rader
from xl_tidbank.tables.utelatt import kan_utelates, uten

# The tables whose rows name an employee of Ansatte.
_MED_ANSATTNR = tuple(
    t.navn for t in schema.TABELLER if t is not schema.ANSATTE and any(k.navn == "Ansattnr" for k in t.kolonner)
)


def les_omrader(omrader: Mapping[schema.Tabell, Rader]) -> Tabeller:
    """Several ranges as one bank; rows are counted from the top of each range. Raises TidbankFeil with every error."""
    return samle({t.navn: endring.les(t, rader, ark=t.ark) for t, rader in omrader.items()})


def av_rader(rader: Mapping[str, Sequence[Sequence[Any]]]) -> Tabeller:
    """A bank from typed rows by table name, in the order of the schema's columns: more columns are left out, and those
    a row lacks at its end are empty.

    Raises TidbankFeil as `samle` does.
    """
    poster = {}
    for navn, alle in rader.items():
        post: Any = schema.ETTER_NAVN[navn].post
        felt = len(post._fields) - 1
        poster[navn] = [post(*rad[:felt]) for rad in alle]
    return samle(poster, strengt=True)


def samle(
    lest: Mapping[str, Lest | Sequence[Any]], merknader: Sequence[Merknad] = (), *, strengt: bool = False
) -> Tabeller:
    """Tables by name (as read, or their records) -> one bank. A name that is missing was not handed over.

    merknader: what the reader met outside the sheets of the tables. A row in error stops its own employee alone: all
    rows of that one are left out and the errors stand in `utelatt` (utelatt.py). strengt: any error stops everything.

    Raises TidbankFeil with the errors of every table, then those between tables.
    """
    t = {navn: x if isinstance(x, Lest) else Lest(tuple(x)) for navn, x in lest.items()}
    registre = {navn: t.pop(navn) for navn in [*t] if navn in REGISTRE}
    registre = {navn: x for navn, x in registre.items() if x.feil or not x.uten_hode}
    miljofeil = _i_orden([f for x in registre.values() for f in x.feil], registre)
    if miljofeil and strengt:
        raise TidbankFeil(miljofeil)
    if "Grunnturnus" in t:
        t["Grunnturnus"] = grunnturnus.fordelt(t["Grunnturnus"])
    feil = [f for x in t.values() for f in x.feil]
    sagt = {f[:2] for f in feil}  # one fault of a cell is enough
    feil += [f for f in _mellom_tabeller(t) if f[:2] not in sagt]
    if "Grunnturnus" in t:
        avtaler, koder_ = (t[n].poster if n in t else () for n in ("Avtaler", "Vaktkoder"))
        stoppet = frozenset(f.ansattnr for f in feil if f.ansattnr)
        feil += grunnturnus.feil(t["Grunnturnus"], koder_, avtaler, stoppet)
    innstillinger, gale = _typede_valg(t["Innstillinger"].poster if "Innstillinger" in t else ())
    feil += gale
    try:
        fulltid = Valg(innstillinger)["ukestimer_fulltid"]
    except TidbankFeil as e:
        feil += e.feil
    utelatt: tuple[Utelatt, ...] = ()
    if feil:
        feil = _i_orden(feil, t)
        if strengt or any(x.uten_hode for x in t.values()) or not kan_utelates(feil):
            raise TidbankFeil(feil)
        utelatt, t = uten(feil, t)

    def poster(navn: str) -> tuple[Any, ...] | None:
        return tuple(t[navn].poster) if navn in t else None

    def mange(navn: str) -> Sequence[Any] | None:
        """The rows of a long table: as columns where they came so."""
        return t[navn].poster if navn in t else None

    koder = poster("Fraværskoder")
    return Tabeller(
        avtaler=tuple(a if a.ukestimer is not None else a._replace(ukestimer=fulltid) for a in poster("Avtaler") or ()),
        vakter=mange("Vakter") or (),
        fravaer=tuple(f if f.kode.isupper() else f._replace(kode=f.kode.upper()) for f in poster("Fravær") or ()),
        ansatte=poster("Ansatte"),
        turnus=() if "Turnus" not in t and poster("Grunnturnus") else mange("Turnus"),
        innstillinger=innstillinger,
        koder=STANDARDKODER if koder is None else tuple(k._replace(kode=k.kode.upper()) for k in koder),
        gjennomganger=poster("Gjennomganger"),
        kapasitet=poster("Kapasitet"),
        timer=mange("Timer"),
        timebank=poster("Timebank"),
        prosess=poster("Prosess"),
        kartlegging=poster("Kartlegging"),
        lonnsgrunnlag=poster("Lønnsgrunnlag"),
        utelatt=utelatt,
        merknader=(
            *(m for x in (*t.values(), *registre.values()) for m in x.merknader),
            *merknader,
            *map(_uleste, miljofeil),
        ),
        kompetanser=poster("Kompetanser"),
        grunnturnus=poster("Grunnturnus"),
        vaktkoder=poster("Vaktkoder"),
        importer=poster("Importer"),
        miljo=None if miljofeil or not registre else {n: x.poster for n, x in registre.items()},
        miljofeil=tuple(miljofeil),
        tilbud=poster("Tilbud"),
    )


def _uleste(f: Feilmelding) -> Merknad:
    """A register that cannot be read stops the environment alone; balances stand."""
    bokstav = f.celle.rstrip("0123456789")
    kilde = Kilde(f.ark, int(f.celle[len(bokstav) :] or 0), {"": bokstav} if bokstav else INGEN_KOLONNER)
    return Merknad(Alvor.ADVARSEL, kilde, f.tekst, "Miljøtallene regnes ikke før den er rettet.")


def _typede_valg(rader: Sequence[Innstilling]) -> tuple[tuple[Innstilling, ...], list[Feilmelding]]:
    """The choices with values of the kind each of them asks for, and those that are of no such kind."""
    kjente = {m.nokkel: m for m in muligheter()}
    ut, feil = [], []
    for rad in rader:
        mulighet = kjente.get(rad.nokkel)
        try:
            ut.append(rad if mulighet is None else rad._replace(verdi=cells.innstilling(mulighet, rad.verdi)))
        except Verdifeil as e:
            feil.append(Feilmelding(rad.kilde.ark, rad.kilde.celle("Verdi"), e.feil[0].tekst))
    return tuple(ut), feil


def _i_orden(feil: Sequence[Feilmelding], t: Mapping[str, Lest]) -> list[Feilmelding]:
    """Table by table, from the top: the order in which a user corrects them."""
    arkene = [ark for x in t.values() for ark in (*(f.ark for f in x.feil[:1]), *(p.kilde.ark for p in x.poster[:1]))]
    plass = {ark: n for n, ark in reversed(list(enumerate(arkene)))}

    def sted(f: Feilmelding) -> tuple[int, int, int]:
        bokstav = f.celle.rstrip("0123456789")
        return plass.get(f.ark, len(arkene)), int(f.celle[len(bokstav) :] or 0), kolonnenr(bokstav)

    return sorted(feil, key=sted)


def _mellom_tabeller(t: Mapping[str, Lest]) -> Iterator[Feilmelding]:
    if "Vakter" in t:
        yield from checks.uten_ansatt(t["Vakter"].poster)
    ansatte = t.get("Ansatte")
    if ansatte and ansatte.hel:
        numre = frozenset(a.ansattnr for a in ansatte.poster)
        for navn in _MED_ANSATTNR:
            if navn in t:
                yield from checks.ukjente_ansatte(t[navn].poster, numre)
    koder = t.get("Fraværskoder", Lest(STANDARDKODER))
    if "Fravær" in t and koder.hel:
        yield from checks.ukjente_koder(t["Fravær"].poster, {k.kode.upper(): k for k in koder.poster})
