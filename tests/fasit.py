"""What the balances mean, read literally and slowly, minute by minute and day by day, with nothing of the core."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from xl_tidbank.core.model import Tabeller, Vakt
from xl_tidbank.core.tid.rodedager import rod_dag

TYPER = ("Tidbank", "Ekstra", "Bytte", "Overtid", "Ordinær")
GJELDER = ("Tildelt", "Godkjent", "Utført")


def minutter(v: Vakt) -> list[int]:
    """The minutes of a shift on one running clock."""
    slutt = v.slutt + (24 * 60 if v.slutt <= v.start else 0)
    return [v.dato.toordinal() * 1440 + n for n in range(v.start, slutt)]


def timene(vakter: list[Vakt]) -> list[tuple[Vakt, float]]:
    """Every shift in force with the hours it counts, each minute in one of them only (B48)."""
    tatt: set[int] = set()
    ut = []
    for v in sorted(
        (v for v in vakter if v.status in GJELDER),
        key=lambda v: (v.status != "Utført", TYPER.index(v.type), minutter(v)[0], minutter(v)[-1], v.pause),
    ):
        alle = minutter(v)
        egne = [m for m in alle if m not in tatt]
        tatt.update(egne)
        lop: list[int] = []  # lengths of the unbroken runs that are left
        for n, m in enumerate(egne):
            if n and egne[n - 1] == m - 1:
                lop[-1] += 1
            else:
                lop.append(1)
        netto = len(alle) - v.pause if lop == [len(alle)] else sum(x - min(x, v.pause * x // len(alle)) for x in lop)
        ut.append((v, max(0, netto) / 60))
    return ut


def saldo(t: Tabeller, ansattnr: str, dag: date, valg: Mapping[str, Any] | None = None) -> dict[str, float] | None:
    """The hour balances of one employee on a day, None outside every settlement period."""
    v = {
        "kreditt_dager": "7", "ferie_rode_dager": "er ikke virkedager", "vakt_tildelt_i_fravaer": "ikke oppsatt",
        "gradert_fravaer": "etter grad", **(valg or {}),
    }  # fmt: skip
    rader = [a for a in t.avtaler if a.ansattnr == ansattnr and a.periodestart <= dag <= a.periodeslutt]
    if not rader:
        return None
    start, slutt = rader[0].periodestart, rader[0].periodeslutt
    dagene = [start + timedelta(days=n) for n in range((slutt - start).days + 1)]

    def uke(d: date) -> float:
        return next((a.ukestimer * a.tidbank_pst / 100 for a in rader if a.fra <= d <= a.til), 0.0)

    egne = timene([x for x in t.vakter if x.ansattnr == ansattnr])
    vakter = [(x, timer) for x, timer in egne if x.type == "Tidbank" and start <= x.dato <= slutt]
    arbeidet = sum(timer for x, timer in vakter if x.status == "Utført" and x.dato <= dag)
    ubekreftet = sum(timer for x, timer in vakter if x.status != "Utført" and x.dato <= dag)
    avtalt = sum(timer for x, timer in vakter if x.status != "Utført" and x.dato > dag)

    fravaer = [f for f in t.fravaer if f.ansattnr == ansattnr]
    syk_dager = {d for f in fravaer if f.kode not in ("FERIE", "AVSP") for d in _dager(f.fra, f.til)}
    jobbet = {x.dato for x, _ in egne if x.status == "Utført"}

    def grad(d: date) -> float:
        """How sick a day is: the highest grade of each code, codes added up to 1."""
        koder: dict[str, float] = {}
        for f in fravaer:
            if f.kode not in ("FERIE", "AVSP") and f.fra <= d <= f.til:
                koder[f.kode] = max(koder.get(f.kode, 0.0), f.grad)
        sum_ = min(1.0, sum(g for _, g in sorted(koder.items())))
        return {"etter grad": sum_, "fullt": float(sum_ > 0), "ingen": float(sum_ >= 1)}[v["gradert_fravaer"]]

    def ferie(d: date) -> float:
        pa = any(f.kode == "FERIE" and f.fra <= d <= f.til for f in fravaer) and d not in jobbet
        return 1 - grad(d) if pa else 0.0

    def forste(d: date) -> date:
        while d - timedelta(days=1) in syk_dager:
            d -= timedelta(days=1)
        return d

    def oppsatt(d: date) -> list[tuple[Vakt, float]]:
        return [
            (x, timer) for x, timer in vakter
            if x.dato == d
            and (v["vakt_tildelt_i_fravaer"] == "oppsatt" or x.varslet is None or x.varslet < forste(d))
        ]  # fmt: skip

    def andel(d: date) -> float:
        n = int(v["kreditt_dager"])
        return uke(d) / n if d.weekday() < n else 0.0

    def i_uken(borte: list[date]) -> float:
        """Credit of the days away in one week, booked hours included."""
        syke, fri = [d for d in borte if grad(d)], [d for d in borte if ferie(d)]
        hele_uken = v["ferie_rode_dager"] == "hel uke er hel andel" and len({d for d in borte if d.weekday() < 6}) == 6
        feriens = sum(
            ferie(d) * uke(d) / 6 for d in fri if d.weekday() < 6 and (hele_uken or not rod_dag(d))
        )  # fmt: skip
        booket = sum(timer for d in syke for _, timer in oppsatt(d))
        kreditt = sum(grad(d) * timer for d in syke for _, timer in oppsatt(d))
        if not syke:
            return kreditt + feriens
        topp = 0.0
        for vindu in {(forste(d), grad(d)) for d in syke}:
            ds = [d for d in syke if (forste(d), grad(d)) == vindu]
            topp += vindu[1] * max(0.0, sum(map(andel, ds)) - sum(timer for d in ds for _, timer in oppsatt(d)))
        snitt = sum(map(uke, borte)) / len(borte)
        if (
            len(borte) == 7
            and all(grad(d) + ferie(d) >= 1 - 1e-9 for d in borte)
            and (v["ferie_rode_dager"] == "hel uke er hel andel" or not any(map(rod_dag, fri)))
        ):
            return kreditt + max(0.0, snitt - booket)
        tak = min(snitt, sum(map(andel, syke)) + feriens)
        return kreditt + min(topp + feriens, max(0.0, tak - booket))

    def kreditert_til(siste: date) -> float:
        borte = [d for d in dagene if d <= siste and (grad(d) or ferie(d))]
        return sum(
            i_uken([d for d in borte if d.isocalendar()[:2] == nr]) for nr in {d.isocalendar()[:2] for d in borte}
        )

    def tatt_over(fra: date, til: date, status: tuple[str, ...]) -> float:
        """Booked hours that absence credits in place of the shift."""
        return sum(
            grad(d) * timer for d in dagene if fra <= d <= til and grad(d)
            for x, timer in oppsatt(d) if x.status in status
        )  # fmt: skip

    kreditert = kreditert_til(dag)
    arbeidet -= tatt_over(start, dag, ("Utført",))
    ubekreftet -= tatt_over(start, dag, ("Tildelt", "Godkjent"))
    periodeskyld = sum(uke(d) / 7 for d in dagene)
    paalopt = sum(uke(d) / 7 for d in dagene if d <= dag)
    skyldig = periodeskyld - arbeidet - kreditert
    i_morgen = dag + timedelta(days=1)
    ventet = kreditert_til(slutt) - kreditert - tatt_over(i_morgen, slutt, GJELDER)
    return {
        "ukestimer_tidbank": uke(dag),
        "periodeskyld": periodeskyld,
        "paalopt": paalopt,
        "arbeidet": arbeidet,
        "ubekreftet": ubekreftet,
        "kreditert": kreditert,
        "skyldig": skyldig,
        "avtalt": avtalt,
        "skyldig_etter_avtalt": skyldig - avtalt,
        "etterslep": paalopt - arbeidet - kreditert,
        "ventet": ventet,
        "skyldig_ved_slutt": skyldig - ubekreftet - avtalt - ventet,
    }


def _dager(fra: date, til: date) -> list[date]:
    return [fra + timedelta(days=n) for n in range((til - fra).days + 1)]
