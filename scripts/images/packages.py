"""Debian's kernel and what runs on it, as files for QEMU. Fetched once; nothing of the system's apt is changed."""
import gzip
import lzma
import os
import pathlib
import re
import shutil
import subprocess

SUITES = ["bookworm", "bookworm-backports", "trixie", "trixie-backports"]
HERE = pathlib.Path(__file__).parent


def prepare(work, version):
    """The kernel whose version begins so, the newest of several, and an initial RAM disk for it."""
    root = work / version
    kernel, initrd = root / "vmlinuz", root / "initrd.gz"
    if not (kernel.exists() and initrd.exists()):
        root.mkdir(parents=True, exist_ok=True)
        environment = apt(work)
        folder = root / "packages"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        image = newest(environment, version)
        # From 7 on the kernel and its modules are packages of their own.
        parts = re.findall(r"linux-(?:binary|modules)-[^ ,(]+", run(["apt-cache", "show", image], environment))
        for package in (image, "busybox-static", *sorted(set(parts))):
            run(["apt-get", "download", package], environment, folder)
        tree = root / "tree"
        shutil.rmtree(tree, ignore_errors=True)
        for file in folder.glob("*.deb"):
            run(["dpkg-deb", "-x", str(file), str(tree)])
        shutil.copyfile(next(tree.rglob("vmlinuz*")), kernel)
        ramdisk(root, tree, initrd)
    return kernel, initrd


def newest(environment, version):
    known = run(["apt-cache", "search", "--names-only", r"^linux-image-[0-9].*-arm64$"], environment).split("\n")
    names = [line.split(" ")[0] for line in known]
    pattern = re.compile(rf"linux-image-{re.escape(version)}(\.[0-9.]+)?([-+][a-z0-9.+-]*)?-arm64$")
    names = [name for name in names if pattern.match(name) and not re.search("cloud|rt|16k", name)]
    if not names:
        raise SystemExit(f"Debian has no kernel {version}")
    return max(names, key=lambda name: [int(number) for number in re.findall(r"\d+", name)[:6]])


def apt(work):
    """An apt of its own, for arm64, with the mirror of the system's."""
    root = work / "apt"
    for folder in ("lists/partial", "cache/archives/partial", "state"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    mirrors = run(["apt-get", "indextargets", "--format", "$(REPO_URI)", "Identifier: Packages"]).split("\n")
    mirror = next((line for line in mirrors if line and "security" not in line), "http://deb.debian.org/debian/")
    keys = "signed-by=/usr/share/keyrings/debian-archive-keyring.gpg"
    (root / "sources.list").write_text("".join(f"deb [arch=arm64 {keys}] {mirror} {suite} main\n" for suite in SUITES))
    (root / "status").touch()
    (root / "apt.conf").write_text(
        f'Dir::State "{root}/state"; Dir::State::lists "{root}/lists"; Dir::State::status "{root}/status"; Dir::Cache "{root}/cache";\n'
        f'Dir::Etc::sourcelist "{root}/sources.list"; Dir::Etc::sourceparts "/dev/null"; APT::Architecture "arm64"; APT::Architectures {{"arm64";}};\n'
        'APT::Sandbox::User "root";\n')
    environment = {**os.environ, "APT_CONFIG": str(root / "apt.conf")}
    run(["apt-get", "update"], environment)
    return environment


def ramdisk(root, tree, initrd):
    disk = root / "disk"
    for folder in ("bin", "proc", "sys", "dev", "tmp"):
        (disk / folder).mkdir(parents=True, exist_ok=True)
    busybox = next(path for path in (tree / "bin/busybox", tree / "usr/bin/busybox") if path.exists())
    shutil.copy(busybox, disk / "bin/busybox")
    shutil.copy(HERE / "guest/init", disk / "init")
    (disk / "init").chmod(0o755)
    run(["aarch64-linux-gnu-gcc", "-O2", "-Wall", "-static", "-o", str(disk / "loader"), str(HERE / "guest/loader.c")])
    # Without this module the image has no VMCOREINFO note.
    module = next(tree.rglob("qemu_fw_cfg.ko*"))
    (disk / "qemu_fw_cfg.ko").write_bytes(lzma.decompress(module.read_bytes()) if module.suffix == ".xz" else module.read_bytes())
    names = subprocess.run(["find", "."], cwd=disk, check=True, capture_output=True).stdout
    archive = subprocess.run(["cpio", "-o", "-H", "newc"], cwd=disk, input=names, check=True, capture_output=True).stdout
    initrd.write_bytes(gzip.compress(archive, 1, mtime=0))


def run(command, environment=None, folder=None):
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout
