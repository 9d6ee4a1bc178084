"""Two benchmarks compared: whether they can be, and which figures have changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..quality.assessment import number_text
from ..translation import tr
from .benchmark_record import BenchmarkRecord, MethodRecord

_SAME = 1e-4  # of an error: rounding of other processors and libraries


@dataclass(frozen=True)
class ComparedMethod:
    """A method in two benchmarks, None where it did not take part."""

    first: MethodRecord | None
    second: MethodRecord | None

    @property
    def title(self) -> str:
        """Return its name for people."""
        there = self.second or self.first
        return there.title if there else ""

    @property
    def change(self) -> float | None:
        """Return by which share of the first its RMSE has changed, None where one is missing."""
        if self.first is None or self.second is None:
            return None
        before, after = self.first.mean("RMSE"), self.second.mean("RMSE")
        return after / before - 1 if before else float(after != before)

    @property
    def is_identical(self) -> bool:
        """Say whether both have predicted the very same pixels."""
        return self.first is not None and self.second is not None \
            and self.first.fingerprints == self.second.fingerprints

    @property
    def verdict(self) -> str:
        """Return in words how they differ."""
        if self.change is None:
            return tr("only in the second") if self.first is None else tr("only in the first")
        if self.is_identical:
            return tr("the same to the last bit")
        if abs(self.change) < _SAME:
            return tr("the same but for rounding")
        return tr("better") if self.change < 0 else tr("worse")


@dataclass(frozen=True)
class BenchmarkComparison:
    """Two benchmarks side by side.

    obstacles: why their figures must not be compared: sentences; () where they may.
    remarks: what else differs, such as versions. methods: in the order of the second.
    """

    first: BenchmarkRecord
    second: BenchmarkRecord
    obstacles: tuple[str, ...]
    remarks: tuple[str, ...]
    methods: tuple[ComparedMethod, ...]

    @property
    def is_fair(self) -> bool:
        """Say whether the figures may be compared."""
        return not self.obstacles

    def headline(self) -> str:
        """Return the outcome in words."""
        if not self.is_fair:
            return tr("These benchmarks cannot be compared: {reasons}").format(
                reasons=" ".join(self.obstacles))
        both = [one for one in self.methods if one.change is not None]
        if not both:
            return tr("These benchmarks can be compared, but have no method in common.")
        changed = [one for one in both if not one.is_identical
                   and abs(one.change or 0.0) >= _SAME]
        if not changed:
            return tr("Nothing has changed: {count} methods have the same figures.").format(
                count=len(both))
        return tr("Of {count} methods {better} are better and {worse} worse in the second.").format(
            count=len(both), better=sum((one.change or 0.0) < 0 for one in changed),
            worse=sum((one.change or 0.0) > 0 for one in changed))

    def to_markdown(self) -> str:
        """Return the comparison as Markdown; without a table where it would mislead."""
        lines = [f"# {self.first.data}: {self.first.made} – {self.second.made}", "",
                 self.headline(), "", *(f"- {remark}" for remark in self.remarks)]
        if self.is_fair:
            lines += ["", f"| {tr('Method')} | RMSE 1 | RMSE 2 | {tr('Change')} | |",
                      "| --- | ---: | ---: | ---: | --- |"]
            lines += [f"| {one.title} | {_rmse(one.first)} | {_rmse(one.second)} | "
                      f"{'' if one.change is None else f'{one.change:+.2%}'} | {one.verdict} |"
                      for one in self.methods]
        return "\n".join(lines) + "\n"


def compare_benchmarks(first: BenchmarkRecord, second: BenchmarkRecord) -> BenchmarkComparison:
    """Return two benchmarks side by side."""
    methods = {one.key: one for one in first.methods}
    found = [ComparedMethod(methods.pop(one.key, None), one) for one in second.methods]
    return BenchmarkComparison(
        first, second, tuple(_obstacles(first, second)), tuple(_remarks(first, second)),
        (*found, *(ComparedMethod(one, None) for one in methods.values())))


def _obstacles(first: BenchmarkRecord, second: BenchmarkRecord) -> list[str]:
    if first.protocol != second.protocol:
        return [tr("They follow different protocols, {first} and {second}.").format(
            first=first.protocol, second=second.protocol)]
    found = []
    images = [{(one.role, one.date): one.pixels for one in record.images}
              for record in (first, second)]
    other = sorted(f"{role} {date}" for role, date in {*images[0], *images[1]}
                   if images[0].get((role, date)) != images[1].get((role, date)))
    if other:
        found.append(tr("Their images differ: {images}.").format(images=_some(other)))
    options = sorted(name for name in {*first.options, *second.options}
                     if first.options.get(name) != second.options.get(name))
    if options:
        found.append(tr("Their options differ: {options}.").format(options=_some([
            f"{name} ({first.options.get(name)}, {second.options.get(name)})"
            for name in options])))
    if not other and not options and \
            [(one.date, one.counted) for one in first.dates] != [
                (one.date, one.counted) for one in second.dates]:
        found.append(tr("Other pixels were measured."))
    return found


def _remarks(first: BenchmarkRecord, second: BenchmarkRecord) -> list[str]:
    found = [tr("{program}: {first}, then {second}").format(
        program=name, first=first.versions.get(name, "–"), second=second.versions.get(name, "–"))
        for name in dict.fromkeys([*first.versions, *second.versions])
        if first.versions.get(name) != second.versions.get(name)]
    if first.machine != second.machine:
        found.append(tr("Other machines: seconds do not compare ({first}; {second}).").format(
            first=first.machine, second=second.machine))
    parameters = [one.title for one in second.methods for other in first.methods
                  if one.key == other.key and dict(one.parameters) != dict(other.parameters)]
    if parameters:
        found.append(tr("Other parameters: {methods}").format(methods=", ".join(parameters)))
    return found


def _some(texts: Sequence[str], most: int = 5) -> str:
    return ", ".join(texts[:most]) + (", …" if len(texts) > most else "")


def _rmse(method: MethodRecord | None) -> str:
    return "–" if method is None else number_text(method.mean("RMSE"))
