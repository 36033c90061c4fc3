using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using System.Text;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.Inference;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>One instance that runs ScorePayments on real storage and exchanges sums with others; the exchange publishes and reads when a test says so.</summary>
internal sealed class ExchangeRig : IAsyncDisposable, IEventPublisher
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly ModelSlot _slot;
    private readonly StreamRunner<FraudState> _runner;
    private readonly Features _features;
    private readonly Counting _meters = new();
    private readonly StateOptions _state;
    private long _sequence;

    public ExchangeRig(string connection, long firstSequence = 0, HttpPipelinePolicy? policy = null, StateOptions? state = null)
    {
        (_sequence, _state) = (firstSequence, state ?? new StateOptions());
        var client = new BlobClientOptions();
        if (policy is not null)
        {
            client.Retry.MaxRetries = 0;
            client.AddPolicy(policy, Azure.Core.HttpPipelinePosition.BeforeTransport);
        }

        Storage = new BlobServiceClient(connection, client);
        var models = new ModelRegistry(Storage.GetBlobContainerClient(ModelRegistry.ContainerName), Clock);
        _slot = new ModelSlot(models, new ModelSlotOptions { Model = "fraud" }, Clock, NullLogger<ModelSlot>.Instance);
        var options = new ExchangeOptions { LoadWait = TimeSpan.Zero };
        Exchange = new FraudExchange(new ExchangeStore(Storage), options, new ExchangeInstruments(_meters), Clock, NullLogger<FraudExchange>.Instance);
        var scorer = new PaymentScorer(
            new FraudSubjectReader(new PseudonymKey(new byte[32]), new ReferenceRates()),
            _slot,
            new FraudOptions(),
            new FraudInstruments(_meters),
            Clock,
            NullLogger<PaymentScorer>.Instance,
            exchange: Exchange);
        _features = new Features(scorer);
        _runner = new StreamRunner<FraudState>(
            _features, Storage, this, _state, TimeProvider.System, NullLogger<StreamRunner<FraudState>>.Instance, sinks: [Exchange]);
    }

    /// <summary>Clock of the exchange.</summary>
    public FakeTimeProvider Clock { get; } = new(Now);

    public FraudExchange Exchange { get; }

    public BlobServiceClient Storage { get; }

    /// <summary>Ids and bodies of what was published, in order.</summary>
    public List<(string Id, string Body)> Outputs { get; } = [];

    public int Degraded(string reason) => _meters.Degraded.GetValueOrDefault(reason);

    /// <summary>Decides a payment and gives its features as they were archived.</summary>
    public async Task<float[]> PayAsync(string partition, int number, int customer)
    {
        await RunAsync(partition, Payment(number, customer));
        return _features.Last;
    }

    /// <summary>Body of a payment that shares seller, instrument, device and address with all others.</summary>
    public static string Payment(int number, int customer) => $$"""
            {"type":"payment.authorised","paymentId":"p-{{number}}","occurredAt":"{{Now.AddMinutes(number):yyyy-MM-ddTHH:mm:ssZ}}","customerId":"c-{{customer}}",
            "instrumentId":"i-1","method":"card","sellerId":"s-1","market":"DE","amount":25,"currency":"EUR","deviceId":"d-1","shippingAddressId":"l-1"}
            """;

    public Task LabelAsync(string partition, int number, int customer) => RunAsync(partition, Label(number, customer));

    /// <summary>Body of a payment's chargeback.</summary>
    public static string Label(int number, int customer) => $$"""
        {"type":"payment.labelled","paymentId":"p-{{number}}","customerId":"c-{{customer}}","occurredAt":"{{Now.AddMinutes(number):yyyy-MM-ddTHH:mm:ssZ}}","label":"chargeback","source":"acquirer"}
        """;

    /// <summary>Runs a batch that is redelivered from its own place in the partition.</summary>
    public Task RunAsync(string partition, params StreamEvent[] events) =>
        _runner.RunAsync(new StreamPartition(HubNames.Payments, "fraud", partition), events, CancellationToken.None);

    /// <summary>What a partition has committed.</summary>
    public async Task<FraudState> StoredAsync(string partition) =>
        (await new StreamStateReader<FraudState>(_features, Storage, _state).ReadAsync(new StreamPartition(HubNames.Payments, "fraud", partition)))!.State;

    /// <summary>Lets the interval pass and waits until the partition has published.</summary>
    public async Task PublishAsync(string partition)
    {
        Clock.Advance(new ExchangeOptions().PublishInterval);
        await Exchange.PublisherOf(partition).Publishing;
    }

    /// <summary>Reads what is published.</summary>
    public Task ReadAsync() => _features.ReadAsync(Exchange);

    public Task PublishAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        Outputs.AddRange(events.Select(static output => (output.EventId.ToString(), Encoding.UTF8.GetString(output.Body.Span))));
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _runner.DisposeAsync();
        await Exchange.DisposeAsync();
        await _slot.DisposeAsync();
        _meters.Dispose();
    }

    private Task RunAsync(string partition, string body) => _runner.RunAsync(
        new StreamPartition(HubNames.Payments, "fraud", partition),
        [new StreamEvent(_sequence++, Now, Encoding.UTF8.GetBytes(body), null, null, null)],
        CancellationToken.None);

    // Takes the features of the last payment out of what its batch archives.
    private sealed class Features(PaymentScorer scorer) : IStreamProcessor<FraudState>
    {
        public float[] Last { get; private set; } = [];

        public string Name => scorer.Name;

        public IOutputForm OutputForm => scorer.OutputForm;

        public FraudState CreateState(StreamPartition partition) => scorer.CreateState(partition);

        public async Task ReadAsync(FraudExchange exchange)
        {
            await exchange.Reader.Loaded;
            await exchange.Reader.StepAsync(CancellationToken.None);
        }

        public async ValueTask ProcessAsync(FraudState state, ReadOnlyMemory<StreamEvent> events, BatchResult result, CancellationToken cancellationToken)
        {
            await scorer.ProcessAsync(state, events, result, cancellationToken);
            for (var i = 0; i < result.EntryCount; i++)
            {
                if (result.EntryAt(i) is { Target: "archive/fraud/decisions" } entry)
                {
                    Last = MemoryMarshal.Cast<byte, float>(entry.Body.Span[^(FraudColumns.Width * sizeof(float))..]).ToArray();
                }
            }
        }
    }

    private sealed class Counting : IMeterFactory
    {
        private readonly List<Meter> _meters = [];
        private readonly MeterListener _listener = new();

        public Counting()
        {
            _listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Add(value, tags));
        }

        public Dictionary<string, int> Degraded { get; } = new(StringComparer.Ordinal);

        public Meter Create(MeterOptions options)
        {
            var meter = new Meter(options);
            _meters.Add(meter);
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "fraud.exchange.degraded" && _meters.Contains(instrument.Meter))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.Start();
            return meter;
        }

        public void Dispose()
        {
            _listener.Dispose();
            _meters.ForEach(static meter => meter.Dispose());
        }

        private void Add(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var tag in tags)
            {
                Degraded[(string)tag.Value!] = Degraded.GetValueOrDefault((string)tag.Value!) + (int)value;
            }
        }
    }
}
