"""The Excel host without Excel: xlwings' own Windows code and call pipeline, over a stand-in for Excel's objects."""
