"""xlwings Lite: the bank as Python code inside a workbook, for Excel on Windows, Mac and the web."""
