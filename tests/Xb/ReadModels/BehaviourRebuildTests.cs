using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using XbFunctions.Capabilities.Behaviour;
using XbFunctions.Contracts;
using XbFunctions.Host;
using XbFunctions.State;

namespace XbFunctions.Xb.Tests.ReadModels;

[TestClass]
public sealed class BehaviourRebuildTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Rebuilding_brings_back_the_tables_of_behaviour()
    {
        using var folder = new TemporaryFolder();
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder.Path }, TestContext.CancellationToken);
        await AggregateAsync(azurite.ConnectionString);
        var tables = new[] { "BehaviourCustomers", "BehaviourFunnels", "BehaviourSearches", "BehaviourCohorts" }
            .Select(name => new TableClient(azurite.ConnectionString, name)).ToList();
        var before = await RowsAsync(tables);
        Assert.HasCount(2 + 1 + 1 + 1, before);
        foreach (var table in tables)
        {
            foreach (var row in table.Query<TableEntity>().ToList())
            {
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, Azure.ETag.All, TestContext.CancellationToken);
            }
        }

        var rebuild = await CommandRun.OfAsync(TestContext.CancellationToken, "read-models", "rebuild", "--storage", azurite.ConnectionString);
        Assert.AreEqual(0, rebuild.ExitCode, rebuild.Error);
        Assert.Contains("5 rows of BehaviourCustomers, BehaviourFunnels, BehaviourSearches, BehaviourCohorts written from 1 partitions", rebuild.Output);
        CollectionAssert.AreEqual(before, await RowsAsync(tables));
    }

    /// <summary>Three clicks, aggregated into an account.</summary>
    internal static async Task AggregateAsync(string storage)
    {
        var state = new StateOptions();
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddMetrics()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Pseudonyms:Key", Convert.ToBase64String(new byte[32]))]).Build())
            .AddSingleton(new BlobServiceClient(storage))
            .AddSingleton(new TableServiceClient(storage))
            .AddSingleton<ReadModelReader>()
            .AddSingleton<IEventPublisher, Nobody>()
            .AddSingleton(state)
            .AddSingleton(new ReadModelOptions())
            .AddSingleton<ICommittedSinkFactory, ReadModelSinkFactory>()
            .AddBehaviour()
            .BuildServiceProvider();
        var runner = services.GetRequiredService<StreamRunner<BehaviourState>>();
        await runner.RunAsync(
            new StreamPartition(HubNames.Clickstream, "behaviour", "0"),
            new[]
            {
                Click(0, "search.performed", 1, 0, ",\"query\":\"lamp\",\"resultCount\":0"),
                Click(1, "product.viewed", 1, 1, ",\"sku\":\"k-1\""),
                Click(2, "product.viewed", 2, 500, ",\"sku\":\"k-1\""),
            },
            CancellationToken.None);
        await runner.StopAsync();
    }

    private static StreamEvent Click(long sequence, string type, int customer, int minutes, string rest) => new(
        sequence,
        Start.AddMinutes(minutes).AddSeconds(1),
        Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"type\":\"{type}\",\"eventId\":\"e-{sequence}\",\"occurredAt\":\"{Start.AddMinutes(minutes):yyyy-MM-ddTHH:mm:ssZ}\",\"market\":\"DE\",\"customerId\":\"c-{customer}\"{rest}}}")),
        null,
        null,
        null);

    private static async Task<List<string>> RowsAsync(List<TableClient> tables)
    {
        var rows = new List<string>();
        foreach (var table in tables)
        {
            await foreach (var row in table.QueryAsync<TableEntity>())
            {
                if (row.RowKey[0] != '$')
                {
                    var columns = row.Where(static column => column.Key is not ("odata.etag" or "Timestamp" or "StreamSequence"))
                        .OrderBy(static column => column.Key, StringComparer.Ordinal);
                    rows.Add($"{table.Name} {string.Join(' ', columns.Select(static column => string.Create(CultureInfo.InvariantCulture, $"{column.Key}={column.Value}")))}");
                }
            }
        }

        return rows;
    }

    private sealed class Nobody : IEventPublisher
    {
        public Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
