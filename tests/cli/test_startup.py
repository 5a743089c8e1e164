from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

# What --help must not pay for; benchmarks/startup.py measures what it does pay.
HEAVY = {
    "dateutil", "filelock", "httpcore", "httpx", "jinja2", "lxml", "msgspec", "mutagen", "numpy", "protego", "pydub",
    "py3langid", "pyttsx3", "rich", "sentencex", "soundfile", "soxr", "starlette", "trafilatura", "uvicorn", "yaml",
}  # fmt: skip


def imported(code: str) -> set[str]:
    program = f"import sys\n{code}\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in run.stdout.splitlines()[-1].split()}


@pytest.mark.parametrize(
    "code",
    [
        "import audiocast",
        "import audiocast.cli.app",
        "from audiocast.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass",
        "from audiocast.cli import main\ntry:\n    main(['make', '--help'])\nexcept SystemExit:\n    pass",
    ],
)
def test_nothing_heavy_is_imported_for_help(code: str) -> None:
    assert not imported(code) & HEAVY


def test_inspect_imports_no_sound() -> None:
    heavy = HEAVY - {"yaml", "dateutil"}
    assert (
        not imported("from audiocast.sources import read_text\nread_text('Ferry Is Back\\n\\nThe ferry is back.')")
        & heavy
    )


def test_a_file_is_inspected_without_the_web(tmp_path: Path) -> None:
    page = tmp_path / "story.txt"
    page.write_text("Ferry Is Back\n\nThe ferry is back.\n", encoding="utf-8")
    code = f"from audiocast.cli import main\ntry:\n    main(['inspect', {str(page)!r}])\nexcept SystemExit:\n    pass"
    assert not imported(code) & {"httpcore", "httpx", "protego", "ssl"}
