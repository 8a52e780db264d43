"""Every legal and agreed number with the page that tells it. `python -m tests.grenser` writes docs/grenser.md."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from xl_tidbank.core import parameters, tekst
from xl_tidbank.core.miljo.faktorer import leverte
from xl_tidbank.core.miljo.registre import Faktorrad
from xl_tidbank.core.parameters import Parameter

DOKUMENT = Path(__file__).parents[1] / "docs" / "grenser.md"
# The files of core/parameters, in the order of the page.
KILDER = {
    "arbeidstid": "Arbeidstid: arbeidsmiljøloven kapittel 10",
    "arbeidsmiljoloven": "Arbeidsmiljøloven ellers",
    "tidbank": "Avtalen: Deltas veileder og utkast, og ferieloven",
    "fordeling": "Fordeling og merarbeid",
    "hta": "Lønn: hovedtariffavtalen (KS)",
    "spekter": "Lønn: Spekter helse",
    "lonn": "Lønn ellers",
    "miljo": "Miljø: frister valgt her",
}
INNLEDNING = """# Grenser og satser

Hvert tall programmet måler mot, med dagen det gjelder fra, hjemmelen og en åpen side som forteller det. Det er våre
ord, ikke lovens, og noen av sidene er andres omtale: hold tallet mot gjeldende tekst før det får følger for noen. Der
virksomheten har valgt noe annet i Innstillinger, gjelder det i stedet, så langt loven og avtalen rekker.

Denne siden er laget av filene i `xl_tidbank/core/parameters/`."""


def side() -> str:
    deler = [INNLEDNING]
    for fil, overskrift in KILDER.items():
        data = tomllib.loads((Path(parameters.__file__).parent / f"{fil}.toml").read_text("utf-8"))
        hode = "| Grense | Verdi | Hjemmel | Hva det bygger på | Kontrollert |\n|---|---|---|---|---|"
        deler.append("\n".join((f"## {overskrift}\n", hode, *(_rad(parameters.alle()[n]) for n in data))))
    deler.append(_faktorene())
    return "\n\n".join(deler) + "\n"


def _faktorene() -> str:
    hode = (
        "## Miljø: utslippsfaktorer\n\nEt år som ikke står her, har ingen faktor. Tillit H er lest hos myndigheten "
        "selv, M hos noen som gjengir den.\n\n| Kode | Hva | kg | Gass | Gjelder | Kilde | Tillit | Kontrollert |\n"
        "|---|---|---|---|---|---|---|---|"
    )
    rader = (
        f"| {f.kode} | {f.navn} | {tekst.faktor(f.verdi or 0)} {f.enhet} | {f.gass} | {_spenn(f)} | "
        f"[{f.kilde_tekst}]({f.adresse}) | {f.tillit} | {tekst.dato(f.kontrollert or date.min)} |"
        for f in leverte()
    )
    return "\n".join((hode, *rader))


def _spenn(f: Faktorrad) -> str:
    return f"{f.fra:%d.%m.%Y}–{f.til:%d.%m.%Y}"


def _rad(p: Parameter) -> str:
    hjemmel = f"[{p.hjemmel}]({p.url})" if p.url else f"{p.hjemmel}. {p.uten_url}"
    celler = (p.navn, "; ".join(_verdier(p)), hjemmel, p.innhold or f"{p.kilde}.", tekst.dato(p.kontrollert))
    return f"| {' | '.join(celler)} |"


def _verdier(p: Parameter) -> Iterator[str]:
    for fra, verdi in p.verdier:
        yield f"{tekst.tall(verdi)} {p.enhet} fra {tekst.dato(fra)}"
    if p.kjent_til:
        yield f"mulig utdatert etter {tekst.dato(p.kjent_til)}"


if __name__ == "__main__":
    DOKUMENT.write_text(side(), "utf-8")
