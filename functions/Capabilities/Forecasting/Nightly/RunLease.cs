using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Lets one run at a time work: a blob's lease, renewed while it is held. A run that dies loses it after a minute.</summary>
internal sealed class RunLease : IAsyncDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(20);
    private readonly BlobLeaseClient _lease;
    private readonly PeriodicTimer _timer;
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _renewing;

    private RunLease(BlobLeaseClient lease, TimeProvider time)
    {
        _lease = lease;
        _timer = new PeriodicTimer(Renewal, time);
        _renewing = RenewAsync();
    }

    /// <summary>Fires when the lease could not be renewed: someone else may work.</summary>
    public CancellationToken Lost => _lost.Token;

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

            var lease = blob.GetBlobLeaseClient();
            await lease.AcquireAsync(Length, cancellationToken: cancellationToken).ConfigureAwait(false);
            return new RunLease(lease, time);
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _renewing.ConfigureAwait(false);
        _lost.Dispose();
        try
        {
            await _lease.ReleaseAsync().ConfigureAwait(false);
        }
        catch (RequestFailedException)
        {
            // It has run out by itself.
        }
    }

    private async Task RenewAsync()
    {
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            try
            {
                await _lease.RenewAsync().ConfigureAwait(false);
            }
            catch (RequestFailedException)
            {
                await _lost.CancelAsync().ConfigureAwait(false);
                return;
            }
        }
    }
}
