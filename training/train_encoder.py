"""Train the encoder. See README.md.

usage: train_encoder.py --data FOLDER --minilm model.safetensors --vocabulary vocab.txt --out FOLDER
       [--passes N] [--seed N] [--threads N] [--swap SHARE] [--dev-too]
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path

import torch
from corpora import records
from data import Window, article, lexicon_of, windows
from learning import collate, mask_of, optimizer_of, schedule_of
from network import Lower, Upper, load_minilm
from safetensors.torch import load_file, save_file
from swapping import swapped
from torch.nn import functional

from diplograph.language.encoder import part, read_vocabulary
from diplograph.language.wordpiece import Tokenizer

sys.path.insert(0, str(Path(__file__).parent / "names"))
from swap import Names


def loss_of(lower: Lower, upper: Upper, group: list[Window]) -> tuple[torch.Tensor, dict[str, float]]:
    ids, features = collate([w.ids for w in group], 0), collate([w.features for w in group], 0)
    mask = mask_of([w.ids for w in group])
    low = lower(ids, features, mask)
    plain = upper(low, features, torch.zeros_like(ids), mask).float()
    losses = {
        "cue": functional.cross_entropy(
            part(plain, "cue").flatten(0, 1), collate([w.cues for w in group], -1).flatten(), ignore_index=-1
        ),
        "trigger": functional.cross_entropy(
            part(plain, "trigger").flatten(0, 1),
            collate([w.triggers for w in group], -1).flatten(),
            ignore_index=-1,
        ),
    }
    items = sorted(((i, x) for i, w in enumerate(group) for x in w.marked), key=lambda item: item[1][1] - item[1][0])
    half = (len(items) + 1) // 2
    sums: dict[str, list[torch.Tensor]] = {}
    for chunk in (items[:half], items[half:]):  # by length: little padding
        if not chunk:
            continue
        width = max(e - b for _, (b, e, *_) in chunk)
        rows = torch.tensor([[min(b + k, e - 1) for k in range(width)] for _, (b, e, *_) in chunk])
        which = torch.tensor([i for i, _ in chunk])[:, None]
        sizes = torch.tensor([e - b for _, (b, e, *_) in chunk])
        inside = torch.arange(width)[None] < sizes[:, None]
        marks = collate([x[2] for _, x in chunk], 0)
        out = upper(low[which, rows], features[which, rows], marks, inside[:, None, None]).float()
        tags = collate([x[3] for _, x in chunk], -1)
        tasks = torch.tensor([x[4].task for _, x in chunk])
        begins = [x[2].index(max(x[2])) for _, x in chunk]
        ends = [min(begins[k] + x[4].end - x[4].begin, x[1] - x[0]) for k, (_, x) in enumerate(chunk)]
        own = torch.stack([out[k, begins[k] : ends[k]].mean(0) for k in range(len(chunk))])
        labels = [x[4] for _, x in chunk]
        for task, name in ((1, "statement"), (2, "meeting")):
            chosen = tasks == task
            if chosen.any():
                sums.setdefault(name, []).append(
                    functional.cross_entropy(
                        part(out[chosen], name).flatten(0, 1),
                        tags[chosen].flatten(),
                        ignore_index=-1,
                        reduction="sum",
                    )
                    / 60
                )
        for name, task, key in (
            ("cue_real", 1, "real"),
            ("attitude", 1, "attitude"),
            ("negated", 1, "negated"),
            ("prospective", 1, "prospective"),
            ("trigger_real", 2, "real"),
            ("proposed", 2, "proposed"),
        ):
            chosen = [k for k, x in enumerate(labels) if x.task == task and (x.real or key == "real")]
            if chosen:
                wanted = torch.tensor([float(getattr(labels[k], key)) for k in chosen])
                sums.setdefault(name, []).append(
                    functional.binary_cross_entropy_with_logits(part(own[chosen], name)[:, 0], wanted, reduction="sum")
                    * 0.3
                )
        for name in ("kind", "status"):
            chosen = [k for k, x in enumerate(labels) if x.task == 2 and x.real]
            if chosen:
                wanted = torch.tensor([getattr(labels[k], name) for k in chosen])
                sums.setdefault(name, []).append(
                    functional.cross_entropy(part(own[chosen], name), wanted, reduction="sum") * 0.3
                )
    for name, values in sums.items():
        losses[name] = (2 if name == "meeting" else 1) * torch.stack(values).sum() / max(1, len(items))
    total = 5 * losses["cue"] + 3 * losses["trigger"] + sum(v for k, v in losses.items() if k not in ("cue", "trigger"))
    return total, {k: float(v.detach()) for k, v in losses.items()}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--minilm", type=Path, required=True)
    options.add_argument("--vocabulary", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--passes", type=int, default=6)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--batch", type=int, default=2)
    options.add_argument("--rate", type=float, default=1e-4)
    options.add_argument("--negatives", type=float, default=0.2)
    options.add_argument("--dropout", type=float, default=0.1)
    options.add_argument("--swap", type=float, default=0.5, help="share of articles read with other persons in a pass")
    options.add_argument("--start", type=Path, help="go on from these weights, not from MiniLM's")
    options.add_argument("--freeze-lower", action="store_true", help="leave the lower half as it is")
    options.add_argument("--dev-too", action="store_true", help="learn from the development parts as well")
    a = options.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rnd = random.Random(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer(read_vocabulary(a.vocabulary))
    texts = records(a.data, "train") + (records(a.data, "dev") if a.dev_too else [])
    lexicon = lexicon_of([article(r, tokenizer) for r in texts])
    names = Names(rnd, [], frozenset())
    lower, upper = Lower(a.dropout), Upper(a.dropout)
    load_minilm(lower, upper, load_file(a.minilm))
    if a.start:
        begun = load_file(a.start)
        for name, half in (("lower.", lower), ("upper.", upper)):
            own = {k.removeprefix(name): v for k, v in begun.items() if k.startswith(name)}
            half.load_state_dict(own, strict=False)
    for p in lower.parameters():
        p.requires_grad = p.requires_grad and not a.freeze_lower
    fresh = [lower.features.weight, upper.features.weight, upper.marks.weight, *upper.heads.parameters()]
    optimizer, learning = optimizer_of((lower, upper), fresh, a.rate, faster=10)
    plan = []
    for _ in range(a.passes):
        seen = [swapped(r, names, rnd) if rnd.random() < a.swap else r for r in texts]
        plan.append(windows([article(r, tokenizer) for r in seen], rnd, lexicon, a.negatives))
    steps = sum((len(p) + a.batch - 1) // a.batch for p in plan)
    schedule = schedule_of(optimizer, steps, warm=0.1)
    print(len(texts), "articles", steps, "steps", sum(len(w.marked) for w in plan[0]), "marked a pass", flush=True)
    started, step, shown = time.time(), 0, {}
    lower.train(not a.freeze_lower), upper.train()
    for number, order in enumerate(plan):
        rnd.shuffle(order)
        for k in range(0, len(order), a.batch):
            with torch.autocast("cpu", torch.bfloat16):
                total, parts = loss_of(lower, upper, order[k : k + a.batch])
            total.backward()
            torch.nn.utils.clip_grad_norm_(learning, 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            step += 1
            for name, value in parts.items():
                shown[name] = 0.95 * shown.get(name, value) + 0.05 * value
            if step % 25 == 0:
                print(
                    step,
                    f"{time.time() - started:.0f}s",
                    json.dumps({n: round(v, 3) for n, v in shown.items()}),
                    flush=True,
                )
        weights = {f"lower.{k}": v for k, v in lower.state_dict().items() if k != "words.weight"}
        weights |= {f"upper.{k}": v for k, v in upper.state_dict().items()}
        weights = {k: v.contiguous() for k, v in weights.items()}
        save_file(weights, a.out / f"pass-{number + 1}.safetensors")
        save_file(weights, a.out / "last.safetensors")
        print("pass", number + 1, "done", flush=True)


if __name__ == "__main__":
    main()
