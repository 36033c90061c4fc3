using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.EventHub.Tests;

[TestClass]
public sealed class HeartbeatTests
{
    [TestMethod]
    public async Task A_silent_connection_gets_an_empty_frame_at_a_third_of_the_clients_time_out()
    {
        var time = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(time: time, configure: static options => options.IdleTimeout = TimeSpan.FromHours(1));
        using var client = await RawClient.OpenAsync(server.Server.Port, idleMilliseconds: 30_000);
        await client.SendAsync(RawClient.Begin);
        Assert.IsNotNull(await client.ReadUntilAsync(0x11));
        for (var beat = 0; beat < 3; beat++)
        {
            var frame = client.ReadFrameAsync();
            if (beat == 0)
            {
                // Later the clock has run on while a frame was on its way.
                time.Advance(TimeSpan.FromSeconds(9));
                await Task.Yield();
                Assert.IsFalse(frame.IsCompleted);
            }

            await AdvanceUntilAsync(time, frame);
            CollectionAssert.AreEqual(new byte[] { 0, 0, 0, 8, 2, 0, 0, 0 }, await frame);

            // Life from this side, too, or it would be dropped.
            await client.SendAsync([0, 0, 0, 8, 2, 0, 0, 0]);
        }
    }

    [TestMethod]
    public async Task A_client_that_has_fallen_silent_is_dropped_after_twice_the_announced_time_out()
    {
        using var loggers = new RecordingLoggers();
        var time = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(time: time, loggers: loggers, configure: static options => options.IdleTimeout = TimeSpan.FromSeconds(30));
        using var client = await RawClient.OpenAsync(server.Server.Port);

        // Its answer tells that the open before it was read, with which the watch begins.
        await client.SendAsync(RawClient.Begin);
        Assert.IsNotNull(await client.ReadUntilAsync(0x11));
        var end = client.ReadFrameAsync();
        time.Advance(TimeSpan.FromSeconds(59));
        await using var other = server.NewClient();
        await other.GetPropertiesAsync();
        Assert.IsFalse(end.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.IsEmpty(await end);
        Assert.Contains("sent nothing for twice", loggers.Lines.First());
    }

    [TestMethod]
    public async Task A_client_that_never_opens_its_connection_is_dropped_too()
    {
        using var loggers = new RecordingLoggers();
        var time = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(time: time, loggers: loggers, configure: static options => options.IdleTimeout = TimeSpan.FromSeconds(30));
        using var client = await RawClient.ConnectAsync(server.Server.Port);
        await client.SendAsync([.. "AMQP"u8, 0, 1, 0, 0]);

        // The server's own header and open show that it waits for the client's.
        await client.ReadAsync(8);
        await client.ReadFrameAsync();
        var end = client.ReadFrameAsync();
        await AdvanceUntilAsync(time, end);
        Assert.IsEmpty(await end);
    }

    /// <summary>
    /// The clock of the next heartbeat starts when the server has sent the one before, which no one can see: time goes on in small steps, and
    /// not so fast that a frame on a busy machine's socket is hours old when it comes.
    /// </summary>
    private static async Task AdvanceUntilAsync(FakeTimeProvider time, Task task)
    {
        using var net = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!task.IsCompleted && !net.IsCancellationRequested)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(5), net.Token));
        }
    }
}
