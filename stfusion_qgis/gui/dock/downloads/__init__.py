"""Downloaded products: dropped on the dock, prepared, and loaded with their dates."""
