"""Who is in a text: names and types, roles, mentions of every kind, and what is nobody."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from diplograph import lexicon
from diplograph.extract import actors
from diplograph.model import Actor, Cast, Document, Furniture, Span

Parse = Callable[[str], Doc]


def find(parse: Parse, text: str, **facts: object) -> Cast:
    return actors.find(parse(text), Document("test.txt", text, "0" * 64, **facts), lexicon.load())  # type: ignore[arg-type]


def named(cast: Cast, name: str) -> Actor:
    return next(one for one in cast.actors if one.name == name)


def said(text: str, actor: Actor, kind: str) -> list[str]:
    return [text[one.span.begin : one.span.end] for one in actor.mentions if one.kind.value == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Latvian Foreign Minister Baiba Ozola met the head of the World Bank in Riga on Monday.",
            {"Baiba Ozola": "Person", "Latvia": "State", "World Bank": "InternationalOrganization"},
        ),
        (
            "Moscow and Baku said the deal was close, the Kremlin said.",
            {"Russia": "State", "Azerbaijan": "State", "Kremlin": "Government"},
        ),
        (
            "Chad's defence ministry denied the report, state television said.",
            {"Chad": "State", "Defense Ministry of Chad": "Government"},
        ),
        ("The report was published by the daily Zorica and by TASS.", {"Zorica": "MediaOutlet", "TASS": "MediaOutlet"}),
        ("The agreement was published by the daily Zorica.", {"Zorica": "MediaOutlet"}),
        ("Some NATO members objected.", {"NATO": "InternationalOrganization", "NATO members (some)": "Group"}),
        ("Kenyan state media praised the visit.", {"Kenya": "State", "Kenyan state media": "MediaOutlet"}),
    ],
)
def test_names_and_types(parse: Parse, text: str, expected: dict[str, str]) -> None:
    assert {one.name: one.type.value for one in find(parse, text).actors} == expected


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("The delegations met in Oslo and flew to Vienna.", {"Norway", "Austria"}),
        ("An Italian restaurant opened near the station.", {"Italy"}),
        ("Jordan Smith bought a house in Georgia.", {"Jordan", "Georgia"}),
        ("They met at Ankara's Esenboga Airport.", {"Turkey"}),
        ("Two women died in the crash, Dr Lena Holm said.", {"two women"}),
    ],
)
def test_nobody(parse: Parse, text: str, absent: set[str]) -> None:
    assert not absent & {one.name for one in find(parse, text).actors}


@pytest.mark.parametrize(
    ("text", "person", "roles", "state"),
    [
        ("Peruvian President Ana Quispe left.", "Ana Quispe", ("President of Peru",), "PER"),
        ("Former Ghanaian president Kofi Addo spoke.", "Kofi Addo", ("former President of Ghana",), "GHA"),
        ("Marko Ilic, the foreign minister of Serbia, spoke.", "Marko Ilic", ("Foreign Minister of Serbia",), "SRB"),
        ("Deputy Trade Minister Lars Holm of Norway left.", "Lars Holm", ("Deputy Trade Minister of Norway",), "NOR"),
        ("President Ana Quispe left.", "Ana Quispe", ("President",), None),
    ],
)
def test_roles(parse: Parse, text: str, person: str, roles: tuple[str, ...], state: str | None) -> None:
    actor = named(find(parse, text), person)
    assert (actor.roles, actor.state) == (roles, state)


@pytest.mark.parametrize(
    ("text", "actor", "kind", "words"),
    [
        ("Moroccan and Spanish officials met in Rabat.", "Spain", "officials", ["Moroccan and Spanish officials"]),
        (
            "He saw the trade ministers of Fiji, Tonga and Samoa.",
            "Tonga",
            "officials",
            ["the trade ministers of Fiji, Tonga and Samoa"],
        ),
        ("Lima signed. Both capitals and Quito waited.", "Peru", "metonym", ["Lima"]),
        (
            "Swedish Prime Minister Nils Berg called Finnish President Aino Laine. The two leaders discussed trade.",
            "Aino Laine",
            "group",
            ["The two leaders"],
        ),
        (
            "Polish Foreign Minister Jan Nowak wrote to his Czech counterpart, Petr Dvorak.",
            "Petr Dvorak",
            "nominal",
            ["his Czech counterpart"],
        ),
        (
            "Chile and Bolivia reopened the border. Both countries will send envoys.",
            "Bolivia",
            "group",
            ["Both countries"],
        ),
        ("Mr Tamm resigned after he lost the vote.", "Tamm", "pronoun", ["he"]),
        ("Greece, which borders Albania, agreed.", "Greece", "pronoun", ["which"]),
    ],
)
def test_mentions(parse: Parse, text: str, actor: str, kind: str, words: list[str]) -> None:
    assert said(text, named(find(parse, text), actor), kind) == words


def test_metonym_keeps_the_place(parse: Parse) -> None:
    mention = named(find(parse, "Bishkek rejected the offer."), "Kyrgyzstan").mentions[0]
    assert mention.literally == "Bishkek"


def test_family_name_joins_the_full_name(parse: Parse) -> None:
    text = "Tarik Demir won. Demir's rival, Lena Holm, lost. Holm congratulated Demir."
    assert said(text, named(find(parse, text), "Tarik Demir"), "name") == ["Tarik Demir", "Demir", "Demir"]


def test_ids_follow_the_text(parse: Parse) -> None:
    cast = find(parse, "Japan and Kenya met. Moscow stayed away.")
    assert [(one.id, one.name) for one in cast.actors] == [("a1", "Japan"), ("a2", "Kenya"), ("a3", "Russia")]


def test_pronouns_stay_open_in_doubt(parse: Parse) -> None:
    text = "Tarik Demir and Jonas Holm argued with Piet Smit. Later he left."
    cast = find(parse, text)
    assert not any(one.kind.value == "pronoun" for actor in cast.actors for one in actor.mentions)


def test_place_of_a_talk_is_a_place(parse: Parse) -> None:
    cast = find(parse, "Officials from Kenya met in Muscat, Oman.")
    assert {one.name: one.part_of for one in cast.places}["Muscat"] == "Oman"


def test_credit_only(parse: Parse) -> None:
    text = "Japan agreed.\n(AFP)"
    document = Document("test.txt", text, "0" * 64, agency="AFP", furniture=(Furniture(Span(14, 19), "credit"),))
    cast = actors.find(parse("Japan agreed.\n     "), document, lexicon.load())
    assert [(one.name, one.credit_only) for one in cast.actors] == [("Japan", False), ("Agence France-Presse", True)]
    assert cast.actors[1].mentions[0].span == Span(15, 18)


def test_same_text_same_cast(parse: Parse) -> None:
    text = "Presidents of Peru and Chile met; both leaders praised Brazil and its government."
    assert find(parse, text) == find(parse, text)


def test_names_do_not_come_from_capitals(parse: Parse) -> None:
    text = "LENA HOLM WINS VOTE IN THE NORTH\n\nLena Holm won the vote, officials said."
    assert [one.name for one in find(parse, text).actors if one.type.value == "Person"] == ["Lena Holm"]


def test_water_is_no_state(parse: Parse) -> None:
    assert not any(one.name == "Niger" for one in find(parse, "Oil spilled into the Niger Delta.").actors)


@pytest.mark.parametrize(
    ("text", "person", "state"),
    [
        ("The Minister of Foreign Affairs of the Kingdom of Tonga Sione Vea arrived.", "Sione Vea", "TON"),
        ("He met Chile's Pedro Rojas and left.", "Pedro Rojas", "CHL"),
        ("Vietnam's Pham Quoc Anh joined them.", "Pham Quoc Anh", "VNM"),
        ("The head of the harbour board, Ama Boateng, resigned.", "Ama Boateng", None),
        ("The deputy prime minister for roads, Marta Kovac, spoke.", "Marta Kovac", None),
        ("They met the Emir of Qatar Sheikh Faris bin Nasser Al Hamad.", "Faris bin Nasser Al Hamad", "QAT"),
        ("Senate Minority Whip Ron Tilley voted no.", "Ron Tilley", None),
        ("Rt Hon. John Okafor spoke to H.E. Fatou Ceesay.", "Fatou Ceesay", None),
        ("The spokesman for the rebels, Al-Amin Qasim, did not reply.", "Al-Amin Qasim", None),
        ("President Carlos Mora Jr. flew home.", "Carlos Mora Jr.", None),
    ],
)
def test_persons_given_away_by_the_words_around(parse: Parse, text: str, person: str, state: str | None) -> None:
    actor = named(find(parse, text), person)
    assert (actor.type.value, actor.state) == ("Person", state)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Volta River Authority said water was low.", {"Volta River Authority"}),
        ("A contract went to the German firm Krauss Pumpen.", {"Krauss Pumpen"}),
        ("The FKR said it would march.", {"FKR"}),
        ("Omani Foreign Minister Salim Harthy spoke.", set()),
        ("The Commissioner of Police, Tunde Bello, resigned.", set()),
        ("The Head of State of Panama accepted.", set()),
        ("They left on Air Force One for home.", set()),
        ("DOHA (Wire) - Talks resumed.", set()),
        ("The film Silent Harbour opens on Friday.", set()),
        ("They dined at Brenner House in Bonn.", set()),
    ],
)
def test_organizations_need_evidence(parse: Parse, text: str, expected: set[str]) -> None:
    assert {one.name for one in find(parse, text).actors if one.type.value == "Organization"} == expected


@pytest.mark.parametrize(
    ("text", "words", "members"),
    [
        (
            "Prime Minister Ana Lopez received Foreign Minister Ken Mori. The two leaders spoke. "
            "President Omar Diallo will host President Ruth Banda next week.",
            "The two leaders",
            {"Ana Lopez", "Ken Mori"},
        ),
        (
            "President Petrov met President Novak. Chancellor Huber joined later. The leaders signed a pact.",
            "The leaders",
            set(),
        ),
        ("Iran and Oman held talks. Iraq urged both sides to show restraint.", "both sides", {"Iran", "Oman"}),
        (
            "Peruvian President Ana Quispe arrived in Chile on a visit that both governments praised.",
            "both governments",
            {"Peru", "Chile"},
        ),
        (
            "A truce was urged in Sudan, Egypt's foreign ministry said. Peru will host talks once both parties agree.",
            "both parties",
            set(),
        ),
        (
            "Former Ghanaian president Kofi Addo said the two sides were close. Mali stayed away.",
            "the two sides",
            set(),
        ),
    ],
)
def test_members_of_groups_are_those_named_before(parse: Parse, text: str, words: str, members: set[str]) -> None:
    cast = find(parse, text)
    assert {one.name for one in cast.actors if words in said(text, one, "group")} == members


@pytest.mark.parametrize(
    ("text", "actor", "kind", "words"),
    [
        (
            "External Affairs Minister Ravi Menon landed. EAM called on President Asha Perera. He also met traders.",
            "Ravi Menon",
            "pronoun",
            ["He"],
        ),
        ("The Secretary flew home. Secretary Helen Ward will speak.", "Helen Ward", "nominal", ["The Secretary"]),
        ("Prime Minister Joao Reis left. PM thanked his hosts.", "Joao Reis", "nominal", ["PM"]),
        (
            "Interview by Tom Brand\n\nThe minister, Kaia Tamm, was in Riga, where she met Speaker Juris Ozols.",
            "Kaia Tamm",
            "pronoun",
            ["she"],
        ),
        ("MR HOLM: I saw it.\n\nQUESTION: Did she?\n\nMR HOLM: No.\n\nPer Holm left.", "Per Holm", "pronoun", ["I"]),
    ],
)
def test_those_known_by_their_office(parse: Parse, text: str, actor: str, kind: str, words: list[str]) -> None:
    assert said(text, named(find(parse, text), actor), kind) == words


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Lula spoke. Brazilian President Luiz Inacio Lula da Silva left.", ["Luiz Inacio Lula da Silva"]),
        ("Minister Jan Novak left. J. Novak was tired.", ["Jan Novak"]),
        ("German Chancellor Scholz left. Everybody knows Olaf.", ["Olaf Scholz"]),
        ("H.E. Mensah spoke. The minister, Yaw Mensah, smiled.", ["Yaw Mensah"]),
        ("MARTA Kovac won. Kovac STUNS rivals.", ["Marta Kovac"]),
        ("The talks between the Secretary and Prime Minister Irma Lange failed.", ["Irma Lange"]),
    ],
)
def test_one_person_is_one(parse: Parse, text: str, persons: list[str]) -> None:
    assert [one.name for one in find(parse, text).actors if one.type.value == "Person"] == persons


def test_money_is_no_state(parse: Parse) -> None:
    assert not find(parse, "Trade came to 180 billion U.S. dollars and 3 billion Swiss francs.").actors


def test_no_office_over_a_paragraph(parse: Parse) -> None:
    cast = find(parse, "Berg speaks to Danish president\n\nNils Berg has spoken to Lise Friis.")
    assert named(cast, "Nils Berg").roles == ()


@pytest.mark.parametrize(
    ("text", "actor", "words"),
    [
        ("Jan Nowak met Aino Laine. For his part, Nils Berg praised the mayor.", "Nils Berg", ["his"]),
        ("Kurt Weil spoke. Asked whether he had lied, Per Lund said no.", "Per Lund", ["he"]),
        ("Minister Omar Sow spoke. The visit of Ben Diop had been planned, he said.", "Omar Sow", ["he"]),
        ("Petrov: I signed nothing\n\nMinister Ivan Petrov spoke.", "Ivan Petrov", ["I"]),
    ],
)
def test_pronouns_of_whom_the_sentence_is_about(parse: Parse, text: str, actor: str, words: list[str]) -> None:
    assert said(text, named(find(parse, text), actor), "pronoun") == words


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "Lithuanian President Gitanas Petraitis, Latvian President Edgars Ozols and German Chancellor Frieda "
            "Brandt signed it.",
            {
                "Gitanas Petraitis": ["President of Lithuania"],
                "Edgars Ozols": ["President of Latvia"],
                "Frieda Brandt": ["Chancellor of Germany"],
            },
        ),
        (
            "French President Luc Moreau, British Prime Minister Alan Firth and Peter Lund, Denmark's prime minister, "
            "spoke.",
            {
                "Luc Moreau": ["President of France"],
                "Alan Firth": ["Prime Minister of the United Kingdom"],
                "Peter Lund": ["Prime Minister of Denmark"],
            },
        ),
        (
            "Indian Foreign Secretary Ravi Menon met British Foreign Secretary Emma Clarke.",
            {"Ravi Menon": ["Foreign Secretary of India"], "Emma Clarke": ["Foreign Minister of the United Kingdom"]},
        ),
        ("HH the Amir of Qatar received HRH Prince Faisal Omar.", {"Faisal Omar": ["Prince"]}),
        (
            "Solomons' Manele met Fiji Prime Minister Jone Vuni.",
            {"Manele": [], "Jone Vuni": ["Prime Minister of Fiji"]},
        ),
    ],
)
def test_an_office_is_of_the_name_behind_it(parse: Parse, text: str, roles: dict[str, list[str]]) -> None:
    persons = [one for one in find(parse, text).actors if one.type.value == "Person"]
    assert {one.name: list(one.roles) for one in persons} == roles


def test_the_amir_is_the_emir_and_amir_alone_a_first_name(parse: Callable[[str], Doc]) -> None:
    text = "Kuwait's Amir Sheikh Nasser Al-Fahim met Ana Paz. The Amir thanked her. Amir Khan watched."
    assert said(text, named(find(parse, text), "Nasser Al-Fahim"), "nominal") == ["The Amir"]


def test_each_of_several_adjectives_before_a_noun_of_state(parse: Callable[[str], Doc]) -> None:
    text = "The heads of the Omani, Kenyan and Thai intelligence services met Ana Paz."
    assert {one.name for one in find(parse, text).actors} == {"Oman", "Kenya", "Thailand", "Ana Paz"}
