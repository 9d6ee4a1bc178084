"""Charts as inline SVG, without any library: scatter density, histogram, bands, colour bar.

Colours come from the page's style (`html_page.STYLE`), so that charts suit light and dark.
"""

from __future__ import annotations

import base64
import html
import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .. import pictures

# Colour-blind safe (Okabe & Ito 2008), told apart by shape as well.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d1f", "#777777")
_SHAPES = ("M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0", "M-4,-4h8v8h-8z", "M0,-5L5,4H-5z",
           "M0,-5L5,0L0,5L-5,0z", "M0,5L5,-4H-5z",
           "M-1.5,-5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5v-3h3.5z")


class Frame(NamedTuple):
    """The plotting area of a chart in pixels, and the data's range on both axes."""

    left: float
    top: float
    width: float
    height: float
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    def x(self, value: float) -> float:
        """Return the place in pixels of a value of the horizontal axis."""
        low, high = self.x_range
        return self.left + self.width * (value - low) / (high - low)

    def y(self, value: float) -> float:
        """Return the place in pixels of a value of the vertical axis."""
        low, high = self.y_range
        return self.top + self.height * (1 - (value - low) / (high - low))


def data_uri(picture: np.ndarray) -> str:
    """Return a picture, uint8 (rows, columns, 3 or 4), as the address of an embedded PNG."""
    return "data:image/png;base64," + base64.b64encode(pictures.png_bytes(picture)).decode()


def ticks(low: float, high: float, count: int = 4) -> list[float]:
    """Return about `count` round numbers between low and high."""
    raw = (high - low) / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(s for s in (1, 2, 2.5, 5, 10) if s * power >= raw * 0.999) * power
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [i * step for i in range(first, last + 1)]


def tick_text(value: float) -> str:
    """Return a round number without superfluous digits."""
    return f"{value + 0.0:.10g}".replace("-", "−")


def common_span(arrays: Sequence[np.ndarray]) -> tuple[float, float]:
    """Return a range that covers 99.8 percent of the finite values of each array."""
    finite = [array[np.isfinite(array)] for array in arrays]
    return span_of(np.concatenate([np.percentile(v, (0.1, 99.9)) for v in finite if v.size]))


def scatter(x: np.ndarray, y: np.ndarray, x_label: str, y_label: str, title: str,
            span: tuple[float, float]) -> str:
    """Return the density of points (x, y), finite, with the line of equality.

    span: range of both axes.
    """
    low, high = span
    frame = Frame(52, 8, 210, 210, (low, high), (low, high))
    bins = 48
    counts, _, _ = np.histogram2d(y, x, bins=bins, range=((low, high), (low, high)))
    density = np.log1p(np.where(counts > 0, counts, np.nan))[::-1]
    # From dark to light on paper: the thinnest density must stay visible.
    picture = pictures.coloured(density, 0.0, max(float(np.log1p(counts.max())), 1.0))
    alpha = np.where(np.isfinite(density), 255, 0).astype(np.uint8)
    body = (f'<image href="{data_uri(np.dstack([picture, alpha]))}" x="{frame.left}" '
            f'y="{frame.top}" width="{frame.width}" height="{frame.height}" '
            f'preserveAspectRatio="none" style="image-rendering:pixelated"/>'
            f'<line class="guide" x1="{frame.x(low)}" y1="{frame.y(low)}" '
            f'x2="{frame.x(high)}" y2="{frame.y(high)}"/>')
    return chart(frame, body, x_label, y_label, title)


def histogram(values: np.ndarray, x_label: str, y_label: str, title: str) -> str:
    """Return a histogram of finite values with lines at zero and at their mean."""
    low, high = span_of(np.append(np.percentile(values, (0.5, 99.5)), 0.0))
    counts, edges = np.histogram(values, 60, (low, high))
    share = 100.0 * counts / values.size
    frame = Frame(52, 8, 210, 120, (low, high), (0.0, max(1.08 * share.max(), 1e-9)))
    steps = "".join(f"V{frame.y(s):.1f}H{frame.x(e):.1f}" for s, e in zip(share, edges[1:]))
    mean = frame.x(float(np.clip(values.mean(), low, high)))
    bottom = frame.top + frame.height
    body = (f'<path class="bars" d="M{frame.left},{bottom}{steps}V{bottom}z"/>'
            f'<line class="guide" x1="{frame.x(0):.1f}" x2="{frame.x(0):.1f}" '
            f'y1="{frame.top}" y2="{bottom}"/>'
            f'<line class="mean" x1="{mean:.1f}" x2="{mean:.1f}" y1="{frame.top}" y2="{bottom}"/>')
    return chart(frame, body, x_label, y_label, title)


def band_chart(bands: Sequence[str], series: Sequence[Sequence[float]], title: str,
               guide: float | None = None) -> str:
    """Return one value a band as marks, one series a prediction; `guide` is a line across.

    Values that are not finite are left out.
    """
    finite = [v for values in series for v in values if math.isfinite(v)]
    low, high = span_of(np.array(finite + ([] if guide is None else [guide]) or [0.0]))
    frame = Frame(52, 8, 40.0 + max(170.0, 42.0 * len(bands)), 150, (-0.5, len(bands) - 0.5),
                  (low, high))
    body = "" if guide is None else (
        f'<line class="guide" x1="{frame.left}" x2="{frame.left + frame.width}" '
        f'y1="{frame.y(guide):.1f}" y2="{frame.y(guide):.1f}"/>')
    for number, values in enumerate(series):
        shift = (number - (len(series) - 1) / 2) * min(0.14, 0.7 / len(series))
        for band, value in enumerate(values):
            if math.isfinite(value):
                body += (f'<g transform="translate({frame.x(band + shift):.1f},'
                         f'{frame.y(value):.1f})">{_mark(number)}</g>')
    labels = [(frame.x(i), name) for i, name in enumerate(bands)]
    return chart(frame, body, "", "", title, labels)


def legend(names: Sequence[str]) -> str:
    """Return the names of predictions beside the marks they have in `band_chart`."""
    items = (f'<span class="key"><svg width="14" height="14" viewBox="-7 -7 14 14" '
             f'aria-hidden="true">{_mark(i)}</svg>{html.escape(name)}</span>'
             for i, name in enumerate(names))
    return f'<p class="legend">{"".join(items)}</p>'


def colour_bar(low: float, high: float, ramp: Sequence[tuple[int, int, int]], label: str) -> str:
    """Return a colour bar of a ramp of `pictures` with ticks."""
    frame = Frame(8, 4, 224, 12, (low, high), (0, 1))
    picture = pictures.coloured(np.linspace(low, high, 64)[np.newaxis], low, high, ramp)
    marks = "".join(
        f'<text x="{frame.x(t):.1f}" y="30" text-anchor="middle">{tick_text(t)}</text>'
        f'<line class="axis" x1="{frame.x(t):.1f}" x2="{frame.x(t):.1f}" y1="16" y2="19"/>'
        for t in ticks(low, high))
    return (f'<svg class="bar" width="240" height="48" viewBox="0 0 240 48" role="img" '
            f'aria-label="{html.escape(label)}"><image href="{data_uri(picture)}" x="{frame.left}" '
            f'y="{frame.top}" width="{frame.width}" height="{frame.height}" '
            f'preserveAspectRatio="none"/>{marks}'
            f'<text x="120" y="44" text-anchor="middle">{html.escape(label)}</text></svg>')


def _mark(number: int) -> str:
    return (f'<path d="{_SHAPES[number % len(_SHAPES)]}" '
            f'fill="{COLOURS[number % len(COLOURS)]}"/>')


def span_of(values: np.ndarray) -> tuple[float, float]:
    """Return the range of values, widened a little, never empty."""
    low, high = float(values.min()), float(values.max())
    margin = 0.04 * (high - low) or 0.05 * abs(high) or 1.0
    return low - margin, high + margin


def chart(frame: Frame, body: str, x_label: str, y_label: str, title: str,
           x_ticks: Sequence[tuple[float, str]] | None = None) -> str:
    """Return a chart: axes with ticks and labels around a body."""
    right, bottom = frame.left + frame.width, frame.top + frame.height
    x_marks = [(frame.x(t), tick_text(t)) for t in ticks(*frame.x_range)] \
        if x_ticks is None else x_ticks
    y_marks = [(frame.y(t), tick_text(t)) for t in ticks(*frame.y_range)]
    grid = "".join(f'<line class="grid" x1="{frame.left}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>'
                   f'<text x="{frame.left - 5}" y="{y + 3.5:.1f}" text-anchor="end">{text}</text>'
                   for y, text in y_marks)
    grid += "".join(f'<line class="axis" x1="{x:.1f}" x2="{x:.1f}" y1="{bottom}" '
                    f'y2="{bottom + 4}"/><text x="{x:.1f}" y="{bottom + 15}" text-anchor="middle">'
                    f'{html.escape(text)}</text>' for x, text in x_marks)
    width, height = right + 14, bottom + (34 if x_label else 20)
    labels = f'<text x="{(frame.left + right) / 2}" y="{bottom + 30}" text-anchor="middle">' \
             f'{html.escape(x_label)}</text>' if x_label else ""
    middle = (frame.top + bottom) / 2
    if y_label:
        labels += (f'<text transform="translate(11,{middle}) rotate(-90)" text-anchor="middle">'
                   f'{html.escape(y_label)}</text>')
    return (f'<svg class="chart" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
            f'role="img" aria-label="{html.escape(title)}">{grid}{body}'
            f'<path class="axis" d="M{frame.left},{frame.top}V{bottom}H{right}" fill="none"/>'
            f'{labels}</svg>')
