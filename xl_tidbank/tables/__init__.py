"""What knows tables and no file: columns as data, values of cells, rows to records, checks between tables.

Files, open workbooks and ranges of every host come to their records through here.
"""
