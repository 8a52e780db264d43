"""What a page says, as plain data. One file a page; no writer and no rule in here."""
