using System.Globalization;
using System.Linq.Expressions;
using Sim.Scenarios.Reading;

namespace Sim.Scenarios.Profiles;

/// <summary>Describes the values of files that become a <typeparamref name="TProfile"/>.</summary>
abstract class KeysOf<TProfile>
{
    protected static ProfileKey Integer<T>(Expression<Func<TProfile, T>> member, string path, long low, long high, string sentence) =>
        Numeric(member, path, new IntegerForm(low, high), sentence);

    protected static ProfileKey Size<T>(Expression<Func<TProfile, T>> member, string path, double low, double high, string sentence) =>
        Numeric(member, path, new MeasuredForm(Quantity.Sizes, low, high), sentence);

    protected static ProfileKey Measured<T>(
        Expression<Func<TProfile, T>> member, string path, IReadOnlyDictionary<string, decimal> units, double low, double high, string sentence) =>
        Numeric(member, path, new MeasuredForm(units, low, high), sentence);

    protected static ProfileKey Truth(Expression<Func<TProfile, bool>> member, string path, string sentence) =>
        Key(member, path, new TruthForm(), sentence, value => value is true);

    /// <summary>Values that a file has all of, or none: what they describe is null then.</summary>
    protected static IEnumerable<ProfileKey> Group(string path, IEnumerable<ProfileKey> keys) => keys.Select(key => key with { Group = path });

    /// <summary>A value that a file may do without: its member is null then.</summary>
    protected static ProfileKey Optional(ProfileKey key) => key with { Group = key.Path };

    /// <summary>A value that a file may do without, as if it had <paramref name="none"/>.</summary>
    protected static ProfileKey OrElse(ProfileKey key, object none) => key with { Default = none };

    /// <summary>A value that may be declared free, to be fitted to measurements.</summary>
    protected static ProfileKey Fittable(ProfileKey key) => key with { IsFittable = true };

    /// <summary>A value of any form.</summary>
    /// <param name="member">What it becomes.</param>
    /// <param name="path">Where it is in the file.</param>
    /// <param name="form">What it may be.</param>
    /// <param name="sentence">What it is.</param>
    /// <param name="convert">From what was read, which is null after a mistake.</param>
    protected static ProfileKey Key<T>(Expression<Func<TProfile, T>> member, string path, ValueForm form, string sentence, Func<object?, T> convert) =>
        new(path, ProfileKey.NameOf(member), form, sentence, value => convert(value));

    static ProfileKey Numeric<T>(Expression<Func<TProfile, T>> member, string path, ValueForm form, string sentence) =>
        Key(member, path, form, sentence, value => Number<T>(value ?? 0));

    static T Number<T>(object value) =>
        (T)Convert.ChangeType(value, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), CultureInfo.InvariantCulture);
}
