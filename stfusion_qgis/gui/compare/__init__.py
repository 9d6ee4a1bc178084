"""Comparing the images of a preview: swipe, errors, single pixels, and metrics."""
