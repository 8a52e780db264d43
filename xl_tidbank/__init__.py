"""xl_tidbank: an Excel-native time bank for Norwegian working life."""

__version__ = "0.1.0"
