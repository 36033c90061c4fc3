using CsCheck;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class PeerTableTests
{
    private const int Partitions = 3;

    [TestMethod]
    public void Every_partition_finds_the_sum_of_what_the_others_have_told_last() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, Partitions - 1], Gen.ULong[1, 4]).Array[1, 60].Sample(steps =>
        {
            var table = new PeerTable<string>(static parts => string.Concat(parts));
            var told = new SortedDictionary<(ulong Key, int Partition), (int Round, string Part)>();
            var rounds = new int[Partitions];
            for (var number = 0; number < steps.Length; number++)
            {
                var (what, partition, key) = steps[number];
                switch (what)
                {
                    case 0:
                        table.BeginAnew(partition);
                        rounds[partition]++;
                        break;
                    case 1:
                        table.EndAnew(partition);
                        foreach (var old in told.Where(pair => pair.Key.Partition == partition && pair.Value.Round < rounds[partition]).ToList())
                        {
                            told.Remove(old.Key);
                        }

                        break;
                    default:
                        table.Set(key, partition, $"{partition}:{number} ");
                        told[(key, partition)] = (rounds[partition], $"{partition}:{number} ");
                        break;
                }

                Check(table, told);
            }
        });

    [TestMethod]
    public async Task A_reader_sees_what_was_told_before_or_after_and_never_less()
    {
        var table = new PeerTable<int[]>(static parts => [parts.Sum(static part => part[0])]);
        table.Set(1, 0, [1]);
        table.Set(2, 0, [1]);
        table.Set(2, 1, [10]);
        var isDone = false;
        var reader = Task.Run(() =>
        {
            var (single, several) = (0, 0);
            while (!Volatile.Read(ref isDone))
            {
                var (nowSingle, nowSeveral) = (table.Find(1, 2)![0], table.Find(2, 2)![0]);
                Assert.IsTrue(nowSingle >= single && nowSeveral >= several, $"{nowSingle} after {single}, {nowSeveral} after {several}");
                (single, several) = (nowSingle, nowSeveral);
            }
        });
        for (var number = 2; number < 50_000; number++)
        {
            table.Set(1, 0, [number]);
            table.Set(2, number % 2, [number]);
        }

        Volatile.Write(ref isDone, true);
        await reader;
        Assert.AreEqual((49_999, 49_999 + 49_998), (table.Find(1, 2)![0], table.Find(2, 2)![0]));
    }

    private static void Check(PeerTable<string> table, SortedDictionary<(ulong Key, int Partition), (int Round, string Part)> told)
    {
        Assert.AreEqual(told.Keys.Select(static key => key.Key).Distinct().Count(), table.Count);
        for (var key = 1ul; key <= 4; key++)
        {
            for (var own = -1; own < Partitions; own++)
            {
                var others = told.Where(pair => pair.Key.Key == key && pair.Key.Partition != own).ToDictionary(static pair => pair.Key.Partition, static pair => pair.Value.Part);
                var sum = string.Concat(others.OrderBy(static pair => pair.Key).Select(static pair => pair.Value));
                Assert.AreEqual(sum, table.Find(key, own) ?? "");
                Assert.AreEqual(sum, table.Find(key, own) ?? "", "again");
                var parts = new Dictionary<int, string>();
                table.AddParts(key, own, parts);
                CollectionAssert.AreEquivalent(others.ToList(), parts.ToList());
            }
        }
    }
}
