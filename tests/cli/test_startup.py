from __future__ import annotations

import subprocess
import sys

import pytest

# What --help must not pay for; benchmarks/startup.py measures what it does pay.
HEAVY = {
    "httpx", "jinja2", "lxml", "msgspec", "mutagen", "numpy", "pydub", "pyttsx3", "rich", "sentencex", "soundfile",
    "soxr", "starlette", "uvicorn", "yaml", "dateutil", "filelock",
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
