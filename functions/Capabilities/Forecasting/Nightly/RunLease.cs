using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>
/// Lets one run at a time work: a blob's lease, renewed while it is held. A run that dies loses it after a minute. A run that cannot renew it,
/// for whatever reason, is told so before the minute is over, and so never works beside the next.
/// </summary>
internal sealed class RunLease : IAsyncDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(10);

    // What a run does when it is told takes time, too.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly BlobLeaseClient _lease;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _renewing;
    private long _renewed;

    private RunLease(BlobLeaseClient lease, TimeProvider time, long taken)
    {
        (_lease, _time, _renewed) = (lease, time, taken);
        _renewing = RenewAsync();
    }

    /// <summary>Fires when the lease could not be renewed: someone else may work.</summary>
    public CancellationToken Lost => _lost.Token;

    private TimeSpan Left => Length - Margin - _time.GetElapsedTime(_renewed);

    /// <summary>Takes the lease; null where another run holds it.</summary>
    public static async Task<RunLease?> TryTakeAsync(BlobContainerClient container, TimeProvider time, CancellationToken cancellationToken)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var blob = container.GetBlobClient("runs/lock");
        try
        {
            if (!await blob.ExistsAsync(cancellationToken).ConfigureAwait(false))
            {
                await blob.UploadAsync(BinaryData.FromString(string.Empty), overwrite: false, cancellationToken).ConfigureAwait(false);
            }

            // The service counts from when it answers: from before the request is the earlier.
            var (lease, taken) = (blob.GetBlobLeaseClient(), time.GetTimestamp());
            await lease.AcquireAsync(Length, cancellationToken: cancellationToken).ConfigureAwait(false);
            return new RunLease(lease, time, taken);
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
        var isLost = _lost.IsCancellationRequested;
        _lost.Dispose();
        _ended.Dispose();
        if (isLost)
        {
            return;
        }

        try
        {
            using var soon = new CancellationTokenSource(LongestTry, _time);
            await _lease.ReleaseAsync(cancellationToken: soon.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException or OperationCanceledException)
        {
            // It runs out by itself.
        }
    }

    private async Task RenewAsync()
    {
        var wait = Renewal;
        while (Left > TimeSpan.Zero && await WaitAsync(wait < Left ? wait : Left).ConfigureAwait(false))
        {
            var (left, asked) = (Left, _time.GetTimestamp());
            if (left <= TimeSpan.Zero)
            {
                break;
            }

            switch (await TryRenewAsync(left < LongestTry ? left : LongestTry).ConfigureAwait(false))
            {
                case true:
                    (_renewed, wait) = (asked, Renewal);
                    break;
                case null:
                    wait = Retry;
                    break;
                default:
                    await _lost.CancelAsync().ConfigureAwait(false);
                    return;
            }
        }

        if (!_ended.IsCancellationRequested)
        {
            await _lost.CancelAsync().ConfigureAwait(false);
        }
    }

    // False where the service says that someone else has it; null where nobody knows.
    private async Task<bool?> TryRenewAsync(TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _ended.Token);
        try
        {
            await _lease.RenewAsync(cancellationToken: either.Token).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 409 or 412)
        {
            return false;
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException or OperationCanceledException or IOException or HttpRequestException)
        {
            return null;
        }
    }

    private async Task<bool> WaitAsync(TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, _time, _ended.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
