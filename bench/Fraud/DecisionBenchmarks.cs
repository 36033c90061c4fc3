using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.Inference;
using XbFunctions.State;

namespace XbFunctions.Bench.Fraud;

/// <summary>What does a scored payment cost until its decision stands in the batch's result, and what an explanation?</summary>
[InProcess]
[MemoryDiagnoser]
public class DecisionBenchmarks
{
    private const int Payments = 2_048;
    private const int Customers = 1_500;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FraudState _state = new(new FraudOptions(), "0");
    private readonly FraudDecision _decision = new() { DecidedAt = Start.AddTicks(1_234_567), Partition = "0" };
    private readonly FraudDecisionWriter _writer = new();
    private readonly BatchResult _result = new(dedupeWindow: 0);
    private readonly PendingPayment[] _payments = new PendingPayment[Payments];
    private readonly float[] _rows = new float[Payments * FraudColumns.Width];
    private readonly double[] _contributions = new double[FraudColumns.Width];
    private ScoringModel _model = null!;
    private DecisionTerms _terms = null!;

    /// <summary>Reads the payments and writes their features.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var package = ModelPackage.ReadAsync(Path.Combine(AppContext.BaseDirectory, "models", "fraud")).GetAwaiter().GetResult();
        _model = ScoringModel.Load(package.Onnx, package.Manifest);
        _terms = new FraudDecider(new FraudOptions()).TermsFor(_model);
        var (reader, ids) = (new FraudSubjectReader(new PseudonymKey(new byte[32]), new ReferenceRates()), new IdInterner());
        for (var index = 0; index < Payments; index++)
        {
            if (!PaymentReader.TryRead(Body(index), ids, EventTypes.PaymentAuthorised, out var facts, out var refusal)
                || !reader.TryRead(facts, reader.Customer(facts.CustomerId), out var subject))
            {
                throw new InvalidOperationException($"The payment cannot be read: {refusal}");
            }

            FraudFeatures.Write(_state, subject, _rows.AsSpan(index * FraudColumns.Width, FraudColumns.Width));
            _state.AddPayment(subject.Customer, subject.Trace);
            _payments[index] = PendingPayment.Of(facts, reader.Customer(facts.CustomerId), default, subject, facts.OccurredAt, index);
        }
    }

    /// <summary>Closes the model.</summary>
    [GlobalCleanup]
    public void CleanUp() => _model.Dispose();

    /// <summary>Rules, thresholds, outcome, its place in the result and its body, for approvals.</summary>
    /// <returns>Bytes of the bodies.</returns>
    [Benchmark(OperationsPerInvoke = Payments)]
    public long DecideAndWrite()
    {
        var bytes = 0L;
        _result.Reset();
        for (var index = 0; index < Payments; index++)
        {
            ref readonly var payment = ref _payments[index];
            FraudDecider.Decide(_terms, payment, Row(index), score: 0.0001f, _state.Declines, _decision);
            _result.PublishChange(_result.ReserveChange(), _writer.Write(payment, _decision, hasLookup: false).Span, FraudDecisionForm.Instance);
        }

        for (var index = 0; index < Payments; index++)
        {
            bytes += _result.OutputAt(index).Body.Length;
        }

        return bytes;
    }

    /// <summary>Exact SHAP values of one row.</summary>
    [Benchmark]
    public void Explain() => _model.Explainer!.Explain(Row(0), _contributions, out _);

    private ReadOnlySpan<float> Row(int index) => _rows.AsSpan(index * FraudColumns.Width, FraudColumns.Width);

    private static byte[] Body(int number) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"type":"payment.authorised","paymentId":"b-{{number}}","occurredAt":"{{Start.AddSeconds(2.317 * number):yyyy-MM-ddTHH:mm:ss.fffZ}}","customerId":"c-{{number % Customers}}",
        "instrumentId":"i-{{number % Customers}}","method":"wallet","sellerId":"s-{{number % 40}}","market":"DE","amount":{{20 + (number % 70)}}.90,"currency":"EUR",
        "deviceId":"d-{{number % Customers}}","ipCountry":"DE","shippingCountry":"DE","billingCountry":"DE","issuerCountry":"DE","language":"de",
        "items":[{"sku":"sku-1","quantity":1,"unitPrice":{{20 + (number % 70)}}.90}]}
        """));
}
