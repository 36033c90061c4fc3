using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.EventHub.Tests;

/// <summary>Pins the bytes drawn in docs/formats/hub-log.md: files of today must be readable tomorrow.</summary>
[TestClass]
public sealed class LogFormatTests
{
    /// <summary>Header, head of the record, payload. The two checksums were computed by a bitwise CRC-32C in another language.</summary>
    private const string Golden =
        "58424855424c4f470100000085cdd22c00000000000000000000000000000000ffffffffffffffff000000000000008000000000000000000000000000000000"
        + "a7000000c7ce2f4900000000000000000000000000000000000000000068e5cf8b010000"
        + "005372d10000006d00000008a315782d6f70742d73657175656e63652d6e756d626572810000000000000000a30c782d6f70742d6f6666736574a10130a31378"
        + "2d6f70742d656e7175657565642d74696d65830000018bcfe56800a313782d6f70742d706172746974696f6e2d6b6579a1036b6579005373d00000000d000000"
        + "06a10269644040404040005374d10000000c00000002a1016e7100000007005375a004626f6479";

    [TestMethod]
    public async Task A_segment_file_has_the_bytes_that_are_documented()
    {
        await using var hub = await TestHub.OpenAsync(true, time: new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000)));
        await hub.Hub.AppendAsync([TestHub.Event("body") with { MessageId = "id", Properties = new Dictionary<string, object> { ["n"] = 7 } }], "key");
        await hub.CloseAsync();
        Assert.AreEqual(Golden, Convert.ToHexStringLower(await File.ReadAllBytesAsync(hub.LogFiles()[0])));
    }

    [TestMethod]
    public async Task A_segment_file_of_version_1_is_read()
    {
        await using var hub = await TestHub.OpenAsync(true, time: new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000)));
        await hub.CloseAsync();
        await File.WriteAllBytesAsync(hub.LogFiles()[0], Convert.FromHexString(Golden));
        await hub.ReopenAsync();
        var stored = hub.ReadAll().Single();
        Assert.AreEqual(
            ("body", "id", 7, "key", 0L, "0", 1_700_000_000_000L),
            (TestHub.Text(stored), stored.MessageId, stored.Properties["n"], stored.PartitionKey, stored.SequenceNumber, stored.Offset, stored.EnqueuedMilliseconds));
    }
}
