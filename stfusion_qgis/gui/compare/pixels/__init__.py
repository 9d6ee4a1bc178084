"""The values of a single pixel, and its mark on the canvas."""
