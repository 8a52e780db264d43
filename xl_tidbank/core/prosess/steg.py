"""The steps of the process, read from steg.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

START, SIGNERING, AARLIG, INGEN = "start", "signering", "aarlig", "ingen"
FRISTER = (START, SIGNERING, AARLIG, INGEN)


@dataclass(frozen=True, slots=True)
class Steg:
    """One step. frist: one of FRISTER. etter: keys of steps that come first. merknad: its row must say what came of
    it."""

    nokkel: str
    navn: str
    hva: str
    hjemmel: str
    frist: str
    etter: tuple[str, ...] = ()
    merknad: bool = False


@cache
def alle() -> tuple[Steg, ...]:
    """Every step, in the order of the process."""
    data = tomllib.loads(files(__package__).joinpath("steg.toml").read_text("utf-8"))
    return tuple(Steg(**{**s, "etter": tuple(s.get("etter", ()))}) for s in data["steg"])


def steg(nokkel: str) -> Steg:
    return next(s for s in alle() if s.nokkel == nokkel)


STEGNAVN = tuple(s.navn for s in alle())
