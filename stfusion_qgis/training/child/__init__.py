"""Training in its own process, with torch: nothing here is imported by QGIS."""
