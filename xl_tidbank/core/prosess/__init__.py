"""The process around the scheme: steps as data, and how each unit stands on a day (items 2, 4-7, 11-15, 47; T6)."""

from .plan import ALLE_ENHETER, GJENNOMFORT, GJENSTAR, MANGLER, Enhetsplan, Stegtilstand, planer
from .steg import STEGNAVN, Steg, alle, steg

__all__ = [
    "ALLE_ENHETER", "GJENNOMFORT", "GJENSTAR", "MANGLER", "STEGNAVN", "Enhetsplan", "Steg", "Stegtilstand", "alle",
    "planer", "steg",
]  # fmt: skip
