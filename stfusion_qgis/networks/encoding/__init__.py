"""Encoders, which give features of an image: their contract, running them, components."""
