"""A fair benchmark: chosen methods predict the dates of a data set by one fixed protocol."""
