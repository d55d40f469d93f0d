"""A virtual machine: its console, its monitor, and where its debugger listens."""
import json
import re
import select
import socket
import subprocess
import time


class Machine:
    def __init__(self, work, kernel, initrd, arguments):
        self.folder = work / f"run-{time.time_ns()}"
        self.folder.mkdir(parents=True)
        self.debugger_path = self.folder / "gdb"
        command = ["qemu-system-aarch64", "-M", "virt,gic-version=3" + (",virtualization=on" if arguments.host else ""), "-cpu", arguments.cpu]
        command += ["-smp", str(arguments.cpus), "-m", arguments.memory, "-display", "none", "-nodefaults", "-no-reboot", "-seed", "1", "-rtc", "clock=vm"]
        command += ["-chardev", f"socket,id=s0,path={self.folder}/serial,server=on,wait=off", "-serial", "chardev:s0"]
        command += ["-chardev", f"socket,id=g0,path={self.debugger_path},server=on,wait=off", "-gdb", "chardev:g0"]
        command += ["-qmp", f"unix:{self.folder}/qmp,server=on,wait=off", "-device", "vmcoreinfo", "-kernel", str(kernel), "-initrd", str(initrd)]
        command += ["-append", "console=ttyAMA0 loglevel=4 panic=-1" + ("" if arguments.kaslr else " nokaslr")]
        if arguments.cpus == 1:
            # A nanosecond for each instruction: the same image each time, but for KASLR.
            command += ["-icount", "shift=0,sleep=off"]
        with open(self.folder / "qemu.log", "w") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        self.console = connect(self.folder / "serial")
        self.text = b""
        self.commands = 0
        self.monitor = connect(self.folder / "qmp").makefile("rw")
        self.monitor.readline()
        self.ask("qmp_capabilities")

    def boot(self):
        self.until("BOOTED", seconds=600)
        self.until("\n")
        version = self.until("\n").strip()
        time.sleep(0.5)
        self.shell("stty -echo -onlcr")
        return version

    def ask(self, command, **arguments):
        self.monitor.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self.monitor.flush()
        while True:
            answer = json.loads(self.monitor.readline())
            if "error" in answer:
                raise SystemExit(f"{command}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]

    def dump(self, path, format):
        more = {} if format == "elf" else {"format": format}
        self.ask("dump-guest-memory", paging=False, protocol=f"file:{path}", **more)

    def until(self, mark, seconds=600, after=None):
        """What the console prints up to and including the mark; with `after`, from the line on that contains it."""
        if after:
            self.until(after, seconds)
        end = time.monotonic() + seconds
        wanted = mark.encode()
        while wanted not in self.text:
            ready, _, _ = select.select([self.console], [], [], max(0, end - time.monotonic()))
            if not ready:
                raise SystemExit(f"the machine did not print {mark!r} in {seconds} s, but: {self.text[-2000:]!r}")
            more = self.console.recv(1 << 16)
            if not more:
                raise SystemExit(f"the machine ended: {self.text[-2000:]!r}")
            self.text += more
        at = self.text.index(wanted) + len(wanted)
        found, self.text = self.text[:at], self.text[at:]
        return found.decode("latin1")

    def send(self, text):
        data = text.encode()
        for at in range(0, len(data), 64):
            self.console.sendall(data[at:at + 64])
            time.sleep(0.003)

    def shell(self, command):
        """What a command prints."""
        self.commands += 1
        # The mark in two parts: an echo of the line must not look like the answer.
        self.send(f"{command}\necho E''ND{self.commands}=\n")
        mark = f"END{self.commands}="
        output = self.until(mark)[:-len(mark)]
        self.until("\n")
        return re.sub(r"/[\w/]* # ", "", output.replace("\r", "")).strip()

    def quit(self):
        try:
            self.monitor.write('{"execute": "quit"}\n')
            self.monitor.flush()
            self.process.wait(10)
        except (OSError, subprocess.TimeoutExpired):
            self.process.kill()


def connect(path):
    for _ in range(100):
        try:
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(str(path))
            return connection
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"QEMU does not listen at {path}: see qemu.log beside it")
