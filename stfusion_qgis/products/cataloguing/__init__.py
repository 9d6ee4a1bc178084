"""Catalogues of images: a folder becomes a file that STAC tools and QGIS open."""
