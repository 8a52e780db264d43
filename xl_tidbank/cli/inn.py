"""Commands that bring something in: importer, profiler and profil-fra."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..commands import Sporsmaal, Svar, Svarslag, verktoy
from ..commands.sporsmaal import DAG
from ..core.errors import TidbankFeil
from . import terminal
from .kjor import brukfeil, skal_skrives
from .lese import OM, Lestbank, dagen
from .parser import OVERSKRIV, UT_DELES

if TYPE_CHECKING:
    from ..book import logg
    from ..book.egne.hente import Skriftbank
    from ..commands.inn import Innhenting


def _profilnavn() -> str:
    from ..tables.importer import profil

    return f"{', '.join(profil.levert())}; eller en .toml-fil"


@verktoy(
    "Inn og ut",
    "importer",
    "Henter en turnus, en vaktliste eller timer inn i en ny bank. Viser først hva det gjør; --vis skriver ingenting.",
    Sporsmaal("bank", Svarslag.FIL, metavar="BANK.xlsx", maa=True, hjelp="Banken. Den endres ikke."),
    Sporsmaal("fil", Svarslag.FIL, metavar="FIL", maa=True, hjelp="Filen som hentes (.xlsx, .ods eller .csv)."),
    Sporsmaal("profil", Svarslag.TEKST, valg=("--profil",), metavar="NAVN",
              hjelp="Profilen filen leses med, eller stien til en .toml. Se tidbank profiler.", eksempel="vaktliste"),
    Sporsmaal("ark", Svarslag.TEKST, valg=("--ark",), metavar="ARK", hjelp="Arket i filen, når flere passer."),
    Sporsmaal("fra", Svarslag.DATO, valg=("--fra",), metavar="DATO", hjelp="Første dag som hentes."),
    Sporsmaal("til", Svarslag.DATO, valg=("--til",), metavar="DATO", hjelp="Siste dag som hentes."),
    Sporsmaal("startuke", Svarslag.TEKST, valg=("--startuke",), metavar="N", hjelp="Rulleplan: uken alle begynner i."),
    Sporsmaal("enhet", Svarslag.TEKST, valg=("--enhet",), metavar="NAVN", hjelp="Enheten filen gjelder."),
    Sporsmaal("med_fravaer", Svarslag.FLAGG, valg=("--med-fravaer",), hjelp="Henter fravær også."),
    Sporsmaal("godta_flytting", Svarslag.FLAGG, valg=("--godta-flytting",),
              hjelp="Flytter vakter som er varslet, og tømmer Varslet."),
    Sporsmaal("fjern_borte", Svarslag.FLAGG, valg=("--fjern-borte",),
              hjelp="Tar ut turnus og timer som ikke lenger står i filen."),
    Sporsmaal("ta_filens", Svarslag.FLAGG, valg=("--ta-filens",),
              hjelp="Tar filens verdier i rader som er endret for hånd etter forrige import."),
    Sporsmaal("som_grunnturnus", Svarslag.FLAGG, valg=("--som-grunnturnus",),
              hjelp="Rulleplan: henter ukene til Grunnturnus, fra dagen i --fra, i stedet for vakter i Turnus."),
    DAG,
    Sporsmaal("tid", Svarslag.TEKST, valg=("--tid",), metavar="TIDSPUNKT", hjelp="Tidspunktet i Importer. Uten: nå."),
    Sporsmaal("vis", Svarslag.FLAGG, valg=("--vis",), hjelp="Viser bare hva som vil skje, og skriver ingenting."),
    UT_DELES,
    OVERSKRIV,
)  # fmt: skip
def importer(
    bank: Path, fil: Path, profil: str = "", ark: str = "", fra: date | None = None, til: date | None = None,
    startuke: str = "", enhet: str = "", med_fravaer: bool = False, godta_flytting: bool = False,
    fjern_borte: bool = False, ta_filens: bool = False, som_grunnturnus: bool = False, dag: date | None = None,
    tid: str = "", vis: bool = False, ut: Path | None = None, overskriv: bool = False,
) -> Svar:  # fmt: skip
    from ..commands import inn
    from ..core.bank import Bank
    from ..tables.importer import rapport
    from ..tables.importer.valg import Importvalg
    from .vis import vis as si

    naar = _tidspunkt(tid)
    uke = _startuke(startuke)
    if fra and til and til < fra:
        raise brukfeil("--til er før --fra. Rett den av dem som er feil.")
    if ut is None and not vis:
        raise brukfeil("Oppgi -o NY.xlsx, eller --vis for bare å se hva som vil skje.")
    skal_skrives(ut, overskriv or vis, bank)
    if ut is not None and ut.exists() and fil.exists() and ut.samefile(fil):
        raise brukfeil(f"{ut} er filen det hentes fra. Velg et annet navn.")
    _krev_profil(profil)
    if not fil.exists():
        raise brukfeil(f"{fil} finnes ikke. Profilene er {_profilnavn()}.")
    lest = les_til_skriving(bank)
    try:
        enhet = rapport.krev_enhet(lest.tabeller, enhet)
    except TidbankFeil as e:
        raise brukfeil(str(e.feil[0]), "--enhet") from e
    valg = Importvalg(
        ark, fra, til, uke, enhet, med_fravaer, godta_flytting, fjern_borte, ta_filens, som_grunnturnus
    )  # fmt: skip
    with terminal.arbeider(f"Leser {fil} ..."):
        hent = inn.forbered(lest.tabeller, fil, profil, valg, dag or dagen(bank, Bank(lest.tabeller)))
    linjer = [] if OM.som_json else hent.vist()
    skrevet = ut if ut is not None and not vis else None
    if skrevet is not None:
        si(linjer)  # nothing is written before it has been shown (I2)
        linjer = ["", *_skriv(hent, lest, skrevet, naar)]
    return Svar(json=hent.json, vist=lambda: linjer, kode=hent.kode)


def _krev_profil(profil: str) -> None:
    from ..book.open import fremmed

    if not profil:
        raise brukfeil(f"Oppgi --profil: {_profilnavn()}.")
    try:
        fremmed.les_profil(profil)
    except TidbankFeil as e:
        raise brukfeil(str(e.feil[0])) from e


def les_til_skriving(bank: Path) -> Skriftbank:
    """The bank, with what its user should know, and the log told whose it is."""
    from ..book.egne import hente
    from ..book.files import beside, save
    from ..core.bank import Bank

    save.denne().merk(*beside.merknader(bank))
    with terminal.arbeider(f"Leser {bank} ..."):
        lest = hente.les(bank)
    terminal.merknader(lest.tabeller.merknader)
    OM.kilde = Lestbank(bank, Bank(lest.tabeller), merke=lest.merke)
    return lest


def _skriv(hent: Innhenting, lest: Skriftbank, ut: Path, naar: datetime) -> list[str]:
    """Write the new bank, and the line in its log; what to tell of it."""
    from ..book.egne import hente
    from ..book.template.live import som_skrevet
    from ..commands import forsider
    from ..core.rules.avtale.overlapp_avtale import OVERLAPP_AVTALE

    with terminal.arbeider(f"Skriver {ut} ..."):
        hentet, ny = hent.ny_bok(lest, naar)
        i_fil, i_ark = hente.loggen(lest.fra, hentet.eget)
        er_ny = not ut.exists()
        overlapp = any(f.slag is OVERLAPP_AVTALE for f in ny.funn(hent.dag))
        hente.skriv(ut, hentet, [] if overlapp else forsider(som_skrevet(hentet.rader), hent.dag), i_ark)
    loggfor(ut, "importer", hent.stempel_foer, ny.stempel, i_fil if er_ny else ())
    ut_linjer = [f"Laget {ut}. {lest.fra.name} er ikke endret."]
    if lest.fra.suffix.lower() == ".xlsm":
        ut_linjer.append(f"Makroene er ikke med. Legg den nye banken i Excel: tidbank excel MAPPE --fra {ut}")
    ut_linjer += [f"▲ Ikke med: {x}" for x in hentet.eget.ikke_med]
    return [*ut_linjer, f"Kontroller banken: tidbank kontroller {ut}"]


def loggfor(ut: Path, kommando: str, foer: str, etter: str, gamle: Sequence[logg.Linje]) -> None:
    """The lines the log beside the new bank begins with, and the one of this command."""
    from ..book import logg
    from ..book.files import save

    skrevet = save.denne().skrevet[-1:]
    for linje in (*gamle, logg.Linje(logg.naa(), kommando, foer, etter, *logg.filene(skrevet))):
        if feil := logg.skriv(ut, linje):
            save.denne().merk(feil)
            break


def _tidspunkt(tid: str) -> datetime:
    from ..core.errors import Verdifeil
    from ..tables import values

    try:
        lest = values.tidspunkt(tid, "--tid")
    except Verdifeil as e:
        raise brukfeil(str(e), "--tid") from e
    return lest or datetime.now().replace(microsecond=0)


def _startuke(tekst: str) -> int | None:
    if not tekst:
        return None
    if not tekst.isdecimal() or not 1 <= int(tekst) <= 53:
        raise brukfeil(f"--startuke er «{tekst}». Skriv nummeret på en uke i planen.")
    return int(tekst)


@verktoy(
    "Inn og ut",
    "profiler",
    "Profilene som følger med: hvordan filer fra andre systemer leses.",
    Sporsmaal(
        "navn", Svarslag.TEKST, valg=("--vis",), metavar="NAVN", hjelp="Viser hele profilen, til å lage sin egen av."
    ),
)
def profiler(navn: str = "") -> Svar:
    from ..commands import inn
    from ..tables.importer import profil

    if navn and navn not in profil.levert():
        raise brukfeil(f"Profilen «{navn}» finnes ikke. Profilene er {_profilnavn()}.")
    alle = [profil.hent(n) for n in profil.levert() if navn in ("", n)]
    return Svar(
        json=lambda: {
            "profiler": [
                {"navn": p.navn, "form": p.form, "hva": p.hva, **({"toml": profil.tekst(p.navn)} if navn else {})}
                for p in alle
            ]
        },
        vist=lambda: profil.tekst(navn).splitlines() if navn else inn.profilene(),
    )


@verktoy(
    "Inn og ut",
    "profil-fra",
    "Foreslår en profil etter overskriftene i en fil, og sier hva som er usikkert.",
    Sporsmaal("fil", Svarslag.FIL, metavar="FIL", maa=True, hjelp="En fil slik den kommer (.xlsx, .ods eller .csv)."),
    Sporsmaal("ut", Svarslag.UTFIL, valg=UT_DELES.valg, metavar="MIN.toml", maa=True, hjelp="Profilen som skal lages."),
    OVERSKRIV,
)
def profil_fra(fil: Path, ut: Path, overskriv: bool = False) -> Svar:
    from ..book.files import save
    from ..book.open import fremmed
    from ..commands import inn
    from ..tables.importer import forslag

    skal_skrives(ut, overskriv, fil, ".toml")
    with terminal.arbeider(f"Leser {fil} ..."):
        f = forslag.foresla(fremmed.les(fil), ut.stem)
    save.skriv_helt(ut, lambda ny: _skriv_tekst(ny, f.toml))
    return Svar(
        json=lambda: {
            "fil": str(ut), "form": f.form, "ark": f.ark,
            "kolonner": [
                {"overskrift": k.overskrift, "felt": k.felt, "eksempel": k.eksempel, "sikker": k.sikker}
                for k in f.kolonner
            ],
            "usikkert": list(f.usikkert),
        },
        vist=lambda: [*inn.forslag_vist(f), "", f"Laget {ut}. Se på den, og bruk den med --profil {ut}."],
    )  # fmt: skip


def _skriv_tekst(sti: Path, tekst: str) -> None:
    with open(sti, "w", encoding="utf-8", newline=os.linesep) as f:
        f.write(tekst)
