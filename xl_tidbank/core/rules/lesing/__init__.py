"""What the reader of the tables took in, left out, or left aside."""
