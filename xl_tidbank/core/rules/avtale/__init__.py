"""The individual agreement: who, how much, how long."""
