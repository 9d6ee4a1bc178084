"""Training of fusion networks, in a process of its own: see `__main__`."""
