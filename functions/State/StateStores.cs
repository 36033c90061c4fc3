using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;

namespace XbFunctions.State;

/// <summary>What every part of a runner shares: containers, settings, clock, log and the retrying of faults.</summary>
internal sealed class StateStores(BlobServiceClient storage, StateOptions options, TimeProvider clock, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _creating = new(1, 1);
    private bool _created;

    public StateOptions Options { get; } = options;

    /// <summary>Opens the sinks of each partition.</summary>
    public IReadOnlyList<ICommittedSinkFactory> Sinks { get; init; } = [];

    public TimeProvider Clock { get; } = clock;

    public ILogger Logger { get; } = logger;

    public TransientRetry Retry { get; } = new(options, clock, logger);

    public BlobContainerClient State { get; } = storage.GetBlobContainerClient(options.StateContainer);

    public BlobContainerClient Lookups { get; } = storage.GetBlobContainerClient(options.LookupContainer);

    public DeadLetterStore DeadLetters { get; } = new(storage, options);

    /// <inheritdoc/>
    public void Dispose() => _creating.Dispose();

    /// <summary>Creates the containers that do not exist yet, once.</summary>
    public async Task EnsureContainersAsync(CancellationToken cancellationToken)
    {
        await _creating.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_created)
            {
                BlobContainerClient[] containers = [State, Lookups, DeadLetters.Container];
                foreach (var container in containers)
                {
                    await Retry.RunAsync(
                        $"Creating container {container.Name}",
                        token => container.CreateIfNotExistsAsync(cancellationToken: token),
                        cancellationToken).ConfigureAwait(false);
                }

                _created = true;
            }
        }
        finally
        {
            _creating.Release();
        }
    }
}
