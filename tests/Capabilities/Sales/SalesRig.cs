using System.Globalization;
using System.Text;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Sales;
using XbFunctions.Contracts;
using XbFunctions.Host;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Sales;

/// <summary>AggregateSales on real storage.</summary>
internal sealed class SalesRig : IAsyncDisposable, IEventPublisher
{
    public static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
    private readonly string _folder;
    private readonly AzuriteProcess _azurite;
    private readonly TestMeters _meters = new();

    private SalesRig(string folder, AzuriteProcess azurite) => (_folder, _azurite) = (folder, azurite);

    public BlobServiceClient Blobs => new(_azurite.ConnectionString);

    public TableServiceClient Tables => new(_azurite.ConnectionString);

    public string ConnectionString => _azurite.ConnectionString;

    public SalesHistory History => new(Blobs, new ReadModelReader(Tables));

    public static async Task<SalesRig> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("xb-sales-").FullName;
        return new SalesRig(folder, await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder }, cancellationToken));
    }

    public static StreamEvent Payment(long sequence, string id, string market, DateTimeOffset at, params (string Sku, int Quantity, decimal Price)[] lines)
    {
        var items = string.Join(',', lines.Select(line => string.Create(
            CultureInfo.InvariantCulture, $$"""{"sku":"{{line.Sku}}","quantity":{{line.Quantity}},"unitPrice":{{line.Price}}}""")));
        return Event(sequence, string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"type":"payment.authorised","paymentId":"{{id}}","occurredAt":"{{at:yyyy-MM-ddTHH:mm:ssZ}}","customerId":"c-1","instrumentId":"i-1","method":"card",
            "sellerId":"s-1","market":"{{market}}","amount":{{lines.Sum(static line => line.Quantity * line.Price)}},"currency":"EUR","items":[{{items}}]}
            """));
    }

    public static StreamEvent Return(long sequence, string id, DateTimeOffset at, decimal? amount = null) => Event(sequence, string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"type":"payment.labelled","paymentId":"{{id}}","customerId":"c-1","occurredAt":"{{at:yyyy-MM-ddTHH:mm:ssZ}}","label":"returned"{{(amount is { } part ? $",\"amount\":{part.ToString(CultureInfo.InvariantCulture)},\"currency\":\"EUR\"" : "")}}}"""));

    public static StreamEvent Event(long sequence, string body) => new(sequence, Now, Encoding.UTF8.GetBytes(body), null, null, null);

    /// <summary>A runner as a fresh instance would have it; what an earlier one left is in storage.</summary>
    public StreamRunner<SalesState> Open(SalesOptions? options = null, HttpPipelinePolicy? fault = null)
    {
        var (client, tables) = (new BlobClientOptions(), new TableClientOptions());
        (client.Retry.MaxRetries, tables.Retry.MaxRetries) = (0, 0);
        if (fault is not null)
        {
            client.AddPolicy(fault, Azure.Core.HttpPipelinePosition.BeforeTransport);
            tables.AddPolicy(fault, Azure.Core.HttpPipelinePosition.BeforeTransport);
        }

        return new StreamRunner<SalesState>(
            new SalesAggregator(options ?? new SalesOptions(), new ReferenceRates(), new SalesInstruments(_meters)),
            new BlobServiceClient(_azurite.ConnectionString, client),
            this,
            new StateOptions { SnapshotRecords = 2 },
            TimeProvider.System,
            NullLogger<StreamRunner<SalesState>>.Instance,
            sinks: [new ReadModelSinkFactory(new TableServiceClient(_azurite.ConnectionString, tables), new ReadModelOptions(), new StateOptions(), TimeProvider.System, NullLogger<ReadModelSinkFactory>.Instance)]);
    }

    public static Task RunAsync(StreamRunner<SalesState> runner, params StreamEvent[] events) =>
        runner.RunAsync(new StreamPartition(HubNames.Payments, "sales", "0"), events, CancellationToken.None);

    public Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _azurite.DisposeAsync();
        _meters.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
