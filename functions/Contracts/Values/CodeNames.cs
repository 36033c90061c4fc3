namespace XbFunctions.Contracts;

/// <summary>Texts of codes, made once a code: at most a few hundred exist. Two threads may make one at once; either text will do.</summary>
internal static class CodeNames
{
    // Five bits a letter.
    private static readonly string?[] Currencies = new string[1 << 15];
    private static readonly string?[] Countries = new string[1 << 10];

    public static string Currency(ushort packed, ushort mask) => Currencies[packed] ??= LetterCode.Unpack(packed ^ mask, 3);

    public static string Country(ushort packed, ushort mask) => Countries[packed] ??= LetterCode.Unpack(packed ^ mask, 2);
}
