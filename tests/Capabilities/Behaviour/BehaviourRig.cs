using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Host;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Behaviour;

/// <summary>AggregateBehaviour on real storage, and what reads its tables.</summary>
internal sealed class BehaviourRig : IAsyncDisposable, IEventPublisher
{
    public static readonly ReadModelDefinition[] Tables =
    [
        BehaviourCustomers.Definition, BehaviourTables.Funnels, BehaviourTables.Searches, BehaviourTables.Cohorts, BehaviourTables.Feedback, BehaviourTables.Coverage,
    ];

    private readonly string _folder;
    private readonly AzuriteProcess _azurite;

    private BehaviourRig(string folder, AzuriteProcess azurite) => (_folder, _azurite) = (folder, azurite);

    public FakeTimeProvider Clock { get; } = new(Clicks.Start.AddHours(1));

    public BlobServiceClient Blobs => new(_azurite.ConnectionString);

    public TableServiceClient Service => new(_azurite.ConnectionString);

    public BehaviourReader Behaviour => new(new ReadModelReader(Service));

    public CustomerReader Customers =>
        new(new ReadModelReader(Service), new ClickSubjectReader(Clicks.Key, new ReferenceRates(), new NoItemAttributes()), Clock);

    public static async Task<BehaviourRig> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("xb-behaviour-").FullName;
        return new BehaviourRig(folder, await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder }, cancellationToken));
    }

    public TableServiceClient Open(TableClientOptions options) => new(_azurite.ConnectionString, options);

    /// <summary>One batch for each partition, by a runner as a fresh instance would have it; all rows are written when it returns.</summary>
    public async Task RunAsync(params (string Partition, string[] Clicks)[] batches)
    {
        await using var runner = new StreamRunner<BehaviourState>(
            Clicks.Aggregator(),
            Blobs,
            this,
            new StateOptions(),
            TimeProvider.System,
            NullLogger<StreamRunner<BehaviourState>>.Instance,
            sinks: [new ReadModelSinkFactory(Service, new ReadModelOptions(), new StateOptions(), TimeProvider.System, NullLogger<ReadModelSinkFactory>.Instance)]);
        foreach (var (partition, clicks) in batches)
        {
            await runner.RunAsync(
                Clicks.Partition with { PartitionId = partition },
                clicks.Select(static (click, index) => Clicks.Event(index, click)).ToArray(),
                CancellationToken.None);
        }

        await runner.StopAsync();
    }

    /// <summary>Rows of all tables as text, without the position in the stream.</summary>
    public async Task<List<string>> RowsAsync()
    {
        var rows = new List<string>();
        foreach (var definition in Tables)
        {
            // A table is made with its first row.
            if (await Service.QueryAsync(table => table.Name == definition.Table).CountAsync() == 0)
            {
                continue;
            }

            await foreach (var row in Service.GetTableClient(definition.Table).QueryAsync<TableEntity>())
            {
                if (row.RowKey[0] != '$')
                {
                    rows.Add($"{definition.Table}/{row.PartitionKey}/{row.RowKey} {string.Join(' ', definition.Columns.Select(column => row[column.Name]))}");
                }
            }
        }

        return rows;
    }

    public async Task ClearAsync()
    {
        foreach (var definition in Tables)
        {
            var table = Service.GetTableClient(definition.Table);
            await table.CreateIfNotExistsAsync();
            foreach (var row in table.Query<TableEntity>().ToList())
            {
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, Azure.ETag.All);
            }
        }
    }

    public Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _azurite.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
