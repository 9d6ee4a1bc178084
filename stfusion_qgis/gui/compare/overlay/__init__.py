"""The preview on the main map."""
