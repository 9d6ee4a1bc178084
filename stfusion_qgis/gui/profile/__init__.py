"""Profiles: the values of a place over time, or along a line."""
