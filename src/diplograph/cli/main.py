"""The command `diplograph` and its parts.

Exit status: 0 done and conforming, 1 done but not conforming (or below a threshold that was asked for), 2 could not
run, 130 stopped by Ctrl-C. Messages go to standard error, data to standard output.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import Any

import click

from diplograph import __version__
from diplograph.cli.annotate import annotate
from diplograph.cli.build import build
from diplograph.cli.convert import convert
from diplograph.cli.evaluate import evaluate
from diplograph.cli.explain import explain
from diplograph.cli.extract import extract
from diplograph.cli.load import load
from diplograph.cli.ontology import ontology
from diplograph.cli.query import query
from diplograph.cli.serve import serve
from diplograph.cli.validate import validate
from diplograph.errors import DiplographError


class Commands(click.Group):
    """A group whose errors are one clear line each, and whose end is clean however it comes."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DiplographError as error:
            click.echo(f"diplograph: {error}", err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            click.echo("\ndiplograph: stopped; nothing half-written is left", err=True)
            ctx.exit(130)
        except BrokenPipeError:
            # The reader went away (head, less): nobody is left to tell.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(2)
        except OSError as error:
            full = error.errno == errno.ENOSPC
            where = f" ({error.filename})" if error.filename else ""
            remedy = "make room and run it again" if full else "look at path and permissions"
            click.echo(f"diplograph: {(error.strerror or str(error)).lower()}{where}; {remedy}", err=True)
            ctx.exit(2)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Each command has its own help: diplograph build --help",
)
@click.version_option(__version__, prog_name="diplograph")
def main() -> None:
    """News about diplomacy in, a validated knowledge graph out: who met whom, who said what through whom, and when.

    \b
      diplograph build articles/                      graph of all texts in a folder
      diplograph query output/diplograph.ttl --list   ready questions
      diplograph explain person:xi-jinping            why a fact is there
    """


for command in (build, extract, validate, query, load, explain, annotate, serve, convert, ontology, evaluate):
    main.add_command(command)
