using System.Globalization;

namespace XbFunctions.State;

/// <summary>
/// Name of a lookup segment: <c>{function}/{yyyyMMdd}/{hub}/{group}/{partition}/{first}-{last}.seg</c>, sequence numbers of 20 digits.
/// It holds every answer of the committed records of that day and partition between the two sequence numbers, less those that were erased: then the name
/// ends in <c>.r{revision}.seg</c>, because what readers remember of a name must stay true.
/// </summary>
/// <param name="Folder">Everything before the file name, without the last slash.</param>
/// <param name="Day">Day on which the hub accepted the events, UTC, as yyyyMMdd.</param>
/// <param name="First">First sequence number covered.</param>
/// <param name="Last">Last sequence number covered.</param>
/// <param name="Revision">How often answers were taken out of it; 0 for never.</param>
internal sealed record SegmentName(string Folder, int Day, long First, long Last, int Revision = 0)
{
    private const int SequenceDigits = 20;
    private const int RangeLength = (2 * SequenceDigits) + 1;
    private const string Extension = ".seg";
    private const string RevisionMark = ".r";

    // Computed, not kept: a copy made with other sequence numbers must have another name.
    public string Blob => string.Create(CultureInfo.InvariantCulture, $"{Folder}/{First:D20}-{Last:D20}{(Revision == 0 ? "" : $".r{Revision}")}{Extension}");

    public static string FolderOf(string function, int day, StreamPartition partition) =>
        string.Create(CultureInfo.InvariantCulture, $"{function}/{day:D8}/{partition.Folder()}");

    public static int DayOf(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        return (((utc.Year * 100) + utc.Month) * 100) + utc.Day;
    }

    /// <summary>The same folder's twin of the day before.</summary>
    public SegmentName OfDayBefore()
    {
        var before = DayOf(new DateTimeOffset(Day / 10_000, Day / 100 % 100, Day % 100, 0, 0, 0, TimeSpan.Zero).AddDays(-1));
        var folder = string.Create(CultureInfo.InvariantCulture, $"/{before:D8}/");
        return this with { Day = before, Folder = Folder.Replace(string.Create(CultureInfo.InvariantCulture, $"/{Day:D8}/"), folder, StringComparison.Ordinal) };
    }

    /// <summary>True when the other covers all that this one does, so that this one is not needed beside it.</summary>
    public bool IsWithin(SegmentName other) =>
        this != other && Folder == other.Folder && First >= other.First && Last <= other.Last
        && (First != other.First || Last != other.Last || Revision < other.Revision);

    /// <summary>Reads a blob's name; null for one that is no segment.</summary>
    public static SegmentName? Parse(string blob)
    {
        var slash = blob.LastIndexOf('/');
        var file = blob.AsSpan(slash + 1);
        var parts = blob.Split('/');
        var revision = 0;
        if (file.Length > RangeLength && file[RangeLength..].StartsWith(RevisionMark) && file.EndsWith(Extension, StringComparison.Ordinal))
        {
            var digits = file[(RangeLength + RevisionMark.Length)..^Extension.Length];
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out revision) || revision == 0)
            {
                return null;
            }

            file = blob.AsSpan(slash + 1, RangeLength).ToString() + Extension;
        }

        return parts.Length == 6
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            && file.Length == (2 * SequenceDigits) + 1 + Extension.Length
            && file.EndsWith(Extension, StringComparison.Ordinal)
            && long.TryParse(file[..SequenceDigits], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && long.TryParse(file[(SequenceDigits + 1)..^Extension.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? new SegmentName(blob[..slash], day, first, last, revision)
            : null;
    }
}
