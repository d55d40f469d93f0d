namespace Sim.Scenarios.Reading;

/// <summary>The codes of mistakes in files; docs/diagnostics.md explains each.</summary>
static class Code
{
    public const string Unreadable = "SIM101";
    public const string UnknownName = "SIM102";
    public const string NotText = "SIM103";
    public const string TooLarge = "SIM104";
    public const string Syntax = "SIM105";
    public const string DocumentCount = "SIM106";
    public const string AnchorOrTag = "SIM107";
    public const string TooDeep = "SIM108";

    public const string UnknownKey = "SIM110";
    public const string MissingKey = "SIM111";
    public const string DuplicateKey = "SIM112";
    public const string WrongType = "SIM113";
    public const string ExclusiveKeys = "SIM114";

    public const string NotANumber = "SIM120";
    public const string OutOfRange = "SIM121";
    public const string Unit = "SIM122";
    public const string Inconsistent = "SIM123";

    public const string Provenance = "SIM130";
    public const string InheritanceCycle = "SIM131";

    public const string Question = "SIM140";
    public const string NameOfFile = "SIM141";
    public const string Schema = "SIM142";
    public const string UndefinedVariable = "SIM143";
    public const string UnusedVariable = "SIM144";
    public const string CellCount = "SIM145";
    public const string DuplicateCell = "SIM146";
    public const string MixedTracers = "SIM147";
    public const string Override = "SIM148";
    public const string EmptyRule = "SIM149";

    public const string CsvSyntax = "SIM150";
    public const string CsvColumn = "SIM151";
    public const string CsvFieldCount = "SIM152";
    public const string CsvValue = "SIM153";

    public const string NoRun = "SIM180";
    public const string NumberOfRun = "SIM181";
    public const string FlagsOfRun = "SIM182";
    public const string SeveralKernels = "SIM183";
    public const string NotFittable = "SIM184";
    public const string NothingToFit = "SIM185";
    public const string TooFewRows = "SIM186";

    public const string NoTimeLeft = "SIM240";
    public const string ProfileLine = "SIM242";
    public const string TraceLine = "SIM243";
    public const string TooManyRecords = "SIM244";
    public const string NoFunction = "SIM245";
    public const string EmptyFilter = "SIM246";
    public const string NoTools = "SIM247";
    public const string NotAConfig = "SIM162";
    public const string ConfigLine = "SIM163";
    public const string OtherFormat = "SIM248";
    public const string SeveralMaps = "SIM249";
    public const string TooManyIntervals = "SIM250";
    public const string ChangesNothing = "SIM270";
    public const string Range = "SIM271";
    public const string Zip = "SIM272";
    public const string EmptyExclusion = "SIM273";
    public const string UnknownPath = "SIM274";
    public const string Search = "SIM275";
    public const string ForeignImage = "SIM280";
    public const string ImageCompression = "SIM282";
    public const string SymbolLine = "SIM286";
    public const string CaptureFile = "SIM288";
    public const string TooLongLoad = "SIM260";
    public const string FunctionTime = "SIM261";
}
