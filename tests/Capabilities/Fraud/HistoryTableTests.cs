using CsCheck;
using XbFunctions.Capabilities.Fraud;

namespace XbFunctions.Capabilities.Tests.Fraud;

[TestClass]
public sealed class HistoryTableTests
{
    private const int MostEntities = 4;
    private const int Capacity = 9;

    private static readonly Gen<(ulong Key, int Kind, int Second)[]> Steps =
        Gen.Select(Gen.ULong[1, 7], Gen.Int[0, 9], Gen.Int[0, 50 * 86_400]).Array[0, 300];

    [TestMethod]
    public void Histories_that_share_memory_are_those_that_have_their_own() => Steps.Sample(steps =>
    {
        var table = new HistoryTable(MostEntities, Capacity);
        var plain = new Dictionary<ulong, OwnHistory>();
        var order = new List<ulong>();
        foreach (var (key, kind, second) in steps)
        {
            table.Warm([key, 99, key + 1]);
            Do(table, plain, order, key, kind, second);
            foreach (var known in Enumerable.Range(0, 9).Select(static value => (ulong)value))
            {
                Assert.AreEqual(Text(plain.GetValueOrDefault(known)?.History), Text(table.Find(known)), $"Entity {known}.");
            }
        }
    });

    private static void Do(HistoryTable table, Dictionary<ulong, OwnHistory> plain, List<ulong> order, ulong key, int kind, int second)
    {
        switch (kind)
        {
            case 0:
                Assert.AreEqual(plain.Remove(key), table.Remove(key));
                order.Remove(key);
                break;
            case 1:
                table.Forget((uint)(second % 3));
                foreach (var (entity, own) in plain.ToArray())
                {
                    if (own.History.Traces.ToArray().Any(trace => trace.Customer == second % 3))
                    {
                        own.History.Forget((uint)(second % 3));
                        if (own.History.Traces.IsEmpty)
                        {
                            plain.Remove(entity);
                            order.Remove(entity);
                        }
                    }
                }

                break;
            default:
                var trace = Subjects.Trace(second) with { Customer = (uint)(second % 3) };
                table.Add(key, trace);
                if (!plain.TryGetValue(key, out var known))
                {
                    if (plain.Count == MostEntities)
                    {
                        plain.Remove(order[0]);
                        order.RemoveAt(0);
                    }

                    plain.Add(key, known = new OwnHistory());
                }

                known.History.Add(trace, Capacity);
                order.Remove(key);
                order.Add(key);
                break;
        }
    }

    private static string Text(EntityHistory? history) => history is { } known
        ? $"{known.FirstSeenMs} {known.Habit} {string.Join(", ", known.Traces.ToArray())}"
        : "unknown";

    private sealed class OwnHistory
    {
        public EntityHistory History;
    }
}
