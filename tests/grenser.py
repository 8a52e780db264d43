"""Every legal and agreed number with the page that tells it. `python -m tests.grenser` writes docs/grenser.md."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from xl_tidbank.core import parameters, tekst
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
    return "\n\n".join(deler) + "\n"


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
