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


def add_module(work, version):
    """Builds guest/ops.c for the kernel, from Debian's headers, and puts it into the RAM disk."""
    root = work / version
    module = root / "disk/ops.ko"
    if module.exists():
        return
    environment = apt(work)
    release = re.search(r"linux-image-(.*)-arm64", newest(environment, version))[1]
    host = run(["dpkg", "--print-architecture"]).strip()
    folder, tree = root / "headers", root / "headers-tree"
    for path in (folder, tree):
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
    kbuild = {line.split(" ")[0] for line in run(["apt-cache", "search", "--names-only", "^linux-kbuild-"], environment).split("\n")}
    tools = next((name for name in (f"linux-kbuild-{release}", f"linux-kbuild-{release.split('-')[0]}", f"linux-kbuild-{'.'.join(release.split('.')[:2])}") if name in kbuild), None)
    if tools is None:
        raise SystemExit(f"Debian has no linux-kbuild for {release}")
    for package in (f"linux-headers-{release}-arm64", f"linux-headers-{release}-common", f"{tools}:{host}"):
        run(["apt-get", "download", package], environment, folder)
    for file in folder.glob("*.deb"):
        run(["dpkg-deb", "-x", str(file), str(tree)])
    headers = tree / f"usr/src/linux-headers-{release}-arm64"
    for file in (headers / "Makefile", headers / ".kernelvariables", tree / f"usr/src/linux-headers-{release}-common/Makefile"):
        if file.exists():
            file.write_text(re.sub(r"(?<![\w.])/usr/(src|lib)/linux-", rf"{tree}/usr/\1/linux-", file.read_text()))
    # Without it no BTF of the module is made, which needs pahole.
    (headers / "vmlinux").unlink(missing_ok=True)
    source = root / "module"
    source.mkdir(exist_ok=True)
    shutil.copy(HERE / "guest/ops.c", source)
    (source / "Makefile").write_text("obj-m := ops.o\n")
    run(["make", "-C", str(headers), f"M={source}", "ARCH=arm64", "CROSS_COMPILE=aarch64-linux-gnu-", "CC=aarch64-linux-gnu-gcc", "modules"])
    shutil.copy(source / "ops.ko", module)
    pack(root / "disk", root / "initrd.gz")


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
    known = sorted({"arm64", run(["dpkg", "--print-architecture"]).strip()})
    architectures, quoted = ",".join(known), "".join(f'"{name}";' for name in known)
    (root / "sources.list").write_text("".join(f"deb [arch={architectures} {keys}] {mirror} {suite} main\n" for suite in SUITES))
    (root / "status").touch()
    (root / "apt.conf").write_text(
        f'Dir::State "{root}/state"; Dir::State::lists "{root}/lists"; Dir::State::status "{root}/status"; Dir::Cache "{root}/cache";\n'
        f'Dir::Etc::sourcelist "{root}/sources.list"; Dir::Etc::sourceparts "/dev/null"; APT::Architecture "arm64"; APT::Architectures {{{quoted}}};\n'
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
    pack(disk, initrd)


def pack(disk, initrd):
    names = subprocess.run(["find", "."], cwd=disk, check=True, capture_output=True).stdout
    archive = subprocess.run(["cpio", "-o", "-H", "newc"], cwd=disk, input=names, check=True, capture_output=True).stdout
    initrd.write_bytes(gzip.compress(archive, 1, mtime=0))


def run(command, environment=None, folder=None):
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout
