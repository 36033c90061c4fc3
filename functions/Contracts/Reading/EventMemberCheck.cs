using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace XbFunctions.Contracts;

/// <summary>Checks which members are there, before the serializer looks at their values.</summary>
internal static partial class EventMemberCheck
{
    /// <summary>Refuses a known member that stands twice and a required one that is missing, in the object and in its items.</summary>
    /// <param name="value">An object.</param>
    /// <param name="typeInfo">The record it becomes.</param>
    /// <param name="prefix">What stands before member names in a refusal.</param>
    public static EventRefusal Check(JsonElement value, JsonTypeInfo typeInfo, string prefix)
    {
        var names = value.EnumerateObject().Select(static member => member.Name).ToList();
        foreach (var property in Members(typeInfo))
        {
            var count = names.Count(name => name == property.Name);
            if (count > 1)
            {
                return new EventRefusal(EventRefusalReason.DuplicateMember, prefix + property.Name);
            }

            if (count == 0 && IsRequired(property))
            {
                return new EventRefusal(EventRefusalReason.MissingMember, prefix + property.Name);
            }
        }

        return Members(typeInfo).Any(static property => property.Name == "items") ? CheckItems(value) : default;
    }

    /// <summary>The record's properties that are members of the JSON object; the serializer lists those it ignores as well.</summary>
    public static List<JsonPropertyInfo> Members(JsonTypeInfo typeInfo) =>
        [.. typeInfo.Properties.Where(static property => property.Get is not null)];

    /// <summary>Says whether the record's constructor has no default for the member.</summary>
    public static bool IsRequired(JsonPropertyInfo property) => property.AssociatedParameter is { HasDefaultValue: false };

    /// <summary>The member's name out of a JSON path: <c>$.items[3].sku</c> is <c>items[].sku</c>.</summary>
    public static string? MemberOf(string? path) =>
        path is null or "$" ? null : Index().Replace(path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path, "[]");

    private static EventRefusal CheckItems(JsonElement value)
    {
        if (!value.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
        {
            return default;
        }

        var lineItem = EventJson.Default.GetTypeInfo(typeof(LineItem))!;
        return items.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.Object)
            .Select(item => Check(item, lineItem, "items[].")).FirstOrDefault(static refusal => refusal.IsRefused);
    }

    [GeneratedRegex(@"\[[0-9]+\]")]
    private static partial Regex Index();
}
