"""Opening what comes from outside: the guard, the shield, the clean copy, and the reading of the tables."""
