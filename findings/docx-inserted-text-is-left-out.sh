#!/bin/sh
# An amount in a .docx whose unit was inserted with changes tracked, as drafts of agreements are sent around:
# »Der afsættes 100 « + inserted »mio. kr. « + »årligt«. Word shows and prints the whole sentence.
# Expected: the text of the paragraph is what is shown, »Der afsættes 100 mio. kr. årligt«.
# python-docx 1.2.0 leaves what is inserted out, silently: »Der afsættes 100 årligt«. What is deleted is left out, too,
# which is right, so the text is neither the one before nor the one after the change. docx2txt 0.9 gives it all.
# Output seen:
#   python-docx  Der afsættes 100 årligt
#   docx2txt     Der afsættes 100 mio. kr. årligt
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --only-binary :all: python-docx==1.2.0 docx2txt==0.9
cat > "$folder/look.py" <<'PYTHON'
import io, sys, zipfile

import docx, docx2txt

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def run(text, tag="t"):
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


PARAGRAPH = (
    run("Der afsættes 100 ")
    + f'<w:del w:id="1" w:author="A">{run("tusind kr. ", "delText")}</w:del>'
    + f'<w:ins w:id="2" w:author="A">{run("mio. kr. ")}</w:ins>'
    + run("årligt")
)
FILES = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
    f'"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    f'ContentType="{KIND}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}" '
    f'Target="word/document.xml"/></Relationships>',
    "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body><w:p>{PARAGRAPH}</w:p></w:body></w:document>',
}
data = io.BytesIO()
with zipfile.ZipFile(data, "w") as file:
    for name, text in FILES.items():
        file.writestr(name, text)
shown = {
    "python-docx": "|".join(paragraph.text for paragraph in docx.Document(data).paragraphs),
    "docx2txt": docx2txt.process(data).strip(),
}
for name, text in shown.items():
    print(f"{name:12} {text}")
as_seen = {"python-docx": "Der afsættes 100 årligt", "docx2txt": "Der afsættes 100 mio. kr. årligt"}
sys.exit(shown != as_seen)
PYTHON
"$folder/venv/bin/python" "$folder/look.py"
