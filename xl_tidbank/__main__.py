"""`python -m xl_tidbank` is the command `tidbank`."""

from .cli import main

if __name__ == "__main__":  # the processes of `samle` import this too
    main()
