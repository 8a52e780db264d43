"""Red days, and the day and a half of rest around Sundays and red days."""
