"""Every bank under a folder: one file (en.py), which files (filer.py), and the same function over all of them in this
process, in several (her.py) or on a cluster (klynge.py). The pages are side.py; forrige.py reads the last table back.
"""
