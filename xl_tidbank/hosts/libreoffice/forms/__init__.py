"""Forms on sheets of the open document: what makes a page live, and what is read back from it."""
