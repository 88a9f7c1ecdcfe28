"""What was read is kept, so that a merge that was stopped goes on where it was."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from toolkit_cli.files.search import TAG, search
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.responses.response import Response
from toolkit_cli.returned import Note
from toolkit_cli.returns import gather, readcache, reading
from toolkit_cli.returns.design import Design
from toolkit_cli.returns.readcache import Part, ReadCache
from toolkit_cli.returns.receipt import Receipt
from toolkit_cli.returns.toolkits import Toolkits

from .conftest import Folder, problems
from .gathered import combined, many, typed, workbook


def test_what_was_read_is_not_read_again(
    returns: Folder, toolkits: Toolkits, tmp_path: Path, tiny: Toolkit, monkeypatch: pytest.MonkeyPatch
) -> None:
    returns.write("a.pdf", workbook(tiny, "pdf", {"R-organisation": "North", "A2": "yes", "A7": ("post",)}, "c1"))
    returns.write("b.yaml", typed("East"))
    first = gather.gather([returns.path], toolkits, tmp_path / "kept")
    monkeypatch.setattr(reading, "read_any", None)

    assert gather.gather([returns.path], toolkits, tmp_path / "kept") == first


def test_a_file_that_was_renamed_is_known_and_has_its_new_name(
    returns: Folder, toolkits: Toolkits, tmp_path: Path, tiny: Toolkit
) -> None:
    path = returns.write("a.pdf", workbook(tiny, "pdf", {"A2": "yes"}))
    gather.gather([returns.path], toolkits, tmp_path / "kept")
    path.rename(returns.path / "b.pdf")

    gathered = gather.gather([returns.path], toolkits, tmp_path / "kept")

    assert (gathered.responses[0].source.file, gathered.receipts[0].file) == ("b.pdf", "b.pdf")
    assert len(list((tmp_path / "kept").glob("*.part"))) == 1


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"toolkit": 1}', '{"responses": [{}], "toolkit": "tiny", "receipt": 1}']
)
def test_a_kept_part_that_is_broken_is_read_anew(
    returns: Folder, toolkits: Toolkits, tmp_path: Path, text: str
) -> None:
    returns.write("a.yaml", typed("North"))
    first = gather.gather([returns.path], toolkits, tmp_path / "kept")
    (part,) = (tmp_path / "kept").glob("*.part")
    part.write_text(text)

    assert gather.gather([returns.path], toolkits, tmp_path / "kept") == first


@pytest.mark.parametrize(("before", "after"), [("Did it work?", "Did it work well?"), ("a point", "another point")])
def test_a_toolkit_that_has_changed_has_its_returns_read_anew(
    tiny_folder: Folder, tmp_path: Path, before: str, after: str
) -> None:
    (tiny_folder.path / "alpha.yaml").rename(tiny_folder.path / "alpha.yml")
    tiny_folder.change("toolkit.yaml", "alpha.yaml", "alpha.yml")
    kept = ReadCache(tmp_path / "kept", (tiny_folder.path,))
    kept.put("0" * 64, Part("tiny", ()))
    other = Folder(tmp_path / "other")
    for path in tiny_folder.path.iterdir():
        other.write(path.name, path.read_bytes())

    assert ReadCache(tmp_path / "kept", (other.path,)).get("0" * 64) == Part("tiny", ())
    other.change("alpha.yml", before, after)
    assert ReadCache(tmp_path / "kept", (other.path,)).get("0" * 64) is None


def test_a_part_that_is_interrupted_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)

    with pytest.raises(KeyboardInterrupt):
        ReadCache(tmp_path / "kept", ()).put("0" * 64, Part("tiny", ()))
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [TAG]


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_kept_parts_are_for_their_owner_alone(returns: Folder, toolkits: Toolkits, tmp_path: Path) -> None:
    returns.write("a.yaml", typed("North"))

    gather.gather([returns.path], toolkits, tmp_path / "kept")

    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "kept").glob("*.part")] == [0o600]


def test_a_folder_that_cannot_be_written_does_not_stop_the_work(returns: Folder, toolkits: Toolkits) -> None:
    path = returns.write("a.yaml", typed("North"))

    assert len(gather.gather([path], toolkits, path / "kept").responses) == 1


def test_nothing_is_kept_among_other_files(returns: Folder, tiny_folder: Folder, tmp_path: Path) -> None:
    many(returns, 2)

    assert problems(lambda: combined(returns, tiny_folder, cache=returns.path / "0"), tmp_path) == [
        "returns/0: There are other files here, and a merge does not read the folder in which it keeps "
        "what it has read. "
        "Give an empty one with --cache, or the name of a new one."
    ]
    (tmp_path / "kept").mkdir()
    for _ in range(2):
        assert len(combined(returns, tiny_folder, cache=tmp_path / "kept", force=True).responses) == 2
    assert len(list((tmp_path / "kept").glob("*.part"))) == 2


def test_clearing_leaves_what_is_not_ours(returns: Folder, toolkits: Toolkits, tmp_path: Path) -> None:
    returns.write("a.yaml", typed("North"))
    gather.gather([returns.path], toolkits, tmp_path / "kept")
    mine = Folder(tmp_path / "kept").write("mine.txt", "x")
    readcache.clear(tmp_path / "kept")

    assert list((tmp_path / "kept").iterdir()) == [mine]
    readcache.clear(returns.path)
    assert len(list(returns.path.iterdir())) == 1


def test_what_was_read_and_cannot_be_deleted_is_told_and_the_rest_goes(
    returns: Folder, tiny_folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(returns, 3)
    unlink, kept = Path.unlink, list[Path]()

    def locked(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".part" and path in (kept or [path]):
            kept[:] = [path]
            raise PermissionError(13, "in use", str(path))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", locked)
    (said,) = combined(returns, tiny_folder).warnings

    folder = returns.path.parent / "merged.yaml.parts"
    assert said == f"{folder}: This holds answers that were read, and cannot be deleted. Delete it."
    assert sorted(folder.glob("*.part")) == kept
    assert search([folder]).candidates == ()


@pytest.mark.parametrize("others", [".part", ""], ids=["one part", "all of it"])
def test_what_another_merge_has_deleted_at_the_same_time_is_no_problem(
    returns: Folder, tiny_folder: Folder, monkeypatch: pytest.MonkeyPatch, others: str
) -> None:
    many(returns, 3)
    unlink, parts = Path.unlink, returns.path.parent / "merged.yaml.parts"

    def unlink_late(path: Path, missing_ok: bool = False) -> None:
        for other in [path, *parts.iterdir()] if path.parent == parts else ():
            if other.name.endswith(others):
                unlink(other, missing_ok=True)
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink_late)

    assert combined(returns, tiny_folder).warnings == []
    assert not parts.exists()


def test_parts_are_deleted_where_another_merge_has_deleted_the_tag(
    returns: Folder, toolkits: Toolkits, tmp_path: Path
) -> None:
    returns.write("a.yaml", typed("North"))
    gather.gather([returns.path], toolkits, tmp_path / "kept")
    (tmp_path / "kept" / TAG).unlink()

    assert readcache.clear(tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_a_part_is_the_same_after_its_way_through_json() -> None:
    notes = (Note("comment", "Why?\n“Ω” \U0001f600", "A2", who="X"),)
    earlier = Response({"A7": ("phone",)}, {}, "c1", notes=notes)
    part = Part(
        "tiny", (Response({"A2": "yes", "A3": "x" * 40}, {"role": ""}, "c1", "1.0", notes=notes, earlier=(earlier,)),)
    )

    assert readcache.of_text(readcache.as_text(part)) == part


def test_what_was_kept_is_not_taken_where_a_translation_has_changed(
    tiny_folder: Folder, folder: Folder, tmp_path: Path
) -> None:
    path = folder.write("de.po", 'msgid "a"\nmsgstr "b"\n')
    ReadCache(tmp_path / "kept", (tiny_folder.path,), (path,)).put("0" * 64, Part("tiny", ()))
    assert ReadCache(tmp_path / "kept", (tiny_folder.path,), (path,)).get("0" * 64) == Part("tiny", ())

    path.write_text('msgid "a"\nmsgstr "c"\n', encoding="utf-8")

    assert ReadCache(tmp_path / "kept", (tiny_folder.path,), (path,)).get("0" * 64) is None


def test_what_was_kept_is_not_taken_where_what_was_given_with_the_returns_has_changed(
    returns: Folder, folder: Folder, tiny_folder: Folder, tmp_path: Path
) -> None:
    returns.write("a.yaml", typed("North"))
    po = 'msgid ""\nmsgstr "Language: de\\n"\n'
    given = {"de.po": (po, f"{po}\n# seen\n"), "theme.yaml": ("colours: {}\n", "colours: {main: '#5b2a86'}\n")}
    paths = {name: folder.write(name, texts[0]) for name, texts in given.items()}
    toolkits = Toolkits((tiny_folder.path,), (paths["de.po"],), design=Design(theme=paths["theme.yaml"]))
    gather.gather([returns.path], toolkits, tmp_path / "kept")

    for count, (name, path) in enumerate(paths.items(), 2):
        path.write_text(given[name][1], encoding="utf-8")
        gather.gather([returns.path], toolkits, tmp_path / "kept")
        assert len(list((tmp_path / "kept").glob("*.part"))) == count


def test_a_part_of_a_workbook_without_a_stamp_is_kept_as_it_is() -> None:
    part = Part("tiny", (Response({"A3": "x"}),), Receipt("a.docx", "docx", "0" * 64))

    assert readcache.of_text(readcache.as_text(part)) == part


def test_a_file_in_the_place_of_the_cache_is_told(folder: Folder) -> None:
    path = folder.write("cache", "x")

    assert problems(lambda: readcache.check(path), folder.path) == [
        "cache: This is a file, not a folder. Give a folder with --cache."
    ]


def test_a_hidden_file_hinders_no_cache(folder: Folder) -> None:
    folder.write(".DS_Store", "x")

    readcache.check(folder.path)
