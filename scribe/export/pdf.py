"""A document as a tagged PDF (PDF/UA-1, ISO 14289-1), drawn by WeasyPrint from HTML of our own."""

import logging
from html import escape

import weasyprint

from scribe.errors import FailedError
from scribe.export.document import Document, Signed

logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # its warnings quote what it lays out
logging.getLogger("fontTools").setLevel(logging.CRITICAL)

STYLE = """
@page { size: %(size)s; margin: 2.2cm 2cm 2.4cm;
  @bottom-left { content: "%(foot)s"; font-size: 8.5pt; color: #444; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font-size: 8.5pt; color: #444; } }
body { font: 10.5pt/1.45 "DejaVu Serif", "Liberation Serif", serif; color: #111; }
h1 { font-size: 16pt; margin: 0 0 0.4cm; } h2 { font-size: 12pt; margin: 0.6cm 0 0.15cm; break-after: avoid; }
table { border-collapse: collapse; width: 100%%; }
th { text-align: left; font-weight: normal; color: #555; width: 30%%; }
th, td { vertical-align: top; padding: 0.06cm 0.3cm 0.06cm 0; font-size: 10pt; }
p { margin: 0 0 0.2cm; orphans: 2; widows: 2; }
.signatures { margin-top: 0.9cm; border-top: 0.5pt solid #777; padding-top: 0.3cm; }
.signed { break-inside: avoid; } .key { color: #666; font-size: 8pt; }
.watermark { position: fixed; top: 9cm; left: 0; right: 0; text-align: center; transform: rotate(-30deg);
  font: bold 40pt sans-serif; color: rgba(190, 30, 30, 0.16); }
.draft { color: #b01e1e; font-weight: bold; }
"""


def pdf(document: Document, size: str = "A4") -> bytes:
    """`size` is a CSS page size, such as A4 or letter. FailedError when it can't be drawn."""
    page = weasyprint.HTML(string=html(document, size), url_fetcher=_refused)
    try:
        drawn = page.write_pdf(pdf_variant="pdf/ua-1")
    except Exception as error:  # the library's own errors may quote the text
        raise FailedError(f"The PDF can't be drawn ({type(error).__name__}).", "Export as docx or text.") from None
    assert isinstance(drawn, bytes)
    return drawn


def html(document: Document, size: str = "A4") -> str:
    foot = document.on_each_page.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("<", "\\3c ")
    return "".join(
        [
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(_title(document))}</title>',
            f"<style>{STYLE % {'foot': foot, 'size': size}}</style></head><body>",
            f'<div class="watermark" aria-hidden="true">{escape(document.watermark)}</div>'
            if document.watermark
            else "",
            f"<h1>{escape(document.title)}</h1>",
            _draft("p", "draft", document),
            f"<p><strong>{escape(document.notice)}</strong></p>" if document.notice else "",
            "<table>",
            *(f'<tr><th scope="row">{escape(k)}</th><td>{escape(v)}</td></tr>' for k, v in document.facts),
            "</table>",
            *(_part(part.title, part.paragraphs) for part in document.parts),
            _signatures(document),
            "</body></html>",
        ]
    )


def _draft(element: str, kind: str, document: Document) -> str:
    """The mark of an unsigned note; nothing for a signed one."""
    return f'<{element} class="{kind}">{escape(document.watermark)}</{element}>' if document.watermark else ""


def _title(document: Document) -> str:
    return ", ".join(filter(None, (document.title, document.date)))


def _part(title: str, paragraphs: tuple[str, ...]) -> str:
    return f"<h2>{escape(title)}</h2>" + "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)


def _signatures(document: Document) -> str:
    if not (document.signatures or document.awaits):
        return ""
    rows = [
        f'<div class="signed"><p>{escape(s.line)}</p>{f"<p>{escape(s.text)}</p>" if s.text else ""}{_key(s)}</div>'
        for s in document.signatures
    ]
    if document.awaits:
        rows.append(f"<p>Awaits the co-signature of {escape(document.awaits)}.</p>")
    return f'<div class="signatures"><h2>Signatures</h2>{"".join(rows)}</div>'


def _key(signed: Signed) -> str:
    return f'<p class="key">Ed25519, key {escape(signed.key)}</p>' if signed.key else ""


def _refused(url: str, *_: object, **__: object) -> dict[str, object]:
    """A note draws on nothing but itself: no address in it is ever looked up."""
    raise ValueError("nothing is fetched")
