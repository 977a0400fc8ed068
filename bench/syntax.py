"""Measure the shipped syntax: arguments of verbs, sentence boundaries, hard cases, lemmas, speed.

usage: python bench/syntax.py [--data FOLDER] [--model NAME|PATH] [--json]

Arguments: F over (verb, kind, argument) of all verbs and of verbs of communication, on gold tokens, against UD gold
(GUM news dev, EWT dev); the matching is that of data/nlp/score_pipeline.py. Sentences: F of whole sentences on GUM
news dev, raw text. Hard cases and lemmas: the pages of tests/language. All by the product's own pipeline, with its
rules for boundaries. 95 % intervals by bootstrap over documents (cases, words), 1,000 draws, seed 0.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType

from spacy.language import Language
from spacy.tokens import Doc

from diplograph.language.pipeline import build_nlp, read
from diplograph.model import Document

ROOT = Path(__file__).resolve().parents[1]
SYNTAX = ("tok2vec", "tagger", "diplograph_boundaries", "parser", "attribute_ruler", "lemmatizer", "diplograph_lemmas")
SETS = (
    ("GUM news dev", "gum-open-dev.conllu.gz", lambda sentence: "_news_" in sentence["id"]),
    ("EWT dev", "ewt-dev.conllu.gz", lambda sentence: True),
)
KINDS = ("subject", "object", "prepositional", "clause")
Row = tuple[str, float, float, float]
Counts = Counter[tuple[str, str, str]]


def measure(data: Path, model: str = "default") -> list[Row]:
    """Rows of (name, figure, low, high); F and shares in per cent, speed in words a second.

    data: the folder that holds data/nlp.
    """
    nlp = build_nlp(model)
    scorer = _scorer(data / "data/nlp/score_pipeline.py")
    rows: list[Row] = []
    for name, file, keep in SETS:
        gold = scorer.syntax_docs(nlp.vocab, data / "data/nlp" / file, keep)
        rows += arguments(nlp, scorer, gold, name)
        if name == "GUM news dev":
            rows.append(sentences(nlp, joined(gold), f"{name}, sentences"))
            rows.append(
                sentences(
                    nlp, with_paragraphs(data / "data/nlp" / file, "_news_"), f"{name}, sentences, paragraphs kept"
                )
            )
    rows += pages(nlp)
    rows.append(speed(nlp, scorer.syntax_docs(nlp.vocab, data / "data/nlp/gum-open-dev.conllu.gz", lambda one: True)))
    return rows


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_pipeline", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _syntax(nlp: Language, doc: Doc) -> Doc:
    for name, component in nlp.pipeline:
        if name in SYNTAX:
            doc = component(doc)
    return doc


def arguments(nlp: Language, scorer: ModuleType, gold: list[Doc], name: str) -> list[Row]:
    counted = [_arguments(nlp, scorer, doc) for doc in gold]
    rows = []
    for group in ("communication", "all"):
        for kind in KINDS:
            figure, low, high = bootstrap(counted, lambda total, at=(group, kind): _f(total, at))
            total = sum(one[group, kind, "gold"] for one in counted)
            rows.append((f"{name}, {kind} of {group} verbs (n {total})", figure, low, high))
    return rows


def _f(counts: Counts, at: tuple[str, str]) -> float:
    both = counts[*at, "gold"] + counts[*at, "found"]
    return 200 * counts[*at, "hit"] / both if both else 0.0


def _share(counts: Counts) -> float:
    return 100 * counts["", "", "hit"] / counts["", "", "gold"]


def _arguments(nlp: Language, scorer: ModuleType, gold: Doc) -> Counts:
    found = _syntax(nlp, Doc(nlp.vocab, [token.text for token in gold], [bool(token.whitespace_) for token in gold]))
    clear = "pobj" in nlp.get_pipe("parser").labels
    sides = []
    for doc, scheme in ((gold, False), (found, clear)):
        table = defaultdict(list)
        for verb, kind, head in scorer.arguments(doc, scheme):
            if gold[verb].pos_ == "VERB":
                table[verb, kind].append((head.i, {token.i for token in head.subtree}))
        sides.append(table)
    counts: Counts = Counter()
    for key in sorted(set(sides[0]) | set(sides[1])):
        left, right = sides[0].get(key, []), list(sides[1].get(key, []))
        groups = ["all"]
        if gold[key[0]].lemma_.lower() in scorer.COMMUNICATION:
            groups.append("communication")
        for group in groups:
            counts[group, key[1], "gold"] += len(left)
            counts[group, key[1], "found"] += len(right)
        for head, span in left:
            match = next((k for k, (other, its) in enumerate(right) if other in span and head in its), None)
            if match is not None:
                del right[match]
                for group in groups:
                    counts[group, key[1], "hit"] += 1
    return counts


def sentences(nlp: Language, texts: list[tuple[str, set[tuple[int, int]]]], name: str) -> Row:
    """F of whole sentences; texts: raw text, (begin, end) of its sentences."""
    counted: list[Counts] = []
    for text, wanted in texts:
        found = {(sent.start_char, sent.end_char) for sent in _syntax(nlp, nlp.make_doc(text)).sents}
        found = {(begin, begin + len(text[begin:end].rstrip())) for begin, end in found}
        counted.append(
            Counter(
                {("", "", "hit"): len(wanted & found), ("", "", "gold"): len(wanted), ("", "", "found"): len(found)}
            )
        )
    return (
        f"{name} (n {sum(map(len, (one for _, one in texts)))})",
        *bootstrap(counted, lambda all_: _f(all_, ("", ""))),
    )


def joined(gold: list[Doc]) -> list[tuple[str, set[tuple[int, int]]]]:
    """The texts as one line each, as data/nlp/score_pipeline.py makes them: headlines run into the text."""
    return [(doc.text.rstrip(), {(sent.start_char, sent.end_char) for sent in doc.sents}) for doc in gold]


def with_paragraphs(path: Path, keep: str) -> list[tuple[str, set[tuple[int, int]]]]:
    """The texts with a line break before each paragraph, as they were published."""
    texts: list[tuple[str, set[tuple[int, int]]]] = []
    text, spans = "", set[tuple[int, int]]()
    for block in gzip.decompress(path.read_bytes()).decode("utf-8").split("\n\n"):
        marks = dict(line[2:].partition(" = ")[::2] for line in block.split("\n") if line.startswith("#"))
        begins = "newdoc" in block.split("# text", 1)[0]
        if begins and text:
            texts.append((text, spans))
            text, spans = "", set()
        if keep in marks.get("sent_id", ""):
            if text:
                text += "\n" if any(mark.startswith("newpar") for mark in marks) else " "
            spans.add((len(text), len(text) + len(marks["text"])))
            text += marks["text"]
    return [*texts, (text, spans)] if text else texts


def hard_cases() -> list[tuple[int, str, str]]:
    """(number, kind, text with "¦" before each sentence but the first)."""
    page = (ROOT / "tests/language/sentences/hard.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in page.splitlines() if line and not line.startswith("#")]
    return [(int(number), kind, text.replace("\\n", "\n")) for number, kind, text in lines]


def starts(nlp: Language, marked: str) -> tuple[list[int], list[int]]:
    """Where sentences begin, as wanted and as found; offsets in the text without marks."""
    pieces = marked.split("¦")
    text = "".join(pieces)
    wanted, at = [], 0
    for piece in pieces:
        wanted.append(at + len(piece) - len(piece.lstrip()))
        at += len(piece)
    doc = read(nlp, Document("case", text, "0"))
    found = [next((token for token in sent if not token.is_space), sent[0]).idx for sent in doc.sents]
    return wanted, found


def pages(nlp: Language) -> list[Row]:
    """Share right of the hard cases and of the forms of verbs."""
    cases = [starts(nlp, text) for _, _, text in hard_cases()]
    forms = [lemma == form_of for lemma, form_of in lemmas(nlp)]
    rows = []
    for name, right in (
        (f"hard cases of sentences (n {len(cases)})", [wanted == found for wanted, found in cases]),
        (f"lemmas of verbs of saying and meeting, every form (n {len(forms)})", forms),
    ):
        counted: list[Counts] = [Counter({("", "", "hit"): int(one), ("", "", "gold"): 1}) for one in right]
        rows.append((name, *bootstrap(counted, _share)))
    return rows


def lemmas(nlp: Language) -> Iterator[tuple[str, str]]:
    """(lemma wanted, lemma found) of each form in the sentences of tests/language/test_lemmas.py."""
    page = (ROOT / "tests/language/lemmas/verbs.tsv").read_text(encoding="utf-8")
    rest = {"that": "that the talks had ended", "object": "the plan in Geneva", "with": "with the envoy in Geneva"}
    for line in page.splitlines():
        if line.startswith("#"):
            continue
        frame, *forms = line.split("\t")
        for before, spellings in zip(("will", "often", "", "has already", "is"), forms, strict=True):
            for form in spellings.split("/"):
                text = " ".join(f"President Keita {before} {form} {rest[frame]}.".split())
                doc = _syntax(nlp, nlp.make_doc(text))
                yield forms[0], next(token.lemma_ for token in doc if token.text == form)


def speed(nlp: Language, gold: list[Doc]) -> Row:
    texts = [doc.text for doc in gold]
    _syntax(nlp, nlp.make_doc(texts[0]))
    rates = []
    for _ in range(3):
        begin, words = time.process_time(), 0
        for text in texts:
            words += len(_syntax(nlp, nlp.make_doc(text)))
        rates.append(words / (time.process_time() - begin))
    return ("words a second of CPU time, syntax alone (three runs)", sorted(rates)[1], min(rates), max(rates))


def bootstrap(items: list[Counts], figure: Callable[[Counts], float]) -> tuple[float, float, float]:
    """The figure of all items together, and the 2.5 and 97.5 per cent points over 1,000 draws of as many items."""
    draw = random.Random(0)

    def total(chosen: Iterable[Counts]) -> Counts:
        out: Counts = Counter()
        for one in chosen:
            out.update(one)
        return out

    drawn = sorted(figure(total(draw.choices(items, k=len(items)))) for _ in range(1000))
    return figure(total(items)), drawn[25], drawn[974]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("DIPLOGRAPH_DATA"))
    parser.add_argument("--model", default="default")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if args.data is None:
        sys.exit("set DIPLOGRAPH_DATA or give --data: the folder that holds data/nlp")
    rows = measure(args.data, args.model)
    if args.json:
        keys = ("name", "figure", "low", "high")
        print(json.dumps([dict(zip(keys, row, strict=True)) for row in rows], indent=1))
        return
    for name, f, low, high in rows:
        print(f"{name:62} {f:8.1f}  [{low:.1f}, {high:.1f}]")


if __name__ == "__main__":
    main()
