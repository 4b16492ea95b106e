"""Text out of files: which letters, which words are whole, and where a block ends."""

from __future__ import annotations

import time

import pytest
from conftest import cases
from files import Text, docx, lines, odt, pdf, zipped

from generator.evidence.blocks import Vocabulary, blocks_of, join, joined_blocks, without_marks
from generator.evidence.plain_text import blocks_of_plain_text
from generator.evidence.source_text import text_of
from generator.model.place import GeneratorError
from generator.reading import limits


def txt(text: str) -> list[str]:
    return blocks_of(text_of(text.encode(), "a.txt"))


def html(page: str | bytes) -> list[str]:
    return blocks_of(text_of(page.encode() if isinstance(page, str) else page, "a.html"))


@cases
def test_blocks_are_joined_by_line_feeds_and_nothing_else(blocks: list[str], text: str) -> None:
    assert joined_blocks(blocks) == text
    assert joined_blocks(blocks_of(text)) == text


# Words broken at the end of a line


@cases
def test_a_word_that_breaks_is_whole_and_keeps_its_own_hyphen(before: str, after: str, whole: str) -> None:
    assert join([before, after], Vocabulary([])) == whole


@cases
def test_the_other_words_of_a_document_are_evidence(elsewhere: str, before: str, after: str, whole: str) -> None:
    assert join([before, after], Vocabulary([elsewhere, before, after])) == whole


# Plain text

WRAPPED = """\
Aftalen om data
Regeringen, KL og Danske Regioner er enige om at dele
flere data på tværs af den offentlige sektor, så borgere
ikke skal give de samme oplysninger to gange i et forløb.
Der afsættes 100 mio. kr. i 2026-
2029.
• en fælles løsning, som alle kan bruge i deres daglige
  arbejde
• to veje
"""


def test_wrapped_lines_are_paragraphs() -> None:
    assert txt(WRAPPED) == [
        "Aftalen om data",
        (
            "Regeringen, KL og Danske Regioner er enige om at dele flere data på tværs af den offentlige sektor, "
            "så borgere ikke skal give de samme oplysninger to gange i et forløb. "
            "Der afsættes 100 mio. kr. i 2026-2029."
        ),
        "• en fælles løsning, som alle kan bruge i deres daglige arbejde",
        "• to veje",
    ]


@cases
def test_a_paragraph_a_line_is_a_block_a_line(text: str) -> None:
    assert txt(text) == [line.strip() for line in text.split("\n") if line.strip()]


@cases
def test_words_of_a_plain_text_are_whole(text: str, blocks: list[str]) -> None:
    assert txt(text) == blocks


# Web pages


@cases
def test_a_page_gives_what_a_reader_sees(page: str, blocks: list[str]) -> None:
    assert html(page) == blocks


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        ("Køge", "utf-8"),
        ("<meta charset=utf-8>Køge", "utf-8"),
        ("<META CHARSET='iso-8859-1'>Køge – ja", "windows-1252"),  # the standard reads Latin-1 so
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">Køge', "windows-1252"),
        ('<meta content="text/html; charset=iso-8859-15" http-equiv=content-type>Køge €', "iso-8859-15"),
        ("\ufeff<meta charset=iso-8859-1>Køge", "utf-8"),  # the mark is above all
        ("\ufeffKøge", "utf-16-le"),
        ("\ufeffKøge", "utf-16-be"),
        ("<meta charset=utf-16>Køge", "utf-8"),
        ("<meta charset=hex><meta charset=findes-ikke>Køge", "utf-8"),
        # what says nothing of the page
        ('<script charset="iso-8859-1"></script>Køge', "utf-8"),
        ('<form accept-charset="iso-8859-1"></form>Køge', "utf-8"),
        ("<!-- <meta charset=iso-8859-1> -->Køge", "utf-8"),
        ("<p title='<meta charset=iso-8859-1>'>Køge", "utf-8"),
        ("<meta name=x content='charset=iso-8859-1'>Køge", "utf-8"),
        ("<p>charset=iso-8859-1 i Køge", "utf-8"),
        (f"{' ' * 1024}<meta charset=iso-8859-1>Køge", "utf-8"),  # too far down
    ],
)
def test_the_letters_of_a_page_are_those_of_the_standard(page: str, encoding: str) -> None:
    assert any("Køge" in block for block in html(page.encode(encoding)))


# PDF


def pdf_blocks(*pages: list[Text]) -> list[str]:
    return blocks_of(text_of(pdf(*pages), "a.PDF"))


def test_a_pdf_is_paragraphs() -> None:
    heading = lines("Aftalen om data", y=740, size=16)
    body = lines(
        "De fire broer koster 12,5 mio. kr. og digitali-",
        "seringen af cyber-",
        "og IT er med. NemLog-",
        "in hører til i 2026-",
        "2029, hvor alle broer skal være helt færdige nu.",
        "Det er aftalt.",
        "En ny linje begynder på et nyt afsnit her hos os.",
    )
    assert pdf_blocks([*heading, *body]) == [
        "Aftalen om data",
        (
            "De fire broer koster 12,5 mio. kr. og digitaliseringen af cyber- og IT er med. "
            "NemLog-in hører til i 2026-2029, hvor alle broer skal være helt færdige nu. Det er aftalt."
        ),
        "En ny linje begynder på et nyt afsnit her hos os.",
    ]


def test_a_soft_hyphen_in_a_pdf_may_be_any_hyphen() -> None:
    """WinAnsi draws the same sign for both, so some programs write one for the other."""
    shown = lines("de 75\u00ad89\u00adårige i 2026\u00ad2029 og digita\u00ad", "liseringen")
    assert pdf_blocks(shown) == ["de 75-89-årige i 2026-2029 og digitaliseringen"]


def test_footnote_marks_of_a_pdf_are_no_part_of_an_amount() -> None:
    line = [
        Text("Der er 100", 50, 700),
        Text("1", size=6, rise=4),
        Text(" mio. kr. til 5 m"),
        Text("2", size=6, rise=4),
        Text(" og CO"),
        Text("2", size=6, rise=-2),
    ]
    assert pdf_blocks(line) == ["Der er 100 mio. kr. til 5 m² og CO2"]


def test_running_heads_of_a_pdf_are_not_in_the_middle_of_a_sentence() -> None:
    def page(number: int, *words: str) -> list[Text]:
        return [Text("STRATEGI 2026-2029", 50, 800, 8), Text(f"Side {number}", 500, 30, 8), *lines(*words)]

    assert pdf_blocks(
        page(1, "Parterne er enige om at styrke den fælles infra-"),
        page(2, "struktur i alle dele af landet, så den kan bære", "de næste mange års trafik og aldrig skal"),
        page(3, "bygges om igen."),
    ) == [
        (
            "Parterne er enige om at styrke den fælles infrastruktur i alle dele af landet, så den kan bære "
            "de næste mange års trafik og aldrig skal bygges om igen."
        ),
        "STRATEGI 2026-2029",
    ]


def test_columns_of_a_pdf_are_read_one_after_the_other() -> None:
    left = lines(
        "Regeringen, KL og Danske", "Regioner er enige om at", "dele flere data på tværs og", "skabe den infra-"
    )
    right = lines("struktur, som landet har", "brug for i mange år.", x=300)
    box = lines("Et andet projekt", "er noget helt andet.", x=50, y=500, size=8)
    assert pdf_blocks([*left, *box, *right]) == [
        ("Regeringen, KL og Danske Regioner er enige om at dele flere data på tværs og skabe den infrastruktur, "
        "som landet har brug for i mange år."),
        "Et andet projekt er noget helt andet.",
    ]  # fmt: skip


def test_columns_that_are_written_in_turn_are_columns() -> None:
    left = ("Regeringen, KL og Danske", "Regioner er enige om at", "dele flere data på tværs.")
    right = ("Der afsættes 100 mio. kr.", "årligt til KL-", "aftalen i alle dele af landet.")
    page = [
        text
        for n, (one, other) in enumerate(zip(left, right, strict=True))
        for text in (Text(one, 50, 700 - 12 * n), Text(other, 300, 700 - 12 * n))
    ]
    assert pdf_blocks(page) == [
        "Regeringen, KL og Danske Regioner er enige om at dele flere data på tværs.",
        "Der afsættes 100 mio. kr. årligt til KL-aftalen i alle dele af landet.",
    ]


@cases
def test_a_page_that_is_shown_turned_is_read_as_it_is_shown(degrees: int, matrices: tuple[str, str]) -> None:
    data = pdf([Text("De er enige om infra-", 1, 1), Text("struktur.", 2, 2)])
    for n, matrix in enumerate(matrices, 1):
        data = data.replace(b"1 0 0 1 %d %d Tm" % (n, n), f"{matrix} Tm".encode())
    data = data.replace(b"/Parent 2 0 R", b"/Parent 2 0 R /Rotate %d" % degrees)
    assert blocks_of(text_of(data, "a.pdf")) == ["De er enige om infrastruktur."]


def test_cells_of_a_row_are_blocks() -> None:
    row = [Text("Beløb", 50, 700), Text("100 mio. kr.", 150, 700), Text("2027", 300, 700)]
    assert pdf_blocks(row) == ["Beløb", "100 mio. kr.", "2027"]


def test_a_heading_in_bold_is_a_block() -> None:
    page = [*lines("Initiativ nummer fem i den store aftale", bold=True), *lines("Borgerne skal kunne se det hele.", y=688)]  # fmt: skip
    assert pdf_blocks(page) == ["Initiativ nummer fem i den store aftale", "Borgerne skal kunne se det hele."]


# What word processors save


@cases
def test_a_docx_gives_its_text(body: str, blocks: list[str]) -> None:
    assert blocks_of(text_of(docx(body), "a.docx")) == blocks


def test_notes_of_a_docx_come_after_its_text() -> None:
    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    data = docx(paragraph("En"), footer=paragraph("Fod"), footnotes=paragraph("Note"))
    assert blocks_of(text_of(data, "a.docx")) == ["En", "Note", "Fod"]


@cases
def test_an_odt_gives_its_text(body: str, blocks: list[str]) -> None:
    styles = (
        "<style:style style:name='T1'><style:text-properties style:text-position='super 58%'/></style:style>"
        "<style:style style:name='T2'><style:text-properties style:text-line-through-style='solid'/></style:style>"
    )
    assert blocks_of(text_of(odt(body, styles), "a.odt")) == blocks


# Marks of footnotes, as superscripts


@cases
def test_a_mark_is_no_part_of_what_it_stands_at(text: str, left: str) -> None:
    assert without_marks(text) == left


def test_a_fraction_in_small_digits_is_not_read_without_its_first() -> None:
    """One and a half would be a half."""
    script = "<w:r><w:rPr><w:vertAlign w:val='{}script'/></w:rPr><w:t>{}</w:t></w:r>".format
    runs = f"<w:r><w:t>1</w:t></w:r>{script('super', 1)}<w:r><w:t>/</w:t></w:r>{script('sub', 2)}<w:r><w:t> mia.</w:t></w:r>"
    assert blocks_of(text_of(docx(f"<w:p>{runs}</w:p>"), "a.docx")) == ["1 1/2 mia."]
    assert html("<p>1<sup>1</sup>/<sub>2</sub> mia.</p>") == ["1 1/2 mia."]
    assert html("<p>1<sup>1</sup>&frasl;<sub>2</sub> mia.</p>") == ["1 1/2 mia."]
    assert txt("1¹⁄₂ mia.") == ["1 1/2 mia."]


# What cannot be read


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.pdf", b"%PDF-1.4 nej", "cannot be read as a PDF"),
        ("a.pdf", b"", "cannot be read as a PDF"),
        ("a.pdf", pdf([]), "there is no text in a.pdf"),
        ("a.html", b"<script>1</script>", "there is no text in a.html"),
        ("a.html", b"", "there is no text in a.html"),
        ("a.html", b"<meta charset=utf-8>K\xf8ge", "has letters that are not those it says, or UTF-8. Save the page"),
        ("a.html", b"K\xf8ge", "has letters that are not those it says, or UTF-8. Save the page anew as UTF-8"),
        ("a.html", b"<div>" * 20_000, "more than 10,000 elements inside one another"),
        ("a.doc", b"x", "a.doc is none of .txt, .html, .htm, .pdf, .docx, .odt. Save the text as one of them"),
        ("uden", b"x", "uden is none of"),
        ("a.txt", b"\xff\xfe", "not-utf-8"),
        ("a.txt", b"", "there is no text in a.txt"),
        ("a.docx", b"x", "a.docx cannot be read as what its name says"),
        ("a.odt", docx("<w:p/>"), "a.odt holds no document"),
        ("a.docx", docx("<w:p>"), "a.docx cannot be read as what its name says"),
        ("a.docx", docx("<w:p/>"), "there is no text in a.docx"),
        ("a.docx", docx("<w:p/>")[:-30], "a.docx cannot be read as what its name says"),
        (
            "a.odt",
            zipped({"content.xml": '<!DOCTYPE a [<!ENTITY b "Efter aftale">]><a>&b;</a>'}),
            "has a document type of its own",
        ),
    ],
)
def test_what_cannot_be_read_is_answered_in_words(name: str, data: bytes, message: str) -> None:
    with pytest.raises(GeneratorError) as error:
        text_of(data, name)
    assert message in f"{error.value} {getattr(error.value, 'problems', '')}"


@pytest.mark.parametrize(
    ("limit", "name", "data", "message"),
    [
        (("MAX_SOURCE_BYTES", 1_000), "a.docx", docx("<w:p/>" * 1_000), "unpacks to more than 1,000 bytes"),
        (("MAX_SOURCE_BYTES", 1_000), "a.odt", odt("<text:p/>" * 1_000), "unpacks to more than 1,000 bytes"),
        (("MAX_PAGES", 2), "a.pdf", pdf([], [], []), "more than 2 pages"),
        (("MAX_SOURCE_LETTERS", 5), "a.pdf", pdf(lines("seks tegn")), "more than 5 letters"),
    ],
)
def test_what_is_too_much_is_refused(
    monkeypatch: pytest.MonkeyPatch, limit: tuple[str, int], name: str, data: bytes, message: str
) -> None:
    monkeypatch.setattr(limits, *limit)
    with pytest.raises(GeneratorError) as error:
        text_of(data, name)
    assert message in str(error.value)


@pytest.mark.parametrize("tag", ["div", "sup", "li", "font"])
def test_a_deep_page_is_read_without_recursion(tag: str) -> None:
    assert html(f"<{tag}>" * 9_000 + "dyb") == ["dyb"]


@pytest.mark.parametrize("piece", ["ordet-\n", "en\n\n", "a¹", "a-", ".", "en to\n", "1\n\n\f"])
def test_reading_a_text_takes_time_as_it_is_long(piece: str) -> None:
    """Each took minutes with a pattern or a list that looked back to the beginning."""
    started = time.process_time()
    blocks_of_plain_text(piece * 100_000)
    assert time.process_time() - started < 20
