#!/bin/sh
# A word that a line of a PDF breaks: »NemLog-« »in«, »cyber-« »og«, »KL-« »aftale«, »2026-« »2029«, »75-89-« »årige«.
# Expected: each library gives the hyphen and the end of the line, and leaves it to the caller what to do with them.
# pypdf 6.21.4 and pdfminer.six 20260107 do. pypdfium2 5.15.2 puts one character that is none for both where letters stand
# on either side, and not the same: U+FFFE in get_text_range(), the control character U+0002 in get_text_bounded(). Beside a
# digit both are left. A terminal shows neither, so the names read NemLogin and KLaftalen, and »cyber- og« is one word.
# Output seen:
#   pypdf             Brug NemLog-|in og cyber-|og KL-|aftalen for 2026-|2029 til de 75-89-|årige.
#   pdfminer.six      Brug NemLog-|in og cyber-|og KL-|aftalen for 2026-|2029 til de 75-89-|årige.
#   pdfium, range     Brug NemLog<FFFE>in og cyber<FFFE>og KL<FFFE>aftalen for 2026-|2029 til de 75-89-|årige.
#   pdfium, bounded   Brug NemLog<0002>in og cyber<0002>og KL<0002>aftalen for 2026-|2029 til de 75-89-|årige.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --only-binary :all: pypdf==6.21.4 pypdfium2==5.15.2 pdfminer.six==20260107
cat > "$folder/look.py" <<'PYTHON'
import io, sys

import pypdf, pypdfium2
from pdfminer.high_level import extract_text

LINES = ["Brug NemLog-", "in og cyber-", "og KL-", "aftalen for 2026-", "2029 til de 75-89-", "årige."]


def pdf(lines):
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 50 700 Td {shown} ET".encode("cp1252")
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


data = pdf(LINES)
page = pypdfium2.PdfDocument(data)[0].get_textpage()
texts = {
    "pypdf": pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text(),
    "pdfminer.six": extract_text(io.BytesIO(data)),
    "pdfium, range": page.get_text_range(),
    "pdfium, bounded": page.get_text_bounded(),
}
as_seen = {
    "pypdf": "|".join(LINES),
    "pdfminer.six": "|".join(LINES),
    "pdfium, range": "Brug NemLog<FFFE>in og cyber<FFFE>og KL<FFFE>aftalen for 2026-|2029 til de 75-89-|årige.",
    "pdfium, bounded": "Brug NemLog<0002>in og cyber<0002>og KL<0002>aftalen for 2026-|2029 til de 75-89-|årige.",
}
shown = {}
for name, text in texts.items():
    text = text.replace("\ufffe", "<FFFE>").replace("\x02", "<0002>").strip()
    shown[name] = "|".join(text.split("\r\n" if "\r" in text else "\n"))
for name, text in shown.items():
    print(f"{name:17} {text}")
sys.exit(shown != as_seen)
PYTHON
"$folder/venv/bin/python" "$folder/look.py"
