"""How each tracer is attached: what the shell does, and what the loader does with BPF."""

import re

# name: (shell, mode of the loader, its program)
MECHANISMS = {
    "none": ("", "none", "empty"),
    "function": ("echo {function} > set_ftrace_filter; echo function > current_tracer", "none", "empty"),
    "graph": ("echo {function} > set_ftrace_filter; echo function_graph > current_tracer", "none", "empty"),
    "function_plus_graph": (
        "mkdir instances/a; echo {function} > instances/a/set_ftrace_filter; echo function > instances/a/current_tracer;"
        "echo {function} > set_ftrace_filter; echo function_graph > current_tracer", "none", "empty"),
    "kprobe_event": ('echo "p:kprobes/p1 {function}" > dynamic_events; echo 1 > events/kprobes/p1/enable', "none", "empty"),
    "kretprobe_event": ('echo "r:kprobes/r1 {function}" > dynamic_events; echo 1 > events/kprobes/r1/enable', "none", "empty"),
    "fprobe_event": ('echo "f:fprobes/f1 {function}" > dynamic_events; echo 1 > events/fprobes/f1/enable', "none", "empty"),
    "fentry": ("", "fentry", "count"),
    "fexit": ("", "fexit", "count"),
    "kprobe": ("", "kprobe", "count"),
    "kretprobe": ("", "kretprobe", "count"),
    "kprobe_multi": ("", "kprobe_multi", "count"),
}

OPS = re.compile(r"ops_(\d+)_(\d+)$")


def mechanism(name):
    """What NAME is; ops_2_100 has two ops of the function and a hundred of another one, of a module."""
    if ops := OPS.match(name):
        return f"insmod /ops.ko function={{function}} relevant={ops[1]} irrelevant={ops[2]}", "none", "empty"
    return MECHANISMS.get(name)


CLEAN = (
    "grep -q ^ops /proc/modules && rmmod ops;"
    "echo nop > current_tracer; echo > set_ftrace_filter; [ -d instances/a ] && echo nop > instances/a/current_tracer && rmdir instances/a;"
    "for e in kprobes fprobes; do echo 0 > events/$e/enable; done 2>/dev/null; echo > dynamic_events")
