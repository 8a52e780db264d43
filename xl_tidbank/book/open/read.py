"""A workbook file -> the tables of a bank, with every error found in one go.

A file goes safety.py -> calamine -> rows.py -> assemble.py; a range or a CSV file enters at rows.py.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from xl_tidbank.book.open import shield
from xl_tidbank.book.open.safety import innhold, kontroller_data
from xl_tidbank.core.errors import Feilmelding, TidbankFeil
from xl_tidbank.core.model import INGEN_KOLONNER, Merknad, Tabeller
from xl_tidbank.tables import schema
from xl_tidbank.tables.assemble import samle
from xl_tidbank.tables.extent import Omraade
from xl_tidbank.tables.rows import Kolonneark, Lest, tolk_rader
from xl_tidbank.tables.soppel import uten_soppeltomming

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

ER_KOPI = (
    "Filen er en kopi fra banken, og ikke banken selv. Velg filen med arkene Ansatte, Avtaler og Vakter. Se om kopien "
    "er som da den ble laget: tidbank verifiser."
)


def les_bok(sti: Path, tabeller: Collection[str] | None = None) -> Tabeller:
    """The tables of a workbook; only those named in `tabeller` where given (names as in the schema).

    Raises TidbankFeil: one sentence for a file that cannot be opened, otherwise every error in every table.
    """
    with uten_soppeltomming():
        return samle(*les_rader(sti, tabeller))


def les_rader(sti: Path, tabeller: Collection[str] | None = None) -> tuple[dict[str, Lest], tuple[Merknad, ...]]:
    """As `les_bok`, each table by itself, before anything is made of what is not written; and what was not read."""
    sti = Path(sti)
    valgte = [t for t in schema.ALLE if tabeller is None or t.navn in tabeller]
    lest = shield.les(raatt, sti, innhold(sti), [t.ark for t in valgte])
    _krev_bank(sti, lest)
    if _bare_registre(lest.rader):
        valgte = [t for t in valgte if t in schema.REGISTRE or t is schema.INNSTILLINGER]
    valgte = [t for t in valgte if t.ark in lest.rader or not t.valgfritt_ark]
    return {t.navn: _tolk_ark(t, lest) for t in valgte}, lest.ulest


def _bare_registre(rader: Collection[str]) -> bool:
    """Whether a workbook has registers of the environment and nothing of a bank."""
    return any(t.ark in rader for t in schema.REGISTRE) and not any(
        t.ark in rader for t in schema.TABELLER if not t.valgfritt_ark and t.ark not in ("Innstillinger", "Lister")
    )


def _krev_bank(sti: Path, lest: Raabok) -> None:
    """Raises TidbankFeil, with one sentence, for a workbook with no sheet of a bank in it, and for a copy from one."""
    if schema.ANSATTE.ark not in lest.ark and set(schema.KOPIARK) <= set(lest.ark):
        raise TidbankFeil(Feilmelding(sti.name, "", ER_KOPI))
    if not lest.rader:
        arkene = f"{', '.join(lest.ark[:5])}{' ...' if len(lest.ark) > 5 else ''}"
        tekst = (
            f"Filen er ikke en tidbank: den har {'arket' if len(lest.ark) == 1 else 'arkene'} {arkene}, og ingen av "
            "dem er Ansatte, Avtaler eller Vakter. Velg filen med tabellene, eller lag en ny med tidbank ny."
        )
        raise TidbankFeil(Feilmelding(sti.name, "", tekst))


class Raabok(NamedTuple):
    """What stands in a file. rader: wanted sheet, if there -> row and column of its first value, and its rows.

    ark, lest, tabeller, ulest: see safety.Filfakta.
    """

    ark: tuple[str, ...]
    lest: Mapping[str, str]
    tabeller: Mapping[str, tuple[Omraade, ...]]
    ulest: tuple[Merknad, ...]
    rader: Mapping[str, tuple[int, int, list[list[Any]] | Kolonneark]]


def raatt(sti: Path, data: bytes, oensket: Sequence[str]) -> Raabok:
    """The wanted sheets, behind the guard: in one pass where they are plain, else as calamine reads them (the careful
    lane, and the only one behind the shield). Raises TidbankFeil."""
    fakta = kontroller_data(sti, data, oensket, rask=not shield.er_bak())
    rader: dict[str, tuple[int, int, Any]] = {
        ark: (fakta.raske[navn][0], 1, fakta.raske[navn][1]) for ark, navn in fakta.lest.items() if navn in fakta.raske
    }
    resten = {a: n for a, n in fakta.lest.items() if n not in fakta.raske}
    if resten or not rader:
        rader |= _av_calamine(sti, fakta.kopi, resten)
    ulest = tuple(m._replace(kilde=m.kilde._replace(kolonner=INGEN_KOLONNER)) for m in fakta.ulest)
    return Raabok(fakta.ark, fakta.lest, fakta.tabeller, ulest, {a: rader[a] for a in fakta.lest})


def _av_calamine(sti: Path, kopi: io.BytesIO, ark: Mapping[str, str]) -> dict[str, tuple[int, int, Any]]:
    """Sheets by their wanted name: row and column of the first value, and the rows."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError as e:  # inside a program that carries its own Python
        tekst = "Filen er skrevet på en måte som ikke kan leses her. Åpne den som arbeidsbok, og bruk den derfra."
        raise TidbankFeil(Feilmelding(sti.name, "", tekst)) from e
    try:
        bok = CalamineWorkbook.from_filelike(kopi)
        return {oensket: _rader(bok, navn) for oensket, navn in ark.items()}
    except (CalamineError, OverflowError) as e:
        raise TidbankFeil(Feilmelding(sti.name, "", shield.SKADET)) from e


def _rader(bok: CalamineWorkbook, navn: str) -> tuple[int, int, list[list[Any]]]:
    ark = bok.get_sheet_by_name(navn)
    rad, kol = ark.start or (0, 0)
    return rad + 1, kol + 1, ark.to_python()


def _tolk_ark(tabell: schema.Tabell, lest: Raabok) -> Lest:
    if tabell.ark not in lest.rader:
        andre = f"{', '.join(lest.ark[:20])}{' ...' if len(lest.ark) > 20 else ''}"
        tekst = (
            f"Arket «{tabell.ark}» mangler. Har det fått nytt navn? Filen har arkene {andre}. "
            f"Gi arket navnet «{tabell.ark}»."
        )
        return Lest(feil=(Feilmelding(tabell.ark, "", tekst),), hel=False)
    rad, kol, rader = lest.rader[tabell.ark]
    navn = lest.lest[tabell.ark]
    return tolk_rader(tabell, rader, ark=navn, rad0=rad, kol0=kol, omraader=lest.tabeller.get(navn, ()))
