"""The environment: factors, registers, goals, and the yearly report (items 61-74)."""

TRENGER = ("miljo",)  # every rule here
