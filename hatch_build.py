"""Builds the front end of the explorer into a wheel; an editable install goes without."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_COMMANDS = (["npm", "ci", "--silent", "--no-audit", "--no-fund"], ["npm", "run", "--silent", "build"])


class FrontEnd(BuildHookInterface[Any]):
    """Runs npm where `kg/web/built` is missing or older than its sources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Have the built files there before the wheel is packed."""
        root = Path(self.root)
        if self.target_name != "wheel" or version == "editable" or _built(root):
            return
        if shutil.which("npm") is None:
            self.app.abort("npm is missing: building the wheel needs Node.js 20 or later")
        for command in _COMMANDS:
            if subprocess.run(command, cwd=root / "frontend").returncode:  # noqa: S603 - our own commands
                self.app.abort(f"the front end was not built: {' '.join(command)} failed in frontend/")


def _built(root: Path) -> bool:
    manifest = root / "kg/web/built/.vite/manifest.json"
    if not manifest.is_file():
        return False
    made = manifest.stat().st_mtime
    front = root / "frontend"
    sources = (*front.joinpath("src").rglob("*"), front / "package-lock.json", front / "vite.config.ts")
    return all(path.stat().st_mtime <= made for path in sources if path.is_file())
