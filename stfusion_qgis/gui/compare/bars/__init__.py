"""The bars above and below the canvas: which images are seen, and which of their bands."""
