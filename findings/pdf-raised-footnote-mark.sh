#!/bin/sh
# The mark of a footnote after a number in a PDF: »Der er 100« with a small raised 1, then » mio. kr.«, on one line.
# Expected: the mark set apart from the number, or marked as raised, since each library knows the rise and the size.
# pypdf 6.21.4 and pdfminer.six 20260107 give another amount, 1001 mio. kr. pypdfium2 5.15.2 gives 1001, too, and begins
# a new line after the mark, so that the number and its unit do not stand together either.
# Output seen:
#   pypdf         Der er 1001 mio. kr. i alt
#   pdfminer.six  Der er 1001 mio. kr. i alt
#   pdfium        Der er 1001|mio. kr. i alt
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --only-binary :all: pypdf==6.21.4 pypdfium2==5.15.2 pdfminer.six==20260107
cat > "$folder/look.py" <<'PYTHON'
import io, sys

import pypdf, pypdfium2
from pdfminer.high_level import extract_text

SHOWN = "BT /F1 12 Tf 50 700 Td (Der er 100) Tj /F1 7 Tf 5 Ts (1) Tj /F1 12 Tf 0 Ts ( mio. kr. i alt) Tj ET"


def pdf(shown):
    stream = shown.encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return out + end % (table, len(out))


data = pdf(SHOWN)
texts = {
    "pypdf": pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text(),
    "pdfminer.six": extract_text(io.BytesIO(data)),
    "pdfium": pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range(),
}
as_seen = {
    "pypdf": "Der er 1001 mio. kr. i alt",
    "pdfminer.six": "Der er 1001 mio. kr. i alt",
    "pdfium": "Der er 1001|mio. kr. i alt",
}
shown = {name: "|".join(line.strip() for line in text.strip().splitlines()) for name, text in texts.items()}
for name, text in shown.items():
    print(f"{name:13} {text}")
sys.exit(shown != as_seen)
PYTHON
"$folder/venv/bin/python" "$folder/look.py"
