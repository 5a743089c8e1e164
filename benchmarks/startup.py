"""How long `audiocast --help` takes, beside an interpreter that does nothing, interleaved; the aim is under 0.3 s.

Usage: python -m benchmarks.startup [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys

from benchmarks.process import measure

COMMANDS = {
    "interpreter alone": ["-c", "pass"],
    "audiocast --help": ["-m", "audiocast", "--help"],
    "audiocast make --help": ["-m", "audiocast", "make", "--help"],
}


def main() -> None:
    """Print the median wall and CPU seconds of each command."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    seen = {name: [measure([sys.executable, *rest])] for name, rest in COMMANDS.items()}
    for _ in range(rounds - 1):
        for name, rest in COMMANDS.items():
            seen[name].append(measure([sys.executable, *rest]))
    for name, costs in seen.items():
        wall = statistics.median(cost.wall_seconds for cost in costs)
        cpu = statistics.median(cost.cpu_seconds for cost in costs)
        print(f"{name}: {wall:.3f} s wall, {cpu:.3f} s CPU, median of {rounds}")


if __name__ == "__main__":
    main()
