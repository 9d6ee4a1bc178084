"""The report of a comparison: a single HTML file with ranks, charts, pictures and plots."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy.stats import rankdata

from .. import pictures
from ..progress import Progress
from ..quality import html_page, svg
from ..quality.assessment import number_text
from ..quality.metrics.metric import Direction
from ..quality.sources import ImageSource
from ..quality.thinning import sample, sample_step
from ..translation import tr
from ..whole_files import write_text
from .comparison import Comparison


def write_comparison(path: str, comparison: Comparison, predictions: Mapping[str, ImageSource],
                     reference: ImageSource | None, *, details: Mapping[str, str] | None = None,
                     wavelengths: Sequence[float | None] = (),
                     plotted: Mapping[str, np.ndarray] | None = None, said: str = "",
                     progress: Progress | None = None) -> None:
    """Write the report of a comparison as a self-contained HTML file.

    predictions: name to image, in the order of the assessments: what was assessed, or what is to
        be seen of it.
    reference: None if there is none: then there are neither error maps nor scatter plots.
    details: facts for the head of the page, label to text.
    wavelengths: of the bands in nm, to choose the colours of the pictures.
    plotted: pixels of the predictions and of the "reference", (bands, n) by name, for the plots;
        those of the pictures if they are not given.
    said: which pixels pictures and plots show, where it is not every n-th one.

    Raises:
        InputError: the file cannot be written.
        Cancelled: through `progress`.
    """
    progress = progress or Progress()
    step = sample_step(next(iter(predictions.values())))
    parts = 1 + len(predictions)
    true = None if reference is None else sample(reference, step, progress.part(0.0, 1 / parts))
    predicted = {name: sample(source, step, progress.part((i + 1) / parts, (i + 2) / parts))
                 for i, (name, source) in enumerate(predictions.items())}
    names = comparison.assessments[0].bands
    head = {**(details or {}), tr("Pixels compared"): ", ".join(
        f"{a.name}: {a.pixels:,}" for a in comparison.assessments)}
    sections = [
        html_page.facts(head), html_page.section(tr("Metrics and ranks"), _table(comparison)),
        html_page.section(tr("Metrics of each band"), svg.legend(comparison.names),
                     _band_charts(comparison)),
        html_page.section(tr("Pictures"), _pictures(predicted, true,
                                               pictures.choose_bands(names, wavelengths)),
                     html_page.note(said or html_page.thinning_text(step)))]
    if true is not None:
        sections.append(html_page.section(tr("Prediction over reference"),
                                     _scatter_plots(
            *_to_plot(predicted, true, plotted), names)))
    write_text(path, html_page.page(tr("Comparison of predictions"), sections))


def _table(comparison: Comparison) -> str:
    heads = "".join(f'<th colspan="2">{html.escape(name)}</th>' for name in comparison.names)
    rows = ""
    for title, metrics in html_page.grouped(comparison.assessments[0]):
        members = [metric for metric in metrics if metric.direction is not Direction.NONE]
        if not members:
            continue
        rows += (f'<tr><th scope="rowgroup" colspan="{2 + 2 * len(comparison.names)}">'
                 f"{html.escape(title)}</th></tr>")
        for metric in members:
            cells = _cells(map(number_text, comparison.values(metric)), comparison.ranks(metric))
            rows += (f'<tr><th scope="row">{html_page.metric_name(metric)}</th>'
                     f'<td class="way">{html_page.direction_mark(metric)}</td>{cells}</tr>')
    if comparison.complete:
        rows += _mean_ranks(comparison)
        legend = tr("Beside each value stands its rank, 1 the best; the best is marked. ↓ lower is "
                    "better, ↑ higher is better, → the nearer the better. The mean rank counts "
                    "every metric above once, however much they tell the same.")
    else:
        legend = tr("Nothing is ranked, as not all predictions have been measured. ↓ lower is "
                    "better, ↑ higher is better, → the nearer the better.")
    return (f'<div class="scroll"><table><thead><tr><th>{tr("Metric")}</th><th></th>{heads}</tr>'
            f"</thead><tbody>{rows}</tbody></table></div>" + html_page.note(legend))


def _mean_ranks(comparison: Comparison) -> str:
    """Return the rows of the mean ranks."""
    means = comparison.mean_ranks()
    order = rankdata(means) if not np.isnan(means).any() else means
    return (f'<tr><th scope="rowgroup" colspan="{2 + 2 * len(comparison.names)}">'
            f'{tr("All metrics")}</th></tr><tr><th scope="row">{tr("Mean rank")}</th>'
            f'<td class="way">↓ 1</td>'
            + _cells((f"{mean:.2f}" for mean in means), order) + "</tr>")


def _cells(texts: Iterable[str], ranks: np.ndarray) -> str:
    best = np.nanmin(ranks) if not np.isnan(ranks).all() else math.nan
    return "".join(
        f'<td{" class=best" if rank == best else ""}>{text}</td>'
        f'<td class="rank">{"" if math.isnan(rank) else f"{rank:g}"}</td>'
        for text, rank in zip(texts, ranks))


def _band_charts(comparison: Comparison) -> str:
    bands = comparison.assessments[0].bands
    return html_page.row(
        f"<div><h3>{html_page.metric_name(metric)} {html_page.direction_mark(metric)}</h3>"
        + svg.band_chart(bands, [a.values[metric.id].bands for a in comparison.assessments],
                         tr(metric.label), None if math.isinf(metric.best) else metric.best)
        + "</div>"
        for metric in comparison.metrics if metric.per_band)


def _pictures(predicted: Mapping[str, np.ndarray], true: np.ndarray | None,
              bands: Sequence[int]) -> str:
    limits = pictures.stretch(list(predicted.values()) if true is None else [true])
    figures = {name: html_page.figure(pictures.rgb(image, limits, bands), name, size="small")
               for name, image in predicted.items()}
    if true is None:
        return html_page.row(figures.values())
    errors = {name: html_page.error_size(image, true) for name, image in predicted.items()}
    limit = html_page.error_limit(list(errors.values()))
    return html_page.row([
        html_page.figure(pictures.rgb(true, limits, bands), tr("Reference"), size="small"),
        *("<div>" + figures[name] + "<br>"
          + html_page.error_figure(errors[name], limit, tr("Error"), "small") + "</div>"
          for name in predicted)])


def _to_plot(predicted: Mapping[str, np.ndarray], true: np.ndarray,
             plotted: Mapping[str, np.ndarray] | None
             ) -> tuple[Mapping[str, np.ndarray], np.ndarray]:
    """Return the pixels of predictions and reference for the plots, (bands, ...) each."""
    if not plotted:
        return predicted, true
    return {name: plotted[name] for name in predicted}, plotted["reference"]


def _scatter_plots(predicted: Mapping[str, np.ndarray], true: np.ndarray,
                   names: Sequence[str]) -> str:
    rows = ""
    for band, band_name in enumerate(names):
        plots = []
        span = svg.common_span([true[band], *(image[band] for image in predicted.values())])
        for name, image in predicted.items():
            known = np.isfinite(image[band]) & np.isfinite(true[band])
            if known.any():
                plots.append(f"<div><h3>{html.escape(name)}</h3>" + svg.scatter(
                    true[band][known], image[band][known], tr("reference"), tr("prediction"),
                    f"{name}, {band_name}", span) + "</div>")
        rows += f"<h3>{html.escape(band_name)}</h3>" + html_page.row(plots)
    return rows
