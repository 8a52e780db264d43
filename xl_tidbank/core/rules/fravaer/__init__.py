"""Absence, and what it meets."""
