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
    private static readonly TimeSpan RenewInterval = TimeSpan.FromSeconds(20);

    // The service looks once a minute; sooner here, so that a timer is back soon after its host was killed.
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _released = new();
    private BlobLeaseClient? _lease;
    private Task _renewal = Task.CompletedTask;

    /// <summary>Waits until this host holds the lock, and keeps it until disposed.</summary>
    public async Task AcquireAsync(CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient($"locks/{hostId}/Host.Functions.{function}.Listener");
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        while (!await TryAcquireAsync(blob, cancellationToken).ConfigureAwait(false))
        {
            await Task.Delay(RetryInterval, time, cancellationToken).ConfigureAwait(false);
        }

        _renewal = RenewAsync(_released.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _released.CancelAsync().ConfigureAwait(false);
        await _renewal.ConfigureAwait(false);
        _released.Dispose();
        try
        {
            if (_lease is not null)
            {
                await _lease.ReleaseAsync().ConfigureAwait(false);
            }
        }
        catch (RequestFailedException exception)
        {
            logger.TimerLockNotReleased(exception, function);
        }
    }

    private async Task<bool> TryAcquireAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            var lease = blob.GetBlobLeaseClient();
            await lease.AcquireAsync(LeaseDuration, cancellationToken: cancellationToken).ConfigureAwait(false);
            _lease = lease;
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

    private async Task RenewAsync(CancellationToken released)
    {
        while (true)
        {
            await Task.Delay(RenewInterval, time, released).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (released.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await _lease!.RenewAsync(cancellationToken: released).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is RequestFailedException or OperationCanceledException)
            {
                logger.TimerLockNotRenewed(function);
            }
        }
    }
}
