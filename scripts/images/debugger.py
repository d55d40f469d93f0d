"""QEMU's debugger port: runs to an address, steps to a function's return."""
import gzip
import select
import struct
import time

from machine import connect

MOST_STEPS = 60_000


class Debugger:
    def __init__(self, path):
        self.connection = connect(path)
        self.data = b""
        time.sleep(0.2)
        self.drain()
        self.ask("?")
        self.drain()

    def run_to(self, address, times):
        """Goes on until a CPU is at the address for the so-manieth time."""
        self.ask(f"Z1,{address:x},4")
        for _ in range(times):
            self.ask("c")
        self.ask(f"z1,{address:x},4")

    def step_to_return(self, path):
        """Writes every instruction from here to the return, with the registers before it; the last row is the return."""
        rows = [self.registers()]
        link, stack = rows[0][30], rows[0][31]
        while len(rows) == 1 or (rows[-1][32], rows[-1][31]) != (link, stack):
            if len(rows) > MOST_STEPS:
                raise SystemExit(f"the call does not return within {MOST_STEPS} instructions")
            self.ask("s")
            rows.append(self.registers())
        words = {address: self.word(address) for address in {row[32] for row in rows}}
        with gzip.GzipFile(path, "wb", mtime=0) as file:
            file.write(("i,pc,insn," + ",".join(f"x{i}" for i in range(31)) + ",sp,cpsr\n").encode())
            for index, row in enumerate(rows):
                values = ",".join(f"{value:x}" for value in row[:32])
                file.write(f"{index},{row[32]:x},{words[row[32]]:08x},{values},{row[33]:x}\n".encode())
        return len(rows) - 1

    def registers(self):
        """x0 to x30, sp, pc, cpsr."""
        return list(struct.unpack("<33QI", bytes.fromhex(self.ask("g")[:33 * 16 + 8])))

    def word(self, address):
        answer = self.ask(f"m{address:x},4")
        return int.from_bytes(bytes.fromhex(answer), "little") if not answer.startswith("E") else 0

    def detach(self):
        self.ask("D")
        self.connection.close()

    def ask(self, packet):
        self.connection.sendall(f"${packet}#{sum(packet.encode()) & 255:02x}".encode())
        while True:
            start = self.data.find(b"$")
            end = self.data.find(b"#", start)
            if start >= 0 and end >= 0 and len(self.data) >= end + 3:
                answer = self.data[start + 1:end]
                self.data = self.data[end + 3:]
                self.connection.sendall(b"+")
                return answer.decode("latin1")
            more = self.connection.recv(1 << 16)
            if not more:
                raise SystemExit("QEMU closed its debugger port")
            self.data += more

    def drain(self):
        while select.select([self.connection], [], [], 0.1)[0]:
            if b"$" in self.connection.recv(1 << 16):
                self.connection.sendall(b"+")
        self.data = b""
