#!/bin/sh
# A hyphen that a PDF writes as octal 255 in WinAnsiEncoding, as InDesign does: »de 75-89-årige i 2026-2029«.
# Expected: U+002D, since that encoding has the hyphen at octal 255 as well as at 055 (ISO 32000-1, Annex D.2).
# pypdf 6.21.4 gives U+00AD, the soft hyphen, which is not drawn by what shows the text and is dropped by what searches it:
# then the ages are 7589 and the years 20262029. pdfminer.six 20260107 gives a space. pypdfium2 5.15.2 gives U+002D.
# Output seen (U+00AD as ~):
#   pypdf         de 75~89~årige i 2026~2029
#   pdfminer.six  de 75 89 årige i 2026 2029
#   pdfium        de 75-89-årige i 2026-2029
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --only-binary :all: pypdf==6.21.4 pypdfium2==5.15.2 pdfminer.six==20260107
cat > "$folder/look.py" <<'PYTHON'
import io, sys

import pypdf, pypdfium2
from pdfminer.high_level import extract_text

SHOWN = "BT /F1 12 Tf 50 700 Td (de 75\u00ad89\u00adårige i 2026\u00ad2029) Tj ET"


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
    "pypdf": "de 75~89~årige i 2026~2029",
    "pdfminer.six": "de 75 89 årige i 2026 2029",
    "pdfium": "de 75-89-årige i 2026-2029",
}
shown = {name: text.strip().replace("\u00ad", "~") for name, text in texts.items()}
for name, text in shown.items():
    print(f"{name:13} {text}")
sys.exit(shown != as_seen)
PYTHON
"$folder/venv/bin/python" "$folder/look.py"
