using System.Text;

namespace XbFunctions.EventHub;

/// <summary>
/// The texts that stood at the same places of the message before: producers repeat the names of their properties and most of their values, and
/// then no string need be made. Not thread-safe.
/// </summary>
internal sealed class RecentTexts
{
    private const int Places = 32;
    private const int LongestText = 32;
    private readonly byte[] _utf8 = new byte[Places * LongestText];
    private readonly (int Length, string? Text)[] _texts = new (int, string?)[Places];

    [field: ThreadStatic]
    public static RecentTexts OfThread => field ??= new RecentTexts();

    /// <summary>The text of UTF-8 bytes.</summary>
    /// <param name="place">Where they stand among the texts of their message, from 0.</param>
    /// <param name="utf8">The bytes.</param>
    public string Get(int place, ReadOnlySpan<byte> utf8)
    {
        if (place >= Places || utf8.Length > LongestText)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var kept = _utf8.AsSpan(place * LongestText, LongestText);
        ref var recent = ref _texts[place];
        if (recent.Text is not { } text || !utf8.SequenceEqual(kept[..recent.Length]))
        {
            utf8.CopyTo(kept);
            text = Encoding.UTF8.GetString(utf8);
            recent = (utf8.Length, text);
        }

        return text;
    }
}
