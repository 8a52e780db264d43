"""What puts hours in the ledger, one file a clause: a new file with a function `posteringer` is found by itself."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module

from ..model import Postering
from ..sak import Sak


@cache
def alle() -> tuple[Callable[[Sak], Iterable[Postering]], ...]:
    """Every posting rule, in order of file name."""
    return tuple(import_module(f"{__name__}.{m.name}").posteringer for m in pkgutil.iter_modules(__path__))
