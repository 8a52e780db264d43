"""The buttons that belong to the hosts themselves, beside those of the command registry. Knows no program."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Mapping

from xl_tidbank import __version__, commands
from xl_tidbank.book.sheets.hjelp import ARK as HJELP
from xl_tidbank.book.sheets.hjelp import hjelp_side
from xl_tidbank.book.sheets.levende import BANK
from xl_tidbank.book.sheets.start import SKJEMAENE, VAKTUKE
from xl_tidbank.commands.skjema import LEGG_INN, LUKK, SKJEMAER, Skjema
from xl_tidbank.core.bank import Bank
from xl_tidbank.core.errors import TidbankFeil
from xl_tidbank.tables.names import samme

from . import deler, loggark, oppstart, placing
from .knapp import HENT_TURNUS, SISTE_IMPORT, Knapp
from .messages import Melding, melding
from .vert import Tone, Vert

GRUPPE = "Hjelp"
SKJEMAGRUPPE = "Skjema"


def _angre_siste(vert: Vert) -> Melding:
    """Take back the rows, or remove the sheets and marks, of the last command; again for the one before it."""
    with vert.arbeid("Angre siste") as si:
        si("fjerner det siste")
        alle = placing.egne_ark(vert)
        kjoring = placing.siste(vert, alle)
        if tatt := vert.angre_tabeller(kjoring):
            uloggfort = loggark.skriv(vert, "angre_siste", "", f"radene fra {tatt} tatt tilbake")
            return melding(f"Radene fra {tatt} er tatt tilbake.", uloggfort)
        if not kjoring:
            raise TidbankFeil("Det er ikke noe å angre: ingen ark fra Tidbank står igjen her.")
        vert.krev_apen()
        egne = [e for e, av in alle if av.kjoring == kjoring]
        vekk, sto = [e.ark for e in egne if e.urort], [e.ark for e in egne if not e.urort]
        vert.fjern(vekk)
        vert.glem(sto)
        merket = vert.merket() == kjoring
        if merket:
            vert.fjern_merker()
        uloggfort = loggark.skriv(vert, "angre_siste", "", f"{len(vekk)} ark fjernet") if vekk or merket else ""
    deler = [f"Fjernet: {', '.join(vekk)}."] if vekk else []
    if merket:
        deler.append("Merkene ved siden av radene er tatt bort.")
    staar = f"Noen har skrevet på {', '.join(sto)}, så det står igjen. Slett det selv hvis det ikke trengs."
    return melding(" ".join(deler), staar if sto else "", uloggfort)


def _logg(vert: Vert) -> Melding:
    """Show the sheet, and say whether the tables are as they were at its last line."""
    with vert.arbeid("Logg") as si:
        si("leser tabellene")
        linjer = loggark.les(vert)
        siste = next((x.til for x in reversed(linjer) if x.til), "")
        try:
            uendret = Bank(vert.les()).stempel == siste
            naa = "Banken er uendret siden siste linje." if uendret else "Banken er endret siden siste linje."
        except TidbankFeil as e:
            naa = f"Tabellene kan ikke leses nå. {e.feil[0]}"
        ark = loggark.krev(vert)
    vert.vis(ark)
    om_linjene = f"{len(linjer)} linjer. {naa}" if siste else "Ingenting er skrevet fra banken ennå."
    return Melding(Tone.OK, f"{om_linjene} Det som er skrevet fra kommandolinjen, viser «tidbank logg».")


def _hjelp(vert: Vert) -> None:
    ark = next((a for a in vert.arkene() if samme(a) == samme(HJELP)), None)
    if ark is None:
        with vert.arbeid(HJELP) as si:
            egne = placing.egne_ark(vert)
            plasser, _ = placing.plan(vert.arkene(), egne, [hjelp_side()], erstatt=False)
            vert.krev_apen()
            vert.plasser(plasser, str(placing.Opphav(placing.siste(vert, egne) + 1, fast=False)), si)
        ark = plasser[0].side.ark
    vert.vis(ark)


def _sjekk_oppsett(vert: Vert) -> Melding:
    """What runs here, and whether the tables can be read. A table that cannot is an answer, not a failure."""
    linjer = [
        f"Tidbank {__version__}, Python {platform.python_version()}", f"Python: {sys.executable}", *vert.oppsett(),
    ]  # fmt: skip
    merknader: list[str] = []
    with vert.arbeid("Sjekk oppsett") as si:
        si("leser tabellene")
        try:
            bank = Bank(vert.les())
            linjer.append(f"Tabellene kan leses: {bank}.")
            merknader = [commands.ikke_med(bank.utelatt), *map(str, bank.tabeller.merknader)]
        except TidbankFeil as e:
            flere = f" (og {len(e.feil) - 1} feil til)" if len(e.feil) > 1 else ""
            merknader = [f"Tabellene kan ikke leses. {e.feil[0]}{flere}"]
        vist = vert.navngitt(BANK)
        if vist is not None:
            linjer.append(f"Cellen Bank viser: {vist}")
    return melding("\n".join(linjer), *merknader)


def _hent_turnus(vert: Vert) -> Melding | None:
    from . import innhenting

    return innhenting.hent_turnus(vert)


def _siste_import(vert: Vert) -> Melding | None:
    from . import innhenting

    return innhenting.siste_import(vert)


def _apner(s: Skjema) -> Callable[[Vert], Melding | None]:
    def apne(vert: Vert) -> Melding | None:
        from . import skjema

        return skjema.apne(vert, s)

    return apne


def _legg_inn(vert: Vert) -> Melding:
    from . import skjema

    return skjema.legg_inn(vert)


def _lukk(vert: Vert) -> Melding:
    from . import skjema

    return skjema.lukk(vert)


# The buttons, in order, and what each does.
EGNE: Mapping[Knapp, Callable[[Vert], Melding | None]] = {
    **{Knapp(s.navn, SKJEMAGRUPPE, s.etikett, s.hjelp): _apner(s) for s in SKJEMAER.values()},
    Knapp(
        LEGG_INN,
        SKJEMAGRUPPE,
        "Legg inn",
        "Skriver radene i skjemaet du ser, og lukker det. Er noe galt, står skjemaet, og feltet er merket.",
    ): _legg_inn,
    Knapp(
        LUKK,
        SKJEMAGRUPPE,
        "Lukk skjema",
        "Tar bort skjemaet du ser, uten å skrive noe i tabellene.",
    ): _lukk,
    HENT_TURNUS: _hent_turnus,
    SISTE_IMPORT: _siste_import,
    Knapp(
        "kom_i_gang",
        "Begynn",
        "Kom i gang",
        "Spør om arbeidsstedet og avtalene, og setter Innstillinger etter svarene.",
    ): oppstart.spor,
    Knapp(
        "legg_til_del",
        "Begynn",
        "Legg til del",
        "Viser arkene og knappene til lønn, timebank, prosess og annet banken kan, når dere trenger det.",
    ): deler.legg_til,
    Knapp(
        "angre_siste",
        GRUPPE,
        "Angre siste",
        "Fjerner arkene og merkene den siste kommandoen laget, eller radene den skrev. Ark noen har skrevet på, blir "
        "stående.",
    ): _angre_siste,
    Knapp(
        "logg",
        GRUPPE,
        "Logg",
        "Viser hva som er skrevet fra banken: når, med hvilken kommando, og om den er endret mellom.",
    ): _logg,
    Knapp("hjelp", GRUPPE, "Hjelp", "Viser hvordan hver kolonne fylles ut, og hva ordene betyr."): _hjelp,
    Knapp(
        "sjekk_oppsett",
        GRUPPE,
        "Sjekk oppsett",
        "Viser versjoner og hvilken Python som brukes, og prøver å lese tabellene.",
    ): _sjekk_oppsett,
}


VELKOMMEN = "velkommen"
# What is run by the program itself, and has no button.
UTEN_KNAPP: Mapping[str, Callable[[Vert], Melding | None]] = {VELKOMMEN: oppstart.velkommen}


def lenker() -> dict[str, str]:
    """The links on Start that press a button: their texts, and its name."""
    etter_etikett = {k.etikett: k.navn for k in knapper()}
    return {navn: etter_etikett[navn] for navn, *_ in (*SKJEMAENE, VAKTUKE)}


def knapper() -> list[Knapp]:
    """Every button and menu item, in the order of the work: the commands of a group, then our own of it."""
    av_kommandoer = [Knapp(k.navn, k.gruppe, k.etikett, k.hjelp, k.del_) for k in commands.i_rekkefolge()]
    rekkefolge = [*commands.GRUPPER, *(k.gruppe for k in EGNE)]
    return sorted([*av_kommandoer, *EGNE], key=lambda k: rekkefolge.index(k.gruppe))
