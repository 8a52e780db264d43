"""A copy that leaves the house: pages bound together by native formulas, stamped, signed and written from nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from . import seal, stamp
from .addresses import bundet
from .layout import oppsett
from .pagenames import unike
from .placed import Oppsett
from .sheets.kontroll import STEMPELRADER, Kopislag, hode, kontroll_side, kontrollverdier_side, kort_stempel
from .sheets.plain import Rader, Side


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
    alle = bundet([oppsett(s) for s in unike(sider)])
    innhold = {s.ark: stamp.av_oppsett(s) for s in alle}
    antall = {ark: len(celler) for ark, celler in innhold.items()}
    # The page that tells the stamp is stamped too, but for the rows that hold it.
    tom = oppsett(kontroll_side(slag, "", None, antall, virksomhet=virksomhet, dag=dag))
    innhold[tom.ark] = stamp.uten_rader(stamp.av_oppsett(tom), STEMPELRADER)
    kanonisk = {ark: stamp.kanoniske(ark, celler) for ark, celler in innhold.items()}
    stempel = stamp.stempel(hode(slag, dag), kanonisk.values())
    signatur = seal.signer(stempel) if signer else None
    signert = (*signatur, signatur.fingeravtrykk) if signatur else None
    kontroll = kontroll_side(slag, stempel, signert, antall, virksomhet=virksomhet, dag=dag)
    verdier = [(ark, tekst) for ark, celler in kanonisk.items() for tekst in stamp.kontrollverdier(celler)]
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
    from .write import Egenskaper, Formater, aktiver_forste, ny_bok, skriv_oppsett  # XlsxWriter, only where it writes

    minne = BytesIO()
    with ny_bok(minne, Egenskaper(kopi.tittel, kopi.virksomhet)) as bok:
        formater, arkene = Formater(bok), {s.ark for s in kopi.oppsett}
        for sett in kopi.oppsett:
            skriv_oppsett(bok, formater, sett, arkene)
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
