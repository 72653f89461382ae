"""The words by which a filler names, describes or points back to a party."""

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
OWN = frozenset({"our", "own"})  # whoever speaks
UNIFORMS = frozenset({"uniform", "uniforms", "fatigues", "insignia"})
PEOPLE = frozenset({"he", "she", "him", "her"})
SINGLE = frozenset({"it", "itself"})
GROUP = frozenset({"they", "them", "it", "itself", "themselves"})
ALLIED = frozenset(
    {
        "allied",
        "ally",
        "allies",
        "partner",
        "partners",
        "proxy",
        "proxies",
        "backed",
        "rival",
        "rivals",
        "enemy",
    }
)
SENDING = frozenset(  # whose object is the subject's own
    """
    send deploy dispatch commit withdraw lose field redeploy recall post station rush mass amass
    concentrate transfer move pull bring fly airlift relocate
    """.split()  # noqa: SIM905, a word list reads better as words
)
SENT = frozenset({"military", "police", "militia", "pmc", "igo"})  # who is sent
OPENING = frozenset({"–", "—", ":"})
NUMERALS = frozenset({"hundreds", "thousands", "dozens", "scores", "millions"})
OWNING = frozenset({"of", "from", "for"})
SOME = frozenset({"one", "some", "many", "several", "most", "two", "three", "others", "both"})
OPENING_CHUNKS = 12  # a pronoun after more is not at the head of a sentence
STAFF = frozenset(
    """
    staff office department bureau commission embassy authority directorate secretariat administration command
    chancellery delegation service board panel inquiry
    """.split()  # noqa: SIM905, a word list reads better as words
)
# People who are nobody of those whose people they are.
KIN = frozenset(
    """
    families relatives wives mothers fathers sons daughters widows supporters followers opponents critics
    survivors victims mourners
    """.split()  # noqa: SIM905, a word list reads better as words
)
# Those who stand for each of two: "representatives of X and Y".
OFFICIALS = frozenset(
    """
    representatives officials leaders delegations envoys ministers presidents negotiators delegates diplomats
    mediators members fighters soldiers troops forces
    """.split()  # noqa: SIM905, a word list reads better as words
)
COLLECTED = "collected"  # the relation of a bare noun ("army" in "the army chief") to whom it points back to
COLLECTIVE = frozenset({"coalition", "army", "militia", "junta", "rebel"})  # "an army position" is its
ACCUSING = frozenset({"accuse", "blame", "suspect", "condemn", "denounce"})
DENYING = frozenset({"deny", "reject", "dismiss", "refute"})
LOYAL = frozenset({"loyal", "allied", "sympathetic", "opposed"})
# What "says" something without being anybody.
VOICELESS = frozenset(
    """
    video videos footage report reports figure figures estimate estimates picture pictures photo photos image
    images evidence document documents statement statements communique release announcement sign letter text
    study poll tally tallies counts toll tolls why how so claim claims
    this that which who what count data history law rule rules agreement deal
    """.split()  # noqa: SIM905, a word list reads better as words
)
