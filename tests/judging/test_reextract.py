"""Articles of the log that are read again by another version."""

from kg import ingest
from kg.events import ClaimsExtracted, decode
from kg.ingest import Arrival
from kg.judgements.reextract import again, rereadings
from kg.log.memory import MemoryLog
from kg.model import Article
from tests.telling import Teller, article

OLD = article("one.txt", "sdf ATTACKED ndf 2018-02-07", "ndf ATTACKED sdf 2018-02-07")
OTHER = article("two.txt", "ndf BLOCKED sdf 2018-02-08", publisher=None)


class Forgetful(Teller):
    """A newer version that does not read the last claim, and takes `ndf` for somebody else."""

    def extract(self, article: Article):
        read = super().extract(article)
        claims = tuple(claim.model_copy(update={"date": "2018"}) for claim in read.claims[:1])
        return read.model_copy(update={"claims": claims})


def loaded(log: MemoryLog, *articles: Article, extractor=None) -> int:
    arrivals = [Arrival("text", each) for each in articles]
    return ingest.ingest(arrivals, log, extractor or Teller(), now_us=lambda: 1).changes


def filled() -> MemoryLog:
    log = MemoryLog()
    loaded(log, OLD, OTHER)
    return log


def test_an_article_of_the_log_is_read_under_the_key_that_it_has():
    recorded = next(decode(event) for event in filled().read() if event.type == "ArticleRecorded")
    article = again(recorded)
    assert (article.key, article.text, article.publisher) == (OLD.key, OLD.text, "wire")


def test_only_what_another_version_read_is_read_again():
    log = filled()
    assert list(rereadings(log, Teller("1"))) == []
    assert [each.title for each in rereadings(log, Teller("2"))] == ["one.txt", "two.txt"]
    assert [each.title for each in rereadings(log, Teller("2"), {OTHER.key})] == ["two.txt"]


def test_the_difference_is_what_is_gone_new_and_the_same():
    one, other = rereadings(filled(), Forgetful("2"))
    assert ([claim.start for claim in one.gone], [claim.date for claim in one.new], one.same) == (
        [0, 28],
        ["2018"],
        0,
    )
    assert (len(other.gone), len(other.new), other.same) == (1, 1, 0)
    (same, _) = rereadings(filled(), Teller("2"))
    assert (same.gone, same.new, same.same) == ((), (), 2)


def test_what_is_recorded_anew_is_a_run_of_the_same_article_and_once_only():
    log = filled()
    newer = Forgetful("2")
    assert loaded(log, *[each.arrival.loaded for each in rereadings(log, newer)], extractor=newer)
    runs = [decode(event) for event in log.read() if event.type == ClaimsExtracted.__name__]
    assert [(run.article, run.version) for run in runs] == [
        (OLD.key, "1"),
        (OTHER.key, "1"),
        (OLD.key, "2"),
        (OTHER.key, "2"),
    ]
    assert sum(event.type == "ArticleRecorded" for event in log.read()) == 2
    assert list(rereadings(log, newer)) == []
    assert loaded(log, OLD, OTHER, extractor=newer) == 0
