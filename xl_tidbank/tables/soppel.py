"""The garbage collector kept out of the way while a bank is read or worked out."""

from __future__ import annotations

import gc


class uten_soppeltomming:  # noqa: N801 - used as a function is
    """A million new objects and not one cycle among them: the collector would look them all through for nothing.

    A class, for contextlib's generators cannot let an exception of UNO's through.
    """

    def __enter__(self) -> None:
        # Where it is off already, the program around us has its own way with the collector.
        self._slaar_paa = gc.isenabled() and not gc.get_freeze_count()
        if self._slaar_paa:
            gc.disable()

    def __exit__(self, *_: object) -> None:
        if self._slaar_paa:
            gc.freeze()  # out of the young generations, and
            gc.unfreeze()  # into the oldest one, without being looked through
            gc.enable()
