"""Python packages such as SciPy and numba: their versions, their folders, their installation."""
