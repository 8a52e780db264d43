"""The environment: registers, climate account, trips, goals, and one yearly report (items 61-74)."""
