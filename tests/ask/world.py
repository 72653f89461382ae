"""The given of the questions' tests: two incidents that four articles tell differently."""

from kg.events import ClaimsExtracted, Payload
from kg.model import Count, Modality, Stance

from .story import Line, Told, contradict, entities, incident, tell

ACTORS = {
    "us_forces": ("US forces", "military"),
    "us_led_coalition": ("US-led coalition", "coalition"),
    "russian_forces": ("Russian forces", "military"),
    "ndf": ("National Defence Forces", "militia"),
    "sdf": ("Syrian Democratic Forces", "militia"),
    "wagner": ("Wagner Group", "pmc"),
    "g_residents": ("residents", "civilians"),
    "sohr": ("SOHR", "monitor"),
    "reuters": ("Reuters", "media"),
    "rt": ("RT", "media"),
    "sana": ("SANA", "media"),
}
PLACES = {
    "syria": ("Syria", None),
    "hasakah": ("Hasakah", "syria"),
    "khirbet_ammo": ("Khirbet Ammo", "hasakah"),
    "khasham": ("Khasham", "syria"),
}
NAMES = {id_: name for id_, (name, _) in (ACTORS | PLACES).items()}
AMMO, KHASHAM = "ammo", "khasham_battle"
DAY, NIGHT = "2020-02-12", "2018-02-07"

_ONE = Count(low=1, best=1, high=1)

REUTERS = tell(
    "r1",
    "reuters",
    "2020-02-12",
    Line(
        "US troops shot at villagers, SANA said.",
        "ATTACKED",
        by={"us_forces": "US troops"},
        on={"g_residents": "villagers"},
        at="khirbet_ammo",
        date=DAY,
        said=("sana",),
        trigger="shot at",
        category="ASSAULT",
        incident=AMMO,
    ),
    Line(
        "The patrol came under fire from militiamen, an American officer said.",
        "ATTACKED",
        by={"ndf": "militiamen"},
        on={"us_forces": "The patrol"},
        at="khirbet_ammo",
        date=DAY,
        said=("us_forces",),
        trigger="came under fire",
        category="ASSAULT",
        incident=AMMO,
    ),
    Line(
        "One villager was killed by the Americans, SANA said.",
        "CASUALTIES",
        by={"us_forces": "the Americans"},
        on={"g_residents": "villager"},
        date=DAY,
        said=("sana",),
        trigger="killed",
        killed=_ONE,
        incident=AMMO,
    ),
    Line(
        "A Russian convoy arrived and calmed both sides, the Observatory said.",
        "DE_ESCALATED",
        by={"russian_forces": "A Russian convoy"},
        date=DAY,
        said=("sohr",),
        trigger="calmed",
        category="RETREAT",
        incident=AMMO,
    ),
    names=NAMES,
    title="Shots at a checkpoint",
)
RT = tell(
    "t1",
    "rt",
    "2020-02-13",
    Line(
        "American soldiers opened fire on residents.",
        "ATTACKED",
        by={"us_forces": "American soldiers"},
        on={"g_residents": "residents"},
        date=DAY,
        trigger="opened fire",
        category="ASSAULT",
        incident=AMMO,
    ),
    Line(
        "The coalition denied that US troops had shot at locals.",
        "ATTACKED",
        by={"us_forces": "US troops"},
        on={"g_residents": "locals"},
        date=DAY,
        said=("us_led_coalition",),
        trigger="had shot",
        modality=Modality.DENIED,
        stance=Stance.DENY,
        category="ASSAULT",
        incident=AMMO,
    ),
    Line(
        "The dead man was a militiaman, the Observatory said.",
        "CASUALTIES",
        on={"ndf": "militiaman"},
        date=DAY,
        said=("sohr",),
        trigger="dead",
        killed=_ONE,
        incident=AMMO,
    ),
    Line(
        "Russian servicemen prevented worse.",
        "DE_ESCALATED",
        by={"russian_forces": "Russian servicemen"},
        date=DAY,
        trigger="prevented",
        category="RETREAT",
        incident=AMMO,
    ),
    names=NAMES,
    title="Villagers against a patrol",
)
BLOG = tell(
    "b1",
    None,
    "2018-02-08",
    Line(
        "More than 100 Wagner men were killed, American officers said.",
        "CASUALTIES",
        on={"wagner": "Wagner men"},
        at="khasham",
        date=NIGHT,
        said=("us_forces",),
        trigger="killed",
        killed=Count(low=100, best=100, high=None),
        incident=KHASHAM,
    ),
    Line(
        "Wagner attacked an SDF base.",
        "ATTACKED",
        by={"wagner": "Wagner"},
        on={"sdf": "SDF"},
        at="khasham",
        date=NIGHT,
        trigger="attacked",
        category="ASSAULT",
        incident=KHASHAM,
    ),
    Line(
        "US forces back the SDF.",
        "BACKS",
        by={"us_forces": "US forces"},
        on={"sdf": "SDF"},
        trigger="back",
    ),
    names=NAMES,
    title="Night over Khasham",
)
SANA = tell(
    "s1",
    "sana",
    "2018-02-09",
    Line(
        "The coalition killed 25 men of Wagner and wounded 10 to 15.",
        "CASUALTIES",
        by={"us_led_coalition": "The coalition"},
        on={"wagner": "men of Wagner"},
        at="khasham",
        date=NIGHT,
        trigger="killed",
        killed=Count(low=25, best=25, high=25),
        wounded=Count(low=10, best=12, high=15),
        incident=KHASHAM,
    ),
    Line(
        "The coalition bombed Wagner.",
        "ATTACKED",
        by={"us_led_coalition": "The coalition"},
        on={"wagner": "Wagner"},
        at="khasham",
        date=NIGHT,
        trigger="bombed",
        category="ASSAULT",
        incident=KHASHAM,
    ),
    Line(
        "Russia and the NDF are allies.",
        "ALLIED_WITH",
        by={"russian_forces": "Russia", "ndf": "NDF"},
        trigger="allies",
    ),
    names=NAMES,
)
ARTICLES = (BLOG, SANA, REUTERS, RT)


def events() -> list[Payload]:
    """The world as it is told: an article's contradictions come right after it."""
    return [
        *entities(ACTORS, PLACES),
        incident(KHASHAM, "Battle of Khasham", NIGHT, "khasham", category="ASSAULT"),
        *BLOG.events(),
        *SANA.events(),
        contradict(SANA, BLOG.key(0), SANA.key(0), "toll"),
        incident(AMMO, "Clash at Khirbet Ammo", DAY, "khirbet_ammo", category="ASSAULT"),
        *REUTERS.events(),
        contradict(REUTERS, REUTERS.key(0), REUTERS.key(1), "began"),
        *RT.events(),
        contradict(RT, REUTERS.key(0), RT.key(1), "happened", kind="denies"),
        contradict(RT, REUTERS.key(2), RT.key(2), "victim"),
    ]


def text(article: Told, line: int) -> str:
    """The sentence that a line of an article is."""
    sentence = article.sentences[line]
    return article.article.text[sentence.start : sentence.end]


def without_the_last_line(article: Told) -> list[Payload]:
    """A newer run that reads the article again, and does not find its last claim."""
    run = next(event for event in article.events() if isinstance(event, ClaimsExtracted))
    return [run.model_copy(update={"version": "2", "claims": run.claims[:-1]})]
