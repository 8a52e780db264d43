"""Words and small shapes several pages share."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from xl_tidbank.core import tekst
from xl_tidbank.core.funn import Alvor, Funn
from xl_tidbank.core.tekst import STOV
from xl_tidbank.core.views import Saldo

from ..page.plain import Format, Nokkeltall, Side, Status

ALVORSORD: Mapping[str, str] = MappingProxyType(
    {
        Alvor.BRUDD: Status.BRUDD,
        Alvor.ADVARSEL: Status.ADVARSEL,
        Alvor.INFO: Status.INFO,
    }
)
ALVORSORDEN = (Alvor.BRUDD, Alvor.ADVARSEL, Alvor.INFO)

# A rule without a name here is shown by its id: a new clause needs nothing but its own file.
REGELNAVN: Mapping[str, str] = MappingProxyType(
    {
        "utelatt": "Ikke med: en rad kan ikke leses",
        "varselfrist": "Vakt varslet for sent",
        "sentral_avtale": "Kortere varselfrist uten sentral avtale",
        "godkjenning": "Selvvalgt vakt uten godkjenning",
        "godkjenning_sen": "Selvvalgt vakt godkjent etterpå",
        "droftet_sent": "Plan drøftet for sent med tillitsvalgt",
        "onske_mangler": "Den ansattes ønske er ikke ført",
        "ubekreftet_vakt": "Vakt som ikke er bekreftet",
        "tidbank_tak": "For stor del av stillingen i tidbank",
        "maks_andel_avtale": "Tak over 40 % uten avtale",
        "over_full_stilling": "Mer enn full stilling",
        "deltid": "Tidbank er bare for fast ansatte på deltid",
        "signert_avtale": "Avtale som ikke var underskrevet i tide",
        "periode_lengde": "Lang avregningsperiode",
        "overlapp_avtale": "To avtaler for samme dag",
        "overlapp_periode": "To avregningsperioder for samme dag",
        "hull_i_avtale": "Dager i perioden uten avtale",
        "person_tak": "For mye tidbank i stillingene til sammen",
        "person_full_stilling": "Stillinger over 100 % til sammen",
        "person_perioder": "Samme person med to perioder",
        "samme_navn": "To numre med samme navn",
        "dobbelt_vakt": "To vakter samtidig",
        "overlapp_turnus": "Vakt oppå den ordinære turnusen",
        "dobbel_turnus": "Samme tid to ganger i turnusen",
        "ferie_og_vakt": "Ferie og utført vakt samme dag",
        "fravaer_og_vakt": "Helt fravær og utført vakt samme dag",
        "gradert_vakt": "Forkortet vakt på en dag med gradert fravær",
        "overlapp_fravaer": "To fravær samtidig",
        "gradert_ferie": "Gradert ferie",
        "ferie_dager": "Flere feriedager enn året har",
        "fravaer_uten_helg": "Fravær uten helg",
        "vakt_utenfor_avtale": "Tidbankvakt uten avtale den dagen",
        "sluttvarsel": "Plan før perioden slutter",
        "gjennomgang_forfalt": "Gjennomgang som ikke er holdt",
        "ledig_vakt": "Ledig vakt",
        "bortfall": "Timer som faller bort",
        "overskudd": "Timer til gode ved periodens slutt",
        "timebank_overtrekk": "Uttak utover saldoen i timebanken",
        "dobbel_timebank": "Samme rad to ganger i timebanken",
        "avspasering_uten_uttak": "Avspasering som ikke er tatt ut av timebanken",
        "manglende_timer": "Timer som mangler på dager med kapasitet",
        "kapasitet_mangler": "Timer uten kapasitet å måle mot",
        "overlapp_timer": "Samme time ført to ganger",
        "timer_rod_dag": "Timer på en rød dag",
        "time_i_begge_banker": "Timer i timebanken som telles et annet sted",
        "startsaldo_legges_til": "Startsaldo oppå eldre timer",
        "prosess_ikke_fort": "Prosessen er ikke ført",
        "prosess_mangler": "Steg som mangler før tidbank begynner",
        "prosess_rekkefolge": "Steg i feil rekkefølge",
        "prosess_forfalt": "Steg som skulle vært gjort",
        "prosess_begrunnelse": "Steg uten konklusjon",
        "evaluering_forfalt": "Evaluering som ikke er holdt",
        "kartlegging_mangler": "Kartlegging som mangler år",
        "kartlegging_ufullstendig": "Kartlegging som mangler tall",
        "fortrinnsrett": "Ledig fast stilling",
        "vesentlig_ulempe": "Vakt til vesentlig ulempe",
        "oppsigelse_grunn": "Oppsigelse uten saklig grunn",
        "fordeling_helg": "Klart flere helger enn kollegene",
        "fordeling_rode_dager": "Klart flere røde dager enn kollegene",
        "fordeling_kveld": "Klart flere kveldstimer enn kollegene",
        "fordeling_natt": "Klart flere nattetimer enn kollegene",
        "merarbeid_jevnlig": "Jevnlig arbeid utover avtalt tid",
        "ekstravakt_som_tidbank": "Ekstravakt mens timer skyldes",
        "vakt_over_null": "Tidbankvakt som går over null",
        "sats_utdatert": "Satser som er mulig utdatert",
        "lonnsgrunnlag_mangler": "Avtale uten lønnsgrunnlag",
        "lonn_ikke_regnet": "Lønn som ikke kan regnes ut",
        "turnus_utdrag": "Månedsbeløp av en del av turnusen",
        "sykelonn_valg": "Grunnlag for sykelønn er ikke valgt",
        "deltid_overtid": "Merarbeid uten overtidstillegg",
        "omregnet_uke": "Omregnet uke ved periodens slutt",
        "hviletid_daglig": "For kort døgnhvile",
        "hviletid_ukentlig": "For kort ukehvile",
        "arbeidstid_dag": "Lang arbeidsdag",
        "arbeidstid_uke": "Lang arbeidsuke",
        "overtid_7_dager": "Mye overtid i sju dager",
        "overtid_4_uker": "Mye overtid i fire uker",
        "overtid_52_uker": "Mye overtid i 52 uker",
        "pause": "For kort pause",
        "nattarbeid": "Mye arbeid om natten",
        "annenhver_sondag": "Søn- og helgedager uten fri imellom",
        "lokal_avtale": "Grense satt uten gyldig avtale",
    }
)


def egetstempel(side: Side) -> Side:
    """The page with a stamp of what stands on it, where the bank's own would tell something of what does not."""
    innhold = repr((side.ark, side.tittel, side.undertittel, side.gjelder, side.blokker))
    return replace(side, stempel=hashlib.sha256(innhold.encode()).hexdigest()[:12])


def regelnavn(regel: str) -> str:
    return REGELNAVN.get(regel, regel.replace("_", " ").capitalize())


def stovfri(timer: float) -> float:
    """The hours unrounded, but 0 where a sum is off from it only in its last bits."""
    return 0.0 if abs(timer) < STOV else timer


def person(ansattnr: str, navn: str) -> str:
    return f"{ansattnr} {navn}".strip()


def antall(n: int, en: str, flere: str) -> str:
    """1 vakt, 2 vakter."""
    return f"{n} {en if n == 1 else flere}"


def tell(funn: Iterable[Funn]) -> Counter[str]:
    """Findings by severity."""
    return Counter(f.alvor for f in funn)


def etter_regel(funn: Sequence[Funn]) -> list[tuple[str, list[Funn]]]:
    """Findings by rule: the most severe first, then the most frequent."""
    grupper: dict[str, list[Funn]] = {}
    for f in sorted(funn, key=lambda f: ALVORSORDEN.index(f.alvor)):
        grupper.setdefault(f.regel, []).append(f)
    return sorted(grupper.items(), key=lambda g: (ALVORSORDEN.index(g[1][0].alvor), -len(g[1])))


def alvorstekst(funn: Iterable[Funn]) -> str:
    """45 brudd, 3 advarsler."""
    telt = tell(funn)
    ord_ = {
        Alvor.BRUDD: ("brudd", "brudd"),
        Alvor.ADVARSEL: ("advarsel", "advarsler"),
        Alvor.INFO: ("opplysning", "opplysninger"),
    }
    return ", ".join(antall(telt[a], *ord_[a]) for a in ALVORSORDEN if telt[a])


def timer_i_alt(saldoer: Sequence[Saldo]) -> tuple[Nokkeltall, Nokkeltall]:
    """Owed hours and hours to the good, each on its own: they belong to different people and do not cancel."""
    skyldig = [s for s in saldoer if s.skyldig > STOV]
    gode = [s for s in saldoer if s.skyldig < -STOV]
    return (
        Nokkeltall(
            "Skyldig i alt, timer",
            sum(s.skyldig for s in skyldig),
            Format.TIMER,
            antall(len(skyldig), "ansatt", "ansatte"),
        ),
        Nokkeltall(
            "Til gode i alt, timer",
            -sum(s.skyldig for s in gode) if gode else 0.0,
            Format.TIMER,
            antall(len(gode), "ansatt", "ansatte"),
        ),
    )


def funnkort(funn: Sequence[Funn]) -> tuple[Nokkeltall, Nokkeltall]:
    telt = tell(funn)
    return (
        Nokkeltall("Brudd", telt[Alvor.BRUDD], Format.ANTALL, "på avtalen eller loven"),
        Nokkeltall("Advarsler", telt[Alvor.ADVARSEL], Format.ANTALL, "som krever en avgjørelse"),
    )


def lysfordeling(saldoer: Sequence[Saldo]) -> str:
    telt = Counter(s.status for s in saldoer)
    ord_ = ((Status.I_RUTE, "i rute"), (Status.FOLG_MED, "følg med"), (Status.BRUDD, "brudd"))
    return ", ".join(f"{telt[s]} {navn}" for s, navn in ord_ if telt[s])


def datospenn(fra: date, til: date) -> str:
    return f"{tekst.dato(fra)}–{tekst.dato(til)}"
