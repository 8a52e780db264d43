"""A copy that leaves the house: pages bound together by native formulas, stamped, signed and written from nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path

from ..page.layout import oppsett
from ..page.pagenames import unike
from ..page.placed import Oppsett
from ..page.plain import Rader, Side
from ..sheets.kopi.kontroll import (
    KONTROLL,
    STEMPELRADER,
    Kopislag,
    hode,
    kontroll_side,
    kontrollverdier_side,
    kort_stempel,
)
from . import measures, seal, stamp
from .addresses import bundet

EKSEMPEL = (KONTROLL, "1A:aa")  # a row of check values, so that the page has its table


def er_stempelrad(rad: Sequence[stamp.Celleinnhold]) -> bool:
    """Whether a row of Kontroll holds what is made from the stamp."""
    return any(i.verdi in STEMPELRADER for i in rad)


def er_kontrollrad(rad: Sequence[stamp.Celleinnhold]) -> bool:
    """Whether a row of Kontrollverdier is a sheet and its check values or measures, and nothing else."""
    if len(rad) != 2 or any(i.formel or i.format.strip(stamp.BRYT) or not isinstance(i.verdi, str) for i in rad):
        return False
    return stamp.er_kontrollverdier(str(rad[1].verdi)) or measures.er_maal(str(rad[1].verdi))


@dataclass(frozen=True, slots=True)
class Kopi:
    """A finished copy, not yet written. stempel: hexadecimal; fingeravtrykk: of the key it is signed with, or ""."""

    oppsett: tuple[Oppsett, ...]
    tittel: str
    virksomhet: str
    stempel: str
    fingeravtrykk: str = ""


def lag(sider: Sequence[Side], slag: Kopislag, dag: date, *, virksomhet: str, signer: bool = False) -> Kopi:
    """Lay the pages out, bind their formulas, stamp them and add the pages that tell how to check the copy."""
    # Never shrunk to so many pages: who checks a copy knows no reason for a print made smaller.
    alle = bundet([oppsett(replace(s, hoyst_sider=0)) for s in unike(sider)])
    nokkel = seal.signerer() if signer else None
    antall: dict[str, int] = {}  # of each page, before what stands around its cells
    verdier: list[tuple[str, str]] = []

    stempling = stamp.Stempling(hode(slag, dag, nokkel.offentlig if nokkel else ""))

    def stemple(ark: str, rader: Iterable[stamp.Rad], maal: Sequence[str] = ()) -> None:
        """A sheet into the stamp, and its check values among the others."""
        verdier.extend((ark, tekst) for tekst in (*stamp.kontrollverdier(stempling.ark(rader)), *maal))

    for s in alle:
        maal = tuple(measures.tekster(s.bredder, s.hoyder))
        antall[s.ark] = stamp.antall(s)
        stemple(s.ark, stamp.rader_av(s, stamp.rundt_oppsett(s, maal)), maal)
    # The pages that tell the stamp are stamped too, but for the rows that hold it.
    uvisst = ("", "", "") if nokkel else None
    egne = (
        (kontroll_side(slag, "", uvisst, antall, virksomhet=virksomhet, dag=dag), er_stempelrad),
        (kontrollverdier_side([EKSEMPEL], virksomhet=virksomhet), er_kontrollrad),
    )
    for side, bort in egne:
        tom = oppsett(side)
        celler = stamp.av_oppsett(tom)
        uten = {nytt: celler[sted] for nytt, sted in stamp.uten_rader(celler, bort).items()}
        stemple(tom.ark, stamp.kanoniske(tom.ark, uten | stamp.rundt_oppsett(tom)))
    stempel = stempling.ferdig()
    signatur = nokkel(stempel) if nokkel else None
    signert = (*signatur, signatur.fingeravtrykk) if signatur else None
    kontroll = kontroll_side(slag, stempel, signert, antall, virksomhet=virksomhet, dag=dag)
    alle += [oppsett(kontroll), oppsett(kontrollverdier_side(verdier, virksomhet=virksomhet))]
    return Kopi(
        tuple(_med_stempel(s, kort_stempel(stempel)) for s in alle),
        sider[0].tittel, virksomhet, stempel, signatur.fingeravtrykk if signatur else "",
    )  # fmt: skip


def _med_stempel(sett: Oppsett, stempel: str) -> Oppsett:
    u = sett.utskrift
    return sett._replace(utskrift=u._replace(bunntekst=(u.bunntekst[0], f"Stempel {stempel}")))


def skriv(sti: Path, kopi: Kopi, passord: str = "") -> None:
    """Write the copy to `sti`; behind a password where one is given. The caller saves atomically."""
    from ..write.pages import Egenskaper, Formater, aktiver_forste, ny_bok, skriv_oppsett
    from ..write.sheetwise import Arkvis

    minne = BytesIO()
    with ny_bok(minne, Egenskaper(kopi.tittel, kopi.virksomhet), Arkvis) as bok:
        formater, arkene = Formater(bok), {s.ark for s in kopi.oppsett}
        for sett in kopi.oppsett:
            bok.ferdig(skriv_oppsett(bok, formater, sett, arkene))
        aktiver_forste(bok)
    data = minne.getvalue()
    sti.write_bytes(seal.krypter(data, passord) if passord else data)


def innholdsliste(sider: Sequence[Side]) -> list[tuple[str, int, tuple[str, ...]]]:
    """What leaves the house, page by page: sheet, rows and columns of its tables. Read off the pages themselves."""
    return [
        (side.ark, sum(len(b.rader) for b in tabeller), tuple(dict.fromkeys(f.navn for b in tabeller for f in b.felt)))
        for side in sider
        for tabeller in ([b for b in side.blokker if isinstance(b, Rader)],)
    ]
