using System.Collections.Concurrent;

namespace XbFunctions.Contracts;

/// <summary>Texts of codes, made once a code: at most a few hundred exist.</summary>
internal static class CodeNames
{
    private static readonly ConcurrentDictionary<ushort, string> Currencies = new();
    private static readonly ConcurrentDictionary<ushort, string> Countries = new();

    public static string Currency(ushort packed, ushort mask) =>
        Currencies.GetOrAdd(packed, static (key, mask) => LetterCode.Unpack(key ^ mask, 3), mask);

    public static string Country(ushort packed, ushort mask) =>
        Countries.GetOrAdd(packed, static (key, mask) => LetterCode.Unpack(key ^ mask, 2), mask);
}
