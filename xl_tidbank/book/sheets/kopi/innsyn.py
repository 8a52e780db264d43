"""The pages of the copy for the union rep: every figure as the bank gave it, and as a native formula over the rows.

What stands here comes from `core.innsyn` alone. Formulas are those every spreadsheet program has had for long.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from math import fsum

from xl_tidbank.core import tekst
from xl_tidbank.core.innsyn import (
    AVRUNDET,
    AVTALTE_FRAM,
    GODSKREVET,
    SKYLD,
    SLIPPES,
    UBEKREFTET,
    UTFORTE,
    Innsyn,
    Innsynsperson,
)
from xl_tidbank.core.kopikreditt import AVRUNDET as AVRUNDET_VALG
from xl_tidbank.core.kopikreditt import EKSAKT, FORRIGE, UTEN_GRUNN, mangler_grunn
from xl_tidbank.core.model import EN_DAG
from xl_tidbank.core.valg import Valg
from xl_tidbank.tables.schema import ETTER_NAVN, Slag

from ...page.plain import Blokk, Felt, Format, Formel, Nokkelrad, Nokkeltall, Notat, Rader, Side, Verdi
from ..common import ALVORSORD
from ..valg import vis
from .innsynstall import (  # fmt: skip
    ANDEL,
    AVTALER,
    ETTERREGNING,
    NAVN,
    OVERSIKT,
    PAALOPT,
    POSTERINGER,
    TIMER,
    TRENGS,
    UKE,
    dager,
    neste,
    paalopt_av,
    paalopt_dag,
    regnet,
    tallene,
    trengs,
    uke,
)
from .regnet import dato as datoformel
from .regnet import med_formel

STEMMER, STEMMER_IKKE = "Stemmer", "Stemmer ikke"
FLEST_OPPSLAG = 3_000_000  # comparisons of whole columns; above it each formula looks at the employee's own rows only

IKKE_MED = "Ikke med i kopien"
NOYAKTIG = "Godskrevet nøyaktig til"
GRUNNEN = "Slik kan ingen lese hva slags fravær noen har hatt (personvernforordningen art. 9)."
_UBEKREFTET = "Ubekreftet er vakter som har vært, men ikke er bekreftet; de er ikke regnet med. "
_VAKTENE = {
    AVRUNDET_VALG: "Avtalt er vakter som er avtalt og ikke bekreftet: framover, og siden forrige gjennomgang. "
    "Ubekreftet er de som er eldre; de er ikke regnet med. ",
    FORRIGE: "", EKSAKT: _UBEKREFTET,
}  # fmt: skip
_POSTENE = {
    AVRUNDET_VALG: f"{AVRUNDET}: det som er godskrevet siden, i hele uker, rundet av til en halv. {AVTALTE_FRAM}: "
    f"vakter som er avtalt og ikke bekreftet, framover og siden forrige gjennomgang, som én sum. {UBEKREFTET}: de som "
    "er eldre; de telles ikke.",
    FORRIGE: "",
    EKSAKT: f"{AVTALTE_FRAM}: en tildelt eller godkjent vakt framover. {UBEKREFTET}: vakter som har vært, men ikke er "
    "bekreftet; de telles ikke.",
}  # fmt: skip

_FORMAT = {
    Slag.DATO: Format.DATO, Slag.PROSENT: Format.PROSENT, Slag.TALL: Format.TIMER, Slag.KRONER: Format.KRONER,
    Slag.MINUTTER: Format.ANTALL, Slag.KLOKKE: Format.KLOKKE,
}  # fmt: skip
_BREDDE = {Format.DATO: 11.0, Format.PROSENT: 8.0, Format.TIMER: 9.0, Format.TEKST: 12.0}


def kolonne(tabell: str, felt: str) -> Felt:
    """The column a field of a record is shown in: the name it has in the bank."""
    t = ETTER_NAVN[tabell]
    k = t.kolonner[t.post._fields.index(felt)]  # type: ignore[attr-defined]  # records are named tuples
    format_ = _FORMAT.get(k.slag, Format.TEKST)
    return Felt(k.navn, format_, _BREDDE.get(format_, k.bredde) if k.slag is not Slag.TEKST else k.bredde)


def ikke_med(i: Innsyn) -> str:
    """Those of the selection the copy has no figures for, by number or pseudonym and name."""
    return ", ".join(f"{nr} {navn}".strip() if nr else "rader uten ansattnr" for nr, navn in i.utelatt)


def _celle(verdi: Verdi | bool) -> Verdi:
    return ("Ja" if verdi else "Nei") if isinstance(verdi, bool) else verdi


class Kopisider:
    """The pages made from what the rep may know. virksomhet: the workplace, in the band of every page."""

    def __init__(self, i: Innsyn, *, virksomhet: str, valg: Valg, laget: date | None = None) -> None:
        self.i, self.virksomhet, self.valg, self.laget = i, virksomhet, valg, laget
        self.tall = tallene(i)
        # Which of number, name and unit there is anything to say of: with pseudonyms there is no name.
        brukt = [n for n, _ in enumerate(SLIPPES["Ansatte"]) if not n or any(p.ansatt[n] for p in i.personer)]
        self.hvem = [kolonne("Ansatte", SLIPPES["Ansatte"][n]) for n in brukt]
        self._brukt = brukt
        self.start = [0, *accumulate(len(p.poster) for p in i.personer)]  # before each employee's rows
        self.hele_kolonner = self.start[-1] * len(i.personer) <= FLEST_OPPSLAG
        self.regnet = [regnet(p, self.tall) for p in i.personer]
        self.navn = {str(p.ansatt[0]): str(p.ansatt[1]) for p in i.personer}

    def alle(self) -> list[Side]:
        return [self.oversikt(), self.etterregning(), self.avtaler(), self.posteringer(), self.funn(), self.valgene()]

    def _side(self, ark: str, tittel: str, blokker: Sequence[Blokk], under: str, *, liggende: bool = True) -> Side:
        return Side(
            ark, tittel, tuple(blokker), gjelder=self.i.dag, virksomhet=self.virksomhet, undertittel=under,
            liggende=liggende, laget=self.laget,
        )  # fmt: skip

    def _hvem(self, nr: int, p: Innsynsperson, antall: int = 99) -> tuple[Verdi, ...]:
        return (nr, *(p.ansatt[n] for n in self._brukt[:antall]))

    def _hvemfelt(self, antall: int = 99) -> list[Felt]:
        return [Felt("Nr", Format.ANTALL, 4), *self.hvem[:antall]]

    # The pages, in the order of the workbook

    def oversikt(self) -> Side:
        felt = [*self._hvemfelt(), Felt("Status", Format.STATUS, 12)]
        felt += [Felt(t.navn, t.format, 9) for t in self.tall]
        felt += [
            Felt(TRENGS, Format.TIMER, 9), Felt("Neste gjennomgang", Format.DATO, 11),
            Felt("Periodestart", Format.DATO, 11), Felt("Periodeslutt", Format.DATO, 11),
            Felt("Etterregnet", Format.TEKST, 12),
        ]  # fmt: skip
        if self.i.maate != EKSAKT:
            felt.append(Felt(NOYAKTIG, Format.DATO, 11))
        rader = []
        for nr, p in enumerate(self.i.personer, 1):
            s = p.saldo
            trengs = s.trengs_per_uke_etter_avtalt
            noyaktig = (p.kreditt.grense - EN_DAG if p.kreditt.grense > p.periodestart else "–",)
            rader.append((
                *self._hvem(nr, p), s.status, *(getattr(s, t.nokkel) for t in self.tall),
                None if trengs is None else max(0.0, trengs), s.neste_gjennomgang, p.periodestart, p.periodeslutt,
                self._svar(nr), *(noyaktig if self.i.maate != EKSAKT else ()),
            ))  # fmt: skip
        tabell = Rader(
            "", tuple(felt), tuple(rader), navn=OVERSIKT, sumformel=True,
            sum=tuple(t.navn for t in self.tall if t.nokkel not in ("ukestimer_tidbank", "etterslep")),
            merknad=(
                "Skyldig = periodeskyld minus arbeidet og godskrevet. Etterslep = påløpt minus arbeidet og godskrevet. "
                f"{_VAKTENE[self.i.maate]}Etterregnet sier om "
                "arket Etterregning, som regner alt på nytt fra radene i denne filen, kommer til det samme. "
                "Delta § 10 og § 15; aml. § 10-7."
            ),
        )  # fmt: skip
        return self._side(
            OVERSIKT, "Tidbank: kopi til tillitsvalgt",
            (
                self._nokkeltall(), *self._ikke_med(), tabell,
                Notat((self._om_kreditten(),), "Hvor nøyaktig kopien er"), *self._per_enhet(),
            ),
            "Timene i tidbanken, én rad per ansatt. Alle timer er desimaltimer.",
        )  # fmt: skip

    def _ikke_med(self) -> list[Blokk]:
        """Who the copy has no figures for. Not why: a row that cannot be read may be an absence."""
        if not self.i.utelatt:
            return []
        return [
            Notat((f"{ikke_med(self.i)}. Noe må rettes i banken først. Det er ikke med i noe tall her.",), IKKE_MED)
        ]

    def _om_kreditten(self) -> str:
        """How the credit of this copy is to be read, and what the reader loses."""
        if self.i.maate == EKSAKT:
            return "Godskrevne timer er eksakte til dagen kopien gjelder. Begrunnelsen er skrevet i banken."
        uten = UTEN_GRUNN if mangler_grunn(self.valg) else ""
        if self.i.maate == FORRIGE:
            return (
                f"Godskrevne timer, påløpt og etterslep gjelder til og med dagen i «{NOYAKTIG}». Etter den er bare "
                "bekreftede vakter med. Avtalte og ubekreftede vakter står ikke. Neste gjennomgang gjør tallene "
                f"ferske. {GRUNNEN}"
            )
        stegene = sorted({round(a / 2, 2) for p in self.i.personer if (a := p.saldo.ukestimer_tidbank)})
        steg = f" ({' eller '.join(map(tekst.timer, stegene[:2]))} timer)" if 0 < len(stegene) <= 2 else ""
        return (
            f"{uten}Godskrevne timer er nøyaktige til og med dagen i «{NOYAKTIG}». Det som er godskrevet siden, er "
            f"hele uker, rundet av til nærmeste halve ukes tidbanktimer{steg}, så skyldige timer kan avvike med en "
            "kvart uke. Neste gjennomgang gjør tallet nøyaktig, eller den etter når summen ellers hadde vist hva "
            f"slags fravær det var. {GRUNNEN}"
        )

    def _nokkeltall(self) -> Nokkelrad:
        skyldig = [p.saldo.skyldig for p in self.i.personer]
        kol = f"«{OVERSIKT}|{NAVN['skyldig']}»"
        stemmer = sum(self._svar(n + 1).verdi == STEMMER for n in range(len(skyldig)))
        brudd = sum(f.alvor == "brudd" for f in self.i.funn)
        return Nokkelrad((
            Nokkeltall("Ansatte i kopien", med_formel(len(skyldig), f"COUNT(«{OVERSIKT}|Nr»)"), Format.ANTALL),
            Nokkeltall("Skyldig i alt, timer", med_formel(fsum(max(0, s) for s in skyldig), f'SUMIF({kol},">0")'),
                       Format.TIMER, "" if self.i.maate == EKSAKT else "avrundet, se under tabellen"),
            Nokkeltall("Til gode i alt, timer",
                       med_formel(fsum(max(0, -s) for s in skyldig), f'ABS(SUMIF({kol},"<0"))'), Format.TIMER),
            Nokkeltall("Brudd", brudd, Format.ANTALL, "på avtalen eller loven, se Funn"),
            Nokkeltall("Etterregnet likt", med_formel(stemmer, f'COUNTIF(«{OVERSIKT}|Etterregnet»,"{STEMMER}")'),
                       Format.ANTALL, f"av {len(skyldig)} ansatte"),
        ))  # fmt: skip

    def _per_enhet(self) -> list[Blokk]:
        """Totals of the units that are large enough, and of all the others together (B30)."""
        grupper = list(self.i.grupper)
        if not grupper or "Enhet" not in [f.navn for f in self.hvem]:
            return []
        grupper += sorted({p.gruppe for p in self.i.personer} - set(grupper))
        tall = [t for t in self.tall if t.nokkel in ("arbeidet", "kreditert", "skyldig", "avtalt")]
        rader: list[tuple[Verdi, ...]] = []
        for nr, gruppe in enumerate(grupper, 1):
            i_gruppen = [p for p in self.i.personer if p.gruppe == gruppe]
            summer: list[tuple[float, str, str]] = [(len(i_gruppen), "1", "Ansatte (antall)")]
            summer += [
                (fsum(getattr(p.saldo, t.nokkel) for p in i_gruppen), f"«{OVERSIKT}|{t.navn}»", t.navn) for t in tall
            ]
            egne = f"EXACT(«{OVERSIKT}|Enhet»,«|Enhet»)"
            if gruppe in self.i.grupper:
                tallene = [med_formel(s, f"SUMPRODUCT({egne}*{k})") for s, k, _ in summer]
            else:  # the small ones: everything less the rows above
                alt = [f"COUNT(«{OVERSIKT}|Nr»)", *(f"SUM({k})" for _, k, _ in summer[1:])]
                over = [f"SUM(«PerEnhet|{navn}|1:{nr - 1}»)" for *_, navn in summer]
                tallene = [med_formel(s[0], f"{a}-{o}") for s, a, o in zip(summer, alt, over, strict=True)]
            # In the order that gives each column room under the one above.
            rader.append((nr, tallene[0], gruppe, *tallene[1:]))
        felt = (Felt("Nr", Format.ANTALL, 4), Felt("Ansatte (antall)", Format.ANTALL, 9),
                Felt("Enhet", Format.TEKST, 18), *(Felt(t.navn, t.format, 9) for t in tall))  # fmt: skip
        merknad = f"Enheter med færre enn {self.i.minst} ansatte er slått sammen."
        return [Rader("Per enhet", felt, tuple(rader), navn="PerEnhet", merknad=merknad)]

    def _egne(self, formel: str, nr: int) -> str:
        """The formula over whole columns, or over the employee's own rows where the copy is large."""
        rader = "" if self.hele_kolonner else f"|{self.start[nr - 1] + 1}:{self.start[nr]}"
        return formel.replace("|*»", f"{rader}»")

    def _avvik(self, nr: int) -> float:
        saldo = self.i.personer[nr - 1].saldo._asdict()
        return max(abs(verdi - float(saldo[nokkel])) for nokkel, verdi in self.regnet[nr - 1].items())

    def _svar(self, nr: int) -> Formel:
        return med_formel(STEMMER if self._avvik(nr) < tekst.LIK else STEMMER_IKKE, f"«{ETTERREGNING}|Svar|{nr}»")

    def etterregning(self) -> Side:
        felt = [*self._hvemfelt(2), *(Felt(t.navn, t.format, 9) for t in self.tall)]
        felt += [
            Felt(TRENGS, Format.TIMER, 9), Felt("Neste gjennomgang", Format.DATO, 11),
            Felt("Største avvik (timer)", Format.TIMER, 9), Felt("Svar", Format.TEKST, 12),
        ]  # fmt: skip
        sammen = [t.navn for t in self.tall]
        rader = []
        for nr, p in enumerate(self.i.personer, 1):
            tall = self.regnet[nr - 1]
            avvik = ",".join(f"ABS(«|{n}»-«{OVERSIKT}|{n}|{nr}»)" for n in sammen)
            rader.append((
                *self._hvem(nr, p, 2), *(med_formel(tall[t.nokkel], self._egne(t.formel, nr)) for t in self.tall),
                trengs(p, tall, self.i.dag, nr), neste(p, self.valg, self.i.dag, nr),
                med_formel(self._avvik(nr), f"MAX({avvik})"),
                med_formel(
                    STEMMER if self._avvik(nr) < tekst.LIK else STEMMER_IKKE,
                    f'IF(«|Største avvik (timer)»<{tekst.LIK},"{STEMMER}","{STEMMER_IKKE}")',
                ),
            ))  # fmt: skip
        tabell = Rader(
            "", tuple(felt), tuple(rader), navn=ETTERREGNING,
            merknad=f"Hvert tall er en formel over radene i Avtaler og Posteringer. Klikk på en celle for å se den. "
            f"Svar er {STEMMER} når alle tallene er som i Oversikt, på nærmeste hundredels time.",
        )  # fmt: skip
        return self._side(
            ETTERREGNING, "Tallene regnet på nytt", (tabell, self._alle_rader()),
            "Regnet av regnearket selv, uten tidbank-programmet",
        )  # fmt: skip

    def _alle_rader(self) -> Rader:
        """No row is left out: the sum of all rows of a kind is the sum over the employees."""
        felt = (Felt("Nr", Format.ANTALL, 4), Felt("Rader (antall)", Format.ANTALL, 9),
                Felt("Art", Format.TEKST, 18), Felt("Alle rader (timer)", Format.TIMER, 12),
                Felt("Alle ansatte (timer)", Format.TIMER, 12), Felt("Svar", Format.TEKST, 12))  # fmt: skip
        arter = (((SKYLD,), "periodeskyld"), ((UTFORTE,), "arbeidet"), ((GODSKREVET, AVRUNDET), "kreditert"),
                 ((AVTALTE_FRAM,), "avtalt"), ((UBEKREFTET,), "ubekreftet"))  # fmt: skip
        navn = {t.nokkel: t.navn for t in self.tall}
        rader: list[tuple[Verdi, ...]] = []
        for nr, (egne, nokkel) in enumerate((a for a in arter if a[1] in navn), 1):
            timene = [x.timer for p in self.i.personer for x in p.poster if x.art in egne]
            summen = fsum(timene)
            antall = "+".join(f'COUNTIF(«{POSTERINGER}|Art»,"{art}")' for art in egne)
            timer = "+".join(f'SUMIFS(«{POSTERINGER}|Timer»,«{POSTERINGER}|Art»,"{art}")' for art in egne)
            rader.append((
                nr, med_formel(len(timene), antall), egne[0], med_formel(summen, timer),
                med_formel(summen, f"SUM(«{ETTERREGNING}|{navn[nokkel]}»)"),
                med_formel(STEMMER, f"IF(ABS(«|Alle rader (timer)»-«|Alle ansatte (timer)»)<{tekst.LIK},"
                                     f'"{STEMMER}","{STEMMER_IKKE}")'),
            ))  # fmt: skip
        tittel = "Alle rader i kopien er regnet med" if self.i.utelatt else "Ingen rader er utelatt"
        return Rader(tittel, felt, tuple(rader), navn="AlleRader")

    def avtaler(self) -> Side:
        egne = [kolonne("Avtaler", f) for f in SLIPPES["Avtaler"]]
        felt = [*self._hvemfelt(2), *egne, Felt(UKE, Format.TIMER, 9), Felt(TIMER, Format.TIMER, 9),
                Felt(PAALOPT, Format.TIMER, 9)]  # fmt: skip
        delvis = any(andel != 1 for p in self.i.personer for andel in p.andeler)
        if delvis:
            felt.append(Felt(ANDEL, Format.PROSENT, 9))
        ganger = f"*«|{ANDEL}»/100" if delvis else ""
        rader = [
            (
                *self._hvem(nr, p, 2), *map(_celle, a), med_formel(uke(a), "«|Ukestimer»*«|Tidbank %»/100"),
                med_formel(uke(a) * andel * dager(a) / 7, f"«|{UKE}»{ganger}*(«|Til»-«|Fra»+1)/7"),
                med_formel(paalopt_av(a, andel, til), f"«|{UKE}»{ganger}*MAX(0,MIN(«|Til»,{d})-«|Fra»+1)/7"),
                *((100 * andel,) if delvis else ()),
            )
            for nr, p in enumerate(self.i.personer, 1)
            for til in [paalopt_dag(p, self.i)]
            for d in [datoformel(til)]
            for a, andel in zip(p.avtaler, p.andeler, strict=True)
        ]  # fmt: skip
        naar = f"dagen i «{NOYAKTIG}» i Oversikt" if self.i.maate == FORRIGE else tekst.dato(self.i.dag)
        merknad = (
            f"Prosentene er av full stilling. {UKE} = ukestimer × tidbank %. {TIMER} = timene per uke × dagene fra "
            f"og med Fra til og med Til / 7. Påløpt er det samme til {naar}. Delta § 10; utkastet "
            "pkt. 2."
        )
        tabell = Rader("", tuple(felt), tuple(rader), navn=AVTALER, sum=(TIMER, PAALOPT), sumformel=True,
                       merknad=merknad)  # fmt: skip
        return self._side(AVTALER, "Avtalene i perioden", (tabell,), "Det periodeskylden er regnet av")

    def posteringer(self) -> Side:
        ekstra = [f for f in SLIPPES["Vakter"] if f != "dato"]
        plass = [SLIPPES["Vakter"].index(f) for f in ekstra]
        felt = [
            *self._hvemfelt(2), Felt("Art", Format.TEKST, 18), Felt("Fra", Format.DATO, 11),
            Felt("Til", Format.DATO, 11), Felt("Timer", Format.TIMER, 9), *(kolonne("Vakter", f) for f in ekstra),
            Felt("Hjemmel", Format.TEKST, 30),
        ]  # fmt: skip
        rader: list[tuple[Verdi, ...]] = []
        avtale = 0
        for nr, p in enumerate(self.i.personer, 1):
            hvem = self._hvem(nr, p, 2)
            for x in p.poster:
                timer: Verdi = x.timer
                if x.art == SKYLD:
                    avtale += 1
                    timer = med_formel(x.timer, f"«{AVTALER}|{TIMER}|{avtale}»")
                mer = (_celle(x.felt[n]) if x.felt else None for n in plass)
                rader.append((*hvem, x.art, x.fra, x.til, timer, *mer, x.hjemmel))
        merknad = (
            f"{UTFORTE}: en bekreftet vakt, hele vakten. {GODSKREVET}: det som er godskrevet i tidsrommet, som én sum. "
            f"{_POSTENE[self.i.maate]}"
        )
        tabell = Rader("", tuple(felt), tuple(rader), navn=POSTERINGER, merknad=merknad)
        return self._side(POSTERINGER, "Posteringer", (tabell,), "Hver rad er en vakt eller en sum, med hjemmel")

    def funn(self) -> Side:
        felt = [Felt("Alvor", Format.STATUS, 17), self.hvem[0]]
        med_navn = any(self.navn.values())
        if med_navn:
            felt.append(self.hvem[1])
        felt += [Felt("Regel", Format.TEKST, 26), Felt("Dato", Format.DATO, 11), Felt("Hva", Format.TEKST, 60),
                 Felt("Hjemmel", Format.TEKST, 28)]  # fmt: skip
        rader = tuple(
            (
                ALVORSORD[f.alvor], f.ansattnr, *((self.navn.get(f.ansattnr, ""),) if med_navn else ()),
                f.slag.tittel, f.dato, f.tekst, f.hjemmel,
            )
            for f in self.i.funn
        )  # fmt: skip
        tabell = Rader(
            "", tuple(felt), rader, tom="Ingen brudd og ingen advarsler om avtalen i perioden.", navn="Funn",
            merknad="Funn om avtalen i avregningsperioden. Funn som bygger på fravær, er ikke med. Der dagen ikke "
            "står, gjelder det en vakt som ikke er bekreftet.",
        )  # fmt: skip
        return self._side("Funn", "Brudd og advarsler", (tabell,), "Det som gjelder avtalen og loven")

    def valgene(self) -> Side:
        felt = (Felt("Valg", Format.TEKST, 20), Felt("Verdi", Format.TEKST, 14), Felt("Enhet", Format.TEKST, 12),
                Felt("Hjemmel", Format.TEKST, 24), Felt("Hva det betyr", Format.TEKST, 60))  # fmt: skip
        rader = tuple(
            (nokkel, vis(v, "") or "tomt", enhet, hjemmel, hvorfor)
            for nokkel, v, enhet, hjemmel, hvorfor in self.i.valg
        )
        tabell = Rader("", felt, rader, navn="Valg")
        om = Notat(("Der kilden er taus eller gir et valg, er dette valgt i banken. Valgene gjelder alle ansatte.",))
        return self._side("Valg", "Valgene tallene bygger på", (om, tabell), "Slik er avtalen tolket")
