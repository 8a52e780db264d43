"""The Windows side run for real, under Wine and without Excel: what `tidbank pakk` makes, started by xlwings' own DLL
as the workbook's loader starts it, asked over COM from another process, with a stand-in for Excel's objects behind.

`__main__.py` runs on Linux and sets it up; what stands in `innenfor/` runs in the Windows Python of the package.
"""
