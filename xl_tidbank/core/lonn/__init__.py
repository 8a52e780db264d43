"""Pay: what the agreement and the tariff say a month is worth (items 32-37, 42-46; B18-B22, B24-B26, B35, B37).

satser.py finds the rate in force, vinduer.py splits a stretch of the clock, grunnlag.py holds the plain formulas the
spreadsheet functions share, overtid.py and omregning.py their own clauses, maaned.py puts a month together.
"""
