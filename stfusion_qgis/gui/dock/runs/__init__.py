"""Runs in the background: where they write, how they go on, what is made of their results."""
