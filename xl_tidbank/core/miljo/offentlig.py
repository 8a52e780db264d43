"""What the public edition of the year report may say: picked from an allow-list, never a report with parts taken out.

No person and no unit of fewer than five people is named anywhere, not in the words of a goal, a measure or a campaign
either: a text that names one is left out, and says so. Without a bank nobody knows how many work in a unit, so none is
named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from .miljo import Miljo

UTELATT = "(utelatt: nevner en person eller en liten enhet)"
KORTEST = 3  # letters of a part of a name that is looked for by itself


class Vasker:
    """Tells whether a text names somebody."""

    def __init__(self, miljo: Miljo) -> None:
        ord_: set[str] = set()
        for navn in _personer(miljo):
            ord_ |= {navn, *(d for d in re.split(r"[\s,.;/-]+", navn) if len(d) >= KORTEST)}
        ord_ |= _smaa_enheter(miljo)
        nummer = {a.ansattnr for a in (miljo.bank.tabeller.ansatte or ())} if miljo.bank is not None else set()
        ord_ |= {n for n in nummer if len(n) >= KORTEST}
        alle = sorted((re.escape(o.strip()) for o in ord_ if o.strip()), key=len, reverse=True)
        self._monster = re.compile(rf"(?<!\w)(?:{'|'.join(alle)})(?:s|es)?(?!\w)", re.IGNORECASE) if alle else None

    def nevner(self, tekst: str) -> bool:
        return self._monster is not None and self._monster.search(tekst) is not None

    def ren(self, tekst: str) -> str:
        """The text, or that it is left out."""
        return UTELATT if self.nevner(tekst) else tekst


def _personer(miljo: Miljo) -> Iterable[str]:
    r = miljo.registre
    if miljo.bank is not None:
        yield from (a.navn for a in miljo.bank.tabeller.ansatte or ())
        yield from (p.ansvarlig for p in miljo.bank.tabeller.prosess or ())
        yield from (v.godkjent_av for v in miljo.bank.tabeller.vakter)
    yield from (m.eier for m in r.maal)
    yield from (m.vedtatt_av for m in r.maal)
    yield from (t.ansvarlig for t in r.tiltak)
    yield from (i.fra for i in r.innspill)
    yield from (k.ansvarlig for k in r.kampanjer)
    yield from (a.navn for a in r.ambassadorer)
    yield from (u.laaner for u in r.utlaan)
    yield from (x.godkjent_av for x in r.reiser)
    yield from (f.bekreftet_av for f in r.faktorer)


def _smaa_enheter(miljo: Miljo) -> set[str]:
    """Units of too few people, and those nobody knows the size of."""
    r = miljo.registre
    navngitt = {
        *(e.enhet for e in r.energi), *(e.enhet for e in r.drivstoff), *(e.enhet for e in r.avfall),
        *(e.enhet for e in r.utstyr), *(e.enhet for e in r.maal), *(a.enhet for a in r.ambassadorer),
    }  # fmt: skip
    antall: Counter[str] = Counter()
    if miljo.bank is not None:
        antall.update(a.enhet.casefold() for a in miljo.bank.tabeller.ansatte or ())
        navngitt |= {a.enhet for a in miljo.bank.tabeller.ansatte or ()}
        navngitt |= {p.enhet for p in miljo.bank.tabeller.prosess or ()}
    virksomhet = str(miljo.valg["virksomhet"]).casefold()
    return {e for e in navngitt if e and antall[e.casefold()] < miljo.minst and e.casefold() != virksomhet}
