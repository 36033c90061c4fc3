using Azure;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Translation;

/// <summary>The glossary in use: blob <c>glossary.json</c> of the container <see cref="ContainerName"/>, looked at again every half minute. Thread-safe.</summary>
/// <param name="container">The container; none is an empty glossary.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Receives events 7000 to 7099.</param>
public sealed class GlossarySlot(BlobContainerClient container, TimeProvider time, ILogger<GlossarySlot> logger)
{
    /// <summary>Name of the container in every environment.</summary>
    public const string ContainerName = "translation";

    /// <summary>Name of the blob.</summary>
    public const string BlobName = "glossary.json";

    private static readonly TimeSpan Age = TimeSpan.FromSeconds(30);
    private Glossary _current = Glossary.Empty;
    private ETag _etag;
    private long _lookedAt;
    private int _isLooking;

    /// <summary>The glossary; a bad one leaves the one before in use and is logged.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<Glossary> GetAsync(CancellationToken cancellationToken)
    {
        if (_lookedAt != 0 && time.GetElapsedTime(_lookedAt) < Age)
        {
            return _current;
        }

        if (Interlocked.Exchange(ref _isLooking, 1) == 0)
        {
            try
            {
                await LookAsync(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _lookedAt = time.GetTimestamp();
                Interlocked.Exchange(ref _isLooking, 0);
            }
        }

        return _current;
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = await container.GetBlobClient(BlobName).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
            if (found.Value.Details.ETag is var etag && etag != _etag)
            {
                (_current, _etag) = (Glossary.Parse(found.Value.Content.ToMemory().Span), etag);
            }
        }
        catch (RequestFailedException failed) when (failed.Status == 404)
        {
            (_current, _etag) = (Glossary.Empty, default);
        }
        catch (Exception fault) when (fault is RequestFailedException or FormatException)
        {
            logger.GlossaryNotRead(fault.Message);
        }
    }
}
