"""The front door: the `oit` command. The only package that sees crawler, storage, checklist and reports together."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("oit")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0+source"
