"""Keukentafel: the virtual family dossier. Start reading at ``docs/architecture.md``."""

__version__ = "0.1.0"
