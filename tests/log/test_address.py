"""Where a log is, and that nobody is shown the password to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import LogError
from kg.log.address import address, is_url, shown
from kg.log.postgres_errors import meaning


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://ada:sesame@db.example:5433/news", "postgresql://ada@db.example:5433/news"),
        ("postgres://ada@db.example/news", "postgres://ada@db.example/news"),
        ("postgresql:///news", "postgresql:///news"),
        ("postgresql://ada:se%40same@/news?host=/run/pg", "postgresql://ada@/news"),
        ("postgresql://db.example/news?user=ada&password=sesame", "postgresql://db.example/news"),
        ("postgresql://ada:sesame@a:1,b:2/news", "postgresql://ada@a:1,b:2/news"),
    ],
)
def test_a_database_is_named_without_its_password(url: str, said: str):
    assert shown(url) == address(url).shown == said
    assert "same" not in said


def test_a_file_is_named_by_its_path():
    assert shown("folder/log.sqlite") == "folder/log.sqlite"
    assert not is_url("folder/postgresql")


@pytest.mark.parametrize("password", ["ses@me", "ses/me@now", "a:b@c", "ses?me@x", "@"])
def test_a_password_that_could_be_taken_for_a_host_is_refused_and_not_shown(password: str):
    with pytest.raises(LogError, match="write @ as %40") as refused:
        address(f"postgresql://ada:{password}@db.example/news")
    assert password not in str(refused.value).replace("has an @", "").replace("write @", "")


@given(st.text("abc%:?#=& '", min_size=3), st.sampled_from([None, "08006", "22P05", "99999"]))
def test_no_line_about_an_error_shows_a_password(password: str, state: str | None):
    """Whatever the driver says, and however the password was written into the URL."""
    at = address(f"postgresql://ada:{password}@db.example/news")
    assert at.shown == "postgresql://ada@db.example/news"
    for secret in (password, *at.secrets):
        line = meaning(state, f"something near {secret} happened\nand more", at).line
        assert f"near {secret} happened" not in line
        assert "\n" not in line


@pytest.mark.parametrize(
    ("said", "line", "away"),
    [
        ('FATAL:  password authentication failed for user "ada"', "refuses user or password", False),
        ("fe_sendauth: no password supplied", "asks for a password: set PGPASSWORD", False),
        ('failed: FATAL:  database "news" does not exist', "has no such database", False),
        ('failed: FATAL:  role "ada" does not exist', "knows no such user", False),
        ("failed to resolve host 'db.example': [Errno -2]", "no host of the name", False),
        ('connection to server at "1.2.3.4", port 1 failed: Connection refused', "is away: start it", True),
        ("FATAL:  the database system is starting up", "is away: start it", True),
        ("FATAL:  sorry, too many clients already", "no connection left", True),
        ("FATAL:  etwas ganz anderes", "cannot be used: etwas ganz anderes", False),
    ],
)
def test_what_goes_wrong_while_connecting_is_told_with_what_to_do(said: str, line: str, away: bool):
    found = meaning(None, said, address("postgresql://ada:sesame@db.example/news"))
    assert line in found.line
    assert "postgresql://ada@db.example/news" in found.line
    assert found.away is away
