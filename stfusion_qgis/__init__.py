"""STFusion: spatiotemporal fusion of satellite images, for QGIS and for Python."""


def classFactory(iface):  # noqa: N802 (the name is given by QGIS)
    """Return the plugin; QGIS calls this when it loads it."""
    from .plugin import StfusionPlugin

    return StfusionPlugin(iface)
