"""End to end in a real LibreOffice. A driver process with LibreOffice's Python does what a person would."""
