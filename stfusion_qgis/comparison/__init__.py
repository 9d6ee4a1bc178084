"""Comparing methods: a date whose fine image is known is predicted by many, measured and ranked."""
