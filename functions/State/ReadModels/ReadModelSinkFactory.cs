using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace XbFunctions.State;

/// <summary>Opens the writers of read models.</summary>
public sealed class ReadModelSinkFactory : ICommittedSinkFactory, IDisposable
{
    /// <summary>Makes the factory.</summary>
    /// <param name="service">Account of the tables, which are created when missing.</param>
    /// <param name="options">Settings; read now, not followed later.</param>
    /// <param name="state">Says how transient faults are retried.</param>
    /// <param name="clock">Times retries and flushes.</param>
    /// <param name="logger">Receives events 3000 to 3099.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">A setting is out of its range.</exception>
    public ReadModelSinkFactory(
        TableServiceClient service, ReadModelOptions options, StateOptions state, TimeProvider clock, ILogger<ReadModelSinkFactory> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (Options, Clock, Logger) = (options, clock, logger);
        Tables = new ReadModelTables(service);
        Retry = new TransientRetry(state, clock, logger);
        Pace = new WritePace(clock);
    }

    internal ReadModelOptions Options { get; }

    internal ReadModelTables Tables { get; }

    internal TransientRetry Retry { get; }

    internal WritePace Pace { get; }

    internal TimeProvider Clock { get; }

    internal ILogger Logger { get; }

    /// <inheritdoc/>
    public ICommittedSink Open(string function, StreamPartition partition) => new ReadModelWriter(this, function, partition);

    /// <summary>Lets go of what the writers shared; they are disposed before.</summary>
    public void Dispose() => Pace.Dispose();
}
