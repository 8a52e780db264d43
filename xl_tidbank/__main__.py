"""`python -m xl_tidbank` is the command `tidbank`."""

from .cli import main

main()
