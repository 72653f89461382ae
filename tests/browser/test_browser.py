"""Neo4j Browser, opened by `kg browser` in a real web browser, draws the graph of the sample corpus."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from kg import engine
from kg.engine import Server, choice
from tests.conftest import own_embedded, own_neo4j

KG = [sys.executable, "-c", "import sys; sys.argv[0] = 'kg'; from kg.cli import main; main()"]
WAIT_S = 90
PICTURES = Path(os.environ.get("KG_TEST_PICTURES", Path(__file__).parent / "pictures"))


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home where nothing but the demo was loaded, on each engine."""
    home = tmp_path_factory.mktemp("home")
    choice.choose(home / "demo", request.param)
    choice.choose(home, request.param)
    (own_embedded if request.param == "embedded" else own_neo4j)(home / "demo")
    subprocess.run([*KG, "demo", "--home", str(home)], check=True, capture_output=True)
    yield home
    engine.down(home / "demo")


@pytest.fixture
def served(demo: Path) -> Iterator[Path]:
    """The page that opens the Neo4j Browser which `kg browser` serves."""
    run = subprocess.Popen(
        [*KG, "browser", "--no-open", "--port", "0", "--home", str(demo)], stderr=subprocess.PIPE, text=True
    )
    assert run.stderr
    lines = iter(run.stderr.readline, "")
    found = next((match for line in lines if (match := re.search(r"; (\S+browser\.html) opens", line))), None)
    try:
        assert found, "kg browser did not say where it is"
        yield Path(found[1])
    finally:
        run.send_signal(signal.SIGINT)
        run.communicate(timeout=30)
        assert run.returncode == 130


@pytest.fixture
def chrome() -> Iterator[Chrome]:
    """A Chromium without a window; skipped at a desk that has none, and a failure in CI."""
    programs = shutil.which("chromium"), shutil.which("chromedriver")
    if None in programs:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("needs chromium and chromedriver")
    options = ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1500,950"):
        options.add_argument(argument)
    options.binary_location = str(programs[0])
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    driver = Chrome(options=options, service=Service(str(programs[1])))
    try:
        yield driver
    finally:
        driver.quit()


def test_a_saved_question_is_drawn_with_one_click(chrome: Chrome, served: Path, demo: Path):
    server: Server = engine.server(demo / "demo", env={})
    chrome.get(served.as_uri())
    page = WebDriverWait(chrome, WAIT_S)
    page.until(lambda d: f"connected as user {server.reader or server.user}" in " ".join(shown(d).split()))
    click(page, '[data-testid="navigationFavorites"]')
    click(page, '[data-testid="savedScriptsFolder-kg: pictures"]')
    click(page, '[data-testid="scriptTitle-Who attacked whom"]')
    click(page, '[data-testid="editor-Run"]')
    page.until(lambda d: len(drawn(d, "node")) >= 10 and len(drawn(d, "relationship")) >= 10)
    chrome.save_screenshot(picture(f"attacks-{server.engine}"))
    labels = shown(chrome)
    assert "ATTACKED" in labels
    assert "Displaying" in labels
    assert server.password not in chrome.page_source
    assert addresses(chrome) <= {"localhost", "127.0.0.1", ""}


def test_the_way_in_is_closed_to_who_does_not_know_the_token(chrome: Chrome, served: Path):
    address = re.search(r"url=(\S+)#", served.read_text())
    assert address
    chrome.get(f"{address[1]}#guessed")
    WebDriverWait(chrome, WAIT_S).until(lambda d: "expired" in shown(d))
    assert chrome.execute_script("return localStorage.length") == 0


def shown(driver: Chrome) -> str:
    return str(driver.execute_script("return document.body.innerText"))


def drawn(driver: Chrome, what: str) -> list:
    return driver.find_elements(By.CSS_SELECTOR, f"g.{what}")


def click(page: WebDriverWait, selector: str) -> None:
    page.until(lambda d: d.find_element(By.CSS_SELECTOR, selector)).click()


def picture(name: str) -> str:
    PICTURES.mkdir(exist_ok=True)
    return str(PICTURES / f"{name}.png")


def addresses(driver: Chrome) -> set[str]:
    """The hosts that answered the page."""
    log = " ".join(
        entry["message"] for entry in driver.get_log("performance") if "responseReceived" in entry["message"]
    )
    return set(re.findall(r'"url":"(?:https?|wss?)://([^/:"]*)', log))
