"""The raster layers left and right of the divider."""
