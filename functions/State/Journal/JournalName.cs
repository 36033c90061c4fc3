using System.Globalization;

namespace XbFunctions.State;

/// <summary>Names of journals and snapshots: <c>{folder}/journal-{generation}</c> and <c>{folder}/snapshot-{generation}</c>, 20 digits each.</summary>
internal static class JournalName
{
    private const string JournalPart = "/journal-";
    private const string SnapshotPart = "/snapshot-";

    public static string Journal(string folder, long generation) => Name(folder, JournalPart, generation);

    public static string Snapshot(string folder, long generation) => Name(folder, SnapshotPart, generation);

    /// <summary>Reads a blob's name; false for one that is neither.</summary>
    public static bool TryRead(string folder, string name, out bool isSnapshot, out long generation)
    {
        isSnapshot = name.AsSpan(folder.Length).StartsWith(SnapshotPart);
        generation = 0;
        var prefix = isSnapshot ? SnapshotPart : JournalPart;
        return name.AsSpan(folder.Length).StartsWith(prefix)
            && long.TryParse(name.AsSpan(folder.Length + prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out generation);
    }

    private static string Name(string folder, string part, long generation) =>
        string.Create(CultureInfo.InvariantCulture, $"{folder}{part}{generation:D20}");
}
