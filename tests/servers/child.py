"""Becomes the command that it is given, and is killed when its parent ends: `child.py PARENT COMMAND …`."""

from __future__ import annotations

import os
import sys

from kg.stores.child import die_with_parent

if __name__ == "__main__":
    die_with_parent(int(sys.argv[1]))
    os.execvp(sys.argv[2], sys.argv[2:])
