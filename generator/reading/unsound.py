"""Why a text is no YAML, in our words, at the line where the fault is, with the line to write where it can be said."""

from __future__ import annotations

import re
from typing import NamedTuple

from ruamel.yaml.error import MarkedYAMLError

_KEY = r"(?P<before>[ ]*(?:- +)*[\w-]+)"
_QUOTED = re.compile(rf"{_KEY}: +(?P<text>(?P<quote>[\"']).*?)\s*$")
_NEXT_KEY = re.compile(r"\s*(?:- +)?(?:[\w-]+:(?:\s|$)|- )")
_SPACE_NOT_OURS = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_INDENTED_OTHERWISE = re.compile(rf" *[{_SPACE_NOT_OURS}\t]")
_COLON_OTHERWISE = re.compile(rf"{_KEY}: *[{_SPACE_NOT_OURS}\t]\s*(?P<text>.*\S)")
_WITH_COLON = re.compile(rf"{_KEY}: +(?P<text>[^\"'\[{{].*:(?:\s.*|))$")
_GLUED = re.compile(r"(?P<before>\s*(?:- +)*[a-z_]+):?(?P<gap>\s*)(?P<text>\S.*)$")
# A text in both languages on one line, with whatever is wrong in it.
_BRACES = re.compile(rf"{_KEY}: *\{{ *da:? +(?P<da>.*?)[,;]? *\ben:? +(?P<en>.*?) *\}}* *$")
_TEXT = re.compile(rf"{_KEY}: *(?P<text>.*\S)\s*$")


class Unsound(NamedTuple):
    line: int  # from 0, as the column
    column: int
    message: str


def unsound(text: str, error: MarkedYAMLError) -> Unsound:
    """What to mend first: what begins before the place where the parser gave up often is its cause."""
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    last = mark.line if mark else len(lines) - 1
    return (
        _open_quote(lines, last)
        or _other_space(lines, last)
        or _in_braces(error, lines)
        or _by_the_parser(error, lines)
        or Unsound(last, mark.column if mark else 0, _CURE)
    )


def _open_quote(lines: list[str], last: int) -> Unsound | None:
    """The first quotation mark of a value that has no end before the next key."""
    for number, line in enumerate(lines[: last + 1]):
        match = _QUOTED.match(line)
        if not match:
            continue
        text, quote = match["text"][1:], match["quote"]
        inside = text.replace("\\\\", "").replace('\\"', "") if quote == '"' else text.replace("''", "")
        after = next((line for line in lines[number + 1 :] if line.strip()), "- ")
        if quote not in inside and _NEXT_KEY.match(after):
            remedy = _write(match["before"], _in_quotes(text.strip()))
            return Unsound(number, match.start("text"), f"the text that begins with {quote} has no end. {remedy}")
    return None


def _other_space(lines: list[str], last: int) -> Unsound | None:
    """The first line that is indented, or has its value set apart, by what looks like a space and is none."""
    for number, line in enumerate(lines[: last + 1]):
        if match := _INDENTED_OTHERWISE.match(line):
            place = match.end() - 1
            remedy = "Use ordinary spaces, as many as the lines beside it."
            return Unsound(number, place, f"the line is indented with {_name(line[place])}. {remedy}")
        if match := _COLON_OTHERWISE.match(line):
            place = len(match["before"]) + 1
            place, other = next((n, letter) for n, letter in enumerate(line) if n >= place and letter != " ")
            remedy = _write(match["before"], match["text"])
            return Unsound(number, place, f"after the colon stands {_name(other)}. {remedy}")
    return None


def _in_braces(error: MarkedYAMLError, lines: list[str]) -> Unsound | None:
    """The text in both languages, at or right above where the parser gave up, that holds a sign of YAML's."""
    marks = (mark for mark in (error.context_mark, error.problem_mark) if mark)
    for number in dict.fromkeys(line for mark in marks for line in (mark.line, mark.line - 1)):
        match = _BRACES.match(lines[number]) if 0 <= number < len(lines) else None
        if match:
            danish, english = (_in_quotes(match[key].strip("\"'")) for key in ("da", "en"))
            written = f"{{da: {danish}, en: {english}}}"
            message = f"the text in braces cannot be read. {_write(match['before'], written)}"
            return Unsound(number, lines[number].index("{"), message)
    return None


def _name(character: str) -> str:
    if character == "\t":
        return "a tab"
    return "a no-break space (U+00A0)" if character == "\u00a0" else f"another space (U+{ord(character):04X})"


def _by_the_parser(error: MarkedYAMLError, lines: list[str]) -> Unsound | None:
    mark, begin = error.problem_mark, error.context_mark or error.problem_mark
    if mark is None or begin is None:
        return None
    problem = str(error.problem)
    line = lines[mark.line] if mark.line < len(lines) else ""
    match = _TEXT.match(line)
    key, value = (match["before"].strip(" -"), match["text"]) if match else ("", "")
    if problem.startswith("mapping values"):
        is_text = _WITH_COLON.match(line)
        message = f"a colon inside a text. {_write(key, _in_quotes(value))}" if is_text else _INDENTED
    elif problem.startswith("could not find expected ':'"):
        mark, glued = begin, _GLUED.match(lines[begin.line])
        how = _write(glued["before"], glued["text"]) if glued else "Write »key: value«."
        message = f"no colon with a space after the key. {how}"
    elif problem.startswith("found character") and value:
        message = f"a text cannot begin with {value[0]}. {_write(key, _in_quotes(value))}"
    elif problem.startswith("found unknown escape") and value:
        written = "'" + value.strip('"').replace("'", "''") + "'"
        message = f"a backslash in double quotes means something else. {_write(key, written)}"
    elif problem.startswith("found invalid Unicode"):
        message = "what is written with a backslash here is no character. Write the character itself."
    elif problem.startswith("did not find expected ',' or ']'"):
        mark, message = begin, "the list that begins with [ has no end. Write ] after its last item."
    elif "flow node" in str(error.context):
        message = "a list that begins with [ has no end before this. Write ] after its last item."
    elif problem.startswith("did not find expected key") and value[:1] in ('"', "'"):
        message = f"text after the end of the quotes. {_write(key, _in_quotes(_unquoted(value)))}"
    elif problem.startswith(("did not find expected key", "did not find expected '-'")):
        message = _INDENTED
    else:
        return None
    return Unsound(mark.line, mark.column, message)


def _write(key: str, value: str) -> str:
    return f"Write »{key.strip(' -')}: {value}«."


def _unquoted(value: str) -> str:
    """A text of which quotation marks were taken for its end: they go around it, belong to it, or are one too many."""
    quote = value[0]
    if value.count(quote) % 2:
        return value.replace(quote, "")
    return value[1:-1] if value.endswith(quote) and not value[1:-1].count(quote) % 2 else value


def _in_quotes(text: str) -> str:
    """*text* as a value in quotes that need nothing else changed in it."""
    return f"'{text}'" if '"' in text and "'" not in text else '"' + text.replace('"', '\\"') + '"'


_INDENTED = (
    "this line does not belong where it stands. Give it as many spaces as the keys beside it, and a hyphen a space"
    " after it."
)
_CURE = "this cannot be read. Mend the indentation, quotes or brackets here."
