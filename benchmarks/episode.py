"""What one episode costs from the command line: CPU and wall seconds and peak memory, each the median of a few runs.

Usage: python -m benchmarks.episode [PAGE [ROUNDS]]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from audiocast.config import defaults
from benchmarks.process import measure


def main() -> None:
    """Make the episode in a new workspace each round, so that nothing is there to be used again."""
    page = Path(sys.argv[1]) if len(sys.argv) > 1 else defaults() / "feeds" / "example" / "pages" / "harbor-ferry.txt"
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    audiocast = [sys.executable, "-m", "audiocast"]
    costs = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            workspace = str(Path(folder) / "workspace")
            subprocess.run([*audiocast, "init", workspace], check=True, stdout=subprocess.DEVNULL)
            costs.append(measure([*audiocast, "make", "--workspace", workspace, "--date", "2026-01-01", str(page)]))
    print(f"{page.name}, median of {rounds}:")
    print(f"CPU: {statistics.median(cost.cpu_seconds for cost in costs):.2f} s")
    print(f"wall: {statistics.median(cost.wall_seconds for cost in costs):.2f} s")
    print(f"peak memory of the process tree: {max(cost.peak_mb for cost in costs):.0f} MB")


if __name__ == "__main__":
    main()
