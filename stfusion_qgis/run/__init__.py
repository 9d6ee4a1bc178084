"""The command line: any method over any scene, without QGIS. See docs/scale.md."""
