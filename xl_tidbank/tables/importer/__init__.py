"""The import of what a ward has: a file as raw values, and a profile -> rows with a key and the cell each came from,
what is different from the bank, and the bank as it will be. No file is known here, and no program.
"""
