"""The parts of the open bank: which are there, and how one is added. The same in every program."""

from __future__ import annotations

from xl_tidbank.commands import Sporsmaal, Svarslag
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.tables import deler
from xl_tidbank.tables.names import samme

from .messages import Melding, melding
from .vert import Vert


def her(vert: Vert) -> tuple[str, ...]:
    """The keys of the parts that can be seen in the open bank."""
    skjulte = {samme(a) for a in vert.skjulte()}
    return deler.synlige(a for a in vert.arkene() if samme(a) not in skjulte)


def legg_til(vert: Vert) -> Melding | None:
    """Ask which part, and show its sheets."""
    mangler = [d for d in deler.DELER if d.navn not in her(vert)]
    if not mangler:
        raise TidbankFeil("Alle delene er her fra før.")
    hjelp = "Delene dere kan legge til:\n" + "\n".join(f"{d.tittel}: {d.hjelp}" for d in mangler)
    titler = tuple(d.tittel for d in mangler)
    felt = Sporsmaal("del_", Svarslag.VALG, "Del", titler[0], titler)
    svar = vert.sporr("Tidbank: Legg til del", hjelp, [felt])
    if svar is None:
        return None
    valgt = deler.delen(svar["del_"])
    if valgt is None or valgt not in mangler:
        raise TidbankFeil(f"«{svar['del_']}» er ikke en del som kan legges til. Skriv en av: {', '.join(titler)}.")
    return vis_del(vert, valgt.navn)


def sorg_for(vert: Vert, del_: str) -> bool:
    """Whether the part a command belongs to is in the bank; where it is not, ask whether it is to be added."""
    if not del_ or del_ in her(vert):
        return True
    d = next(d for d in deler.DELER if d.navn == del_)
    spor = f"Delen {d.tittel} er ikke lagt til i denne banken. {d.hjelp} Skal den legges til nå?"
    if not vert.bekreft(f"Tidbank: {d.tittel}", spor, farlig=False):
        return False
    vis_del(vert, d.navn)
    return True


def vis_del(vert: Vert, navn: str) -> Melding:
    """Show the sheets of a part. Raises TidbankFeil where the workbook has none of them."""
    d = next(d for d in deler.DELER if d.navn == navn)
    with vert.arbeid("Legg til del") as si:
        si(f"viser {d.tittel}")
        finnes = {samme(a): a for a in vert.arkene()}
        arkene = [finnes[samme(a)] for a in deler.arkene(d.navn) if samme(a) in finnes]
        if not arkene:
            raise TidbankFeil(
                f"Arkene til {d.tittel} finnes ikke i denne filen. Lag en ny av den: "
                f"tidbank oppdater FIL -o NY.xlsx --med {d.navn}"
            )
        vert.krev_apen()
        vert.vis_skjulte(arkene)
        vert.vis(arkene[0])
    return melding(f"{d.tittel} er lagt til: {', '.join(arkene)}.")
