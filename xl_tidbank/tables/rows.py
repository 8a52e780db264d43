"""Rows of raw values under a header -> records and errors: the one engine for files, ranges and CSV.

Columns are parsed as columns: each distinct value once, so that 50,000 shifts cost some thousand parses. Errors carry
sheet and cell; all of them are collected.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from itertools import compress
from string import ascii_uppercase
from types import MappingProxyType
from typing import Any

from xl_tidbank.core.errors import Feilmelding, Verdifeil
from xl_tidbank.core.funn import Alvor
from xl_tidbank.core.kolonner.kolonne import Kolonnedata, Poster
from xl_tidbank.core.model import Kilde, Merknad
from xl_tidbank.core.tid.clock import MINUTTER_I_DOGN as DOGN
from xl_tidbank.tables import cells, checks
from xl_tidbank.tables.extent import SOK_OVERSKRIFT, Omraade
from xl_tidbank.tables.names import bokstaver, samme
from xl_tidbank.tables.schema import REGISTRE, Kolonne, Slag, Tabell
from xl_tidbank.tables.values import LENGST, Daglagt, dag_star_forst

# On these sheets other things stand beside the table: a row without its key is none of ours.
_UTEN_NOKKEL_HOPPES_OVER = frozenset(("Fraværskoder", "Kompetanser", "Vaktkoder", "Innstillinger"))
# Others look up in these: a row counts there when its key can be read, whatever else is wrong with it.
_NOKKEL_HOLDER = frozenset(("Ansatte", "Fraværskoder", "Vaktkoder"))
_TEKSTLIGE = frozenset((Slag.NUMMER, Slag.TEKST))  # where a plain text is what it means

# How a row of sums begins, typed under a table, in a report or in Excel's own totals row.
SUMRAD = re.compile(r"(?:sum|totalt?|antall|i alt|til sammen)\b", re.IGNORECASE)
_SUMRAD_I_REKKE = re.compile(rf"\|{SUMRAD.pattern}", re.IGNORECASE)
_SUMKOLONNER = 3  # the columns such a word may stand in, from the left
_UTVID = "Dra hjørnet nederst til høyre i tabellen ned, så radene blir en del av den."

Rader = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Kolonneark:
    """What stands on a sheet, column by column; all of one length."""

    kolonner: tuple[Kolonnedata, ...] = ()

    def __len__(self) -> int:
        return len(self.kolonner[0]) if self.kolonner else 0

    def topp(self, antall: int) -> list[list[Any]]:
        """The first rows."""
        return [[k[n] for k in self.kolonner] for n in range(min(antall, len(self)))]


@dataclass(frozen=True, slots=True)
class Lest:
    """A table as read. poster: its records, without the rows that lack what the checks need.

    feil: everything wrong with it, in the order of the cells. hel: the key of every row could be read, so that what
    is not among the records is certain not to be in the table. merknader: rows below the table, and rows of sums.
    """

    poster: Sequence[Any] = ()
    feil: tuple[Feilmelding, ...] = ()
    hel: bool = True
    merknader: tuple[Merknad, ...] = ()
    uten_hode: bool = False  # its headers could not be read, so no row was


def tolk_rader(
    tabell: Tabell,
    rader: Rader | Kolonneark,
    *,
    ark: str = "",
    rad0: int = 1,
    kol0: int = 1,
    topp: int | None = None,
    omraader: Sequence[Omraade] = (),
) -> Lest:
    """Read a table whose first cell, rader[0][0], is row `rad0` and column `kol0` (from 1) of the sheet `ark`.

    topp: index in `rader` of the header row; None = look for it. Rows may be of unequal length. omraader: the tables
    the program itself has on the sheet. Rows below one count as those in it do, and are told of.
    """
    overst = rader.topp(SOK_OVERSKRIFT if topp is None else topp + 1) if isinstance(rader, Kolonneark) else rader
    if topp is None:
        topp = finn_topp(tabell, overst)
        if topp is None and tabell.ved_siden:
            return Lest()
        if topp is None and tabell in REGISTRE:
            return Lest(uten_hode=True)  # a sheet of the user's own that is called the same
        if topp is None:
            return Lest(feil=(Feilmelding(ark, "", _uten_overskrift(tabell)),), hel=False)
    hode = _Hode(tabell, overst[topp], ark, rad0 + topp, kol0)
    if hode.feil:
        return Lest(feil=tuple(hode.feil), hel=False, uten_hode=True)
    omraade = next((o for o in omraader if o.rad == hode.radnr and o.kol <= hode.kol <= o.kol2), None)
    if isinstance(rader, Kolonneark):
        return _les(tabell, hode, {p: rader.kolonner[p][topp + 1 :] for p in hode.plass.values()}, omraade)
    return _les(tabell, hode, _som_kolonner(rader[topp + 1 :], hode), omraade)


def _som_kolonner(data: Rader, hode: _Hode) -> dict[int, Kolonnedata]:
    """The columns of the table, by where they stand."""
    bredde = max(hode.plass.values()) + 1
    if any(n < bredde for n in set(map(len, data))):
        data = [[*rad, *[None] * (bredde - len(rad))] for rad in data]
    alle: Sequence[Sequence[Any]] = list(zip(*data, strict=False)) if data else [()] * bredde
    return {p: Kolonnedata(alle[p]) for p in hode.plass.values()}


def _kreves(tabell: Tabell) -> set[str]:
    return {samme(k.navn) for k in tabell.kolonner if k.ma_finnes}


def _navnene(rad: Iterable[object]) -> list[str]:
    return [samme(v) if isinstance(v, str) else "" for v in rad]


def finn_topp(tabell: Tabell, rader: Rader) -> int | None:
    """The first row with at least half of the required headers; with all, for a table that may not be there."""
    kreves = _kreves(tabell)
    for n, rad in enumerate(rader[:SOK_OVERSKRIFT]):
        if (1 if tabell.ved_siden else 2) * len(kreves.intersection(_navnene(rad))) >= len(kreves):
            return n
    return None


def _uten_overskrift(tabell: Tabell) -> str:
    navn = ", ".join(k.navn for k in tabell.kolonner if k.ma_finnes)
    return f"Fant ikke overskriftene i tabellen {tabell.navn}. Skriv dem i én rad øverst: {navn}."


class _Hode:
    """The header row: where each column of the table stands, and what is wrong with it."""

    def __init__(self, tabell: Tabell, rad: Sequence[object], ark: str, radnr: int, kol0: int) -> None:
        self.ark, self.radnr = ark, radnr
        navn = _navnene(rad)
        fra, til = _utstrekning(navn, _kreves(tabell))
        kjente = {samme(k.navn): k for k in tabell.kolonner}
        steder: dict[str, list[int]] = {}
        for n in (*range(fra, til), *range(fra), *range(til, len(navn))):
            if navn[n] in kjente and (fra <= n < til or navn[n] not in steder):
                steder.setdefault(navn[n], []).append(n)
        fremmede = {o: str(rad[n]).strip() for n, o in enumerate(navn) if o and o not in kjente}
        mangler = [k for o, k in kjente.items() if k.ma_finnes and o not in steder]
        self.feil = [Feilmelding(ark, "", self._mangler(k, fremmede)) for k in mangler]
        for o, plasser in steder.items():
            for plass in plasser[1:]:
                celle = f"{bokstaver(kol0 + plass)}{radnr}"
                tekst = f"Kolonnen «{kjente[o].navn}» står to ganger. Gi den ene et annet navn, eller slett den."
                self.feil.append(Feilmelding(ark, celle, tekst))
        self.plass = {k.navn: steder[o][0] for o, k in kjente.items() if o in steder}
        self.kol = kol0 + min(self.plass.values(), default=0)
        self.bokstav: Mapping[str, str] = MappingProxyType({k: bokstaver(kol0 + n) for k, n in self.plass.items()})

    def _mangler(self, k: Kolonne, fremmede: Mapping[str, str]) -> str:
        likt = get_close_matches(samme(k.navn), fremmede, 1, 0.7)
        rettes = f"Er det «{fremmede[likt[0]]}», rett overskriften." if likt else "Sett den inn."
        return f"Kolonnen «{k.navn}» mangler blant overskriftene i rad {self.radnr}. {rettes}"


def _utstrekning(navn: Sequence[str], kreves: set[str]) -> tuple[int, int]:
    """Where all that is required stands together, with no empty header between; what repeats it elsewhere is another
    list. All columns where nothing such is found."""
    start = 0
    for n, overskrift in enumerate([*navn, ""]):
        if not overskrift:
            if kreves.issubset(navn[start:n]):
                return start, n
            start = n + 1
    return 0, len(navn)


class _Minne(dict[Any, Any]):
    """Raw value -> typed value, parsed when first met. feil: raw value -> sentence."""

    def __init__(self, kolonne: Kolonne, dag_forst: bool) -> None:
        super().__init__()
        self.kolonne, self.dag_forst = kolonne, dag_forst
        self.feil: dict[Any, str] = {}

    def __missing__(self, raa: Any) -> Any:
        try:
            verdi = cells.tolk(self.kolonne, raa, self.dag_forst)
        except Verdifeil as e:
            self.feil[raa] = e.feil[0].tekst
            verdi = self.kolonne.tom
        self[raa] = verdi
        return verdi


class _Spalte:
    """One column parsed. feil: row index -> sentence."""

    def __init__(self, kolonne: Kolonne, raa: Kolonnedata) -> None:
        self.kolonne, self.raa = kolonne, raa
        self.feil: dict[int, str] = {}
        self.har_tomme = False
        self.dag_forst = kolonne.slag is Slag.DATO and dag_star_forst(raa.ulike())
        if raa.koder is not None:
            self._hver_verdi(raa.koder)
            return
        verdier = raa.verdier
        if kolonne.slag in _TEKSTLIGE and _rene_koder(verdier):
            self.verdier = raa
            return
        minne = _Minne(kolonne, self.dag_forst)
        try:
            self.verdier = Kolonnedata(list(map(minne.__getitem__, verdier)))
        except TypeError:  # a list or another thing that is no cell value
            self._hver_for_seg()
            return
        # 1, 1.0 and True are one key; only Ja/Nei columns take them for the same.
        if kolonne.slag is not Slag.JANEI and (0 in minne or 1 in minne) and bool in set(map(type, verdier)):
            self._hver_for_seg()
            return
        self.har_tomme = any(map(cells.tom, minne))
        if minne.feil:
            self.feil = {n: minne.feil[v] for n, v in enumerate(verdier) if v in minne.feil}

    def _hver_verdi(self, koder: Iterable[int]) -> None:
        """Where rows tell their value by number: each value that a row has, once."""
        i_bruk = self.raa.i_bruk()
        if self.kolonne.slag in _TEKSTLIGE and _rene_koder([self.raa.verdier[n] for n in i_bruk]):
            self.verdier = self.raa
            return
        verdier: list[Any] = [None] * len(self.raa.verdier)
        gale: dict[int, str] = {}
        for n in i_bruk:
            raa = self.raa.verdier[n]
            try:
                verdier[n] = cells.tolk(self.kolonne, raa, self.dag_forst)
            except Verdifeil as e:
                gale[n], verdier[n] = e.feil[0].tekst, self.kolonne.tom
            self.har_tomme = self.har_tomme or cells.tom(raa)
        self.verdier = Kolonnedata(verdier, self.raa.koder, i_bruk)
        if gale:
            self.feil = {n: gale[kode] for n, kode in enumerate(koder) if kode in gale}

    def _hver_for_seg(self) -> None:
        verdier: list[Any] = []
        for n, v in enumerate(self.raa):
            try:
                verdier.append(cells.tolk(self.kolonne, v, self.dag_forst))
            except Verdifeil as e:
                self.feil[n] = e.feil[0].tekst
                verdier.append(self.kolonne.tom)
        self.verdier = Kolonnedata(verdier)
        self.har_tomme = any(map(cells.tom, self.raa))


def _rene_koder(raa: Sequence[Any]) -> bool:
    """Plain ASCII texts without a space or a sign that could begin an error value: already what they mean."""
    forste = raa[:50]
    if set(map(type, forste)) != {str} or len(set(forste)) < min(len(raa), 20):
        return False  # few distinct values are cheaper to remember, whatever they are
    if set(map(type, raa)) != {str} or "" in raa:
        return False
    samlet = "|".join(raa)
    if len(samlet) > LENGST and max(map(len, raa)) > LENGST:
        return False
    return samlet.isascii() and samlet.isprintable() and not any(tegn in samlet for tegn in " #:")


def _les(tabell: Tabell, hode: _Hode, raa: Mapping[int, Kolonnedata], omraade: Omraade | None) -> Lest:
    """raa: the columns of the table below its header, by where they stand."""
    antall = len(raa[next(iter(hode.plass.values()))])
    summer = _sumrader(tabell, hode, raa, antall, omraade)
    if summer:
        raa = {p: Kolonnedata(["" if n in summer else v for n, v in enumerate(k)]) for p, k in raa.items()}
    kolonner = tabell.kolonner[: len(tabell.post._fields) - 1]  # type: ignore[attr-defined]  # a NamedTuple
    spalter = {k.navn: _Spalte(k, raa[hode.plass[k.navn]]) for k in kolonner if k.navn in hode.plass}
    brukes = _brukes(tabell, spalter, raa, hode, antall)
    _plasser_klokker(spalter)
    _la_fri_vaere_uten_tider(spalter)
    feil, ubrukelige = _samle_feil(tabell, spalter, brukes, hode)

    felt = [spalter[k.navn].verdier if k.navn in spalter else Kolonnedata.av_like(k.tom, antall) for k in kolonner]
    rader: Sequence[int] = range(hode.radnr + 1, hode.radnr + 1 + antall)
    if brukes is not None or ubrukelige:
        med = [(brukes is None or brukes[n]) and n not in ubrukelige for n in range(antall)]
        felt = [kol.utvalg(med) for kol in felt]
        rader = list(compress(rader, med))
    navn: Sequence[str] = tabell.post._fields  # type: ignore[attr-defined]
    poster = Poster(tabell.post, dict(zip(navn, felt, strict=False)), rader, _Kilder(hode.ark, hode.bokstav))
    nokkel = kolonner[0].navn
    hel = not any(brukes is None or brukes[n] for n in spalter[nokkel].feil)
    feilrader = frozenset(int(f.celle.lstrip(ascii_uppercase)) for f in feil)
    merknader = [*_om_summer(hode, summer), *_under(tabell, hode, omraade, brukes, antall, summer)]
    return Lest(poster, tuple(feil + checks.i_tabellen(tabell, poster, feilrader)), hel, tuple(merknader))


class _Kilder:
    """Where the record of a row stands."""

    def __init__(self, ark: str, bokstav: Mapping[str, str]) -> None:
        self.ark, self.bokstav = ark, bokstav

    def __call__(self, rad: int) -> Kilde:
        return tuple.__new__(Kilde, (self.ark, rad, self.bokstav))


def _sumrader(
    tabell: Tabell, hode: _Hode, raa: Mapping[int, Kolonnedata], antall: int, omraade: Omraade | None
) -> dict[int, str]:
    """Rows of sums, which are no rows of the table: index -> the word they begin with, "" for a totals row without.

    Where everything a row must have is there, it is one, whatever it begins with; but a name and a number are too
    little to tell.
    """
    ut: dict[int, str] = {}
    if omraade is not None and omraade.summer:
        siste = omraade.rad2 - hode.radnr
        ut = dict.fromkeys(range(max(0, siste - omraade.summer), min(siste, antall)), "")
    if tabell.navn in _UTEN_NOKKEL_HOPPES_OVER:
        return ut
    kreves = [raa[hode.plass[k.navn]] for k in tabell.kolonner if k.ma_fylles and k.navn in hode.plass]
    igjen: Iterable[int] = range(antall)
    funnet: dict[int, str] = {}
    for plass in sorted(hode.plass.values())[:_SUMKOLONNER]:
        if _bare_koder(raa[plass]):
            break
        slag = raa[plass].kart(_begynner)
        if not {_TOMT, _SUM}.intersection(slag.ulike()):
            break  # every row begins with what is no sum
        for n in igjen:
            if slag[n] == _SUM and not (len(kreves) > 2 and all(not cells.tom(k[n]) for k in kreves)):
                funnet[n] = str(raa[plass][n]).strip()
        igjen = [n for n in igjen if slag[n] == _TOMT]
    ut.update(sorted(funnet.items()))
    return ut


def _bare_koder(kolonne: Kolonnedata) -> bool:
    """Whether every row has a plain text of its own that begins no row of sums: told at once for all of them."""
    if kolonne.koder is not None or not kolonne.verdier or set(map(type, kolonne.verdier)) != {str}:
        return False
    samlet = f"|{'|'.join(kolonne.verdier)}|"
    plain = samlet.isascii() and samlet.isprintable() and " " not in samlet and "||" not in samlet
    return plain and not _SUMRAD_I_REKKE.search(samlet)


_TOMT, _SUM, _ANNET = range(3)


def _begynner(v: object) -> int:
    """What the first thing in a row says of it."""
    if v is None or v == "":
        return _TOMT
    if not isinstance(v, str):
        return _ANNET
    return _SUM if SUMRAD.match(v) else _TOMT if cells.tom(v) else _ANNET


def _om_summer(hode: _Hode, summer: Mapping[int, str]) -> Iterable[Merknad]:
    if not summer:
        return
    rader = [hode.radnr + 1 + n for n in summer]
    ord_ = next((v for v in summer.values() if v), "")
    hva = f"begynner med «{ord_}»" if ord_ else "er tabellens totalrad"
    hvilke = f"Rad {_liste(map(str, rader))} {hva} og er ikke lest."
    gjor = (
        "Slå av Totalrad på båndet Tabellutforming, eller la den stå." if not ord_ else "La den stå, eller slett den."
    )
    yield Merknad(Alvor.INFO, Kilde(hode.ark, rader[0], hode.bokstav), hvilke, gjor)


def _under(
    tabell: Tabell,
    hode: _Hode,
    omraade: Omraade | None,
    brukes: Sequence[bool] | None,
    antall: int,
    summer: Collection[int],
) -> Iterable[Merknad]:
    """Rows below the program's own table, which its formulas and filters do not reach."""
    if omraade is None:
        return
    fra = omraade.rad2 - hode.radnr
    rader = [hode.radnr + 1 + n for n in range(fra, antall) if (brukes is None or brukes[n]) and n not in summer]
    if rader:
        hvor = "står under tabellen {0} og er regnet med: rad {1}."
        hvem = "En rad" if len(rader) == 1 else f"{len(rader)} rader"
        tekst = f"{hvem} {hvor.format(tabell.navn, _liste(map(str, rader)))}"
        yield Merknad(Alvor.INFO, Kilde(hode.ark, rader[0], hode.bokstav), tekst, _UTVID)


def _liste(ting: Iterable[str]) -> str:
    """The first three of many."""
    alle = list(ting)
    return ", ".join(alle[:3]) + (f" og {len(alle) - 3} til" if len(alle) > 3 else "")


def _plasser_klokker(spalter: Mapping[str, _Spalte]) -> None:
    """Clock times that stand with their day are held against the row's own, and become minutes after midnight."""
    for navn, spalte in spalter.items():
        if spalte.kolonne.slag is not Slag.KLOKKE or Daglagt not in set(map(type, spalte.verdier.ulike())):
            continue
        verdier = list(spalte.verdier)
        dager = spalter["Dato"].verdier if "Dato" in spalter else None
        starter: Sequence[Any] = spalter["Start"].verdier if "Start" in spalter else [None] * len(verdier)
        for n, v in enumerate(verdier):
            if isinstance(v, Daglagt):
                try:
                    if dager is None:
                        raise cells.nei(navn, spalte.raa[n], ", med en dag foran. Skriv bare klokkeslettet, som 07:30.")
                    verdier[n] = _uten_dag(navn, v, dager[n], starter[n], spalte.raa[n])
                except Verdifeil as e:
                    spalte.feil[n] = e.feil[0].tekst
                    verdier[n] = spalte.kolonne.tom
        spalte.verdier = Kolonnedata(verdier)


def _la_fri_vaere_uten_tider(spalter: Mapping[str, _Spalte]) -> None:
    """A row that says that the day is off needs no clock times."""
    if "Fri" in spalter:
        for spalte in (spalter["Start"], spalter["Slutt"]):
            for n in [n for n in spalte.feil if spalter["Fri"].verdier[n] and cells.tom(spalte.raa[n])]:
                del spalte.feil[n]


def _uten_dag(navn: str, v: Daglagt, dag: date | None, start: int | None, raa: object) -> int:
    """Minutes after midnight of the row's day: Start on that day, the others on it or the next."""
    if dag is None:
        return int(v)  # the day itself is in error
    senere = (v.dag - dag).days
    if senere not in ((0,) if navn == "Start" else (0, 1)):
        eller = "" if navn == "Start" else " eller dagen etter"
        raise cells.nei(
            navn, raa, f", men Dato er {dag:%d.%m.%Y}. Skriv klokkeslettet den dagen{eller}, eller rett Dato."
        )
    if navn == "Slutt" and start is not None:
        if senere and v > start:
            raise cells.nei(navn, raa, ", mer enn et døgn etter Start. Rett dagen, eller del vakten i to rader.")
        if not senere and v < start:
            raise cells.nei(navn, raa, ", før Start. Rett klokkeslettet eller dagen.")
    return DOGN if senere and v == 0 and navn.endswith("lutt") else int(v)


def _brukes(
    tabell: Tabell, spalter: Mapping[str, _Spalte], raa: Mapping[int, Kolonnedata], hode: _Hode, antall: int
) -> list[bool] | None:
    """Which rows count; None = all. A row with nothing in any known column does not."""
    nodvendige = [spalter[k.navn] for k in tabell.kolonner if k.ma_fylles]
    if nodvendige and not any(s.har_tomme for s in nodvendige):
        return None
    if tabell.navn in _UTEN_NOKKEL_HOPPES_OVER:
        return list(raa[hode.plass[tabell.kolonner[0].navn]].kart(_fylt))
    return list(map(any, zip(*(kol.kart(_fylt) for kol in raa.values()), strict=True)))


def _fylt(v: object) -> bool:
    return not cells.tom(v)


def _og(navn: Sequence[str]) -> str:
    return f"{', '.join(navn[:-1])} og {navn[-1]}"


def _samle_feil(
    tabell: Tabell, spalter: Mapping[str, _Spalte], brukes: Sequence[bool] | None, hode: _Hode
) -> tuple[list[Feilmelding], set[int]]:
    """The errors in the order of the rows, and the rows no further check can be made on."""
    feil: list[tuple[int, int, Feilmelding]] = []
    ubrukelige: set[int] = set()
    numre: Sequence[str] = spalter["Ansattnr"].verdier if "Ansattnr" in spalter else ()
    mangler: dict[int, list[str]] = {}
    for k in (k for k in tabell.kolonner if k.ma_fylles and k.navn in spalter):
        for n in (n for n in spalter[k.navn].feil if cells.tom(spalter[k.navn].raa[n])):
            mangler.setdefault(n, []).append(k.navn)
    for nr, k in enumerate(tabell.kolonner):
        if k.navn not in spalter:
            continue
        noedvendig = nr == 0 if tabell.navn in _NOKKEL_HOLDER else k.ma_fylles
        for n, tekst in spalter[k.navn].feil.items():
            if brukes is None or brukes[n]:
                if len(mangler.get(n, ())) > 1:  # one sentence for a row somebody has not finished
                    if noedvendig:
                        ubrukelige.add(n)
                    if k.navn != mangler[n][0] and k.navn in mangler[n]:
                        continue
                    if k.navn == mangler[n][0]:
                        tekst = f"Raden er halvferdig: {_og(mangler[n])} mangler. Fyll ut, eller tøm hele raden."
                celle = f"{hode.bokstav[k.navn]}{hode.radnr + 1 + n}"
                feil.append((n, nr, Feilmelding(hode.ark, celle, tekst, numre[n] if numre else "")))
                if noedvendig:
                    ubrukelige.add(n)
    return [f for _, _, f in sorted(feil)], ubrukelige
