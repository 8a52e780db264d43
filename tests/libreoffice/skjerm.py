"""A screen of its own to run LibreOffice on (Xvfb), with a mouse and a keyboard (xdotool), and pictures of it.

What is typed and clicked goes the whole way through the window, as from a user.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .kontor import Kontor

BILDER = os.environ.get("TIDBANK_BILDER", "")  # a folder for pictures
BREDDE, HOYDE = 1366, 768  # a small laptop
MEST_VENT = 60.0  # seconds for something to happen, on a busy machine


def mangler() -> str:
    """Why nothing is tried in a window here, "" where it is."""
    if not os.environ.get("TIDBANK_VINDU"):
        return "et vindu prøves bare der TIDBANK_VINDU er satt"
    borte = [p for p in ("Xvfb", "xdotool") if shutil.which(p) is None]
    return f"{' og '.join(borte)} finnes ikke på denne maskinen" if borte else ""


def krev() -> None:
    """Leave the test out where no window is asked for; fail where one is, and cannot be had."""
    if grunn := mangler():
        (pytest.fail if os.environ.get("TIDBANK_VINDU") else pytest.skip)(grunn)


class Skjerm:
    """Use as a context manager."""

    def __init__(self) -> None:
        self.mappe = Path(tempfile.mkdtemp(prefix="tidbank-skjerm-"))
        les, skriv = os.pipe()
        self.prosess = subprocess.Popen(
            ["Xvfb", "-displayfd", str(skriv), "-screen", "0", f"{BREDDE}x{HOYDE}x24", "-dpi", "96", "-fbdir",
             str(self.mappe), "-nolisten", "tcp"],
            pass_fds=[skriv], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(skriv)
        with os.fdopen(les) as svar:
            self.navn = f":{svar.readline().strip()}"

    def __enter__(self) -> Skjerm:
        return self

    def __exit__(self, *_: object) -> None:
        self.prosess.terminate()
        self.prosess.wait(15)
        shutil.rmtree(self.mappe, ignore_errors=True)

    def _xdotool(self, *ord_: object) -> None:
        subprocess.run(["xdotool", *map(str, ord_)], check=True, env={**os.environ, "DISPLAY": self.navn}, timeout=60)

    def klikk(self, plass: list[int]) -> None:
        """In the middle of x, y, width, height."""
        x, y, bredde, hoyde = plass
        self._xdotool("mousemove", x + bredde // 2, y + hoyde // 2, "click", 1)

    def skriv(self, tekst: str) -> None:
        self._xdotool("type", "--delay", 12, tekst)

    def tast(self, *taster: str) -> None:
        self._xdotool("key", "--delay", 25, *taster)

    def bilde(self, sti: Path) -> None:
        """What the screen shows, as PNG: the server keeps it in a file of the old format xwd, 32 bits a pixel."""
        data = next(self.mappe.glob("Xvfb_screen*")).read_bytes()
        hode = struct.unpack(">25I", data[:100])
        linje, fra = hode[12], hode[0] + 12 * hode[19]
        rader = []
        for y in range(HOYDE):
            rad = data[fra + y * linje : fra + y * linje + 4 * BREDDE]
            farger = bytearray(3 * BREDDE)
            farger[0::3], farger[1::3], farger[2::3] = rad[2::4], rad[1::4], rad[0::4]
            rader.append(b"\0" + bytes(farger))
        ihdr = struct.pack(">2I5B", BREDDE, HOYDE, 8, 2, 0, 0, 0)
        deler = ((b"IHDR", ihdr), (b"IDAT", zlib.compress(b"".join(rader))), (b"IEND", b""))
        sti.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d)) for t, d in deler
        ))  # fmt: skip


class Vindu:
    """One document in a window on a screen, worked in with mouse and keyboard."""

    def __init__(self, skjerm: Skjerm, lo: Kontor, fil: Path) -> None:
        self.skjerm, self.lo, self.nr = skjerm, lo, lo("apne", str(fil), True)
        self.vent(lambda: lo("navneplass", "Ny vakt"))

    def vent(self, paa: Callable[[], Any]) -> Any:
        """What is asked for, when it is there."""
        if svar := self.innen(MEST_VENT, paa):
            return svar
        if BILDER:
            self.skjerm.bilde(Path(BILDER) / "feil.png")
        raise AssertionError("it did not happen in the window")

    def innen(self, sekunder: float, paa: Callable[[], Any]) -> Any:
        """What is asked for, if it comes in time."""
        frist = time.monotonic() + sekunder
        while time.monotonic() < frist:
            if svar := paa():
                return svar
            time.sleep(0.15)
        return None

    def velg(self, navn: str) -> None:
        """Click what has this name: a button, an item on the toolbar."""
        self.skjerm.klikk(self.vent(lambda: self.lo("navneplass", navn)))

    def ga_til(self, ark: str, celle: str) -> None:
        self.lo("velg_celle", self.nr, ark, celle)

    def skriv(self, ark: str, celle: str, tekst: str) -> None:
        """Click a cell and type in it."""
        self.ga_til(ark, celle)
        self.skjerm.klikk(self.lo("celleplass", self.nr, celle))
        self.skjerm.skriv(tekst)
        her = self.lo("markert", self.nr)
        self.skjerm.tast("Return")
        self.vent(lambda: self.lo("markert", self.nr) != her)

    def sagt(self, fra: int) -> str:
        """What the box says that a command ends with; OK is pressed."""
        tekst = str(self.vent(lambda: next((s["tekst"] for s in self.lo.spor_siden(fra) if "tekst" in s), "")))
        self.ok()
        return tekst

    def ok(self) -> None:
        """Press OK until the box is away: one that is just being shown may miss a click."""
        self.vent(lambda: self.lo("navneplass", "OK"))

        def borte() -> bool:
            sted = self.lo("navneplass", "OK")
            if sted is not None:
                self.skjerm.klikk(sted)
                time.sleep(0.4)
            return self.lo("navneplass", "OK") is None

        self.vent(borte)

    def velg_fra_liste(self, ark: str, celle: str, verdi: str) -> None:
        """Open the list of a cell, and click what is wanted in it."""
        self.ga_til(ark, celle)
        self.skjerm.klikk(self.lo("celleplass", self.nr, celle))
        self.skjerm.tast("alt+Down")
        time.sleep(0.3)
        nr = self.lo("liste", self.nr, ark, celle).index(verdi)
        self.skjerm.tast("Home", *(["Down"] * nr or ["Down", "Up"]), "Return")  # nothing is chosen to begin with
        self.vent(lambda: self.lo("verdier", self.nr, ark, f"{celle}:{celle}") == [[verdi]])

    def skriv_i_boks(self, etikett: str, tekst: str) -> None:
        """In the field below a label."""
        x, y, bredde, hoyde = self.vent(lambda: self.lo("navneplass", etikett))
        self.skjerm.klikk([x, y + hoyde + 4, bredde, 12])
        self.skjerm.skriv(tekst)

    def menyvalg(self, navn: str) -> None:
        """An item of the menu Tidbank."""

        def apen() -> Any:
            if sted := self.lo("navneplass", navn):
                return sted
            self.velg("Tidbank")
            time.sleep(0.5)
            return self.lo("navneplass", navn)

        self.vent(apen)
        self.velg(navn)

    def til_toppen(self) -> None:
        """See the buttons of a form."""
        ark = self.lo("i_visning", self.nr)
        self.ga_til(ark, "A1")

    def ro(self) -> None:
        """Give the window time to be drawn."""
        time.sleep(0.5)
