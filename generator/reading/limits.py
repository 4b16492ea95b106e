"""How much is read of anything, so that no file can exhaust time or memory.

Each is some ten times what 200 agreements of 100 initiatives need. docs/security.md says why each is what
it is, and what reading up to it costs.
"""

from __future__ import annotations

MAX_FILES = 1_000  # snapshots in a folder
MAX_FOLDER_BYTES = 150_000_000  # all files of a folder together
MAX_FILE_BYTES = 5_000_000  # one YAML file
MAX_PAST_BYTES = 1_000_000  # a version of a snapshot that lies in the past
MAX_PAST_LINES = 50_000  # lines and commas of such a version, which no more values can have
MAX_SOURCE_BYTES = 50_000_000  # one source text, as a file and as it unpacks
MAX_SOURCE_LETTERS = 5_000_000  # of one source text, when it is out of its file
MAX_NESTING = 10_000  # elements of a web page inside one another
MAX_PAGES = 2_000  # of a PDF
MAX_VALUES = 250_000  # keys, values and lists of one file
MAX_DEPTH = 24  # levels below one another
MAX_TEXT = 10_000  # characters of one text
MAX_KEY = 100  # characters of one key
MAX_DIGITS = 18  # of a number; a longer run is no count or year, and Python refuses to read the longest
MAX_PROBLEMS = 1_000  # told of one file, and printed of all together
MAX_OPTIONS = 12  # ids or values offered in one message
