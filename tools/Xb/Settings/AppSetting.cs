namespace XbFunctions.Xb.Settings;

/// <summary>One setting of the app or of the local platform.</summary>
/// <param name="Key">Its key with colons, such as <c>State:SnapshotRecords</c>.</param>
/// <param name="Kind">Kind of value in a word, such as <c>number</c>.</param>
/// <param name="Default">Value where it is not set; empty where there is none.</param>
/// <param name="Allowed">What it may be; empty where nothing but its kind restricts it.</param>
/// <param name="Meaning">What it does, one sentence or more.</param>
internal sealed record AppSetting(string Key, string Kind, string Default, string Allowed, string Meaning)
{
    /// <summary>The name in <c>local.settings.json</c>, in environment variables and in Azure.</summary>
    public string Name => Key.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>The part before the last colon, which a capability has to itself; empty for settings of the Functions host.</summary>
    public string Section => Key.Contains(':', StringComparison.Ordinal) ? Key[..Key.LastIndexOf(':')] : string.Empty;
}
