using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>What several partitions know together of one entity.</summary>
[TestClass]
public sealed class SharedUseTests
{
    [TestMethod]
    public void Payments_of_several_partitions_stand_in_the_order_of_time_and_at_one_time_in_that_of_the_partitions()
    {
        var random = new Random(20261128);
        for (var round = 0; round < 200; round++)
        {
            var number = 0u;
            SharedUse[] parts =
            [
                .. Enumerable.Range(0, random.Next(2, 6)).Select(_ => new SharedUse(
                    random.Next(50),
                    default,
                    [
                        .. Enumerable.Range(0, random.Next(5))
                            .Select(_ => (long)random.Next(8))
                            .Order()
                            .Select(time => default(PaymentTrace) with { OccurredAtMs = time, Payment = number++ }),
                    ])),
            ];
            var together = SharedUse.Combine(parts);
            uint[] expected = [.. parts.SelectMany(static part => part.Traces).OrderBy(static trace => trace.OccurredAtMs).Select(static trace => trace.Payment)];
            CollectionAssert.AreEqual(expected, together.Traces.Select(static trace => trace.Payment).ToArray());
            Assert.AreEqual(parts.Min(static part => part.FirstSeenMs), together.FirstSeenMs);
        }
    }
}
