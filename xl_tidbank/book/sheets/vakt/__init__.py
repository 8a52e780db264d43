"""Pages of shifts: the week roster and its poster."""
