"""Bank: the facade. Tables in, answers out; everything a page, a function or a command asks goes through here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from .errors import Feilmelding, TidbankFeil
from .person import TIMEBANK
from .saker import Saker
from .tekst import dato
from .valg import DAGEN

if TYPE_CHECKING:
    from . import fordeling as fordelt
    from . import gjennomgang as bilde
    from . import innsyn, kontroll
    from .funn import Funn
    from .lonn.linjer import Lonnsliste
    from .model import Vakt
    from .views import Avregning, Gjennomgangsbilde, Kandidat, Kontolinje, Provevakt, Timebanksaldo

# Empty, they say as little as when they are not there.
_TAUSE = (*TIMEBANK, "prosess", "kartlegging", "lonnsgrunnlag", "kompetanser", "grunnturnus", "vaktkoder", "tilbud")
UTELATT = ", utelatt: "  # in the text of a bank that leaves somebody out
_MEST_NEVNT = 5


class Bank(Saker):
    """One time bank. Immutable: a changed shift gives a new bank that keeps what it can (`med_vakt`).

    What only some answers need is imported where it is used, so that a balance costs no more than it must.
    Raises TidbankFeil when a choice in Innstillinger is not allowed.
    """

    # Balances

    def konto(self, ansattnr: str, fra: date | None = None, til: date | None = None) -> list[Kontolinje]:
        """The statement of one employee: the period that covers `til`, else the latest period begun by then.

        No `til` = to the end of the latest period. No `fra` = from the period's first day.
        """
        konto = self._siste_konto(ansattnr, til)
        if konto is None:
            raise TidbankFeil(f"Ansatt {ansattnr} har ingen avtale om tidbank{f' {dato(til)}' if til else ''}.")
        return konto.linjer(fra or konto.periode.start, til or konto.periode.slutt)

    # The surplus bank

    def timebank(self, ansattnr: str, dag: date) -> Timebanksaldo:
        """The surplus bank of one employee on a day. Raises TidbankFeil for a number the bank does not know."""
        return self.timebank_for(ansattnr).saldo(dag)

    def timebanker(self, dag: date) -> list[Timebanksaldo]:
        """Everyone with something in the surplus bank, or whose hours are measured on the day; in order of number."""
        from .timebank.kapasitet import maaler

        kontoer = map(self.timebank_for, self.ansattnumre)
        return [k.saldo(dag) for k in kontoer if k.brukt or maaler(k.sak, dag) is not None]

    def timebank_konto(self, ansattnr: str, fra: date | None = None, til: date | None = None) -> list[Kontolinje]:
        """The statement of one employee in the surplus bank: deposits positive, withdrawals negative."""
        return self.timebank_for(ansattnr).linjer(fra, til)

    # Pay

    def lonn(self, dag: date, ansatte: Iterable[str] = ()) -> Lonnsliste:
        """The pay of the month a day is in, of those named or of everyone with an agreement, in order of number."""
        from .lonn.linjer import Lonnsliste, Lonnsmaaned

        maaneder: list[Lonnsmaaned] = []
        uten: list[str] = []
        feil: dict[Feilmelding, None] = {}  # each reason once
        for nr in ansatte or self.ansattnumre:
            lonn = self.lonn_for(nr)
            try:
                if not lonn.sak.lonnsgrunnlag:
                    uten += [nr] if lonn.har_avtale(dag) else []
                elif (maaned := lonn.maaned(dag)) is not None:
                    maaneder.append(maaned)
            except TidbankFeil as e:
                feil.update(dict.fromkeys(e.feil))
        return Lonnsliste(tuple(maaneder), tuple(uten), tuple(feil))

    # Findings

    def funn(self, dag: date, *, ansatte: Iterable[str] | None = None, gjelder: kontroll.Gjelder = None) -> list[Funn]:
        """The findings on a day: breaches first, then by employee, rule and date.

        ansatte: of these numbers alone; gjelder: of the kinds it takes. Nothing else is then worked out.
        """
        from . import kontroll

        funnet: Iterable[Funn] | None = self._funnene.get(dag)
        numre = None if ansatte is None else set(ansatte)
        if funnet is None:
            om = self if numre is None else self.om({self.hode(nr) for nr in numre if nr in self.register.kjente})
            funnet = kontroll.alle(om, dag, gjelder)
            if numre is None and gjelder is None:
                self._funnene[dag] = tuple(funnet)
        return [
            f for f in funnet
            if (numre is None or f.ansattnr in numre) and (gjelder is None or gjelder(f.slag))
        ]  # fmt: skip

    @cached_property
    def _funnene(self) -> dict[date, tuple[Funn, ...]]:
        return {}

    def prioritet(self, vakt: Vakt, dag: date, merket: int | None = None) -> list[Kandidat]:
        """The ranked list for a vacant shift, seen from a day. Those who have given notice or would break a rest rule
        keep their place and are marked; merket: only so many from the top are looked at (None = all)."""
        from .vakt.forbehold import rekkefolge

        return rekkefolge(self, vakt, dag, merket)

    def prov(self, vakt: Vakt, dag: date) -> Provevakt:
        """What one more shift would break, told to the employee on a day, and who has priority to it."""
        from .vakt import provevakt

        return provevakt.prov(self, vakt, dag)

    # Reviews and settlement

    def gjennomgang(self, ansattnr: str, dag: date) -> Gjennomgangsbilde:
        """What the 12-week review of one employee says on a day. Raises TidbankFeil outside a settlement period.

        The rep signs it, so credit stands as in the copy.
        """
        from . import gjennomgang as bilde
        from . import kontroll, kopikreditt

        konto = self.krev_konto(ansattnr, dag)
        saldo = kopikreditt.vist(konto, dag, med_dager=True)
        return bilde.bilde(konto, dag, sorted(kontroll.egne(self, ansattnr, dag, saldo), key=kontroll.orden))

    def gjennomgangstall(self, ansattnr: str, dag: date) -> bilde.Tall:
        """The figures of the review, exact: for HR alone. Raises TidbankFeil outside a settlement period."""
        from . import gjennomgang as bilde
        from . import kopikreditt

        return bilde.tall(self.krev_konto(ansattnr, dag), dag, kopikreditt.uten_fravaer)

    def innsyn(self, ansatte: Sequence[str], dag: date, pseudonym: Callable[[str], str] | None = None) -> innsyn.Innsyn:
        """What the union rep may know of these employees on a day (see innsyn.py)."""
        from . import innsyn

        return innsyn.lag(self, ansatte, dag, pseudonym)

    def avregning(self, dag: date) -> list[Avregning]:
        """Settlement of everyone with a period begun by the day: the one that covers it, else the latest ended.

        Hours lapse on the period's last day, or when the agreement ends by notice. Never deducts by itself.
        """
        from .avregning import oppgjor

        self._krev_noen()
        ut = []
        for nr in self.ansattnumre:
            konto = None if self.sak(nr).overlappende else self._siste_konto(nr, dag)
            if konto is not None:
                ut.append(oppgjor.avregn(konto, dag))
        return ut

    # Fairness

    def fordeling(self, fra: date, til: date, numre: Sequence[str] = ()) -> list[fordelt.Fordeling]:
        """Weekends, red days, evenings and nights of everyone with tidbank in these days (or of `numre`), against
        colleagues of the same unit."""
        from . import fordeling as fordelt

        return fordelt.fordeling(self, fra, til, [*map(self.hode, numre)] or self.ansattnumre)

    def merarbeid(self, dag: date) -> list[fordelt.Merarbeid]:
        """Part-timers who have worked beyond the agreed time in the last twelve months (aml. § 14-4 a)."""
        from . import fordeling as fordelt

        return fordelt.merarbeid(self, dag)

    # Content

    @cached_property
    def stempel(self) -> str:
        """A stamp of the content: the same records in any order give the same stamp, from any file or range."""
        import hashlib

        from .kolonner import innhold

        summer = hashlib.sha256()
        t = self.tabeller
        for navn in ("ansatte", "avtaler", "vakter", "fravaer", "turnus", "koder", "gjennomganger", *_TAUSE):
            rader = getattr(t, navn)
            # An empty timebank says nothing: a workbook made before those sheets is the same bank as one with them.
            if rader or (rader is not None and navn not in _TAUSE):
                summer.update(f"\x1d{navn}\x1e".encode())
                summer.update(self._innhold(navn))
        for navn, rader in sorted((t.miljo or {}).items()):
            if rader:
                summer.update(f"\x1d{navn}\x1e".encode())
                summer.update("\x1e".join(sorted(innhold.tekst(tuple(r[:-1])) for r in rader)).encode())
        valgt = (par for par in self.valg.items() if par[0] != DAGEN)
        summer.update("\x1e".join(sorted(innhold.tekst(par) for par in valgt)).encode())
        for nr, feil in sorted(t.utelatt):
            summer.update(f"\x1d{nr}\x1e{feil!r}".encode())
        return summer.hexdigest()[:12]

    def _innhold(self, navn: str) -> bytes:
        """What a table says, its rows in order of what they say."""
        from .kolonner import innhold

        if navn not in self._tekster:
            self._tekster[navn] = "\x1e".join(innhold.tekster(getattr(self.tabeller, navn))).encode()
        return self._tekster[navn]

    def __str__(self) -> str:
        antall = f"{len(self.ansattnumre)} ansatte, {len(self.tabeller.vakter)} vakter"
        return f"Tidbank {antall}{self._uten()} #{self.stempel}"

    def _uten(self) -> str:
        """Who is left out, for whoever sees the text in a cell: the first few numbers, and how many more."""
        numre = [nr or "rader uten ansattnr" for nr in self.utelatt]
        if len(numre) > _MEST_NEVNT:
            numre[_MEST_NEVNT:] = [f"{len(numre) - _MEST_NEVNT} til"]
        return f"{UTELATT}{', '.join(numre)}" if numre else ""
