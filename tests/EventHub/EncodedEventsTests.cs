using System.Text;
using CsCheck;

namespace XbFunctions.EventHub.Tests;

[TestClass]
public sealed class EncodedEventsTests
{
    private const long Now = 1_700_000_000_000;

    private static readonly Gen<HubEvent> Event = Gen.Select(Gen.Int[0, 400], Gen.String[Gen.Char.AlphaNumeric, 0, 40], Gen.Bool, Gen.Bool).Select(
        static (size, text, hasKey, hasProperties) => new HubEvent(new byte[size])
        {
            PartitionKey = hasKey ? text : null,
            MessageId = text,
            Properties = hasProperties ? new Dictionary<string, object> { ["name"] = text, ["at"] = DateTimeOffset.UnixEpoch } : null,
        });

    // Many of them just before the offset grows by a digit.
    private static readonly Gen<long> Offset = Gen.Select(Gen.Int[0, 17], Gen.Int[-3_000, 3_000]).Select(
        static (digits, beside) => Math.Max(0, (long)Math.Pow(10, digits) + beside));

    [TestMethod]
    public void Events_placed_where_they_stand_are_the_records_that_their_slices_make() =>
        Gen.Select(Event.Array[1, 12], Offset, Gen.Long[0, long.MaxValue / 2]).Sample(static (events, offset, sequence) =>
        {
            var log = new LogPosition(sequence, offset, offset - 1, Now);
            using var encoded = EncodedEvents.Of(events, keepsKeys: true, offset);
            var expected = RecordsOf(encoded, log);
            var last = offset + expected.Starts[^1];
            Assert.AreEqual(DigitsOf(offset) == DigitsOf(last), encoded.TryPlace(log, Now, out var placed));
            Assert.AreEqual(expected.Bytes, HexOf(placed?.Bytes ?? Convert.FromHexString(expected.Bytes)));
            CollectionAssert.AreEqual(expected.Starts, placed?.Starts ?? expected.Starts);
        });

    [TestMethod]
    public void Events_that_do_not_fit_their_place_are_left_as_they_are()
    {
        using var encoded = EncodedEvents.Of(TestHub.Events(0, 3), keepsKeys: true, nextOffset: 99);
        var log = new LogPosition(7, 1_000, 900, Now);
        var before = RecordsOf(encoded, log);
        Assert.IsFalse(encoded.TryPlace(log, Now, out _));
        Assert.AreEqual(before.Bytes, RecordsOf(encoded, log).Bytes);
    }

    [TestMethod]
    public async Task Batches_that_follow_another_are_read_as_they_were_sent_across_every_digit_of_the_offset()
    {
        await using var hub = await TestHub.OpenAsync(isDurable: true);
        var template = new EventTemplate("text/plain", [new("id", "")], "id");
        for (var first = 0; first < 1_000; first += 50)
        {
            using var batch = hub.Hub.NewBatch();
            for (var number = first; number < first + 50; number++)
            {
                batch.Add(template, Encoding.UTF8.GetBytes($"id-{number}"), Encoding.UTF8.GetBytes($"key-{number}"), Encoding.UTF8.GetBytes($"event {number}"));
            }

            await batch.AppendAsync();
        }

        await hub.ReopenAsync();
        var all = hub.ReadAll();
        Assert.HasCount(1_000, all);
        foreach (var stored in all)
        {
            Assert.AreEqual(
                ($"event {stored.SequenceNumber}", $"key-{stored.SequenceNumber}", $"id-{stored.SequenceNumber}"),
                (TestHub.Text(stored), stored.PartitionKey, stored.MessageId));
            Assert.AreEqual(stored.Offset, stored.SystemProperties["x-opt-offset"]);
        }
    }

    private static (string Bytes, int[] Starts) RecordsOf(EncodedEvents events, LogPosition log)
    {
        var (writer, starts) = (new AmqpWriter(64), new int[events.Count]);
        for (var index = 0; index < starts.Length; index++)
        {
            starts[index] = writer.Length;
            LogRecord.Write(
                writer, events[index], null, log.NextSequence + index, log.NextOffset + writer.Length, Now, isFollowed: index + 1 < starts.Length);
        }

        return (HexOf(writer.Written), starts);
    }

    private static string HexOf(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(bytes.Span);

    private static int DigitsOf(long offset) => $"{offset}".Length;
}
