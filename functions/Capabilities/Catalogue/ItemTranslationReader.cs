using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Catalogue;

/// <summary>Reads the translations that the catalogue's own log holds. What is none is passed over: it is translated again.</summary>
internal static class ItemTranslationReader
{
    /// <summary>Reads member <c>translations</c> of an item.</summary>
    /// <param name="json">The item.</param>
    public static FrozenDictionary<string, ItemTranslation> Read(JsonElement json)
    {
        if (!json.TryGetProperty("translations", out var member) || member.ValueKind != JsonValueKind.Object)
        {
            return FrozenDictionary<string, ItemTranslation>.Empty;
        }

        Dictionary<string, ItemTranslation> found = new(StringComparer.Ordinal);
        foreach (var entry in member.EnumerateObject())
        {
            if (LanguageTag.TryParse(entry.Name, out _) && One(entry.Value) is { } translation)
            {
                found[entry.Name] = translation;
            }
        }

        return found.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static ItemTranslation? One(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && Text(json, "title") is { Length: > 0 } title && Text(json, "from") is { } from
        && ulong.TryParse(Text(json, "source"), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash) && Text(json, "engine") is { } engine
        && json.TryGetProperty("quality", out var quality) && quality.ValueKind == JsonValueKind.Number
            ? new ItemTranslation(title, from, hash, engine, quality.GetDouble(), json.TryGetProperty("review", out var review) && review.ValueKind == JsonValueKind.True)
            : null;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
