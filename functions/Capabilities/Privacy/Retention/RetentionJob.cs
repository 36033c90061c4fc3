using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>Removes what has been kept for long enough. States forget by themselves, blobs leave by the account's lifecycle rules.</summary>
/// <param name="kinds">What is kept.</param>
/// <param name="time">The present.</param>
/// <param name="logger">Told what was removed and what could not be.</param>
public sealed class RetentionJob(IEnumerable<IRetention> kinds, TimeProvider time, ILogger<RetentionJob> logger)
{
    private readonly IReadOnlyList<IRetention> _kinds = [.. kinds];

    /// <summary>Removes it.</summary>
    /// <param name="cancellationToken">Ends the work; the next call goes on.</param>
    /// <returns>How much was removed.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var removed = 0L;
        foreach (var kind in _kinds)
        {
            try
            {
                var ofKind = await kind.ExpireAsync(time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
                removed += ofKind;
                if (ofKind > 0)
                {
                    logger.Expired(kind.Name, ofKind);
                }
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                // One store that does not answer does not keep the others; the next night goes on.
                logger.NotExpired(fault, kind.Name);
            }
        }

        return removed;
    }
}
