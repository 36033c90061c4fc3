using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.State;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.ReadModels;

/// <summary><c>xb read-models</c>: the tables that HTTP functions read.</summary>
internal static class ReadModelsCommand
{
    private const string Fraud = "fraud";

    // The bounds of the settings' ranges: what the functions kept is kept here too.
    private static readonly FraudOptions Widest = new() { MaxEntities = 10_000_000, HistoryCapacity = 4_096 };

    /// <summary>Makes the command.</summary>
    public static Command Create() => new("read-models", "Work on the tables that HTTP functions read.")
    {
        CreateRebuild(),
    };

    private static Command CreateRebuild()
    {
        var storage = new StorageOptions();
        var command = new Command(
            "rebuild",
            """
            Make the rows of the read models anew from the state of the streaming functions. A row that is newer stays, so the functions may run.

            Examples:
              xb read-models rebuild
              xb read-models rebuild --data .xb/demo
            """);
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => storage.RunAsync(
            parsed,
            async (StorageAccount account, CommandTerminal terminal) => await RebuildAsync(account, terminal, cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> RebuildAsync(StorageAccount account, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var rebuild = new ReadModelRebuild<FraudState>(
            Fraud,
            static partition => new FraudState(Widest, partition.PartitionId),
            new FraudReadModels(),
            account.Blobs,
            account.OpenTables(),
            NullLogger.Instance);
        var partitions = new List<StreamPartition>();
        await foreach (var partition in rebuild.PartitionsAsync(cancellationToken))
        {
            partitions.Add(partition);
        }

        var done = await CommandProgress.RunAsync(terminal, "Rebuilding read models", progress => RunAsync(rebuild, partitions, progress, cancellationToken));
        var table = CommandTables.New("partition", "rows written", "newer rows left");
        foreach (var (partition, written, newer) in done)
        {
            table.AddRow($"{Fraud}/{partition.Hub}/{partition.ConsumerGroup}/{partition.PartitionId}", CommandTables.Count(written), CommandTables.Count(newer));
        }

        if (done.Count > 0)
        {
            terminal.Out.Write(table);
        }

        terminal.Line(string.Create(
            CultureInfo.InvariantCulture, $"{done.Sum(static one => one.Written):N0} rows of {FraudCustomers.Definition.Table} written from {done.Count} partitions."));
        return 0;
    }

    private static async Task<List<(StreamPartition Partition, long Written, long Newer)>> RunAsync(
        ReadModelRebuild<FraudState> rebuild, List<StreamPartition> partitions, IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        var done = new List<(StreamPartition, long, long)>();
        foreach (var partition in partitions)
        {
            var (written, newer) = await rebuild.RunAsync(partition, cancellationToken);
            done.Add((partition, written, newer));
            progress.Report(new WorkDone((double)done.Count / partitions.Count, $"partition {partition.PartitionId}"));
        }

        return done;
    }
}
