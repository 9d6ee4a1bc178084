"""Many dates: which there are, and from which pairs each is predicted."""
