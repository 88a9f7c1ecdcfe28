"""Elements of XML and HTML: found by XPath, with what they stand in and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

Element = etree._Element


def every(root: Element, path: str, names: Mapping[str, str] | None = None) -> list[Element]:
    """Return the elements at an XPath."""
    found = root.xpath(path, namespaces=names)
    assert isinstance(found, list), path
    elements = [each for each in found if isinstance(each, Element)]
    assert len(elements) == len(found), f"{path} finds more than elements"
    return elements


def holder(element: Element) -> Element:
    """Return what an element stands in."""
    found = element.getparent()
    assert found is not None, element.tag
    return found


def text_content(element: Element) -> str:
    """Return all text in an element."""
    return "".join(map(str, element.itertext()))
