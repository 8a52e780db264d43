"""A folder of CSV files named as the tables -> typed rows: what a roster system hands over, as messy as it comes.

Separators (; , tab), encodings (UTF-8, UTF-16 with a mark, Windows-1252) and columns differ from file to file. What a
value means is decided by the engine that reads workbooks. Cells in messages are those a spreadsheet shows when it
opens the file: row 1 is the first line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from xl_tidbank.book.open.tekstfil import les_tekst
from xl_tidbank.core.errors import Feilmelding, TidbankFeil, Verdifeil, hvorfor
from xl_tidbank.core.model import STANDARDKOMPETANSER, Tabeller
from xl_tidbank.core.valg import Valg
from xl_tidbank.tables import schema
from xl_tidbank.tables.assemble import samle
from xl_tidbank.tables.extent import SOK_OVERSKRIFT, tabell_av
from xl_tidbank.tables.importer.profil import nokkel, synonymer
from xl_tidbank.tables.names import ARKKOLONNER, bokstaver, samme
from xl_tidbank.tables.rows import Lest, tolk_rader

SKILLETEGN = (";", ",", "\t")
ENDELSER = (".csv", ".txt")
_BOLK = 20_000  # rows made into lists together
# What the new workbook will hold where a file is left out: an empty table, not one that was not handed over.
TOMME = {
    **{t.navn: Lest() for t in (schema.TURNUS, schema.GJENNOMGANGER, schema.PROSESS)},
    schema.KOMPETANSER.navn: Lest(STANDARDKOMPETANSER),
}
# Tables another system's file may become, and those that need not be there when one is.
FRA_ANDRE = (schema.TURNUS.navn, schema.VAKTER.navn, schema.TIMER.navn)
KAN_VAERE_ANDRE = (schema.VAKTER.navn, schema.FRAVAER.navn)
EKSTRA_FELT = 20  # fields beyond the header that are still read as a row; a line with more stops the file


@dataclass(frozen=True, slots=True)
class Csvtabeller:
    """What a folder held; a table without a file is not among the keys.

    rader: typed rows by table name, in the order of the schema's columns, then the text of the columns in `ekstra`.
    ekstra: headers the schema does not know. ukjente: CSV files that are no table. andre: files of the folder that may
    be a roster or a list from elsewhere. tatt: each file with its table, and its columns, with what they were called.
    """

    tabeller: Tabeller
    rader: dict[str, list[tuple[Any, ...]]]
    ekstra: dict[str, list[str]]
    ukjente: list[str]
    andre: tuple[Path, ...] = ()
    tatt: tuple[str, ...] = ()


class Raa(NamedTuple):
    """A file as text. topp: index of the header. A row that has slipped is empty, and its message stands in feil.
    omdopt: our name of a column -> what the file calls it."""

    rader: list[list[str]]
    topp: int
    feil: tuple[Feilmelding, ...]
    omdopt: Mapping[str, str] = MappingProxyType({})


def les_mappe(mappe: Path) -> Csvtabeller:
    """Read every table in the folder. Raises TidbankFeil with every error in every file."""
    filer, ukjente, andre, feil = _finn_filer(Path(mappe))
    raa: dict[str, Raa] = {}
    lest: dict[str, Lest] = {}
    for navn, fil in filer.items():
        tabell = schema.ETTER_NAVN[navn]
        try:
            raa[navn] = _les_fil(fil, tabell)
        except Verdifeil as e:
            lest[navn] = Lest(feil=e.feil, hel=False)
            continue
        tolket = tolk_rader(tabell, raa[navn].rader, ark=fil.name, topp=raa[navn].topp)
        sluppet = raa[navn].feil
        lest[navn] = Lest(tolket.poster, sluppet + tolket.feil, tolket.hel and not sluppet, tolket.merknader)
    try:
        tabeller = samle(TOMME | lest, strengt=True)  # a new bank is made of all rows or of none
    except TidbankFeil as e:
        feil += e.feil
    if feil:
        raise TidbankFeil(feil)
    ekstra = {navn: _ekstra(schema.ETTER_NAVN[navn], r) for navn, r in raa.items()}
    rader = {navn: _typede(schema.ETTER_NAVN[navn], lest[navn], raa[navn], ekstra[navn]) for navn in raa}
    if "Innstillinger" in rader:
        valg = Valg(tabeller.innstillinger)  # a number written as text is a number in the workbook
        rader["Innstillinger"] = [(nokkel, valg[nokkel], *mer) for nokkel, _, *mer in rader["Innstillinger"]]
    tatt = tuple(f"{filer[n].name} → {n}: {_kolonnene(schema.ETTER_NAVN[n], r)}" for n, r in raa.items())
    ekstra_navn = {n: _unike(list(e.values())) for n, e in ekstra.items() if e}
    return Csvtabeller(tabeller, rader, ekstra_navn, ukjente, tuple(andre), tatt)


def les_registre(mappe: Path) -> Csvtabeller:
    """The CSV files of a folder that are named as the registers of the environment. Raises TidbankFeil."""
    filene = {_filnokkel(t.navn): t for t in schema.REGISTRE} | {_filnokkel(t.ark): t for t in schema.REGISTRE}
    if not mappe.is_dir():
        raise TidbankFeil(f"Mappen {mappe} finnes ikke. Kontroller navnet.")
    funnet = {
        filene[_filnokkel(f.stem)]: f
        for f in sorted(mappe.iterdir()) if f.suffix.casefold() == ".csv" and _filnokkel(f.stem) in filene
    }  # fmt: skip
    if not funnet:
        navn = ", ".join(f"{t.navn}.csv" for t in schema.REGISTRE[:3])
        raise TidbankFeil(f"Mappen {mappe} har ingen CSV-filer med navn som registrene: {navn} ...")
    rader: dict[str, list[tuple[Any, ...]]] = {}
    feil: list[Feilmelding] = []
    tatt = []
    for tabell, fil in funnet.items():
        try:
            raa = _les_fil(fil, tabell)
        except Verdifeil as e:
            feil += e.feil
            continue
        lest = tolk_rader(tabell, raa.rader, ark=fil.name, topp=raa.topp)
        feil += [*raa.feil, *lest.feil]
        rader[tabell.navn] = [tuple(p)[:-1] for p in lest.poster]
        tatt.append(f"{fil.name} → {tabell.navn}: {_kolonnene(tabell, raa)}")
    if feil:
        raise TidbankFeil(feil)
    return Csvtabeller(Tabeller(), rader, {}, [], (), tuple(tatt))


def _kolonnene(tabell: schema.Tabell, raa: Raa) -> str:
    """The columns that were taken, in the order of the table."""
    har = {samme(n) for n in raa.rader[raa.topp]}
    navn = [k.navn for k in tabell.kolonner if samme(k.navn) in har]
    return ", ".join(f"{n} fra «{raa.omdopt[n]}»" if n in raa.omdopt else n for n in navn)


def _finn_filer(mappe: Path) -> tuple[dict[str, Path], list[str], list[Path], list[Feilmelding]]:
    """Files by table in the order of the schema, other CSV files, those that may be from elsewhere, and what is missing
    or there twice."""
    if not mappe.exists():
        raise TidbankFeil(f"Mappen {mappe} finnes ikke. Kontroller navnet.")
    if not mappe.is_dir():
        raise TidbankFeil(f"{mappe} er en fil. Oppgi mappen som CSV-filene ligger i.")
    try:
        alle = sorted(f for f in mappe.iterdir() if f.suffix.casefold() in ENDELSER and f.name[0] not in ".~")
    except OSError as e:
        raise TidbankFeil(f"Mappen {mappe} kan ikke leses: {hvorfor(e)}.") from e
    navnene = {_filnokkel(t.navn): t.navn for t in schema.ALLE}
    funnet: dict[str, list[Path]] = {}
    ukjente: list[Path] = []
    for fil in alle:
        if navn := navnene.get(_filnokkel(fil.stem)):
            funnet.setdefault(navn, []).append(fil)
        elif fil.suffix.casefold() == ".csv":
            ukjente.append(fil)
    for fil in tuple(ukjente):  # named freely: its headers tell what it is, where no file has the name of that table
        tabell = _av_hodet(fil)
        if tabell is not None and not (funnet.get(tabell.navn) and _filnokkel(funnet[tabell.navn][0].stem) in navnene):
            funnet.setdefault(tabell.navn, []).append(fil)
            ukjente.remove(fil)
    boker = sorted(f for f in mappe.iterdir() if f.suffix.casefold() in (".xlsx", ".ods") and f.name[0] not in ".~")
    andre = [*ukjente, *boker]
    kreves = [t.navn for t in schema.TABELLER if not t.valgfri_i_csv and not (andre and t.navn in KAN_VAERE_ANDRE)]
    if not funnet:
        den_har = f" Den har {', '.join(f.name for f in ukjente)}." if ukjente else ""
        trenger = ", ".join(f"{n}.csv" for n in kreves)
        raise TidbankFeil(
            f"Mappen {mappe} har ingen CSV-filer med navn som tabellene.{den_har} Minst disse trengs: {trenger}."
        )
    feil = [
        Feilmelding(f"{navn}.csv", "", f"Filen mangler i mappen {mappe}. Legg den der, med én rad per linje.")
        for navn in kreves
        if navn not in funnet
    ]
    for navn, filer in funnet.items():
        if len(filer) > 1:
            to = " og ".join(f.name for f in filer)
            feil.append(
                Feilmelding(filer[1].name, "", f"Tabellen {navn} står i to filer: {to}. La bare den ene ligge.")
            )
    filene = {t.navn: funnet[t.navn][0] for t in schema.ALLE if t.navn in funnet}
    return filene, [f.name for f in ukjente], andre, feil


def _av_hodet(fil: Path) -> schema.Tabell | None:
    """The table a file is by its headers; of shifts and hours only where it has our own names for them."""
    try:
        linjer = re.split(r"\r\n|\r|\n", les_tekst(fil))[:SOK_OVERSKRIFT]
    except Verdifeil:
        return None  # told of when somebody says what it is
    for linje in linjer:
        for tegn in SKILLETEGN:
            felt = [f.strip(' \t"') for f in linje.split(tegn)]
            egne, navn = {samme(f) for f in felt} - {""}, {samme(synonymer().get(nokkel(f), f)) for f in felt} - {""}
            if tabell := tabell_av(egne):
                return tabell
            tabell = tabell_av(navn)
            if tabell is not None and tabell.navn not in FRA_ANDRE:
                return tabell
    return None


def _filnokkel(navn: str) -> str:
    """File names without regard to case, to how æ ø å are composed, or to æ ø å written as ae oe aa."""
    return samme(navn).replace("æ", "ae").replace("ø", "oe").replace("å", "aa")


def _kontroller_boks(fil: str, tekst: str, skille: str, felt: int) -> None:
    """Refuse a header so wide that the rows under it would be empty cells without end."""
    linjer = tekst.count("\n") + tekst.count("\r") + 1
    if felt > ARKKOLONNER or (felt + EKSTRA_FELT) * linjer > 3_000_000 + 6 * (tekst.count(skille) + linjer):
        svar = f"Overskriften har {felt} felt, og radene under er nesten tomme. Slett tomme rader og kolonner."
        raise Verdifeil(Feilmelding(fil, "", svar))


def _les_fil(fil: Path, tabell: schema.Tabell) -> Raa:
    """The rows of a file, stripped, blank ones too. Verdifeil where the file as a whole cannot be read."""
    tekst = les_tekst(fil)
    merke = re.match(r"sep=(.)(\r\n|\r|\n)", tekst, re.IGNORECASE)  # a line for Excel, which Excel does not show
    tekst = tekst[merke.end() :] if merke else tekst
    linjer = re.split(r"\r\n|\r|\n", tekst)
    navn = ", ".join(k.navn for k in tabell.kolonner if k.ma_finnes)
    if not any(linje.strip(' \t;,"') for linje in linjer):
        raise Verdifeil(Feilmelding(fil.name, "", f"Filen er tom. Skriv overskriftene i første linje: {navn}."))
    kjente = {samme(k.navn): k.navn for k in tabell.kolonner}
    skilletegn = (merke[1],) if merke else SKILLETEGN
    delt = [
        (_treff(linje.split(tegn), kjente), tegn, linje) for linje in linjer[:SOK_OVERSKRIFT] for tegn in skilletegn
    ]
    treff, skille, overskrift = max(delt, key=itemgetter(0))
    if not treff[0]:
        tekst = f"Fant ikke overskriftene i de {SOK_OVERSKRIFT} første linjene. Skriv dem i én linje: {navn}."
        raise Verdifeil(Feilmelding(fil.name, "", tekst))
    felt = overskrift.count(skille) + 1
    _kontroller_boks(fil.name, tekst, skille, felt)
    rader = _velformede(tekst, skille, felt)
    if rader is None:
        rader = _uryddige(fil.name, tekst, skille, felt)
    while not any(rader[-1]):  # a spreadsheet leaves them by the thousand; the header is not empty
        rader.pop()
    return _ordne(fil.name, rader, kjente)


def _velformede(tekst: str, skille: str, felt: int) -> list[list[str]] | None:
    """The rows of a file as it should be, stripped; None of any other. Loads no library."""
    if skille not in SKILLETEGN:
        return None
    mest, rader = felt + EKSTRA_FELT, list[list[str]]()
    try:
        for rad in csv.reader(StringIO(tekst, newline=""), delimiter=skille, skipinitialspace=True, strict=True):
            if len(rad) > mest:
                return None
            rader.append(_bred([verdi.strip() for verdi in rad], felt))
    except csv.Error:
        return None
    return rader


def _bred(rad: list[str], felt: int) -> list[str]:
    """Most rows end with the header, and need no room beyond it."""
    bredde = felt + EKSTRA_FELT if any(rad[felt:]) else felt
    return rad[:bredde] + [""] * (bredde - len(rad))


def _uryddige(fil: str, tekst: str, skille: str, felt: int) -> list[list[str]]:
    """As `_velformede`, where quotation marks stand in odd places. Verdifeil where there are too many or too few."""
    import pandas as pd

    rader: list[list[str]] = []
    try:
        with pd.read_csv(
            StringIO(tekst, newline=""), sep=skille, header=None, names=range(felt + EKSTRA_FELT), dtype=str,
            na_filter=False, keep_default_na=False, skip_blank_lines=False, skipinitialspace=True, chunksize=_BOLK,
        ) as bolker:  # fmt: skip
            for bolk in bolker:
                rader += (_bred([verdi.strip() for verdi in rad], felt) for rad in bolk.to_numpy().tolist())
    except pd.errors.ParserError as e:
        raise Verdifeil(_tolkefeil(fil, str(e), felt)) from e
    return rader


def _treff(felt: Sequence[str], kjente: Mapping[str, str]) -> tuple[int, int]:
    """How much of a header a line is: the table's columns in it, by our name or another's, then the fields."""
    navn = {samme(n.strip(' \t"')) for n in felt}
    andres = {samme(synonymer().get(nokkel(n.strip(' \t"')), "")) for n in felt}
    return len(set(kjente) & (navn | andres)), len(felt)


def _gi_navn(hode: list[str], kjente: Mapping[str, str]) -> dict[str, str]:
    """Give columns our names where the file has another's for them, and not ours too; ours -> the file's."""
    ut: dict[str, str] = {}
    har = {samme(n) for n in hode}
    for n, navn in enumerate(hode):
        felt = synonymer().get(nokkel(navn), "")
        if samme(navn) not in kjente and samme(felt) in kjente and samme(felt) not in har:
            hode[n], ut[kjente[samme(felt)]] = kjente[samme(felt)], navn
            har.add(samme(felt))
    return ut


def _ordne(fil: str, rader: list[list[str]], kjente: Mapping[str, str]) -> Raa:
    """Cut the rows to the header's width. One with values beyond it has slipped: it is reported and not read."""
    topp = max(range(min(SOK_OVERSKRIFT, len(rader))), key=lambda n: _treff(rader[n], kjente)[0])
    bredde = max(n for n, navn in enumerate(rader[topp], 1) if navn)
    feil = []
    for n, rad in enumerate(rader):
        if any(rad[bredde:]) and n > topp:
            antall = max(i for i, verdi in enumerate(rad, 1) if verdi)
            feil.append(_for_mange(fil, n + 1, antall, bredde))
            rad = []
        rader[n] = rad[:bredde]
    # A column without a name gets one, so that it does not end the table for the engine.
    rader[topp] = [navn or f"Kolonne {bokstaver(n)}" for n, navn in enumerate(rader[topp], 1)]
    return Raa(rader, topp, tuple(feil), _gi_navn(rader[topp], kjente))


def _for_mange(fil: str, nr: int, antall: int, bredde: int) -> Feilmelding:
    tekst = (
        f"Rad {nr} har {antall} felt, men overskriften har {bredde}. "
        "Sett anførselstegn rundt verdier som har skilletegnet i seg."
    )
    return Feilmelding(fil, f"A{nr}", tekst)


def _tolkefeil(fil: str, feil: str, bredde: int) -> Feilmelding:
    """pandas' own message as a sentence. It counts from 1 for a long line, and from 0 for an open quotation mark."""
    if lang := re.search(r"in line (\d+), saw (\d+)", feil):
        return _for_mange(fil, int(lang[1]), int(lang[2]), bredde)
    if aapent := re.search(r"starting at row (\d+)", feil):
        nr = int(aapent[1]) + 1
        return Feilmelding(fil, f"A{nr}", f"Et anførselstegn i rad {nr} blir aldri lukket. Rett raden.")
    return Feilmelding(fil, "", "Filen kan ikke leses som CSV. Åpne den i Excel og lagre den som CSV UTF-8.")


def _ekstra(tabell: schema.Tabell, raa: Raa) -> dict[int, str]:
    """Index and name of the columns the schema does not know; a nameless column only where it holds something."""
    kjente = {samme(k.navn) for k in tabell.kolonner}
    hode = {n: navn for n, navn in enumerate(raa.rader[raa.topp]) if samme(navn) not in kjente}
    data = raa.rader[raa.topp + 1 :]
    return {
        n: navn
        for n, navn in hode.items()
        if navn != f"Kolonne {bokstaver(n + 1)}" or any(rad[n] for rad in data if rad)
    }


def _unike(navn: Sequence[str]) -> list[str]:
    """Column names an Excel table can have: no two alike."""
    brukt: set[str] = set()
    ut = []
    for n in navn:
        nytt, nr = n, 2
        while samme(nytt) in brukt:
            nytt, nr = f"{n} {nr}", nr + 1
        brukt.add(samme(nytt))
        ut.append(nytt)
    return ut


def _typede(tabell: schema.Tabell, lest: Lest, raa: Raa, ekstra: Mapping[int, str]) -> list[tuple[Any, ...]]:
    """A row per record: its fields, the columns of the schema that are only text to us, and the extra columns."""
    plass = {samme(navn): n for n, navn in enumerate(raa.rader[raa.topp])}
    felt = len(tabell.post._fields) - 1  # type: ignore[attr-defined]  # a NamedTuple, kilde last
    tekst = [plass.get(samme(k.navn)) for k in tabell.kolonner[felt:]]

    def rad(post: Any) -> tuple[Any, ...]:
        verdier = raa.rader[post.kilde.rad - 1]
        return (*post[:-1], *("" if n is None else verdier[n] for n in tekst), *(verdier[n] for n in ekstra))

    return [rad(post) for post in lest.poster]
