"""The child process of `sandbox`: bytes on its stdin, JSON on its stdout.

`{"text": …}`, or `{"error": CLASS, "details": {…}}` with a class of `kg.errors`, or null if the memory
ran out.  Parsers do not know the file's path; their errors have none until `sandbox` adds it.
"""

from __future__ import annotations

import importlib
import json
import logging
import sys
from types import ModuleType
from typing import Any

from kg.errors import ParserFailed, ReadError, TooLarge, WrongFormat
from kg.language import choose
from kg.limits import restrict
from kg.reading.plain import well_formed

MAX_TEXT = 16 * 2**20
"""The longest text that is handed back, in characters."""


def main() -> None:
    """Parse what is on stdin with the module of this package that the first argument names."""
    kind, limits = sys.argv[1], json.loads(sys.argv[2])
    restrict(memory=limits["memory"], cpu=limits["cpu"])
    # What parsers say of damaged files would fill the stderr that is kept for how this process died.
    logging.disable()
    try:
        parser = importlib.import_module(f"kg.reading.{kind}")
        answer = json.dumps(_answer(parser, sys.stdin.buffer.read()))
    except MemoryError:
        answer = "null"
    sys.stdout.buffer.write(answer.encode("ascii"))


def _answer(parser: ModuleType, data: bytes) -> dict[str, Any]:
    try:
        text: str = parser.text(data)
        if len(text) > MAX_TEXT:
            raise TooLarge(size=len(text), limit=MAX_TEXT)
    except ReadError as error:
        return {"error": type(error).__name__, "details": error.details}
    # Neither says anything of the file: the memory ran out, or a library does not load.
    except (MemoryError, ImportError):
        raise
    except RecursionError:
        reason = choose("嵌套太深", "it is nested too deep")
        return {"error": ParserFailed.__name__, "details": {"reason": reason}}
    # Parsers raise whatever they like on a damaged file.
    except Exception as error:
        reason = f"{choose('文件已损坏', 'the file is damaged')} ({type(error).__name__}: {error})"
        return {"error": WrongFormat.__name__, "details": {"reason": well_formed(reason[:300])}}
    return {"text": well_formed(text)}


if __name__ == "__main__":
    main()
