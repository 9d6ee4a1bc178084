"""The choice of the part that runs predict: an extent, polygons, or what both share."""
