"""What preparing an image is made of: its numbers, its grid, its virtual raster, its mask."""
