"""A tidbank shift on a day without an agreement has no debt to work in (items 8, 28; B13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ... import tekst
from ...funn import Alvor, Funn
from ...sak import Sak
from ...views import Saldo
from .. import Regel

HJEMMEL = "utkastet pkt. 2 og 3; Delta § 10"


def funn(sak: Sak, dag: date, saldo: Saldo | None) -> Iterator[Funn]:
    for v in sak.tidbankvakter:
        if sak.avtale(v.dato) is None:
            yield Funn(
                "vakt_utenfor_avtale", Alvor.ADVARSEL, sak.ansattnr, v.kilde, "Dato", HJEMMEL,
                f"Tidbankvakt {tekst.dato(v.dato)} er på en dag uten avtale om tidbank.",
                "Rett datoen eller typen. Timer etter periodens slutt kan ikke føres på den gamle perioden.",
                {"vaktnr": v.vaktnr, "dato": v.dato}, v.dato,
            )  # fmt: skip


REGEL = Regel(HJEMMEL, ("vakt_utenfor_avtale",), funn=funn)
