"""The import of what a ward has: files from elsewhere as rows with a key, against what the bank has already.

Raw values and a profile become rows with the cell each came from, what is different from the bank, and the bank as it
will be. No file is known here, and no program.
"""
