"""Mix the weights of a pipeline with those of runs of train.py that began from it.

usage: python training/syntax/blend.py --base FOLDER --runs FOLDER [FOLDER] --share 0.4 --out FOLDER

Each weight becomes base + share × (mean of the runs − base), which keeps more of the old knowledge than fewer steps of
training do (Wortsman and others 2022, Robust fine-tuning of zero-shot models).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import spacy

PARTS = ("tok2vec", "tagger", "parser")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--runs", type=Path, nargs="+", required=True)
    parser.add_argument("--share", type=float, default=0.4)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    base = spacy.load(args.base)
    runs = [spacy.load(run) for run in args.runs]
    for part in PARTS:
        layers = [list(nlp.get_pipe(part).model.walk()) for nlp in runs]
        for at, layer in enumerate(base.get_pipe(part).model.walk()):
            for name in layer.param_names:
                if layer.has_param(name):
                    mean = sum(one[at].get_param(name) for one in layers) / len(runs)
                    layer.set_param(name, (1 - args.share) * layer.get_param(name) + args.share * mean)
    base.to_disk(args.out)


if __name__ == "__main__":
    main()
