"""The metrics of predictions, and their table."""
