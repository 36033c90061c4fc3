using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace XbFunctions.Capabilities.Catalogue;

/// <summary>A title that was translated by an engine; it serves as long as nobody has written one of the language.</summary>
/// <param name="Title">The title.</param>
/// <param name="From">BCP 47 tag of the title that it was made from.</param>
/// <param name="SourceHash">Hash of that title, by which a changed one is noticed.</param>
/// <param name="Engine">Who translated.</param>
/// <param name="Quality">How far the engine trusts it, 0 to 1.</param>
/// <param name="NeedsReview">Whether a person should look at it.</param>
public sealed record ItemTranslation(string Title, string From, ulong SourceHash, string Engine, double Quality, bool NeedsReview)
{
    /// <summary>Hash of a title: XXH3 of its UTF-16 code units.</summary>
    /// <param name="title">The title.</param>
    public static ulong HashOf(string title) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(title.AsSpan()));

    /// <summary>Whether it is of an item's present title.</summary>
    /// <param name="item">The item.</param>
    public bool IsOf(CatalogueItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Titles.TryGetValue(From, out var title) && HashOf(title) == SourceHash;
    }
}
