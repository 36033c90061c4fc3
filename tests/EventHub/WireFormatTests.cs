using CsCheck;

namespace XbFunctions.EventHub.Tests;

[TestClass]
public sealed class WireFormatTests
{
    private static readonly Gen<object> Value = Gen.OneOf(
        Gen.String.Select(static text => (object)text),
        Gen.Bool.Select(static flag => (object)flag),
        Gen.Int.Select(static number => (object)number),
        Gen.Long.Select(static number => (object)number),
        Gen.UInt.Select(static number => (object)number),
        Gen.Double.Select(static number => (object)number),
        Gen.Byte.Select(static number => (object)number),
        Gen.Short.Select(static number => (object)number),
        Gen.Guid.Select(static id => (object)id),
        Gen.Long[0, 4_000_000_000_000].Select(static time => (object)DateTimeOffset.FromUnixTimeMilliseconds(time)),
        Gen.Long.Select(static ticks => (object)TimeSpan.FromTicks(ticks)));

    private static readonly Gen<HubEvent> Event = Gen.Select(
        Gen.Byte.Array[0, 400], Gen.String.Null(), Gen.String[Gen.Char['a', 'z'], 1, 20].Null(), Gen.Dictionary(Gen.String, Value)[0, 5],
        Gen.String[Gen.Char.AlphaNumeric, 1, 128].Null(),
        static (body, id, type, properties, key) => new HubEvent(body) { MessageId = id, ContentType = type, Properties = properties, PartitionKey = key });

    [TestMethod]
    public void An_event_comes_out_as_it_went_in() => Event.Sample(sent =>
    {
        var stored = Store(EncodedEvents.Of([sent], keepsKeys: true)[0], null);
        return stored.Body.Span.SequenceEqual(sent.Body.Span)
            && stored.MessageId == sent.MessageId
            && stored.ContentType == sent.ContentType
            && stored.PartitionKey == sent.PartitionKey
            && stored.Properties.Count == sent.Properties!.Count
            && sent.Properties.All(pair => pair.Value.Equals(stored.Properties[pair.Key]));
    });

    [TestMethod]
    public void A_batch_from_the_client_is_cut_into_its_events() => Event.Array[1, 8].Sample(events =>
    {
        var slices = new List<EventSlice>();
        var batch = EventBatch.Pack(events, "key of all", EventBatch.DefaultLimit).Single().ToMessage().Encode();
        var key = EventSlicer.Slice(batch.Buffer.AsMemory(batch.Offset, batch.Length), AmqpFormat.BatchMessage, slices);
        return key == "key of all"
            && slices.Count == events.Length
            && slices.Zip(events).All(static pair => Store(pair.First, "key of all") is { PartitionKey: "key of all" } stored
                && stored.Body.Span.SequenceEqual(pair.Second.Body.Span) && stored.MessageId == pair.Second.MessageId);
    });

    [TestMethod]
    public void A_batch_is_split_where_it_would_pass_the_limit() => Gen.Int[1, 600].Array[1, 60].Sample(sizes =>
    {
        var batches = EventBatch.Pack([.. sizes.Select(static size => new HubEvent(new byte[size]))], null, 1024).Select(static batch => batch.ToMessage().Encode()).ToArray();
        return batches.All(static batch => batch.Length <= 1024);
    });

    [TestMethod]
    public void No_bytes_make_the_slicer_do_anything_but_refuse() =>
        Gen.Select(Event, Gen.Int[0, 400], Gen.Byte, Gen.Int[0, 400]).Sample((sent, at, value, cut) =>
        {
            var writer = new AmqpWriter(64);
            EventEncoder.WriteKeyAnnotation(writer, sent.PartitionKey ?? "key");
            EventEncoder.WriteRest(writer, sent);
            var bytes = writer.Written.ToArray();
            bytes[at % bytes.Length] = value;
            CheckRefusedOrRead(bytes.AsMemory(..Math.Max(0, bytes.Length - (cut % 3 == 0 ? cut : 0))));
        });

    [TestMethod]
    public void No_random_bytes_make_the_slicer_do_anything_but_refuse() => Gen.Byte.Array[0, 60].Sample(static bytes => CheckRefusedOrRead(bytes));

    [TestMethod]
    public void Annotations_that_only_the_hub_writes_are_left_out()
    {
        var writer = new AmqpWriter(64);
        writer.WriteSection(AmqpFormat.MessageAnnotationsSection);
        var map = writer.Begin(AmqpFormat.Map32);
        writer.WriteSymbol("kept"u8);
        writer.WriteLong(7);
        writer.WriteSymbol("x-opt-sequence-number"u8);
        writer.WriteLong(99);
        writer.WriteSymbol("also-kept"u8);
        writer.WriteString("yes");
        writer.End(map, 6);
        EventEncoder.WriteRest(writer, TestHub.Event("body"));
        var slices = new List<EventSlice>();
        EventSlicer.Slice(writer.Written, AmqpFormat.SingleMessage, slices);

        var system = Store(slices[0], null).SystemProperties;

        Assert.AreEqual(7L, system["kept"]);
        Assert.AreEqual("yes", system["also-kept"]);
        Assert.AreEqual(5L, system["x-opt-sequence-number"]);
    }

    [TestMethod]
    public void A_partition_key_above_128_characters_is_refused()
    {
        var writer = new AmqpWriter(64);
        EventEncoder.WriteKeyAnnotation(writer, new string('k', 129));
        EventEncoder.WriteRest(writer, TestHub.Event("body"));
        Assert.ThrowsExactly<MalformedMessageException>(() => EventSlicer.Slice(writer.Written, AmqpFormat.SingleMessage, []));
    }

    private static void CheckRefusedOrRead(ReadOnlyMemory<byte> bytes)
    {
        foreach (var format in new[] { AmqpFormat.SingleMessage, AmqpFormat.BatchMessage })
        {
            try
            {
                var slices = new List<EventSlice>();
                EventSlicer.Slice(bytes, format, slices);
                foreach (var slice in slices)
                {
                    var stored = Store(slice, "key");
                    _ = (stored.Body, stored.Properties, stored.SystemProperties);
                }
            }
            catch (MalformedMessageException)
            {
                // The only fault that is allowed.
            }
        }
    }

    private static StoredEvent Store(EventSlice slice, string? key)
    {
        var writer = new AmqpWriter(64);
        LogRecord.Write(writer, slice, key, 5, 1234, 1_700_000_000_000);
        Assert.IsTrue(LogRecord.TryRead(writer.Written.Span, out var record));
        Assert.IsTrue(record.IsIntact(writer.Written.Span));
        return new StoredEvent(record, writer.Written[LogRecord.HeadSize..]);
    }
}
