"""Measuring predictions in pixels of full resolution, whatever the resolution of the screen."""
