"""Every bank under a folder in one table: for HR and the municipality."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..commands import Spalte, Sporsmaal, Svar, Svarslag, Tavle, verktoy
from ..commands.sporsmaal import DAG
from ..commands.svar import Vist, kode
from ..core.errors import Svarfeil
from . import terminal
from .kjor import skal_skrives
from .parser import OVERSKRIV, UT

if TYPE_CHECKING:
    from ..book.samle.en import Filsvar
    from ..core.samling import Banktall, Enhetsrad, Samling, Utvikling

VIST = ("ansatte", "skyldig", "til_gode", "etterslep", "bortfall_90", "brudd", "advarsler", "forfalte")


@verktoy(
    "Kontroller",
    "samle",
    "Alle bankene i en mappe i én tabell, bare summer. Avslutter med 1 når en bank ikke kan leses.",
    Sporsmaal("mappe", Svarslag.FIL, metavar="MAPPE", maa=True, hjelp="Mappen med bankene, også i undermapper."),
    DAG,
    Sporsmaal("forrige", Svarslag.FIL, valg=("--forrige",), metavar="Samlet.xlsx",
              hjelp="Samlingen fra sist, for å vise utviklingen."),
    Sporsmaal("prosesser", Svarslag.TEKST, valg=("--prosesser",), metavar="ANTALL",
              hjelp="Hvor mange prosesser som leser. Uten: én for hver kjerne."),
    Sporsmaal("klynge", Svarslag.TEKST, valg=("--klynge",), metavar="ADRESSE",
              hjelp="Leser på en Dask-klynge, for eksempel tls://planlegger:8786."),
    Sporsmaal("ut", Svarslag.FIL, valg=UT.valg, metavar="Samlet.xlsx", hjelp=UT.hjelp),
    OVERSKRIV,
)  # fmt: skip
def samle(
    mappe: Path, dag: date | None = None, forrige: Path | None = None, prosesser: str = "", klynge: str = "",
    ut: Path | None = None, overskriv: bool = False,
) -> Svar:  # fmt: skip
    from ..book.files import save
    from ..book.samle import filer
    from ..book.samle.en import Utfall
    from ..book.samle.forrige import les as les_forrige
    from ..book.samle.side import samlet_sider
    from ..book.write import pages
    from ..core.samling import slaa_sammen

    if prosesser and klynge:
        raise Svarfeil("Velg enten --prosesser eller --klynge.")
    if prosesser and not (prosesser.isdecimal() and 0 < int(prosesser) <= 256):
        raise Svarfeil(f"--prosesser skal være et helt tall fra 1 til 256, ikke «{prosesser}».")
    naar = dag or date.today()
    skal_skrives(ut, overskriv)
    da = les_forrige(forrige) if forrige is not None else None
    funnet = filer.finn(mappe, ut)
    with terminal.fremdrift("banker lest") as si:
        if klynge:
            from ..book.samle import klynge as klyngen

            svar = klyngen.les(funnet.oppgaver, naar, klynge, si)
        else:
            from ..book.samle import her

            svar = her.les(funnet.oppgaver, naar, int(prosesser or 0), si)
    banker, borte = _hver_for_seg([*funnet.hoppet, *svar])
    s = slaa_sammen(banker)
    if ut is not None:
        ikke_med = [(x.fil, x.grunn) for x in borte]
        sider = samlet_sider(s, naar, ikke_med=ikke_med, forrige=da)
        save.skriv_helt(ut, lambda sti: pages.skriv_sider(sti, sider))
    ulest = [x for x in borte if x.utfall is Utfall.FEIL]
    return Svar(
        json=lambda: _json(s, naar, borte, da, ut),
        vist=lambda: _vist(s, naar, borte, ut),
        kode=kode(bool(ulest)),
    )


def _hver_for_seg(svar: Sequence[Filsvar]) -> tuple[dict[str, Banktall], list[Filsvar]]:
    """The banks by file, each content once; and what is not with."""
    from ..book.samle.en import Utfall

    banker: dict[str, Banktall] = {}
    borte, sett = [], dict[str, str]()
    for x in sorted(svar, key=lambda x: x.fil):
        if x.tall is None:
            borte.append(x)
        elif x.tall.stempel in sett:
            grunn = f"Samme innhold som {sett[x.tall.stempel]}, som er med."
            borte.append(x._replace(utfall=Utfall.HOPPET, tall=None, grunn=grunn))
        else:
            sett[x.tall.stempel] = x.fil
            banker[x.fil] = x.tall
    return banker, borte


def _json(
    s: Samling, dag: date, borte: Sequence[Filsvar], forrige: tuple[date, dict[tuple[str, ...], Utvikling]] | None,
    ut: Path | None,
) -> dict[str, Any]:  # fmt: skip
    from ..book.samle.en import Utfall
    from ..book.samle.side import utenfor
    from ..core.samling import endring

    def rad(r: Enhetsrad) -> dict[str, Any]:
        e = endring(r, forrige[1]) if forrige is not None else None
        return {**_tall(r.tall), "stempel": r.tall.stempel or None, "filer": list(r.filer),
                "endring": e._asdict() if e is not None else None}  # fmt: skip

    return {
        "dato": dag, "fil": str(ut) if ut else None, "forrige": forrige[0] if forrige else None,
        "enheter": [rad(r) for r in s.rader], "sum": _tall(s.sum) if s.sum else None,
        "ikke_lest": [{"fil": x.fil, "grunn": x.grunn} for x in borte if x.utfall is Utfall.FEIL],
        "hoppet_over": [
            *({"fil": x.fil, "grunn": x.grunn} for x in borte if x.utfall is Utfall.HOPPET),
            *({"fil": fil, "grunn": utenfor(s.minst)} for fil in s.holdt_utenfor),
        ],
    }  # fmt: skip


def _tall(t: Banktall) -> dict[str, Any]:
    from ..core.samling import SUMMER

    regler = [{"regel": r.regel, "brudd": r.brudd, "advarsler": r.advarsler} for r in t.regler]
    return {"enhet": t.enhet, **{n: getattr(t, n) for n in SUMMER}, "funn": regler}


def _vist(s: Samling, dag: date, borte: Sequence[Filsvar], ut: Path | None) -> list[Vist]:
    from ..book.samle.side import ENHET, FELT, utenfor
    from ..core import tekst

    felt = dict(FELT)
    alle = [*(r.tall for r in s.rader), *([s.sum] if s.sum else ())]
    rader = [(t.enhet, *(getattr(t, n) for n in VIST)) for t in alle]
    kolonner = (Spalte(ENHET), *(Spalte(felt[n].navn, felt[n].format) for n in VIST))
    vist: list[Vist] = [Tavle(f"Tidbankene samlet {tekst.dato(dag)}", kolonner, rader)]
    ikke_med = [*((x.fil, x.grunn) for x in borte), *((fil, utenfor(s.minst)) for fil in s.holdt_utenfor)]
    if ikke_med:
        vist += ["", "Ikke med:", *(f"  {fil}: {grunn}" for fil, grunn in ikke_med)]
    vist += ["", f"Laget {ut}."] if ut is not None else []
    return vist
