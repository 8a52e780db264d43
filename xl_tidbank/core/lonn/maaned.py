"""A month's pay of one employee: basic pay, supplements, sickness, arrears, compensation, merarbeid and overtime."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from math import fsum

from .. import parameters, tekst
from ..errors import TidbankFeil
from ..model import EN_DAG, FAST_TILLEGG, SNITT, Avtale, Fravaer, rad_paa
from ..sak import Periode, Sak
from ..tid import clock
from . import grunnlag, satser
from .linjer import (
    BELOP,
    ETTER,
    GRUNN,
    KOMP,
    MAANED,
    MERARBEID,
    MERTILLEGG,
    OVERTID,
    OVERTIDSTILLEGG,
    SYK,
    TIMER,
    UBEKVEM,
    Lonnslinje,
    Lonnsmaaned,
    Sykevalg,
    Turnusgrunnlag,
    Ubekvemmaaned,
    linje,
)
from .tillegg import Tillegg
from .vaktlonn import KALENDERUKER, Mer, Overtidsbit, Vaktlonn

# The dated numbers pay rests on, beside the rates of the tariff area and of overtime. `feil` looks them up.
RESTEN = (
    "timelonn_uker", "overtid_divisor", "sykelonn_maaneder", "sykelonn_avvik", "turnus_minst_andel",
    "turnus_minst_uker", "tillegg_aarstimer", "overtid_dagsgrense", "ukestimer_fulltid",
)  # fmt: skip


class Lonn:
    """The pay of one employee. Months are computed when asked for; raises TidbankFeil where something is not known."""

    def __init__(self, sak: Sak) -> None:
        self.sak = sak
        self.vakter = Vaktlonn(sak)
        self._maaneder: dict[date, Lonnsmaaned | None] = {}
        self._av_turnus: dict[tuple[date, float], Turnusgrunnlag] = {}

    # What a day is worth a month

    def _stilling(self, avtale: Avtale) -> float:
        return (avtale.fast_pst + avtale.tidbank_pst) / 100

    def _raa(self, dag: date) -> Avtale | None:
        """The agreement row as it stands on a day."""
        return rad_paa(self.sak.avtaler, dag)

    def turnusgrunnlag(self, dag: date) -> Turnusgrunnlag | None:
        """What the roster of a day's period comes to; None where the amount is written in Lønnsgrunnlag, or no
        agreement covers the day."""
        periode = self.sak.periode(dag)
        if self.vakter.rad(dag).fast_tillegg is not None or self._raa(dag) is None or periode is None:
            return None
        nokkel = (periode.start, self.vakter.timelonn(dag))
        funnet = self._av_turnus.get(nokkel)
        if funnet is None:
            funnet = self._av_turnus[nokkel] = self.vakter.av_turnus(periode, nokkel[1])
        return funnet

    def fast_tillegg(self, dag: date) -> tuple[float, frozenset[str]]:
        """Kroner a month for the fixed part, and the rates in it that may be outdated."""
        g, avtale = self.turnusgrunnlag(dag), self._raa(dag)
        if g is None or avtale is None:
            return self.vakter.rad(dag).fast_tillegg or 0.0, frozenset()
        if not g.uker:
            return 0.0, frozenset()
        i_aaret = g.uke * self.vakter.tilleggsuker(dag) + g.rod_uke * KALENDERUKER
        return i_aaret / grunnlag.MAANEDER * avtale.fast_pst, g.utdatert

    def ubekvem(self, dag: date) -> float:
        """The monthly supplement scaled to 100 % of the agreed position (item 33)."""
        avtale = self._raa(dag)
        if avtale is None:
            return 0.0
        fast = self.fast_tillegg(dag)[0]
        if not avtale.fast_pst:
            return fast
        return grunnlag.ubekvem(fast, avtale.fast_pst, avtale.tidbank_pst)

    # The month

    def har_avtale(self, dag: date) -> bool:
        """Whether an agreement covers any day of the month a day is in."""
        return any(self._raa(d) is not None for d in grunnlag.dagene_i(dag))

    def maaned(self, dag: date) -> Lonnsmaaned | None:
        """The pay of the month a day is in; None where no agreement covers any of its days.

        Raises TidbankFeil where a wage row or a rate is missing.
        """
        forste = dag.replace(day=1)
        if forste not in self._maaneder:
            self._maaneder[forste] = self._regn_maaned(dag)
        return self._maaneder[forste]

    def feil(self, dag: date) -> TidbankFeil | None:
        """What stands in the way of the month's pay, None = nothing. Nothing is computed where the wage rows and every
        dated number reach back to the first day the month can rest on."""
        if self._alt_er_kjent(dag):
            return None
        try:
            self.maaned(dag)
        except TidbankFeil as e:
            return e
        return None

    def _alt_er_kjent(self, dag: date) -> bool:
        """Whether no wage row and no number can be missing; no for one that only may be."""
        dager, rader = grunnlag.dagene_i(dag), self.sak.lonnsgrunnlag
        mandag = clock.mandag(dager[0])  # overtime is counted by whole weeks
        if self.sak.overlappende or not rader or rader[0].fra > mandag:
            return False
        perioder = [p.start for p in self.sak.perioder if p.start <= dager[-1] and p.slutt >= dager[0]]
        forste = min([mandag, *perioder, *(s[0] for s in self.sykdommer_i(dag))])
        # A shift that began early may have begun the day before.
        return satser.kjent_fra(self.sak.valg["tariffomrade"], RESTEN) < forste

    def turnusomfang(self, dag: date) -> Turnusgrunnlag | None:
        """As `turnusgrunnlag`, without its amounts."""
        if not self._alt_er_kjent(dag):
            return self.turnusgrunnlag(dag)
        periode = self.sak.periode(dag)
        if self.vakter.rad(dag).fast_tillegg is not None or self._raa(dag) is None or periode is None:
            return None
        return self.vakter.omfang(periode)

    def _regn_maaned(self, dag: date) -> Lonnsmaaned | None:
        dager = grunnlag.dagene_i(dag)
        lonnet = [d for d in dager if self._raa(d) is not None]
        if not lonnet:
            return None
        if self.sak.overlappende:
            raise TidbankFeil(f"Ansatt {self.sak.ansattnr} har avtaler som overlapper, så lønnen kan ikke regnes ut.")
        forste, siste = dager[0], lonnet[-1]
        self.vakter.rad(lonnet[0])  # the first day without one is the one to tell of
        rad, avtale = self.vakter.rad(siste), self._raa(siste)
        assert avtale is not None
        syk = [self.sykevalg(f) for f in self.sykdommer_i(dag)]
        ubekvem, etter = self._etterbetalt(dager)
        linjer = [
            *self._etter_dag(lonnet, syk), *self._etter_linje(ubekvem, etter), *self._kompensasjon(lonnet),
            *self._vaktlinjer(forste, dager[-1]),
        ]  # fmt: skip
        (fast, gamle), turnus = self.fast_tillegg(siste), self.turnusgrunnlag(siste)
        gamle = gamle.union(*(x.gamle for x in linjer))
        return Lonnsmaaned(
            self.sak.ansatt, forste, tuple(linjer), avtale.fast_pst, avtale.tidbank_pst, rad.arslonn,
            self.vakter.timelonn(siste), self.sak.lonnsuke(siste), fast, turnus,
            self.vakter.tilleggsuker(siste) if turnus and turnus.uker else 0.0, self.sak.valg["etterbetaling"],
            tuple(ubekvem), tuple(syk), self.vakter.fra_avtalt(siste),
            tuple(p.navn for p in satser.samlet(gamle)),
        )  # fmt: skip

    def _linje(
        self, art: str, antall: float, enhet: str, sats: float, forklaring: str = "",
        gamle: frozenset[str] = frozenset(),
    ) -> Lonnslinje:  # fmt: skip
        return linje(art, antall, enhet, sats, self.sak.valg["merarbeid_pensjon"] == "Ja", forklaring, gamle)

    def _etter_dag(self, dager: list[date], syk: list[Sykevalg]) -> Iterator[Lonnslinje]:
        """Basic pay, the monthly supplement and what takes its place in sickness, day by day of the month."""
        grunn: dict[tuple[float, float], list[float]] = {}
        ubekvem: dict[tuple[float, frozenset[str]], list[float]] = {}
        sykt: dict[int, list[float]] = {}
        v = self.vakter
        for d in dager:
            avtale = self._raa(d)
            assert avtale is not None
            uten, borte = v.uten_lonn(d), v.syk(d)
            grunn.setdefault((v.rad(d).arslonn, self._stilling(avtale)), []).append(1 - uten)
            ubekvem.setdefault((self.ubekvem(d), self.fast_tillegg(d)[1]), []).append(1 - uten - borte)
            if borte:
                nr = next(n for n, s in enumerate(self.sykdommer) if s[0] <= d <= s[1])
                sykt.setdefault(nr, []).append(borte)
        i_alt = grunnlag.dager_i(dager[0])
        for (lonn, stilling), deler in grunn.items():
            hva = f"{tekst.kroner(lonn)} i året, {tekst.tall(stilling * 100)} % stilling"
            yield self._linje(GRUNN, fsum(deler) / i_alt, MAANED, grunnlag.grunnlonn(lonn, stilling), hva)
        for (belop, gamle), deler in ubekvem.items():
            if belop and fsum(deler):
                yield self._linje(UBEKVEM, fsum(deler) / i_alt, MAANED, belop, "100 % av avtalt stilling", gamle)
        for nr, deler in sykt.items():
            s = next(x for x in syk if x.overgang == self.sykdommer[nr][0])
            hva = f"{s.grunnlag.lower()}, {'valgt av ' + s.valgt_av if s.valgt_av else 'forslaget i Innstillinger'}"
            if s.brukt:
                gamle = self.fast_tillegg(self._lonnet_fra(s.overgang))[1]
                yield self._linje(SYK, fsum(deler) / i_alt, MAANED, s.brukt, hva, gamle)

    def _lonnet_fra(self, dag: date) -> date:
        """The day, or the first day of the wage rows where it is earlier."""
        return max(dag, self.sak.lonnsgrunnlag[0].fra)

    # Arrears

    def _etterbetalt(self, dager: list[date]) -> tuple[list[Ubekvemmaaned], float]:
        """The months of the settlement periods up to this one, and what is paid in arrears now."""
        ut: list[Ubekvemmaaned] = []
        naa = 0.0
        for periode in self.sak.perioder:
            if periode.start > dager[-1] or periode.slutt < dager[0]:
                continue
            rader = self._periode(periode, dager[-1])
            naa += fsum(r.etterbetalt for r in rader if r.maaned == dager[0])
            ut += rader
        return ut, naa

    def _periode(self, periode: Periode, til: date) -> list[Ubekvemmaaned]:
        """The months of a period up to a day; from the first wage row, where pay was made elsewhere before it."""
        maaneder: dict[date, list[date]] = {}
        for d in clock.dagene(periode.start, min(periode.slutt, til)):
            if self._raa(d) is not None and self.sak.lonnsrad(d) is not None:
                maaneder.setdefault(d.replace(day=1), []).append(d)
        grunner = [fsum(self._grunnlag(d) for d in dager) for dager in maaneder.values()]
        faktisk = [fsum(self.vakter.faktisk(d).sum for d in dager) for dager in maaneder.values()]
        betalt = grunnlag.etterbetaling(faktisk, grunner, self.sak.valg["etterbetaling"])
        return [Ubekvemmaaned(*m) for m in zip(maaneder, grunner, faktisk, betalt, strict=True)]

    def _grunnlag(self, dag: date) -> float:
        """A day's part of the monthly amount, for the part of the day the person was at work: what absence pays for is
        no basis for what was worked."""
        return self.ubekvem(dag) / grunnlag.dager_i(dag) * (1 - self.vakter.borte(dag))

    def _etter_linje(self, ubekvem: list[Ubekvemmaaned], belop: float) -> Iterator[Lonnslinje]:
        if belop > tekst.STOV:
            hva = f"{self.sak.valg['etterbetaling']}: arbeidet mer enn månedsbeløpet er regnet av"
            dager = grunnlag.dagene_i(ubekvem[-1].maaned)
            gamle = frozenset[str]().union(*(self.vakter.faktisk(d).utdatert for d in dager))
            yield self._linje(ETTER, 1, BELOP, belop, hva, gamle)

    # Sickness

    @cached_property
    def sykdommer(self) -> list[tuple[date, date, Fravaer]]:
        """Sicknesses in order: first day, last day, the first row. Rows that meet or overlap are one."""
        koder = {k.kode for k in self.sak.koder.values() if k.helseopplysning}
        ut: list[tuple[date, date, Fravaer]] = []
        for f in self.sak.fravaer:
            if f.kode not in koder:
                continue
            if ut and f.fra <= ut[-1][1] + EN_DAG:
                ut[-1] = (ut[-1][0], max(ut[-1][1], f.til), ut[-1][2])
            else:
                ut.append((f.fra, f.til, f))
        return ut

    def sykdommer_i(self, dag: date) -> list[tuple[date, date, Fravaer]]:
        """Those that touch the month a day is in."""
        dager = grunnlag.dagene_i(dag)
        return [f for f in self.sykdommer if f[0] <= dager[-1] and f[1] >= dager[0]]

    def sykevalg(self, sykdom: tuple[date, date, Fravaer]) -> Sykevalg:
        """Both figures, and which was chosen by whom (B19). Position and pay: at the transition (item 36)."""
        overgang = sykdom[0]
        rad = self.vakter.rad(self._lonnet_fra(overgang))
        snitt, maaneder = self._snitt(overgang)
        tall = grunnlag.sykegrunnlag(snitt, maaneder, self.ubekvem(self._lonnet_fra(overgang)), overgang)
        valgt = rad.sykelonn or self.sak.valg["sykelonn_grunnlag"]
        if not maaneder:
            valgt = FAST_TILLEGG  # no history gives no average to pay by
        brukt = tall.snitt if valgt == SNITT else tall.fast
        av, naar = (rad.valgt_av, rad.valgt) if rad.sykelonn == valgt else ("", None)
        return Sykevalg(overgang, tall, valgt, av, naar, maaneder, brukt, rad)

    def _snitt(self, overgang: date) -> tuple[float, int]:
        """Kroner a month as actually worked in the whole months before a day, absence left out; and how many months.

        A month counts when the scheme covered all of it, its wage and rates are known and the person was there.
        """
        forste = overgang.replace(day=1)
        kr, tilstede, antall = [], [], 0
        for n in range(1, int(parameters.verdi("sykelonn_maaneder", overgang)) + 1):
            dager = grunnlag.dagene_i(clock.pluss_maaneder(forste, -n))
            if any(self._raa(d) is None or self.sak.lonnsrad(d) is None for d in dager):
                break
            try:
                faktisk = [self.vakter.faktisk(d).sum for d in dager]
            except parameters.UtenforDekning:
                break
            der = fsum(1 - self.vakter.borte(d) for d in dager) / len(dager)
            kr.append(fsum(faktisk))
            tilstede.append(der)
            antall += 1
        i_alt = fsum(tilstede)
        return (fsum(kr) / i_alt if i_alt > tekst.STOV else 0.0), antall

    # Compensation, merarbeid, overtime

    def _kompensasjon(self, dager: Iterable[date]) -> Iterator[Lonnslinje]:
        """Kroner a month for the days in the scheme, until its end (items 44, 46)."""
        deler: dict[float, int] = {}
        i_alt = 1
        for d in dager:
            rad, avtale = self.vakter.rad(d), self._raa(d)
            i_alt = grunnlag.dager_i(d)
            gjelder = rad.kompensasjon_til is None or d <= rad.kompensasjon_til
            if rad.kompensasjon and gjelder and avtale is not None and avtale.tidbank_pst:
                deler[rad.kompensasjon] = deler.get(rad.kompensasjon, 0) + 1
        for kr, antall in deler.items():
            yield self._linje(KOMP, antall / i_alt, MAANED, kr, "bortfaller når ordningen slutter")

    def _vaktlinjer(self, forste: date, siste: date) -> Iterator[Lonnslinje]:
        biter: list[Overtidsbit] = []
        mer: list[Mer] = []
        mandag = clock.mandag(forste)
        while mandag <= siste:
            over, resten = self.vakter.uke(mandag)
            biter += [b for b in over if forste <= b.dato <= siste]
            mer += [m for m in resten if forste <= m.vakt.dato <= siste]
            mandag += 7 * EN_DAG
        yield from self._timelinjer(
            MERARBEID, ((m.vakt.dato, m.timer) for m in mer), "ekstravakter innen full stilling"
        )
        alle = sum((m.tillegg for m in mer), Tillegg())
        if alle.sum > tekst.STOV:
            yield self._linje(MERTILLEGG, 1, BELOP, alle.sum, "kveld, natt, helg og røde dager", alle.utdatert)
        yield from self._timelinjer(
            OVERTID, ((b.dato, b.timer) for b in biter), "utover vaktlengde eller full stilling"
        )
        tillegg: dict[tuple[str, float, float, frozenset[str]], float] = {}
        for b in sorted(biter):
            for nokkel, timer, prosent, sats, gamle in self.vakter.overtidstillegg(b):
                lik = (nokkel, prosent, sats, gamle)
                tillegg[lik] = tillegg.get(lik, 0.0) + timer
        del_av = tekst.tall(parameters.verdi("overtid_divisor", siste))
        for (nokkel, prosent, sats, gamle), t in sorted(
            tillegg.items(), key=lambda x: satser.OVERTID.index(x[0][0])
        ):  # fmt: skip
            hva = f"{tekst.tall(prosent)} % av årslønn / {del_av}"
            yield self._linje(OVERTIDSTILLEGG[nokkel], t, TIMER, sats, hva, gamle)

    def _timelinjer(self, art: str, timer: Iterable[tuple[date, float]], hva: str) -> Iterator[Lonnslinje]:
        """Hours at the hourly pay of their day (B37), a line for each pay."""
        per_sats: dict[float, float] = {}
        for dag, t in timer:
            sats = self.vakter.timelonn(dag)
            per_sats[sats] = per_sats.get(sats, 0.0) + t
        for sats, t in per_sats.items():
            yield self._linje(art, t, TIMER, sats, hva)
