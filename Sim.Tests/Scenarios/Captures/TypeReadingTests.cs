using CsCheck;
using Sim.Core.Kernel.Image;
using Sim.Core.Kernel.Image.Objects;
using Sim.Core.Loads.Captured;

namespace Sim.Tests.Scenarios.Captures;

/// <summary>Layouts of a kernel's structures come from the types that it keeps of itself; types that contradict themselves give none, and that is said.</summary>
public sealed class TypeReadingTests
{
    [Test]
    public void Fields_have_their_places_in_bytes_and_those_of_inner_structures_a_path()
    {
        var types = Read(Sample());

        Assert.That(types.Damage, Is.Null);
        Assert.That(types.Layout("outer")!.Bytes, Is.EqualTo(56));
        Assert.That(types.Layout("outer")!.Offsets, Is.EquivalentTo(new Dictionary<string, int>
        {
            ["func"] = 0,
            ["inner"] = 8,
            ["inner.first"] = 8,
            ["inner.second"] = 16,
            ["either"] = 24,
            ["or"] = 24,
            ["flags"] = 32,
            ["words"] = 40,
        }));
        Assert.That(types.Layout("inner")!["second"], Is.EqualTo(8));
    }

    [Test]
    public void A_structure_or_field_that_the_kernel_lacks_is_said()
    {
        var types = Read(Sample());

        Assert.That(types.Layout("outter"), Is.Null);
        Assert.That(types.Layout("number"), Is.Null, "a typedef is no structure");
        Assert.That(() => types.Layout("outer")!["third"], Throws.TypeOf<ImageFault>().With.Message.EqualTo("a structure of this kernel has no field 'third'"));
    }

    [Test]
    public void Bit_fields_keep_their_width_out_of_their_place()
    {
        var writer = new BtfWriter();
        writer.Structure("bits", 8, [("narrow", writer.Integer(), 3 << 24 | 32), ("wide", 1, 20 << 24 | 35)], sized: true);

        Assert.That(Read(writer.Write()).Layout("bits")!.Offsets, Is.EquivalentTo(new Dictionary<string, int> { ["narrow"] = 4, ["wide"] = 4 }));
    }

    [Test]
    public void Types_are_found_without_a_symbol()
    {
        var kernel = new SyntheticKernel();
        kernel.Add(new byte[64], "_stext");
        kernel.Add([.. new byte[40], .. Sample()]);
        kernel.Finish();

        Assert.That(BtfTypes.Of(ImageOf(kernel))!.Layout("outer")!["flags"], Is.EqualTo(32));
    }

    [TestCase(-1, "struct s has 4,294,967,295 bytes")]
    [TestCase(1 << 21, "struct s has 2,097,152 bytes")]
    public void A_size_that_no_structure_has_gives_no_layout(int bytes, string damage)
    {
        var writer = new BtfWriter();
        writer.Structure("s", bytes, [("field", writer.Integer(), 0)]);

        AssertDamaged(writer, "s", damage);
    }

    [TestCase(80)]
    [TestCase(-8)]
    public void A_field_outside_of_its_structure_gives_no_layout(int bits)
    {
        var writer = new BtfWriter();
        writer.Structure("s", 8, [("field", writer.Integer(), bits)]);

        AssertDamaged(writer, "s", $"struct s has 8 bytes and its field 'field' at {(uint)bits / 8:N0}");
    }

    [Test]
    public void Structures_that_hold_themselves_over_and_over_end()
    {
        var writer = new BtfWriter();
        writer.Structure("s", 8, Enumerable.Repeat(("", 1, 0), 2000));

        AssertDamaged(writer, "s", "struct s has more than 65,536 members, or they go past the end");
    }

    [Test]
    public void References_in_a_circle_end()
    {
        var writer = new BtfWriter();
        writer.Structure("s", 8, [("field", writer.Reference(8, 3), 0)]);
        writer.Reference(10, 1);

        Assert.That(Read(writer.Write()).Layout("s")!.Offsets.Keys, Is.EqualTo(new[] { "field" }));
    }

    [Test]
    public void Members_past_the_end_give_no_layout()
    {
        var writer = new BtfWriter();
        writer.Type("s", 4, 60_000, 8, []);

        var types = Read(writer.Write());

        Assert.That(types.Layout("s"), Is.Null);
        Assert.That(types.Damage, Is.EqualTo("its types do not end where it says"));
    }

    [Test]
    public void What_comes_before_an_unknown_kind_is_used()
    {
        var writer = new BtfWriter();
        writer.Structure("before", 8, [("field", writer.Integer(), 0)]);
        writer.Type("new", 25, 3, 8, []);
        writer.Structure("after", 8, [("field", 1, 0)]);

        var types = Read(writer.Write());

        Assert.That((types.Layout("before")?["field"], types.Layout("after")), Is.EqualTo(((ulong?)0, (StructLayout?)null)));
        Assert.That(types.Damage, Is.EqualTo("type 3 is of an unknown kind, 25"));
    }

    [TestCase(1 << 27)]
    [TestCase(1 << 20)]
    [TestCase(-1000)]
    public void A_length_that_the_image_does_not_hold_gives_no_types(int more)
    {
        var kernel = KernelWith(Sample(more));

        Assert.That(BtfTypes.Of(kernel), Is.Null);
    }

    [Test]
    public void A_capture_says_whether_the_types_are_whole()
    {
        var writer = new BtfWriter();
        writer.Structure("ftrace_ops", 8, [("next", writer.Integer(), 640)]);

        Assert.That(OptionsOf(writer.Write()), Contains.Key("types (BTF)").WithValue("damaged: struct ftrace_ops has 8 bytes and its field 'next' at 80"));
        Assert.That(OptionsOf([]), Contains.Key("types (BTF)").WithValue("no"));
        Assert.That(OptionsOf(Sample()), Does.Not.ContainKey("types (BTF)"));
    }

    [Test]
    public void Lists_of_lists_that_do_not_end_are_given_up()
    {
        var writer = new BtfWriter();
        writer.Structure("item", 16, [("next", writer.Integer(), 0)]);
        var kernel = new SyntheticKernel();
        kernel.Add(writer.Write(), "__start_BTF", 'D');
        var circle = kernel.Add(new byte[16], "_stext");
        kernel.Write(circle, BitConverter.GetBytes(circle));
        kernel.Finish();
        var image = ImageOf(kernel);
        var objects = new KernelObjects(image, BtfTypes.Of(image)!);

        var elements = Enumerable.Range(0, 1000).Sum(_ => objects.HashList(circle, "item", "next").Count());

        Assert.That(elements, Is.InRange(KernelObjects.MostTogether - 1000, KernelObjects.MostTogether));
        Assert.That(objects.IsExhausted);
    }

    [Test]
    public void Changed_bytes_give_layouts_within_their_structure_or_none() =>
        Gen.Select(Gen.Int[0, 1 << 16], Gen.Byte, Gen.Int[0, 1 << 16], Gen.Byte).Sample((first, one, second, other) =>
        {
            var bytes = Sample();
            bytes[first % bytes.Length] = one;
            bytes[second % bytes.Length] = other;
            if (BtfTypes.Of(KernelWith(bytes)) is not { } types)
                return;
            foreach (var name in (string[])["outer", "inner"])
            {
                if (types.Layout(name) is { } layout)
                    Assert.That(layout.Offsets.Values, Is.All.InRange(0, layout.Bytes));
            }
        }, iter: 2000, threads: 1);

    // An inner structure behind a typedef and const, a union without a name, a pointer, an array.
    static byte[] Sample(int moreTypeBytes = 0)
    {
        var writer = new BtfWriter();
        var number = writer.Reference(8, writer.Integer(), "number");
        var inner = writer.Structure("inner", 16, [("first", number, 0), ("second", number, 64)]);
        var either = writer.Structure("", 8, [("either", number, 0), ("or", number, 0)], kind: 5);
        writer.Structure("outer", 56, [
            ("func", writer.Reference(2, inner), 0), ("inner", writer.Reference(10, writer.Reference(8, inner, "inner_t")), 64), ("", either, 192),
            ("flags", number, 256), ("words", writer.Array(number, 2), 320)]);
        return writer.Write(moreTypeBytes);
    }

    static void AssertDamaged(BtfWriter writer, string name, string damage)
    {
        var types = Read(writer.Write());
        Assert.That(types.Layout(name), Is.Null);
        Assert.That(types.Damage, Is.EqualTo(damage));
    }

    static BtfTypes Read(byte[] types) => BtfTypes.Of(KernelWith(types)) ?? throw new AssertionException("no types were found");

    static KernelImage KernelWith(byte[] types)
    {
        var kernel = new SyntheticKernel();
        kernel.Add(new byte[64], "_stext");
        kernel.Add(types, "__start_BTF", 'D');
        kernel.Finish();
        return ImageOf(kernel);
    }

    static KernelImage ImageOf(SyntheticKernel kernel) => KernelImage.Of(new(new PagesOf(kernel)), null, null, null, []);

    static IReadOnlyDictionary<string, string> OptionsOf(byte[] types)
    {
        var kernel = new TracedKernel(new());
        if (types.Length > 0)
            kernel.Kernel.Add(types, "__start_BTF", 'D');
        using var opened = CaptureTests.Open(kernel);
        return Capturing.Of(opened.Open.Image, new("traced_function", Calls: 2)).Capture.Options;
    }
}
