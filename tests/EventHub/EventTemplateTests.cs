using System.Text;
using CsCheck;

namespace XbFunctions.EventHub.Tests;

[TestClass]
public sealed class EventTemplateTests
{
    // Ids and keys whose text takes the short form, the long one, and either by what is in it.
    private static readonly Gen<string> Text = Gen.OneOf(Gen.String[Gen.Char.AlphaNumeric, 0, 60], Gen.String[Gen.Char['à', 'ÿ'], 80, 140], Gen.Const(new string('x', 300)));

    private static readonly Gen<(string Name, object Value)[]> Properties = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4]).Select(static (count, idAt) => Enumerable.Range(0, count + 1)
        .Select(index => index == Math.Min(idAt, count) ? ("id", "whatever") : ($"p{index}", (object)(index % 2 == 0 ? index : $"value {index}"))).ToArray());

    [TestMethod]
    public void An_event_of_a_template_is_encoded_as_one_with_its_own_properties() =>
        Gen.Select(Properties, Gen.Select(Text, Text.Null(), Gen.Byte.Array[0, 300]).Array[1, 5]).Sample(static (properties, events) =>
        {
            KeyValuePair<string, object>[] common = [.. properties.Select(static pair => KeyValuePair.Create(pair.Name, pair.Value))];
            var (template, key) = (new EventTemplate("application/json", common, "id"), new EncodedKey());
            HubEvent[] whole = [.. events.Select(item => new HubEvent(item.Item3)
            {
                MessageId = item.Item1,
                PartitionKey = item.Item2,
                ContentType = "application/json",
                Properties = properties.ToDictionary(static pair => pair.Name, pair => pair.Name == "id" ? item.Item1 : pair.Value),
            })];
            using var expected = EncodedEvents.Of(whole, keepsKeys: true);
            using var actual = EncodedEvents.Rent(nextOffset: 0);
            foreach (var (id, partitionKey, body) in events)
            {
                key.Set(partitionKey);
                actual.Add(template, Encoding.UTF8.GetBytes(id), key, body);
            }

            CollectionAssert.AreEqual(expected.Select(HexOf).ToArray(), actual.Select(HexOf).ToArray());
        });

    [TestMethod]
    public void A_template_without_a_property_for_the_id_is_refused() =>
        Assert.ThrowsExactly<ArgumentException>(() => new EventTemplate("application/json", [new("type", "t")], "id"));

    [TestMethod]
    public void A_key_is_placed_by_its_utf8_as_by_its_text() => Text.Sample(static text =>
    {
        var key = new EncodedKey();
        key.Set(text);
        Assert.AreEqual(PartitionKeyHash.Place(text, 32), PartitionKeyHash.PlaceUtf8(key.Utf8, 32));
        var whole = text.Length == 0 ? [] : key.Value.ToArray();
        key.SetUtf8(Encoding.UTF8.GetBytes(text));
        Assert.IsTrue(key.Value.SequenceEqual(whole));
    });

    private static string HexOf(EventSlice slice) =>
        $"{slice.HasPartitionKey} {slice.AnnotationValues} {Convert.ToHexStringLower(slice.Annotations.Span)} {Convert.ToHexStringLower(slice.Rest.Span)}";
}
