"""Attacks that an article tells better elsewhere: by nobody, or only in some country."""

from collections.abc import Collection, Sequence

from kg.model import Claim


def without_vague(claims: Sequence[Claim], countries: Collection[str]) -> tuple[Claim, ...]:
    """The claims without attacks by nobody, where the article has one by somebody, and without attacks "in
    Iraq" where it says whom the same attacker attacked; `countries` are the ids of the lands it names.
    """
    attacks = [claim for claim in claims if claim.type == "ATTACKED"]
    named = {_by(claim) for claim in attacks if claim.recipients and not _only_in(claim, countries)}
    anybody = any(claim.actors for claim in attacks)
    return tuple(
        claim
        for claim in claims
        if claim.type != "ATTACKED"
        or not ((anybody and not claim.actors) or (_only_in(claim, countries) and _by(claim) in named))
    )


def _by(claim: Claim) -> frozenset[str]:
    return frozenset(party.id for party in claim.actors)


def _only_in(claim: Claim, countries: Collection[str]) -> bool:
    return bool(claim.recipients) and all(party.id in countries for party in claim.recipients)
