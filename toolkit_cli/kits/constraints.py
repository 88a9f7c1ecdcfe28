"""What a single value in a toolkit's files may be: texts of some length, codes, web addresses, versions, languages."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from toolkit_cli.kits import langcodes

Text = Annotated[str, Meta(min_length=1)]
Name = Annotated[str, Meta(min_length=1, max_length=400)]  # a heading: a page has to hold it, with what it stands above
Mark = Annotated[str, Meta(min_length=1, max_length=150)]  # what stands at a chart's bar
Level = Annotated[str, Meta(min_length=1, max_length=60)]  # of a chart: its name stands in one line of the key
TEXTS = (Text, Name, Mark, Level)  # what is read by people, and translated
CODE = "a code begins with a capital letter and holds Latin letters (A-Z, a-z) and digits only"
Code = Annotated[str, Meta(pattern=r"^[A-Z][A-Za-z0-9]*$", max_length=20, description=CODE)]
SLUG = "it begins with a letter and takes small Latin letters (a-z), digits and hyphens only"
Slug = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40, description=SLUG)]
LINK = "a web address that begins with https:// is expected here"
Link = Annotated[str, Meta(pattern=r"^(https?://|mailto:)\S+$", description=LINK)]
VERSION = 'a version such as "1.0" is expected here'
Version = Annotated[str, Meta(pattern=r"^[0-9A-Za-z][0-9A-Za-z.+-]*$", max_length=20, description=VERSION)]
LANG = "a language code such as en or pt-BR is expected here"
Language = Annotated[str, Meta(pattern=f"^{langcodes.CODE.pattern}$", description=LANG)]
