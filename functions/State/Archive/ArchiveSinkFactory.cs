using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;

namespace XbFunctions.State;

/// <summary>Opens the writers of archives.</summary>
public sealed class ArchiveSinkFactory : ICommittedSinkFactory, IDisposable
{
    private bool _created;

    /// <summary>Makes the factory.</summary>
    /// <param name="storage">Account of the container, which is created when missing.</param>
    /// <param name="datasets">Every data set that the functions archive, in every version whose rows may still be in a journal.</param>
    /// <param name="options">Settings; read now, not followed later.</param>
    /// <param name="state">Says how transient faults are retried.</param>
    /// <param name="clock">Times retries and files.</param>
    /// <param name="logger">Receives events 3000 to 3099.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">A setting is out of its range.</exception>
    public ArchiveSinkFactory(
        BlobServiceClient storage,
        IEnumerable<ArchiveDataset> datasets,
        ArchiveOptions options,
        StateOptions state,
        TimeProvider clock,
        ILogger<ArchiveSinkFactory> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (Datasets, Options, Clock, Logger) = ([.. datasets], options, clock, logger);
        Container = storage.GetBlobContainerClient(options.Container);
        Retry = new TransientRetry(state, clock, logger);

        // Work of a processor takes real time, whatever the clock of the stream says.
        Pace = new ArchivePace(TimeProvider.System);
    }

    internal IReadOnlyList<ArchiveDataset> Datasets { get; }

    internal ArchiveOptions Options { get; }

    internal BlobContainerClient Container { get; }

    internal TransientRetry Retry { get; }

    internal ArchivePace Pace { get; }

    internal TimeProvider Clock { get; }

    internal ILogger Logger { get; }

    /// <inheritdoc/>
    public ICommittedSink Open(string function, StreamPartition partition) => new ArchiveWriter(this, function, partition);

    /// <summary>Lets go of what the writers shared; they are disposed before.</summary>
    public void Dispose() => Pace.Dispose();

    internal async Task EnsureContainerAsync(CancellationToken cancellationToken)
    {
        if (!_created)
        {
            await Container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            _created = true;
        }
    }
}
