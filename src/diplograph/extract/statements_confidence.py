"""How sure a statement is: that these words were said, and that those said it who are named as its speakers.

The certainty of a proposal (`Attribution.confidence`) is a product of what the encoder makes of cue, content and
source; it knows nothing of rules that read the same, and nothing of whom the source means. A logistic regression over
these and a few properties that a reader would weigh too makes of them the probability that content and speakers are
right. The weights are fitted by `training/statement_confidence.py`, on articles that neither rules nor encoder have
learnt from, and lie in `language/models/statements.json`. The confidence is told in steps of 0.05: finer ones would
only show on which kind of processor the encoder ran.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from diplograph import logistic
from diplograph.extract.chains import Draft
from diplograph.extract.statements_speaker import Resolver
from diplograph.model import Form, MentionKind, Mode, Span

_STEP = 20  # to one: 0.05
_FARTHEST = 5.0  # log odds of one score; surer ones say no more
_FAR = 60  # characters between cue and source
_SHORT = 12  # characters of a content that says little


_UNSCORED = frozenset({"rules", "tree"})  # readers that tell no scores of cue, content and source
_NAMES = frozenset({MentionKind.METONYM, MentionKind.ADJECTIVE})  # "Washington", "Indian" name a state


@dataclass(frozen=True, slots=True)
class Weights:
    """weights: by feature; a feature that is not there weighs nothing. least: what is less sure is left out."""

    bias: float
    weights: Mapping[str, float]
    least: float


@lru_cache(maxsize=1)
def load() -> Weights:
    """The weights that come with the package. Raises ResourceError when they are missing or broken."""
    return logistic.load("statements.json", lambda found: Weights(found["bias"], found["weights"], found["least"]))


def confidence(found: Mapping[str, float], weights: Weights) -> float:
    """Probability that a statement with these properties is right, in steps of 0.05 from 0.05 to 0.95."""
    likely = logistic.probability(
        weights.bias + sum(weights.weights.get(name, 0.0) * value for name, value in found.items())
    )
    return min(max(round(likely * _STEP), 1), _STEP - 1) / _STEP


def features(one: Draft, resolver: Resolver, *, form: Form, nested: bool) -> dict[str, float]:
    """Properties by name, in a fixed order: log odds of what the reader says, 1 for what holds.

    nested: the statement stands in another's content.
    """
    found: dict[str, float] = {}
    proposal = one.proposal
    reader = proposal.rule.partition(":")[0]
    if reader in _UNSCORED:
        found[f"reader={reader}"] = 1
        found[proposal.rule] = 1
        if reader == "tree":
            found["tree"] = _odds(proposal.confidence)
    else:
        # A reader that tells no scores has made its confidence as the encoder makes it: their product.
        cue, real, content, source = proposal.scores or (proposal.confidence**0.25,) * 4
        found |= {"cue": _odds(cue * real), "content": _odds(content), "source": _odds(source)}
    if proposal.agreed:
        found["a rule agrees"] = 1
    found |= dict.fromkeys(_speaker(one, resolver), 1.0)
    if one.mode is Mode.ATTITUDE:
        found["attitude"] = 1
    if one.verb is None:
        found["no verb"] = 1
    elif one.entry is None:
        found["unknown word"] = 1
    if one.verb is not None and one.verb.pos_ == "NOUN":
        found["noun"] = 1
    if nested:
        found["nested"] = 1
    found[f"form={form.value}"] = 1
    if len(one.content) > 1:
        found["several pieces"] = 1
    if sum(piece.end - piece.begin for piece in one.content) < _SHORT:
        found["short"] = 1
    if one.cue is not None and _is_far(one, one.cue):
        found["source far"] = 1
    return found


def _is_far(one: Draft, cue: Span) -> bool:
    """Whether the source stands far off, though the cue goes on with no other verb's ("said …, adding that")."""
    shared = one.verb is not None and (one.verb.tag_ == "VBG" or one.verb.dep_ == "conj")
    return not shared and max(one.source.begin - cue.end, cue.begin - one.source.end) > _FAR


def _odds(score: float) -> float:
    score = min(max(score, 1e-4), 1 - 1e-4)
    return round(min(max(math.log(score / (1 - score)), -_FARTHEST), _FARTHEST), 3)


def _speaker(one: Draft, resolver: Resolver) -> list[str]:
    if not one.speakers:
        return ["speaker unknown"]
    found = [f"speaker={kind.value}" for kind in sorted(_kinds(one, resolver))[:1]] or ["speaker elsewhere"]
    if "speaker" in one.inferred:
        found.append("speaker inferred")
    actors = [resolver.actor(who) for who in one.speakers]
    if len(actors) > 1:
        found.append("several speakers")
    if any(actor.unnamed for actor in actors):
        found.append("speaker unnamed")
    return found


def _kinds(one: Draft, resolver: Resolver) -> list[MentionKind]:
    found = [mention.kind for mention, who in resolver.casting.mentions_within(one.source) if who in one.speakers]
    return [MentionKind.NAME if kind in _NAMES else kind for kind in found]
