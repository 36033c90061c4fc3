using System.Buffers;
using CsCheck;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class SellerHistoryTests
{
    private const uint Day = SellerWindows.DaySeconds;
    private const uint Start = 20_000 * Day;

    private static readonly Gen<(uint Second, bool Fraud)[]> FewPayments =
        Gen.Select(Gen.UInt[0, 44 * Day], Gen.Bool).Array[1, 60].Select(payments => payments.DistinctBy(payment => payment.Item1).ToArray());

    [TestMethod]
    public void A_small_seller_s_windows_equal_a_brute_force_count_whatever_the_order_of_arrival() =>
        FewPayments.Sample(payments =>
        {
            var history = new SellerHistory();
            foreach (var (second, _) in payments)
            {
                history.Add(Start + second, 10);
            }

            foreach (var (second, _) in payments.Where(payment => payment.Fraud))
            {
                history.MarkFraud(Start + second);
            }

            var now = payments.Max(payment => payment.Second);
            var row = Row(history, now);
            for (var window = 0; window < SellerWindows.Count; window++)
            {
                var settled = payments
                    .Where(payment => payment.Second + SellerWindows.DelaySeconds <= now)
                    .Where(payment => payment.Second + SellerWindows.DelaySeconds + SellerWindows.LengthsSeconds[window] > now)
                    .ToList();
                Assert.AreEqual(settled.Count, Of(row, $"seller_settled_payments_{SellerWindows.Names[window]}"));
                var rate = settled.Count == 0 ? 0 : (float)settled.Count(payment => payment.Fraud) / settled.Count;
                Assert.AreEqual(rate, Of(row, $"seller_fraud_rate_{SellerWindows.Names[window]}"), 1e-6f);
            }

            var streak = payments.Where(payment => payment.Second + SellerWindows.DelaySeconds <= now)
                .OrderByDescending(payment => payment.Second).TakeWhile(payment => payment.Fraud).Count();
            Assert.AreEqual(streak, Of(row, "seller_fraud_streak"));
        });

    [TestMethod]
    public void A_large_seller_loses_no_payment_and_no_fraud_of_45_days() =>
        Gen.Select(Gen.UInt[0, 44 * Day], Gen.Bool).Array[100, 600].Sample(payments =>
        {
            var history = new SellerHistory();
            foreach (var (second, _) in payments.OrderBy(payment => payment.Item1))
            {
                history.Add(Start + second, 10);
            }

            Assert.IsLessThanOrEqualTo(SellerHistory.MostBuckets, history.Buckets.Length);
            Assert.AreEqual(payments.Length, Sum(history, bucket => bucket.Payments));
            history.MarkFraud(Start + payments[0].Item1);
            Assert.AreEqual(1, Sum(history, bucket => bucket.Frauds));
        });

    [TestMethod]
    public void A_history_read_back_goes_on_like_the_original() =>
        Gen.Select(Gen.UInt[0, 60 * Day].Array[0, 200], Gen.UInt[0, 60 * Day].Array[0, 200]).Sample((before, after) =>
        {
            var original = new SellerHistory();
            Array.ForEach(before, second => original.Add(Start + second, 10));
            var loaded = SellerHistory.Read(Bytes(original), out _);
            foreach (var second in after)
            {
                original.Add(Start + second, 10);
                loaded.Add(Start + second, 10);
            }

            CollectionAssert.AreEqual(Bytes(original), Bytes(loaded));
        });

    [TestMethod]
    public void What_two_partitions_know_counts_like_a_plain_sum_over_both() =>
        Gen.Select(Gen.UInt[0, 60 * Day], Gen.Float[0.01f, 5_000], Gen.Bool).Select((second, amount, fraud) => (Second: second / 900 * 900, amount, fraud)).Array[0, 150]
            .Select(Gen.UInt[30 * Day, 60 * Day], Gen.Int[1, 4])
            .Sample((payments, now, oneOf) =>
            {
                var (own, others) = (new SellerHistory(), new SellerHistory());
                for (var i = 0; i < payments.Length; i++)
                {
                    var history = i % oneOf == 0 ? own : others;
                    history.Add(Start + payments[i].Second, payments[i].amount);
                    if (payments[i].fraud)
                    {
                        history.MarkFraud(Start + payments[i].Second);
                    }
                }

                var row = Row(own, now, others);

                // Own buckets first where two began together: the own one is the later one of a streak.
                var buckets = own.Buckets.ToArray().Reverse().Concat(others.Buckets.ToArray().Reverse()).OrderByDescending(static bucket => bucket.Second)
                    .Where(bucket => bucket.Second <= Start + now && Start + now - bucket.Second < SellerWindows.KeptSeconds).ToList();
                var month = buckets.Where(bucket => Start + now - bucket.Second < 30 * Day).ToList();
                var settled = buckets.Where(bucket => Start + now - bucket.Second >= SellerWindows.DelaySeconds).ToList();
                var frauds = buckets.Where(static bucket => bucket.Frauds > 0).ToList();
                var mean = month.Aggregate(0.0, static (sum, bucket) => sum + bucket.Amount) / month.Sum(static bucket => bucket.Payments);
                Assert.AreEqual(month.Sum(static bucket => bucket.Payments) + 1, Of(row, "seller_payments_30d"));
                Assert.AreEqual(month.Count == 0 ? float.NaN : (float)(20f / Math.Max(0.01, mean)), Of(row, "seller_amount_ratio"));
                Assert.AreEqual(buckets.Count == 0 ? float.NaN : (Start + now - buckets[0].Second) / (float)Day * 24, Of(row, "seller_hours_since_last"));
                Assert.AreEqual(frauds.Sum(static bucket => bucket.Frauds), Of(row, "seller_frauds_45d"));
                Assert.AreEqual(settled.TakeWhile(static bucket => bucket.Frauds == bucket.Payments).Sum(static bucket => bucket.Payments), Of(row, "seller_fraud_streak"));
                Assert.AreEqual(settled.TakeWhile(static bucket => bucket.Frauds == 0).Sum(static bucket => bucket.Payments), Of(row, "seller_clean_streak"));
                Assert.AreEqual(frauds.Count == 0 ? float.NaN : (Start + now - frauds[0].Second) / (float)Day, Of(row, "seller_days_since_fraud"));
                Assert.AreEqual(frauds.Count == 0 ? float.NaN : (Start + now - frauds[^1].Second) / (float)Day, Of(row, "seller_days_since_first_fraud"));
            });

    private static float[] Row(SellerHistory history, uint second, SellerHistory? peers = null)
    {
        var row = new float[FraudFeatureList.Seller.Count];
        SellerFeatures.Write(history, Subjects.Trace() with { OccurredAtMs = (Start + second) * 1_000L }, row, peers);
        return row;
    }

    private static float Of(float[] row, string name) =>
        row[FraudFeatureList.Seller.Select(feature => feature.Name).ToList().IndexOf(name)];

    private static int Sum(SellerHistory history, Func<SellerBucket, int> value) => history.Buckets.ToArray().Sum(value);

    private static byte[] Bytes(SellerHistory history)
    {
        var written = new ArrayBufferWriter<byte>();
        history.Write(written);
        return written.WrittenSpan.ToArray();
    }
}
