"""Runs the feed checker that lies beside the project over the demo that was just made; skipped where there is none.

Usage: python3 acceptance.py CLONE, after "make demo" in CLONE.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
CHECKER = HERE.parent / "shared" / "check" / "feedcheck.py"


def main() -> int:
    """Serve the clone's demo, check its feed with --fetch, and give back the checker's exit code."""
    clone = Path(sys.argv[1])
    if not CHECKER.is_file():
        print("No feed checker beside the project: nothing checked.")
        return 0
    command = [clone / ".venv/bin/audiocast", "serve", "--workspace", clone, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            greeting = server.stdout.readline()
            if not greeting.strip():
                print("Error: the demo could not be served; what stands above says why.")
                return 1
            address = greeting.split()[-1]
            return subprocess.run([sys.executable, CHECKER, address, "--fetch", "--quiet"], check=False).returncode
        finally:
            server.terminate()


if __name__ == "__main__":
    sys.exit(main())
