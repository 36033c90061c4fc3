using System.Globalization;

namespace XbFunctions.State;

/// <summary>
/// Name of an archive file: <c>{dataset}/date={yyyy-MM-dd}/part-{partition}-{first}-{last}.parquet</c>, the sequence numbers of its first and
/// last row with 20 digits. The file holds every row of the data set, the partition and the date between the two.
/// </summary>
/// <param name="Dataset">Folder of the data set.</param>
/// <param name="Date">UTC date on which the hub accepted the events.</param>
/// <param name="PartitionId">Partition of the hub.</param>
/// <param name="First">Sequence number of the first row.</param>
/// <param name="Last">Sequence number of the last row.</param>
public sealed record ArchiveName(string Dataset, DateOnly Date, string PartitionId, long First, long Last)
{
    private const string DateFolder = "date=";
    private const string DateFormat = "yyyy-MM-dd";
    private const string Part = "part-";
    private const string Extension = ".parquet";
    private const int SequenceDigits = 20;

    /// <summary>Name of the blob.</summary>
    public string Blob => string.Create(
        CultureInfo.InvariantCulture, $"{PrefixOf(Dataset, Date, PartitionId)}{First:D20}-{Last:D20}{Extension}");

    /// <summary>Reads a blob's name.</summary>
    /// <param name="blob">The name.</param>
    /// <returns>Its parts, or null for a blob that is no archive file.</returns>
    public static ArchiveName? Parse(string blob)
    {
        ArgumentNullException.ThrowIfNull(blob);
        var parts = blob.Split('/');
        if (parts.Length < 3 || !parts[^2].StartsWith(DateFolder, StringComparison.Ordinal)
            || !DateOnly.TryParseExact(parts[^2][DateFolder.Length..], DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return null;
        }

        var file = parts[^1];
        var numbers = file.Length - Extension.Length - (2 * SequenceDigits) - 1;
        return numbers > Part.Length + 1
            && file.StartsWith(Part, StringComparison.Ordinal)
            && file.EndsWith(Extension, StringComparison.Ordinal)
            && file[numbers - 1] == '-'
            && TryReadSequence(file.AsSpan(numbers, SequenceDigits), out var first)
            && TryReadSequence(file.AsSpan(numbers + SequenceDigits + 1, SequenceDigits), out var last)
            ? new ArchiveName(string.Join('/', parts[..^2]), date, file[Part.Length..(numbers - 1)], first, last)
            : null;
    }

    /// <summary>What the names of one partition's files of a date begin with.</summary>
    internal static string PrefixOf(string dataset, DateOnly date, string partitionId) =>
        $"{FolderOf(dataset, date)}{Part}{partitionId}-";

    /// <summary>Folder of a date, a slash behind it.</summary>
    internal static string FolderOf(string dataset, DateOnly date) =>
        $"{dataset}/{DateFolder}{date.ToString(DateFormat, CultureInfo.InvariantCulture)}/";

    /// <summary>True when the other file holds every row of this one, and more.</summary>
    internal bool IsWithin(ArchiveName other) =>
        other != this && Dataset == other.Dataset && Date == other.Date && PartitionId == other.PartitionId
        && First >= other.First && Last <= other.Last;

    private static bool TryReadSequence(ReadOnlySpan<char> digits, out long sequence) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out sequence);
}
