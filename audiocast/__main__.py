"""Runs the command line as `python -m audiocast`."""

from audiocast.cli import main

if __name__ == "__main__":
    main()
