"""Other people's names and other towns in the place of those in the training texts, so that every region is seen."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

from faker import Faker

# Locales whose names come in Latin script (or have a romanised form), as English news would print them.
LOCALES = (
    "en_IN id_ID tr_TR yo_NG ha_NG zu_ZA en_KE en_NG sw tw_GH ig_NG en_PK uz_UZ az_AZ ro_RO es_MX pt_BR fr_FR fr_DZ "
    "de_DE pl_PL cs_CZ hr_HR sl_SI lt_LT lv_LV et_EE fi_FI hu_HU it_IT nl_NL sv_SE no_NO da_DK en_GB en_US ga_IE is_IS "
    "en_TH vi_VN zh_CN ja_JP"
).split()


class Names:
    """Draws persons as (given names, family name) and towns. never: full names that may not be drawn."""

    def __init__(self, rnd: random.Random, towns: list[str], never: frozenset[str]) -> None:
        self._rnd, self._never = rnd, never
        self.towns = [t for t in towns if t not in never]
        self.known_towns = frozenset(towns)
        with (Path(__file__).parent / "swap.toml").open("rb") as file:
            self._cultures = tomllib.load(file)
        self._fakers = [Faker(name) for name in LOCALES]
        for number, faker in enumerate(self._fakers):
            faker.seed_instance(rnd.randrange(1 << 30) + number)

    def person(self) -> tuple[str, str, bool]:
        """Given name(s), family name, and whether the family name stands first."""
        while True:
            drawn = self._listed() if self._rnd.random() < 0.6 else self._faked()
            given, family, first = drawn
            if (f"{family} {given}" if first else f"{given} {family}").strip() not in self._never:
                return drawn

    def _listed(self) -> tuple[str, str, bool]:
        rnd = self._rnd
        culture = self._cultures[rnd.choice(sorted(self._cultures))]
        given = culture["given"].split()
        if culture["order"] == "given":
            return " ".join(rnd.sample(given, rnd.choice((2, 2, 3)))), "", False
        family = rnd.choice(culture["family"].split())
        one = rnd.choice(given)
        if "joiners" in culture and rnd.random() < 0.25:
            one = f"{one} {rnd.choice(culture['joiners'].split())} {rnd.choice(given)}"
        elif culture["order"] == "given family" and rnd.random() < 0.1:
            one = f"{one} {rnd.choice('ABCDEFGHIJKLMNOPRSTVWYZ')}."
        elif culture["order"] == "given family" and rnd.random() < 0.08:
            one = f"{one} {rnd.choice(given)}"
        return one, family, culture["order"] == "family given"

    def _faked(self) -> tuple[str, str, bool]:
        faker = self._rnd.choice(self._fakers)
        if hasattr(faker, "romanized_name"):
            parts = str(faker.romanized_name()).split()
            return parts[0], parts[-1], False
        return str(faker.first_name()), str(faker.last_name()), False

    def town(self) -> str:
        return self._rnd.choice(self.towns)
