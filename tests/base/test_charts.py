"""Charts: values printed, target as outline, the same bytes for the same numbers."""

import re
from xml.etree import ElementTree

from aomori_skills.base import charts

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = ["4月", "5月", "6月", "7月"]


def bars():
    return charts.bars(MONTHS, [3, 1234, None, 0], [5, 10, 8, None], title="派遣<回数>&", unit="回")


def lines():
    return charts.lines(MONTHS, {"派遣": [1, 2.5, None, 4], "相談": [7, 6, 5, 3]}, title="推移")


def texts(svg):
    return [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def drawn(svg, **attributes):
    """How many paths have all of ``attributes``."""
    wanted = attributes.items()
    return sum(
        wanted <= path.attrib.items() for path in ElementTree.fromstring(svg).iter(f"{SVG}path")
    )


def test_every_value_is_printed():
    found = texts(bars())
    assert [found.count(text) for text in ("3", "1,234", "―", "実績", "目標")] == [1, 1, 1, 1, 1]
    assert found.count("派遣<回数>&（単位：回）") == 1
    assert [found.count(month) for month in MONTHS] == [1, 1, 1, 1]
    assert [texts(lines()).count(text) for text in ("2.5", "派遣", "相談")] == [1, 1, 1]


def test_actual_is_filled_and_target_is_outlined():
    svg = bars()
    assert drawn(svg, fill=charts.ACTUAL) == 4 + 1  # four bars and the legend
    assert drawn(svg, fill="none", stroke=charts.TARGET) == 3 + 1


def test_no_target_no_outline():
    svg = charts.bars(MONTHS, [1, 2, 3, 4], title="実績")
    assert drawn(svg, fill="none", stroke=charts.TARGET) == 0
    assert "目標" not in texts(svg)


def test_nothing_known_is_still_a_chart():
    assert texts(charts.bars(["4月"], [None], title="実績")).count("―") == 1


def test_the_same_numbers_give_the_same_bytes():
    assert bars() == bars()
    assert lines() == lines()


def test_it_stands_inline_under_a_strict_policy():
    for svg in (bars(), lines()):
        assert re.findall(r"<(style|script|metadata|\?xml|!DOCTYPE)| style=", svg) == []
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        families = {element.get("font-family") for element in root.iter(f"{SVG}text")}
        assert families == {"Noto Sans JP, sans-serif"}
    assert 'aria-label="派遣&lt;回数&gt;&amp;"' in bars()


def test_ids_of_two_charts_on_a_page_differ():
    ids = [re.findall(r' id="([^"]+)"', svg) for svg in (bars(), lines())]
    assert len(ids[0]) > 0
    assert set(ids[0]) & set(ids[1]) == set()
    for svg, own in zip((bars(), lines()), ids, strict=True):
        assert set(re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', svg)) <= {
            pair for identity in own for pair in ((identity, ""), ("", identity))
        }


def test_a_page_reads_the_drawing_whatever_else_writes_xml(monkeypatch):
    monkeypatch.setattr(ElementTree, "_namespace_map", {})
    svg = bars()
    assert svg.startswith("<svg ")
    assert 'xmlns="http://www.w3.org/2000/svg"' in svg
    assert re.findall(r"</?ns[0-9]", svg) == []
