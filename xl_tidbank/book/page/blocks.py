"""Draws each kind of block of plain.py on a sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import fsum
from typing import Any

from . import plain
from .canvas import MELLOMROM, RADHOYDE, Lerret, tekstbehov
from .grid import cellekolonne, del_i, innrykket, kortbehov, vist, viste
from .placed import Betingelse, Diagramplass, Matriseplass, Navn, Tabellplass, adresse, rekker
from .plain import Format, Status, Verdi, uten_formel
from .skjema import skjemaruter, skjematabell
from .styles import STATUSER, vaktrolle

DATOPLASS = 21.0  # digits "Gjelder 31.12.2026" takes in the band
DATATITTEL = "Tall til diagrammet"
KONTROLLTITTEL = "Kontroll av tabellene"


def band(side: plain.Side, ark: Lerret) -> None:
    """The title band: what the page is, whose it is, the date it speaks for and when it was made."""
    linjer: list[tuple[str, str, Verdi, str, float]] = [
        (side.tittel, "band.tittel", side.virksomhet, "band.hoyre", tekstbehov(side.virksomhet, "band.hoyre")),
        (side.undertittel, "band.under", side.gjelder, "band.dato", DATOPLASS),
    ]
    if side.laget:
        linjer.append(("", "band.under", side.laget, "band.laget", DATOPLASS))
    for venstre, stil_v, verdi, stil_h, behov in linjer:
        delt = _delt(ark, tekstbehov(venstre, stil_v), behov) if verdi else ark.n
        ark.sett(-1, 0, None, "band")
        ark.sett(0, delt, venstre, stil_v)
        hoyder = [ark.hoyde(venstre, 0, delt, stil_v)]
        if verdi:
            ark.sett(delt, ark.n, verdi, stil_h)
            hoyder.append(ark.hoyde(vist(verdi, Format.TEKST), delt, ark.n, stil_h))
        ark.neste(max(hoyder) + (10 if stil_v == "band.tittel" else 2))
    ark.sett(-1, 0, None, "band")
    ark.sett(0, ark.n, None, "band")
    ark.neste(5.0)
    ark.luft()
    ark.bandslutt = ark.rad - 1


def _delt(ark: Lerret, venstre: float, hoyre: float) -> int:
    """The column boundary that leaves both sides of the band what they need, or least short of it."""

    def mangler(delt: int) -> float:
        return max(0.0, venstre - ark.plass(0, delt)) + 2 * max(0.0, hoyre - ark.plass(delt, ark.n))

    return min(range(ark.n - 1, 0, -1), key=mangler)


def nokkelrad(ark: Lerret, b: plain.Nokkelrad) -> None:
    start = ark.rad
    grupper = del_i(ark.bredder, [kortbehov(t) for t in b.tall])
    for felt in ("etikett", "verdi", "merknad"):
        hoyder = []
        for (fra, til), tall in zip(grupper, b.tall, strict=True):
            verdi: Verdi = getattr(tall, felt)
            stilnavn = f"kort.{felt}"
            if felt == "verdi":
                stilnavn += f"|{tall.format.value}|venstre,inn"
                if tall.format is Format.STATUS:
                    stilnavn = f"stor.{verdi}"
                    verdi = vist(verdi, Format.STATUS)
                hoyder.append(31.0)
            else:
                hoyder.append(ark.hoyde(str(verdi), fra, til, stilnavn) + 4)
            ark.sett(fra, til, verdi, stilnavn)
        ark.neste(*hoyder)
    ark.hold.append((start, ark.rad))


def _lang(b: plain.Fakta, ark: Lerret) -> bool:
    """Whether the values are running text, which takes the rest of the line."""
    tekster = [vist(v, f) for _, v, f, _ in b.linjer if f is Format.TEKST]
    return any(len(t) > 40 or tekstbehov(t, "sum.verdi") > 0.5 * ark.plass(0, ark.n) for t in tekster)


def _faktagrenser(b: plain.Fakta, ark: Lerret) -> tuple[int, int]:
    """Where the values begin and end: the same in all facts of a page, so that figures stand under each other."""
    like = [x for x in ark.side.blokker if isinstance(x, plain.Fakta) and _lang(x, ark) == _lang(b, ark)]
    linjer = [linje for x in like for linje in x.linjer]
    siden = ark.plass(0, ark.n)
    etikett = max((tekstbehov(navn, "sum.etikett") for navn, *_ in linjer), default=0.0)
    verdi = max((tekstbehov(vist(v, f), "sum.verdi") for _, v, f, _ in linjer), default=0.0) + 0.6
    a = min(ark.spenn(min(etikett, 0.45 * siden)), ark.n - 1)
    if not any(m for *_, m in linjer):
        return a, ark.n if _lang(b, ark) else ark.spenn(verdi, a)
    return a, max(a + 1, min(ark.spenn(min(verdi, 0.45 * siden), a), ark.n - 1))


def fakta(ark: Lerret, b: plain.Fakta) -> None:
    start = ark.rad
    ark.overskrift(b.overskrift)
    a, slutt = _faktagrenser(b, ark)
    bare_tekst = all(f is Format.TEKST for _, _, f, _ in b.linjer)
    for nr, (navn, v, f, merknad) in enumerate(b.linjer):
        rolle = "sum" if b.sum_sist and nr == len(b.linjer) - 1 else "fakta"
        stil_v = f"status.{v}" if f is Format.STATUS and v in STATUSER else f"{rolle}.verdi|{f.value}|bryt"
        if not bare_tekst and f is not Format.STATUS:
            stil_v += ",hoyre"
        ark.sett(0, a, navn, f"{rolle}.etikett")
        ark.sett(a, slutt, vist(v, f) if f is Format.STATUS else v, stil_v)
        hoyder = [ark.hoyde(navn, 0, a, f"{rolle}.etikett"), ark.hoyde(vist(v, f), a, slutt, stil_v), RADHOYDE]
        if slutt < ark.n and any(m for *_, m in b.linjer):
            ark.sett(slutt, ark.n, merknad, f"{rolle}.merknad")
            hoyder.append(ark.hoyde(merknad, slutt, ark.n, f"{rolle}.merknad"))
        ark.neste(*hoyder)
    ark.hold.append((start, ark.rad))


def rader(ark: Lerret, b: plain.Rader) -> None:
    start = ark.rad
    ark.overskrift(b.overskrift)
    if not b.rader:
        ark.avsnitt(b.tom, "tom")
        return
    hode, n = ark.rad, len(b.felt)
    flagg = ["inn" if innrykket(b.felt, k) else "" for k in range(n)]
    hoyder = []
    for k, felt in enumerate(b.felt):
        stilnavn = f"hode|{felt.format.value}|{flagg[k]}"
        ark.sett(k, k + 1, felt.navn, stilnavn)
        hoyder.append(ark.hoyde(felt.navn, k, k + 1, stilnavn) + 3)
    ark.neste(*hoyder)
    ark.hold.append((start, min(ark.rad + 3, ark.rad + len(b.rader))))
    brytes = [
        felt.format is Format.VAKT
        or (
            felt.format is Format.TEKST
            and any(
                tekstbehov(t, "celle") > ark.plass(k, k + 1) + 0.01 for t in viste((r[k] for r in b.rader), felt.format)
            )
        )
        for k, felt in enumerate(b.felt)
    ]
    topp = ",topp" if any(ett for ett, felt in zip(brytes, b.felt, strict=True) if felt.format is Format.TEKST) else ""
    haler = [f"|{f.format.value}|{flagg[k]}{',bryt' if brytes[k] else ''}{topp}" for k, f in enumerate(b.felt)]
    vanlige = [f"celle{hale}" for hale in haler]
    slag = {felt.format for felt in b.felt}
    samme = None  # every column has one look
    if not (b.lenker or Format.STATUS in slag or Format.VAKT in slag):
        samme = rekker(ark.rad, 1, b.rader, vanlige)
    if samme is not None:
        ark.celler.append(samme)
        _radhoyder(ark, b, [k for k, brytes_her in enumerate(brytes) if brytes_her], vanlige)
    else:
        _enkeltceller(ark, b, brytes, vanlige, haler)
    ark.hoder.append((hode, len(b.rader), n))
    if b.samlet:
        ark.hold.append((start, ark.rad))
    if b.navn:
        ark.tabeller.append(Tabellplass(b.navn, hode, 1, ark.rad - 1, n, tuple(f.navn for f in b.felt)))
    if b.sum:
        for k, felt in enumerate(b.felt):
            if felt.navn in b.sum:
                summen = fsum(v for r in b.rader if isinstance(v := uten_formel(r[k]), (int, float)))
                formel = f"SUM({adresse(hode + 1, k + 1)}:{adresse(ark.rad - 1, k + 1)})" if b.sumformel else ""
                ark.sett(k, k + 1, summen, f"sum.verdi|{felt.format.value}|{flagg[k]}", formel=formel)
            else:
                ark.sett(k, k + 1, "" if k else "Sum", "sum.etikett")
        ark.hold.append((ark.rad - 1, ark.rad + 1))
        ark.neste()
    forklaringer = [f"{f.navn}: {f.forklaring}" for f in b.felt if f.forklaring]
    if b.merknad or forklaringer:
        ark.luft(3.0)
    for linje in [t for t in (b.merknad, *forklaringer) if t]:
        ark.avsnitt(linje, "merknad")


def _radhoyder(ark: Lerret, b: plain.Rader, brytes: Sequence[int], stiler: Sequence[str]) -> None:
    """Close the rows of a table. brytes: the columns where texts wrap."""
    if not brytes:
        ark.hoyder.update(dict.fromkeys(range(ark.rad, ark.rad + len(b.rader)), RADHOYDE))
        ark.rad += len(b.rader)
        return
    for rad in b.rader:
        ark.neste(RADHOYDE, *(ark.hoyde(vist(rad[k], b.felt[k].format), k, k + 1, stiler[k]) for k in brytes))


def _enkeltceller(
    ark: Lerret, b: plain.Rader, brytes: Sequence[bool], vanlige: Sequence[str], haler: Sequence[str]
) -> None:
    """The rows of a table cell by cell: the look rests on the value, or a cell leads somewhere."""
    lenkede = [felt.navn in b.lenkefelt for felt in b.felt]
    for nr, rad in enumerate(b.rader):
        til = b.lenker[nr] if b.lenker else None
        hoyder = [RADHOYDE]
        for k, felt in enumerate(b.felt):
            verdi, f, stilnavn = rad[k], felt.format, vanlige[k]
            if f is Format.STATUS and verdi in STATUSER:
                stilnavn, verdi = f"status.{verdi}{haler[k]}", vist(verdi, f)
            elif f is Format.VAKT:
                stilnavn = f"{vaktrolle(vist(verdi, f))}{haler[k]}"
            if til is not None and lenkede[k]:
                ark.sett(
                    k, k + 1, verdi, stilnavn.replace("celle|", "celle.lenke|", 1), lenke=til[0], lenkecelle=til[1]
                )
            else:
                ark.sett(k, k + 1, verdi, stilnavn)
            if brytes[k]:
                hoyder.append(ark.hoyde(vist(verdi, f), k, k + 1, stilnavn))
        ark.neste(*hoyder)


def diagram(ark: Lerret, b: plain.Diagram) -> None:
    """The chart over the page's width, and its figures in grey to the right of the page, on the same rows."""
    start = ark.rad
    for _ in range(b.hoyde):
        ark.neste(15.0)
    ark.hold.append((start, ark.rad))
    datarad = max(start, ark.datarad_ledig) + 1
    ark.datarad_ledig = datarad + len(b.x) + 2
    x_format = Format.TEKST if any(isinstance(x, str) for x in b.x) else Format.DATO
    kolonner: list[tuple[str, tuple[Verdi, ...], Format]] = [(b.x_navn or " ", b.x, x_format)]
    kolonner += [(s.navn, s.verdier, Format.TIMER) for s in b.serier]
    ark.ved_siden(datarad - 1, 0, DATATITTEL, "data.tittel")
    stiler = [f"data|{f.value}" for *_, f in kolonner]
    tall = None
    if x_format is Format.DATO:  # the rows as one: no texts, whose order the file keeps
        tall = rekker(
            datarad + 1, ark.datakol, tuple(zip(*(v for _, v, _ in kolonner), strict=True)), stiler, hull=True
        )
    for nr, (navn, verdier, f) in enumerate(kolonner):
        tekster = [navn, *viste(verdier, f), *((DATATITTEL,) if not nr else ())]
        behov = max(tekstbehov(t, "data") for t in tekster) + 1
        ark.ved_siden(datarad, nr, navn, f"data.hode|{f.value}", bredde=behov)
        for n, verdi in enumerate(verdier if tall is None else (), 1):
            if verdi is not None:
                ark.ved_siden(datarad + n, nr, verdi, stiler[nr])
    if tall is not None and tall.rader:
        ark.celler.append(tall)
    ark.diagrammer.append(Diagramplass(b, start, 1, ark.rad - 1, ark.n, datarad, ark.datakol))


def notat(ark: Lerret, b: plain.Notat) -> None:
    start = ark.rad
    ark.overskrift(b.overskrift)
    for avsnitt in b.avsnitt:
        ark.avsnitt(avsnitt, "merknad" if b.liten else "avsnitt")
        if not b.liten and avsnitt != b.avsnitt[-1]:
            ark.luft(3)
    ark.hold.append((start, min(ark.rad, start + 3)))


def liste(ark: Lerret, b: plain.Liste) -> None:
    ark.overskrift(b.overskrift)
    if not b.punkter:
        ark.avsnitt(b.tom, "tom")
        return
    merker = [vist(p.status, Format.STATUS) for p in b.punkter]
    a = ark.spenn(max(tekstbehov(m, "status.Brudd") for m in merker) + 0.5) if any(merker) else 0
    for punkt, merke in zip(b.punkter, merker, strict=True):
        start = ark.rad
        if a:
            ark.sett(0, a, merke, f"status.{punkt.status}||ulinjert" if punkt.status else "punkt")
        stilnavn = "punkt||inn" if a else "punkt"
        if punkt.lenke is None:
            ark.sett(a, ark.n, punkt.tekst, stilnavn)
        else:
            ark.sett(a, ark.n, punkt.tekst, stilnavn.replace("punkt", "punkt.lenke", 1), lenke=punkt.lenke[0],
                     lenkecelle=punkt.lenke[1])  # fmt: skip
        ark.neste(RADHOYDE, ark.hoyde(punkt.tekst, a, ark.n, stilnavn) + 3)
        if a:
            ark.sett(0, a, None, "fakta.merknad")
        stilnavn = f"punkt.detalj||{'inn' if a else ''}"
        ark.sett(a, ark.n, punkt.detalj, stilnavn)
        ark.neste(ark.hoyde(punkt.detalj, a, ark.n, stilnavn) + 2 if punkt.detalj else 3.0)
        ark.hold.append((start, ark.rad))


def ferskhet(ark: Lerret, b: plain.Ferskhet) -> None:
    """One sentence on the page; the line for each table that it rests on stands to the right of the page."""
    start = ark.rad
    ark.overskrift(b.overskrift)
    forste, kol = max(ark.rad, ark.datarad_ledig) + 1, ark.datakol + 1
    omraade = f"{adresse(forste, kol)}:{adresse(forste + len(b.deler) - 1, kol)}"
    fersk, gammel = (f"{STATUSER[s][0]} {t}" for s, t in ((Status.I_RUTE, b.fersk), (Status.FOLG_MED, b.gammel)))
    formel = f'IF(COUNTIF({omraade},"Uendret")={len(b.deler)},"{fersk}","{gammel}")'
    stilnavn = f"status.{Status.I_RUTE}||bryt,inn"
    ark.betingelser.append(Betingelse(ark.rad, 1, STATUSER[Status.FOLG_MED][0], f"status.{Status.FOLG_MED}"))
    ark.sett(0, ark.n, fersk, stilnavn, formel=formel)
    ark.neste(ark.hoyde(gammel, 0, ark.n, stilnavn) + 8)
    ark.ved_siden(forste - 1, 0, KONTROLLTITTEL, "data.tittel", bredde=tekstbehov(KONTROLLTITTEL, "data") + 1)
    for rad, (navn, uttrykk) in enumerate(b.deler, forste):
        ark.ved_siden(rad, 0, navn, "data", bredde=tekstbehov(navn, "data") + 1)
        ark.betingelser.append(Betingelse(rad, kol, "Endret", f"status.{Status.FOLG_MED}"))
        ark.ved_siden(
            rad, 1, "Uendret", "data", formel=f'IFERROR(IF({uttrykk},"Uendret","Endret"),"Endret")', bredde=10
        )
    ark.datarad_ledig = forste + len(b.deler) + 1
    ark.hold.append((start, ark.rad))


def celletall(ark: Lerret, b: plain.Celletall) -> None:
    start = ark.rad
    ark.overskrift(b.overskrift)
    a = cellekolonne(ark.side, ark.bredder)[0]
    for linje in b.linjer:
        rolle, flagg = ("inn.verdi" if b.inndata else "fakta.verdi"), "hoyre"
        if linje.format is Format.TEKST:
            flagg = "venstre,kode" if b.inndata else "venstre"
        ark.sett(0, a, linje.etikett, "fakta.etikett")
        ark.sett(a, a + 1, linje.verdi, f"{rolle}|{linje.format.value}|{flagg}")
        if linje.navn:
            navn = linje.navn.lstrip("!")
            ark.navn.append(Navn(ark.rad, a + 1, navn, navn != linje.navn, linje.liste))
        if linje.merknad:  # else a long text runs on over what is empty to its right
            ark.sett(a + 1, ark.n, linje.merknad, "fakta.merknad")
        ark.neste(ark.hoyde(linje.merknad, a + 1, ark.n, "fakta.merknad"), 21.0 if b.inndata else RADHOYDE)
    ark.hold.append((start, ark.rad))


def matrise(ark: Lerret, b: plain.Matrise) -> None:
    ark.overskrift(b.overskrift)
    hode, n = ark.rad, len(b.felt)
    flagg = ["inn" if innrykket(b.felt, k) else "" for k in range(n)]
    stiler = tuple(
        f"vakt|{felt.format.value}|bryt" if felt.format is Format.VAKT else f"celle|{felt.format.value}|{flagg[k]}"
        for k, felt in enumerate(b.felt)
    )
    hoyder = []
    for k, felt in enumerate(b.felt):
        stilnavn = f"hode|{felt.format.value}|{flagg[k]}"
        ark.sett(k, k + 1, b.hode[k] if b.hode else felt.navn, stilnavn)
        hoyder.append(ark.hoyde(felt.navn, k, k + 1, stilnavn) + 3)
    ark.neste(*hoyder)
    for rad in b.rader:
        for k, stilnavn in enumerate(stiler):
            ark.sett(k, k + 1, rad[k], stilnavn)
        ark.neste(
            *(ark.hoyde(str(rad[k]), k, k + 1, s) for k, s in enumerate(stiler) if s.startswith("vakt")), RADHOYDE
        )
    ark.hoder.append((hode, len(b.rader), n))
    ark.matriser.append(Matriseplass(b.formel, hode, 1, ark.rad - 1, n, stiler))


def skrivelinjer(ark: Lerret, b: plain.Skrivelinjer) -> None:
    start = ark.rad
    ark.overskrift(b.overskrift)
    if b.ledetekst:
        ark.avsnitt(b.ledetekst, "ledetekst")
    for _ in range(b.antall):
        ark.sett(0, ark.n, None, "skrivelinje")
        ark.neste(23.0)
    ark.hold.append((start, ark.rad))


def signatur(ark: Lerret, b: plain.Signatur) -> None:
    """For each role a line to sign on, one for the name in block letters and one for the date."""
    start = ark.rad
    deler = del_i(ark.bredder, [0.42 * ark.plass(0, ark.n), 0.30 * ark.plass(0, ark.n), 14.0])
    for rolle in b.roller:
        for nr, (fra, til) in enumerate(deler):
            ark.sett(fra, til - 1 if nr < 2 and til - fra > 1 else til, None, "signatur")
        ark.neste(30.0)
        for (fra, til), tekst in zip(deler, (rolle, "Navn", "Dato"), strict=True):
            ark.sett(fra, til, tekst, "signatur.rolle")
        ark.neste(15.0)
    ark.hold.append((start, ark.rad))


def lenker(ark: Lerret, b: plain.Lenker) -> None:
    start, til = ark.rad, dict(b.til)
    ark.overskrift(b.overskrift)
    a = min(ark.spenn(max(tekstbehov(navn, "lenke") for navn, _ in b.mal)), ark.n - 1)
    for navn, tekst in b.mal:
        ark.sett(0, a, navn, "lenke", lenke=til.get(navn, navn))
        ark.sett(a, ark.n, tekst, "lenke.tekst||inn")
        ark.neste(RADHOYDE, ark.hoyde(tekst, a, ark.n, "lenke.tekst||inn"))
    if b.merknad:
        ark.avsnitt(b.merknad, "merknad")
    ark.hold.append((start, ark.rad))


_TEGNERE: dict[type, Callable[[Lerret, Any], None]] = {
    plain.Nokkelrad: nokkelrad,
    plain.Fakta: fakta,
    plain.Rader: rader,
    plain.Diagram: diagram,
    plain.Notat: notat,
    plain.Liste: liste,
    plain.Ferskhet: ferskhet,
    plain.Skrivelinjer: skrivelinjer,
    plain.Signatur: signatur,
    plain.Lenker: lenker,
    plain.Celletall: celletall,
    plain.Matrise: matrise,
    plain.Skjemaruter: skjemaruter,
    plain.Skjematabell: skjematabell,
}


def tegn(ark: Lerret, blokk: plain.Blokk) -> None:
    """Draw the block at the current row, and the air below it."""
    _TEGNERE[type(blokk)](ark, blokk)
    ark.luft(MELLOMROM)
