"""Making previews, in a process of its own beside QGIS: `python -m stfusion_qgis.preview.child`."""
