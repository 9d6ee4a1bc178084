"""Metrics: each is described beside its formula, and found by itself (see `registry`)."""
