"""Parts of all reports: the page, its style, names of metrics, and pictures."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

import numpy as np

from .. import pictures
from ..translation import tr
from ..version import VERSION
from . import svg
from .assessment import Assessment
from .metrics.metric import Direction, Metric, Need
from .registry import METRICS

STYLE = """
:root { color-scheme: light dark; --ink: #1b1f23; --soft: #57606a; --paper: #ffffff;
  --panel: #f5f7f9; --rule: #d5dae0; --accent: #0072b2; --warm: #d55e00; --best: #ddefe3; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --soft: #a3adb8; --paper: #15181c;
  --panel: #1e2328; --rule: #3a424b; --accent: #56b4e9; --warm: #f0a060; --best: #1f4431; } }
@media print { :root { color-scheme: light; --ink: #000; --soft: #444; --paper: #fff;
  --panel: #fff; --rule: #bbb; --accent: #0072b2; --warm: #d55e00; --best: #e4efe8; }
  body { max-width: none; padding: 0; } figure, tr, .band { break-inside: avoid; } }
body { font: 15px/1.45 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: var(--ink);
  background: var(--paper); max-width: 1080px; margin: 0 auto; padding: 24px; }
h1 { font-size: 1.55em; margin: 0 0 .5em; } h2 { font-size: 1.15em; margin: 1.8em 0 .5em; }
h3 { font-size: 1em; margin: 0 0 .3em; } .soft, caption, figcaption { color: var(--soft); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15em 1.2em; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .22em .7em; text-align: right; border-bottom: 1px solid var(--rule);
  white-space: nowrap; }
th { font-weight: 600; } thead th { border-bottom: 2px solid var(--rule); vertical-align: bottom; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
tbody th[scope=rowgroup] { color: var(--soft); font-weight: 600; padding-top: 1em; }
tbody th[scope=row] { font-weight: 400; } td.way { color: var(--soft); text-align: left; }
td.all { font-weight: 600; }
td.rank { color: var(--soft); font-size: .8em; padding-left: 0; text-align: left; }
td.best, td.best + td.rank { background: var(--best); } td.best { font-weight: 600; }
.row { display: flex; flex-wrap: wrap; gap: 18px; align-items: flex-start; }
figure { margin: 0; } figure img { display: block; width: 100%; image-rendering: pixelated;
  border: 1px solid var(--rule); } figcaption { font-size: .88em; padding-top: .3em; }
.picture { width: 322px; } .small { width: 240px; }
.band { background: var(--panel); border-radius: 6px; padding: 12px; }
.chart text, .bar text { font-size: 11px; fill: var(--soft); }
.chart .grid { stroke: var(--rule); stroke-width: .6; } .axis { stroke: var(--soft); }
.chart .guide { stroke: var(--ink); stroke-dasharray: 4 3; }
.chart .mean { stroke: var(--warm); stroke-width: 1.6; } .chart .bars { fill: var(--accent); }
.legend { margin: .4em 0; } .key { margin-right: 1.4em; white-space: nowrap; }
.key svg { vertical-align: -2px; margin-right: .3em; }
footer { margin-top: 2.5em; font-size: .88em; color: var(--soft); }
"""

_MARKS = {Direction.LOWER: "↓", Direction.HIGHER: "↑", Direction.ZERO: "→", Direction.ONE: "→",
          Direction.NONE: ""}


def page(title: str, parts: Iterable[str], style: str = "") -> str:
    """Return a whole HTML page that needs no other file; `style` is CSS besides the common one."""
    made = tr("Made by STFusion {version}.").format(version=VERSION)
    return ("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
            f"<title>{html.escape(title)}</title><style>{STYLE}{style}</style></head>\n"
            f"<body><h1>{html.escape(title)}</h1>\n" + "\n".join(parts)
            + f"\n<footer>{html.escape(made)}</footer></body></html>\n")


def section(title: str, *parts: str) -> str:
    """Return a section of a page."""
    return f"<section><h2>{html.escape(title)}</h2>\n" + "\n".join(parts) + "</section>"


def facts(details: dict[str, str]) -> str:
    """Return a list of labels and texts."""
    items = "".join(f"<dt>{html.escape(label)}</dt><dd>{html.escape(str(text))}</dd>"
                    for label, text in details.items())
    return f"<dl>{items}</dl>"


def note(text: str) -> str:
    """Return a paragraph in the background."""
    return f'<p class="soft">{html.escape(text)}</p>'


def direction_text(metric: Metric) -> str:
    """Return an arrow and the best value of a metric, such as "↓ 0"; "" if none is better."""
    if metric.direction is Direction.NONE:
        return ""
    best = "∞" if np.isinf(metric.best) else f"{metric.best:g}"
    return f"{_MARKS[metric.direction]} {best}"


def direction_mark(metric: Metric) -> str:
    """Return `direction_text` that explains itself where the mouse rests."""
    text = direction_text(metric)
    return f'<span title="{html.escape(tr(metric.direction.value))}">{text}</span>' if text else ""


def grouped(assessment: Assessment) -> list[tuple[str, list[Metric]]]:
    """Return the metrics of an assessment under the headings of a table."""
    metrics = [METRICS[key] for key in assessment.values]
    ranked = [m for m in metrics if m.direction is not Direction.NONE]
    groups = (
        (tr("Against the reference, each band"),
         [m for m in ranked if m.need is Need.REFERENCE and m.per_band]),
        (tr("Against the reference, all bands together"),
         [m for m in ranked if m.need is Need.REFERENCE and not m.per_band]),
        (tr("Consistency with the coarse image"), [m for m in ranked if m.need is Need.COARSE]),
        (tr("Detail kept from fine image 1"), [m for m in ranked if m.need is Need.FINE_1]),
        (tr("Grey values"), [m for m in metrics if m.direction is Direction.NONE]))
    return [(title, members) for title, members in groups if members]


def metric_label(metric: Metric) -> str:
    """Return the label of a metric with its unit."""
    unit = metric.unit_text
    return f"{tr(metric.label)} [{unit}]" if unit else tr(metric.label)


def metric_name(metric: Metric) -> str:
    """Return the label of a metric, with its unit, and its help where the mouse rests."""
    return (f'<span title="{html.escape(tr(metric.help))}">'
            f'{html.escape(metric_label(metric))}</span>')


def thinning_text(step: int) -> str:
    """Return a note on the share of the pixels that pictures and plots show."""
    if step == 1:
        return tr("Pictures and plots show all pixels.")
    return tr("Of every {step} x {step} pixels, pictures and plots show one; the metrics are of "
              "all pixels.").format(step=step)


def figure(picture: np.ndarray, caption: str, below: str = "", size: str = "picture") -> str:
    """Return a picture, uint8 (rows, columns, 3), with its caption."""
    return (f'<figure class="{size}"><img src="{svg.data_uri(picture)}" '
            f'alt="{html.escape(caption)}"><figcaption>{html.escape(caption)}</figcaption>'
            f'{below}</figure>')


def row(parts: Iterable[str]) -> str:
    """Return parts beside each other as far as the page is wide."""
    return '<div class="row">' + "".join(parts) + "</div>"


def error_size(prediction: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """Return the root mean square error over the bands of each pixel, NaN where unknown."""
    return np.sqrt(np.mean((prediction.astype(np.float64) - reference) ** 2, axis=0))


def error_limit(errors: Sequence[np.ndarray]) -> float:
    """Return the end of a common colour scale: the 99th percentile of all errors."""
    known = np.concatenate([error[np.isfinite(error)] for error in errors])
    limit = float(np.percentile(known, 99)) if known.size else 0.0
    return limit or 1.0


def error_figure(error: np.ndarray, limit: float, caption: str, size: str = "picture") -> str:
    """Return the picture of the size of errors, with its colour bar."""
    bar = svg.colour_bar(0.0, limit, pictures.SEQUENTIAL, tr("root mean square over the bands"))
    return figure(pictures.coloured(error, 0.0, limit), caption, bar, size)
