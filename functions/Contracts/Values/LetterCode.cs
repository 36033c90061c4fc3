namespace XbFunctions.Contracts;

/// <summary>Packs two or three capitals into 15 bits, five bits a letter (A is 1), the first letter highest.</summary>
internal static class LetterCode
{
    /// <summary>What <c>Pack</c> answers for anything but two or three capitals.</summary>
    public const ushort Invalid = 0;

    public static ushort Pack(ReadOnlySpan<char> text)
    {
        if (text.Length is < 2 or > 3)
        {
            return Invalid;
        }

        var packed = 0;
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterUpper(letter))
            {
                return Invalid;
            }

            packed = (packed << 5) | (letter - 'A' + 1);
        }

        return (ushort)packed;
    }

    public static ushort Pack(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is < 2 or > 3)
        {
            return Invalid;
        }

        Span<char> text = stackalloc char[3];
        for (var index = 0; index < utf8.Length; index++)
        {
            text[index] = (char)utf8[index];
        }

        return Pack(text[..utf8.Length]);
    }

    public static string Unpack(int packed, int length) => string.Create(length, packed, static (text, rest) =>
    {
        for (var index = text.Length - 1; index >= 0; index--, rest >>= 5)
        {
            text[index] = (char)('A' + (rest & 31) - 1);
        }
    });
}
