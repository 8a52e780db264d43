"""What may be chosen in forms: people as "Navn (nr)", shift codes, absence codes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...book.page.plain import Felt, Format, Valgliste, Verdi
from ...tables import personvalg

if TYPE_CHECKING:
    from ...core.bank import Bank

ANSATTE, VAKTKODER, FRAVAERSKODER = "liste_ansatte", "liste_vaktkoder", "liste_fravaerskoder"
NR = f"VLOOKUP(felt_Ansattnr,{ANSATTE},2,FALSE)"  # the number of the one who is chosen


def ansatte(bank: Bank, mer: tuple[Felt, Callable[[str], Verdi]] | None = None) -> Valgliste:
    """Everyone, by name. mer: one more column, and what it says of each number."""
    numre = sorted(bank.register.kjente, key=lambda nr: (bank.navn(nr).casefold(), nr))
    felt: tuple[Felt, ...] = (Felt("Ansatt", Format.TEKST, 30), Felt("Nr", Format.TEKST, 8))
    rader: list[tuple[Verdi, ...]] = [(personvalg.vis(nr, bank.navn(nr)), nr) for nr in numre]
    if mer is not None:
        felt = (*felt, mer[0])
        rader = [(*r, mer[1](nr)) for r, nr in zip(rader, numre, strict=True)]
    return Valgliste(ANSATTE, felt, tuple(rader))


def vist_ansatt(bank: Bank, nr: str) -> str:
    return personvalg.vis(nr, bank.navn(nr)) if nr else ""


def vaktkoder(bank: Bank) -> list[Valgliste]:
    """The codes with a time, or nothing at all."""
    koder = [k for k in bank.tabeller.vaktkoder or () if k.start is not None and k.slutt is not None]
    if not koder:
        return []
    felt = (Felt("Vaktkode", Format.TEKST, 8), Felt("Start", Format.KLOKKE, 8), Felt("Slutt", Format.KLOKKE, 8),
            Felt("Pause", Format.ANTALL, 8))  # fmt: skip
    return [Valgliste(VAKTKODER, felt, tuple((k.kode, k.start, k.slutt, k.pause) for k in koder))]


def fravaerskoder(bank: Bank) -> Valgliste:
    rader = tuple((f"{k.kode} – {k.navn}" if k.navn else k.kode,) for k in bank.tabeller.koder)
    return Valgliste(FRAVAERSKODER, (Felt("Kode", Format.TEKST, 30),), rader)


def etter_kode(nr: int) -> str:
    """What the code chosen says: 2 Start, 3 Slutt, 4 Pause; empty where none is."""
    return f'IF(felt_VaktkoderKode="","",IFERROR(VLOOKUP(felt_VaktkoderKode,{VAKTKODER},{nr},FALSE),""))'
