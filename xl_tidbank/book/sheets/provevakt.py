"""Before a shift is assigned: what it would break, what it does to the hours, and whom it should be offered."""

from __future__ import annotations

from xl_tidbank.core import tekst
from xl_tidbank.core.funn import Alvor
from xl_tidbank.core.model import TIDBANK
from xl_tidbank.core.tekst import STOV
from xl_tidbank.core.vakt.prioritet import GRUPPENAVN
from xl_tidbank.core.views import Provevakt

from ..page.plain import (
    Blokk,
    Fakta,
    Felt,
    Format,
    Liste,
    Nokkelrad,
    Nokkeltall,
    Notat,
    Punkt,
    Rader,
    Side,
    Status,
    arknavn,
)
from .common import ALVORSORD, person, stovfri, tell

HJEMMEL = "Delta § 8 og § 9; utkastet pkt. 5; aml. § 10-2 (1)"
VIST = 12  # candidates on the page


def vaktens_tid(p: Provevakt) -> str:
    v = p.vakt
    return f"{tekst.dato(v.dato)} kl. {tekst.klokke(v.start)}–{tekst.klokke(v.slutt)}"


def provevakt_side(p: Provevakt, *, virksomhet: str, stempel: str) -> Side:
    """For the manager who is about to assign the shift."""
    v = p.vakt
    hvem = person(p.ansatt.ansattnr, p.ansatt.navn)
    blokker: tuple[Blokk, ...] = (
        _nokkeltall(p),
        _funn(p),
        *_timer(p),
        _liste(p),
        Notat(
            (
                f"{HJEMMEL}. Prøven endrer ikke banken. Den regner turnus og vakter sammen, med hvile og døgn i "
                "virkelig tid. Ingen vakt stanses: den som tildeler vakten, avgjør og begrunner.",
            ),
            liten=True,
        ),
    )
    return Side(
        arknavn(f"Prøv {p.ansatt.ansattnr} {tekst.dato(v.dato)}"),
        "Prøv vakt",
        blokker,
        gjelder=p.dag,
        virksomhet=virksomhet,
        undertittel=f"{hvem} · {vaktens_tid(p)} · {tekst.timer(v.timer)} timer {v.type}",
        stempel=stempel,
        hoyst_sider=1,
    )


def _nokkeltall(p: Provevakt) -> Nokkelrad:
    telt = tell(p.funn)
    for_kort = not p.varsel.startswith("OK")
    return Nokkelrad(
        (
            Nokkeltall("Brudd", telt[Alvor.BRUDD] + for_kort, Format.ANTALL, "på avtalen eller loven"),
            Nokkeltall("Advarsler", telt[Alvor.ADVARSEL], Format.ANTALL, "som krever en avgjørelse"),
            _varsel(p),
            Nokkeltall(
                "Plass på listen",
                p.plass if p.plass is not None else "–",
                Format.ANTALL if p.plass is not None else Format.TEKST,
                f"av {len(p.kandidater)} som kan ta vakten" if p.plass is not None else "kan ikke ta vakten",
            ),
        )
    )


def _varsel(p: Provevakt) -> Nokkeltall:
    frist = f"siste frist {tekst.dato(p.siste_varsel)}"
    if p.varsel_dager < 0:
        return Nokkeltall("Varsel", "for sent", Format.TEKST, frist)
    return Nokkeltall("Varsel, dager", p.varsel_dager, Format.ANTALL, frist)


def _funn(p: Provevakt) -> Liste:
    punkter = [Punkt(ALVORSORD[f.alvor], f.tekst, f"{f.tiltak} · {f.hjemmel}") for f in p.funn]
    if not p.varsel.startswith("OK"):
        hva = f"For kort varsel når den ansatte får vite det {tekst.dato(p.dag)}: {p.varsel.split(': ', 1)[1]}"
        gjor = "Velg en senere dag, eller før opp eget ønske. · Delta § 8; utkastet pkt. 5"
        punkter.insert(0, Punkt(Status.BRUDD, hva, gjor))
    return Liste("Hva vakten ville bryte", tuple(punkter), tom="Ingenting: hvile, arbeidstid og varsel er i orden.")


def _timer(p: Provevakt) -> tuple[Blokk, ...]:
    v = p.vakt
    if p.foer is None or p.etter is None:
        return (Notat(("Ingen avregningsperiode dekker vakten.",), overskrift="Timer i tidbanken"),)
    i_banken = v.type == TIDBANK
    linjer = (
        ("Etter avtalte vakter, uten denne", stovfri(p.foer), Format.SKYLDIG, ""),
        ("Vakten, trekkes fra", v.timer if i_banken else 0.0, Format.TIMER, ""),
        ("Etter avtalte vakter, med denne", stovfri(p.etter), Format.SKYLDIG, ""),
    )
    blokker: tuple[Blokk, ...] = (Fakta("Skyldige timer i tidbanken", linjer, sum_sist=True),)
    tidbank, ekstra = tekst.timer(p.tidbank), tekst.timer(p.ekstra)
    if i_banken and p.tidbank <= STOV:
        hva = "Ingenting er igjen å arbeide inn: hele vakten er en ekstravakt, som betales."
    elif i_banken and p.ekstra > STOV:
        hva = (
            f"Vakten går over null. Del den i to rader: {tidbank} timer Tidbank og {ekstra} timer Ekstra, som betales."
        )
    elif not i_banken and p.tidbank > STOV:
        hva = f"Vakten er {v.type} og utenfor tidbanken, men timer skyldes: {tidbank} timer kan gå i tidbanken."
    else:
        return blokker
    return (*blokker, Notat((hva,)))


def _liste(p: Provevakt) -> Rader:
    felt = (
        Felt("Plass", Format.ANTALL, 7),
        Felt("Ansatt", Format.TEKST, 30),
        Felt("Gruppe", Format.TEKST, 20),
        Felt("Uker bak plan", Format.ETTERSLEP, 12),
        Felt("Vakter i helg og på røde dager", Format.ANTALL, 14),
    )
    rader = tuple(
        (k.plass, person(k.ansattnr, k.navn), GRUPPENAVN[k.gruppe], *((k.uker_bak, k.helg_og_rode) if k.gruppe == 1
         else (None, None)))
        for k in p.kandidater[:VIST]
    )  # fmt: skip
    flere = len(p.kandidater) - VIST
    return Rader(
        "Rekkefølgen vakten skal tilbys i",
        felt,
        rader,
        tom="Ingen kvalifiserte er ledige.",
        merknad=(f"Og {flere} til. " if flere > 0 else "")
        + "Tidbank og kvalifisert først, den som ligger flest uker bak øverst (utkastet pkt. 5; aml. § 14-3).",
    )
