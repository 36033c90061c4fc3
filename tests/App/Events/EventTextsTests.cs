using Azure.Messaging.EventHubs;
using XbFunctions.App.Events;
using XbFunctions.Contracts;

namespace XbFunctions.App.Tests;

/// <summary>Ids and keys that are made when they are asked for are those of their own events.</summary>
[TestClass]
public sealed class EventTextsTests
{
    [TestMethod]
    public void Each_event_has_its_own_id_and_key_also_behind_a_gap()
    {
        var events = EventBatch.From([.. new long[] { 5, 6, 9, 12 }.Select(static number => Event(number, $"id-{number}"))]);
        foreach (var received in events)
        {
            Assert.AreEqual($"id-{received.SequenceNumber}", received.EventId);
            Assert.AreEqual($"key-{received.SequenceNumber}", received.PartitionKey);
            Assert.AreEqual("type", received.EventType);
        }
    }

    [TestMethod]
    public void An_event_without_the_attribute_has_its_message_id()
    {
        var bare = Event(0, null);
        bare.MessageId = "message";
        Assert.AreEqual("message", EventBatch.From([bare])[0].EventId);
        Assert.IsNull(EventBatch.From([Event(1, null)])[0].EventId);
    }

    [TestMethod]
    public void An_event_that_came_from_no_partition_has_its_texts()
    {
        var byHand = new EventData("{}") { MessageId = "by hand" };
        var received = EventBatch.From([byHand])[0];
        Assert.AreEqual("by hand", received.EventId);
        Assert.IsNull(received.PartitionKey);
    }

    private static EventData Event(long number, string? id)
    {
        var properties = new Dictionary<string, object> { [EventProperties.Type] = "type" };
        if (id is not null)
        {
            properties[EventProperties.Id] = id;
        }

        return EventHubsModelFactory.EventData(new BinaryData("{}"), properties, partitionKey: $"key-{number}", sequenceNumber: number, offsetString: "0");
    }
}
