using System.Globalization;
using System.Text;
using Azure.Storage.Blobs;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XbFunctions.Capabilities.Currencies;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Contracts;
using XbFunctions.Inference;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>A replay of what batches changed gives the state that they left, whatever follows whatever in a batch.</summary>
[TestClass]
public sealed class ScoredReplayTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PseudonymKey Old = new(new byte[32]);
    private static readonly PseudonymKey Now = new(Enumerable.Repeat((byte)7, 32).ToArray());
    private static readonly PseudonymKeys Keys = new(Now, [Old]);
    private static readonly ErasureOrders Orders = new(Keys);

    // So small that nearly every payment makes the state forget something.
    private static readonly FraudOptions Options = new() { MaxEntities = 3, HistoryCapacity = 2, KeepCustomers = TimeSpan.FromDays(2) };

    [TestMethod]
    public Task Payments_labels_erasures_and_a_new_key_in_one_batch_are_replayed_to_the_same_state() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 4], Gen.Int[0, 3], Gen.Int[0, 40]).Array[1, 14].Array[2, 5].SampleAsync(async batches =>
        {
            var (live, replayed) = (new FraudState(Options, "2"), new FraudState(Options, "2"));
            var (sequence, hour) = (0L, 0);
            for (var number = 0; number < batches.Length; number++)
            {
                var events = new List<StreamEvent>();
                foreach (var (kind, customer, device, step) in batches[number])
                {
                    hour += step == 40 ? 60 : 1;
                    events.Add(Event(++sequence, kind, customer, device, Start.AddHours(hour)));
                }

                // The key changes behind the first batch: everybody is carried over when they are seen next.
                var result = await ScoreAsync(live, number == 0 ? new PseudonymKeys(Old, []) : Keys, events, Start.AddHours(hour));
                for (var index = 0; index < result.ChangeCount; index++)
                {
                    replayed.Apply(result.ChangeAt(index));
                }

                Assert.AreEqual(Convert.ToHexStringLower(FraudStateBytes.Of(live)), Convert.ToHexStringLower(FraudStateBytes.Of(replayed)), $"batch {number}");
            }
        });

    private static async Task<BatchResult> ScoreAsync(FraudState state, PseudonymKeys keys, List<StreamEvent> events, DateTimeOffset now)
    {
        var time = new FakeTimeProvider(now);
        await using var slot = new ModelSlot(
            new ModelRegistry(new BlobContainerClient(new Uri("https://unused.invalid/models")), time),
            new ModelSlotOptions { Model = "fraud" },
            time,
            NullLogger<ModelSlot>.Instance);
        using var meters = new TestMeters();
        var scorer = new PaymentScorer(
            new FraudSubjectReader(keys.Current, new ReferenceRates(), keys),
            slot,
            Options,
            new FraudInstruments(meters),
            time,
            NullLogger<PaymentScorer>.Instance,
            erasures: Orders);
        var result = new BatchResult();
        await scorer.ProcessAsync(state, events.ToArray(), result, CancellationToken.None);
        Assert.AreEqual(0, result.DeadLetterCount);
        return result;
    }

    // Of ten events seven are payments and two labels, which name payments of before, of the batch and of nobody; one asks for an erasure.
    private static StreamEvent Event(long sequence, int kind, int customer, int device, DateTimeOffset at)
    {
        var time = at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        if (kind == 9)
        {
            var order = new ErasureOrder($"e-{sequence}", HubNames.Payments, "fraud", Now.Of(new CustomerId($"c-{customer}")), "r", null, IsHome: true);
            return new StreamEvent(sequence, at, EventBody.ToUtf8(Orders.ToEvent(order, at)), null, EventTypes.CustomerErased, null);
        }

        var body = kind switch
        {
            7 or 8 =>
                $$"""
                {"type":"payment.labelled","paymentId":"p-{{sequence - device}}","customerId":"c-{{customer}}","occurredAt":"{{time}}",
                "label":"{{(kind == 7 ? "chargeback" : "returned")}}","source":"acquirer"}
                """,
            _ =>
                $$"""
                {"type":"payment.authorised","paymentId":"p-{{sequence}}","occurredAt":"{{time}}","customerId":"c-{{customer}}","instrumentId":"i-{{customer + device}}",
                "method":"card","sellerId":"s-{{device}}","market":"DE","amount":25.50,"currency":"EUR","deviceId":"d-{{device}}","shippingAddressId":"l-{{customer}}"}
                """,
        };
        return new StreamEvent(sequence, at, Encoding.UTF8.GetBytes(body), null, null, null);
    }
}
