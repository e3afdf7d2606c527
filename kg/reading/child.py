"""The child process of `sandbox`: bytes on its stdin, JSON on its stdout.

`{"text": …}`, or `{"error": CLASS, "details": {…}}` with a class of `kg.errors`.  Parsers do not know
the file's path; their errors have none until `sandbox` adds it.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
from typing import Any

from kg.errors import ParserFailed, ReadError, TooLarge, WrongFormat
from kg.language import choose

MAX_TEXT = 16 * 2**20
"""The longest text that is handed back, in characters."""


def main() -> None:
    """Parse what is on stdin with the module of this package that the first argument names."""
    kind, limits = sys.argv[1], json.loads(sys.argv[2])
    _limit(limits["cpu"], limits["memory"])
    answer = _answer(kind, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _limit(cpu: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(kind: str, data: bytes) -> dict[str, Any]:
    try:
        parser = importlib.import_module(f"kg.reading.{kind}")
        text: str = parser.text(data)
        if len(text) > MAX_TEXT:
            raise TooLarge(size=len(text), limit=MAX_TEXT)
    except ReadError as error:
        return {"error": type(error).__name__, "details": error.details}
    except (MemoryError, RecursionError) as error:
        return {"error": ParserFailed.__name__, "details": {"reason": type(error).__name__}}
    # Parsers raise whatever they like on a damaged file.
    except Exception as error:
        reason = f"{choose('文件已损坏', 'the file is damaged')} ({type(error).__name__}: {error})"
        return {"error": WrongFormat.__name__, "details": {"reason": reason[:300]}}
    return {"text": text}


if __name__ == "__main__":
    main()
