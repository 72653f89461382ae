"""The words by which tagging tells nouns from verbs."""

DIRECTIONS = frozenset(
    """
    north south east west northeast northwest southeast southwest north-east north-west south-east south-west
    """.split()  # noqa: SIM905, a word list reads better as words
)
QUOTES = frozenset("\"“”„«»'‘’")
SIDE = frozenset(",;:–—-()[].!?…/")
NOUN_PART = frozenset("D#XG")
VERBAL = frozenset("VAHMS")
VERB_PART = frozenset("AHOMNT")
TENS = frozenset(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
ADJECTIVES = frozenset(
    [
        "propelled",
        "piloted",
        "wheeled",
        "tracked",
        "fortified",
        "willing",
        "unwilling",
        "missing",
        "outstanding",
        "incoming",
        "outgoing",
        "ongoing",
        "feuding",
    ]
)
MANDATING = frozenset(
    ["demand", "insist", "request", "propose", "recommend", "require", "urge", "ask", "suggest", "order"]
)
# Present forms that are hardly ever nouns: a plural noun before one is its subject ("bloggers say").
NEVER_NOUNS = frozenset(
    """
    say accuse believe insist deny allege confirm reject refuse condemn denounce describe kill injure
    destroy seize remain continue agree carry oppose admit retain invent occur depend die flee arrive enter
    warn tell loot impose include comprise contain
    """.split()  # noqa: SIM905, a word list reads better as words
)
GROUNDS = frozenset(  # singular nouns that a gerund before them only qualifies: "a weapons testing site"
    [
        "facility",
        "camp",
        "site",
        "base",
        "area",
        "centre",
        "center",
        "ground",
        "point",
        "station",
        "plant",
        "unit",
    ]
)
OCCURRING = frozenset(
    ["erupt", "rage", "continue", "break", "resume", "flare", "intensify", "spread", "escalate"]
)
JOINED = frozenset({"ally", "affiliate"})  # "and allied militias": no verbs before a noun
# Adverbs after a name, before "on Tuesday", "after the raid", "inside Russia".
LATE = frozenset({"late", "early", "right", "deep", "shortly", "just", "close"})
CLOSING = frozenset({"claim", "report", "state", "confirm", "announce"})  # what a speaker's name may end with
BUILT = frozenset(  # gerunds that a noun before them makes a thing: "the border crossing"
    [
        "crossing",
        "building",
        "meeting",
        "gathering",
        "briefing",
        "hearing",
        "mining",
        "fishing",
        "farming",
        "trading",
    ]
)
AS_NOUNS = frozenset({"displaced", "wounded", "injured", "besieged", "detained", "disappeared", "fallen"})
# Participles that stand before a noun as often as not: right after a verb they open its object.
DESCRIBING = AS_NOUNS | frozenset(
    """
    suspected alleged confirmed trapped stranded captured abandoned armed occupied retired guided planned
    limited continued increased renewed repeated sustained combined advanced organised organized burnt burned
    destroyed damaged unidentified masked hooded uprooted unexploded pitched
    """.split()  # noqa: SIM905, a word list reads better as words
)
# Before these a present form has an object: "control most of the land".
AMOUNTS = frozenset(
    """
    most much large vast many several about half part parts swathes swaths around nearly almost over
    """.split()  # noqa: SIM905, a word list reads better as words
)
WANTS_OBJECT = frozenset({"target", "strike"})  # "IS targets in Syria": no verb without an object
AFTER_NOUN = frozenset({"of", "in", "and", ",", "near", "around", "between", "outside", "inside", "across"})
PARALLEL = 10  # words between an infinitive and a base form that "and" joins to it
PREFIXES = frozenset({"de", "re"})  # "de-escalate" is three tokens
# Trades in -ing that stand before a noun as often as not.
TRADES = frozenset({"shipping", "mining", "fishing", "trading", "banking", "farming", "herding"})
CAPTIVE = frozenset({"prisoner", "hostage", "captive"})  # "took two pilots captive"
