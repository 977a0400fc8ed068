"""`python -m diplograph.cli` is `diplograph`."""

from diplograph.cli.main import main

main()
