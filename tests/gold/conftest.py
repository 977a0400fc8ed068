"""The gold's tools are scripts with tests of their own (`python -m unittest test_tools` in this folder)."""

collect_ignore_glob = ["*.py"]
