"""Who may do what a rule tells of: soldiers, officials, civilians."""

from collections.abc import Callable
from typing import Final

from kg.extract.deeds.raws import POSSESSIVES, Clause, Filler, Raw
from kg.extract.grammar import roles
from kg.extract.grammar.chunks import Chunk
from kg.extract.rulebook import Rule
from kg.extract.sides import owners
from kg.extract.sides.memory import Memory, Ref
from kg.extract.sides.parties import Resolver
from kg.model import Party

UNIFORMED: Final = frozenset({"military", "militia", "coalition", "pmc", "police", "rebel", "terrorist"})
ARMED: Final = UNIFORMED | {"igo", "other"}
KINDS: Final = {"armed": ARMED, "uniformed": UNIFORMED}  # who alone may
UNOFFICIAL: Final = frozenset({"military", "militia", "rebel", "terrorist", "pmc", "civilians", "media"})
PRIVATE: Final = frozenset({"civilians", "person", "media", "company"})
BARRED: Final = {
    "force": PRIVATE,
    "official": UNOFFICIAL,
    "civil": UNIFORMED,
    "people": UNIFORMED | {"state", "government"},
}  # who may not
COMING: Final = frozenset(
    {"ATTACKED", "ENTERED", "SEIZED"}
)  # deeds after which their doer is where they were done
OPEN: Final = frozenset({"ATTACKED", "SEIZED", "BLOCKED"})  # what may be told without its doer
TAKING: Final = frozenset({"ENTERED", "SEIZED", "WITHDREW_FROM", "DEPLOYED_TO"})  # what may be prevented
UNFIT: Final = frozenset({"mutual", "nominal_mutual", "origin", "losing"})  # frames that ask for two sides
ANSWERING: Final = frozenset({"return", "respond", "answer", "reply", "retaliate"})
CHECKPOINTS: Final = frozenset({"checkpoint", "checkpoints", "roadblock", "roadblocks", "barrier"})
TOWARDS: Final = frozenset({"to", "into", "across", "over", "toward", "towards", "for"})
MAKING: Final = frozenset({"force", "cause", "compel", "prompt", "lead", "leave", "push", "oblige"})
UPON: Final = frozenset({"after", "following", "amid", "during"})


def fitting(rule: Rule, actors: tuple[Party, ...], type_of: Callable[[Party], str]) -> tuple[Party, ...]:
    """The actors of the kind that the rule asks for."""
    if rule.actor in KINDS:
        return tuple(party for party in actors if type_of(party) in KINDS[rule.actor])
    barred = BARRED.get(rule.actor, frozenset())
    return tuple(party for party in actors if type_of(party) not in barred)


def arrive(
    type_: str,
    actors: tuple[Party, ...],
    recipients: tuple[Party, ...],
    place: Party | None,
    memory: Memory,
) -> None:
    """Note where a deed brought its doers, where an attack was, and who attacked whom."""
    if type_ == "ATTACKED" and actors:
        for hit in recipients:
            memory.foes[hit.id] = Ref.to(actors[0])
    if place is not None and type_ == "ATTACKED":
        memory.hit = Ref.to(place)
    if place is not None and type_ in COMING:
        for actor in actors:
            memory.reached[actor.id] = Ref.to(place)
    if type_ in COMING and actors:
        memory.doer = Ref.to(actors[0])


def going_on(clause: Clause, raw: Raw, memory: Memory) -> tuple[Party, ...]:
    """ "In August they took Lalibela": who attacked or came last, for a "they" that is nobody else."""
    if raw.rule.type not in COMING or memory.doer is None or len(raw.agents) != 1:
        return ()
    chunk = clause.chunks[raw.agents[0].chunk]
    token = clause.tokens[chunk.first]
    if chunk.kind != "I" or token.norm != "they":
        return ()
    ref, end = memory.doer, clause.tokens[chunk.last - 1].end
    return (Party(id=ref.id, name=ref.name, text=token.text, start=token.start, end=end),)


def answered(clause: Clause, raw: Raw, actors: tuple[Party, ...], memory: Memory) -> tuple[Party, ...]:
    """ "Its soldiers returned fire", "responded with air strikes": on whoever attacked them last."""
    group = clause.chunks[raw.group] if raw.group is not None else None
    words = {token.norm for token in clause.tokens[raw.first : raw.last]}
    if group is None or (group.lemma not in ANSWERING and "back" not in words):
        return ()
    foes = [memory.foes.get(actor.id) or memory.doer for actor in actors]
    ids = {actor.id for actor in actors}
    return tuple(foe.unsaid for foe in foes if foe is not None and foe.id not in ids)[:1]


def left_behind(actors: tuple[Party, ...], memory: Memory) -> tuple[Party, ...]:
    """ "They withdrew in the afternoon": where the article last told that they had come to."""
    places = (memory.reached[actor.id] for actor in actors if actor.id in memory.reached)
    return tuple(ref.unsaid for ref in places)[:1]


def left_to_others(actors: tuple[Party, ...], memory: Memory) -> tuple[Party, ...]:
    """ "M23 entered Goma and the soldiers fled": where those came to who came last."""
    comer = memory.doer
    if comer is None or not actors or any(actor.id in {comer.id, *memory.reached} for actor in actors):
        return ()
    place = memory.reached.get(comer.id)
    return (place.unsaid,) if place is not None else ()


def goes_elsewhere(clause: Clause, raw: Raw) -> bool:
    """ "Retreated to the city", "fled across the river": told with where to, not where from."""
    chunks, k = clause.chunks, raw.group
    if k is None or raw.nominal or k + 1 >= len(chunks):
        return False
    after = next((chunk for chunk in chunks[k + 1 :] if chunk.kind != "B"), chunks[k])
    doer = chunks[raw.agents[0].chunk].actor if raw.agents else None
    forces = doer is None or doer.type in UNIFORMED
    return after.norm in TOWARDS and forces


def where_hit(memory: Memory) -> tuple[Party, ...]:
    """ "The shells came from across the river": where the article last told of an attack."""
    ref = memory.hit
    return (ref.unsaid,) if ref else ()


def at_checkpoints(resolver: Resolver, raw: Raw) -> tuple[Party, ...]:
    """ "The trucks were held up at RSF checkpoints": whose checkpoints they are."""
    chunks = resolver.clause.chunks
    posts = [c for c in chunks if c.kind == "NP" and c.norm in CHECKPOINTS and c.first >= raw.first]
    return resolver.holder(posts[0]) if posts and not raw.agents else ()


def theirs(resolver: Resolver, raw: Raw, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """ "Six soldiers died when jihadists ambushed their convoy": whose it is, as it is not the attackers'."""
    clause, taken = resolver.clause, {party.id for party in actors}
    for filler in raw.recipients:
        chunk = clause.chunks[filler.chunk]
        if chunk.kind != "NP" or clause.tokens[chunk.first].norm not in POSSESSIVES:
            continue
        for j in range(filler.chunk - 1, -1, -1):
            found = clause.chunks[j].actor if clause.chunks[j].kind == "NP" else None
            if found is None or found.kind != "actor" or found.type == "person":
                continue
            if found.id not in taken:
                return tuple(resolver.owned(chunk, party) for party in resolver.parties(Filler(j)))
    return ()


def satisfied(rule: Rule, actors: tuple[Party, ...], recipients: tuple[Party, ...], *, unsaid: bool) -> bool:
    """Whether every role that the rule asks for is filled; of what was hit, the doer may stay `unsaid`."""
    needed = rule.required
    if unsaid and recipients:
        return True
    return not ("agent" in needed and not actors) and not ("recipient" in needed and not recipients)


def is_unsaid(clause: Clause, raw: Raw) -> bool:
    """Whether what was hit is told in the passive, without a doer."""
    if raw.rule.type not in OPEN or raw.agents or raw.group is None or raw.nominal:
        return False
    group = clause.chunks[raw.group]
    return group.passive and raw.rule.frame not in UNFIT


def taken_after(clause: Clause, raw: Raw) -> tuple[int, ...]:
    """ "Took the town after shelling by X", "… after X withdrew": the place that a deed told so was on."""
    chunks = clause.chunks
    k = next((j for j, chunk in enumerate(chunks) if chunk.first <= raw.first < chunk.last), 0)
    k = k if raw.nominal else min([k, *(filler.chunk for filler in raw.agents)])
    group = roles.left_group(chunks, k)
    before = {chunk.norm for chunk in chunks[max(0, k - 3) : k] if chunk.kind in {"P", "S"}}
    if group is None or before.isdisjoint(UPON) or not raw.agents:
        return ()
    phrases = roles.complements(chunks, group).object or roles.subject(chunks, group)
    return tuple(j for j in phrases if owners.is_place(chunks[j]) or of_some(chunks, j))


def driven_from(clause: Clause, raw: Raw) -> tuple[int, ...]:
    """ "Took the town, forcing the army to flee": the place that was taken before some were made to go."""
    chunks, k = clause.chunks, raw.group
    if k is None or not chunks[k].to or raw.nominal:
        return ()
    making = roles.left_group(chunks, k)
    if making is None or chunks[making].lemma not in MAKING or chunks[making].form != "g":
        return ()
    taking = roles.left_group(chunks, making)
    return roles.complements(chunks, taking).object if taking is not None else ()


def of_some(chunks: list[Chunk], k: int) -> bool:
    """ "dozens of houses" """
    following = chunks[k + 1 : k + 3]
    return [chunk.kind for chunk in following] == ["P", "NP"] and following[0].norm == "of"


def done_by(clause: Clause, k: int) -> tuple[int, ...]:
    """ "the retaking of A by B", "the retaking by B of A": who did the deed at k."""
    chunks = clause.chunks
    norms = {token.norm for token in clause.tokens[chunks[k].first : chunks[k].last]}
    if chunks[k].kind != "NP" or norms.isdisjoint(clause.book.nouns):
        return ()
    by = (p.phrases for p in roles.complements(chunks, k).prepositions if p.norm == "by")
    return tuple(j for j in next(by, ()) if chunks[j].names_actor)
