"""How often the record of a meeting is right that has some confidence, and what each least confidence would bring.

usage: DIPLOGRAPH_DATA=... python bench/confidence.py [--list]

On the articles that the confidence is fitted on (development parts of `corpus/`, own, Voice of America and Wikinews
articles; the modern articles), as the product tells it and in cross-validation, where the weights have never seen the
article: the second is what holds for other texts. Right: parties, status, date and place. `training/meetings/fields.py`
fits and reckons; this prints the same and writes nothing. --list: every record, to read.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training" / "meetings"))
import fields

if __name__ == "__main__":
    fields.report(fields.collect(encoder=True, listed="--list" in sys.argv), fields.collect(encoder=False))
