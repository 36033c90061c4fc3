using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.Inference;

namespace XbFunctions.Bench.Fraud;

/// <summary>What does one payment cost between its JSON and its outcome, by the number of payments in one run of the model?</summary>
[InProcess]
[MemoryDiagnoser]
public class HotPathBenchmarks
{
    private const int Customers = 64;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FraudOptions _options = new();
    private readonly FraudSubjectReader _reader = new(new PseudonymKey(new byte[32]), new ReferenceRates());
    private readonly IdInterner _ids = new();
    private FraudState _state = null!;
    private ScoringModel _model = null!;
    private readonly FraudDecision _decision = new();
    private DecisionTerms _terms = null!;
    private byte[][] _bodies = [];
    private FraudSubject[] _subjects = [];
    private PendingPayment[] _pending = [];
    private float[] _rows = [];
    private float[] _scores = [];

    /// <summary>Payments of one run of the model; 1 is the synchronous call.</summary>
    [Params(1, 16, 256)]
    public int Batch { get; set; }

    /// <summary>Fills a state with four payments of each customer.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var package = ModelPackage.ReadAsync(Path.Combine(AppContext.BaseDirectory, "models", "fraud")).GetAwaiter().GetResult();
        (_model, _state) = (ScoringModel.Load(package.Onnx, package.Manifest), new FraudState(_options, "0"));
        _terms = new FraudDecider(_options).TermsFor(_model);
        foreach (var body in Enumerable.Range(0, 4 * Customers).Select(Body))
        {
            var subject = Subject(body);
            _state.AddPayment(subject.Customer, subject.Trace);
        }

        _bodies = [.. Enumerable.Range(4 * Customers, Batch).Select(Body)];
        _subjects = [.. _bodies.Select(Subject)];
        (_rows, _scores) = (new float[Batch * FraudColumns.Width], new float[Batch]);
        _pending = [.. _bodies.Select(Pending)];
        Features();
        Inference();
    }

    /// <summary>Closes the model.</summary>
    [GlobalCleanup]
    public void CleanUp() => _model.Dispose();

    /// <summary>Parsing and pseudonyms.</summary>
    [Benchmark]
    public void Read()
    {
        for (var index = 0; index < Batch; index++)
        {
            _subjects[index] = Subject(_bodies[index]);
        }
    }

    /// <summary>Features.</summary>
    [Benchmark]
    public void Features()
    {
        for (var index = 0; index < Batch; index++)
        {
            FraudFeatures.Write(_state, _subjects[index], Row(index));
        }
    }

    /// <summary>The model.</summary>
    [Benchmark]
    public void Inference() => _model.Score(_rows, Batch, _scores);

    /// <summary>Rules, thresholds and outcome.</summary>
    /// <returns>Approvals.</returns>
    [Benchmark]
    public int Policy()
    {
        var approved = 0;
        for (var index = 0; index < Batch; index++)
        {
            FraudDecider.Decide(_terms, _pending[index], Row(index), _scores[index], _state.Declines, _decision);
            approved += _decision.Outcome == DecisionOutcome.Approve ? 1 : 0;
        }

        return approved;
    }

    /// <summary>All of it.</summary>
    /// <returns>Approvals.</returns>
    [Benchmark(Baseline = true)]
    public int Whole()
    {
        Read();
        Features();
        Inference();
        return Policy();
    }

    private Span<float> Row(int index) => _rows.AsSpan(index * FraudColumns.Width, FraudColumns.Width);

    private FraudSubject Subject(byte[] body) =>
        PaymentReader.TryRead(body, _ids, EventTypes.PaymentAuthorised, out var facts, out var refusal)
        && _reader.TryRead(facts, _reader.Customer(facts.CustomerId), out var subject)
            ? subject
            : throw new InvalidOperationException($"The payment cannot be read: {refusal}");

    private PendingPayment Pending(byte[] body, int index) =>
        PaymentReader.TryRead(body, _ids, EventTypes.PaymentAuthorised, out var facts, out var refusal)
            ? PendingPayment.Of(facts, _reader.Customer(facts.CustomerId), default, _subjects[index], facts.OccurredAt, index)
            : throw new InvalidOperationException($"The payment cannot be read: {refusal}");

    private static byte[] Body(int number) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"type":"payment.authorised","paymentId":"b-{{number}}","occurredAt":"{{Start.AddHours(2 * number):yyyy-MM-ddTHH:mm:ssZ}}","customerId":"c-{{number % Customers}}",
        "instrumentId":"i-{{number % Customers}}","method":"wallet","sellerId":"s-1","market":"DE","amount":{{20 + (number % 7)}}.90,"currency":"EUR","deviceId":"d-{{number % Customers}}","shippingAddressId":"l-{{number % Customers}}",
        "ipCountry":"DE","shippingCountry":"DE","billingCountry":"DE","issuerCountry":"DE","language":"de","items":[{"sku":"sku-1","quantity":1,"unitPrice":{{20 + (number % 7)}}.90}]}
        """));
}
