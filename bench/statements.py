"""How well statements are read: gold of seeds and modern articles, speaker resolution on annotated corpora.

    python bench/statements.py seeds|modern [--proposals gold|reader|none] [--cast gold|own] [--data DIR] [--list]
    python bench/statements.py seeds|modern --whole [--list]      end to end: the product's own actors, meetings, times
    python bench/statements.py own|voa|wikinews --joint rules|reader|both [--list]      proposals alone
    python bench/statements.py own|voa|wikinews --speakers [--list]      whom their sources mean, with the actors found

DIR (or DIPLOGRAPH_DATA) is the folder that holds `gold/` and `data/`; without it there is nothing to measure.
Proposals "gold" are the gold's own source, cue and content: what is measured is then speakers, form, layers, via.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

from diplograph import records
from diplograph.extract import statements, statements_clauses, statements_form, statements_rules
from diplograph.extract.statements_weighing import completed, likeness, touch
from diplograph.language import pipeline
from diplograph.lexicon import reporting
from diplograph.model import Attribution, Document, Extraction, Span
from diplograph.resolve import within_statements

SCRATCH = tempfile.TemporaryDirectory()  # what the scorers read; gone when the program ends


def spans(pairs):
    if not pairs:
        return ()
    return tuple(Span(*one) for one in ([pairs] if isinstance(pairs[0], int) else pairs))


def gold_proposals(article):
    return tuple(
        Attribution(spans(said["speaker_span"]), spans(said["cue_span"]), spans(said["content_span"]), "gold", 1.0)
        for said in article["statements"]
        if said.get("speaker_span")
    )


def own_cast(doc, document, lexicon, gold):
    from diplograph.extract import actors

    return actors.find(doc, document, lexicon)


def articles(data, which):
    gold = data / ("gold/seeds" if which == "seeds" else "data/modern/gold")
    texts = data / ("seeds" if which == "seeds" else "data/modern/texts")
    for path in sorted(gold.glob("[0-9]*.json")):
        article = json.loads(path.read_text())
        yield article, (texts / article["doc"]).read_bytes().decode("utf-8")


def lexicon_of(cast):
    if cast == "own":
        from diplograph.lexicon import load

        return load()
    return SimpleNamespace(reporting=reporting.load())


def predict(data, which, proposals, cast):
    nlp = pipeline.build_nlp()
    lexicon = lexicon_of(cast)
    for article, text in articles(data, which):
        gold = records.from_record(article, text)
        doc = pipeline.read(nlp, gold.document)
        if proposals == "reader":
            from diplograph.language import attribution

            proposed = attribution.propose(doc)
        else:
            proposed = gold_proposals(article) if proposals == "gold" else ()
        who = own_cast(doc, gold.document, lexicon, gold) if cast == "own" else _cast(gold)
        said = statements.find(doc, gold.document, lexicon, who, gold.timexes, proposed)
        said = within_statements.link(gold.document, who, gold.meetings, said)
        yield (
            article,
            records.to_record(Extraction(gold.document, who.actors, who.places, gold.meetings, said, (), gold.timexes)),
        )


def whole(data, which):
    """As `predict`, with the pipeline from file to record: nothing of the gold goes in."""
    from diplograph import pipeline as journey
    from diplograph.ingest import files

    gold = {article["doc"]: article for article, _ in articles(data, which)}
    for document in files.documents([data / ("seeds" if which == "seeds" else "data/modern/texts")]):
        record = records.to_record(journey.extract(document, journey.Reading()))
        yield gold[Path(document.identifier).name], record


def _cast(gold):
    from diplograph.model import Cast

    return Cast(gold.actors, gold.places)


def score(data, which, made):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", dir=SCRATCH.name, delete=False) as out:
        out.writelines(json.dumps(record) + "\n" for _, record in made)
    if which == "seeds":
        command = [data / "gold/score.py", data / "gold/seeds", out.name]
    else:
        command = [data / "data/modern/score_modern.py", out.name]
    result = subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, cwd=data)
    wanted = ("statement", "speaker", "form", "cue", "via", "of the matched", "distractors", " ")
    print(
        "\n".join(line for line in result.stdout.splitlines() if line.startswith(wanted) and "meetings" not in line)
        + result.stderr[-500:]
    )


def compare(article, record):
    """Prints missed, wrong and superfluous statements, and wrong links."""
    sys.path.insert(0, str(Path(os.environ.get("DIPLOGRAPH_DATA", ".")) / "gold"))
    from comparing import alike

    gold_names = {one["id"]: one["name"] for one in article["actors"]}
    names = {one["id"]: one["name"] for one in record["actors"]}
    left = list(record["statements"])
    print("=====", article["doc"])

    def who(table, ids):
        return [table.get(one, one) for one in ids or []]

    for said in article["statements"]:
        best = max(left, key=lambda one: alike(said["content"], one["content"]), default=None)
        speakers = who(gold_names, said.get("speakers") or [said["speaker"]])
        if best is None or alike(said["content"], best["content"]) < 0.5:
            print("MISS", said["id"], said["level"], speakers, said["cue"], "|", said["content"][:90])
            continue
        left.remove(best)
        notes = []
        if sorted(who(names, best["speakers"])) != sorted(speakers):
            notes.append(f"speakers {who(names, best['speakers'])} for {speakers}")
        for key in ("form",):
            if best[key] != said[key]:
                notes.append(f"{key} {best[key]} for {said[key]} <{best['content'][:60]}>")
        for key in ("via", "addressee", "about"):
            mine, theirs = who(names, best[key]), who(gold_names, said.get(key))
            if mine != theirs and key != "about":
                notes.append(f"{key} {mine} for {theirs}{' (inferred)' if key in (said.get('inferred') or []) else ''}")
            if key == "about" and not set(theirs) <= set(mine):
                notes.append(f"about {mine} for {theirs}")
        for key in ("meeting", "about_meeting"):
            if best[key] != said.get(key):
                inferred = " (inferred)" if key in (said.get("inferred") or []) else ""
                notes.append(f"{key} {best[key]} for {said.get(key)}{inferred}")
        if notes:
            print("    ", said["id"], said["level"], said["cue"], "|", said["content"][:50], "|", "; ".join(notes))
    for one in left:
        print("MORE", who(names, one["speakers"]), one["cue"], "|", one["content"][:90], "|", one["rule"])


def corpus(data, which):
    folder = data / "data" / which
    with gzip.open(folder / f"{which}-dev.jsonl.gz", "rt") as file:
        for line in file:
            yield json.loads(line)


def proposals_of(doc, document, which, text):
    """Of "reader", "rules", or "both" completed."""
    from diplograph.extract.quotations import Quotations

    read = statements_rules.read(doc, document, reporting.load(), Quotations(doc.text)) if which != "reader" else ()
    if which == "rules":
        return read
    from diplograph.language import attribution

    proposed = attribution.propose(doc)
    if which == "reader":
        return proposed
    quotations = Quotations(doc.text)
    return tuple(
        statements_clauses.widened(
            doc, statements_form.sorted_out(doc, one, reporting.load(), quotations), reporting.load(), quotations
        )
        for one in completed(proposed, read, doc.text)
    )


def joint(data, which, readers, list_them):
    """JOINT of the proposals on an annotated corpus, by the scorer of data/attribution; precision of each rule."""
    nlp = pipeline.build_nlp()
    tally, lines = Counter(), []
    for article in corpus(data, which):
        text = article["text"]
        document = Document(article["doc"], text, "0" * 64)
        doc = pipeline.read(nlp, document)
        made = list(proposals_of(doc, document, readers, text))
        lines.append(
            {
                "doc": article["doc"],
                "statements": [
                    {
                        key: [[span.begin, span.end] for span in value]
                        for key, value in (("speaker", one.source), ("cue", one.cue), ("content", one.content))
                    }
                    for one in made
                ],
            }
        )
        gold = [spans(one["content"]) for one in article["attributions"]]
        sources = [spans(one["source"]) for one in article["attributions"]]
        for one in made:
            hit = any(
                likeness(one.content, content, text) >= 0.5 and touch(one.source, source)
                for content, source in zip(gold, sources, strict=True)
            )
            tally[one.rule, hit] += 1
            if list_them and not hit:
                said = " / ".join(text[a.begin : a.end] for a in (*one.source, *one.cue, *one.content))
                print(f"FALSE {one.rule} {article['doc']}: {said[:200]}".replace("\n", " "))
        if list_them:
            for number, content in enumerate(gold):
                if not any(likeness(one.content, content, text) >= 0.5 for one in made):
                    one = article["attributions"][number]
                    words = " / ".join(str(one[f"{key}_text"])[:100] for key in ("source", "cue", "content"))
                    print(f"MISSED {one['type']} {article['doc']}: {words}".replace("\n", " "))
    for rule in sorted({rule for rule, _ in tally}):
        right, wrong = tally[rule, True], tally[rule, False]
        print(f"{rule:28}{right:5} right {wrong:5} wrong {right / (right + wrong):6.2f}")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", dir=SCRATCH.name, delete=False) as out:
        out.writelines(json.dumps(line) + "\n" for line in lines)
    gold_file = data / "data" / which / f"{which}-dev.jsonl.gz"
    command = [sys.executable, str(data / "data/attribution/score.py"), str(gold_file), out.name]
    print(subprocess.run(command, capture_output=True, text=True).stdout[:1800])


def speakers(data, which, list_them):
    """Of the corpus's own attributions: how many speakers are resolved with the actors found, how many rightly."""
    from diplograph.extract import actors, unnamed
    from diplograph.extract.casting import Casting
    from diplograph.extract.statements_speaker import Resolver
    from diplograph.language import attribution
    from diplograph.lexicon import load

    nlp, lexicon, count = pipeline.build_nlp(), load(), Counter()
    for article in corpus(data, which):
        document = Document(article["doc"], article["text"], "0" * 64)
        doc = pipeline.read(nlp, document)
        cast = actors.find(doc, document, lexicon)
        cast = unnamed.with_sources(doc, document, lexicon, cast, attribution.propose(doc))
        resolver = Resolver(doc, Casting(cast), lexicon.reporting)
        for one in article["attributions"]:
            if not one["source"] or not one["speaker"] or one["type"] != "speech":
                continue
            found = resolver.speakers(Span(one["source"][0][0], one["source"][-1][1]))
            names = [resolver.actor(each).name for each in found.ids] if found else []
            wanted = set(re.findall(r"\w+", one["speaker"].casefold())) - {"the", "of", "and"}
            mine = set(re.findall(r"\w+", " ".join(names).casefold())) - {"the", "of", "and"}
            verdict = "none" if not names else "right" if wanted & mine else "wrong"
            count[verdict] += 1
            if found and any(resolver.actor(each).unnamed for each in found.ids):
                count[f"{verdict}, without a name"] += 1
                if list_them:
                    print("UNNAMED", article["doc"], one["source_text"][:70], "|", one["speaker"], "|", names)
            if list_them and verdict != "right":
                print(verdict.upper(), article["doc"], one["source_text"][:70], "|", one["speaker"], "|", names)
    print(
        which,
        dict(count),
        "resolved rightly of the resolved:",
        round(count["right"] / (count["right"] + count["wrong"]), 3),
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("which", choices=["seeds", "modern", "own", "voa", "wikinews"])
    parser.add_argument("--proposals", choices=["gold", "reader", "none"], default="gold")
    parser.add_argument("--cast", choices=["gold", "own"], default="gold")
    parser.add_argument("--data", default=os.environ.get("DIPLOGRAPH_DATA"))
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--joint", choices=["rules", "reader", "both"])
    parser.add_argument("--speakers", action="store_true")
    parser.add_argument("--whole", action="store_true")
    args = parser.parse_args()
    if not args.data:
        print("no data: set DIPLOGRAPH_DATA or give --data")
        return
    data = Path(args.data)
    if args.speakers:
        speakers(data, args.which, args.list)
        return
    if args.joint:
        joint(data, args.which, args.joint, args.list)
        return
    made = list(whole(data, args.which) if args.whole else predict(data, args.which, args.proposals, args.cast))
    if args.list:
        for article, record in made:
            compare(article, record)
    score(data, args.which, made)


if __name__ == "__main__":
    main()
