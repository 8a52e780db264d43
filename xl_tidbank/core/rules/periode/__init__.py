"""The settlement period: review, warning, end."""
