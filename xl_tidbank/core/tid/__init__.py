"""Time: the clock, days and deadlines, red days, shifts as worked, and working time."""
