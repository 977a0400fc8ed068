"""How often the record of a meeting, or a statement, is right that has some confidence, and what each least brings.

usage: DIPLOGRAPH_DATA=... python bench/confidence.py [--statements] [--list]

On the articles that the confidence is fitted on (development parts of `corpus/`, own, Voice of America and Wikinews
articles; the modern articles), as the product tells it and in cross-validation, where the weights have never seen the
article: the second is what holds for other texts. Right: parties, status, date and place. `training/meetings/fields.py`
fits and reckons; this prints the same and writes nothing. --list: every record, to read. --statements: of statements,
of which words and speakers must be right; `training/statement_confidence.py` reckons.
"""

from __future__ import annotations

import sys
from pathlib import Path

TRAINING = Path(__file__).resolve().parents[1] / "training"
sys.path[:0] = [str(TRAINING / "meetings"), str(TRAINING)]

if __name__ == "__main__" and "--statements" in sys.argv:
    import statement_confidence

    statement_confidence.report(
        statement_confidence.collect(statement_confidence.development(), listed="--list" in sys.argv)
    )
elif __name__ == "__main__":
    import fields

    fields.report(fields.collect(encoder=True, listed="--list" in sys.argv), fields.collect(encoder=False))
