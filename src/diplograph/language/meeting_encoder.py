"""Meetings by the encoder: for each trigger who takes part, where and when, and what kind of meeting it is."""

from __future__ import annotations

import numpy as np
from spacy.tokens import Doc

from diplograph.language.encoder import KINDS, STATUSES, Marked, Reading, part, reading_of
from diplograph.language.tagging import best_tags, joined, log_softmax, sigmoid, stretches
from diplograph.language.wordpiece import Pieces
from diplograph.model import MeetingKind, MeetingProposal, MeetingStatus, Span

THRESHOLD = 0.0  # of the confidence: who weighs several readers wants to hear the doubtful ones too


def propose_meetings(doc: Doc, *, threshold: float = THRESHOLD) -> tuple[MeetingProposal, ...] | None:
    """Meetings that the encoder sees, in the order of their triggers; None when its files are not there."""
    reading = reading_of(doc)
    return None if reading is None else meetings(reading, threshold=threshold)


def meetings(reading: Reading, *, threshold: float = THRESHOLD) -> tuple[MeetingProposal, ...]:
    """Meetings of a text that the encoder has read."""
    scores = [_scores(trigger) for trigger in reading.triggers]
    found = [
        _proposal(reading.pieces, trigger, score, tags)
        for trigger, score, tags in zip(reading.triggers, scores, best_tags(scores), strict=True)
    ]
    return tuple(m for m in found if m.confidence >= threshold)


def _scores(trigger: Marked) -> np.typing.NDArray[np.float32]:
    return log_softmax(part(trigger.outputs, "meeting"))


def _proposal(
    pieces: Pieces, trigger: Marked, scores: np.typing.NDArray[np.float32], tags: list[int]
) -> MeetingProposal:
    likely = np.exp(scores)

    def spans(kind: int) -> list[tuple[float, Span]]:
        out = []
        for b, e in joined(stretches(tags, kind)):
            score = float(likely[b:e, 2 * kind - 1 : 2 * kind + 1].sum(1).mean())
            begin, end = trigger.first + b, trigger.first + e
            out.append((score, Span(pieces.begins[begin], pieces.ends[end - 1])))
        return out

    def best(kind: int) -> Span | None:
        return max(spans(kind), key=lambda x: (x[0], -x[1].begin), default=(0.0, None))[1]

    real = sigmoid(part(trigger.own, "trigger_real")[0])
    return MeetingProposal(
        trigger=Span(pieces.begins[trigger.begin], pieces.ends[trigger.end - 1]),
        kind=MeetingKind(KINDS[int(part(trigger.own, "kind").argmax())]),
        status=MeetingStatus(STATUSES[int(part(trigger.own, "status").argmax())]),
        participants=tuple(s for _, s in spans(1)),
        absent=tuple(s for _, s in spans(2)),
        place=best(3),
        when=best(4),
        proposed=sigmoid(part(trigger.own, "proposed")[0]) >= 0.5,
        confidence=round(float(np.sqrt(trigger.score * real)), 4),
    )
