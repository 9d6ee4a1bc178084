"""The colours that are seen on a canvas, and those that images should have there."""

from qgis.PyQt.QtCore import QPoint

from stfusion_qgis import pictures
from stfusion_qgis.gui.compare.compared.compared_images import ComparedImages


def seen(canvas, image, row, column):
    """Return the colour in the middle of a pixel of an image on a canvas, and its place there."""
    point = canvas.getCoordinateTransform().transform(
        image.left + (column + 0.5) * image.pixel_width,
        image.top - (row + 0.5) * image.pixel_height)
    place = QPoint(round(point.x()), round(point.y()))
    colour = canvas.viewport().grab().toImage().pixelColor(place)
    return (colour.red(), colour.green(), colour.blue()), place


def expected(images, shown, row, column):
    """Return the colour of a pixel of one of some images that are compared."""
    limits = ComparedImages(images).limits
    return tuple(int(v) for v in pictures.rgb(shown.values, limits, (2, 1, 0))[row, column])


def close(first, second):
    """Say whether two colours differ by rounding alone."""
    return max(abs(a - b) for a, b in zip(first, second)) <= 2
