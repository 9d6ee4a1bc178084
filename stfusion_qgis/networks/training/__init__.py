"""Training of fusion networks, in a process of its own: see `networks.train`."""
