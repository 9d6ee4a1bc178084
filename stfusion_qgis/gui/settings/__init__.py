"""The plugin's page in the options of QGIS."""
