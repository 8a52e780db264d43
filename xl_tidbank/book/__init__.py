"""The workbook as a file: what stands in it, how it is read and how it is written."""
