"""Makes the style sheet of a page from the theme, for wide and narrow screens and for print."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from toolkit_cli.layout import chart, logo
from toolkit_cli.layout.colours import ink
from toolkit_cli.layout.page import DARKEST
from toolkit_cli.layout.theme import MM, Theme, Tone

BASE = """\
*{box-sizing:border-box}
html{font-size:100%}
body{margin:0 auto;padding:0 1.25rem 3rem;max-width:52rem;line-height:1.45;overflow-wrap:break-word}
h1,h2,h3,h4{line-height:1.25;margin:1.8em 0 .5em;break-after:avoid}
h2{font-size:1.7rem}h3{font-size:1.25rem}h4{font-size:1.05rem}
p,ul,ol{margin:0 0 .7em}
a{color:inherit;overflow-wrap:anywhere}
.cover,.band{margin:0 -1.25rem 1.5rem;padding:1.25rem;break-inside:avoid}
.cover h1{font-size:2.2rem;margin:.3em 0}
.band{margin-top:3rem}
.band h2{margin:0}
.band+h3,.band+.together>h3:first-child{margin-top:0}
.kicker,.edition{font-weight:bold;margin:0}
.subtitle{font-size:1.2rem}
.lead{font-size:1.1rem}
.caption{font-size:.9rem}
.small,.source,.code,footer{font-size:.85rem}
.guidance{font-style:italic}
.assumption{font-weight:bold}
.small:has(+.said){break-after:avoid}
nav ol{list-style:none;padding-left:1.2rem;margin:0}
nav>ol{padding-left:0}
nav li{margin:.2rem 0}
nav>ol>li{margin-top:.6rem}
nav>ol>li>a{font-weight:bold}
aside{margin:1em 0;padding:.8em 1em;border-left:.35rem solid;break-inside:avoid}
aside>:last-child{margin-bottom:0}
aside .name{font-weight:bold;margin:0 0 .3em}
figure{margin:1em 0;padding:.8em;border:1px solid;break-inside:avoid}
svg{display:block;width:100%;height:auto;overflow:visible}
table{border-collapse:collapse;width:100%;margin:.8em 0;font-size:.95rem}
th,td{border:1px solid;padding:.3em .5em;text-align:left;vertical-align:top}
tr{break-inside:avoid}
thead{display:table-header-group}
td>:last-child,th>:last-child{margin-bottom:0}
.numbers td,.heat td,.numbers thead th+th,.heat thead th+th{text-align:center}
.heat tbody th,.coded{font-weight:normal}
th .code{font-size:.85em}
tbody th{overflow-wrap:anywhere}
.versus,.changes{table-layout:fixed}
.changes th:first-child:nth-last-child(3){width:24%}
.said{white-space:pre-line;overflow-wrap:anywhere}
.said p,td .said p:last-child{margin-bottom:.25em}
div.said,.said li{margin-bottom:.9em}
div.line,.line li{margin-bottom:.25em}
div.said{padding-left:1.2rem}
div.said p:first-child{text-indent:-1.2rem}
ul.said{padding-left:1.2rem;list-style:"– "}
.together{break-inside:avoid}
footer{margin-top:3rem;padding-top:.5rem;border-top:1px solid}
.narrow{display:none}
@media screen and (max-width:34rem){
.wide{display:none}
.narrow{display:block}
figure{padding:.5em}
table{font-size:.75rem}
th,td{padding:.3em;hyphens:auto}
th:first-child,td:first-child{overflow-wrap:anywhere}
.changes th:first-child:nth-last-child(3){width:28%}
}
@media (forced-colors:active){
svg{forced-color-adjust:none;background:#fff;padding:.5rem}
}
@media print{
html{font-size:10pt}
body{max-width:none;padding:0 1px}
.cover,.band{margin-left:0;margin-right:0}
.part{break-before:page}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
"""


def sheet(theme: Theme, tones: int) -> str:
    """Return the style sheet for a theme, with the looks of kits up to the number `tones`."""
    return BASE + "\n".join([*_whole(theme), *_tones(theme, tones), *_roles(theme), *_shades(theme)])


def _whole(theme: Theme) -> Iterator[str]:
    colours, margins = theme.colours, theme.margins
    face = re.sub(r"[^\w -]", "", theme.fonts.document)
    yield f'body,svg text{{font-family:"{face}",Carlito,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}}'
    yield f"body{{color:{colours.text};background:#fff;color-scheme:light}}"
    yield f".small,.source,.code,footer{{color:{colours.muted}}}"
    yield f"th,td,figure,footer{{border-color:{colours.line}}}"
    width, height = theme.size
    sides = " ".join(f"{side:g}mm" for side in (margins.top, margins.right, margins.bottom, margins.left))
    yield f"@page{{size:{width / MM:g}mm {height / MM:g}mm;margin:{sides}}}"
    if data := logo.picture(theme):
        from PIL import Image

        with Image.open(io.BytesIO(data)) as picture:
            across, _ = theme.logo_size(picture.size)
        yield f".logo{{width:{across / MM:.4g}mm;height:auto;background:#fff}}"


def _tones(theme: Theme, tones: int) -> Iterator[str]:
    for number in range(tones + 1):
        tone = theme.tone(number)
        band = f"background:{tone.colour};color:{ink(tone.colour)}"
        yield f".tone-{number} h2,.tone-{number} h3,.tone-{number} h4{{color:{tone.colour}}}"
        yield f".tone-{number} .band,.tone-{number} .band h2,.tone-{number}.cover{{{band}}}"
        yield f".tone-{number} thead th{{background:{tone.tint};border-top:.2rem solid {tone.colour}}}"


def _roles(theme: Theme) -> Iterator[str]:
    for name in theme.roles.__struct_fields__:
        role: Tone = theme.role(name)
        yield f".{name}{{background:{role.tint};border-color:{role.colour}}}.{name} .name{{color:{role.colour}}}"


def _shades(theme: Theme) -> Iterator[str]:
    yield from (f".shade-{step}{{background:{chart.shade(theme, step)}}}" for step in range(1, DARKEST + 1))
