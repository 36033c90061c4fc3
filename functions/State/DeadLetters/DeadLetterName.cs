using System.Globalization;

namespace XbFunctions.State;

/// <summary>
/// Names of dead letters: the blob <c>{function}/{hub}/{group}/{partition}/{first}-{last}.jsonl</c> with the first and last sequence
/// number in it as 20 digits, and the id <c>{function}/{hub}/{group}/{partition}/{sequence}</c>.
/// </summary>
internal static class DeadLetterName
{
    private const int SequenceDigits = 20;
    private const string Extension = ".jsonl";

    public static string Blob(string function, StreamPartition partition, long first, long last) =>
        string.Create(CultureInfo.InvariantCulture, $"{function}/{partition.Folder()}/{first:D20}-{last:D20}{Extension}");

    public static string Id(string function, StreamPartition partition, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{function}/{partition.Folder()}/{sequence}");

    /// <summary>Reads a blob's name; false for a blob that holds no dead letters.</summary>
    public static bool TryReadBlob(string name, out long first, out long last)
    {
        (first, last) = (0, 0);
        var file = name.AsSpan(name.LastIndexOf('/') + 1);
        return file.Length == (2 * SequenceDigits) + 1 + Extension.Length
            && file.EndsWith(Extension, StringComparison.Ordinal)
            && TryReadSequence(file[..SequenceDigits], out first)
            && TryReadSequence(file[(SequenceDigits + 1)..^Extension.Length], out last);
    }

    /// <summary>Reads an id; false for a text that is none.</summary>
    public static bool TryReadId(string id, out string folder, out long sequence)
    {
        var slash = id.LastIndexOf('/');
        folder = slash > 0 ? id[..(slash + 1)] : string.Empty;
        sequence = 0;
        return slash > 0 && TryReadSequence(id.AsSpan(slash + 1), out sequence);
    }

    private static bool TryReadSequence(ReadOnlySpan<char> digits, out long sequence) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out sequence);
}
