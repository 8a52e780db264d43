"""The bank as a workbook people fill in, still or live."""
