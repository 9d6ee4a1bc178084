"""The report of a benchmark: one HTML file with the table, the dates and the pictures."""

from __future__ import annotations

import base64
import html
import math
import os
from collections.abc import Callable, Sequence

from ..quality import html_page
from ..quality.assessment import number_text
from ..quality.registry import METRICS
from ..translation import tr
from ..whole_files import write_text
from .benchmark_options import COARSE_IMAGES
from .benchmark_pictures import COARSE, NEAREST, TRUTH, picture_name
from .benchmark_record import BenchmarkRecord, MethodRecord
from .benchmark_table import metrics_of

_STYLE = """
.verdict { background: var(--panel); border-left: 6px solid #2a9d5c; border-radius: 6px;
  padding: 14px 18px; margin: 0 0 1.4em; font-size: 1.1em; }
.ranking tbody th { text-align: left; } .ranking tr.tied th, .ranking tr.tied td {
  font-weight: 600; } .ranking tr.alone th { font-style: italic; }
figure.wide { width: 486px; }
"""
_SHOWN = ("RMSE", "R2", "SSIM", "SAM", "ERGAS", "EDGE", "LBP")
"""Measures in the table of the report; the CSV has all."""


def verdict(record: BenchmarkRecord) -> str:
    """Return the outcome in words."""
    fusions = [method for method in record.methods if method.is_fusion]
    alone = [method for method in record.methods if not method.is_fusion]
    best, words = fusions[0], []
    if best.id == "temporaldifference" and best.pairs == 1:
        words.append(tr("No method is better here than the temporal difference."))
    else:
        words.append(tr("{method} is the best fusion: its error is {gain:.0%} smaller than that of "
                        "the temporal difference with one pair.").format(
                            method=best.title, gain=1 - best.error))
    ties = [method.title for method in fusions[1:] if method.tied and best.tied]
    if ties:
        words.append(tr("These may be as good, as far as these dates can tell: {methods}.").format(
            methods=", ".join(ties)))
    if alone and alone[0].error < best.error:
        words.append(tr("But fine images alone are better ({method}): on these dates fusion is not "
                        "worth it.").format(method=alone[0].title))
    return " ".join(words)


def write_benchmark(path: str, record: BenchmarkRecord, pictures: str) -> None:
    """Write the report as a self-contained HTML file; pictures: folder of those.

    Raises:
        InputError: the file cannot be written.
    """
    write_text(path, html_page.page(tr("Benchmark: {data}").format(data=record.data), [
        f'<p class="verdict">{html.escape(verdict(record))}</p>',
        *(html_page.note(f"! {note}") for note in record.notes), html_page.facts(_facts(record)),
        html_page.section(tr("Methods"), _methods(record), html_page.note(tr(
            "Error: RMSE relative to that of the temporal difference with one pair, geometric mean "
            "over dates and bands, with the range in which it lies with 90 % as far as the pixels "
            "of these dates tell (bootstrap over blocks of pixels). The other measures are means "
            "over the dates, of the same pixels for all methods. In bold: the best, and what may "
            "be as good. In italics: no fusion, fine images alone. Predicted: share of the "
            "pixels that the method has itself; the others got the temporal difference."))),
        *_guided(record),
        html_page.section(tr("Errors on each date"), _dates(record), html_page.note(tr(
            "RMSE, mean over the bands. Change: RMS difference from the nearest fine image, in "
            "deviations of the band."))),
        html_page.section(tr("Errors in each band"), _bands(record), html_page.note(tr(
            "RMSE, mean over the dates."))),
        html_page.section(tr("Pictures of {date}, which has changed most").format(
            date=max(record.dates, key=lambda date: date.change).date),
            _pictures(record, pictures), html_page.note(tr(
                "Each prediction with the size of its errors beside it, root mean square over the "
                "bands, in common colours."))),
        *_skipped(record),
        html_page.section(tr("What it was made of"), _images(record), html_page.note(tr(
            "Digests are of the values, and tell whether two runs have read the same images.")))],
        _STYLE))


def _facts(record: BenchmarkRecord) -> dict[str, str]:
    options = record.options
    held_out = tr("together") if options.get("held_out") else tr("one at a time")
    return {
        tr("Protocol"): record.protocol,
        tr("Held out, {how}").format(how=held_out): ", ".join(date.date for date in record.dates),
        tr("Coarse images"): tr(COARSE_IMAGES.get(str(options.get("coarse")), "")),
        tr("Scale ratio"): "–" if record.ratio is None else f"{record.ratio:g}",
        tr("Border"): tr("{count} fine pixels").format(count=options.get("border")),
        tr("Test tiles"): tr("{side} fine pixels a side; every fifth is measured").format(
            side=options["tile"]) if options.get("tile") else tr("none: all is measured"),
        tr("Measured pixels"): ", ".join(f"{date.pixels:,}" for date in record.dates),
        tr("Programs"): ", ".join(f"{name} {text}" for name, text in record.versions.items()),
        tr("Machine"): record.machine, tr("Made"): record.made}


def _methods(record: BenchmarkRecord) -> str:
    shown = [metric for metric in _SHOWN if metric in metrics_of(record)]
    heads = "".join(f"<th>{html_page.metric_name(METRICS[metric])} "
                    f"{html_page.direction_mark(METRICS[metric])}</th>" for metric in shown)
    rows = ""
    for method in record.methods:
        values = "".join(f"<td>{number_text(method.mean(metric))}</td>" for metric in shown)
        kinds = ("tied " if method.tied else "") + ("" if method.is_fusion else "alone")
        rows += (f'<tr class="{kinds}"><th scope="row">{html.escape(method.title)}</th>'
                 f"<td>{method.error:.3f}</td>"
                 f'<td class="rank">{method.low:.3f}–{method.high:.3f}</td>{values}'
                 f"<td>{method.predicted:.0%}</td>"
                 f'<td>{tr("{seconds:.1f} s").format(seconds=method.seconds)}</td></tr>')
    return _table(f'<th>{tr("Method")}</th><th>{tr("Error")}</th><th></th>{heads}'
                  f'<th>{tr("Predicted")}</th><th>{tr("Time")}</th>', rows)


def _guided(record: BenchmarkRecord) -> list[str]:
    """Return the section about the guide, none where no method got one."""
    plain = {(one.id, one.pairs, one.network): one.error for one in record.methods
             if not one.guide}
    rows = "".join(
        f'<tr><th scope="row">{html.escape(one.title)}</th>'
        f"<td>{plain.get((one.id, one.pairs, one.network), math.nan):.3f}</td>"
        f"<td>{one.error:.3f}</td><td>{html.escape(one.guide_use)}</td></tr>"
        for one in record.methods if one.guide)
    heads = "".join(f"<th>{label}</th>" for label in (
        tr("Method"), tr("Without"), tr("With the guide"), tr("It counts for")))
    return [html_page.section(tr("Guide"), _table(heads, rows), html_page.note(tr(
        "Errors as above; weights as each method has found them, with their span over the dates. "
        "Other methods take no guide.")))] if rows else []


def _dates(record: BenchmarkRecord) -> str:
    heads = "".join(f"<th>{html.escape(date.date)}</th>" for date in record.dates)
    rows = "".join(
        f'<tr><th scope="row">{label}</th>'
        + "".join(f"<td>{text}</td>" for text in texts) + "</tr>"
        for label, texts in (
            (tr("Nearest"), [html.escape(date.references[0]) for date in record.dates]),
            (tr("Days"), [str(date.days) for date in record.dates]),
            (tr("Change"), [f"{date.change:.2f}" for date in record.dates])))
    rows += _rows(record.methods, lambda method: [
        one.values["RMSE"].overall for one in method.assessments])
    return _table(f"<th></th>{heads}", rows)


def _bands(record: BenchmarkRecord) -> str:
    heads = "".join(f"<th>{html.escape(band)}</th>" for band in record.bands)
    return _table(f"<th></th>{heads}", _rows(record.methods, lambda method: [
        sum(one.values["RMSE"].bands[band] for one in method.assessments) / len(method.assessments)
        for band in range(len(record.bands))]))


def _rows(methods: Sequence[MethodRecord],
          values: Callable[[MethodRecord], list[float]]) -> str:
    """Return a row for each method, the best value of each column marked."""
    table = [values(method) for method in methods]
    best = [min(column) for column in zip(*table)]
    return "".join(
        f'<tr><th scope="row">{html.escape(method.title)}</th>' + "".join(
            f'<td{" class=best" if value == least else ""}>{number_text(value)}</td>'
            for value, least in zip(row, best)) + "</tr>" for method, row in zip(methods, table))


def _table(heads: str, rows: str) -> str:
    return ('<div class="scroll"><table class="ranking"><thead><tr>'
            f"{heads}</tr></thead><tbody>{rows}</tbody></table></div>")


def _pictures(record: BenchmarkRecord, folder: str) -> str:
    known = [_figure(folder, f"{name}.png", caption, "small") for name, caption in (
        (NEAREST, tr("Nearest fine image")), (COARSE, tr("Coarse image")),
        (TRUTH, tr("True image")))]
    return html_page.row(known) + html_page.row(
        _figure(folder, picture_name(method, record.methods), method.title, "wide")
        for method in record.methods)


def _figure(folder: str, name: str, caption: str, size: str) -> str:
    with open(os.path.join(folder, name), "rb") as file:
        data = base64.b64encode(file.read()).decode("ascii")
    return (f'<figure class="{size}"><img src="data:image/png;base64,{data}" '
            f'alt="{html.escape(caption)}"><figcaption>{html.escape(caption)}</figcaption>'
            "</figure>")


def _skipped(record: BenchmarkRecord) -> list[str]:
    if not record.skipped:
        return []
    items = "".join(f"<li>{html.escape(title)}: {html.escape(reason)}</li>"
                    for title, reason in record.skipped)
    return [html_page.section(tr("Without figures"), f"<ul>{items}</ul>")]


def _images(record: BenchmarkRecord) -> str:
    rows = "".join(f'<tr><th scope="row">{html.escape(image.name)}</th>'
                   f"<td>{image.role}</td><td>{image.date}</td><td>{image.pixels}</td></tr>"
                   for image in record.images)
    return _table(f'<th>{tr("Image")}</th><th></th><th>{tr("Date")}</th><th>{tr("Digest")}</th>',
                  rows)
