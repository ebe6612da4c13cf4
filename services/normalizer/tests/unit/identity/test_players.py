from a1_normalizer.identity.players import identify, namesakes_in
from a1_schemas.vocabulary import League


def test_accents_punctuation_and_order_of_names_change_no_player() -> None:
    ids = {identify(name, League.MLB) for name in ("José Ramírez", "Jose Ramirez", "JOSE RAMIREZ\t", "Ramirez Jose")}
    assert len(ids) == 1


def test_a_suffix_on_one_side_is_neutral() -> None:
    assert identify("Jabari Smith Jr", League.NBA) == identify("Jabari Smith", League.NBA)


def test_two_people_of_one_body_that_differ_by_the_suffix_stay_two() -> None:
    namesakes = namesakes_in(frozenset({"LeBron James", "LeBron James Jr."}))
    father, son = (identify(name, League.NBA, namesakes) for name in ("LeBron James", "LeBron James Jr."))
    assert father != son
