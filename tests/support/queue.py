"""Let the worker do what lies in the queue."""

from concurrent.futures import ThreadPoolExecutor

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector


def work() -> None:
    """All of it, in a thread, for a browser's event loop may live in ours."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_work).result()


def _work() -> None:
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with app.replace_connector(connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
