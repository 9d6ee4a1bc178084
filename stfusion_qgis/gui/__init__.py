"""The dock, the layers panel and the options: the windows of the plugin in the QGIS desktop."""
