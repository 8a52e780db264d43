"""What whoever imports has asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Importvalg:
    """ark: the sheet, "" = the one that fits. fra, til: the window, None = what the file covers. enhet: the unit the
    file is for. med_fravaer: absences too. godta_flytting: a shift that was announced may be moved, and must then be
    announced again. fjern_borte: rows of this source that are no longer in the file go. ta_filens: what the file says
    goes before what was changed by hand since it was last fetched. som_grunnturnus: a rolling plan becomes a pattern in
    Grunnturnus. dag: the day it is done; a pattern that is followed by then is never changed backwards in time.
    """

    ark: str = ""
    fra: date | None = None
    til: date | None = None
    startuke: int | None = None
    enhet: str = ""
    med_fravaer: bool = False
    godta_flytting: bool = False
    fjern_borte: bool = False
    ta_filens: bool = False
    som_grunnturnus: bool = False
    dag: date | None = None
