"""Pure rules and records: no spreadsheet, no clock, no file but its own parameters."""
