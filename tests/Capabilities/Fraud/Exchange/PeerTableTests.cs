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

                Check(table, told, 4);
            }
        });

    [TestMethod]
    public void What_comes_and_goes_for_many_rounds_leaves_what_was_told_last() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 12], Gen.ULong).Sample((most, rounds, seed) =>
        {
            // Keys of a few cells, that crowd and are forgotten over and over.
            var random = new Random((int)seed);
            var table = new PeerTable<string>(static parts => string.Concat(parts));
            var told = new SortedDictionary<(ulong Key, int Partition), (int Round, string Part)>();
            for (var round = 1; round <= rounds; round++)
            {
                var partition = random.Next(Partitions);
                table.BeginAnew(partition);
                foreach (var old in told.Keys.Where(key => key.Partition == partition).ToList())
                {
                    told.Remove(old);
                }

                for (var i = random.Next(most + 1); i > 0; i--)
                {
                    var key = (ulong)random.Next(1, 4 * most);
                    table.Set(key, partition, $"{partition}:{round}:{i} ");
                    told[(key, partition)] = (round, $"{partition}:{round}:{i} ");
                }

                table.EndAnew(partition);
                Check(table, told, 4 * most);
            }
        });

    [TestMethod]
    public void A_part_is_read_once_and_not_before_another_partition_asks_for_it()
    {
        var reads = 0;
        var table = new PeerTable<string>(static parts => string.Concat(parts), record => $"{record[0]} {++reads} ");
        byte[] page = [7, 8, 9];
        table.Set(1, 0, page, 1);
        Assert.IsNull(table.Find(1, 0));
        Assert.AreEqual(0, reads);
        Assert.AreEqual("8 1 ", table.Find(1, 1));
        Assert.AreEqual("8 1 ", table.Find(1, 2));

        table.Set(1, 1, page, 2);
        Assert.AreEqual("8 1 9 2 ", table.Find(1, 2));
        Assert.AreEqual("9 2 ", table.Find(1, 0));
        table.Set(1, 0, page, 0);
        Assert.AreEqual("7 3 9 2 ", table.Find(1, 2));
    }

    [TestMethod]
    public void Nothing_is_known_of_the_key_that_stands_for_none()
    {
        var table = new PeerTable<string>(static parts => string.Concat(parts));
        table.Set(0, 0, "told");
        table.Set(1, 0, "other");
        Assert.IsNull(table.Find(0, 1));
        Assert.AreEqual(1, table.Count);
    }

    [TestMethod]
    public async Task Readers_beside_one_that_tells_and_forgets_find_whole_parts_of_the_key_they_ask_for()
    {
        const int Keys = 300;
        const int Rounds = 150;

        // A part is its key, its partition and its round: the sum of two parts shows three numbers of each.
        var table = new PeerTable<int[]>(static parts => [.. parts.SelectMany(static part => part)]);
        for (var key = 1; key <= Keys; key++)
        {
            table.Set((ulong)key, 2, [key, 2, 0]);
        }

        var isDone = false;
        var readers = Enumerable.Range(0, 3).Select(own => Task.Run(() =>
        {
            var (asked, random) = (0, new Random(own));
            var rounds = new int[2 * Keys + 1, 3];
            while (!Volatile.Read(ref isDone) || asked < Keys)
            {
                asked++;
                var key = random.Next(1, 2 * Keys + 1);
                var found = table.Find((ulong)key, own) ?? [];
                Assert.IsTrue(found.Length > 0 || own == 2 || key > Keys, $"key {key} is told by partition 2 all the time");
                for (var at = 0; at < found.Length; at += 3)
                {
                    var (partition, round) = (found[at + 1], found[at + 2]);
                    Assert.AreEqual(key, found[at]);
                    Assert.IsTrue(partition != own && (at == 0 || found[at - 2] < partition), $"{string.Join(' ', found)} for {own}");
                    Assert.IsTrue(round >= rounds[key, partition], $"round {round} of key {key} after {rounds[key, partition]}");
                    rounds[key, partition] = round;
                }
            }
        })).ToArray();
        for (var round = 1; round <= Rounds; round++)
        {
            // Others in every round, of which some are told by both.
            for (var partition = 0; partition < 2; partition++)
            {
                table.BeginAnew(partition);
                for (var i = 0; i < Keys / 2; i++)
                {
                    var key = 1 + ((((round + partition) * 97) + (i * 3)) % (2 * Keys));
                    table.Set((ulong)key, partition, [key, partition, round]);
                }

                table.EndAnew(partition);
            }
        }

        Volatile.Write(ref isDone, true);
        await Task.WhenAll(readers);
    }

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

    private static void Check(PeerTable<string> table, SortedDictionary<(ulong Key, int Partition), (int Round, string Part)> told, int keys)
    {
        Assert.AreEqual(told.Keys.Select(static key => key.Key).Distinct().Count(), table.Count);
        for (var key = 1ul; key <= (ulong)keys; key++)
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
