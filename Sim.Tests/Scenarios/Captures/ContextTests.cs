using Sim.Core.Kernel.Image;
using Sim.Core.Loads.Captured;

namespace Sim.Tests.Scenarios.Captures;

/// <summary>What a call needs of a CPU, found in images of other kernels.</summary>
public sealed class ContextTests
{
    [Test]
    public void The_counter_goes_on_from_what_the_timekeeper_read_last()
    {
        var kernel = new TracedKernel(new());
        var timekeeper = kernel.Kernel.Add(new byte[128], "tk_core", 'D');
        ulong[] words = [2, kernel.Task, (1UL << 57) - 1, 123_456];
        kernel.Kernel.Write(timekeeper, words.SelectMany(BitConverter.GetBytes).ToArray());

        Assert.That(ContextReader.Of(ImageOf(kernel), 0).Counter, Is.EqualTo(123_456 + 1000));
    }

    [Test]
    public void Vectors_of_user_space_outside_of_the_kernel_are_not_those_of_the_kernel()
    {
        var kernel = new TracedKernel(new());
        kernel.Kernel.Write(kernel.Areas[0] + 24, BitConverter.GetBytes(0xffff_ffff_ff5f_4000UL));

        Assert.That(ContextReader.Of(ImageOf(kernel), 0).Vectors, Is.EqualTo(kernel.Image.Symbols["vectors"]));
    }

    [TestCase(0)]
    [TestCase(1)]
    public void Without_symbols_of_data_the_code_says_where_the_data_are(int cpu)
    {
        var kernel = new TracedKernel(new(), withDataSymbols: false);

        var image = ImageOf(kernel);

        Assert.That(image.Symbols.AddressOf("__per_cpu_offset"), Is.Null);
        Assert.That(ContextReader.Of(image, cpu), Has.Property("CurrentTask").EqualTo(kernel.Task).And.Property("PerCpuOffset").EqualTo(kernel.Areas[cpu] - kernel.Template));
        Assert.That(Capturing.Of(image, new("traced_function", Cpu: cpu, Calls: 8)).Run.Lengths, Is.EqualTo(CaptureTests.Lengths(8)));
    }

    static KernelImage ImageOf(TracedKernel kernel)
    {
        kernel.Kernel.Finish();
        return KernelImage.Of(new(new PagesOf(kernel.Kernel)), null, null, null, []);
    }
}
