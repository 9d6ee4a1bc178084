"""The values of an assessment that the widget shows, and their texts."""

from __future__ import annotations

import html
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass

from ...methods import all_methods
from ...quality.assessment import Assessment, number_text
from ...quality.counterparts import ROLES, Counterparts
from ...quality.metrics.metric import Unit
from ...quality.registry import METRICS
from ...translation import mark, tr
from .layer_quality import LayerQuality

_WITH_REFERENCE = {"RMSE": mark("RMSE"), "SSIM": mark("SSIM"), "SAM": mark("SAM"),
                   "ERGAS": mark("ERGAS")}
_WITHOUT = {"COARSE_RMSE": mark("RMSE"), "COARSE_CORRELATION": mark("Correlation"),
            "DETAIL": mark("Kept detail")}


@dataclass(frozen=True)
class Number:
    """A metric of all bands together. caption, text: as short as they can be. help: rich text."""

    caption: str
    text: str
    help: str


@dataclass(frozen=True)
class BandError:
    """The error of one band. name: of the band. text: the error in the unit of the data.

    share: error over the standard deviation of the band (of the reference, if there is one):
    1 is as wrong as taking the mean of the band for all its pixels. NaN if unknown.
    """

    name: str
    text: str
    share: float
    help: str


def layer_title(quality: LayerQuality) -> str:
    """Return the method and the date of a prediction; for any other layer, its file's name."""
    if quality.made is None:
        return os.path.basename(quality.source.path)
    method = all_methods().get(quality.made.method)
    title = quality.made.network or (tr(method.title) if method else quality.made.method)
    return f"{title} · {quality.date.isoformat()}" if quality.date is not None else title


def compared_with(counterparts: Counterparts, assessment: Assessment) -> tuple[str, str]:
    """Return a few words on the image that a layer was compared with, and its file's name."""
    values = assessment.values
    if "RMSE" in values:
        words, path = tr("Against {name}"), counterparts.reference
    elif "COARSE_RMSE" in values:
        words, path = tr("Consistency with {name}"), counterparts.coarse
    else:
        words, path = tr("Detail of {name}"), counterparts.fine_1
    return words, os.path.basename(path or "?")


def numbers(assessment: Assessment) -> list[Number]:
    """Return the metrics that the widget shows."""
    chosen = _WITH_REFERENCE if "RMSE" in assessment.values else _WITHOUT
    return [Number(tr(caption), _text(key, assessment.values[key].overall),
                   _help(key, assessment))
            for key, caption in chosen.items() if key in assessment.values]


def band_errors(assessment: Assessment) -> list[BandError]:
    """Return the error of each band; an empty list if bands were compared with nothing."""
    reference = "RMSE" in assessment.values
    error = assessment.values.get("RMSE" if reference else "COARSE_RMSE")
    deviation = assessment.values.get(
        "REFERENCE_STANDARD_DEVIATION" if reference else "STANDARD_DEVIATION")
    if error is None or deviation is None:
        return []
    said = tr("{band}: RMSE {error}, {share:.0%} of the standard deviation of the reference") \
        if reference else tr("{band}: RMSE {error} to the coarse image, {share:.0%} of the "
                             "standard deviation of the prediction")
    return [_band_error(name, e, s, said)
            for name, e, s in zip(assessment.bands, error.bands, deviation.bands)]


def is_gone(quality: LayerQuality) -> str:
    """Return a sentence on the layer's file, which is not there any more."""
    return tr("The file of this layer is gone: {path}. Put it back, or remove the layer.").format(
        path=quality.source.path)


def out_of_date(quality: LayerQuality) -> str:
    """Return a sentence on the files that have changed since the layer was measured."""
    names = {"raster": tr("the file of the layer"), **{role: tr(text) for role, text in
                                                       ROLES.items()}}
    return tr("Changed since it was measured: {files}.").format(
        files=", ".join(names[role] for role in quality.outdated))


def _band_error(name: str, error: float, deviation: float, said: str) -> BandError:
    share = error / deviation if deviation > 0 else math.nan
    text = number_text(error)
    told = said.format(band=name, error=text, share=share) if math.isfinite(share) \
        else f"{name}: RMSE {text}"
    return BandError(name, text, share, told)


def _text(key: str, value: float) -> str:
    """Return a number in at most five letters or so."""
    if METRICS[key].unit is Unit.DEGREES and math.isfinite(value):
        return f"{value:.2f}°"
    if math.isfinite(value) and 1e-3 <= abs(value) < 10:
        return f"{value:.3f}".replace("-", "−")
    return number_text(value)


def _help(key: str, assessment: Assessment) -> str:
    metric, value = METRICS[key], assessment.values[key]
    rows = _rows(assessment.bands, value.bands)
    return (f"<b>{html.escape(tr(metric.label))}</b> {number_text(value.overall)}<br>"
            f"{html.escape(tr(metric.help))} ({html.escape(tr(metric.direction.value))})"
            f"<table>{rows}</table>")


def _rows(names: Sequence[str], values: Sequence[float]) -> str:
    return "".join(f"<tr><td>{html.escape(name)}&nbsp;&nbsp;</td><td align='right'>"
                   f"{number_text(value)}</td></tr>" for name, value in zip(names, values))
