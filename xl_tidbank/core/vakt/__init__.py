"""A shift before it is assigned: who has priority, and what it would break."""
