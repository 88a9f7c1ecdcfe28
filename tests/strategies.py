"""Hypothesis strategies that several tests need: letters, data as files hold it, markup, and files that are broken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from toolkit_cli.errors import ReturnError
from toolkit_cli.returned import Returned

LETTERS = st.characters(exclude_categories=["Cs"])  # without halves of a letter, which no file can hold
PRINTABLE = st.characters(exclude_categories=["Cs", "Cc"])
WORDS = st.integers(0, 999).map("w{:03d} ".format)  # which `conftest.lost` misses where they are not read


def data(values: st.SearchStrategy[object], most: int = 100) -> st.SearchStrategy[object]:
    """Return values, and lists and mappings of them, as YAML and JSON hold them; `most` values at once."""
    return st.recursive(values, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=most)


def wrapped(words: st.SearchStrategy[str], wraps: Sequence[str]) -> st.SearchStrategy[str]:
    """Return markup of words in some of the elements `wraps`, one inside the other, each with {} for its content."""
    return st.recursive(
        words,
        lambda inner: st.builds(
            lambda wrap, held: wrap.format("".join(held)), st.sampled_from(wraps), st.lists(inner, max_size=3)
        ),
        max_leaves=6,
    )


@st.composite
def broken(draw: st.DrawFn, file: bytes) -> bytes:
    """Return a file with some bits flipped, of which the end may be missing."""
    made = bytearray(file)
    for at in draw(st.lists(st.integers(0, len(made) - 1), max_size=8)):
        made[at] ^= 1 << draw(st.integers(0, 7))
    return bytes(made[: draw(st.just(len(made)) | st.integers(0, len(made)))])


def read_or_refused(read: Callable[[bytes], Returned], file: bytes) -> None:
    """Hold a reader to give what is left of a broken file, or an error in words."""
    try:
        returned = read(file)
    except ReturnError as wrong:
        assert all(problem.what for problem in wrong.problems)
    else:
        assert isinstance(returned, Returned)
