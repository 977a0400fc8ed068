"""Fine-tune tagger and parser (with their tok2vec) of the pipeline on gold arguments, without forgetting news.

usage: python training/syntax/train.py --base FOLDER --data FOLDER --out FOLDER [options]

Half of each batch is gold: sentences of EWT and of GUM's open genres with what `convert.py` carries over; where the
base pipeline's own parse agrees with all of that, its parse fills in the rest. The other half is news of GMB as the
base pipeline reads it, which keeps the old knowledge in place. --data: the folder with data/nlp.
"""

from __future__ import annotations

import argparse
import gzip
import random
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import convert
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Adam, fix_random_seed

GOLD = ("ewt-train", "gum-open-train")
_SENTENCES = 6  # of one text in one training document
_TRAINED = ("tok2vec", "tagger", "parser")


def gold(nlp: Language, folder: Path, *, fill: bool) -> Iterator[Doc]:
    """Documents of a few sentences with gold tags and certain arcs."""
    for name in GOLD:
        group: list[convert.Sentence] = []
        for sentence in convert.sentences(folder / f"{name}.conllu.gz"):
            if group and (sentence.begins or len(group) == _SENTENCES):
                yield _document(nlp, group, fill=fill)
                group = []
            if convert.tree(sentence.words) is not None:
                group.append(sentence)
        if group:
            yield _document(nlp, group, fill=fill)


def _document(nlp: Language, group: list[convert.Sentence], *, fill: bool) -> Doc:
    words = [word for sentence in group for word in sentence.words]
    forms, spaces = [word.form for word in words], [word.space for word in words]
    starts = [at == 0 for sentence in group for at in range(len(sentence.words))]
    parsed = Doc(nlp.vocab, words=forms, spaces=spaces, sent_starts=starts)
    for _, part in nlp.pipeline:
        parsed = part(parsed)
    heads: list[int] = []
    labels: list[str] = []
    for sentence in group:
        base = len(heads)
        found = convert.tree(sentence.words)
        assert found is not None
        own = [(parsed[base + at].head.i - base, parsed[base + at].dep_) for at in range(len(sentence.words))]
        certain = zip(*found, strict=True)
        if fill and all(arc == mine for arc, mine in zip(certain, own, strict=True) if arc[1]) and _one_tree(own):
            found = [head for head, _ in own], [label for _, label in own]
        heads += [base + head for head in found[0]]
        labels += found[1]
    known = frozenset(nlp.get_pipe("tagger").labels)
    tags = [word.tag if word.tag in known else "" for word in words]
    return Doc(nlp.vocab, words=forms, spaces=spaces, tags=tags, heads=heads, deps=labels)


def _one_tree(arcs: list[tuple[int, str]]) -> bool:
    return sum(at == head for at, (head, _) in enumerate(arcs)) == 1


def news(nlp: Language, path: Path, count: int) -> Iterator[Doc]:
    """The first `count` passages of twelve sentences, as the pipeline itself reads them."""
    texts = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for block in file.read().strip().split("\n\n"):
            rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("# ")]
            texts.append("".join(row[0] + (" " if row[2] == "1" else "") for row in rows).strip())
    passages = [" ".join(texts[at : at + 12]) for at in range(0, len(texts), 12)]
    yield from nlp.pipe(passages[:count])


def batches(docs: list[Doc], words: int, rng: random.Random) -> Iterator[list[Doc]]:
    """Without end, in new order each time round, each of about `words` words."""
    while True:
        rng.shuffle(docs)
        batch: list[Doc] = []
        size = 0
        for doc in docs:
            batch.append(doc)
            size += len(doc)
            if size >= words:
                yield batch
                batch, size = [], 0


def examples(nlp: Language, docs: Iterable[Doc]) -> list[Example]:
    out = []
    for doc in docs:
        bare = Doc(nlp.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])
        out.append(Example(bare, doc))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--words", type=int, default=800, help="of gold in a batch; as many of news")
    parser.add_argument("--share", type=float, default=1.0, help="words of news for one of gold")
    parser.add_argument("--passages", type=int, default=1200)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--no-fill", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--save-at", type=int, nargs="*", default=[])
    args = parser.parse_args()
    fix_random_seed(args.seed)
    rng = random.Random(args.seed)
    begin = time.process_time()
    nlp = spacy.load(args.base, exclude=["ner", "lemmatizer"])
    folder = args.data / "data/nlp"
    taught = list(gold(nlp, folder, fill=not args.no_fill))
    kept = list(news(nlp, folder / "gmb-train.iob2.gz", args.passages))
    left_open = sum(token.dep == 0 for doc in taught for token in doc) / sum(map(len, taught))
    print(f"{len(taught)} and {len(kept)} documents, {left_open:.2f} left open", flush=True)
    optimizer = Adam(args.rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    left, right = batches(taught, args.words, rng), batches(kept, int(args.words * args.share), rng)
    losses: dict[str, float] = {}
    frozen = [name for name in nlp.pipe_names if name not in _TRAINED]
    for step in range(1, args.steps + 1):
        optimizer.learn_rate = args.rate * min(1.0, step / 30) * (1 - (step - 1) / args.steps)
        batch = examples(nlp, [*next(left), *next(right)])
        nlp.update(batch, sgd=optimizer, drop=args.dropout, losses=losses, exclude=frozen)
        if step % 50 == 0:
            shown = {key: round(float(value) / 50, 2) for key, value in losses.items()}
            print(f"step {step}, {time.process_time() - begin:.0f} s: {shown}", flush=True)
            losses = {}
        if step in args.save_at or step == args.steps:
            with nlp.use_params(optimizer.averages):
                nlp.to_disk(args.out if step == args.steps else args.out.with_name(f"{args.out.name}-{step}"))


if __name__ == "__main__":
    main()
