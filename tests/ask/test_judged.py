"""Names and explanations after people have judged, now and as of before."""

import pytest

from kg.errors import QuestionError
from kg.judgements import judging
from kg.projection.project import Projector
from kg.questions import lookup
from kg.questions.explain import explain
from tests.judging.saying import WHY, Judging

from . import world
from .conftest import Told
from .story import Line, entities, incident, tell

SHOT = world.REUTERS.key(0)


class Story:
    """The world in a log and a graph, and judgements on it."""

    def __init__(self, graph) -> None:
        self.people = Judging()
        self.told = Told(graph, self.people.log)
        self.before = self.people.view.pos
        self._projector = Projector(self.people.log, graph)

    def say(self, judged) -> int:
        pos = self.people.say(judged)
        self._projector.catch_up()
        return pos

    def join(self, a: str, b: str) -> int:
        return self.say(judging.identify(self.people.view, a, b, same=True, grounds=WHY))

    def explained(self, key: str, **as_of: int):
        return explain(self.told.graph, self.told.log, key, **as_of)


@pytest.fixture
def story(graph) -> Story:
    return Story(graph)


@pytest.mark.parametrize("name", ["us_led_coalition", "US-led coalition", "us-led Coalition", "US forces"])
def test_a_name_means_what_it_is_shown_as_at_that_time(story, name):
    pos = story.join("us_forces", "us_led_coalition")
    graph = story.told.graph
    own = "us_forces" if name == "US forces" else "us_led_coalition"
    assert (
        lookup.resolve(graph, name, "actor") == lookup.resolve(graph, name, "actor", as_of=pos) == "us_forces"
    )
    assert lookup.resolve(graph, name, "actor", as_of=story.before) == own


def test_incidents_that_are_one_are_asked_about_by_either_key(story):
    story.join(world.AMMO, world.KHASHAM)
    rows = [story.told.ask("incident", incident=key) for key in (world.AMMO, world.KHASHAM)]
    assert rows[0] == rows[1]
    assert len({row["article_key"] for row in rows[0]}) == 4
    before = story.told.ask("incident", incident=world.AMMO, asOf=story.before)
    assert len({row["article_key"] for row in before}) == 2


def test_of_what_was_not_known_yet_no_name_is_found(story):
    story.join("us_forces", "us_led_coalition")
    with pytest.raises(QuestionError, match="no incident goes by 'ammo'"):
        story.told.ask("incident", incident="ammo", asOf=3)


def test_a_retraction_is_told_of_its_claim_and_leaves_its_edge(story):
    pos = story.say(judging.retract_claim(story.people.view, story.people.claim(SHOT), WHY))
    (ground,) = story.explained(SHOT).grounds
    assert ground.retired == pos
    assert ground.lines()[-1] == f"retracted at position {pos} by ann, “seen on site”"
    edge = "US forces ATTACKED residents"
    assert SHOT not in {ground.claim for ground in story.explained(edge).grounds}
    assert SHOT in {ground.claim for ground in story.explained(edge, as_of=story.before).grounds}


def test_a_retracted_article_is_told_of_each_of_its_claims(story):
    article = story.people.view.article("r1")
    pos = story.say(judging.retract_article(story.people.view, article, WHY))
    (ground,) = story.explained(SHOT).grounds
    assert ground.notes == (f"its article was retracted at position {pos} by ann, “seen on site”",)


def test_a_claim_that_came_back_is_explained_by_the_words_that_stated_it(story):
    pos = story.say(judging.retract_claim(story.people.view, story.people.claim(SHOT), WHY))
    story.say(judging.withdraw(story.people.view, pos, WHY))
    gone, back = story.explained(SHOT).grounds
    assert (gone.sentence, back.sentence) == (world.text(world.REUTERS, 0),) * 2
    assert (gone.retired, back.retired) == (pos, None)


def test_a_correction_is_told_of_both_claims(story):
    stated = story.people.claim(SHOT)
    revised = stated.claim.model_copy(update={"date": "2020-02-11"})
    pos = story.say(judging.correct(story.people.view, stated, revised, WHY))
    key = story.people.view.said_at(pos).judgement.claim.key(stated.article.key)
    (old,), (new,) = story.explained(SHOT).grounds, story.explained(key).grounds
    by = f"at position {pos} by ann, “seen on site”"
    assert old.notes == (f"replaced by claim {key} {by}",)
    assert new.notes == (f"asserted instead of claim {SHOT} {by}",)
    assert (new.sentence, new.incident) == (old.sentence, old.incident)


def test_who_is_shown_as_whom_is_told_of_claims_and_incidents(story):
    pos = story.join("us_forces", "us_led_coalition")
    (ground,) = story.explained(world.SANA.key(1)).grounds
    assert ground.says == "US forces attacked Wagner Group"
    assert ground.notes == (
        f"US-led coalition (us_led_coalition) is US forces (us_forces): judged at position {pos} by ann,"
        " “seen on site”",
    )
    assert story.explained(world.SANA.key(1), as_of=story.before).grounds[0].notes == ()
    pos = story.join(world.AMMO, world.KHASHAM)
    explained = story.explained(world.AMMO)
    assert explained.title == "incident khasham_battle: Battle of Khasham"
    assert explained.notes[0].startswith("incident (ammo) is Battle of Khasham (khasham_battle): judged at")


def test_one_who_was_read_as_two_is_named_once(graph):
    names = {"sdf": "SDF", "ypg": "YPG", "ndf": "NDF", "wire": "The Wire"}
    both = {"sdf": "The SDF", "ypg": "the YPG"}
    struck = Line(
        "The SDF and the YPG struck the NDF.", "ATTACKED", both, {"ndf": "the NDF"}, incident="ammo"
    )
    article = tell("two.txt", "wire", "2020-02-13", struck, names=names)
    kinds = {id_: (name, "militia") for id_, name in names.items()}
    people = Judging([*entities(kinds, {}), incident("ammo", "Ammo", "2020-02-12", None), *article.events()])
    people.say(judging.identify(people.view, "sdf", "ypg", same=True, grounds=WHY))
    Projector(people.log, graph).catch_up()
    [row] = Told(graph, people.log).ask("timeline")
    assert row["happened"] == ["SDF attacked NDF"]
    [ground] = explain(graph, people.log, article.key(0)).grounds
    assert ground.says == "SDF attacked NDF"
