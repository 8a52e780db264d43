"""The copy that leaves the house: made, stamped, signed, and checked when it comes back."""
