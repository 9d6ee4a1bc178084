"""Benches of `./dev bench` run, on small scenes: they are run seldom, and what they call moves."""

import functools

from bench import dates, growth, scale, scene, speed

METHOD = "temporaldifference"


def _row(printed: str, first: str) -> list[str]:
    """Return the cells of the last row of a printed table that begins with `first`."""
    return [line.strip("| ").split(" | ") for line in printed.splitlines()
            if line.startswith(f"| {first} |")][-1]


def test_dates(monkeypatch, capsys):
    for name, value in {"SIDE": 96, "COUNTS": (1, 2), "ROUNDS": 1}.items():
        monkeypatch.setattr(dates, name, value)
    dates.run([METHOD])
    _, *seconds, share = _row(capsys.readouterr().out, METHOD)
    assert len(seconds) == 2
    assert share.endswith("%")


def test_growth(monkeypatch, capsys):
    varied = {"side": (64, 128), "window": (1, 2), "bands": (1, 2), "dates": (1, 2),
              "ratio": (8, 16)}
    small = functools.partial(growth.Case, side=64)
    for name, value in {"VARIED": varied, "Case": small, "ROUNDS": 1, "_SMALL": 64,
                        "_LAND": 64}.items():
        monkeypatch.setattr(growth, name, value)
    growth.run(["starfm"])
    _, *figures = _row(capsys.readouterr().out, "starfm")
    assert len(list(map(float, figures))) == 6


def test_speed(monkeypatch, capsys):
    monkeypatch.setattr(speed, "SIDES", (64, 96))
    speed.run([METHOD])
    _, seconds, described = _row(capsys.readouterr().out, METHOD)
    assert float(seconds) >= 0
    assert float(described) > 0


def test_scene(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(scene, "SIDE", 128)
    monkeypatch.setattr(scene, "FOLDER", tmp_path / "scene")
    monkeypatch.setattr(scene, "_apart", lambda function, *arguments: function(*arguments))
    scene.run(["starfm"])
    _, seconds, memory, alone, ratio = _row(capsys.readouterr().out, "starfm")
    assert float(seconds) > 0
    assert memory.endswith("MB")
    assert float(alone) >= 0
    assert float(ratio) > 0


def test_scale(monkeypatch, capsys):
    monkeypatch.setattr(scale, "TILES", (64, 96))
    scale.run(192)
    printed = capsys.readouterr().out
    assert len(_row(printed, "96")) == 8
    assert len(_row(printed, "128")) == 4
