"""The parameters of a simulated scene."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ..parameters import choice, integer, number, switch
from ..translation import mark

CHANGES = {"none": mark("None"), "flood": mark("Flood along the river"),
           "harvest": mark("Harvest of a third of the fields")}
DATA_TYPES = {"int16": mark("Reflectance × 10000, Int16"),
              "float32": mark("Reflectance 0 to 1, Float32")}


@dataclass(frozen=True)
class Parameters:
    """A simulated scene: its grid, dates and bands, its land and its two sensors."""

    width: int = integer(
        1000, label=mark("Width"), unit=mark("fine pixels"), minimum=8, maximum=100_000,
        help=mark("Columns of the fine images."))
    height: int = integer(
        1000, label=mark("Height"), unit=mark("fine pixels"), minimum=8, maximum=100_000,
        help=mark("Rows of the fine images."))
    pixel_size: float = number(
        30.0, label=mark("Fine pixel size"), unit=mark("metres"), minimum=0.5, maximum=1000,
        help=mark("Side of a fine pixel. Fields, roads and rivers have their size in metres: "
                  "smaller pixels show more of them."))
    ratio: int = integer(
        16, label=mark("Scale ratio"), minimum=2, maximum=200,
        help=mark("Side of a coarse pixel in fine pixels. 16 is Landsat beside MODIS at 500 m; "
                  "30 is Sentinel-2 at 10 m beside Sentinel-3 at 300 m."))
    dates: int = integer(
        3, label=mark("Number of dates"), minimum=1, maximum=400,
        help=mark("A fine and a coarse image are made for every date. With three dates, predict "
                  "the second from the first, or from the first and the third."))
    year: int = integer(
        2024, label=mark("Year of the first date"), minimum=1970, maximum=2100,
        help=mark("The year in which the series begins."))
    day_of_year: int = integer(
        118, label=mark("First date"), unit=mark("day of the year"), minimum=1, maximum=365,
        help=mark("Day of the year of the first date. Crops are those of the northern temperate "
                  "zone: they change most from April to July and in September."))
    interval: int = integer(
        32, label=mark("Days between dates"), unit=mark("days"), minimum=1, maximum=366,
        help=mark("Days from each date to the next."))
    bands: int = integer(
        6, label=mark("Number of bands"), minimum=1, maximum=200,
        help=mark("1 to 6 and 10 bands are those of Landsat and Sentinel-2 that suit the number: "
                  "6 are blue, green, red, near infrared and two in the short-wave infrared. "
                  "Other numbers are spread evenly over 450 to 2300 nm."))
    field_size: float = number(
        400.0, label=mark("Field size"), unit=mark("metres"), minimum=20, maximum=5000,
        help=mark("Typical side of a field. Fields smaller than a coarse pixel make the land "
                  "heterogeneous, and fusion difficult."))
    pivots: bool = switch(
        True, label=mark("Centre pivots"),
        help=mark("Some districts are irrigated in circles."))
    relief: float = number(
        1.0, label=mark("Relief"), minimum=0, maximum=3,
        help=mark("Strength of the shading of hills: 0 is none, 1 natural."), advanced=True)
    change: str = choice(
        "none", CHANGES, label=mark("Abrupt change"),
        help=mark("Something that no calendar foretells, seen from a certain date on."))
    change_date: int = integer(
        2, label=mark("Date of the abrupt change"), minimum=1, maximum=400,
        help=mark("Number of the first date that shows the abrupt change."))
    clouds: float = number(
        0.0, label=mark("Clouds"), unit=mark("per cent"), minimum=0, maximum=95,
        help=mark("Share of every fine image that lies under clouds and their shadows, and is "
                  "nodata. Coarse pixels that are mostly so are nodata too."))
    noise: float = number(
        0.002, label=mark("Noise"), unit=mark("reflectance"), minimum=0, maximum=0.1,
        help=mark("Standard deviation of the noise of both sensors."))
    psf: float = number(
        0.5, label=mark("Blur of the coarse sensor"), unit=mark("coarse pixels"),
        minimum=0, maximum=5,
        help=mark("Full width at half maximum of the Gaussian point spread function of the "
                  "coarse sensor, besides the area of its pixel; 0 is the plain mean of the "
                  "fine pixels in a coarse one."))
    shift: float = number(
        0.0, label=mark("Shift of the coarse images"), unit=mark("coarse pixels"),
        minimum=-2, maximum=2,
        help=mark("The coarse images show the land this far to the right and below of where "
                  "their grid says: an error of registration."))
    band_difference: float = number(
        2.0, label=mark("Difference between the sensors"), unit=mark("per cent"),
        minimum=0, maximum=50,
        help=mark("Standard deviation of the gain of the coarse bands against the fine ones; "
                  "their offsets vary by a tenth of it, as reflectance."))
    data_type: str = choice(
        "int16", DATA_TYPES, label=mark("Data type"),
        help=mark("How reflectance is written."), advanced=True)
    seed: int = integer(
        1, label=mark("Seed"), minimum=0, maximum=2**31 - 1,
        help=mark("Another seed is another land. The same seed gives the same images."))


def dates_of(parameters: Parameters) -> list[datetime.date]:
    """Return the dates of the series."""
    first = datetime.date(parameters.year, 1, 1) + datetime.timedelta(parameters.day_of_year - 1)
    return [first + datetime.timedelta(parameters.interval * i) for i in range(parameters.dates)]
