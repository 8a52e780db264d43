"""One import from beginning to end, as values: what it will do, the bank as it will be, and what there is to say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.core.funn import Alvor
from xl_tidbank.core.model import Grunnturnusrad, Import, Tabeller
from xl_tidbank.core.rules.lesing import importert
from xl_tidbank.core.tekst import MAANEDER, klokke
from xl_tidbank.core.tekst import dato as vis_dato
from xl_tidbank.core.tid.clock import mandag
from xl_tidbank.tables.names import samme

from . import fridager, grunnplan, liste, rulleplan, rutenett
from .endring import FELT, Forskjell, Radendring
from .fil import Fil, Sted
from .forskjell import sammenlign
from .funnet import FRAVAER, GRUNNTURNUS, TIMER, TURNUS, VAKTKODER, Avlest, Konflikt, Sagt, opp_til
from .koder import Kodebok
from .personer import Personoppslag
from .profil import GRID, RULLEPLAN, Profil
from .valg import Importvalg


@dataclass(frozen=True, slots=True)
class Kontroll:
    """How many findings there are of each weight. regler: of each kind, by its title, but for information."""

    brudd: int
    advarsel: int
    regler: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Rapport:
    """fra, til: the window. forskjell: what becomes of each row. foer: the bank that was read. opphav: what stands in
    the column Kilde."""

    profil: str
    fil: str
    sha256: str
    ark: str
    opphav: str
    fra: date
    til: date
    personer: tuple[str, ...]
    forskjell: Forskjell
    konflikter: tuple[Konflikt, ...]
    merknader: tuple[Sagt, ...]
    foer: Tabeller
    fri: int
    fjern_borte: bool

    @property
    def antall(self) -> dict[str, int]:
        f = self.forskjell
        return {
            "ny": len(f.ny), "endret": len(f.endret), "uendret": len(f.uendret), "borte": len(f.borte),
            "konflikt": len(self.konflikter), "fravaer_hoppet_over": f.fravaer_hoppet_over,
        }  # fmt: skip

    @property
    def fjernes(self) -> list[Radendring]:
        """Rows that go: only of Turnus and Timer, only when asked for or where they are in Vakter now, never with what
        a person has noted (I11), and never of somebody who is not in the file at all: it may be of another unit."""
        return [
            e for e in self.forskjell.borte
            if (self.fjern_borte or e.byttet) and e.tabell in (TURNUS, TIMER) and e.gammel.ansattnr in self.personer
            and getattr(e.gammel, "faktisk_start", None) is None and getattr(e.gammel, "faktisk_slutt", None) is None
        ]  # fmt: skip

    def etter(self) -> Tabeller:
        """The bank when the import is done, without the line in its log."""
        bytt: dict[str, dict[int, Any]] = {}
        for e in (*self.forskjell.merket, *self.forskjell.endret):
            bytt.setdefault(e.tabell, {})[e.plass] = e.ny
        for e in self.fjernes:
            bytt.setdefault(e.tabell, {})[e.plass] = None
        felt: dict[str, Any] = {}
        for tabell, navn in FELT.items():
            nye = [e.ny for e in self.forskjell.ny if e.tabell == tabell]
            if nye or tabell in bytt:
                egne = bytt.get(tabell, {})
                gamle = [egne.get(n, p) for n, p in enumerate(getattr(self.foer, navn) or ())]
                felt[navn] = (*(p for p in gamle if p is not None), *nye)
        if "grunnturnus" in felt and self.foer.turnus is None:
            felt["turnus"] = ()
        return replace(self.foer, **felt)

    def linje(self, tidspunkt: datetime, merknad: str = "") -> Import:
        """The row of Importer: all that the same file adds the second time (I13)."""
        a = self.antall
        rader = a["ny"] + a["endret"] + a["uendret"] + a["konflikt"] + a["fravaer_hoppet_over"]
        minutt = tidspunkt.replace(second=0, microsecond=0, tzinfo=None)
        return Import(
            minutt, self.profil, self.fil, self.sha256, self.fra, self.til, rader, a["ny"], a["endret"], a["uendret"],
            a["borte"], a["konflikt"], a["fravaer_hoppet_over"], merknad, self.opphav,
        )  # fmt: skip

    def kontroll(self, dag: date) -> tuple[Kontroll, Kontroll]:
        """What the controls say before and after."""
        return funn(Bank(self.foer), dag), funn(Bank(self.etter()), dag)

    def json(self, dag: date) -> dict[str, Any]:
        foer, etter = self.kontroll(dag)
        f = self.forskjell
        return {
            "versjon": 1, "profil": self.profil, "fil": self.fil,
            "vindu": {"fra": self.fra.isoformat(), "til": self.til.isoformat()},
            "antall": self.antall,
            "ny": [_hvem(e.tabell, e.ny) for e in f.ny],
            "endret": [{**_hvem(e.tabell, e.ny), "fra": _alt(e.gammel), "til": _alt(e.ny)} for e in f.endret],
            "borte": [
                {
                    **_hvem(e.tabell, e.gammel), "flyttet_til": e.flyttet_til and e.flyttet_til.isoformat(),
                    "tiltak": e.forslag,
                }
                for e in f.borte
            ],
            "konflikt": [
                {**_sted(k.sted), "ansattnr": k.ansattnr, "verdi": k.verdi, "tekst": k.tekst, "tiltak": k.tiltak}
                for k in self.konflikter
            ],
            "merknader": [{**_sted(m.sted), "tekst": m.tekst} for m in self.merknader],
            "kontroll": {
                navn: {"brudd": k.brudd, "advarsel": k.advarsel} for navn, k in (("foer", foer), ("etter", etter))
            },
        }  # fmt: skip


def lag(fil: Fil, profil: Profil, tabeller: Tabeller, valg: Importvalg) -> Rapport:
    """What the import of a file will do. Raises TidbankFeil where nothing can be read of it."""
    valg = replace(valg, enhet=krev_enhet(tabeller, valg.enhet))
    personer = Personoppslag(tabeller.ansatte or (), profil.slaa_opp_navn)
    kodebok = Kodebok(fil, profil, tabeller.vaktkoder or ())
    enheter = tuple(dict.fromkeys(a.enhet for a in tabeller.ansatte or () if a.enhet))
    monster: Forskjell | None = None
    if profil.form == GRID and not valg.som_grunnturnus:
        lest, ark = rutenett.les(fil, profil, kodebok, personer, valg, enheter)
        rutenett.krev_uten_overlapp(lest)
    elif valg.som_grunnturnus and profil.form != RULLEPLAN:
        raise TidbankFeil(f"Bare en rulleplan kan hentes som Grunnturnus, og profilen {profil.navn} er en annen form.")
    elif valg.som_grunnturnus:
        lest, ark, monster = grunnplan.les(fil, profil, kodebok, personer, valg, tabeller)
    elif profil.form == RULLEPLAN:
        lest, ark = rulleplan.les(fil, profil, kodebok, personer, valg, tabeller.avtaler)
    else:
        lest, ark = liste.les(fil, profil, personer, valg)
    personer.si(lest, ("rad", "rader") if profil.form not in (GRID, RULLEPLAN) else ("vakt", "vakter"))
    _om_filen(lest, fil, tabeller)
    opphav = _opphav(profil, ark.navn, fil, valg)
    _om_enheten(lest, tabeller, opphav, _opphav(profil, ark.navn, fil, replace(valg, enhet="")), enheter, valg)
    fridager.legg_til(lest, tabeller, opphav)
    forskjell = monster or sammenlign(lest, tabeller, opphav, valg)
    _om_borte(lest, forskjell.borte, opphav)
    if profil.form == RULLEPLAN and monster is None:
        _om_startuken(lest, tabeller, opphav)
    return Rapport(
        profil.navn, fil.navn, fil.sha256, ark.navn, opphav, lest.fra, lest.til, tuple(sorted(lest.personer)),
        forskjell, tuple(_i_orden(lest.konflikter)), tuple(lest.merknader), tabeller, lest.fri, valg.fjern_borte,
    )  # fmt: skip


def _opphav(profil: Profil, ark: str, fil: Fil, valg: Importvalg) -> str:
    """What stands in Kilde. A text file has no sheet; its name would change every month."""
    felt = {"ark": ark, "enhet": valg.enhet, "fil": _fast(fil.navn)}
    deler = re.sub(r"\{(ark|enhet|fil)\}", lambda m: felt[m[1]].replace(":", " "), profil.kilde).split(":")
    kilde = ":".join(d for d in (" ".join(d.split()) for d in deler) if d)
    return kilde[:100] or profil.navn


def _fast(navn: str) -> str:
    """What stays the same in the name of a file from month to month: its words, without numbers and months."""
    ord_ = re.findall(r"[^\W\d_]+", navn.rpartition(".")[0] or navn)
    maaneder = {m[:n] for m in MAANEDER for n in (3, len(m))}
    return " ".join(o for o in ord_ if o.casefold() not in maaneder)


def krev_enhet(tabeller: Tabeller, enhet: str) -> str:
    """The unit as the bank writes it, "" for none. Raises TidbankFeil for one it does not have, with those it has."""
    if not enhet:
        return ""
    kjente = list(dict.fromkeys(a.enhet for a in tabeller.ansatte or () if a.enhet))
    treff = next((e for e in kjente if samme(e) == samme(enhet)), None)
    if treff is None:
        har = f"Banken har {opp_til(kjente, 10)}" if kjente else "Ingen i Ansatte har en enhet"
        raise TidbankFeil(f"Enheten «{enhet[:60]}» finnes ikke i Ansatte. {har}. Rett navnet, eller utelat enheten.")
    return treff


def _om_filen(lest: Avlest, fil: Fil, tabeller: Tabeller) -> None:
    for tekst in fil.merknader:
        lest.merk(tekst)
    if any(i.sha256 == fil.sha256 for i in tabeller.importer or () if fil.sha256):
        siste = max(i.tidspunkt for i in tabeller.importer or () if i.sha256 == fil.sha256)
        lest.merk(f"Samme fil er hentet før, {vis_dato(siste)}.")
    i_turnus = {a.ansattnr for a in tabeller.avtaler if a.fra <= lest.til and a.til >= lest.fra}
    uten = sorted(i_turnus - lest.personer)
    if uten and lest.personer:
        antall = f"{len(uten)} {'ansatt' if len(uten) == 1 else 'ansatte'}"
        lest.merk(f"{antall} med avtale i banken er ikke i filen: {opp_til(uten)}.")


def _om_borte(lest: Avlest, borte: list[Radendring], opphav: str) -> None:
    """Whoever is not in the file at all is more likely of another unit, or has a wrong number there."""
    uten = [e.gammel.ansattnr for e in borte if e.gammel.ansattnr and e.gammel.ansattnr not in lest.personer]
    if uten:
        hva = f"{len(uten)} av radene som er borte, gjelder ansatte som ikke er i filen: {opp_til(sorted(uten))}."
        gjor = f"De blir stående. Gjelder filen en annen enhet, trenger den en profil med en annen kilde enn {opphav}."
        lest.merk(f"{hva} {gjor}")


def _om_enheten(
    lest: Avlest, tabeller: Tabeller, opphav: str, uten: str, enheter: Sequence[str], valg: Importvalg
) -> None:
    """Files of two units must not be one source, and those of one not two: a shift would be there twice, or gone."""
    rader: list[Any] = [*(tabeller.turnus or ()), *tabeller.vakter, *(tabeller.timer or ())]
    egne = [r for r in rader if r.ansattnr in lest.personer and lest.fra <= r.dato <= lest.til]
    andre = {r.opphav for r in egne if r.opphav == uten or (not valg.enhet and r.opphav.startswith(f"{uten}:"))}
    for annen in sorted(andre - {opphav}):
        antall = sum(r.opphav == annen for r in egne)
        hva = f"Banken har {antall} {'rad' if antall == 1 else 'rader'} fra kilden {annen} i vinduet, og denne "
        hva += f"importen får kilden {opphav}."
        lest.merk(f"{hva} Er det samme turnus, oppgi enheten slik som sist.")
    if len(enheter) > 1 and not valg.enhet and any(r.opphav == opphav for r in egne):
        lest.merk("Banken har flere enheter. Gjelder filen bare én, oppgi --enhet, så den andres rader ikke er borte.")


def _om_startuken(lest: Avlest, tabeller: Tabeller, opphav: str) -> None:
    """The start week is that of the window (B3): a plan that is taken in a month at a time begins anew each time."""
    foer = [t.dato for t in tabeller.turnus or () if t.opphav == opphav and t.ansattnr in lest.personer]
    if any(d < lest.fra for d in foer):
        hva = f"Planen begynner på nytt i startuken {vis_dato(mandag(lest.fra))}, og banken har uker av den fra før."
        lest.merk(f"{hva} Skal den fortsette, bruk samme --fra som første gang, og en senere --til.")


def _i_orden(konflikter: list[Konflikt]) -> list[Konflikt]:
    """From the top of the file."""

    def sted(k: Konflikt) -> tuple[Any, ...]:
        bokstaver = k.sted.celle.rstrip("0123456789")
        return (k.sted.ark, k.sted.linje, int(k.sted.celle[len(bokstaver) :] or 0), len(bokstaver), bokstaver)

    return sorted(konflikter, key=sted)


def funn(bank: Bank, dag: date) -> Kontroll:
    """Raises nothing: a bank that cannot be reckoned with has no findings to count."""
    try:
        funnene = [f for f in bank.funn(dag) if f.alvor != Alvor.INFO and f.slag not in importert.REGEL.slag]
    except TidbankFeil:
        funnene = []
    alvor = [f.alvor for f in funnene]
    return Kontroll(alvor.count(Alvor.BRUDD), alvor.count(Alvor.ADVARSEL), Counter(f.slag.tittel for f in funnene))


def _sted(s: Sted) -> Mapping[str, Any]:
    return {"linje": s.linje} if s.linje else {"ark": s.ark, "celle": s.celle}


def _hvem(tabell: str, post: Any) -> dict[str, Any]:
    if tabell in (GRUNNTURNUS, VAKTKODER):
        return _monster(tabell, post)
    if tabell == FRAVAER:
        return {
            "tabell": tabell, "ansattnr": post.ansattnr, "dato": post.fra.isoformat(), "start": None, "slutt": None,
            "pause": None, "til_dato": post.til.isoformat(), "kode": post.kode,
        }  # fmt: skip
    ut = {
        "tabell": tabell, "ansattnr": post.ansattnr, "dato": post.dato.isoformat(), "start": _klokke(post.start),
        "slutt": _klokke(post.slutt), "pause": post.pause,
    }  # fmt: skip
    if getattr(post, "fri", False):
        return ut | {"pause": None, "fri": True}
    return ut | {"timer": post.timer} if tabell == TIMER else ut


def _monster(tabell: str, post: Any) -> dict[str, Any]:
    """A week of Grunnturnus, or a code."""
    if tabell == VAKTKODER:
        return {
            "tabell": tabell, "ansattnr": "", "dato": None, "start": _klokke(post.start), "slutt": _klokke(post.slutt),
            "pause": post.pause, "kode": post.kode,
        }  # fmt: skip
    return {"tabell": tabell, "start": None, "slutt": None, "pause": None, **_uke(post)}


def _uke(post: Any) -> dict[str, Any]:
    return {
        "ansattnr": post.ansattnr, "dato": post.fra and post.fra.isoformat(),
        "til_dato": post.til and post.til.isoformat(), "startuke": post.startuke, "uke": post.uke,
        "koder": list(post.dager),
    }  # fmt: skip


def _alt(post: Any) -> dict[str, Any]:
    """What an import can change of a row, whole."""
    if isinstance(post, Grunnturnusrad):
        return _uke(post)
    felt = {
        "ansattnr": post.ansattnr, "dato": post.dato.isoformat(), "start": _klokke(post.start),
        "slutt": _klokke(post.slutt), "pause": post.pause,
    }  # fmt: skip
    for navn in ("type", "status", "enhet", "kompetanse"):
        if hasattr(post, navn):
            felt[navn] = getattr(post, navn)
    if hasattr(post, "varslet"):
        felt["varslet"] = post.varslet and post.varslet.isoformat()
    return felt


def _klokke(minutter: int | None) -> str | None:
    return None if minutter is None else klokke(minutter)
