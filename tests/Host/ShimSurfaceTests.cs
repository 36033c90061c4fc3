using Azure.Messaging.EventHubs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Hosting;

namespace XbFunctions.Host.Tests;

/// <summary>Holds the names that the local flavour declares against those of Microsoft's packages (worker 2.52, Event Hubs 5.12, Translation 1.0).</summary>
[TestClass]
public sealed class ShimSurfaceTests
{
    [TestMethod]
    public void Every_type_of_the_shim_has_the_members_of_microsofts_and_no_others()
    {
        var declared = ShimTypes().Select(PublicSurface.Describe).ToHashSet(StringComparer.Ordinal);
        var expected = ShimSurface.Types.Select(static row => row.ReplaceLineEndings("\n")).ToHashSet(StringComparer.Ordinal);
        var missing = expected.Except(declared).Order(StringComparer.Ordinal).ToArray();
        var surplus = declared.Except(expected).Order(StringComparer.Ordinal).ToArray();
        Assert.IsTrue(
            missing.Length + surplus.Length == 0,
            $"Expected:\n{string.Join("\n\n", missing)}\n\nDeclared instead:\n{string.Join("\n\n", surplus)}");
    }

    [TestMethod]
    public void What_is_left_out_of_the_shim_is_known()
    {
        var types = ShimTypes().ToDictionary(static type => type.Name);
        foreach (var (type, member) in ShimSurface.LeftOut)
        {
            var present = types.TryGetValue(type, out var found) && (member.Length == 0 || found.GetMember(member).Length > 0);
            Assert.IsFalse(present, $"{type} {member} is declared now: move it to the rows.");
        }
    }

    [TestMethod]
    public void Defaults_are_those_of_microsofts()
    {
        var hub = new EventHubTriggerAttribute("h");
        Assert.AreEqual(("h", null, null, true), (hub.EventHubName, hub.ConsumerGroup, hub.Connection, hub.IsBatched));
        Assert.AreEqual(Cardinality.Many, ((ISupportCardinality)hub).Cardinality);
        var timer = new TimerTriggerAttribute("* * * * * *");
        Assert.AreEqual((true, false), (timer.UseMonitor, timer.RunOnStartup));
        Assert.AreEqual(AuthorizationLevel.Function, new HttpTriggerAttribute().AuthLevel);
        Assert.AreEqual(AuthorizationLevel.Function, new HttpTriggerAttribute("get").AuthLevel);
        Assert.IsNull(new HttpTriggerAttribute().Methods);
        var data = new EventData("x");
        Assert.AreEqual((long.MinValue, default, null), (data.SequenceNumber, data.EnqueuedTime, data.OffsetString));
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 4 }, Enum.GetValues<AuthorizationLevel>().Select(static level => (int)level).ToArray());
    }

    [TestMethod]
    public void Offsets_are_text_and_the_number_is_there_where_it_is_one()
    {
        var received = EventHubsModelFactory.EventData(BinaryData.FromString("x"), partitionKey: "k", sequenceNumber: 7, offsetString: "4294967296");
        Assert.AreEqual(("k", 7L, "4294967296"), (received.PartitionKey, received.SequenceNumber, received.OffsetString));
#pragma warning disable CS0618 // The members that Microsoft gave up, for apps that still have them.
        Assert.AreEqual(4294967296L, received.Offset);
        Assert.AreEqual(long.MinValue, EventHubsModelFactory.EventData(BinaryData.Empty, offsetString: "1:2:3").Offset);
        Assert.AreEqual(long.MinValue, new EventData("x").Offset);
        Assert.AreEqual("5", EventHubsModelFactory.EventData(BinaryData.Empty, offset: 5).OffsetString);
        Assert.IsNull(EventHubsModelFactory.EventData(BinaryData.Empty, offset: long.MinValue).OffsetString);
#pragma warning restore CS0618
        Assert.AreEqual("x", new StreamReader(new EventData("x").BodyAsStream).ReadToEnd());
    }

    [TestMethod]
    public void Two_overloads_make_an_event_and_differ_in_the_offset_alone()
    {
        // So a call that names neither does not compile, as with Microsoft's (CS0121): the name offsetString: is part of the contract.
        var overloads = typeof(EventHubsModelFactory).GetMethods().Where(static method => method.Name == "EventData").ToArray();
        Assert.HasCount(2, overloads);
        CollectionAssert.AreEquivalent(
            new[] { typeof(long), typeof(string) },
            overloads.Select(static method => method.GetParameters().Single(static parameter => parameter.Name is "offset" or "offsetString").ParameterType).ToArray());
        Assert.IsTrue(overloads.All(static method => method.GetParameters().Skip(1).All(static parameter => parameter.IsOptional)));
    }

    [TestMethod]
    public void Retry_attributes_throw_as_microsofts_do()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(static () => new FixedDelayRetryAttribute(1, "soon"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(static () => new FixedDelayRetryAttribute(1, "-00:00:01"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(static () => new ExponentialBackoffRetryAttribute(1, "x", "00:00:01"));
        Assert.ThrowsExactly<ArgumentException>(static () => new ExponentialBackoffRetryAttribute(1, "00:00:02", "00:00:01"));
        Assert.AreEqual(-1, new ExponentialBackoffRetryAttribute(-1, "00:00:01", "00:00:02").MaxRetryCount);
    }

    [TestMethod]
    public void Names_stand_in_microsofts_namespaces()
    {
        Assert.AreEqual("Microsoft.Extensions.Hosting", typeof(MiddlewareWorkerApplicationBuilderExtensions).Namespace);
        Assert.AreEqual("Microsoft.Azure.Functions.Worker.Middleware", typeof(IFunctionsWorkerMiddleware).Namespace);
        Assert.AreEqual("Microsoft.Azure.Functions.Worker.Builder", typeof(FunctionsApplicationBuilderAspNetCoreExtensions).Namespace);
        Assert.AreEqual("Microsoft.Azure.Functions.Worker.Http", typeof(FromBodyAttribute).Namespace);
        var foreign = typeof(FunctionAttribute).Assembly.GetExportedTypes()
            .Where(static type => type.Namespace is not { } name
                || !(name.StartsWith("Microsoft.", StringComparison.Ordinal) || name.StartsWith("Azure.", StringComparison.Ordinal) || name == "XbFunctions.Host"));
        Assert.IsEmpty(foreign.Select(static type => type.FullName));
    }

    private static IEnumerable<Type> ShimTypes() =>
        typeof(FunctionAttribute).Assembly.GetExportedTypes().Where(static type => type.Namespace?.StartsWith("XbFunctions", StringComparison.Ordinal) != true);
}
