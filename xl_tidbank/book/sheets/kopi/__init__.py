"""Pages of a copy: for the union rep, and for the employee."""
