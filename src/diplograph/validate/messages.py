"""What a result says whose shape has no `sh:message`: one sentence for each component, the same from both engines."""

from __future__ import annotations

_TEXTS = {
    "Class": "The value is no instance of the wanted class.",
    "Datatype": "The value is no well-formed literal of the wanted datatype.",
    "NodeKind": "The value is of the wrong kind (IRI, blank node or literal).",
    "MinCount": "There are fewer values than wanted.",
    "MaxCount": "There are more values than allowed.",
    "MinExclusive": "The value is not above the limit.",
    "MinInclusive": "The value is below the limit.",
    "MaxExclusive": "The value is not below the limit.",
    "MaxInclusive": "The value is above the limit.",
    "MinLength": "The text is too short.",
    "MaxLength": "The text is too long.",
    "Pattern": "The text doesn't have the wanted form.",
    "LanguageIn": "The text is in none of the wanted languages.",
    "UniqueLang": "Two texts have the same language.",
    "Equals": "The two properties don't have the same values.",
    "Disjoint": "The two properties have a value in common.",
    "LessThan": "The value is not less than that of the other property.",
    "LessThanOrEquals": "The value is greater than that of the other property.",
    "Not": "The value conforms to a shape that it must not conform to.",
    "And": "The value doesn't conform to all of the shapes.",
    "Or": "The value conforms to none of the shapes.",
    "Xone": "The value conforms to none of the shapes, or to more than one.",
    "Node": "The value doesn't conform to the shape.",
    "QualifiedMinCount": "Fewer values than wanted conform to the shape.",
    "QualifiedMaxCount": "More values than allowed conform to the shape.",
    "Closed": "The shape is closed and doesn't list this property.",
    "HasValue": "The wanted value is missing.",
    "In": "The value is not in the list.",
    "SPARQL": "A query found this at fault.",
}


def default_message(component: str) -> str:
    """The sentence for a component, given by its local name without "ConstraintComponent".

    >>> default_message("In")
    'The value is not in the list.'
    """
    return _TEXTS.get(component, "A constraint is broken.")
