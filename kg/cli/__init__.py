"""The command line.  Each command is a thin file over plain functions."""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys

from kg.errors import KgError, WriteFailed
from kg.language import choose, printable

DEBUG = "--debug"
COLLECT_AFTER = 50_000
"""New objects after which Python looks for garbage; at its own 700 that is much of a short command's time."""


def main() -> None:
    """Run the command line; a failure is one line on stderr, its traceback only with `--debug`.

    What it prints is UTF-8 whatever the locale, since it is Chinese.
    """
    gc.set_threshold(COLLECT_AFTER)
    atexit.register(gc.freeze)  # no search for garbage in a process that ends
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    arguments = [argument for argument in sys.argv[1:] if argument != DEBUG]
    try:
        sys.exit(_run(arguments or ["--help"]))
    except KeyboardInterrupt:
        print("kg: " + choose("已中断;图谱未改动", "stopped; the store is unchanged"), file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except Exception as error:
        if DEBUG in sys.argv:
            raise
        sys.exit(_fail(error))


def _run(arguments: list[str]) -> int:
    from kg.cli.app import application

    code = application(arguments)(arguments, prog_name="kg", standalone_mode=False)
    sys.stdout.flush()
    return code if isinstance(code, int) else 0


def _fail(error: Exception) -> int:
    """Say in one line what went wrong; the exit code is 2 for a wrong call, 1 for the rest."""
    if isinstance(error, OSError):
        error = WriteFailed(path=error.filename or "stdout", reason=error.strerror or error)
    wrong_call = getattr(error, "format_message", None)  # click's own errors, which typer may vendor
    if isinstance(error, KgError):
        text, code = str(error), error.exit_code
    elif wrong_call is not None:
        text, code = f"{wrong_call()} (kg --help)", 2
    else:
        text, code = f"{type(error).__name__}: {error} (--debug)", 1
    print(f"kg: {printable(' '.join(text.split()))}", file=sys.stderr)
    return code
