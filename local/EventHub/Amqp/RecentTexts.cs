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
    private readonly (byte[] Utf8, string Text)[] _texts = new (byte[], string)[Places];

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

        ref var recent = ref _texts[place];
        if (recent.Utf8 is null || !utf8.SequenceEqual(recent.Utf8))
        {
            recent = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        }

        return recent.Text;
    }
}
