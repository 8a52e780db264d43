"""Tidbank.html in real browsers, held against the command line."""
