using System.Runtime.InteropServices;
using Azure.Messaging.EventHubs;

namespace XbFunctions.Host.Tests;

[TestClass]
public sealed class EventMemoryTests
{
    [TestMethod]
    public async Task What_a_function_releases_is_read_over_by_the_next_batch()
    {
        await using var app = await TestApp.StartAsync(typeof(MemoryFunction));
        await NextAsync(app, "one");
        var second = await NextAsync(app, "two");
        var memory = ArrayOf(second);
        var third = await NextAsync(app, "three");
        Assert.AreSame(memory, ArrayOf(third));
        Assert.AreSame(second, third);
        Assert.AreEqual("three", third.EventBody.ToString());
    }

    [TestMethod]
    public async Task What_a_function_does_not_release_stays()
    {
        await using var app = await TestApp.StartAsync(typeof(MemoryFunction));
        await NextAsync(app, "one");
        var kept = await NextAsync(app, "keep");
        await NextAsync(app, "other");
        await NextAsync(app, "others");
        Assert.AreEqual("keep", Text(kept));
    }

    [TestMethod]
    public async Task What_a_failed_invocation_released_stays()
    {
        await using var app = await TestApp.StartAsync(typeof(MemoryFunction));
        app.Probe.Fail = static body => body == "fail" ? new InvalidOperationException("no") : null;
        await NextAsync(app, "one");
        var failed = await NextAsync(app, "fail");
        await NextAsync(app, "next");
        await NextAsync(app, "last");
        Assert.AreEqual("fail", Text(failed));
    }

    private static async Task<EventData> NextAsync(TestApp app, string body)
    {
        await app.AppendAsync(0, body);
        var events = await app.Probe.NextAsync<EventData[]>();
        Assert.HasCount(1, events);
        return events[0];
    }

    private static string Text(EventData data) => System.Text.Encoding.UTF8.GetString(data.Body.Span);

    private static byte[] ArrayOf(EventData data) => MemoryMarshal.TryGetArray(data.Body, out var body) ? body.Array! : throw new AssertFailedException("The body is in no array.");
}
