using System.Collections;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace XbFunctions.Contracts.Tests;

[TestClass]
public sealed class SchemaTests
{
    private static readonly Type[] Records =
        [.. typeof(IXbEvent).Assembly.GetTypes().Where(static type => type.IsClass && type.IsAssignableTo(typeof(IXbEvent)))];

    public static IEnumerable<object[]> Events => Records.Select(static record => new object[] { record });

    [TestMethod]
    public void Every_event_has_a_schema_and_every_schema_an_event() =>
        CollectionAssert.AreEquivalent(
            Records.Select(static record => $"{TypeOf(record)}.schema.json").ToList(),
            Directory.GetFiles(Folder(), "*.schema.json").Select(Path.GetFileName).ToList());

    [TestMethod]
    [DynamicData(nameof(Events))]
    public void A_schema_has_the_members_of_its_record(Type record)
    {
        var schema = Schema(record);
        Assert.AreEqual(record.Name, (string?)schema["title"]);
        Assert.AreEqual(TypeOf(record), (string?)schema["properties"]!["type"]!["const"]);
        AssertSame(record, schema, IsInbound(record) ? [] : ["type"]);
    }

    [TestMethod]
    [DynamicData(nameof(Events))]
    public void A_schema_shows_a_whole_example_that_its_record_writes_again(Type record)
    {
        var example = Schema(record)["examples"]![0]!;
        CollectionAssert.AreEquivalent(
            Schema(record)["properties"]!.AsObject().Select(static member => member.Key).ToList(),
            example.AsObject().Select(static member => member.Key).ToList());
        var xbEvent = (IXbEvent)example.Deserialize(EventJson.Default.GetTypeInfo(record)!)!;
        Assert.IsTrue(JsonNode.DeepEquals(example, JsonNode.Parse(EventBody.ToUtf8(xbEvent))), Encoding.UTF8.GetString(EventBody.ToUtf8(xbEvent)));
        Assert.IsFalse(EventCheck.Check(xbEvent).IsRefused);
    }

    [TestMethod]
    [DynamicData(nameof(Events))]
    public void An_inbound_example_is_taken_by_both_readings_and_an_outbound_one_by_none(Type record)
    {
        var body = Encoding.UTF8.GetBytes(Schema(record)["examples"]![0]!.ToJsonString());
        var ids = new IdInterner(1_024);
        var fast = PaymentReader.TryRead(body, ids, out _, out _) || ClickReader.TryRead(body, ids, out _, out _);
        Assert.AreEqual(IsInbound(record), fast);
        Assert.AreEqual(IsInbound(record), EventValidation.TryRead(body, null, out var xbEvent, out _));
        Assert.AreEqual(IsInbound(record) ? record : null, xbEvent?.GetType());
    }

    [TestMethod]
    public void The_shapes_of_the_fast_reading_have_the_members_of_the_records()
    {
        foreach (var shape in EventShape.Payments.Concat(EventShape.Clicks))
        {
            var record = Records.Single(record => TypeOf(record) == shape.Type);
            var members = EventMemberCheck.Members(Info(record));
            CollectionAssert.AreEquivalent(
                members.Select(static member => member.Name).Where(static name => name != "type").ToList(),
                EventTexts.Names(shape.Known).ToList(),
                shape.Type);
            CollectionAssert.AreEquivalent(
                members.Where(EventMemberCheck.IsRequired).Select(static member => member.Name).ToList(),
                EventTexts.Names(shape.Required).ToList(),
                shape.Type);
        }
    }

    private static void AssertSame(Type record, JsonNode schema, IEnumerable<string> alsoRequired)
    {
        var members = EventMemberCheck.Members(Info(record));
        CollectionAssert.AreEquivalent(
            members.Select(static member => member.Name).ToList(), schema["properties"]!.AsObject().Select(static member => member.Key).ToList());
        CollectionAssert.AreEquivalent(
            members.Where(EventMemberCheck.IsRequired).Select(static member => member.Name).Concat(alsoRequired).ToList(),
            schema["required"]!.AsArray().Select(static name => (string)name!).ToList());
        foreach (var member in members.Where(static member => member.Name != "type"))
        {
            AssertSameType(Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType, schema["properties"]![member.Name]!, member.Name);
        }
    }

    private static void AssertSameType(Type type, JsonNode schema, string member)
    {
        Assert.AreEqual(JsonTypeOf(type), (string?)schema["type"], member);
        Assert.IsFalse(string.IsNullOrEmpty((string?)schema["description"]), member);
        if (type.IsEnum)
        {
            var names = Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName).ToList();
            CollectionAssert.AreEqual(names, schema["enum"]!.AsArray().Select(static name => (string)name!).ToList(), member);
        }
        else if (type.IsGenericType)
        {
            AssertSameType(type.GetGenericArguments()[0], schema["items"]!, member);
        }
        else if ((string?)schema["type"] == "object")
        {
            AssertSame(type, schema, []);
        }
    }

    private static string JsonTypeOf(Type type) => type switch
    {
        _ when type == typeof(bool) => "boolean",
        _ when type == typeof(int) || type == typeof(long) => "integer",
        _ when type == typeof(double) || type == typeof(decimal) => "number",
        _ when type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)) => "array",
        _ when type.IsClass && type != typeof(string) => "object",
        _ => "string",
    };

    private static bool IsInbound(Type record) => EventShape.Payments.Concat(EventShape.Clicks).Any(shape => shape.Type == TypeOf(record));

    // The type is a constant of the record, so that an object without its values has it.
    private static string TypeOf(Type record) => ((IXbEvent)RuntimeHelpers.GetUninitializedObject(record)).Type;

    private static JsonTypeInfo Info(Type record) => EventJson.Default.GetTypeInfo(record)!;

    private static JsonNode Schema(Type record) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), $"{TypeOf(record)}.schema.json")))!;

    private static string Folder() => Path.Combine(AppContext.BaseDirectory, "schemas");
}
