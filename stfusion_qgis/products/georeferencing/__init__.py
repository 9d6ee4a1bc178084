"""Layers without a grid: swaths, images with rational polynomials, tiles that belong together."""
