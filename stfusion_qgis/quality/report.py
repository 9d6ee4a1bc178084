"""The report of one assessment: a single HTML file with tables, pictures and plots."""

from __future__ import annotations

import html
from collections.abc import Sequence

import numpy as np

from .. import pictures
from ..progress import Progress
from ..translation import tr
from ..whole_files import write_text
from . import html_page, svg
from .assessment import Assessment, number_text
from .sources import ImageSource
from .thinning import sample, sample_step


def write_report(path: str, assessment: Assessment, prediction: ImageSource,
                 reference: ImageSource | None = None, *,
                 wavelengths: Sequence[float | None] = (),
                 plotted: tuple[np.ndarray, np.ndarray] | None = None, said: str = "",
                 progress: Progress | None = None) -> None:
    """Write the report of an assessment as a self-contained HTML file.

    Pictures and plots show every n-th pixel, so that memory stays bounded.

    prediction, reference: the images that were assessed, or what is to be seen of them.
    wavelengths: of the bands in nm, to choose the colours of the pictures.
    plotted: pixels of the prediction and of the reference, (bands, n) each, for the plots; those
        of the pictures if they are not given.
    said: which pixels pictures and plots show, where it is not every n-th one.

    Raises:
        InputError: the file cannot be written.
        Cancelled: through `progress`.
    """
    progress = progress or Progress()
    step = sample_step(prediction)
    predicted = sample(prediction, step, progress.part(0.0, 0.4))
    true = None if reference is None else sample(reference, step, progress.part(0.4, 0.8))
    bands = pictures.choose_bands(assessment.bands, wavelengths)
    title = tr("Quality of {name}").format(name=assessment.name or tr("the prediction"))
    parts = [_head(assessment), html_page.section(tr("Metrics"), _table(assessment)),
             html_page.section(tr("Pictures"), _pictures(predicted, true, bands, assessment.bands),
                          html_page.note(said or html_page.thinning_text(step)))]
    if true is not None:
        parts.append(html_page.section(tr("Bands"), _bands(
            predicted, true, assessment.bands, plotted)))
    write_text(path, html_page.page(title, parts))
    progress.report(1.0)


def _head(assessment: Assessment) -> str:
    known = {**assessment.details, tr("Valid pixels compared"): f"{assessment.pixels:,}"}
    if assessment.cells is not None:
        known[tr("Coarse pixels compared")] = f"{assessment.cells:,}"
    if assessment.ratio is not None:
        known[tr("Scale ratio")] = f"{assessment.ratio:g}"
    if assessment.data_range:
        known[tr("Data range for PSNR and SSIM")] = ", ".join(map(number_text,
                                                                  assessment.data_range))
    return html_page.facts(known)


def _table(assessment: Assessment) -> str:
    heads = "".join(f"<th>{html.escape(name)}</th>" for name in assessment.bands)
    rows = ""
    for title, metrics in html_page.grouped(assessment):
        rows += (f'<tr><th scope="rowgroup" colspan="{3 + len(assessment.bands)}">'
                 f"{html.escape(title)}</th></tr>")
        for metric in metrics:
            value = assessment.values[metric.id]
            cells = "".join(f"<td>{number_text(v)}</td>" for v in value.bands) \
                or "<td></td>" * len(assessment.bands)
            rows += (f'<tr><th scope="row">{html_page.metric_name(metric)}</th>'
                     f'<td class="way">{html_page.direction_mark(metric)}</td>'
                     f'<td class="all">{number_text(value.overall)}</td>{cells}</tr>')
    legend = tr("↓ lower is better, ↑ higher is better, → the nearer the better; the number is the "
                "best value. The overall value is the mean of the bands. – means not defined.")
    return (f'<div class="scroll"><table><thead><tr><th>{tr("Metric")}</th><th></th>'
            f'<th>{tr("Overall")}</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
            + html_page.note(legend))


def _pictures(predicted: np.ndarray, true: np.ndarray | None, bands: Sequence[int],
              names: Sequence[str]) -> str:
    limits = pictures.stretch([predicted] if true is None else [true])
    shown = ", ".join(names[band] for band in bands)
    figures = [html_page.figure(pictures.rgb(predicted, limits, bands),
                           tr("Prediction ({bands})").format(bands=shown))]
    if true is not None:
        error = html_page.error_size(predicted, true)
        figures += [html_page.figure(pictures.rgb(true, limits, bands),
                                tr("Reference ({bands})").format(bands=shown)),
                    html_page.error_figure(error, html_page.error_limit([error]),
                                           tr("Size of the error"))]
    return html_page.row(figures)


def _bands(predicted: np.ndarray, true: np.ndarray, names: Sequence[str],
           plotted: tuple[np.ndarray, np.ndarray] | None) -> str:
    known = np.isfinite(predicted[0]) & np.isfinite(true[0])
    if not known.any():
        return ""
    y, x = plotted or (predicted[:, known], true[:, known])
    return html_page.row(_band(name, p.astype(np.float64), t, known, x[i], y[i].astype(np.float64))
                         for i, (name, p, t) in enumerate(zip(names, predicted, true)))


def _band(name: str, predicted: np.ndarray, true: np.ndarray, known: np.ndarray, x: np.ndarray,
          y: np.ndarray) -> str:
    """Return picture and plots of a band; x, y: pixels of reference and prediction to plot."""
    error = np.where(known, predicted - true, np.nan)
    limit = float(np.percentile(np.abs(error[known]), 99)) or 1.0
    # Half the pixels along each side are enough for a picture of this size.
    picture = pictures.coloured(error[::2, ::2], -limit, limit, pictures.DIVERGING)
    label = tr("prediction − reference")
    return (f'<div class="band"><h3>{html.escape(name)}</h3>'
            + svg.scatter(x, y, tr("reference"), tr("prediction"),
                          tr("Density of {band}: prediction over reference").format(band=name),
                          svg.common_span([x, y]))
            + "<br>" + svg.histogram(y - x, label, tr("% of pixels"),
                                     tr("Histogram of the errors of {band}").format(band=name))
            + html_page.figure(picture, tr("Error of {band}").format(band=name),
                          svg.colour_bar(-limit, limit, pictures.DIVERGING, label), "small")
            + "</div>")
