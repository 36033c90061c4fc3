using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>Lets one host of several fire a timer: a lease on a blob, renewed while it is held, as the service's host does it.</summary>
internal sealed class SingletonLock(BlobContainerClient container, string hostId, string function, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RenewInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FaultInterval = TimeSpan.FromSeconds(5);

    // The service looks once a minute; sooner here, so that a timer is back soon after its host was killed.
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _released = new();
    private CancellationTokenSource _lost = new();
    private BlobLeaseClient? _lease;
    private Task _renewal = Task.CompletedTask;
    private DateTimeOffset _renewedAt;

    private enum Renewal
    {
        Renewed,
        Unsure,
        Lost,
    }

    /// <summary>Waits until this host holds the lock; it is kept until it is lost or this object is disposed. May be called again after a loss.</summary>
    /// <returns>Fires when the lock is lost.</returns>
    public async Task<CancellationToken> AcquireAsync(CancellationToken cancellationToken)
    {
        await _renewal.ConfigureAwait(false);
        var blob = container.GetBlobClient($"locks/{hostId}/Host.Functions.{function}.Listener");
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        while (!await TryAcquireAsync(blob, cancellationToken).ConfigureAwait(false))
        {
            await Task.Delay(RetryInterval, time, cancellationToken).ConfigureAwait(false);
        }

        _lost.Dispose();
        _lost = new CancellationTokenSource();
        _renewal = RenewAsync(_lost, _released.Token);
        return _lost.Token;
    }

    /// <summary>Makes sure that the lock is still held before something is fired: after the machine slept, its lease may be another's.</summary>
    public async Task<bool> IsHeldAsync(CancellationToken cancellationToken) =>
        !_lost.IsCancellationRequested
        && (time.GetUtcNow() - _renewedAt < LeaseDuration || await TryRenewAsync(cancellationToken).ConfigureAwait(false) == Renewal.Renewed);

    public async ValueTask DisposeAsync()
    {
        await _released.CancelAsync().ConfigureAwait(false);
        await _renewal.ConfigureAwait(false);
        try
        {
            if (_lease is not null && !_lost.IsCancellationRequested)
            {
                await _lease.ReleaseAsync().ConfigureAwait(false);
            }
        }
        catch (RequestFailedException exception)
        {
            logger.TimerLockNotReleased(exception, function);
        }

        _released.Dispose();
        _lost.Dispose();
    }

    private async Task<bool> TryAcquireAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            var lease = blob.GetBlobLeaseClient();
            await lease.AcquireAsync(LeaseDuration, cancellationToken: cancellationToken).ConfigureAwait(false);
            (_lease, _renewedAt) = (lease, time.GetUtcNow());
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            await CreateAsync(blob, cancellationToken).ConfigureAwait(false);
            return await TryAcquireAsync(blob, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            return false;
        }
    }

    private static async Task CreateAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            var onlyNew = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await blob.UploadAsync(BinaryData.Empty, onlyNew, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            // Another host created it, and may already hold it.
        }
    }

    private async Task RenewAsync(CancellationTokenSource lost, CancellationToken released)
    {
        var wait = RenewInterval;
        while (true)
        {
            await Task.Delay(wait, time, released).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (released.IsCancellationRequested)
            {
                return;
            }

            var renewal = await TryRenewAsync(released).ConfigureAwait(false);
            if (released.IsCancellationRequested)
            {
                return;
            }

            if (renewal == Renewal.Lost || (renewal == Renewal.Unsure && time.GetUtcNow() - _renewedAt >= LeaseDuration))
            {
                logger.TimerLockLost(function);
                await lost.CancelAsync().ConfigureAwait(false);
                return;
            }

            wait = renewal == Renewal.Renewed ? RenewInterval : FaultInterval;
        }
    }

    private async Task<Renewal> TryRenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _lease!.RenewAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            _renewedAt = time.GetUtcNow();
            return Renewal.Renewed;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 409 or 412)
        {
            return Renewal.Lost;
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException or OperationCanceledException)
        {
            logger.TimerLockNotRenewed(function);
            return Renewal.Unsure;
        }
    }
}
