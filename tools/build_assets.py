"""Build the look's static files: styles, script, fonts and the sprite.

    python tools/build_assets.py [--force] [--dev]

With `--dev` it also fetches the packages that only the tests need.
Needs node >= 20: `NODE` and `NPM_CLI` (npm's JavaScript file) name them, else both are looked for on PATH.
Writes to `look/static/built/`, which stays out of git because most of it is other people's work.
Does nothing when nothing changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOOK = ROOT / "src" / "keukentafel" / "look"
SOURCE, BUILT, WORK = LOOK / "src", LOOK / "static" / "built", ROOT / "build" / "look"
PACKAGES = ROOT / "node_modules"
SHARED = [LOOK.parent / "dossiers" / "belonging.json"]
"""What the server and the browser both know: words that may not belong in a family's dossier."""
OLDEST_NODE = 20
HTMX = "htmx.org/dist/htmx.esm.js"
TARGET = "--target=chrome109,firefox115,safari16"

sys.path.insert(0, str(ROOT / "tools"))
import app_icons  # noqa: E402
import css_tokens  # noqa: E402
import slim  # noqa: E402
import sprite  # noqa: E402


class BuildError(Exception):
    """What is missing or broken, in words for whoever runs set-up."""


def main(arguments: list[str]) -> int:
    """Build when something changed; return a process exit code."""
    mark, print_of_sources = BUILT / ".fingerprint", fingerprint()
    if "--dev" in arguments:
        try:
            install(find_node(), dev=True)
        except BuildError as error:
            print(f"The packages of the tests can't be fetched: {error}", file=sys.stderr)
            return 1
    if "--force" not in arguments and mark.is_file() and mark.read_text() == print_of_sources:
        return 0
    try:
        build()
    except BuildError as error:
        print(f"The look can't be built: {error}", file=sys.stderr)
        return 1
    mark.write_text(print_of_sources)
    return 0


def build() -> None:
    """Fetch the packages of the lock file and write every built file anew."""
    node = find_node()
    install(node)
    BUILT.mkdir(parents=True, exist_ok=True)
    for old in BUILT.iterdir():
        if old.is_file():  # the folder of fonts for paper is another tool's work
            old.unlink()
    WORK.mkdir(parents=True, exist_ok=True)
    (WORK / "tokens.css").write_text(css_tokens.own(SOURCE / "tokens.json"))
    shutil.rmtree(WORK / "src", ignore_errors=True)
    shutil.copytree(SOURCE, WORK / "src")
    for shared in SHARED:
        shutil.copy(shared, WORK / "src" / "js")
    (WORK / "htmx.js").write_text(slim.slim_htmx((PACKAGES / HTMX).read_text()))
    fonts()
    bundle(node, WORK / "src" / "css" / "keukentafel.css", "keukentafel.css")
    sheet = BUILT / "keukentafel.css"
    sheet.write_text(slim.slim_css(sheet.read_text()))
    bundle(node, WORK / "src" / "js" / "keukentafel.js", "keukentafel.js")
    for kind in ("js", "css"):  # what only some pages load: each file is one, of the same name
        for alone in sorted((WORK / "src" / kind / "alone").glob(f"*.{kind}")):
            bundle(node, alone, alone.name)
    municipal = PACKAGES / "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css"
    used = [sheet, SOURCE / "themes" / "voorbeeld.css"]
    (WORK / "voorbeeld.css").write_text(css_tokens.needed(municipal, used))
    bundle(node, WORK / "voorbeeld.css", "theme-voorbeeld.css")
    (BUILT / "pictures.svg").write_text(sprite.build(PACKAGES / "@tabler" / "icons" / "icons", SOURCE / "svg", LOOK))
    (BUILT / "magnets.svg").write_text(sprite.magnets(SOURCE / "pictures", LOOK))
    shutil.copy(SOURCE / "svg" / "favicon.svg", BUILT / "favicon.svg")
    app_icons.build(SOURCE / "svg" / "favicon.svg", BUILT)


def fonts() -> None:
    """The one file of letters that every page loads: both weights, and every letter of a European name."""
    name = "atkinson-hyperlegible-next"
    files = PACKAGES / "@fontsource-variable" / name / "files"
    slices = [files / f"{name}-{part}-wght-normal.woff2" for part in ("latin", "latin-ext")]
    slim.slim_font(slices, WORK / f"{name}.woff2", (400, 700))


def bundle(node: list[str], source: Path, name: str) -> None:
    """Bundle and minify one style sheet or script into `BUILT`."""
    esbuild = PACKAGES / "esbuild" / "bin" / "esbuild"
    flags = [
        "--bundle",
        "--minify",
        "--charset=utf8",
        "--legal-comments=none",
        "--loader:.woff2=file",
        "--asset-names=[name]",
        f"--alias:{HTMX}={WORK / 'htmx.js'}",
    ]
    run([*runner(node, esbuild), str(source), *flags, TARGET, f"--outfile={BUILT / name}"])


def runner(node: list[str], esbuild: Path) -> list[str]:
    """Esbuild's own program starts without node; its launcher is a script when the install step did not run."""
    return [*node, str(esbuild)] if esbuild.read_bytes()[:2] == b"#!" else [str(esbuild)]


def install(node: list[str], *, dev: bool = False) -> None:
    """Bring `node_modules` to what the lock file says; with what the tests need as well, or at least without."""
    wanted, mark = lock_digest(), PACKAGES / ".keukentafel"
    there = mark.read_text() if mark.is_file() else ""
    if there == f"{wanted} dev" or (there == wanted and not dev):
        return
    npm = os.environ.get("NPM_CLI")
    program = [*node, npm] if npm else [shutil.which("npm") or ""]
    if not program[0]:
        raise BuildError("npm is missing; install Node 20 or newer, or name npm's script in NPM_CLI")
    which = [] if dev else ["--omit=dev"]
    run([*program, "ci", *which, "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
    mark.write_text(f"{wanted} dev" if dev else wanted)


def find_node() -> list[str]:
    """The node to use, as the start of a command."""
    node = os.environ.get("NODE") or shutil.which("node")
    if not node:
        raise BuildError("node is missing; install Node 20 or newer, or name it in NODE")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if int(version.lstrip("v").split(".")[0]) < OLDEST_NODE:
        raise BuildError(f"node is {version}; 20 or newer is needed")
    return [node]


def run(command: list[str]) -> None:
    """Run in the project's folder; a failure ends the build with what the program said."""
    environment = {**os.environ, "NODE_PATH": str(PACKAGES)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildError(f"{Path(command[0]).name} stopped:\n{done.stdout}{done.stderr}")


def lock_digest() -> str:
    """A digest of the lock file."""
    return hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()


def fingerprint() -> str:
    """A digest of everything the built files are made from."""
    digest = hashlib.sha256(lock_digest().encode())
    own = [*SOURCE.rglob("*"), LOOK / "icons.py", LOOK / "pictures.py", *SHARED, *(ROOT / "tools").glob("*.py")]
    for path in sorted(path for path in own if path.is_file()):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
