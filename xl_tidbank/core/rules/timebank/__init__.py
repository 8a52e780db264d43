"""The surplus bank."""
