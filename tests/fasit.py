"""CONTRACT section 3 read literally and slowly: day by day, with nothing of the core's machinery."""

from __future__ import annotations

from datetime import date, timedelta

from xl_tidbank.core.model import Tabeller, Vakt


def timer(v: Vakt) -> float:
    minutter = v.slutt - v.start + (24 * 60 if v.slutt <= v.start else 0)
    return (minutter - v.pause) / 60


def saldo(t: Tabeller, ansattnr: str, dag: date) -> dict[str, float] | None:
    """The hour balances of one employee on a day, None outside every settlement period."""
    rader = [a for a in t.avtaler if a.ansattnr == ansattnr and a.periodestart <= dag <= a.periodeslutt]
    if not rader:
        return None
    start, slutt = rader[0].periodestart, rader[0].periodeslutt
    dagene = [start + timedelta(days=n) for n in range((slutt - start).days + 1)]

    def uke(d: date) -> float:
        return next((a.ukestimer * a.tidbank_pst / 100 for a in rader if a.fra <= d <= a.til), 0.0)

    vakter = [v for v in t.vakter if v.ansattnr == ansattnr and v.type == "Tidbank" and start <= v.dato <= slutt]
    arbeidet = sum(timer(v) for v in vakter if v.status == "Utført" and v.dato <= dag)
    ubekreftet = sum(timer(v) for v in vakter if v.status in ("Tildelt", "Godkjent") and v.dato <= dag)
    avtalt = sum(timer(v) for v in vakter if v.status in ("Tildelt", "Godkjent") and v.dato > dag)
    kreditert = 0.0
    for f in t.fravaer:
        if f.ansattnr != ansattnr or f.kode == "AVSP":
            continue
        borte = [d for d in dagene if f.fra <= d <= f.til and d <= dag]
        if f.kode == "FERIE":
            kreditert += sum(uke(d) / 6 for d in borte if d.isoweekday() <= 6)
            continue
        for nr in {d.isocalendar()[:2] for d in borte}:
            i_uken = [d for d in borte if d.isocalendar()[:2] == nr]
            andel = sum(uke(d) / 7 for d in i_uken)
            oppsatt = [
                v for v in vakter
                if v.dato in i_uken and v.status in ("Tildelt", "Godkjent", "Utført")
                and (v.varslet is None or v.varslet < f.fra)
            ]  # fmt: skip
            satt_opp = sum(timer(v) for v in oppsatt)
            kreditert += f.grad * satt_opp + f.grad * max(0.0, andel - satt_opp)
            arbeidet -= f.grad * sum(timer(v) for v in oppsatt if v.status == "Utført")
            ubekreftet -= f.grad * sum(timer(v) for v in oppsatt if v.status != "Utført")
    periodeskyld = sum(uke(d) / 7 for d in dagene)
    paalopt = sum(uke(d) / 7 for d in dagene if d <= dag)
    skyldig = periodeskyld - arbeidet - kreditert
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
    }
