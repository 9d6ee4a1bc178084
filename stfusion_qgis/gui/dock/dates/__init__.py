"""The dates of the loaded images: chosen, ticked, stepped through."""
