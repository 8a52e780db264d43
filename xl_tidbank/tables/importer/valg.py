"""What whoever imports has asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Importvalg:
    """ark: the sheet, "" = the one that fits. fra, til: the window, None = what the file covers. enhet: the unit the
    file is for. med_fravaer: absences too. godta_flytting: a shift that was announced may be moved, and must then be
    announced again. fjern_borte: rows of this source that are no longer in the file go.
    """

    ark: str = ""
    fra: date | None = None
    til: date | None = None
    startuke: int | None = None
    enhet: str = ""
    med_fravaer: bool = False
    godta_flytting: bool = False
    fjern_borte: bool = False
