using System.Text;
using Azure.Storage.Blobs;

namespace XbFunctions.State;

/// <summary>
/// Finds the newest answer that a function gave under a key, in the segments its instances write. Reads blobs only, never another
/// function's memory. Thread-safe; make one for each function read and keep it.
/// </summary>
/// <remarks>
/// An answer is found within about twice <see cref="StateOptions.LookupFlushInterval"/> after its commit. A warm look-up reads one block
/// or nothing from storage. Storage faults reach the caller once the client's own retries are used up.
/// </remarks>
public sealed class LookupReader : IDisposable
{
    private const int ParallelReads = 8;
    private const int Attempts = 5;

    private readonly SegmentCatalog _catalog;
    private readonly SegmentReader _segments;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _listAge;

    /// <summary>Makes a reader; nothing is read before the first look-up.</summary>
    /// <param name="storage">Account of the lookup container, which need not exist yet.</param>
    /// <param name="function">Name of the function whose answers are read.</param>
    /// <param name="options">Settings; read now, not followed later.</param>
    /// <param name="clock">Tells the age of a listing.</param>
    public LookupReader(BlobServiceClient storage, string function, StateOptions options, TimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(function);
        var container = storage.GetBlobContainerClient(options.LookupContainer);
        _catalog = new SegmentCatalog(container, function, options.LookupDays, clock);
        _segments = new SegmentReader(container, new SegmentCache(options.LookupCacheBytes));
        (_clock, _listAge) = (clock, options.LookupListAge);
    }

    /// <summary>Finds an answer.</summary>
    /// <param name="key">The key as published in <see cref="OutgoingEvent.LookupKey"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The body published under the key, to be read only; null when there is none.</returns>
    /// <exception cref="CorruptStateException">A segment is damaged.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var utf8 = Encoding.UTF8.GetBytes(key);
        var listing = await _catalog.CurrentAsync(cancellationToken).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            var found = await SearchAsync(listing, utf8, cancellationToken).ConfigureAwait(false);
            var age = _clock.GetElapsedTime(listing.ListedAt);
            var isFresh = attempt > 1 || age <= (found.Value is null ? _listAge : 2 * _listAge);
            if ((isFresh && !found.IsAnyGone) || attempt == Attempts)
            {
                return found.Value;
            }

            listing = await _catalog.RefreshAsync(listing, found.IsAnyGone, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _catalog.Dispose();

    private async Task<(ReadOnlyMemory<byte>? Value, bool IsAnyGone)> SearchAsync(
        SegmentListing listing, byte[] key, CancellationToken cancellationToken)
    {
        foreach (var day in listing.Days)
        {
            var found = await SearchDayAsync(day, key, cancellationToken).ConfigureAwait(false);
            if (found.IsAnyGone || found.Value is not null)
            {
                return found;
            }
        }

        return (null, false);
    }

    private async Task<(ReadOnlyMemory<byte>? Value, bool IsAnyGone)> SearchDayAsync(
        SegmentName[] segments, byte[] key, CancellationToken cancellationToken)
    {
        var hash = IdHash.Of((ReadOnlySpan<byte>)key);
        var isAnyGone = false;
        var directories = await OpenAsync(segments, cancellationToken).ConfigureAwait(false);
        (long Sequence, ReadOnlyMemory<byte>? Value) newest = (-1, null);
        for (var index = 0; index < segments.Length; index++)
        {
            if (directories[index] is not { } directory)
            {
                isAnyGone = true;
            }
            else if (directory.MayHold(hash) && directory.BlockOf(hash) is >= 0 and var block)
            {
                var raw = await _segments.ReadBlockAsync(segments[index], directory, block, cancellationToken).ConfigureAwait(false);
                isAnyGone |= raw is null;
                if (raw is not null && SegmentReader.TryFind(raw, key, out var sequence, out var value) && sequence > newest.Sequence)
                {
                    newest = (sequence, value);
                }
            }
        }

        return (newest.Value, isAnyGone);
    }

    private async ValueTask<SegmentDirectory?[]> OpenAsync(SegmentName[] segments, CancellationToken cancellationToken)
    {
        var directories = new SegmentDirectory?[segments.Length];
        var closed = new List<int>();
        for (var index = 0; index < segments.Length; index++)
        {
            if (_segments.TryGetOpen(segments[index], out var directory))
            {
                directories[index] = directory;
            }
            else
            {
                closed.Add(index);
            }
        }

        if (closed.Count > 0)
        {
            await Parallel.ForEachAsync(
                closed,
                new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken },
                async (index, token) => directories[index] = await _segments.OpenAsync(segments[index], token).ConfigureAwait(false))
                .ConfigureAwait(false);
        }

        return directories;
    }
}
