"""LibreOffice Calc: the add-in, its package, and the open document. `uno` is imported nowhere else."""
