"""The steps of blend (see `methods/blend.py`), in their order, all at the scale of coarse cells."""
