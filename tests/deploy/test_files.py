"""The files in ``deploy/`` and the image: what one names, another has; and nothing has more rights than it needs."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from explorer import __version__
from explorer.cli import _parser
from explorer.content import load_atlas
from explorer.ui.shell.serve import NOT_ENCRYPTED
from explorer.web.health import ALIVE, READY

TAKES_A_VALUE = ("--base-path", "--allowed-host", "--idle-minutes", "--data", "--frame-ancestors", "--port", "--host")
UNPRIVILEGED = 1000  # users with a lower number may be anybody on the machine


@pytest.fixture(scope="module")
def cluster(repo: Path) -> dict[str, Any]:
    """The objects of the Kubernetes manifest by their kind."""
    found = [*yaml.safe_load_all((repo / "deploy/kubernetes.yaml").read_text("utf-8"))]
    assert len({each["kind"] for each in found}) == len(found)
    return {each["kind"]: each for each in found}


@pytest.fixture(scope="module")
def compose(repo: Path) -> dict[str, Any]:
    return yaml.safe_load((repo / "deploy/compose.yaml").read_text("utf-8"))  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def image(repo: Path) -> list[tuple[str, str]]:
    """The instructions of the Containerfile, each with what is behind it."""
    text = (repo / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    lines = (line.split(" ", 1) for line in text.splitlines() if line and not line.startswith("#"))
    return [(word, rest.strip()) for word, rest in lines]


def _pod(cluster: dict[str, Any]) -> dict[str, Any]:
    return cluster["Deployment"]["spec"]["template"]["spec"]  # type: ignore[no-any-return]


def _only(rest: list[str]) -> list[str]:
    """What the command line of the app makes of arguments: it leaves the process when it knows one of them not."""
    _parser().parse_args(["run", *rest])
    return rest


# --- the cluster --------------------------------------------------------------------------------------------------


def test_every_object_of_the_cluster_finds_the_pods(cluster: dict[str, Any]) -> None:
    labels = cluster["Deployment"]["spec"]["template"]["metadata"]["labels"]
    selectors = (
        cluster["Deployment"]["spec"]["selector"]["matchLabels"],
        cluster["Service"]["spec"]["selector"],
        cluster["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"],
        cluster["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"],
        *(spread["labelSelector"]["matchLabels"] for spread in _pod(cluster)["topologySpreadConstraints"]),
    )
    assert all(selector.items() <= labels.items() for selector in selectors)


def test_what_the_objects_of_the_cluster_name_is_there(cluster: dict[str, Any]) -> None:
    (container,) = _pod(cluster)["containers"]
    ports = {port["name"]: port["containerPort"] for port in container["ports"]}
    probes = [container[f"{kind}Probe"]["httpGet"] for kind in ("startup", "readiness", "liveness")]
    assert {probe["port"] for probe in probes} <= ports.keys()
    assert {port["targetPort"] for port in cluster["Service"]["spec"]["ports"]} <= ports.keys()
    assert {mount["name"] for mount in container["volumeMounts"]} == {v["name"] for v in _pod(cluster)["volumes"]}
    target = cluster["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]
    assert (target["kind"], target["name"]) == ("Deployment", cluster["Deployment"]["metadata"]["name"])
    (rule,) = cluster["Ingress"]["spec"]["rules"]
    (path,) = rule["http"]["paths"]
    served = path["backend"]["service"]
    assert served["name"] == cluster["Service"]["metadata"]["name"]
    assert served["port"]["name"] in {port["name"] for port in cluster["Service"]["spec"]["ports"]}
    assert rule["host"] in cluster["Ingress"]["spec"]["tls"][0]["hosts"]
    _only(container["args"])


def test_probes_ask_what_the_server_answers(cluster: dict[str, Any]) -> None:
    (container,) = _pod(cluster)["containers"]
    asked = {kind: container[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "readiness", "liveness")}
    assert asked == {"startup": f"/{READY}", "readiness": f"/{READY}", "liveness": f"/{ALIVE}"}


def test_a_pod_may_do_nothing_but_serve(cluster: dict[str, Any]) -> None:
    pod = _pod(cluster)
    (container,) = pod["containers"]
    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] > UNPRIVILEGED
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]},
    }  # fmt: skip


def test_nothing_leaves_a_pod_and_a_window_stays_with_it(cluster: dict[str, Any]) -> None:
    policy, annotations = cluster["NetworkPolicy"]["spec"], cluster["Ingress"]["metadata"]["annotations"]
    assert policy["egress"] == []
    assert "Egress" in policy["policyTypes"]
    assert annotations["nginx.ingress.kubernetes.io/affinity"] == "cookie"
    assert annotations["nginx.ingress.kubernetes.io/enable-access-log"] == "false"


def test_one_pod_may_always_go(cluster: dict[str, Any]) -> None:
    least = cluster["HorizontalPodAutoscaler"]["spec"]["minReplicas"]
    assert cluster["PodDisruptionBudget"]["spec"]["minAvailable"] < least == cluster["Deployment"]["spec"]["replicas"]


# --- proxy and two servers ----------------------------------------------------------------------------------------


def test_the_proxy_names_the_servers_of_the_compose_file(compose: dict[str, Any], repo: Path) -> None:
    conf = (repo / "deploy/nginx.conf").read_text("utf-8")
    named = re.findall(r"^\s+server (\S+):8501", conf, re.MULTILINE)
    assert set(named) == compose["services"].keys() - {"proxy"}
    mounted = {volume.split(":")[1] for volume in compose["services"]["proxy"]["volumes"]}
    assert all(any(file.startswith(there) for there in mounted) for file in re.findall(r"(/etc/nginx/\S+);", conf))
    published = {port.split(":")[1] for port in compose["services"]["proxy"]["ports"]}
    assert published == set(re.findall(r"listen (\d+)", conf))


def test_the_servers_reach_nothing_and_write_nothing(compose: dict[str, Any]) -> None:
    assert compose["networks"]["inside"]["internal"] is True
    for name, service in compose["services"].items():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert all(volume.endswith(":ro") for volume in service["volumes"])
        if name != "proxy":
            assert service["networks"] == ["inside"]
            assert "ports" not in service
            _only(service["command"])


# --- the image ----------------------------------------------------------------------------------------------------


def test_the_image_is_built_from_the_lock_and_runs_as_nobody(image: list[tuple[str, str]]) -> None:
    runs = [rest for word, rest in image if word == "RUN" and "pip install" in rest]
    assert "--require-hashes --requirement requirements.txt" in runs[0]
    assert all("--no-deps --no-build-isolation" in rest for rest in runs[1:])
    (user,) = [rest for word, rest in image if word == "USER"]
    assert all(int(number) > UNPRIVILEGED for number in user.split(":"))
    start = {word: yaml.safe_load(rest) for word, rest in image if word in ("ENTRYPOINT", "CMD")}
    assert start["ENTRYPOINT"][:2] == ["sciatic-explorer", "run"]
    _only([*start["ENTRYPOINT"][2:], *start["CMD"]])


def test_the_image_looks_after_itself(image: list[tuple[str, str]]) -> None:
    (check,) = [rest for word, rest in image if word == "HEALTHCHECK"]
    command = yaml.safe_load(check.partition("CMD ")[2])
    assert command[0] == "python"
    compile(command[2], "healthcheck", "exec")
    assert "http://localhost:8501/healthz" in command[2]
    assert ("EXPOSE", "8501") in image


@pytest.mark.slow
def test_what_goes_into_the_image_is_all_that_it_takes_to_build_the_app(repo: Path, tmp_path: Path) -> None:
    for name in _let_in(repo):
        there = repo / name
        (shutil.copytree if there.is_dir() else shutil.copy)(there, tmp_path / name)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel"]
    subprocess.run(build, cwd=tmp_path, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    inside = zipfile.ZipFile(wheel).namelist()
    assert {"explorer/streamlit_app.py", "explorer/data/clinic.yaml", "explorer/.streamlit/config.toml"} <= {*inside}


def _let_in(repo: Path) -> Iterator[str]:
    lines = (repo / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in lines
    return (line[1:] for line in lines if line.startswith("!"))


# --- without containers -------------------------------------------------------------------------------------------


def test_the_unit_starts_the_app_with_as_few_rights_as_it_can(repo: Path) -> None:
    lines = (repo / "deploy/sciatic-explorer.service").read_text("utf-8").splitlines()
    told = dict(line.split("=", 1) for line in lines if re.match(r"\w+=", line))
    program, run, *rest = shlex.split(told["ExecStart"])
    assert (Path(program).name, run) == ("sciatic-explorer", "run")
    assert "--host" not in _only(rest), "only the proxy beside it may reach it"
    rights = ("DynamicUser", "NoNewPrivileges", "PrivateDevices", "PrivateTmp", "ProtectHome", "RestrictNamespaces")
    assert {told[right] for right in rights} == {"yes"}
    assert (told["ProtectSystem"], told["CapabilityBoundingSet"], told["IPAddressDeny"]) == ("strict", "", "any")


def test_all_of_them_are_of_this_version(cluster: dict[str, Any]) -> None:
    (container,) = _pod(cluster)["containers"]
    assert container["image"].rpartition(":")[2] == __version__


def test_who_opens_the_app_to_the_network_reads_where_tls_is_explained(repo: Path) -> None:
    named = re.search(r"docs/\S+\.md", NOT_ENCRYPTED)
    assert named
    assert "TLS" in (repo / named[0]).read_text("utf-8")


# --- what the words say -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["README.md", "SECURITY.md", "docs/operate.md"])
def test_a_switch_that_the_words_name_is_one_of_the_command(repo: Path, name: str) -> None:
    text = (repo / name).read_text("utf-8")
    spans = re.findall(r"`(?:run |sciatic-explorer run )?(--[^`]+)`", text)
    assert spans
    for span in spans:
        _only([*shlex.split(span.replace(" N", " 1")), *(["1"] if span in TAKES_A_VALUE else [])])


@pytest.mark.parametrize("name", ["README.md", "SECURITY.md", "CONTRIBUTING.md", "docs/operate.md"])
def test_a_link_in_the_words_leads_to_a_file(repo: Path, name: str) -> None:
    text = (repo / name).read_text("utf-8")
    told = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    files = re.findall(r"`((?:deploy|docs|explorer|tests|tools|data)/[\w./]+)`", text)
    assert told or files
    assert [link for link in told if not (repo / name).parent.joinpath(link).exists()] == []
    assert [file for file in files if not (repo / file).exists()] == []


def test_the_folder_of_the_first_steps_is_content(repo: Path, tmp_path: Path) -> None:
    words = (repo / "docs/operate.md").read_text("utf-8")
    found = re.search(r"^(printf .*) > content/clinic\.yaml$", words, re.MULTILINE)
    assert found
    text = subprocess.run(["sh", "-c", found[1]], check=True, capture_output=True, text=True).stdout
    (tmp_path / "clinic.yaml").write_text(text)
    assert load_atlas(tmp_path).clinic["clinic"].link_base == "https://atlas.example.org"
