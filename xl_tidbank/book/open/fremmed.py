"""A file from another program -> its raw values: .xlsx, .ods and .csv, each through the guard.

What is no value is noted and not read: colours, strokes through text, merged cells, hidden rows and columns (I7).
Nothing is changed.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import ParseError

from xl_tidbank.book.files import beside
from xl_tidbank.book.open import celler, cleancopy, ods, safety, shield, tekstfil
from xl_tidbank.book.open.archive import Arkiv
from xl_tidbank.core.errors import Feilmelding, TidbankFeil
from xl_tidbank.tables.importer import profil
from xl_tidbank.tables.importer.fil import MEST_RADER, Fil, Filark
from xl_tidbank.tables.importer.profil import Profil
from xl_tidbank.tables.names import ARKKOLONNER, kolonnenr

SKILLETEGN = (";", ",", "\t")
FOR_MANGE = "Filen har flere enn 200 000 rader. Del den i flere filer, eller hent en kortere periode."
_TEKSTFIL = (".csv", ".txt", ".tsv")
_PROVE = 50  # lines the separator is told from
_MAKRO = "Filen har makroer. Lagre den som .xlsx."
_RAD = re.compile(rb"<row\b([^>]*)>")
_SKJULT = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_NR = re.compile(rb"""\br=["']([0-9]{1,7})["']""")
_KOLONNE = re.compile(rb"<col\b([^>]*)>")
_FRA_TIL = re.compile(rb"""\b(min|max)=["']([0-9]{1,5})["']""")
_CELLE = re.compile(rb"""<c\b(?=[^>]*\br=["']([A-Z]{1,3})([0-9]{1,7})["'])(?=[^>]*\bs=["']([0-9]{1,5})["'])""")
_FLETTET = re.compile(rb"""<mergeCell\b[^>]*\bref=["']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})["']""")
_MAKS_FORMATER = 20 << 20  # bytes
_MAKS_PROFIL = 1 << 20  # bytes


class Raattark(NamedTuple):
    """A sheet as plain values, for the way out of the shield. skjult: rows, then columns."""

    navn: str
    rad0: int
    kol0: int
    rader: list[list[Any]]
    skjulte_rader: tuple[int, ...] = ()
    skjulte_kolonner: tuple[int, ...] = ()
    fargede: tuple[tuple[int, int], ...] = ()
    strokne: tuple[tuple[int, int], ...] = ()
    flettet: tuple[tuple[int, int, int, int], ...] = ()


def les(
    sti: Path, tegnsett: Sequence[str] = ("utf-8-sig", "cp1252"), skilletegn: str = "auto", hopp_over: int = 0
) -> Fil:
    """The raw values of a file. Raises TidbankFeil with one sentence of what it is, and what to do."""
    er_tekst = sti.suffix.lower() in _TEKSTFIL
    maks = tekstfil.STORST if er_tekst else safety.MAKS_FIL
    data = safety.les_bytes(sti, maks, "Hent en kortere periode.", "Oppgi en fil (.xlsx, .ods eller .csv).")
    merknader = []
    if aapen := beside.aapen_i(sti):
        merknader.append(f"{sti.name} er åpen i {aapen[0]}, og er lest slik den sist ble lagret.")
    avtrykk = hashlib.sha256(data).hexdigest()
    if er_tekst and not data.startswith(b"PK"):
        ark: tuple[Filark, ...] = (_csv(sti.name, data, tegnsett, skilletegn, hopp_over),)
    else:
        data = safety.innhold(sti)
        ark = tuple(_arkene(sti, data))
        if _har_merknader(data):
            merknader.append("Filen har merknader i celler. De leses ikke.")
    return Fil(sti.name, ark, avtrykk, tuple(merknader))


def _arkene(sti: Path, data: bytes) -> Iterator[Filark]:
    with safety.lesing(sti):
        arkiv = Arkiv(data)
        safety.kontroller_deler(arkiv.infoer)
        er_ods = ods.er_ods(arkiv)
        makro = any(navn.endswith("vbaproject.bin") for navn in arkiv.deler)
    if makro or sti.suffix.lower() in (".xlsm", ".xltm"):
        raise TidbankFeil(Feilmelding(sti.name, "", _MAKRO))
    for a in shield.les(_ods if er_ods else _xlsx, sti, data):
        yield Filark(
            a.navn, a.rader, a.rad0, a.kol0, (), frozenset(a.skjulte_rader), frozenset(a.skjulte_kolonner),
            frozenset(a.fargede), frozenset(a.strokne), a.flettet,
        )  # fmt: skip


def _har_merknader(data: bytes) -> bool:
    """Notes and comments; only of a file that has passed."""
    arkiv = Arkiv(data)
    if "content.xml" in arkiv.deler:
        return b"<office:annotation" in arkiv.pakk_ut(arkiv.deler["content.xml"])
    return any(navn.startswith(("xl/comments", "xl/threadedcomments")) for navn in arkiv.deler)


def _xlsx(sti: Path, data: bytes) -> list[Raattark]:
    navnene = safety.kontroller_data(sti, data, ()).ark
    fakta = safety.kontroller_data(sti, data, navnene)
    arkiv = Arkiv(data)
    lagret, _ = cleancopy.som_lagret(arkiv)
    stiler = _stiler(arkiv)
    ut = []
    for ark in _verdiene(sti, fakta.kopi, list(fakta.lest.values())):
        if len(ark.rader) > MEST_RADER:
            raise TidbankFeil(Feilmelding(sti.name, "", FOR_MANGE))
        ut.append(_med_pynt(Raattark(*ark), lagret.get(ark.navn, b""), stiler))
    return ut


def _verdiene(sti: Path, kopi: Any, navnene: Sequence[str]) -> Iterator[celler.Celleark]:
    """The values of the sheets, by calamine where it is, else by our own."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        alle = {ark.navn: ark for ark in celler.les(kopi)}
        yield from (alle[navn] for navn in navnene)
        return
    try:
        bok = CalamineWorkbook.from_filelike(kopi)
        for navn in navnene:
            ark = bok.get_sheet_by_name(navn)
            rad, kol = ark.start or (0, 0)
            yield celler.Celleark(
                navn, rad + 1, kol + 1, ark.to_python() if ark.height <= MEST_RADER else [[]] * ark.height
            )
    except (CalamineError, OverflowError) as e:
        raise TidbankFeil(Feilmelding(sti.name, "", shield.SKADET)) from e


def _med_pynt(ark: Raattark, xml: bytes, stiler: Sequence[frozenset[int]]) -> Raattark:
    """What the sheet shows beside its values."""
    bredde = ark.kol0 + max(map(len, ark.rader), default=0)
    skjulte_rader = tuple(int(n[1]) for m in _RAD.finditer(xml) if _SKJULT.search(m[1]) and (n := _NR.search(m[1])))
    kolonner: list[int] = []
    for m in _KOLONNE.finditer(xml):
        felt = {k: int(v) for k, v in _FRA_TIL.findall(m[1])}
        if _SKJULT.search(m[1]) and len(felt) == 2:
            kolonner += range(felt[b"min"], min(felt[b"max"], bredde) + 1)
    celler = [(int(m[3]), int(m[2]), kolonnenr(m[1].decode())) for m in _CELLE.finditer(xml)] if any(stiler) else []
    fargede, strokne = (tuple((r, k) for stil, r, k in celler if stil in egne) for egne in stiler)
    flettet = tuple(
        (int(m[2]), kolonnenr(m[1].decode()), int(m[4]), kolonnenr(m[3].decode())) for m in _FLETTET.finditer(xml)
    )
    ark = ark._replace(skjulte_rader=skjulte_rader, skjulte_kolonner=tuple(kolonner), flettet=flettet)
    return ark._replace(fargede=fargede, strokne=strokne)


def _stiler(arkiv: Arkiv) -> tuple[frozenset[int], frozenset[int]]:
    """The cell styles with a fill of a colour, and those with text that is struck through."""
    from defusedxml.ElementTree import fromstring

    info = arkiv.deler.get("xl/styles.xml")
    if info is None or info.file_size > _MAKS_FORMATER:
        return frozenset(), frozenset()
    try:
        rot = fromstring(arkiv.pakk_ut(info), forbid_dtd=True)
    except ParseError:
        return frozenset(), frozenset()  # calamine makes do without it, and so can notes

    def liste(navn: str) -> list[Any]:
        return [b for e in rot if e.tag.rpartition("}")[2] == navn for b in e]

    fylt = {n for n, fyll in enumerate(liste("fills")) if any(map(_er_farge, fyll))}
    strek = {n for n, skrift in enumerate(liste("fonts")) if any(e.tag.endswith("}strike") for e in skrift)}
    xfs = list(enumerate(liste("cellXfs")))
    return (
        frozenset(n for n, xf in xfs if _tall(xf.get("fillId", "0")) in fylt),
        frozenset(n for n, xf in xfs if _tall(xf.get("fontId", "0")) in strek),
    )


def _er_farge(fyll: Any) -> bool:
    return fyll.tag.endswith("}gradientFill") or fyll.get("patternType", "none") not in ("none", "gray125")


def _tall(tekst: str) -> int:
    return int(tekst) if tekst.isdecimal() and len(tekst) < 9 else 0


def _ods(sti: Path, data: bytes) -> list[Raattark]:
    with safety.lesing(sti):
        return [Raattark(*a) for a in ods.les(sti, Arkiv(data), MEST_RADER, FOR_MANGE)]


def _csv(fil: str, data: bytes, tegnsett: Sequence[str], skilletegn: str, hopp_over: int) -> Filark:
    if not data.strip():
        raise TidbankFeil(Feilmelding(fil, "", "Filen er tom. Hent den på nytt der du fikk den fra."))
    tekst = tekstfil.som_tekst(fil, data, tegnsett)
    foran = 0
    if m := re.match(r"sep=(.)(\r\n|\r|\n)", tekst, re.IGNORECASE):  # a line for Excel, which Excel does not show
        skilletegn, foran = m[1], 1
        tekst = tekst[m.end() :]
    if len(re.findall(r"\r\n|\r|\n", tekst)) > MEST_RADER:
        raise TidbankFeil(Feilmelding(fil, "", FOR_MANGE))
    leser = csv.reader(
        io.StringIO(tekst, newline=""),
        delimiter=_skilletegn(tekst) if skilletegn == "auto" else skilletegn,
        strict=True,
    )
    rader: list[list[str]] = []
    linjer: list[int] = []
    neste = 1
    try:
        for rad in leser:
            rader.append([v.strip() for v in rad])
            linjer.append(neste + foran)
            neste = leser.line_num + 1
    except csv.Error as e:
        hva = f"Linje {neste + foran} har et anførselstegn som ikke er lukket, eller står feil. Rett linjen."
        raise TidbankFeil(Feilmelding(fil, f"A{neste + foran}", hva)) from e
    bredde = max(map(len, rader), default=0)
    if bredde > ARKKOLONNER:
        raise TidbankFeil(Feilmelding(fil, "", f"Filen har {bredde} kolonner. Hent den på nytt."))
    return Filark("", rader[hopp_over:], 1 + hopp_over, 1, linjer[hopp_over:])


def _skilletegn(tekst: str) -> str:
    """The separator that gives most lines the same number of fields."""
    linjer = [linje for linje in re.split(r"\r\n|\r|\n", tekst[:200_000])[:_PROVE] if linje.strip()]

    def likt(tegn: str) -> tuple[int, int]:
        antall = Counter(linje.count(tegn) for linje in linjer)
        antall.pop(0, None)
        return max(((n, felt) for felt, n in antall.items()), default=(0, 0))

    return max(SKILLETEGN, key=likt)


def les_profil(navn: str) -> Profil:
    """A shipped profile by its name, or one in a .toml file. Raises TidbankFeil with the names there are."""
    if not navn.lower().endswith(".toml"):
        return profil.hent(navn)
    sti = Path(navn)
    data = safety.les_bytes(sti, _MAKS_PROFIL, "En profil er noen linjer.", "Oppgi en profil (.toml).")
    try:
        return profil.av_toml(data.decode("utf-8-sig"), sti.name)
    except UnicodeDecodeError as e:
        raise TidbankFeil(Feilmelding(sti.name, "", "Profilen er ikke UTF-8. Lagre den som UTF-8.")) from e
