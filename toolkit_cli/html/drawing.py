"""Draws charts as SVG, of the same shapes as in other formats."""

from __future__ import annotations

from html import escape

from toolkit_cli.layout import chartpicture
from toolkit_cli.layout.chart import Measure, Rect, Shape, shapes
from toolkit_cli.layout.page import Chart, Run
from toolkit_cli.layout.theme import Theme

WIDE = "w"  # as which letters are measured that no face of the theme has: who reads the page may have them


def svg(chart: Chart, theme: Theme, name: str, title: Run, look: str, width: float, measure: Measure) -> str:
    """Return a chart as an `svg` element with the class `look`, in which ids begin with `name`.

    Screen readers say the title and the alternative text, and nothing of the shapes. The title is in the chart's
    language unless it names another.
    """
    drawn, height = shapes(chart, theme, width, measure)
    title_lang = f' lang="{escape(title.lang)}"' if title.lang else ""
    said = f'<title id="{name}-title"{title_lang}>{escape(title.text)}</title>'
    said += f'<desc id="{name}-desc">{escape(chart.alt)}</desc>'
    lang = f' lang="{escape(chart.lang)}"' if chart.lang else ""
    return (
        f'<svg class="{look}" role="img"{lang} aria-labelledby="{name}-title" aria-describedby="{name}-desc"'
        f' viewBox="0 0 {_figure(width)} {_figure(height)}">{said}{"".join(map(_shape, drawn))}</svg>'
    )


def ruler(theme: Theme) -> Measure:
    """Return the measure of words in the theme's faces; the font of who reads the page may differ a little."""
    return chartpicture.ruler(theme, WIDE)


def _shape(shape: Shape) -> str:
    if isinstance(shape, Rect):
        place = f'x="{_figure(shape.x)}" y="{_figure(shape.y)}"'
        size = f'width="{_figure(shape.width)}" height="{_figure(shape.height)}"'
        return f'<rect {place} {size} fill="{shape.fill}" stroke="{shape.stroke}" stroke-width="0.5"/>'
    look = f'font-size="{_figure(shape.size)}" fill="{shape.colour}"'
    look += ' font-weight="bold"' if shape.bold else ""
    look += ' text-anchor="middle"' if shape.centred else ""
    return f'<text x="{_figure(shape.x)}" y="{_figure(shape.y)}" {look}>{escape(shape.text)}</text>'


def _figure(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
