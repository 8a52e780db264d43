"""What pay rests on."""
