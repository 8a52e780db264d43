"""Run by the Windows Python: a client that calls as the workbook's VBA does, and Excel's objects as COM objects."""
