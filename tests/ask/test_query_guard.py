"""What `kg query` lets through: statements that read, and no others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import statements
from kg.errors import QuestionError
from kg.questions.query_guard import REFUSED, check

HOSTILE = [
    "CREATE (n)",
    "/*x*/cReAtE (n)",
    "MATCH (n) DELETE n",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) SET n.name = 'x'",
    "MATCH (n)SET n.name='x'",
    "MATCH (n)//\nSET n.name = 'x'",
    "MATCH (n)/**/SET/**/n.name = 'x'",
    "MATCH (n) // ' \r SET n.a = 1 // '",
    "MATCH (n) WHERE n.name = 'it\\'s' REMOVE n.name RETURN 'x'",
    "MATCH (n) WHERE n.name = 'a\\\\' SET n.a = 'b'",
    "MATCH (`a``b`) SET `a``b`.c = 1",
    "MATCH (n) WITH n, 1 AS as SET n.a = 1",
    "MATCH (n) WITH n, 1. SET n.a = 1",
    "MATCH (as) WITH as SET as.a = 1",
    "MERGE (n {key: 1})",
    "MATCH (n) FOREACH (x IN [1] | SET n.a = x)",
    "MATCH (n) INSERT (:Actor)",
    "MATCH (n) \\u0053ET n.a = 1",
    "RETURN '\\u0027 CREATE (n) //'",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "EXPLAIN LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "PROFILE CREATE (n)",
    "UNWIND [1] AS x CALL (x) { CREATE (n) } RETURN x",
    "MATCH (n) CALL (n) { RETURN 1 AS one } IN TRANSACTIONS RETURN n",
    "CALL apoc.cypher.doIt('CREATE (n)', {}) YIELD value RETURN value",
    "CALL `apoc`.`load`.`json`('http://127.0.0.1') YIELD value RETURN value",
    "CALL dbms.security.listUsers()",
    "call db.createLabel('x')",
    "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()",
    "OPTIONAL CALL db.createLabel('x')",
    "MATCH (n) RETURN apoc.util.sleep(1)",
    "RETURN 1; MATCH (n) RETURN n",
    "RETURN 1; CREATE (n)",
    "USE system MATCH (n) RETURN n",
    "SHOW USERS",
    "DROP DATABASE neo4j",
    "CREATE USER x SET PASSWORD 'y'",
    "CYPHER 25 MATCH (n) RETURN n",
    ":param x => 1",
    "RETURN 'open",
    "RETURN 1 /* open",
    "MATCH (`open RETURN 1",
    "",
    " // nothing but a comment\n;",
]
HARMLESS = [
    "RETURN 1",
    "RETURN 1;",
    " return 1 ; ",
    "RETURN 'CREATE'",
    'RETURN "DELETE; DROP"',
    "RETURN 'it\\'s SET'",
    "MATCH (`SET`) RETURN `SET`",
    "MATCH (n:Actor) RETURN n.name",
    "MATCH (c:Claim) RETURN c.start, c.end",
    "MATCH (n) RETURN n.set, n.load, n.create",
    "MATCH (n:Create) RETURN n",
    "MATCH (n)-[:USE|LED]->(m) RETURN m",
    "MATCH (n {set: 1}) RETURN n",
    "MATCH (n) WHERE n.created > $set RETURN n",
    "// CREATE nothing\nMATCH (n) RETURN n",
    "/* SET; */ MATCH (n) RETURN n",
    "MATCH (n) /* DELETE\n n */ RETURN n",
    "EXPLAIN MATCH (n) RETURN n",
    "PROFILE MATCH (n) RETURN n",
    "OPTIONAL MATCH (n) RETURN n",
    "WITH 1 AS x RETURN x",
    "UNWIND [1, 2] AS x RETURN x",
    "UNWIND [1, 2] AS x CALL (x) { RETURN x * 2 AS y } RETURN y",
    "CALL () { MATCH (n) RETURN n LIMIT 1 } RETURN n",
    "CALL { MATCH (n) RETURN n UNION MATCH (n) RETURN n } RETURN n",
    "CALL db.labels()",
    "CALL db.index.fulltext.queryNodes('sentences', $words) YIELD node, score RETURN node.text, score",
    "CALL db.labels() YIELD label RETURN label ORDER BY label",
    "call DB.relationshipTypes()",
    "CALL `db`.`propertyKeys`()",
    "CALL db.schema.visualization()",
    "CALL dbms.components() YIELD name, versions RETURN name",
    "RETURN date.truncate('month', date()), duration.between(date('2020-01-01'), date())",
    "RETURN point.distance(point({x: 1, y: 2}), point({x: 1, y: 3}))",
    "MATCH p = (a)-[*1..3]->(b) RETURN [n IN nodes(p) | n.key]",
    "MATCH (n) RETURN count(*), collect(DISTINCT n.offset), 'a' + \"b\" + `n`.c",
    "MATCH (n) WHERE n.name =~ '.*\\\\d' RETURN n",
]


@pytest.mark.parametrize("statement", HOSTILE)
def test_what_could_write_load_or_administer_is_refused(statement):
    with pytest.raises(QuestionError):
        check(statement)


@pytest.mark.parametrize("statement", HARMLESS)
def test_what_only_reads_passes(statement):
    check(statement)


@pytest.mark.parametrize("name", statements.names("ask"))
def test_every_question_passes(name):
    check(statements.load(f"ask/{name}"))


def test_a_refusal_says_where_and_what():
    with pytest.raises(QuestionError, match=r"line 2, column 3, holds SET"):
        check("MATCH (n)\n  SET n.a = 1")


@given(
    st.sampled_from(sorted(REFUSED)),
    st.lists(st.sampled_from([" ", "\n", "\t", "/* ' */", '// "\n', "\r"]), min_size=1).map("".join),
    st.randoms(use_true_random=False),
)
def test_no_spelling_or_spacing_hides_a_clause(clause, gap, random):
    spelled = "".join(random.choice((letter.lower(), letter)) for letter in clause)
    with pytest.raises(QuestionError):
        check(f"MATCH (n) WHERE n.a = 'x'{gap}{spelled}{gap}(n)")


@given(st.text(alphabet=st.characters(exclude_characters="\\'", codec="utf-8")))
def test_no_text_between_quotes_is_taken_for_a_clause(text):
    check(f"RETURN '{text}' AS text")
