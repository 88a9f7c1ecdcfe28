"""Letters: those of every European alphabet in both formats, other fonts for other scripts, and what no font has."""

from __future__ import annotations

import ctypes
import importlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from unicodedata import normalize

import pikepdf
import pypdfium2
import pypdfium2.raw as raw
import pytest
from msgspec import structs
from PIL import Image, ImageChops, ImageFont, ImageStat

from toolkit_cli import characters
from toolkit_cli.building import build, readerwarnings
from toolkit_cli.docx.write import write as write_docx
from toolkit_cli.html import drawing
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import chartpicture, theme
from toolkit_cli.layout.fill import EMPTY, Fill, Said
from toolkit_cli.layout.page import Chart, Heading, Page, Paragraph, Run, Section
from toolkit_cli.layout.theme import Theme
from toolkit_cli.pdf import glyphs
from toolkit_cli.pdf.write import write
from toolkit_cli.pdf.writing import faces, lastresort
from toolkit_cli.pdf.writing.appearances import FONT

from .conftest import Folder
from .programs import missing, node_package, painted_text, pdf_text, program, run

LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абвгдежзиклмнопрстуфхцчш"
ALPHABETS = {
    "Albanian": LATIN + "çë",
    "Azerbaijani": LATIN + "əğıİöşüç",
    "Basque": LATIN + "çñü",
    "Belarusian": CYRILLIC + "ёійўыьэюяґʼ",
    "Bosnian": LATIN + "čćđšž",
    "Bosnian, Cyrillic": CYRILLIC + "ђјљњћџ",
    "Breton": LATIN + "âêîôûùüñʼ",
    "Bulgarian": CYRILLIC + "йщъьюяѝ",
    "Catalan": LATIN + "àçèéíïòóúüŀ",
    "Crimean Tatar": LATIN + "âçğıİñöşü",
    "Croatian": LATIN + "čćđšžǆǉǌ",
    "Czech": LATIN + "áčďéěíňóřšťúůýž",
    "Danish": LATIN + "æøåéǿ",
    "Dutch": LATIN + "áéíóúàèëïöüĳ",
    "English": LATIN,
    "Estonian": LATIN + "šžõäöü",
    "Faroese": LATIN + "áðíóúýæø",
    "Finnish": LATIN + "åäöšž",
    "French": LATIN + "àâæçéèêëîïôœùûüÿ",
    "Gagauz": LATIN + "äçêıİöşţü",
    "Galician": LATIN + "áéíñóúü",
    "German": LATIN + "äöüßẞ",
    "Greek": "αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ",
    "Greek, with every accent": "ἀἁἂἃἄἅἆἇᾀᾁᾂᾃᾄᾅᾆᾇὰᾰᾱᾳᾶᾷῥὗῢῧὦᾧῷ",
    "Hungarian": LATIN + "áéíóöőúüű",
    "Icelandic": LATIN + "áðéíóúýþæö",
    "Irish": LATIN + "áéíóúḃċḋḟġṁṗṡṫ",
    "Italian": LATIN + "àèéìíîòóùú",
    "Kashubian": LATIN + "ãąéëłńòóôùż",
    "Latvian": LATIN + "āčēģīķļņōŗšūž",
    "Lithuanian": LATIN + "ąčęėįšųūž",
    "Livonian": LATIN + "āäǟḑēīļņōȯȱõȭŗšțūž",
    "Luxembourgish": LATIN + "äëé",
    "Macedonian": CYRILLIC + "ѓѕјљњќџѐѝ",
    "Maltese": LATIN + "àċèġħìòùż",
    "Montenegrin": LATIN + "čćđšśžź",
    "Montenegrin, Cyrillic": CYRILLIC + "ђјљњћџ",
    "Norwegian": LATIN + "æøåéèêóòôù",
    "Polish": LATIN + "ąćęłńóśźż",
    "Portuguese": LATIN + "áâãàçéêíóôõú",
    "Romani": LATIN + "ćčćäëöüǎěǐǒǔśšźžřʒθ",
    "Romanian": LATIN + "ăâîșțşţ",
    "Romansh": LATIN + "àèéìòù",
    "Russian": CYRILLIC + "ёйщъыьэюя",
    "Sámi": LATIN + "áâäåčđǥǧǩŋñõŧöæøšžʒǯʹ",
    "Scottish Gaelic": LATIN + "àèìòù",
    "Serbian": CYRILLIC + "ђјљњћџ",
    "Serbian, Latin": LATIN + "čćđšž",
    "Slovak": LATIN + "áäčďéíĺľňóôŕšťúýž",
    "Slovenian": LATIN + "čšž",
    "Sorbian": LATIN + "čćěłńóřŕšśžź",
    "Spanish": LATIN + "áéíñóúü",
    "Swedish": LATIN + "åäöéàü",
    "Turkish": LATIN + "âçğıİîöşüû",
    "Ukrainian": CYRILLIC + "ґєіїйщьюяʼ",
    "Welsh": LATIN + "áàâäéèêëíìîïóòôöúùûüẃẁŵẅýỳŷÿ",
}
ELSEWHERE = {
    "Armenian": "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆևԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ",
    "Georgian": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
}
SIGNS = "„“”‚‘’«»‹›–—…•·¡¿§€£¥₴₽₺№°±×÷½²³†‡™©®%‰"
PLACES = ("paragraph", "heading", "answer", "said")
FAMILY = "👩\u200d👧"


def pairs(letters: str) -> list[str]:
    """Return each letter with its capital before it; Georgian, which writes no capitals in words, by itself."""
    capital = [letter if "ა" <= letter <= "ჰ" else letter.upper() for letter in letters]
    return [normalize("NFC", upper + letter) for upper, letter in zip(capital, letters, strict=True)]


def held(tiny: Toolkit, place: str, texts: list[str]) -> tuple[Page, Fill]:
    """Return a workbook that has texts in one place: as paragraphs, headings, an answer, or what others answered."""
    page = build.page(tiny, "participant")
    if place == "answer":
        return page, Fill(values={"A3": "\n".join(texts)})
    if place == "said":
        return page, Fill(said={"A3": tuple(Said("North:", text) for text in texts)})
    blocks = [
        Heading(3, (Run(text),), f"own-{number}") if place == "heading" else Paragraph((Run(text),))
        for number, text in enumerate(texts)
    ]
    return replace(page, blocks=(*page.blocks, Section("back", tuple(blocks)))), EMPTY


def pdf(tiny: Toolkit, place: str, *texts: str, look: Theme | None = None) -> bytes:
    page, fill = held(tiny, place, list(texts))
    return write(page, look or theme.load(), fill)


def dejavu(style: str = "") -> Path:
    """Return a file of DejaVu Sans, which has Georgian, Armenian and signs."""
    found = sorted(Path("/usr/share/fonts").glob(f"**/DejaVuSans{style}.ttf"))
    if not found:
        missing("the font DejaVu Sans")
    return found[0]


def themed(folder: Folder, *fallback: Path) -> Theme:
    """Return the shipped theme with other fonts for what Roboto lacks."""
    names = "".join(f"    - {path}\n" for path in fallback)
    return theme.load(folder.write("own.yaml", f"fonts:\n  fallback:\n{names}"))


def fonts(data: bytes) -> set[str]:
    """Return the names of a PDF's fonts, without what says that they are a part of one."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item]
        return {str(item.BaseFont)[1:].partition("+")[2] or str(item.BaseFont)[1:] for item in found}


def words(data: bytes, folder: Folder) -> set[str]:
    """Return the words of a PDF and its fields as poppler reads them."""
    return set(normalize("NFC", pdf_text(folder.write("made.pdf", data))).split())


@pytest.mark.parametrize("place", PLACES)
def test_every_letter_of_europe_is_found_in_the_pdf(tiny: Toolkit, folder: Folder, place: str) -> None:
    known = dict.fromkeys(pair for letters in (*ALPHABETS.values(), SIGNS) for pair in pairs(letters))

    data = pdf(tiny, place, " ".join(known))

    assert known.keys() - words(data, folder) == set()
    assert lastresort.NAME not in fonts(data)


@pytest.mark.parametrize("place", PLACES)
def test_georgian_and_armenian_are_found_with_a_font_that_has_them(tiny: Toolkit, folder: Folder, place: str) -> None:
    known = [pair for letters in ELSEWHERE.values() for pair in pairs(letters)]

    data = pdf(tiny, place, " ".join(known), look=themed(folder, dejavu()))

    assert set(known) - words(data, folder) == set()
    assert lastresort.NAME not in fonts(data)


def test_every_letter_stands_in_the_docx_too(tiny: Toolkit) -> None:
    texts = [*ALPHABETS.values(), *ELSEWHERE.values(), SIGNS, FAMILY, "e\u0301"]
    page, _ = held(tiny, "paragraph", texts)

    data = write_docx(page, theme.load(), Fill(values={"A3": "\n".join(texts)}))

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = package.read("word/document.xml").decode("utf-8")
    assert [text for text in texts if body.count(text) < 2] == []


def glyphs_drawn(data: bytes, code: str = "") -> Iterator[tuple[str, int]]:
    """Yield the font, and the glyph or the code in a font of at most 256, of all that is drawn on pages and in fields.

    Only that of the field `code` where one is named.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        streams: list[tuple[pikepdf.Object, pikepdf.Object]] = []
        if not code:
            streams += [(sheet.obj, sheet.obj.Resources) for sheet in pdf.pages]
        for annotation in (each for sheet in pdf.pages for each in sheet.obj.get("/Annots", [])):
            shown = annotation.get("/AP", pikepdf.Dictionary()).get("/N")
            if isinstance(shown, pikepdf.Stream) and code in ("", annotation.get("/T")):
                streams.append((shown, shown.Resources))
        for stream, resources in streams:
            name = ""
            for each in pikepdf.parse_content_stream(stream):
                if str(each.operator) == "Tf":
                    name = str(each.operands[0])
                elif str(each.operator) == "Tj":
                    yield from ((name, glyph) for glyph in _glyphs(resources.Font[name], bytes(each.operands[0])))


def _glyphs(font: pikepdf.Object, written: bytes) -> Iterator[int]:
    if font.Subtype != "/Type0":
        yield from written
        return
    places = font.DescendantFonts[0].CIDToGIDMap
    glyphs = places.read_bytes() if isinstance(places, pikepdf.Stream) else None
    for index in range(0, len(written), 2):
        code = int.from_bytes(written[index : index + 2], "big")
        yield code if glyphs is None else int.from_bytes(glyphs[2 * code : 2 * code + 2], "big")


@pytest.mark.parametrize("place", PLACES)
def test_no_glyph_is_undefined_even_where_no_font_has_the_letter(tiny: Toolkit, place: str) -> None:
    data = pdf(tiny, place, *ALPHABETS["Greek"], *ELSEWHERE["Georgian"], FAMILY, "\ue000\tx")

    drawn = [glyph for _, glyph in glyphs_drawn(data)]
    assert len(drawn) > 1000
    assert 0 not in drawn


def pasted(blank: bytes, code: str, text: str) -> bytes:
    """Return a form into whose field a text was put in PDFium, which Chromium uses."""
    document = pypdfium2.PdfDocument(blank)
    document.init_forms()
    form = document.formenv.raw
    number, rect = next(
        (number, [float(edge) for edge in annotation.Rect])
        for number, sheet in enumerate(pikepdf.open(io.BytesIO(blank)).pages)
        for annotation in sheet.obj.get("/Annots", [])
        if annotation.get("/T") == code
    )
    sheet, at = document[number], ((rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2)
    raw.FORM_OnLButtonDown(form, sheet.raw, 0, *at)
    raw.FORM_OnLButtonUp(form, sheet.raw, 0, *at)
    wide = (text + "\0").encode("utf-16-le")
    raw.FORM_ReplaceSelection(form, sheet.raw, (ctypes.c_ushort * (len(wide) // 2)).from_buffer_copy(wide))
    raw.FORM_ForceToKillFocus(form)
    saved = io.BytesIO()
    document.save(saved)
    sheet.close()
    document.close()
    return saved.getvalue()


def stored(blank: bytes, code: str, text: str, folder: Folder) -> bytes:
    """Return a form into whose field a text was put in pdf.js, which Firefox uses."""
    script, saved = Path(__file__).parent / "clients" / "fill_pdfjs.mjs", folder.path / "saved.pdf"
    job = folder.write("job.json", json.dumps({"texts": {code: text}, "ticks": []}))
    run(program("node"), script, node_package("pdfjs-dist"), folder.write("blank.pdf", blank), job, saved)
    return saved.read_bytes()


@pytest.mark.parametrize("viewer", ["PDFium", "pdf.js"])
def test_what_is_typed_is_shown_in_the_face_of_the_workbook(tiny: Toolkit, folder: Folder, viewer: str) -> None:
    text = " ".join(dict.fromkeys(pair for letters in ALPHABETS.values() for pair in pairs(letters)))
    blank = pdf(tiny, "paragraph")

    saved = pasted(blank, "A3", text) if viewer == "PDFium" else stored(blank, "A3", text, folder)

    shown = list(glyphs_drawn(saved, "A3"))
    assert value(saved, "A3") == text
    assert {name for name, _ in shown} == {FONT}
    assert 0 not in [glyph for _, glyph in shown]
    assert len({glyph for _, glyph in shown}) == len(set(text))


@pytest.mark.parametrize("script", ELSEWHERE)
def test_what_is_typed_in_a_script_that_the_main_face_lacks_is_shown_in_a_fallback(
    tiny: Toolkit, folder: Folder, script: str
) -> None:
    text = f"{ELSEWHERE[script]} Ab 1"
    look = themed(folder, dejavu("Mono"), dejavu())  # of which the first lacks a letter
    blank = pdf(tiny, "paragraph", f"{ELSEWHERE[script]} Ϣ", look=look)

    shown = list(glyphs_drawn(pasted(blank, "A3", text), "A3"))

    with pikepdf.open(io.BytesIO(blank)) as document:
        assert document.Root.AcroForm.DR.Font[FONT].BaseFont == "/DejaVuSans"
    assert {name for name, _ in shown} == {FONT}
    assert 0 not in [glyph for _, glyph in shown]
    assert len({glyph for _, glyph in shown}) == len(set(text))
    answered = pdf(tiny, "answer", text, look=look)  # whose workbook is in a language that the main face has
    assert {name for name, _ in glyphs_drawn(answered, "A3")} > {FONT}


def test_a_language_whose_letters_no_font_has_together_is_told(tiny: Toolkit, folder: Folder) -> None:
    pages = [held(tiny, "paragraph", list(text))[0] for text in ("გ", "გꙀ")]  # Roboto alone has the second letter

    told = [sentences(page, look=themed(folder, dejavu())) for page in pages]

    assert told == [
        [],
        [
            "What people type is shown in one font, and none has all letters of this workbook: “გ” (U+10D2 GEORGIAN "
            "LETTER GAN) may stay unseen. Name one that has them all in a theme, under 'fonts: regular'."
        ],
    ]
    assert glyphs.absent_in_copies(pages, [], themed(folder, dejavu())) == told[1]
    assert sentences(replace(pages[1], by_hand=True), look=themed(folder, dejavu())) == []


def pictures(data: bytes, text: str) -> list[Image.Image]:
    """Return a picture of each letter of a text that stands in a PDF once, all of one size."""
    document = pypdfium2.PdfDocument(data)
    for sheet in document:
        words = sheet.get_textpage()
        at = words.get_text_range().find(text)
        if at >= 0:
            scale, tall = 8, sheet.get_height()
            whole = sheet.render(scale=scale).to_pil().convert("L")
            boxes = [words.get_charbox(at + index) for index in range(len(text))]
            cut = [(left, tall - top, right, tall - low) for left, low, right, top in boxes]
            return [whole.crop([round(edge * scale) for edge in box]).resize((30, 30)) for box in cut]
    raise AssertionError(f"{text!r} is not there")


def alike(one: Image.Image, other: Image.Image) -> bool:
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0] < 10


def test_letters_look_like_themselves_and_what_no_font_has_looks_like_a_box(tiny: Toolkit) -> None:
    letters, boxes = "ȘȚșțŐŰŁĄΈΉЂЋЏљ→←✓", "გამო"  # and arrows and ticks, for which Roboto has no glyphs

    shown = pictures(pdf(tiny, "paragraph", letters), letters)
    boxed = pictures(pdf(tiny, "paragraph", boxes), boxes)

    assert all(alike(box, boxed[0]) for box in boxed)
    assert not any(alike(letter, boxed[0]) for letter in shown)
    assert not any(alike(*two) for two in combinations(shown, 2))


def test_a_letter_and_its_accent_are_drawn_as_one_and_stay_two_in_the_value(tiny: Toolkit) -> None:
    apart = "e\u0301 s\u0326 C\u030c"

    data = pdf(tiny, "answer", apart)

    assert value(data, "A3") == apart
    assert "é ș Č" in painted_text(data)


def value(data: bytes, code: str) -> str:
    with pikepdf.open(io.BytesIO(data)) as document:
        return next(str(field.V) for field in document.Root.AcroForm.Fields if code == field.T)


def test_an_accent_stays_on_its_letter_where_there_is_no_such_letter(tiny: Toolkit, folder: Folder) -> None:
    names = faces.register(themed(folder, dejavu()))

    assert names.runs("о\u0301х", names.regular) == [(names.regular, "о\u0301х")]
    assert [text for _, text in names.runs("xა\u0301y", names.regular)] == ["x", "ა\u0301", "y"]
    assert names.wrapped("о\u0301" * 50, names.regular, 10, 60)[0].count("\u0301") > 5
    assert not any(line.startswith("\u0301") for line in names.wrapped("о\u0301" * 50, names.regular, 10, 60))


def test_a_letter_that_a_font_has_in_parts_only_is_put_together(folder: Folder) -> None:
    folder.write("mono.ttf", dejavu("Mono").read_bytes())
    names = faces.register(theme.load(folder.write("own.yaml", "fonts:\n  regular: mono.ttf\n")))

    assert names.runs("aǺ", names.regular) == [(names.regular, "aA\u030a\u0301")]


@pytest.mark.parametrize("place", PLACES)
def test_what_no_font_has_is_a_box_that_is_still_read_as_itself(tiny: Toolkit, folder: Folder, place: str) -> None:
    data = pdf(tiny, place, f"we 𓂀 {FAMILY} all")

    assert lastresort.NAME in fonts(data)
    assert {"𓂀", FAMILY} <= words(data, folder)
    if place == "answer":
        assert value(data, "A3") == f"we 𓂀 {FAMILY} all"


def test_what_leaves_no_mark_is_drawn_without_one(tiny: Toolkit) -> None:
    names = faces.register(theme.load())
    width = names.width("ab", names.regular, 10)

    for mark in ("\u200b", "\u200d", "\u200e", "\u2060", "\ufe0f", "\u00ad", "\ufeff"):
        assert names.width(f"a{mark}b", names.regular, 10) == pytest.approx(width)
        seen = [text for face, text in names.runs(f"a{mark}b", names.regular) if face == names.regular]
        assert "".join(seen) == "ab"
    assert "co-operate" not in painted_text(pdf(tiny, "answer", "co\u00adoperate"))


def test_fonts_are_asked_in_the_order_of_the_theme(folder: Folder) -> None:
    plain, mono = dejavu(), dejavu("Mono")
    asked = [faces.register(themed(folder, *files)) for files in ((plain, mono), (mono, plain))]

    found = [names.runs("Aგ", names.regular) for names in asked]

    assert [runs[0] for runs in found] == [(asked[0].regular, "A")] * 2
    assert [runs[1][0].partition("-")[0] for runs in found] == ["DejaVuSans", "DejaVuSansMono"]


def test_bold_words_are_set_in_a_bold_font_where_one_is_named(tiny: Toolkit, folder: Folder) -> None:
    look = themed(folder, dejavu(), dejavu("-Bold"))

    for place, face in (("heading", "DejaVuSans-Bold"), ("paragraph", "DejaVuSans")):
        page = replace(held(tiny, place, ["გამა"])[0], by_hand=True)  # without fields, which have a face of their own
        assert {"DejaVuSans", "DejaVuSans-Bold"} & fonts(write(page, look)) == {face}


def test_a_letter_that_only_another_face_of_the_theme_has_is_set_in_that(tiny: Toolkit, folder: Folder) -> None:
    folder.write("bold.ttf", dejavu("-Bold").read_bytes())
    own = theme.load(folder.write("own.yaml", "fonts:\n  bold: bold.ttf\n"))

    assert fonts(pdf(tiny, "answer", "გამა", look=own)) >= {"DejaVuSans-Bold", "Roboto-Regular"}
    assert glyphs.missing("გამა", own) == set()


def test_the_same_page_gives_the_same_bytes_whatever_was_written_before(tiny: Toolkit, folder: Folder) -> None:
    look, text = themed(folder, dejavu()), f"გამა {FAMILY} 𓂀 Ω"
    first = pdf(tiny, "answer", text, look=look)

    pdf(tiny, "paragraph", "ᚠᚡᚢ", look=look)

    assert pdf(tiny, "answer", text, look=look) == first


def test_a_font_that_lacks_even_latin_letters_makes_boxes_and_no_trouble(tiny: Toolkit, folder: Folder) -> None:
    folder.write("boxes.ttf", faces.font(lastresort.holding("")).face._ttf_data)
    look = theme.load(folder.write("own.yaml", "header: '~'\nfonts:\n  regular: boxes.ttf\n"))

    first = pdf(tiny, "answer", "a b", look=look)

    assert pdf(tiny, "answer", "a b", look=look) == first
    assert "A tiny toolkit" in " ".join(painted_text(first).split())


def test_a_pdf_with_letters_of_every_kind_is_pdf_ua(tiny: Toolkit, folder: Folder) -> None:
    try:
        checker = importlib.import_module("page")
    except ImportError:
        missing("the package page-validation")
    text = f"{' '.join(ELSEWHERE.values())} {FAMILY} 𓂀 e\u0301 Ω a\ufeffb"

    for place in PLACES:
        for look in (theme.load(), themed(folder, dejavu())):
            report = checker.validate_pdf_bytes(pdf(tiny, place, text, look=look))
            assert [failure.message for failure in report.failures] == []


def test_greek_letters_are_not_taken_for_the_signs_that_look_like_them(tiny: Toolkit) -> None:
    assert "Ωμέγα Δέλτα" in painted_text(pdf(tiny, "answer", "Ωμέγα Δέλτα"))


def test_a_link_stays_one_link_where_its_words_are_in_two_fonts(tiny: Toolkit, folder: Folder) -> None:
    page = build.page(tiny, "participant")
    linked = Section("back", (Paragraph((Run("see გამა there", href="https://example.org/"),)),))

    data = write(replace(page, blocks=(*page.blocks, linked)), themed(folder, dejavu()))

    with pikepdf.open(io.BytesIO(data)) as document:
        links = [each for sheet in document.pages for each in sheet.obj.get("/Annots", []) if "/A" in each]
        assert {str(link.A.URI) for link in links} == {"https://example.org/"}
        assert len(links) == 1


def test_a_chart_is_labelled_in_fonts_that_have_its_letters(tiny: Toolkit, folder: Folder) -> None:
    page = build.page(tiny, "participant")
    chart = structs.replace(page.charts["B4"], levels=("არა", "კი"), bars=(("აპრილი", (1, 3)),))

    data = write(replace(page, charts={"B4": chart}), themed(folder, dejavu("-Bold"), dejavu()))

    assert {"არა", "კი", "აპრილი"} <= words(data, folder)
    assert lastresort.NAME not in fonts(data)


def test_words_after_the_number_of_pages_are_drawn(tiny: Toolkit, folder: Folder) -> None:
    page = build.page(tiny, "participant")
    said = replace(page, words={**page.words, "page_of": "{pages} / {page} sivu"})

    placed = pdf_text(folder.write("made.pdf", write(said, theme.load())), "-bbox")

    word = r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">({})</word>\s*<word '
    found = re.findall("".join(map(word.format, (r"\d+", "/", r"\d+", "sivu"))).removesuffix(r"\s*<word "), placed)
    assert [(each[2], each[8]) for each in found] == [(str(len(found) + 1), str(n + 2)) for n in range(len(found))]
    assert len(found) > 3
    assert all(float(each[1]) < float(each[3]) < float(each[6]) < float(each[9]) for each in found)


def test_the_face_of_last_resort_is_a_font_for_others_too() -> None:
    face = faces.font(lastresort.holding("\ue000")).face

    font = ImageFont.truetype(io.BytesIO(face._ttf_data), 100)

    assert font.getbbox("\u25a1", anchor="ls") == (0, -70, 60, 0)


def test_a_very_long_word_is_broken_in_one_go(tiny: Toolkit, folder: Folder) -> None:
    names = faces.register(themed(folder, dejavu()))
    text = "გa" * 20_000

    lines = names.wrapped(text, names.regular, 10, 200)

    assert "".join(lines) == text
    assert {len(line) for line in lines[:-1]} <= set(range(20, 60))


def sentences(page: Page, fill: Fill = EMPTY, look: Theme | None = None) -> list[str]:
    return glyphs.absent(page, fill, look or theme.load())


def test_nothing_is_said_of_a_page_whose_letters_are_all_there(tiny: Toolkit) -> None:
    texts = [*ALPHABETS.values(), SIGNS, "e\u0301 о\u0301 a\u00adb \ufeff\u200d\u200b\ufe0f\u202f\u2003\t\r\n."]

    assert [sentences(*held(tiny, place, texts)) for place in PLACES] == [[]] * len(PLACES)


def test_each_character_that_no_font_has_is_named_with_its_place(tiny: Toolkit) -> None:
    page, _ = held(tiny, "heading", ["Stars ✺", "Plain"])
    page = replace(page, blocks=(*page.blocks, Section("back", (Paragraph((Run("A \ue000 and ✺"),)),))))

    said = sentences(page, Fill(values={"A3": "𓂀 b\u20e0"}, said={"A3": (Said("Ǆ:", "ok ☃"),)}))

    assert said == [
        "No font has “☃” (U+2603 SNOWMAN), in A3: it is shown as a box.",
        "No font has “𓂀” (U+13080 EGYPTIAN HIEROGLYPH D010), in A3: it is shown as a box.",
        "No font has “◌\u20e0” (U+20E0 COMBINING ENCLOSING CIRCLE BACKSLASH), in A3: it is shown as a box.",
        "No font has “✺” (U+273A SIXTEEN POINTED ASTERISK), in “Stars ✺”: it is shown as a box.",
        "No font has “\ue000” (U+E000), in “Plain”: it is shown as a box.",
        glyphs.HINT,
    ]


def test_of_many_characters_ten_are_named_with_their_place_and_the_rest_are_listed(tiny: Toolkit) -> None:
    said = sentences(*held(tiny, "answer", [ELSEWHERE["Georgian"]]))

    assert [line[:13] for line in said[:10]] == [f"No font has “{letter}"[:13] for letter in "აბგდევზთიკ"]
    rest = ", ".join(f"{letter} U+{ord(letter):04X}" for letter in "ლმნოპჟრსტუფქღყშჩცძწჭხჯჰ")
    assert said[10:] == [f"The same goes for 23 more: {rest}.", glyphs.HINT]


def test_a_font_of_the_theme_ends_the_warning(tiny: Toolkit, folder: Folder) -> None:
    georgian = held(tiny, "answer", [ELSEWHERE["Georgian"], "𓂀"])

    assert [line[13] for line in sentences(*georgian, themed(folder, dejavu()))] == ["𓂀", glyphs.HINT[13]]


def test_a_web_page_leaves_room_for_the_letters_of_a_chart_that_its_reader_s_fonts_have(folder: Folder) -> None:
    """A browser shows them in a font of its own, even if the theme has none."""
    look = themed(folder, dejavu())
    bold = structs.replace(look, fonts=structs.replace(look.fonts, regular=str(dejavu())))
    needed = drawing.ruler(bold)("აბგდ", 10, True)

    assert drawing.ruler(look)("აბგდ", 10, True) == needed
    assert needed <= drawing.ruler(theme.load())("აბგდ", 10, True) < 2 * needed


def test_a_chart_s_picture_has_its_letters_from_the_fallback_fonts(folder: Folder) -> None:
    def drawn(label: str, look: Theme) -> bytes:
        chart = Chart(levels=("a", "b"), bars=((label, (1, 3)),), unit="u", alt="a")
        return chartpicture.picture(chart, look, 400)[0]

    own, other = theme.load(), themed(folder, dejavu())

    assert drawn("აბ", own) == drawn("გდ", own)  # boxes
    assert drawn("აბ", other) != drawn("გდ", other)
    assert drawn("e\u0301", own) == drawn("é", own)


def test_of_a_docx_only_its_charts_are_looked_at(tiny: Toolkit, folder: Folder) -> None:
    page, fill = held(tiny, "answer", [ELSEWHERE["Georgian"]])
    charted = replace(page, charts={"B4": Chart(levels=("ა",), bars=(("b", (1,)),), unit="u", alt="a")})

    assert readerwarnings.absent({"docx"}, page, fill, theme.load()) == []
    assert readerwarnings.absent({"docx"}, charted, fill, theme.load())[0].startswith("No font has “ა” (U+10D0")
    assert readerwarnings.absent({"docx"}, charted, fill, themed(folder, dejavu())) == []


@pytest.mark.parametrize(("text", "named"), [("לא", "“ל” (U+05DC HEBREW LETTER LAMED)"), ("لا", "“ل” (U+0644 ARABIC")])
def test_right_to_left_scripts_are_told_once(tiny: Toolkit, folder: Folder, text: str, named: str) -> None:
    asked = held(tiny, "answer", [text])

    for look in (theme.load(), themed(folder, dejavu())):
        said = sentences(*asked, look)
        assert len(said) == 1
        assert said[0].startswith(named)
        assert said[0].endswith(", in A3, is written from right to left: such scripts are not supported.")


def test_the_lines_of_a_theme_and_the_labels_of_a_chart_are_looked_at_too(tiny: Toolkit, folder: Folder) -> None:
    page = build.page(tiny, "participant")
    chart = Chart(levels=("☃",), bars=(("✺", (1,)),), unit="u", alt="a")
    kits = "kits:\n  - colour: '#000000'\n    tint: '#ffffff'\n    mark: '●☄'\n"
    look = theme.load(folder.write("own.yaml", f"header: '{{title}} 𓂀'\nfooter: 'ა {{copy}}'\n{kits}"))

    said = sentences(replace(page, charts={"B4": chart}), look=look)

    found = [re.sub(r"No font has “(.)” .*, in (.*): .*", r"\1 \2", line) for line in said[:-1]]
    marks = ["● the mark of a kit", "☄ the mark of a kit"]  # one alone would be drawn as a plain shape
    assert found == ["☃ “A figure”", "✺ “A figure”", *marks, "𓂀 the header", "ა the footer"]


@pytest.mark.parametrize("encoding", characters.OLD_ENCODINGS)
@pytest.mark.parametrize("said", ["Größe für Männer", "Čćžšđ i žena", "Η ομάδα συνέχισε, όπως πριν", "Perché è così?"])
def test_letters_that_went_through_an_old_encoding_are_spoilt(said: str, encoding: str) -> None:
    wrong = "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in said.encode())

    assert not characters.spoilt(said)
    assert characters.spoilt(wrong)
