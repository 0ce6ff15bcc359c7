"""A document as DOCX, through python-docx."""

import io

import docx
from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from scribe.export.document import Document

FACTS_CM = (4.0, 11.2)
"""Widths of a label and its value: a consent or a list of diagnoses needs more room than its name."""

RED = RGBColor(0xB0, 0x1E, 0x1E)


def docx_bytes(document: Document) -> bytes:
    file = docx.Document()
    file.styles["Normal"].font.size = Pt(10.5)
    file.core_properties.title = ", ".join(filter(None, (document.title, document.date)))
    file.core_properties.author = ""
    file.core_properties.comments = ""
    _margins(file, document)
    file.add_heading(_clean(document.title), level=1)
    if document.watermark:
        _warning(file.add_paragraph(), document.watermark)
    if document.notice:
        file.add_paragraph().add_run(_clean(document.notice)).bold = True
    _facts(file, document)
    for part in document.parts:
        file.add_heading(_clean(part.title), level=2)
        for paragraph in part.paragraphs:
            file.add_paragraph(_clean(paragraph))
    _signatures(file, document)
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


def _facts(file: WordFile, document: Document) -> None:
    table = file.add_table(rows=0, cols=len(FACTS_CM))
    table.autofit = False
    for label, value in document.facts:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, _clean(value)
    for column, width in zip(table.columns, FACTS_CM, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _signatures(file: WordFile, document: Document) -> None:
    if document.signatures or document.awaits:
        file.add_heading("Signatures", level=2)
    for signed in document.signatures:
        file.add_paragraph(_clean(signed.line))
        if signed.text:
            file.add_paragraph(_clean(signed.text))
        if signed.key:
            file.add_paragraph(f"Ed25519, key {signed.key}").runs[0].font.size = Pt(8)
    if document.awaits:
        file.add_paragraph(_clean(f"Awaits the co-signature of {document.awaits}."))


def _margins(file: WordFile, document: Document) -> None:
    """Client and date, and the draft's mark, above each page; its number below."""
    section = file.sections[0]
    if document.watermark:
        _warning(section.header.paragraphs[0], document.watermark)
    foot = section.footer.paragraphs[0]
    foot.add_run(_clean(document.on_each_page) + "    Page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")


def _warning(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(text)
    run.bold = True
    run.font.color.rgb = RED


def _field(paragraph: Paragraph, name: str) -> None:
    """python-docx has no call for a field: its element is written as ECMA-376 17.16.19 gives it."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


def _clean(text: str) -> str:
    """XML 1.0 has no place for most control characters, and python-docx refuses them."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")
