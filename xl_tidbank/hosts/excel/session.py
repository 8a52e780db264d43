"""Excel while a command works: still, with progress in the status bar, and afterwards as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import xlwings as xw

from ..vert import Fremdrift

# What a command changes, in the order it is set; put back in the opposite order, so that Excel computes once, at the
# end, and shows the result.
STILLE: tuple[tuple[str, Any], ...] = (
    ("screen_updating", False),
    ("display_alerts", False),
    ("enable_events", False),
    ("calculation", "manual"),
)


@contextmanager
def i_ro(app: xw.App, tittel: str) -> Iterator[Fremdrift]:
    """Yields how to say what is being done. Every setting is put back whatever happens, each on its own."""
    for_ = [(navn, getattr(app, navn)) for navn, _ in STILLE] + [("status_bar", app.status_bar)]

    def si(hva: str) -> None:
        app.status_bar = f"Tidbank, {tittel}: {hva}"

    try:
        for navn, verdi in STILLE:
            setattr(app, navn, verdi)
        yield si
    finally:
        for navn, verdi in reversed(for_):
            with suppress(Exception):  # one that cannot be put back must not keep the others from it
                setattr(app, navn, verdi)
