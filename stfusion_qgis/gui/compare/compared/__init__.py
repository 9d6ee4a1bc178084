"""The images of a preview, their common look, and their error maps."""
