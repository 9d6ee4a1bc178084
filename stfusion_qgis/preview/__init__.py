"""Predictions of what a window shows, made anew when it or anything they stand on changes."""
