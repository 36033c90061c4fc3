using Azure;

namespace XbFunctions.Host;

/// <summary>A partition that this process owns. It is lost when another owner claims it, or when it could not be renewed in time. Safe for use by several threads.</summary>
internal sealed class PartitionLease : IDisposable
{
    private readonly OwnershipStore _store;
    private readonly string _owner;
    private readonly TimeProvider _time;
    private readonly TimeSpan _expiration;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CancellationTokenSource _lost = new();
    private ETag _version;
    private DateTimeOffset _renewedAt;

    public PartitionLease(string partition, OwnershipStore store, string owner, ETag version, DateTimeOffset claimedAt, TimeProvider time, TimeSpan expiration)
    {
        (Partition, _store, _owner, _version, _renewedAt, _time, _expiration) = (partition, store, owner, version, claimedAt, time, expiration);
        Lost = _lost.Token;
    }

    /// <summary>Id of the partition.</summary>
    public string Partition { get; }

    /// <summary>Fires when the partition is no longer this process's.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Time since it was claimed or renewed.</summary>
    public TimeSpan Age => _time.GetUtcNow() - _renewedAt;

    /// <summary>Whether others may take it over by now.</summary>
    public bool HasExpired => Age >= _expiration;

    /// <summary>Whether the partition is still this process's. One that has expired, in a process that was paused, is renewed before the answer.</summary>
    public async ValueTask<bool> ConfirmAsync(CancellationToken cancellationToken) =>
        !Lost.IsCancellationRequested && (!HasExpired || await RenewAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Renews the ownership.</summary>
    /// <returns>Whether it is still there; if not, <see cref="Lost"/> has fired.</returns>
    public async Task<bool> RenewAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var now = _time.GetUtcNow();
            if (!Lost.IsCancellationRequested
                && await _store.WriteAsync(Partition, _owner, _version, cancellationToken).ConfigureAwait(false) is { } version)
            {
                (_version, _renewedAt) = (version, now);
                return true;
            }
        }
        finally
        {
            _gate.Release();
        }

        await LoseAsync().ConfigureAwait(false);
        return false;
    }

    /// <summary>Gives the partition up, so that others need not wait until it expires.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!Lost.IsCancellationRequested)
            {
                await _store.WriteAsync(Partition, string.Empty, _version, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Marks the partition as lost.</summary>
    public Task LoseAsync() => _lost.CancelAsync();

    public void Dispose()
    {
        _gate.Dispose();
        _lost.Dispose();
    }
}
