"""Charts as SVG: what was reached is filled, what was aimed at is an outline, values are printed.

The SVG stands inline in a page under a strict CSP and in a PDF: presentation attributes only (no
``style``), text as text in Noto Sans JP, ids of its own, the same bytes for the same numbers.
"""

import hashlib
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from django.utils.safestring import SafeString, mark_safe

ACTUAL = "#0017c1"
TARGET = "#333333"
TEXT = "#333333"
HAIRLINE = "#cccccc"
LINES = ("#0017c1", "#197a4b", "#927200", "#666666")
DASHES = ("solid", "dashed", "dashdot", "dotted")

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
Number = float | int | None


def bars(
    labels: Sequence[str],
    actual: Sequence[Number],
    target: Sequence[Number] | None = None,
    *,
    title: str,
    unit: str = "",
    actual_name: str = "実績",
    target_name: str = "目標",
) -> SafeString:
    """One bar a label; ``target`` is drawn around it. None is a number not known: no bar, 「―」."""
    aims = None if target is None else tuple(target)
    return _bars(tuple(labels), tuple(actual), aims, title, unit, actual_name, target_name)


def lines(
    labels: Sequence[str], series: dict[str, Sequence[Number]], *, title: str, unit: str = ""
) -> SafeString:
    """One line a series, told apart by dashes too; a None is a gap."""
    frozen = tuple((name, tuple(values)) for name, values in series.items())
    return _lines(tuple(labels), frozen, title, unit)


# a drawing takes longer than the rest of its page, and the same numbers are asked for all day
@lru_cache(maxsize=64)
def _bars(labels, actual, target, title, unit, actual_name, target_name) -> SafeString:
    figure, axes = _frame(title, unit, [*actual, *(target or ())])
    places = range(len(labels))
    filled = axes.bar(places, [value or 0 for value in actual], 0.5, color=ACTUAL, zorder=2)
    filled.set_label(actual_name)
    for place, value in zip(places, actual, strict=True):
        _print(axes, place, value or 0, _text(value), ACTUAL)
    if target is not None:
        known = [(place, value) for place, value in zip(places, target, strict=True) if value]
        outline = axes.bar(
            [place for place, _ in known], [value for _, value in known], 0.72,
            fill=False, edgecolor=TARGET, linewidth=1.5, zorder=3,
        )  # fmt: skip
        outline.set_label(target_name)
        for place, value in known:
            axes.text(place + 0.4, value, _text(value), va="center", color=TARGET, fontsize=9)
        _legend(figure)
    axes.set_xticks(places, labels)
    return _svg(figure, title)


@lru_cache(maxsize=64)
def _lines(labels, series, title, unit) -> SafeString:
    figure, axes = _frame(title, unit, [value for _, values in series for value in values])
    places = range(len(labels))
    for index, (name, values) in enumerate(series):
        color = LINES[index % len(LINES)]
        shown = [float("nan") if value is None else value for value in values]
        dash = DASHES[index % len(DASHES)]
        axes.plot(places, shown, color=color, linestyle=dash, marker="o", label=name, zorder=3)
        for place, value in zip(places, values, strict=True):
            if value is not None:
                _print(axes, place, value, _text(value), color)
    _legend(figure)
    axes.set_xticks(places, labels)
    return _svg(figure, title)


@cache
def _matplotlib():
    """Loaded at the first chart (heavy), with our font and a fixed salt."""
    import matplotlib
    import pylopdf_fonts_jp
    from matplotlib import font_manager
    from matplotlib.figure import Figure

    fonts = Path(pylopdf_fonts_jp.__file__).parent
    font_manager.fontManager.addfont(fonts / "NotoSansJP-Regular.otf")
    matplotlib.rcParams.update(
        {
            "svg.fonttype": "none",
            "svg.hashsalt": "chart",
            "font.family": "sans-serif",
            "font.sans-serif": ["Noto Sans JP"],
            "axes.unicode_minus": False,
            "text.color": TEXT,
            "text.parse_math": False,
            "axes.edgecolor": HAIRLINE,
            "xtick.color": TEXT,
            "ytick.color": TEXT,
        }
    )
    return Figure


def _frame(title, unit, values):
    figure = _matplotlib()(figsize=(8, 3.6), layout="constrained")
    axes = figure.add_subplot()
    axes.set_title(f"{title}（単位：{unit}）" if unit else title, fontsize=12, loc="left")
    axes.grid(axis="y", color=HAIRLINE, linewidth=0.6, zorder=0)
    axes.set_ylim(0, max([value for value in values if value], default=1) * 1.15)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(length=0)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.yaxis.set_major_formatter("{x:,.0f}")
    return figure, axes


def _print(axes, place, value, text, color):
    axes.annotate(
        text, (place, value), (0, 4), textcoords="offset points", ha="center", color=color,
        fontsize=10, zorder=4,
    )  # fmt: skip


def _legend(figure):
    figure.legend(frameon=False, loc="outside lower center", ncols=4, fontsize=9)


def _text(value: Number) -> str:
    if value is None:
        return "―"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _svg(figure, title: str) -> SafeString:
    stream = BytesIO()
    figure.savefig(stream, format="svg", metadata={"Date": None}, transparent=True)
    root = ElementTree.fromstring(stream.getvalue())
    content = hashlib.sha256(stream.getvalue()).hexdigest()[:8]
    _strip(root)
    _own_ids(root, f"chart-{content}-")
    for element in root.iter():
        _style_to_attributes(element)
    _plain_names(root)
    root.attrib |= {"role": "img", "aria-label": title, "stroke-linejoin": "round"}
    del root.attrib["height"], root.attrib["width"]
    return mark_safe(ElementTree.tostring(root, encoding="unicode"))  # our own drawing, escaped


def _strip(root) -> None:
    """Remove metadata and the style sheet."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{_SVG}metadata", f"{_SVG}style"):
                parent.remove(child)


def _own_ids(root, prefix: str) -> None:
    """Keep only ids that something refers to, made unlike those of any other chart."""
    used = {element.get(_LINK, "")[1:] for element in root.iter()}
    used |= {found for e in root.iter() for found in _REFERENCE.findall(e.get("clip-path", ""))}
    for element in root.iter():
        identity = element.attrib.pop("id", None)
        if identity in used:
            element.set("id", prefix + identity)
        if _LINK in element.attrib:
            element.set(_LINK, f"#{prefix}{element.get(_LINK)[1:]}")
        if "clip-path" in element.attrib:
            element.set("clip-path", _REFERENCE.sub(rf"url(#{prefix}\1)", element.get("clip-path")))


def _plain_names(root) -> None:
    """Names as a page reads them; the registry of prefixes belongs to whoever wrote to it last."""
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
        if _LINK in element.attrib:
            element.set("xlink:href", element.attrib.pop(_LINK))
    root.set("xmlns", _SVG.strip("{}"))
    root.set("xmlns:xlink", _LINK[1:].partition("}")[0])


def _style_to_attributes(element) -> None:
    for part in element.attrib.pop("style", "").split(";"):
        name, colon, value = part.partition(":")
        if colon:
            element.set(name.strip(), value.strip().replace("'", ""))
