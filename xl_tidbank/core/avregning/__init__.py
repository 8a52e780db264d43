"""The end: settlement, notice, and what may be deducted."""
