"""Previews: predictions of what a view shows, made in a process of their own beside QGIS."""
