"""What a person's claims contradict, found as it is found for claims that an extractor reads."""

from collections.abc import Iterator

from kg.deciding import contradictions
from kg.deciding.contradictions import nobody, stand
from kg.deciding.known import Known
from kg.events import ClaimAsserted, ClaimsLinked, ClaimsRelated
from kg.identity import names
from kg.judgements.judging import Judged, introducing
from kg.judgements.view import View
from kg.lookups.claims import Left
from kg.model import Party


def complete(judged: Judged, view: View, known: Known) -> Judged:
    """The judgement with what its claim contradicts, and with whom it names for the first time."""
    judged, registry = weighed(judged, known), names.load()
    named = (registry.entity(party.id, name=party.name) for party in named_by(judged))
    return introducing(view, judged, named)


def named_by(judged: Judged) -> Iterator[Party]:
    """Whom and what the claims of a judgement name."""
    for each in judged.payloads:
        if isinstance(each, ClaimAsserted):
            yield from each.claim.named


def weighed(judged: Judged, known: Known) -> Judged:
    """The judgement with what its claim contradicts; `known` is as of the log's end."""
    asserted = next((each for each in judged.payloads if isinstance(each, ClaimAsserted)), None)
    if asserted is None:
        return judged
    links = [link for each in judged.payloads if isinstance(each, ClaimsLinked) for link in each.links]
    ground = known.incidents.ground(())
    voice = known.outlet(asserted.article) or nobody(asserted.article)
    said = (stand(link.claim, asserted.claim, link.incident, voice, ground) for link in links)
    new = [known.incidents.shown(one) for one in said]
    left = Left(None, frozenset({asserted.replaces} if asserted.replaces else ()))
    relations = contradictions.find(new, known.about(new, left=left), known.dead(left))
    if not relations:
        return judged
    related = ClaimsRelated(article=asserted.article, method=contradictions.METHOD, relations=relations)
    return judged._replace(payloads=(*judged.payloads, related))
