using CsCheck;
using XbFunctions.EventHub;

namespace XbFunctions.Host.Tests;

/// <summary>Objects that show one event after the other are held against objects of their own.</summary>
[TestClass]
public sealed class EventViewsTests
{
    private const int Events = 60;

    [TestMethod]
    public async Task A_view_shows_its_event_alone_whatever_was_done_with_it_before()
    {
        await using var server = await TestHubServer.StartAsync();
        for (var number = 0; number < Events; number++)
        {
            await server.Hub.AppendAsync([Event(number)], partitionKey: "all");
        }

        var partition = server.Hub.Partitions.Single(static partition => !partition.Properties.IsEmpty);
        Gen.Select(Gen.Int[1, 12], Gen.Bool, Gen.Bool).Array[1, 20].Sample(
            steps =>
            {
                var (views, next) = (new EventViews(), 0L);
                var kept = new List<Azure.Messaging.EventHubs.EventData>();
                foreach (var (count, isKept, isChanged) in steps)
                {
                    Assert.IsTrue(partition.TryRead(next, count, out var stored));
                    next = (stored[^1].SequenceNumber + 1) % Events;
                    var shown = stored.Select(views.Of).ToArray();
                    Array.ForEach(shown, Check);
                    if (isKept)
                    {
                        kept.AddRange(shown);
                        views.Keep();
                        continue;
                    }

                    Array.ForEach(shown, isChanged ? Change : static _ => { });
                    views.Release();
                }

                kept.ForEach(Check);
            },
            iter: 60);
    }

    private static HubEvent Event(int number) => new(BitConverter.GetBytes(number))
    {
        MessageId = number % 3 == 0 ? $"id-{number}" : null,
        ContentType = number % 4 == 0 ? $"type/{number}" : null,
        Properties = number % 5 == 0 ? [] : new Dictionary<string, object> { [$"p{number % 4}"] = number },
    };

    private static void Check(Azure.Messaging.EventHubs.EventData shown)
    {
        var number = (int)shown.SequenceNumber;
        var sent = Event(number);
        Assert.AreEqual(number, BitConverter.ToInt32(shown.EventBody));
        Assert.AreEqual((sent.MessageId, sent.ContentType, "all"), (shown.MessageId, shown.ContentType, shown.PartitionKey));
        foreach (var name in Enumerable.Range(0, 4).Select(static index => $"p{index}"))
        {
            Assert.AreEqual(sent.Properties!.GetValueOrDefault(name), shown.Properties.TryGetValue(name, out var value) ? value : null);
        }

        Assert.AreEqual(sent.Properties!.Count, shown.Properties.Count);
        Assert.AreEqual((long)number, shown.SystemProperties["x-opt-sequence-number"]);
    }

    private static void Change(Azure.Messaging.EventHubs.EventData shown)
    {
        shown.Properties["p0"] = "changed";
        (shown.MessageId, shown.ContentType, shown.EventBody) = ("changed", null, BinaryData.FromString("changed"));
    }
}
