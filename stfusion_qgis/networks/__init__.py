"""Fusion networks: their contract, and running them."""
