"""The map canvas with the divider between two images."""
