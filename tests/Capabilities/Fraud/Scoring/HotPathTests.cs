using System.Globalization;
using System.Text;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Tests.Fraud.Scoring;

/// <summary>Bytes that one payment allocates between its JSON and its outcome.</summary>
[TestClass]
public sealed class HotPathTests
{
    private const int Customers = 64;
    private static readonly FraudSubjectReader Reader = new(new PseudonymKey(new byte[32]), new ReferenceRates());

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task From_parsing_to_the_outcome_an_approval_allocates_nothing()
    {
        var package = await ModelPackage.ReadAsync(Path.Combine(AppContext.BaseDirectory, "models", "fraud"), TestContext.CancellationToken);
        using var model = ScoringModel.Load(package.Onnx, package.Manifest);
        var (options, ids, row, score) = (new FraudOptions(), new IdInterner(), new float[FraudColumns.Width], new float[1]);
        var state = new FraudState(options, "0");
        var (decider, decision) = (new FraudDecider(options), new FraudDecision());
        byte[][] bodies = [.. Enumerable.Range(0, 4 * Customers).Select(static number =>
            Encoding.UTF8.GetBytes(Payment(number, number % Customers)))];
        foreach (var body in bodies)
        {
            Assert.IsTrue(PaymentReader.TryRead(body, ids, out var facts, out _));
            Assert.IsTrue(Reader.TryRead(facts, Reader.Customer(facts.CustomerId), out var subject));
            state.AddPayment(subject.Customer, subject.Trace);
        }

        Score();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var approved = Score();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.IsGreaterThan(bodies.Length / 2, approved, "most of these payments are ordinary");
        Assert.AreEqual(0, allocated, $"bytes allocated for {bodies.Length} payments");

        int Score()
        {
            var count = 0;
            foreach (var body in bodies)
            {
                PaymentReader.TryRead(body, ids, out var facts, out _);
                Reader.TryRead(facts, Reader.Customer(facts.CustomerId), out var subject);
                FraudFeatures.Write(state, subject, row);
                model.Score(row, 1, score);
                FraudDecider.Decide(decider.TermsFor(model), PendingPayment.Of(facts, default, default, subject, facts.OccurredAt, 0), row, score[0], state.Declines, decision);
                count += decision.Outcome == DecisionOutcome.Approve ? 1 : 0;
            }

            return count;
        }
    }

    // Every customer pays every few days, with what is the customer's own.
    private static string Payment(int number, int customer) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"type":"payment.authorised","paymentId":"h-{{number}}","occurredAt":"{{ScoringRig.Now.AddHours(2 * number):yyyy-MM-ddTHH:mm:ssZ}}","customerId":"c-{{customer}}",
        "instrumentId":"i-{{customer}}","method":"wallet","sellerId":"s-1","market":"DE","amount":{{20 + (number % 7)}}.90,"currency":"EUR","deviceId":"d-{{customer}}","shippingAddressId":"l-{{customer}}",
        "ipCountry":"DE","shippingCountry":"DE","billingCountry":"DE","issuerCountry":"DE","language":"de","items":[{"sku":"sku-1","quantity":1,"unitPrice":{{20 + (number % 7)}}.90}]}
        """);
}
