using System.Diagnostics.Metrics;
using CsCheck;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class DecisionCountsTests
{
    private static readonly Gen<(DecisionOutcome Outcome, string Market)[]> Decisions =
        Gen.Select(Gen.OneOf(DecisionOutcome.Approve, DecisionOutcome.Review, DecisionOutcome.Decline), Gen.OneOf("DE", "FR", "ZZ", "AD")).Array[0, 40];

    [TestMethod]
    public void The_metric_is_told_each_outcome_and_market_once_with_as_many_as_were_counted() => Decisions.Array[1, 3].Sample(batches =>
    {
        using var meters = new TestMeters();
        var (instruments, counts) = (new FraudInstruments(meters), new DecisionCounts());
        var told = new List<(string, string, long)>();
        using var listener = Listen(meters, told);
        foreach (var batch in batches)
        {
            // What a batch counted before it failed is not told with the next.
            counts.Add(DecisionOutcome.Decline, CountryCode.Parse("JP"));
            counts.Clear();
            foreach (var (outcome, market) in batch)
            {
                counts.Add(outcome, CountryCode.Parse(market));
            }

            told.Clear();
            counts.WriteTo(instruments);
            var expected = batch.GroupBy(static one => one).Select(static same => (
                same.Key.Outcome.ToString().ToLowerInvariant(), same.Key.Market, (long)same.Count()));
            CollectionAssert.AreEquivalent(expected.ToArray(), told);
        }
    });

    private static MeterListener Listen(TestMeters meters, List<(string Outcome, string Market, long Count)> told)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (meters.Made(instrument.Meter) && instrument.Name == "fraud.decisions")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => told.Add(((string)tags[0].Value!, (string)tags[1].Value!, count)));
        listener.Start();
        return listener;
    }
}
