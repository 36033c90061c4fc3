using CsCheck;

namespace XbFunctions.EventHub.Tests;

[TestClass]
public sealed class EncodedPropertiesTests
{
    // Few names, so that they repeat: within ASCII, beyond it, empty, and keys that are no text.
    private static readonly Gen<object?> Key = Of("id", "type", "Type", "größe", "", "7", 7, null);

    private static readonly Gen<object?> Value = Gen.OneOf(
        Of(null, true, "a text that is longer than those of which the last one is kept", 3L, DateTimeOffset.UnixEpoch),
        Gen.String[0, 4].Select(static text => (object?)text),
        Gen.Byte.Array[0, 3].Select(static bytes => (object?)bytes));

    private static readonly Gen<(object? Key, object? Value)[]> Pairs = Gen.Select(Key, Value).Array[0, 6];

    // More of them than are indexed, or names of too many bytes for it.
    private static readonly Gen<(object? Key, object? Value)[]> ManyPairs = Gen.OneOf(
        Gen.Select(Of("id", "type", "7"), Value).Array[14, 20],
        Gen.Select(Of("id", new string('n', 255), new string('n', 256), new string('n', 40_000)), Value).Array[1, 4]);

    [TestMethod]
    public void A_property_that_is_asked_for_by_name_is_that_of_the_whole_map() =>
        Gen.Select(Gen.Frequency((3, Pairs), (1, ManyPairs)), Of("id", "type", "größe", "", "7", "none", new string('n', 255), new string('n', 256)).Select(static name => (string)name!).Array[1, 6], Gen.Int[-1, 6]).Sample((pairs, names, materialisedAt) =>
        {
            var map = Encode(pairs);
            var (whole, properties) = (EncodedProperties.Decode(map.Span), Indexed(map));
            for (var i = 0; i < names.Length; i++)
            {
                if (i == materialisedAt)
                {
                    Assert.HasCount(whole.Count, properties);
                }

                if (StoredEvent.TryGetTime(properties, names[i], out var time))
                {
                    Assert.AreEqual(whole[names[i]], time, "a time is that of the whole map");
                }

                var isThere = properties.TryGetValue(names[i], out var value);
                Assert.AreEqual(whole.ContainsKey(names[i]), isThere, names[i]);
                Assert.AreEqual(isThere, properties.ContainsKey(names[i]));
                AssertSame(whole.GetValueOrDefault(names[i]), value);
            }

            CollectionAssert.AreEquivalent(whole.Keys, properties.Keys.ToList());
            Assert.AreSequenceEqual(whole.Select(static pair => pair.Key), properties.Select(static pair => pair.Key));
        });

    [TestMethod]
    public void Properties_are_changed_like_any_dictionary_and_keep_what_was_got_from_them()
    {
        var properties = Indexed(Encode([("id", "a"), ("bytes", new byte[] { 1 })]));
        ((byte[])properties["bytes"])[0] = 2;
        Assert.AreEqual(2, ((byte[])properties["bytes"])[0], "the same array");

        properties["id"] = "b";
        properties.Add("more", 1);
        Assert.IsTrue(properties.Remove("bytes"));
        Assert.IsFalse(properties.Remove("bytes"));
        Assert.ThrowsExactly<ArgumentException>(() => properties.Add("id", "c"));
        Assert.ThrowsExactly<KeyNotFoundException>(() => properties["bytes"]);
        Assert.AreEqual(("b", 1, 2), (properties["id"], properties["more"], properties.Count));
        properties.Clear();
        Assert.IsEmpty(properties);
        Assert.IsFalse(properties.TryGetValue("id", out _));
    }

    [TestMethod]
    public void A_time_is_read_without_an_object_for_it_until_the_properties_are_changed()
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);
        var properties = Indexed(Encode([("id", "a"), ("time", DateTimeOffset.UnixEpoch), ("n", 3L), ("time", time), ("none", null)]));
        Assert.IsTrue(StoredEvent.TryGetTime(properties, "time", out var found));
        Assert.AreEqual(time, found, "the last of several");
        foreach (var other in new[] { "id", "n", "none", "more" })
        {
            Assert.IsFalse(StoredEvent.TryGetTime(properties, other, out _), other);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = StoredEvent.TryGetTime(properties, "time", out _);
        Assert.AreEqual(before, GC.GetAllocatedBytesForCurrentThread());

        properties["time"] = "later";
        Assert.IsFalse(StoredEvent.TryGetTime(properties, "time", out _), "text, as it was changed to");
        Assert.IsFalse(StoredEvent.TryGetTime(new Dictionary<string, object> { ["time"] = time }, "time", out _));
    }

    [TestMethod]
    public void Properties_of_an_event_without_any_are_empty_and_can_be_added_to()
    {
        var properties = new EncodedProperties(default, default);
        Assert.IsFalse(properties.TryGetValue("id", out _));
        properties["id"] = "a";
        Assert.AreEqual("a", properties["id"]);
    }

    [TestMethod]
    public void A_map_with_a_damaged_pair_is_refused_with_its_event_and_not_where_it_is_read()
    {
        byte[] damaged = [0xc1, 6, 2, 0xa1, 1, (byte)'n', 0x3f, 0];
        byte[] list = [0xa1, 1, (byte)'x'];
        foreach (var map in new[] { damaged, list })
        {
            var writer = new AmqpWriter(64);
            writer.WriteSection(AmqpFormat.ApplicationPropertiesSection);
            writer.WriteRaw(map);
            writer.WriteSection(AmqpFormat.DataSection);
            writer.WriteBinary("body"u8);
            var stored = new StoredEvent(new LogRecord(writer.Length, 0, LogRecordFlags.None, 1, 2, 3), writer.Written);
            Assert.ThrowsExactly<MalformedMessageException>(() => stored.Body);
        }
    }

    private static EncodedProperties Indexed(ReadOnlyMemory<byte> map) => new(map, PropertyIndex.Of(map.Span));

    private static Gen<object?> Of(params object?[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static void AssertSame(object? expected, object? actual)
    {
        if (expected is byte[] bytes)
        {
            CollectionAssert.AreEqual(bytes, (byte[]?)actual);
        }
        else
        {
            Assert.AreEqual(expected, actual);
        }
    }

    private static ReadOnlyMemory<byte> Encode((object? Key, object? Value)[] pairs)
    {
        var writer = new AmqpWriter(64);
        var map = writer.Begin(AmqpFormat.Map32);
        foreach (var (key, value) in pairs)
        {
            writer.WriteValue(key);
            writer.WriteValue(value);
        }

        writer.End(map, pairs.Length * 2);
        return writer.Written;
    }
}
