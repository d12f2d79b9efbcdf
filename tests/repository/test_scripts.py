"""The scripts set themselves up once, say in one line what is missing, and never leave half an environment behind.

Python, pip, uv and df are stand-ins on a PATH of their own, so nothing is installed and every failure can be had.
"""

import importlib.util
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from support.paths import CASES as CASES_FOLDER
from support.paths import ROOT

pytestmark = [
    pytest.mark.site,
    pytest.mark.skipif(os.name == "nt", reason="the scripts are for Linux and macOS"),
]

CASES = yaml.safe_load((CASES_FOLDER / "scripts.yml").read_text(encoding="utf-8"))
TOOLS = [
    "awk",
    "bash",
    "cat",
    "cmp",
    "cp",
    "dirname",
    "env",
    "find",
    "grep",
    "id",
    "mkdir",
    "mktemp",
    "rm",
    "rmdir",
    "sleep",
    "sort",
    "tail",
]
SCRIPTS = ["build", "serve", "check", "test", "bench", "lock", "audit", "release"]
NOBODY = 65534

STAND_IN_PYTHON = """#!/usr/bin/env bash
# Answers what the scripts ask of Python, and notes what it was asked.
printf '%s\\n' "$*" >>"$RECORD"
case "$*" in
  "-S -c "*) echo "$STAND_IN_VERSION" ;;
  "-c import ensurepip, venv") [ "$STAND_IN_VENV" = True ] ;;
  "-m venv "*) mkdir -p "$3/bin" "$3/lib/python${STAND_IN_VERSION%.*}" && cp "$0" "$3/bin/python" ;;
  "-m pip install "*"requirements/"*)
    [ -z "$STAND_IN_FIFO" ] || { exec 9>"$STAND_IN_FIFO"; echo begun >&9; sleep 600; }
    printf '%b' "$STAND_IN_INSTALLER" >&2
    [ -z "$STAND_IN_INSTALLER" ]
    ;;
  "-m primer "*) exit "${STAND_IN_EXIT:-0}" ;;
esac
"""

STAND_IN_UV = """#!/usr/bin/env bash
printf 'uv %s\\n' "$*" >>"$RECORD"
[ "$1" != venv ] || { mkdir -p "${!#}/bin" "${!#}/lib/python3.12" && cp "$(command -v python3)" "${!#}/bin/python"; }
"""

STAND_IN_AUDITOR = """#!/usr/bin/env bash
printf '%s %s\\n' "${0##*/}" "$*" >>"$RECORD"
[ "${0##*/}" != python ] || printf '"purl"\\n"purl"\\n' >"${!#}"
[ "${0##*/}" != "$STAND_IN_FAULT" ]
"""

STAND_IN_DF = """#!/usr/bin/env bash
printf 'Filesystem 1024-blocks Used Available Capacity Mounted\\n/dev/disk 9 9 %d 9%% /\\n' $((STAND_IN_FREE * 1024))
"""


@dataclass
class Checkout:
    """A copy of the scripts in a folder of its own, and a PATH that holds only what a bare machine has."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        return self.folder / "checkout"

    @property
    def stamp(self) -> Path:
        return self.root / ".venv" / "set-up"

    @property
    def turn(self) -> Path:
        return self.root / ".cache" / "set-up.turn"

    def put_program(self, name: str, text: str) -> None:
        """Put a stand-in on the PATH."""
        program = self.folder / "bin" / name
        program.write_text(text, encoding="utf-8")
        program.chmod(0o755)

    def start(
        self, script: str, *arguments: str, cwd: Path | None = None, user: int | None = None
    ) -> subprocess.Popen[str]:
        """Start a script, as a terminal would."""
        settings = {
            "PATH": str(self.folder / "bin"),
            "RECORD": str(self.folder / "record"),
            "STAND_IN_VERSION": "3.12.4",
            "STAND_IN_VENV": "True",
            "STAND_IN_INSTALLER": "",
            "STAND_IN_FIFO": "",
            "STAND_IN_FREE": "9000",
        }
        return subprocess.Popen(
            [str(self.root / "scripts" / script), *arguments],
            env=settings | self.settings,
            cwd=cwd or self.folder,
            user=user,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(
        self, script: str, *arguments: str, cwd: Path | None = None, user: int | None = None
    ) -> tuple[int, str, str]:
        """Run a script to its end: its exit code, what it printed, and what it said on standard error."""
        process = self.start(script, *arguments, cwd=cwd, user=user)
        printed, said = process.communicate(timeout=60)
        return process.returncode, printed, said

    def record(self, kind: str = "") -> list[str]:
        """What Python and uv were asked since the last look, of one kind; then forget it."""
        path = self.folder / "record"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return [line for line in lines if kind in line]


@pytest.fixture
def checkout() -> Iterator[Checkout]:
    # Not pytest's own folder: another user must be able to enter this one.
    folder = Path(tempfile.mkdtemp()).resolve()
    folder.chmod(0o755)
    made = Checkout(folder)
    (folder / "bin").mkdir()
    for tool in TOOLS:
        (folder / "bin" / tool).symlink_to(shutil.which(tool) or pytest.fail(f"this machine has no {tool}"))
    made.put_program("python3", STAND_IN_PYTHON)
    made.put_program("df", STAND_IN_DF)
    shutil.copytree(ROOT / "scripts", made.root / "scripts")
    (made.root / "requirements").mkdir()
    (made.root / "requirements" / "build.txt").write_text("mkdocs==1.6.1\n", encoding="utf-8")
    (made.root / "requirements" / "test.txt").write_text("mkdocs==1.6.1\npytest==9.2.0\n", encoding="utf-8")
    (made.root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    yield made
    shutil.rmtree(folder)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_failed_set_up_says_one_line_with_its_mend(checkout: Checkout, case: dict[str, object]) -> None:
    if case.get("python") == "none":
        (checkout.folder / "bin" / "python3").unlink()
    checkout.settings["STAND_IN_VERSION"] = str(case.get("python", "3.12.4"))
    checkout.settings["STAND_IN_VENV"] = str(case.get("venv", True))
    checkout.settings["STAND_IN_INSTALLER"] = str(case.get("installer", ""))
    checkout.settings["STAND_IN_FREE"] = str(case.get("free", 9000))
    code, printed, said = checkout.run("build")
    progress = ["Setting up .venv with Python 3.12.4 (once, about half a minute) ..."] if "installer" in case else []
    assert said.splitlines() == [*progress, str(case["says"]).replace("{root}", str(checkout.root))]
    assert (code, printed) == (3, "")
    assert not (checkout.stamp / "root").exists()
    assert not checkout.turn.exists()


def test_a_read_only_folder_is_one_line(checkout: Checkout) -> None:
    for path in (checkout.root, checkout.root / "scripts"):
        path.chmod(0o555)
    code, printed, said = checkout.run("build", user=NOBODY if os.geteuid() == 0 else None)
    checkout.root.chmod(0o755)
    expected = f"scripts/build: cannot write in {checkout.root}. Make the folder writable, or work in a copy of it.\n"
    assert (code, printed, said) == (3, "", expected)


def test_a_second_run_installs_nothing(checkout: Checkout) -> None:
    assert checkout.run("build")[0] == 0
    first = checkout.record()
    assert [line.split(" -r ")[-1] for line in first if "--require-hashes" in line] == [
        f"{checkout.root}/requirements/build.txt"
    ]
    assert [
        line for line in first if line.endswith(f"-e {checkout.root}") and "--no-deps" in line and "--no-index" in line
    ]
    code, printed, said = checkout.run("build")
    assert (code, printed, said) == (0, "", "")
    second = checkout.record()
    assert len(second) == 2
    assert second[0].startswith("-S -c ")
    assert second[1] == "-m primer build"


def test_a_changed_list_makes_the_environment_anew(checkout: Checkout) -> None:
    checkout.run("build")
    (checkout.root / ".venv" / "left-over").touch()
    (checkout.root / "requirements" / "build.txt").write_text("mkdocs==1.6.2\n", encoding="utf-8")
    checkout.record()
    assert checkout.run("build")[0] == 0
    assert not (checkout.root / ".venv" / "left-over").exists()
    assert checkout.record("-m venv")


def test_a_changed_package_is_installed_again_without_its_dependencies(checkout: Checkout) -> None:
    checkout.run("build")
    (checkout.root / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    checkout.record()
    assert checkout.run("build")[0] == 0
    installs = checkout.record("-m pip install")
    assert len(installs) == 1
    assert installs[0].endswith(f"-e {checkout.root}")


def test_the_test_tools_are_added_and_stay(checkout: Checkout) -> None:
    checkout.run("build")
    checkout.record()
    assert checkout.run("test", "--no-browser", "--setup-only")[0] == 0
    added = checkout.record()
    assert not [line for line in added if "-m venv" in line]
    assert [line for line in added if line.endswith("-r " + str(checkout.root / "requirements" / "test.txt"))]
    checkout.run("build")
    assert not checkout.record("pip install")
    (checkout.root / "requirements" / "build.txt").write_text("mkdocs==1.6.2\n", encoding="utf-8")
    checkout.run("build")
    assert [line for line in checkout.record("pip install") if line.endswith("requirements/test.txt")]


def test_half_an_environment_is_not_taken_for_a_whole_one(checkout: Checkout) -> None:
    checkout.settings["STAND_IN_INSTALLER"] = "cut off"
    assert checkout.run("build")[0] == 3
    assert (checkout.root / ".venv" / "bin" / "python").exists()
    (checkout.root / ".venv" / "left-over").touch()
    checkout.settings["STAND_IN_INSTALLER"] = ""
    assert checkout.run("build")[0] == 0
    assert not (checkout.root / ".venv" / "left-over").exists()
    assert (checkout.stamp / "root").read_text(encoding="utf-8") == f"{checkout.root}\n"


def test_a_moved_checkout_is_set_up_again(checkout: Checkout) -> None:
    checkout.run("build")
    checkout.root.rename(checkout.folder / "elsewhere")
    (checkout.folder / "elsewhere").rename(checkout.folder / "moved")
    (checkout.folder / "checkout").symlink_to("moved")
    checkout.record()
    assert checkout.run("build")[0] == 0
    assert checkout.record("-m venv")


def test_another_python_behind_the_link_is_noticed(checkout: Checkout) -> None:
    checkout.run("build")
    checkout.settings["STAND_IN_VERSION"] = "3.13.1"
    checkout.record()
    assert checkout.run("build")[0] == 0
    assert checkout.record("-m venv")


def test_a_newer_python_under_its_own_name_is_found(checkout: Checkout) -> None:
    checkout.put_program("python3", "#!/usr/bin/env bash\necho 3.9.2\n")
    checkout.put_program("python3.12", STAND_IN_PYTHON)
    code, _, said = checkout.run("build")
    assert (code, said.splitlines()[0]) == (0, "Setting up .venv with Python 3.12.4 (once, about half a minute) ...")


def test_uv_installs_when_it_is_there(checkout: Checkout) -> None:
    checkout.put_program("uv", STAND_IN_UV)
    checkout.settings["STAND_IN_VENV"] = "False"
    assert checkout.run("build")[0] == 0
    asked = checkout.record()
    assert not [line for line in asked if "-m pip" in line]
    assert [line for line in asked if line.startswith("uv pip install") and "--require-hashes" in line]
    assert [line for line in asked if line.startswith("uv pip install") and "--offline" in line]


@pytest.mark.parametrize("script", ["build", "serve", "check"])
def test_arguments_and_exit_code_pass_through_from_any_folder(checkout: Checkout, script: str) -> None:
    checkout.settings["STAND_IN_EXIT"] = "1"
    elsewhere = checkout.folder / "else where"
    elsewhere.mkdir()
    code, _, _ = checkout.run(script, "--format", "json", cwd=elsewhere)
    assert code == 1
    assert checkout.record("-m primer") == [f"-m primer {script} --format json"]


@pytest.mark.parametrize("script", SCRIPTS)
def test_help_shows_an_example_and_installs_nothing(checkout: Checkout, script: str) -> None:
    code, printed, said = checkout.run(script, "--help")
    assert (code, said) == (0, "")
    assert printed.startswith(f"scripts/{script}: ")
    assert f"\n  scripts/{script}" in printed
    assert not (checkout.root / ".venv").exists()


TOGETHER = "-n auto --dist worksteal -m"


@pytest.mark.parametrize(
    ("arguments", "runs"),
    [
        ([], [f"{TOGETHER} not slow tests --ignore tests/browser"]),
        (["-k", "one"], [f"{TOGETHER} not slow -k one tests --ignore tests/browser"]),
        (["--units"], [f"{TOGETHER} unit and not slow tests --ignore tests/browser"]),
        (
            ["--release"],
            [
                f"{TOGETHER} not slow tests --ignore tests/browser",
                "-m slow tests --ignore tests/browser",
                "tests/bibliography/test_other_plugins.py tests/publish/test_stage.py",
                "tests/fuzz --hypothesis-profile release",
            ],
        ),
        (["-m", "slow"], ["-m slow"]),
        (["tests/content/test_one.py::test"], ["tests/content/test_one.py::test"]),
    ],
    ids=lambda value: " ".join(value) or "everything",
)
def test_a_whole_run_of_the_tests_is_split_and_a_choice_is_not(
    checkout: Checkout, arguments: list[str], runs: list[str]
) -> None:
    (checkout.root / "tests" / "content").mkdir(parents=True)
    (checkout.root / "tests" / "content" / "test_one.py").touch()
    assert checkout.run("test", "--setup-only", "--no-browser")[0] == 0
    imports = checkout.root / ".venv" / "bin" / "lint-imports"
    imports.write_text("#!/bin/sh\n", encoding="utf-8")
    imports.chmod(0o755)
    checkout.record()
    assert checkout.run("test", "--no-browser", *arguments)[0] == 0
    asked = checkout.record()
    assert [line for line in asked if line.startswith("-m pytest")] == [f"-m pytest -rfEs {run}" for run in runs]
    assert ("-m mypy --no-error-summary" in asked) == ("--units" not in arguments)
    assert ("benchmarks/growth.py" in asked) == ("--release" in arguments)
    assert ("scripts/fuzz.py --optional" in asked) == ("--release" in arguments)


def test_a_target_is_fuzzed_only_where_atheris_is_installed() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "fuzz.py"), "--seconds", "1", "no such target"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if importlib.util.find_spec("atheris") is None:
        said = "atheris is not installed, so nothing was fuzzed with it. Run 'pip install atheris'.\n"
        assert (done.returncode, done.stderr) == (3, said)
        assert subprocess.run([*command, "--optional"], capture_output=True, check=False).returncode == 0
    else:
        assert (done.returncode, "no target has no such target in its name" in done.stderr) == (2, True)


def test_two_at_once_set_up_once(checkout: Checkout) -> None:
    both = [checkout.start("build"), checkout.start("build")]
    assert [process.communicate(timeout=60) and process.returncode for process in both] == [0, 0]
    assert len(checkout.record("-m venv")) == 1


def test_the_turn_of_a_dead_set_up_is_taken_over(checkout: Checkout) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    checkout.turn.mkdir(parents=True)
    (checkout.turn / "owner").write_text(f"{ended.pid}\n", encoding="utf-8")
    assert checkout.run("build")[0] == 0
    assert not checkout.turn.exists()


def test_an_interruption_ends_the_installer_and_says_what_to_do(checkout: Checkout) -> None:
    fifo = checkout.folder / "fifo"
    os.mkfifo(fifo)
    checkout.settings["STAND_IN_FIFO"] = str(fifo)
    process = checkout.start("build")
    with fifo.open(encoding="utf-8") as installer:
        assert installer.readline() == "begun\n"
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        # The pipe ends when the last process that holds it has ended.
        assert select.select([installer], [], [], 30)[0]
        assert installer.read() == ""
    assert process.returncode == 130
    assert said.splitlines()[-1] == "scripts/build: interrupted. Run it again: it starts the set-up afresh."
    assert not checkout.turn.exists()
    assert not (checkout.stamp / "root").exists()


def test_an_environment_of_another_checkout_is_left_alone(checkout: Checkout) -> None:
    other = checkout.folder / "other" / ".venv"
    (other / "set-up").mkdir(parents=True)
    (other / "set-up" / "root").write_text("/elsewhere\n", encoding="utf-8")
    (checkout.root / ".venv").symlink_to(other)
    assert checkout.run("build")[0] == 0
    assert (other / "set-up" / "root").read_text(encoding="utf-8") == "/elsewhere\n"
    assert not (checkout.root / ".venv").is_symlink()


@pytest.mark.parametrize(("code", "wanted"), [(0, []), (127, ["libatomic1"])])
def test_a_driver_of_browsers_that_does_not_run_gets_its_library(
    checkout: Checkout, code: int, wanted: list[str]
) -> None:
    for name in ("chromium", "firefox-esr", "java", "npm", "faketime"):
        checkout.put_program(name, "#!/usr/bin/env bash\n")
    driver = checkout.root / ".venv/lib/python3.12/site-packages/playwright/driver/node"
    driver.parent.mkdir(parents=True)
    driver.write_text(f"#!/usr/bin/env bash\nexit {code}\n", encoding="utf-8")
    driver.chmod(0o755)
    asked = "ROOT=$PWD VENV=$PWD/.venv; source scripts/browsers.sh; packages_wanted"
    bash = [checkout.folder / "bin" / "bash", "-c", asked]
    path = {"PATH": str(checkout.folder / "bin")}
    done = subprocess.run(bash, cwd=checkout.root, env=path, capture_output=True, text=True, timeout=60)
    assert (done.stdout.split(), done.stderr) == (wanted, "")


AUDITED = {
    "python": "-W ignore -m cyclonedx_py requirements requirements/build.txt --pyproject pyproject.toml"
    " --output-reproducible --validate -o dist/sbom.json",
    "pip-audit": "--requirement requirements/build.txt --require-hashes --disable-pip --progress-spinner off --strict",
    "npm": "audit --prefix tests/browser --audit-level=low",
    "zizmor": "--offline --quiet --no-progress .github",
}
"""What an audit asks, by its tools."""


@pytest.mark.parametrize("fault", ["", "pip-audit", "npm", "zizmor"])
def test_an_audit_asks_every_tool_and_fails_when_one_does(checkout: Checkout, fault: str) -> None:
    tools = checkout.root / ".cache" / "audit"
    (tools / "bin").mkdir(parents=True)
    checkout.put_program("npm", STAND_IN_AUDITOR)
    for name in AUDITED.keys() - {"npm"}:
        checkout.put_program(name, STAND_IN_AUDITOR)
        (checkout.folder / "bin" / name).rename(tools / "bin" / name)
    for name in ("requirements/audit.txt", ".cache/audit/installed.txt"):
        (checkout.root / name).write_text("pip-audit==2.10.0\n", encoding="utf-8")
    checkout.settings["STAND_IN_FAULT"] = fault
    code, _, said = checkout.run("audit")
    assert (code, said) == (1 if fault else 0, "Wrote dist/sbom.json: 2 packages.\n")
    assert checkout.record() == [f"{name} {asked}" for name, asked in AUDITED.items()]
    assert checkout.run("audit", "--sbom")[0] == 0
    assert checkout.record() == [f"python {AUDITED['python']}"]
