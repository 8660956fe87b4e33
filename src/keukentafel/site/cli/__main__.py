"""``python -m keukentafel.site.cli``: the same command line."""

from keukentafel.site.cli import main

main()
