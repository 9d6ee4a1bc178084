"""Metrics as files and on the clipboard."""
