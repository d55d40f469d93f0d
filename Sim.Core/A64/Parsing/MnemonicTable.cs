namespace Sim.Core.A64.Parsing;

/// <summary>Reads the operands of one mnemonic.</summary>
delegate Parsed Form(OperandReader operands);

/// <summary>Every mnemonic, with what reads its operands.</summary>
sealed class MnemonicTable
{
    readonly Dictionary<string, Form> _forms = new(StringComparer.OrdinalIgnoreCase);

    MnemonicTable()
    {
        ArithmeticForms.AddTo(this);
        LogicalForms.AddTo(this);
        MoveForms.AddTo(this);
        BitFieldForms.AddTo(this);
        MultiplyForms.AddTo(this);
        ConditionalForms.AddTo(this);
        LoadStoreForms.AddTo(this);
        OrderedForms.AddTo(this);
        AtomicForms.AddTo(this);
        BranchForms.AddTo(this);
        SystemForms.AddTo(this);
    }

    public static MnemonicTable All { get; } = new();

    public IEnumerable<string> Names => _forms.Keys;

    public void Add(string mnemonic, Form form) => _forms.Add(mnemonic, form);

    public Form? Find(string mnemonic) => _forms.GetValueOrDefault(mnemonic);
}
