"""Properties are about what is right, not about how fast. And the command line, as a user calls it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from xl_tidbank.cli import main

settings.register_profile("tidbank", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tidbank")


class Svar:
    def __init__(self, kode: int, ut: str, feil: str) -> None:
        self.kode, self.ut, self.feil = kode, ut, feil

    @property
    def json(self) -> dict[str, Any]:
        innhold: dict[str, Any] = json.loads(self.ut)
        return innhold


@pytest.fixture
def tidbank(capfd: pytest.CaptureFixture[str]) -> Callable[..., Svar]:
    def kjor(*argumenter: object) -> Svar:
        capfd.readouterr()  # what came before is another's
        with pytest.raises(SystemExit) as slutt:
            main([str(a) for a in argumenter])
        ut, feil = capfd.readouterr()
        return Svar(int(slutt.value.code or 0), ut, feil)

    return kjor
