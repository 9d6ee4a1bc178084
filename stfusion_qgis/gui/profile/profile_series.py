"""The lines of a profile's chart: what is drawn of each series of images."""

from __future__ import annotations

import math
from dataclasses import dataclass

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QPalette

from ...season.image_kinds import COARSE, FINE
from ...season.profile_over_time import Profile, Reading
from ..compare.charts.series_style import SeriesStyle, method_colour
from ..theme import faint


@dataclass(frozen=True)
class ChartPoint:
    """A point of a line. x: ordinal of a date, or a distance. spread: standard deviation or 0."""

    x: float
    y: float
    spread: float = 0.0
    label: str = ""


@dataclass(frozen=True)
class ChartLine:
    """A line of the chart, with its points from left to right."""

    title: str
    style: SeriesStyle
    points: tuple[ChartPoint, ...]


def lines_over_time(profile: Profile, band: int, palette: QPalette) -> list[ChartLine]:
    """Return a line for each series: fine images, coarse ones, each method."""
    series: dict[str, list[Reading]] = {}
    for reading in profile.readings:
        series.setdefault(reading.image.title, []).append(reading)
    styles = _styles(list(series.items()), palette)
    return [ChartLine(title, styles[title], tuple(
        point for reading in readings
        if (point := _point(reading, band, 0, reading.image.date.toordinal())) is not None))
        for title, readings in series.items()]


def lines_along(profile: Profile, band: int, date: str, palette: QPalette) -> list[ChartLine]:
    """Return a line for each image of a date, over the distance."""
    shown = [reading for reading in profile.readings if str(reading.image.date) == date]
    along = profile.distances()
    styles = _styles([(reading.image.title, [reading]) for reading in shown], palette)
    return [ChartLine(reading.image.title, styles[reading.image.title], tuple(
        point for i, x in enumerate(along)
        if (point := _point(reading, band, i, x)) is not None))
        for reading in shown]


def _point(reading: Reading, band: int, place: int, x: float) -> ChartPoint | None:
    if band >= len(reading.values) or not math.isfinite(reading.values[band, place]):
        return None
    spread = 0.0
    if reading.deviations is not None and band < len(reading.deviations) \
            and math.isfinite(reading.deviations[band, place]):
        spread = float(reading.deviations[band, place])
    return ChartPoint(x, float(reading.values[band, place]), spread, reading.image.source.name)


def _styles(series: list[tuple[str, list[Reading]]], palette: QPalette) -> dict[str, SeriesStyle]:
    """Return a style for each series: predictions have colours, what is known that of text."""
    ink = palette.color(QPalette.ColorRole.Text)
    styles, methods = {}, 0
    for title, readings in series:
        kind = readings[0].image.kind
        if kind == FINE:
            styles[title] = SeriesStyle(ink, width=2.2)
        elif kind == COARSE:
            styles[title] = SeriesStyle(faint(palette, 0.55), Qt.PenStyle.DotLine)
        else:
            styles[title] = SeriesStyle(method_colour(methods, palette))
            methods += 1
    return styles
