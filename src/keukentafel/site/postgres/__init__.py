"""PostgreSQL that comes along: no service to install, its data in a folder, reachable by a Unix socket only."""

from .cluster import Cluster, running_cluster
from .errors import ClusterError

__all__ = ["Cluster", "ClusterError", "running_cluster"]
