"""Graphics cards, and whatever else runs OpenCL: found, measured, used, and done without."""
