"""The report of a training: one HTML file with the verdict, pictures, curves and settings."""

from __future__ import annotations

import html
import json
import math
import os
import re
from collections.abc import Sequence

import numpy as np

from ... import pictures
from ...networks.contract import Contract, read_contract
from ...quality import curves, html_page
from ...quality.assessment import number_text
from ...quality.registry import METRICS
from ...quality.thinning import SIDE
from ...translation import tr
from ...whole_files import write_text
from ..architecture_catalogue import CATALOGUE
from ..config import Config
from .guide_proof import GuideProof
from .history import History
from .verdict import VERDICT_METRICS, Grade, Pictures, RankedPrediction, Verdict

_STYLE = """
.verdict { display: flex; gap: 16px; align-items: flex-start; background: var(--panel);
  border-left: 6px solid var(--grade); border-radius: 6px; padding: 14px 18px;
  margin: 0 0 1.4em; break-inside: avoid; }
.verdict svg { flex: none; margin-top: 2px; } .verdict p { margin: 0; }
.verdict .headline { font-size: 1.2em; font-weight: 600; margin-bottom: .25em; }
.best-of-all { --grade: #2a9d5c; } .better { --grade: #e0a100; } .worse { --grade: #d1453b; }
.ranking td.bar { text-align: left; padding-right: 0; } .ranking tr.network th,
.ranking tr.network td { font-weight: 600; } .ranking tbody th { text-align: left; }
.length { fill: var(--soft); opacity: .4; } .network .length { fill: var(--accent); opacity: 1; }
.ranking tr.more { color: var(--soft); } .more .length { opacity: .2; }
.baseline .length, .copy .length { fill: var(--warm); opacity: .75; }
summary { cursor: pointer; }
pre { background: var(--panel); border-radius: 6px; padding: 12px; overflow-x: auto;
  font-size: .85em; white-space: pre-wrap; overflow-wrap: anywhere; }
""" + curves.STYLE

_SIGNS = {Grade.BEST: ("best-of-all", "M9,17L15,23L25,11"),
          Grade.BETTER: ("better", "M17,8V19M17,25V25.5"),
          Grade.WORSE: ("worse", "M10,10L24,24M24,10L10,24")}
_BAR = 150  # pixels of the longest one


def write_training_report(path: str, config: Config, history: History,
                          verdict: Verdict | None) -> None:
    """Write the report of a training as a self-contained HTML file.

    config: of the training, whose network has been written. verdict: of `judging.judge`, or None
    where there could be none.

    Raises:
        InputError: the file cannot be written.
    """
    contract = read_contract(config.output)
    compared = []
    if verdict is not None:
        compared.append(html_page.section(tr("Comparison"), _ranking(verdict), *_notes(verdict)))
        if verdict.pictures is not None:
            compared.append(html_page.section(tr("Pictures"),
                                              _pictures(verdict, verdict.pictures)))
    write_text(path, html_page.page(tr("Training of {title}").format(title=contract.title), [
        _banner(verdict), html_page.facts(_summary(config, history, verdict)), *compared,
        *_guide(history.guide), html_page.section(tr("Course of the training"), _curves(history)),
        html_page.section(tr("The network"), html_page.facts(_described(contract))),
        html_page.section(tr("To repeat it"), _repetition(config))], _STYLE))


def _banner(verdict: Verdict | None) -> str:
    if verdict is None:
        name, sign = _SIGNS[Grade.BETTER]
        headline, explanation = tr("This network was not compared with other methods."), tr(
            "Whether it is better than they are is not known: compare its predictions with true "
            "images before you use it.")
    else:
        name, sign = _SIGNS[verdict.grade]
        headline, explanation = verdict.headline(), verdict.explanation()
    return (f'<div class="verdict {name}"><svg width="34" height="34" viewBox="0 0 34 34" '
            f'aria-hidden="true"><circle cx="17" cy="17" r="17" fill="var(--grade)"/>'
            f'<path d="{sign}" fill="none" stroke="#fff" stroke-width="3.5" '
            f'stroke-linecap="round" stroke-linejoin="round"/></svg>'
            f'<div><p class="headline">{html.escape(headline)}</p>'
            f'<p>{html.escape(explanation)}</p></div></div>')


def _summary(config: Config, history: History, verdict: Verdict | None) -> dict[str, str]:
    known = CATALOGUE.get(config.architecture)
    pairs = config.scenes[0].pairs
    dates = sorted(pair.date for pair in pairs if pair.date)
    facts = {
        tr("Architecture"): tr(known.title) if known else config.architecture,
        tr("Dates"): ", ".join(dates) or str(len(pairs)),
        tr("Held out"): tr("a part of the area") if history.held_out == "spatial"
        else history.held_out,
        tr("Coarse images"): tr("as given") if pairs[0].coarse else tr("simulated"),
        tr("Started from"): os.path.basename(config.start) if config.start else tr("nothing"),
        tr("Training"): tr("{steps:,} steps in {time}; the best was step {best:,}").format(
            steps=history.steps, time=duration(history.seconds), best=history.best_step),
        tr("File"): os.path.basename(config.output)}
    return facts


def duration(seconds: float) -> str:
    """Return a time for people."""
    if seconds < 90:
        return tr("{seconds:.0f} s").format(seconds=seconds)
    return tr("{minutes:.1f} min").format(minutes=seconds / 60)


def _ranking(verdict: Verdict) -> str:
    metrics = [key for key in VERDICT_METRICS if verdict.network.values.get(key) is not None]
    bands = verdict.band_names if len(verdict.band_names) > 1 else []
    heads = "".join(f'<th>{html_page.metric_name(METRICS[key])}<br><span class="soft">'
                    f'{html_page.direction_mark(METRICS[key])}</span></th>' for key in metrics)
    heads += "".join(f'<th>{tr("RMSE")}<br>{html.escape(name)}</th>' for name in bands)
    longest = max(row.rmse for row in verdict.rows)
    best = {key: _best(key, verdict.equals) for key in metrics}
    rows = ""
    for row in sorted(verdict.rows, key=lambda row: row.rmse):
        equal = row in verdict.equals
        kind = row.kind if equal else "more"
        cells = "".join(_cell(row.values.get(key), best[key] if equal else math.nan)
                        for key in metrics)
        cells += "".join(f"<td>{number_text(value)}</td>" for value in row.bands[:len(bands)])
        rows += (f'<tr class="{kind}"><th scope="row">{html.escape(row.title)}</th>'
                 f'<td class="bar">{_bar(row.rmse / longest if longest else 0.0)}</td>{cells}'
                 f"<td>{_seconds(row)}</td></tr>")
    return ('<div class="scroll"><table class="ranking"><thead><tr>'
            f'<th>{tr("Method")}</th><th></th>{heads}<th>{tr("Time")}</th></tr></thead><tbody>{rows}</tbody></table></div>')


def _best(key: str, rows: Sequence[RankedPrediction]) -> float:
    values = [row.values.get(key) for row in rows]
    known = [value for value in values if value is not None]
    return min(known, key=lambda value: float(METRICS[key].direction.cost(value)))


def _cell(value: float | None, best: float) -> str:
    marked = ' class="best"' if value == best else ""
    return f"<td{marked}>{number_text(math.nan if value is None else value)}</td>"


def _bar(share: float) -> str:
    return (f'<svg width="{_BAR}" height="12" aria-hidden="true"><rect class="length" rx="2" '
            f'width="{max(1.0, share * _BAR):.1f}" height="12"/></svg>')


def _seconds(row: RankedPrediction) -> str:
    return duration(row.seconds) if row.seconds else "–"


def _notes(verdict: Verdict) -> list[str]:
    notes = [tr(
        "All predict the image of {date} from the dates nearest to it, and are measured on the "
        "same {pixels:,} pixels. The held-out images also chose the best step of the training, so "
        "the figures of the network are a little better than those to expect elsewhere.").format(
            date=verdict.target, pixels=verdict.pixels)]
    if any(row not in verdict.equals for row in verdict.rows):
        notes.append(tr("Methods in grey use more pairs than the network; the best of the others "
                        "is marked."))
    reasons: dict[str, list[str]] = {}
    for title, reason in verdict.skipped:
        reasons.setdefault(reason.rstrip("."), []).append(title)
    if reasons:
        notes.append(tr("Not compared: {methods}.").format(methods="; ".join(
            f"{', '.join(titles)} ({reason})" for reason, titles in reasons.items())))
    return [html_page.note(text) for text in notes]


def _pictures(verdict: Verdict, shown: Pictures) -> str:
    step = -(-max(shown.truth.shape[1:]) // SIDE)
    fine, coarse, prediction, rival, truth = (
        image[:, ::step, ::step] for image in (
            shown.fine_1, shown.coarse_prediction, shown.prediction, shown.rival, shown.truth))
    bands = pictures.choose_bands(verdict.band_names, verdict.wavelengths)
    limits = pictures.stretch([truth])
    errors = [html_page.error_size(image, truth) for image in (prediction, rival)]
    limit = html_page.error_limit(errors)

    def picture(image: np.ndarray, caption: str) -> str:
        return html_page.figure(pictures.rgb(image, limits, bands), caption)

    note = tr("Bands shown: {bands}. All images have the same stretch, all errors the same "
              "colours.").format(bands=", ".join(verdict.band_names[band] for band in bands))
    return html_page.row([
        picture(fine, tr("Fine image 1, {date}").format(date=verdict.references[0])),
        picture(prediction, tr("Prediction of the network, {date}").format(date=verdict.target)),
        picture(truth, tr("True image, {date}").format(date=verdict.target)),
        picture(coarse, tr("Coarse image, {date}").format(date=verdict.target)),
        html_page.error_figure(errors[0], limit, tr("Error of the network")),
        html_page.error_figure(errors[1], limit, tr("Error of {method}").format(
            method=shown.rival_title))]) + html_page.note(note)


def _guide(proof: GuideProof | None) -> list[str]:
    """Return the section on what the guide is worth."""
    if proof is None:
        return []
    errors = {tr("With the guide"): proof.with_guide, tr("Without it"): proof.without_guide}
    longest = max(errors.values())
    rows = "".join(
        f'<tr{" class=network" if (number == 0) == proof.helps else ""}>'
        f'<th scope="row">{html.escape(title)}</th>'
        f'<td class="bar">{_bar(error / longest if longest else 0.0)}</td>'
        f"<td>{number_text(error)}</td></tr>"
        for number, (title, error) in enumerate(errors.items()))
    table = (f'<table class="ranking"><thead><tr><th></th><th></th><th>{tr("RMSE")}</th></tr>'
             f"</thead><tbody>{rows}</tbody></table>")
    note = tr("{text} Both networks began alike and were trained for half of the time on the same "
              "images. The course below is that of the one that was written.").format(
                  text=proof.text())
    return [html_page.section(tr("What the guide is worth"), table, html_page.note(note))]


def _curves(history: History) -> str:
    steps = tr("step")
    best = next((i for i, (step, _) in enumerate(history.errors) if step == history.best_step),
                None)
    charts = {
        tr("Error on the held-out images"): curves.measured_curve(
            history.errors, history.baseline, tr("temporal difference"), best, steps, tr("RMSE"),
            tr("Error on the held-out images")),
        tr("Loss on the training images"): curves.noisy_curve(
            history.losses, steps, tr("loss"), tr("Loss on the training images"))}
    return html_page.row(f"<div><h3>{html.escape(title)}</h3>{chart}</div>"
                    for title, chart in charts.items() if chart)


def _described(contract: Contract) -> dict[str, str]:
    ratio = tr("any") if contract.ratio is None else " – ".join(
        dict.fromkeys(f"{end:g}" for end in contract.ratio))
    facts = {
        tr("Images"): ", ".join(str(term) for tensor in contract.inputs
                                for term in tensor.images),
        tr("Added to its output"): ", ".join(map(str, contract.output.added_to)),
        tr("Bands"): tr("any number, one by one") if contract.bands == "any"
        else str(contract.bands),
        tr("Scale ratio"): ratio, tr("Training data"): contract.training_data,
        tr("Dates"): contract.dates, tr("Licence"): contract.licence,
        tr("Citation"): contract.citation}
    return {label: text for label, text in facts.items() if text}


def _repetition(config: Config) -> str:
    entries = config.as_dict()
    for key in ("output", "report"):
        if entries.get(key):
            entries[key] = os.path.basename(entries[key])
    entries = {key: value for key, value in entries.items()
               if value is not None and key != "samples_folder"}
    command = "python -m stfusion_qgis.training --config training.json"
    text = json.dumps(entries, ensure_ascii=False, indent=1)
    text = re.sub(r"{[^{}\[\]]*}", lambda found: re.sub(r"\n\s*", " ", found[0]), text)
    note = tr("Write this into training.json and call the program below it, or give the "
              "same to the algorithm Train network. With \"steps\" instead of "
              "\"minutes\", the same training gives the same network each time.")
    return (html_page.note(note)
            + f"<details><summary>training.json</summary><pre>{html.escape(text)}</pre></details>"
            f"<pre>{command}</pre>")
