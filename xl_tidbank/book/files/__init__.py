"""How files are replaced: whole or not at all, locked, kept as backups, and temporary ones cleared away."""
