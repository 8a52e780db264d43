"""A profile proposed from a file's own headings: what was recognised, with a sample, and what is uncertain."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from xl_tidbank.core.errors import Feilmelding, TidbankFeil

from . import dager, profil, rulleplan
from . import fil as filen
from .fil import Fil, Filark
from .koder import Kodebok, Ukjentkode
from .profil import Profil, nokkel

_SOK = 30
_LIKT = 0.72
_FLEST = 12  # unknown codes and types that are listed


class Kolonnefunn(NamedTuple):
    """A heading of the file. felt: ours, "" = not used. eksempel: a value below it."""

    felt: str
    overskrift: str
    eksempel: str
    sikker: bool = True


class Forslag(NamedTuple):
    """toml: the profile, ready to be written. usikkert: what a person should look at, a sentence each."""

    form: str
    ark: str
    toml: str
    kolonner: tuple[Kolonnefunn, ...]
    usikkert: tuple[str, ...]


def foresla(fil: Fil, navn: str) -> Forslag:
    """Raises TidbankFeil where no headings are found."""
    usikkert: list[str] = []
    form, ark, topp, opptatt = _form(fil, usikkert)
    levert = next(p for p in map(profil.hent, profil.levert()) if p.form == form)
    kolonner = list(_kolonner(ark, topp, levert, opptatt))
    usikkert += [
        f"«{k.overskrift}» er tolket som {k.felt}. Se at det stemmer." for k in kolonner if k.felt and not k.sikker
    ]
    har = {k.felt for k in kolonner}
    if "Ansattnr" not in har:
        usikkert.append("Fant ingen kolonne med ansattnummer. Skriv overskriften under [kolonner].")
    if form == profil.LISTE and not ({"Start", "Slutt"} <= har):
        usikkert.append("Fant ikke både start og slutt. Skriv overskriftene under [kolonner].")
    ukjente_koder = _ukjente_koder(fil, ark, topp, opptatt, levert) if form in (profil.GRID, profil.RULLEPLAN) else []
    if ukjente_koder:
        usikkert.append(f"Koder uten klokkeslett: {', '.join(ukjente_koder)}. Fyll dem ut under [koder.tider].")
    verdier = {
        felt: _ukjente_verdier(ark, topp, k.overskrift, kjente)
        for felt, kjente in (("Type", {**levert.type, **levert.listefravaer}), ("Status", levert.status))
        for k in kolonner
        if k.felt == felt and form not in (profil.GRID, profil.RULLEPLAN)
    }
    for felt, ukjente in verdier.items():
        if ukjente:
            hvor = "[liste.type] eller [liste.fravaer]" if felt == "Type" else "[liste.status]"
            usikkert.append(f"Ukjent i kolonnen {felt}: {', '.join(ukjente)}. Skriv dem under {hvor}.")
    toml = _toml(levert, navn, fil, kolonner, ukjente_koder, verdier, usikkert)
    profil.av_toml(toml, navn)  # what we propose can be read
    return Forslag(form, ark.navn, toml, tuple(kolonner), tuple(usikkert))


def formen(fil: Fil) -> str:
    """The shape of a file. Raises TidbankFeil where it has none that is known."""
    return _form(fil, [])[0]


def _form(fil: Fil, usikkert: list[str]) -> tuple[str, Filark, int, set[int]]:
    """The shape of the file, the sheet, the row of headings, and the columns that are days."""
    for ark in fil.ark:
        try:
            hode = dager.finn(ark, None)
        except TidbankFeil as e:
            rad = _rad_av(e, ark)
            usikkert.append(e.feil[0].tekst)
            return profil.GRID, ark, rad, set()
        if hode is not None:
            return profil.GRID, ark, hode.rad, set(hode.dager)
    for ark in fil.ark:
        funnet = rulleplan.finn_ukedager(ark)
        if funnet is not None:
            return profil.RULLEPLAN, ark, funnet[0], set(funnet[1])
    best: tuple[int, str, Filark, int] | None = None
    for form in (profil.LISTE, profil.TIMER):
        levert = next(p for p in map(profil.hent, profil.levert()) if p.form == form)
        for ark in fil.ark:
            for rad in range(min(_SOK, len(ark.rader))):
                treff = sum(bool(k.felt) for k in _kolonner(ark, rad, levert, set()))
                if best is None or treff > best[0]:
                    best = (treff, form, ark, rad)
    if best is None or best[0] < 2:
        hva = "Fant ingen rad med overskrifter som ligner en turnus, en vaktliste eller en timeliste."
        raise TidbankFeil(Feilmelding(fil.navn, "", f"{hva} Skriv overskriftene i én rad øverst."))
    return best[1], best[2], best[3], set()


def _rad_av(e: TidbankFeil, ark: Filark) -> int:
    tall = re.sub(r"\D", "", e.feil[0].celle or e.feil[0].ark)
    rad = int(tall) - ark.rad0 if tall else 0
    return rad if 0 <= rad < len(ark.rader) else 0


def _kolonner(ark: Filark, topp: int, levert: Profil, opptatt: set[int]) -> Iterator[Kolonnefunn]:
    etter_navn = {nokkel(h): felt for felt, hodene in levert.kolonner.items() for h in hodene}
    brukt: set[str] = set()
    hoder = [
        (k, t) for k in filen.fylte(ark, topp) if k not in opptatt and (t := filen.tekst_eller_tom(ark.celle(topp, k)))
    ]
    sikre = {k: etter_navn[nokkel(t)] for k, t in hoder if nokkel(t) in etter_navn}
    for kol, tekst in hoder:
        felt, sikker = sikre.get(kol, ""), True
        if not felt:
            naer = get_close_matches(nokkel(tekst), etter_navn, 1, _LIKT)
            felt = etter_navn[naer[0]] if naer and etter_navn[naer[0]] not in sikre.values() else ""
            sikker = False
        if felt in brukt:
            felt, sikker = "", True
        brukt.add(felt)
        eksempel = next(
            (filen.vist(v) for r in range(topp + 1, len(ark.rader)) if (v := ark.celle(r, kol)) not in (None, "")), ""
        )
        yield Kolonnefunn(felt, tekst, eksempel, sikker)


def _ukjente_koder(fil: Fil, ark: Filark, topp: int, opptatt: set[int], levert: Profil) -> list[str]:
    bok = Kodebok(fil, levert)
    ut: dict[str, None] = {}
    for rad in range(topp + 1, len(ark.rader)):
        for kol in opptatt:
            tekst = filen.tekst_eller_tom(ark.celle(rad, kol))
            if tekst and len(tekst) <= 6 and not tekst.isdecimal():
                ut.update(dict.fromkeys(b.kode for b in bok.tolk(tekst) if isinstance(b, Ukjentkode)))
    ukedager = {nokkel(d) for d in rulleplan.UKEDAGNAVN}
    return [k for k in ut if nokkel(k) not in ukedager][:_FLEST]


def _ukjente_verdier(ark: Filark, topp: int, overskrift: str, kjente: Mapping[str, str]) -> list[str]:
    kol = next(k for k in filen.fylte(ark, topp) if filen.tekst_eller_tom(ark.celle(topp, k)) == overskrift)
    alle = dict.fromkeys(filen.tekst_eller_tom(ark.celle(r, kol)) for r in range(topp + 1, len(ark.rader)))
    return [v for v in alle if v and nokkel(v) not in kjente][:_FLEST]


def _toml(
    levert: Profil, navn: str, fil: Fil, kolonner: list[Kolonnefunn], ukjente_koder: list[str],
    verdier: Mapping[str, list[str]], usikkert: list[str],
) -> str:  # fmt: skip
    """The shipped profile of that shape, with the headings of this file first."""
    linjer = [f"# Foreslått av tidbank profil-fra etter overskriftene i {_kommentar(fil.navn)}."]
    linjer += [f"# Se på: {_kommentar(u)}" for u in usikkert]
    del_, egne = "", {k.felt: k.overskrift for k in kolonner if k.felt}
    for linje in profil.tekst(levert.navn).splitlines():
        if linje.startswith("["):
            if del_ == "kolonner":
                linjer = _uten_tomme(linjer)
                linjer += [f"# Ikke brukt: {_kommentar(k.overskrift)}" for k in kolonner if not k.felt]
                linjer.append("")
            del_ = linje.strip("[]")
        felt = linje.partition("=")[0].strip()
        if not del_ and felt == "navn":
            linje = f"navn = {_streng(navn)}"
        elif not del_ and felt == "kilde" and levert.form != profil.GRID:
            linje = f"kilde = {_streng(navn + ':{enhet}')}"
        elif del_ == "kolonner" and felt in egne:
            hodene = dict.fromkeys([egne[felt], *levert.kolonner[felt]])
            linje = f"{felt} = [{', '.join(map(_streng, hodene))}]"
        elif (
            del_ == "liste"
            and (f := {"id": "Id", "type_kolonne": "Type", "status_kolonne": "Status"}.get(felt)) in egne
        ):
            hodene = dict.fromkeys([egne[f], *levert.kolonner[f]])
            linje = f"{felt} = [{', '.join(map(_streng, hodene))}]"
        if linje.startswith("#") and not del_:
            continue
        linjer.append(linje)
        if del_ == "koder.tider" and linje.startswith("["):
            linjer += [f'# {_streng(k)} = "07:30-15:00/30"' for k in ukjente_koder]
        if linje in ("[liste.type]", "[liste.status]"):
            linjer += [f'# {_streng(v)} = ""' for v in verdier.get("Type" if linje == "[liste.type]" else "Status", [])]
    return "\n".join(linjer) + "\n"


def _uten_tomme(linjer: list[str]) -> list[str]:
    while linjer and not linjer[-1]:
        linjer.pop()
    return linjer


def _streng(tekst: str) -> str:
    return json.dumps(tekst, ensure_ascii=False)


def _kommentar(tekst: str) -> str:
    return " ".join("".join(t for t in tekst if t.isprintable()).split())[:120]
