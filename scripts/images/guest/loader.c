/*
 * loader MODE PROGRAM: attaches a BPF program to __arm64_sys_getppid as MODE says, then calls getppid for ever.
 * MODE: none, fentry, fexit, kprobe, kretprobe, kprobe_multi. PROGRAM: empty, count.
 * Prints "loader: RUN", or why it cannot.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FUNCTION "__arm64_sys_getppid"
#define KPROBE_MULTI 42 /* BPF_TRACE_KPROBE_MULTI, from 5.18 on */

static char verifier_log[1 << 16];

static void fail(const char *what)
{
	printf("loader: %s: %s %s\n", what, strerror(errno), verifier_log);
	exit(1);
}

static long bpf(int command, union bpf_attr *attributes, size_t size)
{
	return syscall(__NR_bpf, command, attributes, size);
}

/* The link_create part with multiple functions is newer than old headers: written by its layout. */
struct multi_link {
	uint32_t program, target, attach_type, flags;
	uint32_t multi_flags, count;
	uint64_t symbols, addresses, cookies;
};

static int type_id(const char *name)
{
	static char text[32 << 20];
	size_t length = 0;
	ssize_t got;
	int file = open("/sys/kernel/btf/vmlinux", O_RDONLY);

	if (file < 0)
		return -1;
	while (length < sizeof(text) && (got = read(file, text + length, sizeof(text) - length)) > 0)
		length += got;
	close(file);

	uint32_t *header = (uint32_t *)text;
	char *at = text + header[1] + header[2], *end = at + header[3], *strings = text + header[1] + header[4];

	for (int id = 1; at < end; id++) {
		uint32_t *type = (uint32_t *)at;
		uint32_t kind = type[1] >> 24 & 31, members = type[1] & 0xffff;

		if (kind == 12 && !strcmp(strings + type[0], name))
			return id;
		at += 12;
		switch (kind) {
		case 1: case 14: case 17: at += 4; break;
		case 3: at += 12; break;
		case 4: case 5: case 15: case 19: at += 12 * members; break;
		case 6: case 13: at += 8 * members; break;
		}
	}
	return -1;
}

static struct bpf_insn program[32];
static int instructions;

static void add(int code, int destination, int source, int offset, int constant)
{
	program[instructions++] = (struct bpf_insn){
		.code = code, .dst_reg = destination, .src_reg = source, .off = offset, .imm = constant };
}

/* count: *bpf_map_lookup_elem(array, &0) += 1, atomically. */
static int load(int type, int attach_type, int id, const char *name)
{
	union bpf_attr attributes;

	if (!strcmp(name, "count")) {
		memset(&attributes, 0, sizeof(attributes));
		attributes.map_type = BPF_MAP_TYPE_ARRAY;
		attributes.key_size = 4;
		attributes.value_size = 8;
		attributes.max_entries = 1;
		int map = bpf(BPF_MAP_CREATE, &attributes, sizeof(attributes));

		if (map < 0)
			fail("map");
		add(0x62, 10, 0, -4, 0);
		add(0xbf, 2, 10, 0, 0);
		add(0x07, 2, 0, 0, -4);
		add(0x18, 1, 1, 0, map);
		add(0, 0, 0, 0, 0);
		add(0x85, 0, 0, 0, 1);
		add(0x15, 0, 0, 2, 0);
		add(0xb7, 1, 0, 0, 1);
		add(0xdb, 0, 1, 0, 0);
	}
	add(0xb7, 0, 0, 0, 0);
	add(0x95, 0, 0, 0, 0);
	memset(&attributes, 0, sizeof(attributes));
	attributes.prog_type = type;
	attributes.insns = (uintptr_t)program;
	attributes.insn_cnt = instructions;
	attributes.license = (uintptr_t)"GPL";
	attributes.log_buf = (uintptr_t)verifier_log;
	attributes.log_size = sizeof(verifier_log);
	attributes.log_level = 1;
	attributes.expected_attach_type = attach_type;
	attributes.attach_btf_id = id;
	strcpy(attributes.prog_name, "counter");
	int file = bpf(BPF_PROG_LOAD, &attributes, sizeof(attributes));

	if (file < 0)
		fail("program");
	return file;
}

static int kprobe(int returns)
{
	struct perf_event_attr event = { .size = sizeof(event), .config = returns, .sample_period = 1, .wakeup_events = 1 };
	char type[20] = "";
	int file = open("/sys/bus/event_source/devices/kprobe/type", O_RDONLY);

	if (file < 0 || read(file, type, sizeof(type) - 1) < 0)
		fail("kprobe events");
	event.type = atoi(type);
	event.kprobe_func = (uintptr_t)FUNCTION;
	file = syscall(__NR_perf_event_open, &event, -1, 0, -1, PERF_FLAG_FD_CLOEXEC);
	if (file < 0)
		fail("kprobe");
	return file;
}

static void attach(const char *mode, const char *name)
{
	union bpf_attr attributes;

	memset(&attributes, 0, sizeof(attributes));
	if (!strcmp(mode, "fentry") || !strcmp(mode, "fexit")) {
		int type = !strcmp(mode, "fentry") ? BPF_TRACE_FENTRY : BPF_TRACE_FEXIT;

		attributes.raw_tracepoint.prog_fd = load(BPF_PROG_TYPE_TRACING, type, type_id(FUNCTION), name);
		if (bpf(BPF_RAW_TRACEPOINT_OPEN, &attributes, sizeof(attributes)) < 0)
			fail(mode);
	} else if (!strcmp(mode, "kprobe") || !strcmp(mode, "kretprobe")) {
		int code = load(BPF_PROG_TYPE_KPROBE, 0, 0, name), event = kprobe(!strcmp(mode, "kretprobe"));

		if (ioctl(event, PERF_EVENT_IOC_SET_BPF, code) < 0 || ioctl(event, PERF_EVENT_IOC_ENABLE, 0) < 0)
			fail(mode);
	} else if (!strcmp(mode, "kprobe_multi")) {
		static const char *symbols[] = { FUNCTION };
		struct multi_link link = { .attach_type = KPROBE_MULTI, .count = 1, .symbols = (uintptr_t)symbols };

		link.program = load(BPF_PROG_TYPE_KPROBE, KPROBE_MULTI, 0, name);
		if (bpf(BPF_LINK_CREATE, (union bpf_attr *)&link, sizeof(link)) < 0)
			fail(mode);
	}
}

int main(int count, char **words)
{
	setvbuf(stdout, NULL, _IONBF, 0);
	attach(count > 1 ? words[1] : "none", count > 2 ? words[2] : "empty");
	printf("loader: RUN\n");
	for (;;)
		syscall(__NR_getppid);
}
