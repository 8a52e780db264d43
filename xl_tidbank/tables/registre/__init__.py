"""What a table is written in as data, and the registers of the environment with what must hold in them."""
