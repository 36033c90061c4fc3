using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.State;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.ReadModels;

/// <summary><c>xb read-models</c>: the tables that HTTP functions read.</summary>
internal static class ReadModelsCommand
{
    private const string Fraud = "fraud";
    private const string Behaviour = "behaviour";

    // The bounds of the settings' ranges: what the functions kept is kept here too.
    private static readonly FraudOptions Widest = new() { MaxEntities = 10_000_000, HistoryCapacity = 4_096 };

    /// <summary>Makes the command.</summary>
    public static Command Create() => new("read-models", "Work on the tables that HTTP functions read.")
    {
        CreateRebuild(),
        CopyTablesCommand.Create(),
    };

    private static Command CreateRebuild()
    {
        var storage = new StorageOptions();
        var command = new Command(
            "rebuild",
            """
            Make the rows of the read models anew from the state of the streaming functions. A row that is newer stays, so the functions may run.
            Tables of fraud and behaviour are made. Where the functions run with settings Behaviour__* of your own, have them in the environment here too.

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
        await RebuildAsync(
            Fraud,
            [FraudCustomers.Definition],
            static partition => new FraudState(Widest, partition.PartitionId),
            new FraudReadModels(),
            account,
            terminal,
            cancellationToken);
        var behaviour = BehaviourSettings();
        await RebuildAsync(
            Behaviour,
            [BehaviourCustomers.Definition, BehaviourTables.Funnels, BehaviourTables.Searches, BehaviourTables.Cohorts],
            partition => new BehaviourState(behaviour, partition.PartitionId),
            new BehaviourReadModels(),
            account,
            terminal,
            cancellationToken);
        return 0;
    }

    // What is replayed since the last snapshot follows the settings of sessions and bots; the bounds are the widest, as above.
    private static BehaviourOptions BehaviourSettings()
    {
        var options = new BehaviourOptions();
        new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection(BehaviourOptions.Section).Bind(options);
        (options.MaxVisitors, options.MaxSessions, options.MaxItems) = (10_000_000, 10_000_000, 10_000_000);
        return options;
    }

    private static async Task RebuildAsync<TState>(
        string function,
        ReadModelDefinition[] models,
        Func<StreamPartition, TState> createState,
        IReadModelSource<TState> source,
        StorageAccount account,
        CommandTerminal terminal,
        CancellationToken cancellationToken)
        where TState : class, IStreamState
    {
        var rebuild = new ReadModelRebuild<TState>(function, createState, source, account.Blobs, account.OpenTables(), NullLogger.Instance);
        var partitions = new List<StreamPartition>();
        await foreach (var partition in rebuild.PartitionsAsync(cancellationToken))
        {
            partitions.Add(partition);
        }

        var done = await CommandProgress.RunAsync(
            terminal, $"Rebuilding read models of {function}", progress => RunAsync(rebuild, partitions, progress, cancellationToken));
        var table = CommandTables.New("partition", "rows written", "newer rows left");
        foreach (var (partition, written, newer) in done)
        {
            table.AddRow($"{function}/{partition.Hub}/{partition.ConsumerGroup}/{partition.PartitionId}", CommandTables.Count(written), CommandTables.Count(newer));
        }

        if (done.Count > 0)
        {
            terminal.Out.Write(table);
        }

        var names = string.Join(", ", models.Select(static model => model.Table));
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture, $"{done.Sum(static one => one.Written):N0} rows of {names} written from {done.Count} partitions."));
    }

    private static async Task<List<(StreamPartition Partition, long Written, long Newer)>> RunAsync<TState>(
        ReadModelRebuild<TState> rebuild, List<StreamPartition> partitions, IProgress<WorkDone> progress, CancellationToken cancellationToken)
        where TState : class, IStreamState
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
