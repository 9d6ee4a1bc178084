"""Curves as inline SVG: how numbers change along a training."""

from __future__ import annotations

import html
from collections.abc import Sequence

import numpy as np

from . import svg

Points = Sequence[tuple[float, float]]
"""(x, y), in the order of x; y may be infinite or NaN, which leaves a gap."""

STYLE = """
.curve { fill: none; stroke: var(--accent); stroke-width: 1.8; stroke-linejoin: round; }
.curve.faint { stroke-width: 1; opacity: .35; } .knot { fill: var(--accent); }
.knot.best { fill: var(--paper); stroke: var(--accent); stroke-width: 2.4; }
.chart .level { stroke: var(--warm); stroke-width: 1.4; stroke-dasharray: 5 4; }
.chart text.level { stroke: none; fill: var(--warm); }
"""

_WIDTH, _HEIGHT = 400, 190
_SMOOTHED = 30  # parts of a curve, each of which a smoothed point is the mean of


def noisy_curve(points: Points, x_label: str, y_label: str, title: str) -> str:
    """Return the chart of a noisy curve: faint as it is, and smoothed; "" without any number."""
    known = _finite(points)
    if not known:
        return ""
    values = np.array([y for _, y in known])
    top = np.percentile(values, 98) if len(values) > 20 else values.max()  # the start towers high
    frame = _frame(known, svg.span_of(np.array([values.min(), top])))
    width = -(-len(values) // _SMOOTHED)
    smooth = [(x, float(np.mean(values[max(0, i - width + 1):i + 1])))
              for i, (x, _) in enumerate(known)]
    body = _clipped(frame, _path(frame, known, "curve faint") + _path(frame, smooth, "curve"))
    return svg.chart(frame, body, x_label, y_label, title)


def measured_curve(points: Points, level: float, level_label: str, best: int | None, x_label: str,
                   y_label: str, title: str) -> str:
    """Return the chart of single measurements against a level, such as that of a baseline.

    best: index of the point to mark.

    Returns:
        "" if there is no number.
    """
    known = _finite(points)
    if not known:
        return ""
    values = np.array([*(y for _, y in known), *([level] if np.isfinite(level) else [])])
    low, high = svg.span_of(values)
    frame = _frame(known, (low, high + 0.1 * (high - low)))
    body = ""
    if np.isfinite(level):
        y, right = frame.y(level), frame.left + frame.width
        body += (f'<line class="level" x1="{frame.left}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>'
                 f'<text class="level" x="{right - 4}" y="{y - 5:.1f}" text-anchor="end">'
                 f'{html.escape(level_label)}</text>')
    body += _path(frame, known, "curve")
    for i, (x, y) in enumerate(points):
        if np.isfinite(y):
            kind, radius = ("knot best", 5) if i == best else ("knot", 2.6)
            body += (f'<circle class="{kind}" cx="{frame.x(x):.1f}" cy="{frame.y(y):.1f}" '
                     f'r="{radius}"/>')
    return svg.chart(frame, body, x_label, y_label, title)


def _finite(points: Points) -> list[tuple[float, float]]:
    return [(x, y) for x, y in points if np.isfinite(y)]


def _frame(points: Points, y_range: tuple[float, float]) -> svg.Frame:
    first, last = points[0][0], points[-1][0]
    margin = 0.02 * (last - first) or 1.0
    return svg.Frame(64, 10, _WIDTH, _HEIGHT, (first - margin, last + margin), y_range)


def _path(frame: svg.Frame, points: Points, kind: str) -> str:
    places = " ".join(f"{frame.x(x):.1f},{frame.y(y):.1f}" for x, y in points)
    return f'<polyline class="{kind}" points="{places}"/>'


def _clipped(frame: svg.Frame, body: str) -> str:
    """Return a body cut at the edges of the frame."""
    return (f'<svg x="{frame.left}" y="{frame.top}" width="{frame.width}" height="{frame.height}" '
            f'viewBox="{frame.left} {frame.top} {frame.width} {frame.height}">{body}</svg>')
