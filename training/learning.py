"""What both networks' trainings share: padding, optimizer, schedule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import torch
from torch import Tensor, nn


def collate(batch: Sequence[list[int]], fill: int) -> Tensor:
    """Rows of several lengths -> [batch, longest], filled up."""
    width = max(map(len, batch))
    return torch.tensor([row + [fill] * (width - len(row)) for row in batch])


def mask_of(batch: Sequence[list[int]]) -> Tensor:
    """[batch, 1, 1, longest]: where a row has pieces."""
    lengths = torch.tensor([len(row) for row in batch])
    return (torch.arange(int(lengths.max()))[None] < lengths[:, None])[:, None, None]


def optimizer_of(
    modules: Iterable[nn.Module], fresh: Sequence[nn.Parameter], rate: float, faster: float
) -> tuple[torch.optim.Optimizer, list[nn.Parameter]]:
    """AdamW over all that learns, and its parameters. fresh: begun from random weights, `faster` times the rate."""
    new = [p for p in fresh if p.requires_grad]
    known = {id(p) for p in new}
    old = [p for m in modules for p in m.parameters() if p.requires_grad and id(p) not in known]
    groups = [
        {"params": [p for p in old if p.ndim > 1], "lr": rate, "weight_decay": 0.01},
        {"params": [p for p in old if p.ndim == 1], "lr": rate, "weight_decay": 0.0},
        {"params": new, "lr": faster * rate, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, fused=True), [*old, *new]


def schedule_of(optimizer: torch.optim.Optimizer, steps: int, warm: float) -> torch.optim.lr_scheduler.LambdaLR:
    """Up in the first share `warm` of the steps, then straight down to nothing."""
    return torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (warm * steps), max(0.0, (steps - s) / ((1 - warm) * steps)))
    )
