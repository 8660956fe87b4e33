"""What can go wrong with the PostgreSQL that comes along."""


class ClusterError(Exception):
    """The cluster can't be made, started or reached; the text says why, in words for whoever runs the command."""
