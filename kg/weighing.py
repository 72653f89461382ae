"""What a person's claims contradict, found as it is found for claims that an extractor reads."""

from kg import contradictions
from kg.contradictions import stand
from kg.events import ClaimAsserted, ClaimsLinked, ClaimsRelated
from kg.judging import Judged
from kg.known import Known
from kg.lookups.claims import Left


def weighed(judged: Judged, known: Known) -> Judged:
    """The judgement with what its claim contradicts; `known` is as of the log's end."""
    asserted = next((each for each in judged.payloads if isinstance(each, ClaimAsserted)), None)
    if asserted is None:
        return judged
    links = [link for each in judged.payloads if isinstance(each, ClaimsLinked) for link in each.links]
    ground, outlet = known.incidents.ground(()), known.outlet(asserted.article)
    said = (stand(asserted.article, asserted.claim, link.incident, outlet, ground) for link in links)
    new = [known.incidents.shown(one) for one in said]
    left = Left(None, frozenset({asserted.replaces} if asserted.replaces else ()))
    relations = contradictions.find(new, known.about(new, left=left), known.dead(left))
    if not relations:
        return judged
    related = ClaimsRelated(article=asserted.article, method=contradictions.METHOD, relations=relations)
    return judged._replace(payloads=(*judged.payloads, related))
