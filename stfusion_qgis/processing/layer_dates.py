"""The dates of layers, in their temporal properties, for QGIS's temporal controller."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from qgis.core import QgsDateTimeRange, QgsRasterLayer
from qgis.PyQt.QtCore import QDate, QDateTime, QTime


def fixed_date(layer: QgsRasterLayer) -> datetime.date | None:
    """Return the date that is set in a layer's temporal properties, None if none is."""
    properties = layer.temporalProperties()
    begin = properties.fixedTemporalRange().begin() if properties.isActive() else None
    return begin.date().toPyDate() if begin is not None and begin.isValid() else None


def fix_date(layer: QgsRasterLayer, date: datetime.date | None) -> None:
    """Set the date in a layer's temporal properties; None leaves it to the file and its name."""
    if date is None:
        layer.temporalProperties().setIsActive(False)
    else:
        fix_days(layer, date, date)


def fix_days(layer: QgsRasterLayer, first: datetime.date, last: datetime.date) -> None:
    """Set the first and the last day of a layer in its temporal properties."""
    properties = layer.temporalProperties()
    properties.setFixedTemporalRange(QgsDateTimeRange(
        QDateTime(_day(first), QTime(0, 0)), QDateTime(_day(last), QTime(23, 59, 59))))
    properties.setIsActive(True)


def last_days(dates: Sequence[datetime.date]) -> list[datetime.date]:
    """Return the day before the next date of each; the last one lasts as long as the one before.

    dates: in the order of time, each once.
    """
    lasts = [later - datetime.timedelta(1) for later in dates[1:]]
    length = (dates[-1] - dates[-2]).days - 1 if len(dates) > 1 else 0
    return [*lasts, *(date + datetime.timedelta(length) for date in dates[-1:])]


def _day(date: datetime.date) -> QDate:
    return QDate(date.year, date.month, date.day)
