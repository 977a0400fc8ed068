"""How well the readers of statements read: JOINT F1 (all, speech) on every development part.

    python bench/attributions.py [--reader encoder|tree] [--errors N] [--sets voa,wikinews,own,corpus,polnear]
    python bench/attributions.py --meetings          triggers and spans of meetings by the encoder

Needs DIPLOGRAPH_DATA. PolNeAR (outermost statements only) measures and never teaches.
"""

from __future__ import annotations

import argparse
import sys
import time
from typing import Any

import corpora
import joint

from diplograph.language import attribution, meeting_encoder, pipeline
from diplograph.model import Attribution, Span


def pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[s.begin, s.end] for s in spans]


def row(doc: str, found: tuple[Attribution, ...]) -> dict[str, Any]:
    said = [{"speaker": pairs(a.source), "cue": pairs(a.cue), "content": pairs(a.content)} for a in found]
    return {"doc": doc, "statements": said}


def statements(names: list[str], reader: str, errors: int) -> None:
    score = corpora.script(corpora.folder() / "data/attribution/score.py")
    nlp = pipeline.build_nlp()
    print(f"{'':10}{'JOINT':>7}{'P':>7}{'R':>7}{'speech':>8}{'P':>7}{'R':>7}{'words/s of the reader alone':>30}")
    for name in names:
        texts = joint.articles(name, corpora.folder())
        gold = [record for _, record in texts]
        spent, words, predicted = 0.0, 0, []
        for document, record in texts:
            doc = pipeline.read(nlp, document)
            started = time.process_time()
            found = attribution.propose(doc, reader=reader)  # type: ignore[arg-type]
            spent += time.process_time() - started
            words += len(record["text"].split())
            predicted.append(row(record["doc"], found))
        if name == "polnear":
            predicted = score.outermost(predicted)
        summary, _ = score.run(gold, predicted)
        cells = [f"{100 * summary['rows'][r][f'joint_{k}']:7.1f}" for r in ("all", "speech") for k in ("F1", "P", "R")]
        print(f"{name:10}{''.join(cells)}{words / spent:30.0f}", flush=True)
        for record, said in list(zip(gold, predicted, strict=True)) if errors else ():
            show(score, record, said, errors)


def show(score: Any, gold: dict[str, Any], said: dict[str, Any], most: int) -> None:
    """Misses and false alarms of a document."""
    _, found, wanted, given = score.score_doc(gold, said["statements"])
    text = gold["text"]

    def words(spans: list[list[int]]) -> str:
        return " … ".join(text[s:e] for s, e in spans).replace("\n", " ")

    hit, used = {i for i, _, _ in found}, {j for _, j, _ in found}
    for kind, items, done in (("MISS ", wanted, hit), ("FALSE", given, used)):
        for x in [x for k, x in enumerate(items) if k not in done][:most]:
            print(f"{kind} {gold['doc'][:30]} {words(x['source'])} | {words(x['cue'])} | {words(x['content'])[:140]}")


def met() -> None:
    """Triggers found, and the spans at those found, by overlap with the annotation."""
    nlp = pipeline.build_nlp()
    for name in ("voa", "own"):
        tally = {key: [0, 0, 0] for key in ("trigger", "participants", "place", "date")}
        right = {"kind": 0, "status": 0}
        matched = 0
        for document, record in joint.articles(name, corpora.folder()):
            text = record["text"]
            doc = pipeline.read(nlp, document)
            wanted: dict[tuple[int, int], list[dict[str, Any]]] = {}
            for meeting in record["meetings"]:
                wanted.setdefault(tuple(meeting["trigger"]), []).append(meeting)
            left = dict(wanted)
            for proposal in meeting_encoder.propose_meetings(doc):
                at = next((t for t in left if t[0] < proposal.trigger.end and proposal.trigger.begin < t[1]), None)
                if at is None:
                    tally["trigger"][1] += 1
                    continue
                gold = left.pop(at)
                matched += 1
                tally["trigger"][0] += 1
                right["kind"] += proposal.kind.value in [gold[0]["kind"], *(gold[0].get("kind_ok") or [])]
                right["status"] += proposal.status.value == gold[0]["status"]
                people = [p for m in gold for p in m["participants"]]
                ok = sum(any(p[0] < s.end and s.begin < p[1] for p in people) for s in proposal.participants)
                missed = sum(not any(p[0] < s.end and s.begin < p[1] for s in proposal.participants) for p in people)
                add(tally["participants"], ok, len(proposal.participants) - ok, missed)
                for key, span, words in (
                    ("place", proposal.place, gold[0]["place"]),
                    ("date", proposal.when, gold[0]["date_text"]),
                ):
                    said = text[span.begin : span.end].casefold() if span else ""
                    same = bool(said and words) and (said in words.casefold() or words.casefold() in said)
                    add(tally[key], same, bool(said) and not same, bool(words) and not same)
            tally["trigger"][2] += len(left)
        cells = [f"{key} P {p:.3f} R {r:.3f} F {f:.3f}" for key, (p, r, f) in ((k, prf(*v)) for k, v in tally.items())]
        print(name, "; ".join(cells), {key: round(n / max(1, matched), 3) for key, n in right.items()})


def add(counts: list[int], *more: int) -> None:
    for k, n in enumerate(more):
        counts[k] += n


def prf(right: int, wrong: int, missed: int) -> tuple[float, float, float]:
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    return precision, recall, 2 * right / max(1, 2 * right + wrong + missed)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reader", choices=("default", "encoder", "tree"), default="default")
    options.add_argument("--sets", default=",".join(joint.SETS))
    options.add_argument("--errors", type=int, default=0, help="show the first N misses of each document")
    options.add_argument("--meetings", action="store_true")
    a = options.parse_args()
    if a.meetings:
        met()
    else:
        statements(a.sets.split(","), a.reader, a.errors)


if __name__ == "__main__":
    sys.exit(main())
