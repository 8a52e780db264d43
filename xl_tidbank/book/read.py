"""Workbooks and ranges -> the tables of a bank, with every error found in one go.

A file goes safety.py -> calamine -> rows.py -> `samle`; a range or a CSV file enters at rows.py. `samle` is where the
tables meet: unknown employees and codes, the choices, and what an empty Ukestimer means.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from xl_tidbank.book import checks, schema
from xl_tidbank.book.names import kolonnenr
from xl_tidbank.book.rows import Lest, Rader, tolk_rader
from xl_tidbank.book.safety import kontroller_fil
from xl_tidbank.core.errors import Feilmelding, TidbankFeil
from xl_tidbank.core.model import INGEN_KILDE, STANDARDKODER, Tabeller
from xl_tidbank.core.valg import Valg

__all__ = ["Lest", "av_rader", "les_bok", "les_omrade", "les_omrader", "samle", "tolk_rader"]

_MED_ANSATTNR = ("Avtaler", "Turnus", "Vakter", "Fravær", "Gjennomganger")


def les_bok(sti: Path, tabeller: Collection[str] | None = None) -> Tabeller:
    """The tables of a workbook; only those named in `tabeller` where given (names as in the schema).

    Raises TidbankFeil: one sentence for a file that cannot be opened, otherwise every error in every table.
    """
    valgte = [t for t in schema.TABELLER if tabeller is None or t.navn in tabeller]
    fakta = kontroller_fil(Path(sti), [t.ark for t in valgte])
    with _uten_soppeltomming():
        try:
            bok = CalamineWorkbook.from_filelike(fakta.kopi)
            lest = {t.navn: _les_ark(bok, t, fakta.lest.get(t.ark), fakta.ark) for t in valgte}
        except CalamineError as e:
            tekst = "Filen er skadet og kan ikke leses. Åpne den i Excel, lagre en ny kopi og prøv igjen."
            raise TidbankFeil(Feilmelding(fakta.sti.name, "", tekst)) from e
        return samle(lest)


def les_omrade(tabell: schema.Tabell, rader: Rader, ark: str = "", rad0: int = 1, kol0: int = 1) -> tuple[Any, ...]:
    """The records of one range with its header row, standing at row `rad0`, column `kol0` of the sheet `ark`.

    Raises TidbankFeil with every error in it.
    """
    lest = tolk_rader(tabell, rader, ark=ark, rad0=rad0, kol0=kol0)
    if lest.feil:
        raise TidbankFeil(lest.feil)
    return lest.poster


def les_omrader(omrader: Mapping[schema.Tabell, Rader]) -> Tabeller:
    """Several ranges as one bank; rows are counted from the top of each range. Raises TidbankFeil with every error."""
    return samle({t.navn: tolk_rader(t, rader, ark=t.ark) for t, rader in omrader.items()})


def av_rader(rader: Mapping[str, Sequence[Sequence[Any]]]) -> Tabeller:
    """A bank from typed rows by table name, in the order of the schema's columns (more columns are left out).

    Raises TidbankFeil as `samle` does.
    """
    poster = {}
    for navn, alle in rader.items():
        post: Any = schema.ETTER_NAVN[navn].post
        felt = len(post._fields) - 1
        poster[navn] = [post._make((*rad[:felt], INGEN_KILDE)) for rad in alle]
    return samle(poster)


def samle(lest: Mapping[str, Lest | Sequence[Any]]) -> Tabeller:
    """Tables by name (as read, or their records) -> one bank. A name that is missing was not handed over.

    Raises TidbankFeil with the errors of every table, then those between tables.
    """
    t = {navn: x if isinstance(x, Lest) else Lest(tuple(x)) for navn, x in lest.items()}
    feil = [f for x in t.values() for f in x.feil]
    feil += _mellom_tabeller(t)
    innstillinger = t["Innstillinger"].poster if "Innstillinger" in t else ()
    try:
        fulltid = Valg(innstillinger)["ukestimer_fulltid"]
    except TidbankFeil as e:
        feil += e.feil
    if feil:
        raise TidbankFeil(_i_orden(feil, t))

    def poster(navn: str) -> tuple[Any, ...] | None:
        return t[navn].poster if navn in t else None

    koder = poster("Fraværskoder")
    return Tabeller(
        avtaler=tuple(a if a.ukestimer is not None else a._replace(ukestimer=fulltid) for a in poster("Avtaler") or ()),
        vakter=poster("Vakter") or (),
        fravaer=tuple(f if f.kode.isupper() else f._replace(kode=f.kode.upper()) for f in poster("Fravær") or ()),
        ansatte=poster("Ansatte"),
        turnus=poster("Turnus"),
        innstillinger=innstillinger,
        koder=STANDARDKODER if koder is None else tuple(k._replace(kode=k.kode.upper()) for k in koder),
        gjennomganger=poster("Gjennomganger"),
    )


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


def _les_ark(bok: CalamineWorkbook, tabell: schema.Tabell, navn: str | None, finnes: Sequence[str]) -> Lest:
    if navn is None:
        tekst = (
            f"Arket «{tabell.ark}» mangler. Har det fått nytt navn? Filen har arkene {', '.join(finnes)}. "
            f"Gi arket navnet «{tabell.ark}»."
        )
        return Lest(feil=(Feilmelding(tabell.ark, "", tekst),), hel=False)
    ark = bok.get_sheet_by_name(navn)
    rad, kol = ark.start or (0, 0)
    return tolk_rader(tabell, ark.to_python(), ark=navn, rad0=rad + 1, kol0=kol + 1)


@contextmanager
def _uten_soppeltomming() -> Iterator[None]:
    """A million new objects and not one cycle among them: the collector would look them all through for nothing."""
    if not gc.isenabled() or gc.get_freeze_count():
        yield  # the program around us has its own way with the collector
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # out of the young generations, and
        gc.unfreeze()  # into the oldest one, without being looked through
        gc.enable()
