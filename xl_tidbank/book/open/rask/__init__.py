"""The fast lane: sheets of everyday cells, looked through and read in one pass with the standard library alone."""
