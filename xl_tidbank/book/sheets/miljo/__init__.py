"""Pages of the environment: the front page, the climate account, trips, equipment, goals, lending, the year report."""
