"""The bank in any browser: one page with Python in it, that reaches no network."""
