"""The process around the scheme, priority to more work, and fairness."""
