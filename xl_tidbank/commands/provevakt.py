"""Try a shift before it is assigned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ..book.page.formater import Format
from ..core.model import TIDBANK, TILDELT, TILDELT_MAATE, TYPER, Vakt
from . import som_json
from .felles import ramme
from .registry import Bruk, kommando
from .sporsmaal import ANSATTE, Sporsmaal, Svarslag
from .svar import Merket, Spalte, Svar, Tavle, Tittel, Vist, kode

if TYPE_CHECKING:
    from ..book.page.plain import Side
    from ..core.bank import Bank
    from ..core.views import Provevakt

KLOKKESLETT = "Klokkeslett, for eksempel 07:30."


@kommando(
    "Kontroller",
    "Prøv vakt",
    "Viser hva en vakt ville bryte før den tildeles, og hvem som har fortrinn.",
    sporsmaal=(
        Sporsmaal("ansatte", Svarslag.ANSATTE, ANSATTE.etikett, valg=("--ansatt",), metavar="HVEM", maa=True,
                  hjelp="Den som skal ha vakten."),
        Sporsmaal("vaktdato", Svarslag.DATO, "Vaktens dato. Tomt = første dag med nok varsel.", valg=("--dato",),
                  metavar="DATO", maa=True, hjelp="Dagen vakten begynner."),
        Sporsmaal("start", Svarslag.KLOKKE, "Start", "07:30", valg=("--start",), metavar="TT:MM", maa=True,
                  hjelp=KLOKKESLETT, kolonne="Vakter.Start"),
        Sporsmaal("slutt", Svarslag.KLOKKE, "Slutt", "15:00", valg=("--slutt",), metavar="TT:MM", maa=True,
                  hjelp=KLOKKESLETT, kolonne="Vakter.Slutt", eksempel="15:00"),
        Sporsmaal("pause", Svarslag.TALL, "Ubetalt pause i minutter", "30", valg=("--pause",), metavar="MIN",
                  hjelp="Ubetalt pause i minutter.", kolonne="Vakter.Pause", ellers="0"),
        Sporsmaal("type", Svarslag.VALG, "Type", TIDBANK, TYPER, valg=("--type",), metavar="TYPE",
                  hjelp="Tidbank, Ekstra, Bytte, Overtid ..."),
        Sporsmaal("onske", Svarslag.FLAGG, "Eget ønske om kortere varsel", "Nei", ("Nei", "Ja"), valg=("--onske",),
                  hjelp="Den ansatte ønsker selv kortere varsel.", kolonne="Vakter.Eget ønske"),
        Sporsmaal("kompetanse", valg=("--kompetanse",), metavar="NAVN", hjelp="Kompetansen vakten krever."),
    ),
    dag=Sporsmaal("dag", Svarslag.DATO, "Dato", valg=("--varslet",), metavar="DATO", ellers="i dag",
                  hjelp="Dagen den ansatte får vite det. Uten: bankens dag, ellers i dag."),
    viser=("funn", "saldo"),
    linje=Bruk(
        "prov",
        "Prøver en vakt før den tildeles: hva den bryter og hvem som har fortrinn. Avslutter med 1 når den bryter noe.",
    ),
)  # fmt: skip
def prov_vakt(
    bank: Bank, dag: date, ansatte: Sequence[str] = (), vaktdato: date | None = None, start: int | None = None,
    slutt: int | None = None, pause: int | None = None, type: str = "", onske: bool = False, kompetanse: str = "",
) -> Svar:  # fmt: skip
    """An answer for each employee named; for the first on the list of priority where none is."""
    from ..core import tekst
    from ..core.errors import TidbankFeil
    from ..core.vakt.provevakt import bryter

    naar = vaktdato or dag + timedelta(days=bank.valg.varselfrist(dag))
    vakt = vakt_av(naar, start, slutt, pause, type, onske, kompetanse)
    valgte = ansatte or [k.ansattnr for k in bank.prioritet(vakt, dag)[:1]]
    if not valgte:
        raise TidbankFeil(
            f"Ingen er ledige til en vakt {tekst.dato(naar)}. Velg en annen dag, eller skriv ansattnummer."
        )
    prover = [bank.prov(vakt._replace(ansattnr=nr), dag) for nr in valgte]

    def sider() -> list[Side]:
        from ..book.sheets.provevakt import provevakt_side

        return [provevakt_side(p, **ramme(bank)) for p in prover]

    return Svar(
        sider=sider,
        json=lambda: _json(prover[0]) if len(prover) == 1 else {"prover": [_json(p) for p in prover]},
        vist=lambda: [linje for p in prover for linje in _vist(p)],
        kode=kode(any(map(bryter, prover))),
    )


def vakt_av(
    dato: date, start: int | None, slutt: int | None, pause: int | None = None, type_: str = TIDBANK,
    onske: bool = False, kompetanse: str = "",
) -> Vakt:  # fmt: skip
    """A shift on trial: minutes after midnight, minutes of pause. Raises Svarfeil with a sentence."""
    from ..core.errors import Svarfeil

    if start is None or slutt is None:
        raise Svarfeil("Start og Slutt må fylles ut. Skriv klokkeslett som 07:30.")
    if start == slutt:
        raise Svarfeil("Start og Slutt er like. Skriv 00:00 og 24:00 når vakten varer hele døgnet.")
    valgt = next((t for t in TYPER if t.casefold() == (type_ or TIDBANK).casefold()), None)
    if valgt is None:
        raise Svarfeil(f"Type er «{type_}». Velg en av: {', '.join(TYPER)}.")
    vakt = Vakt(
        "", "", dato, start, slutt, pause or 0, valgt, TILDELT_MAATE, TILDELT, None, onske, kompetanse=kompetanse
    )
    if vakt.timer < 0:
        raise Svarfeil(f"Pause på {pause} minutter er lengre enn vakten. Rett pausen eller klokkeslettene.")
    return vakt


def _json(p: Provevakt) -> dict[str, Any]:
    from ..core import tekst

    v = p.vakt
    return {
        "ansattnr": p.ansatt.ansattnr, "navn": p.ansatt.navn, "varslet": p.dag,
        "vakt": {"dato": v.dato, "start": tekst.klokke(v.start), "slutt": tekst.klokke(v.slutt), "pause": v.pause,
                 "type": v.type, "timer": v.timer},
        "funn": [som_json.funn(f) for f in p.funn],
        "varsel": {"status": p.varsel, "dager": p.varsel_dager, "siste_frist": p.siste_varsel},
        "saldo": {"skyldig_etter_avtalt_foer": p.foer, "skyldig_etter_avtalt": p.etter, "tidbank": p.tidbank,
                  "ekstra": p.ekstra},
        "plass": p.plass, "prioritet": [som_json.kandidat(k) for k in p.kandidater],
    }  # fmt: skip


def _vist(p: Provevakt) -> list[Vist]:
    """What the shift would break, its notice, the hours, and the order it should be offered in."""
    from ..book.sheets.common import ALVORSORD, person
    from ..core import tekst

    v, hvem = p.vakt, person(p.ansatt.ansattnr, p.ansatt.navn)
    tid = f"{tekst.dato(v.dato)} kl. {tekst.klokke(v.start)}–{tekst.klokke(v.slutt)}"
    ut: list[Vist] = [Tittel(f"{hvem}: {tid}, {tekst.timer(v.timer)} timer {v.type}")]
    ut += [Merket(ALVORSORD[f.alvor], f"{f.tekst} {f.tiltak} ({f.hjemmel})") for f in p.funn]
    if not p.funn:
        ut.append("  Hvile og arbeidstid er i orden.")
    ut.append(f"Varsel {tekst.dato(p.dag)}: {p.varsel} Siste frist: {tekst.dato(p.siste_varsel)}.")
    if p.foer is None or p.etter is None:
        ut.append("Ingen avregningsperiode dekker vakten.")
    else:
        ut.append(f"Etter avtalte vakter: {tekst.skyldig(p.foer)}, med vakten {tekst.skyldig(p.etter)}.")
        if p.ekstra > 0 and p.tidbank > 0:
            deling = f"{tekst.timer(p.tidbank)} timer Tidbank og {tekst.timer(p.ekstra)} timer Ekstra"
            ut.append(f"Vakten går over null: {deling}.")
    kolonner = (Spalte("Plass", Format.ANTALL), Spalte("Ansatt"), Spalte("Grunn"))
    ut.append(Tavle("Rekkefølge", kolonner, [(k.plass, person(k.ansattnr, k.navn), k.grunn) for k in p.kandidater]))
    if p.plass is None:
        ut.append(f"{hvem} er ikke på listen: opptatt, borte eller uten kompetansen.")
    return ut
