using System.Text;

namespace XbFunctions.Contracts;

/// <summary>The one rule for identifier texts, on UTF-16 and on UTF-8.</summary>
public static class IdText
{
    /// <summary>Longest identifier, in UTF-16 units.</summary>
    public const int MaxLength = 128;

    /// <summary>Most UTF-8 bytes an identifier of <see cref="MaxLength"/> units can take.</summary>
    public const int MaxUtf8Length = MaxLength * 3;

    /// <summary>Says whether a text may be an identifier.</summary>
    /// <param name="text">Candidate.</param>
    /// <returns>True for 1 to <see cref="MaxLength"/> units without control characters (C0, DEL, C1).</returns>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > MaxLength)
        {
            return false;
        }

        return !HasControl(text);
    }

    /// <summary>Says whether UTF-8 bytes may be an identifier; same answer as for the decoded text.</summary>
    /// <param name="utf8">Valid UTF-8.</param>
    /// <returns>True for 1 to <see cref="MaxLength"/> UTF-16 units without control characters.</returns>
    public static bool IsValid(ReadOnlySpan<byte> utf8) => IsValid(utf8, MaxLength);

    internal static bool IsValid(ReadOnlySpan<byte> utf8, int maxLength)
    {
        if (utf8.IsEmpty || utf8.Length > maxLength * 3 || HasControl(utf8))
        {
            return false;
        }

        return utf8.Length <= maxLength || Encoding.UTF8.GetCharCount(utf8) <= maxLength;
    }

    internal static bool HasControl(ReadOnlySpan<char> text)
    {
        foreach (var unit in text)
        {
            if (char.IsControl(unit))
            {
                return true;
            }
        }

        return false;
    }

    internal static string Checked(string value, string type)
    {
        ArgumentNullException.ThrowIfNull(value);
        return IsValid(value)
            ? value
            : throw new ArgumentException(
                $"{type} takes 1 to {MaxLength} characters without control characters; got {value.Length} characters.", nameof(value));
    }

    // C1 controls are U+0080 to U+009F: the byte C2 followed by 80 to 9F.
    private static bool HasControl(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOfAnyInRange((byte)0x00, (byte)0x1F) >= 0 || utf8.Contains((byte)0x7F))
        {
            return true;
        }

        for (var at = utf8.IndexOf((byte)0xC2); at >= 0 && at + 1 < utf8.Length;)
        {
            if (utf8[at + 1] is >= 0x80 and <= 0x9F)
            {
                return true;
            }

            var next = utf8[(at + 1)..].IndexOf((byte)0xC2);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }
}
