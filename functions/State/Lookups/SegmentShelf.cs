using Azure.Storage.Blobs.Models;

namespace XbFunctions.State;

/// <summary>
/// The segments of one function and partition, a list for each day, and their merging: neighbours of like size become one, so that a
/// reader searches few segments and a value is rewritten a few times only. Adding is thread-safe; merging is for one thread.
/// </summary>
internal sealed class SegmentShelf(StateStores stores)
{
    private readonly Lock _gate = new();
    private readonly List<(SegmentName Name, long Bytes)> _added = [];
    private readonly SortedDictionary<int, Dictionary<SegmentName, long>> _days = [];
    private bool _isOld;

    /// <summary>Tells of a segment that was stored.</summary>
    public void Add(SegmentName name, long bytes)
    {
        lock (_gate)
        {
            _added.Add((name, bytes));
        }
    }

    /// <summary>
    /// Forgets which segments there are, for a partition that comes back: another owner has added some meanwhile. A merge across them that left them out
    /// would have the next owner remove them as needless.
    /// </summary>
    public void Forget()
    {
        lock (_gate)
        {
            _added.Clear();
            _isOld = true;
        }
    }

    /// <summary>Merges until no run of neighbours is long enough; a day that is over is merged as far as sizes allow, and let go.</summary>
    public async Task MergeAsync(CancellationToken cancellationToken)
    {
        var touched = await TakeAddedAsync(cancellationToken).ConfigureAwait(false);
        foreach (var day in _days.Keys.ToArray())
        {
            var isOver = day < _days.Keys.Max();
            if (isOver || touched.Contains(day))
            {
                await MergeDayAsync(day, isOver, cancellationToken).ConfigureAwait(false);
            }

            if (isOver)
            {
                _days.Remove(day);
            }
        }
    }

    private async Task MergeDayAsync(int day, bool isOver, CancellationToken cancellationToken)
    {
        var segments = _days[day];
        foreach (var needless in segments.Keys.Where(one => segments.Keys.Any(one.IsWithin)).ToArray())
        {
            await RemoveAsync(segments, needless, cancellationToken).ConfigureAwait(false);
        }

        while (MergeRun.Find(segments, stores.Options, isOver) is { Count: > 1 } run)
        {
            await MergeAsync(segments, run, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<HashSet<int>> TakeAddedAsync(CancellationToken cancellationToken)
    {
        (SegmentName Name, long Bytes)[] added;
        lock (_gate)
        {
            added = [.. _added];
            if (_isOld)
            {
                _days.Clear();
                _isOld = false;
            }
        }

        foreach (var (name, bytes) in added)
        {
            if (_days.Count == 0)
            {
                // An owner that ended before the day did has left the day before unmerged.
                await OpenDayAsync(name.OfDayBefore(), cancellationToken).ConfigureAwait(false);
            }

            await OpenDayAsync(name, cancellationToken).ConfigureAwait(false);
            _days[name.Day][name] = bytes;
        }

        lock (_gate)
        {
            // Unless they were forgotten meanwhile.
            _added.RemoveRange(0, _isOld ? 0 : added.Length);
        }

        return [.. added.Select(one => one.Name.Day)];
    }

    private async Task OpenDayAsync(SegmentName name, CancellationToken cancellationToken)
    {
        if (!_days.ContainsKey(name.Day))
        {
            _days.Add(name.Day, await ListAsync(name.Folder, cancellationToken).ConfigureAwait(false));
        }
    }

    private Task<Dictionary<SegmentName, long>> ListAsync(string folder, CancellationToken cancellationToken) =>
        stores.Retry.RunAsync(
            $"Listing {folder}",
            async token =>
            {
                var segments = new Dictionary<SegmentName, long>();
                var blobs = stores.Lookups.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{folder}/", token);
                await foreach (var blob in blobs.ConfigureAwait(false))
                {
                    if (SegmentName.Parse(blob.Name) is { } name)
                    {
                        segments[name] = blob.Properties.ContentLength ?? 0;
                    }
                }

                return segments;
            },
            cancellationToken);

    private async Task MergeAsync(
        Dictionary<SegmentName, long> segments, IReadOnlyList<SegmentName> run, CancellationToken cancellationToken)
    {
        var sources = new List<SegmentCursor>();
        foreach (var name in run)
        {
            var bytes = await stores.Retry.RunAsync(
                $"Reading {name.Blob}",
                token => StoredBlob.TryReadAsync(stores.Lookups, name.Blob, token),
                cancellationToken).ConfigureAwait(false);
            if (bytes is null)
            {
                // Another owner has merged it: what is there now must be listed again.
                _days.Remove(name.Day);
                segments.Clear();
                return;
            }

            sources.Add(new SegmentCursor($"{stores.Lookups.Name}/{name.Blob}", bytes.Value));
        }

        var merged = run[0] with { First = run.Min(name => name.First), Last = run.Max(name => name.Last), Revision = run.Max(name => name.Revision) };
        var segment = SegmentMerge.Merge(sources, merged.First, merged.Last);
        await stores.Retry.RunAsync(
            $"Writing {merged.Blob}",
            token => stores.Lookups.GetBlobClient(merged.Blob).UploadAsync(new BinaryData(segment), overwrite: true, token),
            cancellationToken).ConfigureAwait(false);
        segments[merged] = segment.Length;
        foreach (var name in run.Where(name => name != merged))
        {
            await RemoveAsync(segments, name, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RemoveAsync(Dictionary<SegmentName, long> segments, SegmentName name, CancellationToken cancellationToken)
    {
        await stores.Retry.RunAsync(
            $"Removing {name.Blob}",
            token => stores.Lookups.DeleteBlobIfExistsAsync(name.Blob, cancellationToken: token),
            cancellationToken).ConfigureAwait(false);
        segments.Remove(name);
    }
}
