"""Predictions in tiles: each is a file of its own, written by whoever computes it."""
