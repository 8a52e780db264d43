"""The week roster, and the same as a poster for the wall."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ..book.page.formater import Format
from .felles import ramme
from .registry import Bruk, kommando
from .sporsmaal import Sporsmaal, Svarslag
from .svar import Spalte, Svar, Tavle, Tittel, Vist

if TYPE_CHECKING:
    from ..book.page.plain import Side
    from ..core.bank import Bank
    from ..core.vakt.vaktuke import Ukevakt, Vaktuke


@kommando(
    "Kontroller",
    "Vaktuke",
    "Viser hvem som arbeider når: turnus, tidbank og ledige vakter, for én, fire eller seks uker.",
    sporsmaal=(
        Sporsmaal("forste", Svarslag.DATO, "En dag i den første uken. Tomt = uken datoen er i.", valg=("--dato",),
                  metavar="DATO", hjelp="En dag i den første uken. Uten: uken dagen er i.", eksempel="14. september"),
        Sporsmaal("uker", Svarslag.VALG, "Uker", "1", ("1", "4", "6"), valg=("--uker",), metavar="N",
                  hjelp="Antall uker: 1, 4 eller 6.", ellers="1"),
        Sporsmaal("enhet", Svarslag.TEKST, "Enhet. Tomt = alle.", valg=("--enhet",), metavar="NAVN",
                  hjelp="Bare denne enheten."),
        Sporsmaal("plakat", Svarslag.FLAGG, "Plakat til veggen, uten noe om fravær", "Nei", ("Nei", "Ja"),
                  valg=("--plakat",), hjelp="Plakat til veggen: uten noe om fravær, heller ikke at noen er borte."),
    ),
    dag=Sporsmaal("dag", Svarslag.DATO, "Dato", valg=("--per",), metavar="DATO", ellers="i dag",
                  hjelp="Dagen ukene ses fra: hva som er forbi, og hvilke frister som er ute. "
                        "Uten: bankens dag, ellers i dag."),
    viser=("vaktuke",),
    linje=Bruk("vaktuke", "Vaktuken: hvem som arbeider når, i én, fire eller seks uker. Også som plakat til veggen."),
)  # fmt: skip
def vaktuke(
    bank: Bank, dag: date, forste: date | None = None, uker: str = "", enhet: str = "", plakat: bool = False
) -> Svar:
    from ..core.vakt import vaktuke as regning

    _krev_enhet(bank, enhet)
    v = regning.vaktuke(bank, forste or dag, _antall(uker), dag, enhet, plakat=plakat)

    def sider() -> list[Side]:
        from ..book.sheets.vakt.vaktuke import plakat_side, vaktuke_side

        return [plakat_side(v, virksomhet=bank.valg["virksomhet"]) if plakat else vaktuke_side(v, **ramme(bank))]

    hva = "uke" if v.uker == 1 else "uker"
    return Svar(
        sider=sider, json=lambda: _json(v, plakat), vist=lambda: _vist(v, plakat), uten_noter=plakat,
        laget=f"med {len(v.personer)} ansatte og {v.uker} {hva} fra {v.mandag:%d.%m.%Y}",
    )  # fmt: skip


def _antall(uker: str) -> int:
    from ..core.errors import Svarfeil
    from ..core.vakt.vaktuke import UKER

    tekst = uker.strip() or str(UKER[0])
    if tekst not in map(str, UKER):
        raise Svarfeil(f"Uker er «{tekst}». Velg 1, 4 eller 6.")
    return int(tekst)


def _krev_enhet(bank: Bank, enhet: str) -> None:
    from ..core.errors import Svarfeil

    enheter = sorted({bank.enhet(nr) for nr in bank.ansattnumre} - {""})
    if enhet and enhet.casefold() not in (e.casefold() for e in enheter):
        hva = f"Enhetene er {', '.join(enheter)}." if enheter else "Ingen ansatte har Enhet i arket Ansatte."
        raise Svarfeil(f"Enheten «{enhet}» finnes ikke. {hva}")


def _json(v: Vaktuke, plakat: bool) -> dict[str, Any]:
    """Of an absence only that the day is away; in a poster not even that."""
    from ..core import tekst

    def tider(vakt: Any) -> dict[str, Any]:
        return {"start": tekst.klokke(vakt.start), "slutt": tekst.klokke(vakt.slutt)}

    def vakten(x: Ukevakt) -> dict[str, Any]:
        ubekreftet = {} if plakat else {"ubekreftet": x.ubekreftet}
        return {**tider(x), "bokstav": x.bokstav, **ubekreftet}

    return {
        "dato": v.dag, "mandag": v.mandag, "uker": v.uker,
        "dager": [
            {"dato": d, "varsles_innen": frist,
             "ledige": [{**tider(x), "kompetanse": x.kompetanse, "sokt": x.sokt} for x in ledige]}
            for d, frist, ledige in zip(v.dager, v.frister, v.ledige, strict=True)
        ],
        "ansatte": [
            {"ansattnr": p.ansattnr, "navn": p.navn, "enhet": p.enhet,
             "dager": [{"vakter": [vakten(x) for x in d.vakter], **({} if plakat else {"borte": d.borte})}
                       for d in p.dager]}
            for p in v.personer
        ],
    }  # fmt: skip


def _vist(v: Vaktuke, plakat: bool) -> list[Vist]:
    """A table a day, for those who work or are away on it, and the vacant shifts first."""
    from ..book.sheets.vakt.vaktuke import BORTE, LEDIG, vakttekst
    from ..core import tekst
    from ..core.vakt.vaktuke import Ukevakt

    ut: list[Vist] = []
    for n, (d, frist) in enumerate(zip(v.dager, v.frister, strict=True)):
        rader = [(LEDIG, vakttekst(Ukevakt(x.start, x.slutt, "L")), x.kompetanse) for x in v.ledige[n]]
        for p in v.personer:
            personens = p.dager[n]
            if personens.borte or personens.vakter:
                rader.append((p.navn, BORTE if personens.borte else ", ".join(map(vakttekst, personens.vakter)), ""))
        innen = f", varsles innen {tekst.dato(frist)}" if d > v.dag else ""
        dagen = f"{tekst.UKEDAGER[d.weekday()].capitalize()} {tekst.dato(d)}{innen}"
        if not rader:
            ut.append(Tittel(f"{dagen}: ingen"))
            continue
        kolonner = (Spalte("Ansatt"), Spalte("Vakt", Format.VAKT), Spalte("Kompetanse", viker=1))
        ut.append(Tavle(dagen, kolonner, rader))
    merker = "T tidbank, E ekstravakt, B bytte, O overtid, L ledig" + ("" if plakat else ", ? ikke bekreftet")
    return [*ut, "", f"{merker}.", "Uten bokstav: turnus."]
