"""main.py for xlwings Lite, run against a stand-in of what Lite documents."""
