using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.State;

/// <summary>
/// Knows which segments a function has. Only the newest days change, so older ones are listed once and again only when a segment of
/// theirs has gone. Thread-safe; concurrent callers share one listing.
/// </summary>
internal sealed class SegmentCatalog(BlobContainerClient container, string function, int searchedDays, TimeProvider clock) : IDisposable
{
    private const int ChangingDays = 2;

    private readonly SemaphoreSlim _listing = new(1, 1);
    private readonly Dictionary<int, SegmentName[]> _days = [];
    private SegmentListing? _current;

    /// <summary>The newest listing, made first when there is none.</summary>
    public ValueTask<SegmentListing> CurrentAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _current) is { } current ? ValueTask.FromResult(current) : new(RefreshAsync(null, isAnyGone: false, cancellationToken));

    /// <summary>Lists again, unless another caller has done so since.</summary>
    /// <param name="old">The listing that is too old.</param>
    /// <param name="isAnyGone">A segment of it no longer exists: every day is listed again.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SegmentListing> RefreshAsync(SegmentListing? old, bool isAnyGone, CancellationToken cancellationToken)
    {
        await _listing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_current is { } current && current != old)
            {
                return current;
            }

            if (isAnyGone)
            {
                _days.Clear();
            }

            var fresh = await ListAsync(cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _current, fresh);
            return fresh;
        }
        finally
        {
            _listing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listing.Dispose();

    private async Task<SegmentListing> ListAsync(CancellationToken cancellationToken)
    {
        var listedAt = clock.GetTimestamp();
        var days = await ListDaysAsync(cancellationToken).ConfigureAwait(false);
        for (var index = 0; index < days.Count; index++)
        {
            if (index < ChangingDays || !_days.ContainsKey(days[index]))
            {
                _days[days[index]] = await ListDayAsync(days[index], cancellationToken).ConfigureAwait(false);
            }
        }

        return new SegmentListing(listedAt, [.. days.Select(day => _days[day])]);
    }

    private async Task<List<int>> ListDaysAsync(CancellationToken cancellationToken)
    {
        var days = new List<int>();
        try
        {
            var folders = container.GetBlobsByHierarchyAsync(BlobTraits.None, BlobStates.None, "/", $"{function}/", cancellationToken);
            await foreach (var item in folders.ConfigureAwait(false))
            {
                if (item.IsPrefix && int.TryParse(
                    item.Prefix.AsSpan(function.Length + 1).TrimEnd('/'), NumberStyles.None, CultureInfo.InvariantCulture, out var day))
                {
                    days.Add(day);
                }
            }
        }
        catch (RequestFailedException failed) when (failed.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            // Nothing was ever written.
        }

        return [.. days.OrderDescending().Take(searchedDays)];
    }

    private async Task<SegmentName[]> ListDayAsync(int day, CancellationToken cancellationToken)
    {
        var segments = new List<SegmentName>();
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{function}/{day:D8}/");
        var blobs = container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken);
        await foreach (var blob in blobs.ConfigureAwait(false))
        {
            if (SegmentName.Parse(blob.Name) is { } name)
            {
                segments.Add(name);
            }
        }

        return [.. segments];
    }
}
