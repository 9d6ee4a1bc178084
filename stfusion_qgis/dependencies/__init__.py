"""Optional Python packages, such as numba: which there are, where they lie, how they come."""
