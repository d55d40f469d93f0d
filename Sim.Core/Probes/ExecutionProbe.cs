using System.Numerics;
using Sim.Core.Machine;

namespace Sim.Core.Probes;

/// <summary>Instructions per cycle, and cycles per instruction: width, ports, units.</summary>
/// <remarks>Independent instructions show how many a cycle takes, a chain of dependent ones how long each lasts.</remarks>
static class ExecutionProbe
{
    const string Name = "execution";
    const int Long = 1024;
    const int WarmUp = 8;
    const int Turns = 8;

    public static IEnumerable<Finding> Run(CoreProfile machine, CoreProfile declared)
    {
        var bench = new Bench(machine, Text());
        bench.Memory.Map(Bench.Data, 4096);
        bench.X[0] = Bench.Data;

        // Divisors, and factors, of 1: values stay what they are.
        (bench.X[20], bench.X[21], bench.X[22], bench.X[23]) = (1, 1, ulong.MaxValue, uint.MaxValue);

        var back = declared.BackEnd;
        var width = new Limit("back_end.width", back.Width);
        Limit fetch = new("front_end.fetch_width", declared.FrontEnd.FetchWidth);
        // What waits between fetch and dispatch stays there for the front end's depth.
        Limit buffer = new("front_end.buffer_entries", (double)declared.FrontEnd.BufferEntries / declared.FrontEnd.Depth);
        Limit retire = new("back_end.window.retire_width", back.Window?.RetireWidth ?? int.MaxValue);
        Limit Special(PortKinds kind) => back.PortsOf(kind) == 0 ? width : Ports(kind);
        Limit Ports(PortKinds kind) => new("back_end.ports", back.Ports.Count(port => port.HasFlag(kind)));

        var costs = back.Operations;
        var nops = Limit.Tightest(width, fetch, buffer, retire, Special(PortKinds.Nop));
        yield return PerCycle("nops", "nop", nops);
        if (nops.Parameter != width.Parameter)
            yield return Finding.Hidden(Name, "width", width.Parameter, "per cycle", width.PerCycle, $"{nops.Parameter} limits the core to less");
        yield return PerCycle("additions", "add", Limit.Tightest(Ports(PortKinds.Alu), width, fetch, buffer, retire));
        yield return PerCycle("multiplications", "mul", Limit.Tightest(
            new Limit("back_end.multiply_64_slots", Ports(PortKinds.Multiply).PerCycle / costs.Multiply64Slots), width, fetch, buffer, retire));
        yield return PerCycle("loads", "load", Limit.Tightest(Ports(PortKinds.Load), width, fetch, buffer, retire));
        yield return PerCycle("stores", "store", Limit.Tightest(
            Ports(PortKinds.Store), new("back_end.drain_width", back.DrainWidth), width, fetch, buffer, retire));
        yield return PerCycle("branches that are not taken", "branch", Limit.Tightest(Ports(PortKinds.Branch), width, fetch, buffer, retire));

        yield return Chain("32-bit multiplication", "back_end.multiply_32", "mul32", back.Multiply32Latency);
        yield return Chain("64-bit multiplication", "back_end.multiply_64", "mul64", back.Multiply64Latency);
        yield return Chain("32-bit division", "back_end.divide_32", "div32", back.Divide32Latency, costs.Divide32Least > 0 ? "by 1: a quotient of 31 bits" : "");
        if (costs.Divide32Least > 0)
            yield return Chain("32-bit division, no bits of quotient", "back_end.divide_32_least", "div32_least", costs.Divide32Least);
        yield return Chain("64-bit division", "back_end.divide_64", "div64", back.Divide64Latency, costs.Divide64Least > 0 ? "by 1: a quotient of 63 bits" : "");
        if (costs.Divide64Least > 0)
            yield return Chain("64-bit division, no bits of quotient", "back_end.divide_64_least", "div64_least", costs.Divide64Least);
        var (parameter, interval) = costs.DivideInterval > 0 ? ("back_end.divide_interval", costs.DivideInterval) : ("back_end.divide_64", back.Divide64Latency);
        yield return Finding.Latency(Name, "64-bit division, independent", parameter, CyclesEach("divs"), Math.Min(interval, back.Divide64Latency));

        // A move that costs nothing is limited by the width alone; one that costs a cycle makes a chain of them.
        var eliminates = CyclesEach("moves") < 0.75;
        yield return Finding.Word(Name, "moves cost nothing", "back_end.eliminates_moves", YesNo(eliminates), YesNo(back.EliminatesMoves));

        yield return Finding.Latency(Name, "load to arithmetic", "memory.load_latency",
            CyclesEach("load_use") - 1, declared.Memory.LoadLatency);
        yield return Finding.Latency(Name, "load to the address of a load", "memory.pointer_latency",
            CyclesEach("load_load"), declared.Memory.PointerLatency);

        double CyclesEach(string loop)
        {
            // Chains of loads start with a pointer, or an index, of 0.
            (bench.X[1], bench.X[2]) = (0, 0);
            return bench.CyclesPerTurn(loop, WarmUp, Turns) / Long;
        }

        Finding Chain(string name, string parameter, string loop, int latency, string remark = "") =>
            Finding.Latency(Name, name, parameter, CyclesEach(loop), latency, remark);
        Finding PerCycle(string name, string loop, Limit limit) =>
            Finding.Throughput(Name, name, limit.Parameter, 1 / CyclesEach(loop), limit.PerCycle);
    }

    static string YesNo(bool holds) => holds ? "yes" : "no";

    static string Text() => new Loops()
        .Add("nop", "nop // needs no port: the width", Long)

        // Independent of each other: the number of ports.
        .Add("add", Independent(register => $"add x{register}, x20, #1"))
        .Add("mul", Independent(register => $"mul x{register}, x20, x21"))
        .Add("divs", Independent(register => $"udiv x{register}, x22, x21"))
        .Add("load", Independent(register => $"ldr x{register}, [x0, #{8 * register}]"))
        .Add("store", Independent(register => $"str x{register}, [x0, #{8 * register}]"))
        .Add("branch", "cbnz xzr, 1f\n1:", Long)

        // Each waits for the one before: latency.
        .Add("mul32", "mul w1, w1, w1", Long)
        .Add("mul64", "mul x1, x1, x1", Long)
        .Add("div32", "udiv w23, w23, w21", Long)
        .Add("div32_least", "udiv w20, w20, w21", Long)
        .Add("div64", "udiv x22, x22, x21", Long)
        .Add("div64_least", "udiv x20, x20, x21", Long)
        .Add("moves", "mov x1, x2\nmov x2, x1", Long / 2)
        .Add("load_use", "ldr x1, [x0, x2] // through a subtraction that always gives 0\nsub x2, x1, x1", Long)
        .Add("load_load", "ldr x1, [x1, x0] // the pointer is 0, the index register holds the address", Long)
        .ToString();

    static IEnumerable<string> Independent(Func<int, string> instruction) =>
        Enumerable.Range(0, Long).Select(i => instruction(1 + (i % 12)));
}
