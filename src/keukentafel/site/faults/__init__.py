"""kill -9 of the web server, the worker and PostgreSQL while people write: what was acknowledged has to be there."""
