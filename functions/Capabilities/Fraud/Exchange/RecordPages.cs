namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Keeps the records of frames until nobody refers to them: many of them in one array where a partition tells everything, for those come and go together,
/// each by itself where it tells changes. Not thread-safe.
/// </summary>
internal sealed class RecordPages
{
    // Below the length from which an array lies with the large objects, which are collected seldom.
    private const int PageBytes = 64 * 1024;
    private const int LargeBytes = PageBytes / 8;
    private byte[] _page = [];
    private int _taken;

    /// <summary>Keeps a record.</summary>
    /// <param name="record">Its bytes.</param>
    /// <param name="together">Whether it shares an array with others.</param>
    /// <returns>Where it lies; not changed any more.</returns>
    public (byte[] Page, int At) Keep(ReadOnlySpan<byte> record, bool together)
    {
        if (!together || record.Length > LargeBytes)
        {
            return (record.ToArray(), 0);
        }

        if (record.Length > _page.Length - _taken)
        {
            (_page, _taken) = (GC.AllocateUninitializedArray<byte>(PageBytes), 0);
        }

        var at = _taken;
        record.CopyTo(_page.AsSpan(at));
        _taken += record.Length;
        return (_page, at);
    }

    /// <summary>Shares the array in use with no more records.</summary>
    public void Leave() => (_page, _taken) = ([], 0);
}
