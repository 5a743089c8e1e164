"""A web server for the listener's own machine: the shows of a workspace, ready to subscribe to."""

from audiocast.serve.app import create_app
from audiocast.serve.run import serve

__all__ = ["create_app", "serve"]
