"""The command line.  Each command is a thin file over plain functions."""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys

from kg.errors import KgError

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
    debug = len(arguments) < len(sys.argv) - 1
    try:
        from kg.cli.app import application

        application(arguments)(arguments, prog_name="kg")
    except KgError as error:
        if debug:
            raise
        print(f"kg: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except Exception as error:
        if debug:
            raise
        print(f"kg: {type(error).__name__}: {error} (--debug)", file=sys.stderr)
        sys.exit(1)
