from . import skriv

skriv()
