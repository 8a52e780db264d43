"""Shifts: notice, approval, priority, and rows that cover each other."""
