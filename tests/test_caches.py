"""What is kept, and what goes."""

from stfusion_qgis.caches import Latest


def test_the_longest_unused_go_first():
    latest = Latest(3)
    for key in "abc":
        latest.put(key, key.upper())
    assert latest.get("a") == "A"
    latest.put("d", "D")
    assert latest.get("b") is None
    assert latest.items() == [("c", "C"), ("a", "A"), ("d", "D")]


def test_sizes_count():
    latest = Latest(10, len)
    latest.put("a", "12345")
    latest.put("b", "1234")
    latest.put("a", "123456")  # another value of the same key
    assert [key for key, _ in latest.items()] == ["b", "a"]
    latest.put("c", "1")
    assert [key for key, _ in latest.items()] == ["a", "c"]
    latest.discard("a")
    latest.discard("a")
    latest.put("d", "123456789")
    assert [key for key, _ in latest.items()] == ["c", "d"]


def test_the_last_one_is_kept_whatever_its_size():
    latest = Latest(2, len)
    latest.put("a", "1")
    latest.put("b", "too large")
    assert latest.items() == [("b", "too large")]
    latest.clear()
    assert latest.get("b") is None
