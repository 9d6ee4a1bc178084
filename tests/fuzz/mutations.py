"""Seeded mutations of JSON, texts and bytes, as accidents and attackers make them."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

ODD = (None, True, False, 0, -1, 1, 2**31, 2**63, 2**64, 10**400, 1.5, 1e308, float("nan"),
       float("inf"), "", "x", "\0", "\ud800", "../..", "a" * 10_000, [], {}, [None], [[]],
       {"": None}, "<b>x</b>", "{path}", "%s", "number", -0.0, "1e999", "2020-01-01")


def mutated_json(data: Any, chance: random.Random) -> Any:
    """Return a copy of what JSON holds with one to three entries changed, removed or doubled."""
    changed = copy.deepcopy(data)
    for _ in range(chance.randint(1, 3)):
        places = list(_places(changed))
        if not places:
            return chance.choice(ODD)
        holder, key = chance.choice(places)
        action = chance.random()
        if action < 0.2:
            del holder[key]
        elif action < 0.3 and isinstance(holder, list):
            holder.insert(key, copy.deepcopy(holder[key]))
        else:
            holder[key] = copy.deepcopy(chance.choice(ODD))
    return changed


def mutated_text(data: Any, chance: random.Random) -> str:
    """Return JSON text of a mutation, now and then with damaged characters."""
    try:
        text = json.dumps(mutated_json(data, chance), ensure_ascii=chance.random() < 0.5)
    except ValueError:
        text = "{}"
    if chance.random() < 0.1:
        cut = chance.randrange(len(text) + 1)
        text = chance.choice([text[:cut], text + text, "[" * 100_000, text[cut:], "\ufeff" + text])
    return text


def mutated_bytes(data: bytes, chance: random.Random) -> bytes:
    """Return a copy with some bytes changed, cut off, doubled or put elsewhere."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 8, 64])):
        if not changed:
            break
        at = chance.randrange(min(len(changed), chance.choice([64, 512, 10**9])))
        action = chance.random()
        if action < 0.5:
            changed[at] = chance.choice([0, 1, 127, 128, 255, chance.randrange(256)])
        elif action < 0.7:
            changed[at:at + 4] = chance.choice([b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff"])
        elif action < 0.8:
            del changed[at:at + chance.choice([1, 16, 10**9])]
        elif action < 0.9:
            changed[at:at] = changed[at:at + 16]
    return bytes(changed)


def _places(value: Any) -> Any:
    if isinstance(value, (dict, list)):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])
