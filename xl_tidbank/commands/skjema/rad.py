"""A form that enters one row of a table: its fields are columns, read by the tables' own reader of cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ...book.page.plain import Blokk, Format, Formel, Skjemafelt, Skjemaruter, Skjemasvar, Valgliste
from ...book.template.inputs import celleverdi
from ...core.errors import Verdifeil
from ...core.model import JA, NEI
from ...tables import cells, personvalg, schema
from ...tables.schema import Kolonne, Slag
from .definisjon import FELT, KNAPPER, MELDING, Feltfeil, Innlegg, Nyrad, Skjemafeil, Utgangspunkt, Verdier
from .lister import ANSATTE

if TYPE_CHECKING:
    from ...core.bank import Bank

_FORMAT: Mapping[Slag, Format] = {
    Slag.DATO: Format.DATO, Slag.KLOKKE: Format.KLOKKE, Slag.MINUTTER: Format.ANTALL, Slag.PROSENT: Format.PROSENT,
    Slag.GRAD: Format.PROSENT, Slag.TALL: Format.TIMER, Slag.KRONER: Format.KRONER,
}  # fmt: skip
Forslag = Callable[[Utgangspunkt], Any]
VALGLISTE = "liste_valg_"  # the choices of a column: its name follows
JANEI = f"{VALGLISTE}janei"


def navnet(kolonne: str) -> str:
    """The name of the cell of a column: letters that every program takes."""
    for norsk, vanlig in (("æ", "ae"), ("ø", "o"), ("å", "a"), ("Æ", "Ae"), ("Ø", "O"), ("Å", "A")):
        kolonne = kolonne.replace(norsk, vanlig)
    return FELT + "".join(t for t in kolonne if t.isalnum())


@dataclass(frozen=True, slots=True)
class Inndata:
    """A field. kolonne: "Dato", of the form's table, or "Vaktkoder.Kode" of another, which is not written.

    forslag: what stands there to begin with, as the record has it, or a formula. liste: chosen from this list.
    """

    kolonne: str
    forslag: Forslag | None = None
    etikett: str = ""
    hjelp: str = ""
    liste: str = ""
    maa: bool | None = None

    @property
    def navn(self) -> str:
        return navnet(self.kolonne.rpartition(".")[2] if "." not in self.kolonne else self.kolonne.replace(".", ""))

    @property
    def skrives(self) -> bool:
        return "." not in self.kolonne


@dataclass(frozen=True, slots=True)
class Radskjema:
    """The definition of a form of one row. svar, lister: what answers beside it, and what may be chosen.

    kontroll: what is wrong with the values together, as the record has them by column. finn: the row that is changed
    where there is one already. sagt: what is said when it is entered. uten: columns that stay empty, of these values.
    """

    tabell: schema.Tabell
    overskrift: str
    felt: tuple[Inndata, ...]
    svar: Callable[[Utgangspunkt], Skjemasvar]
    lister: Callable[[Utgangspunkt], Sequence[Valgliste]]
    kontroll: Callable[[Bank, date, Mapping[str, Any]], Iterator[Feltfeil]]
    sagt: Callable[[Bank, Mapping[str, Any]], str]
    finn: Callable[[Bank, Mapping[str, Any]], int | None] = lambda _bank, _verdier: None
    uten: Callable[[Mapping[str, Any]], Sequence[str]] = lambda _verdier: ()

    def kolonne(self, f: Inndata) -> Kolonne:
        tabell, _, navn = f.kolonne.rpartition(".")
        alle = (schema.ETTER_NAVN[tabell] if tabell else self.tabell).kolonner
        return next(k for k in alle if k.navn == navn)

    def blokker(self, u: Utgangspunkt) -> tuple[Blokk, ...]:
        lister = list(self.lister(u))
        finnes = {x.navn for x in lister}
        ut = []
        for f in self.felt:
            if f.liste and f.liste not in finnes and not f.skrives:
                continue  # what is looked up in a list that is empty
            k = self.kolonne(f)
            liste = f.liste if f.liste in finnes else self._valgliste(k, lister)
            verdi = f.forslag(u) if f.forslag else None
            if not isinstance(verdi, Formel) and k.slag is not Slag.KLOKKE:
                verdi = celleverdi(k, verdi)
            hjelp = f.hjelp or k.hjelp
            ut.append(
                Skjemafelt(f.navn, f.etikett or k.navn, verdi, _FORMAT.get(k.slag, Format.TEKST), hjelp, liste,
                           k.ma_fylles if f.maa is None else f.maa)
            )  # fmt: skip
        return (Skjemaruter(self.overskrift, KNAPPER, tuple(ut), MELDING, self.svar(u), tuple(lister)),)

    @staticmethod
    def _valgliste(k: Kolonne, lister: list[Valgliste]) -> str:
        """The name of the list a column is chosen from, added where it is not there yet; "" = the column has none."""
        lovlige = (JA, NEI) if k.slag is Slag.JANEI else k.lovlige
        if not lovlige:
            return ""
        funnet = next((x.navn for x in lister if tuple(r[0] for r in x.rader) == lovlige), "")
        if not funnet:
            funnet = JANEI if lovlige == (JA, NEI) else VALGLISTE + navnet(k.navn).removeprefix(FELT)
            lister.append(valgliste(funnet, k.navn, lovlige))
        return funnet

    def les(self, bank: Bank, dag: date, verdier: Verdier) -> Innlegg:
        feil: list[Feltfeil] = []
        typet: dict[str, Any] = {}
        celler: dict[str, Any] = {}
        for f in self.felt:
            raa, k = verdier.get(f.navn), self.kolonne(f)
            if f.navn not in verdier:
                continue
            try:
                typet[k.navn] = self._typet(bank, f, k, raa)
            except Verdifeil as e:
                feil.append(Feltfeil(f.navn, e.feil[0].tekst))
                continue
            if f.skrives and not cells.tom(raa):
                celler[k.navn] = celleverdi(k, typet[k.navn])
        if not feil:
            feil += self.kontroll(bank, dag, typet)
        if feil:
            raise Skjemafeil(feil)
        nr = typet.get("Ansattnr", "")
        uten = self.uten(typet)
        rad = Nyrad(self.tabell.navn, self.finn(bank, typet), {k: v for k, v in celler.items() if k not in uten})
        return Innlegg((rad,), self.sagt(bank, typet), (nr,) if nr else ())

    def _typet(self, bank: Bank, f: Inndata, k: Kolonne, raa: Any) -> Any:
        maa = k.ma_fylles if f.maa is None else f.maa
        etikett = f.etikett or k.navn
        if maa and cells.tom(raa):
            raise Verdifeil(f"{etikett} mangler. Fyll ut feltet.")
        if f.liste == ANSATTE:
            return kjent_ansatt(bank, raa, etikett)
        if k.slag is Slag.NUMMER and isinstance(raa, str):
            raa = raa.partition(" – ")[0]  # a code with its name after it
        return cells.tolk(replace(k, ma_fylles=False), raa)


def kjent_ansatt(bank: Bank, raa: Any, etikett: str = "Ansatt") -> str:
    """The number of somebody the bank knows, "" where nothing stands. Raises Verdifeil."""
    nr = personvalg.nummer(raa, etikett)
    if nr and nr not in bank.register.kjente:
        raise Verdifeil(f"{etikett} er «{str(raa).strip()}», som ikke står i arket Ansatte. Velg fra listen.")
    return nr


def valgliste(navn: str, overskrift: str, verdier: Sequence[str]) -> Valgliste:
    from ...book.page.plain import Felt

    return Valgliste(navn, (Felt(overskrift, Format.TEKST, 12),), tuple((v,) for v in verdier))
