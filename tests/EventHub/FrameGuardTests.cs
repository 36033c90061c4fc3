namespace XbFunctions.EventHub.Tests;

/// <summary>What a client may send: limits hold while a delivery comes in, and what breaks a rule ends with its reason.</summary>
[TestClass]
public sealed class FrameGuardTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    [TestMethod]
    public async Task A_delivery_without_an_end_is_cut_off_at_twice_the_limit_and_says_why()
    {
        using var loggers = new RecordingLoggers();
        await using var server = await TestServer.StartAsync(partitions: 1, configure: static options => options.MaxMessageSize = 100_000, loggers: loggers);
        using var client = await OpenSenderAsync(server);
        var transport = server.Server.Clients.Single();
        var most = 0L;
        var sending = Task.Run(async () =>
        {
            try
            {
                for (var frame = 0; frame < 2_000; frame++)
                {
                    await client.SendAsync(RawClient.Transfer(new byte[50_000], frame == 0 ? 0u : null, hasMore: true));
                    most = Math.Max(most, transport.AssembledBytes);
                }
            }
            catch (System.Net.Sockets.SocketException)
            {
                // Closed, as it should be.
            }
        });

        Assert.Contains("amqp:link:message-size-exceeded", await client.ReadCloseAsync());
        await sending.WaitAsync(SafetyNet);
        Assert.IsTrue(most <= 300_000, $"{most} bytes were assembled");
        Assert.Contains("100000 are allowed", loggers.Lines.Single());
        await AssertAliveAsync(server);
    }

    [TestMethod]
    public async Task An_aborted_delivery_is_not_stored()
    {
        await using var server = await TestServer.StartAsync(partitions: 1);
        using var client = await OpenSenderAsync(server);
        await client.SendAsync(RawClient.Transfer(RawClient.Message("gone"), 0, hasMore: true));
        await client.SendAsync(RawClient.Transfer([], null, hasMore: true, isAborted: true));
        await client.SendAsync(RawClient.Transfer(RawClient.Message("gone, too"), 1, isAborted: true));
        await client.SendAsync(RawClient.Transfer(RawClient.Message("kept"), 2));
        await server.Hub.Partitions[0].ReadAsync(0, 1).AsTask().WaitAsync(SafetyNet);
        Assert.AreEqual("kept", TestHub.Text(Read(server).Single()));
    }

    [TestMethod]
    [DataRow(null, "without a delivery-id", DisplayName = "A delivery without an id is refused, not taken for more of the last one")]
    [DataRow(0u, "follows delivery 0", DisplayName = "A delivery whose id was used before is refused, not taken for more of the last one")]
    public async Task A_delivery_that_is_none_is_refused(uint? id, string reason)
    {
        await using var server = await TestServer.StartAsync(partitions: 1);
        using var client = await OpenSenderAsync(server);
        await client.SendAsync(RawClient.Transfer(RawClient.Message("once"), 0));
        await client.SendAsync(RawClient.Transfer(RawClient.Message("again"), id));
        Assert.Contains(reason, await client.ReadCloseAsync());
        Assert.AreEqual("once", TestHub.Text(Read(server).Single()));
    }

    [TestMethod]
    public async Task A_delivery_that_begins_within_another_is_refused()
    {
        await using var server = await TestServer.StartAsync(partitions: 1);
        using var client = await OpenSenderAsync(server);
        await client.SendAsync(RawClient.Transfer(RawClient.Message("first"), 0, hasMore: true));
        await client.SendAsync(RawClient.Transfer(RawClient.Message("second"), 1));
        Assert.Contains("before delivery 0 of its link has ended", await client.ReadCloseAsync());
        Assert.IsEmpty(Read(server));
    }

    [TestMethod]
    public async Task A_frame_size_no_transfer_fits_in_is_refused()
    {
        await using var server = await TestServer.StartAsync(partitions: 1);
        using var client = await RawClient.OpenAsync(server.Server.Port);
        await client.SendAsync(RawClient.Open(maxFrameSize: 16));
        Assert.Contains("max-frame-size is 16", await client.ReadCloseAsync());
    }

    [TestMethod]
    [DataRow("$cbs")]
    [DataRow("$management")]
    public async Task A_request_nested_without_end_does_not_bring_the_hub_down(string node)
    {
        await using var server = await TestServer.StartAsync(partitions: 1);
        using var client = await RawClient.OpenAsync(server.Server.Port);
        await client.SendAsync([.. RawClient.Begin, .. RawClient.AttachSender(node)]);

        // As many levels as go into the largest message, in frames of the largest size.
        byte[] message = [0, 0x53, 0x77, .. FrameFuzzer.NestedLists(1_000_000)];
        for (var at = 0; at < message.Length; at += 60_000)
        {
            var end = Math.Min(message.Length, at + 60_000);
            await client.SendAsync(RawClient.Transfer(message[at..end], at == 0 ? 0u : null, hasMore: end < message.Length));
        }

        await client.ReadUntilAsync(0x15);
        await client.SendAsync(RawClient.Transfer([0, 0x53, 0x77, .. FrameFuzzer.NestedLists(40_000)], 1));
        Assert.IsNotNull(await client.ReadUntilAsync(0x15));
        await AssertAliveAsync(server);
    }

    [TestMethod]
    public async Task Changed_frames_of_a_client_with_rights_end_its_connection_at_most()
    {
        using var loggers = new RecordingLoggers();
        await using var server = await TestServer.StartAsync(partitions: 2, loggers: loggers);
        await server.Hub.AppendAsync(TestHub.Events(0, 50), partition: 0);
        var random = new Random(20261126);
        var unobserved = 0;
        EventHandler<UnobservedTaskExceptionEventArgs> count = (_, _) => Interlocked.Increment(ref unobserved);
        TaskScheduler.UnobservedTaskException += count;
        for (var round = 0; round < 150; round++)
        {
            using var client = await RawClient.OpenAsync(server.Server.Port);
            byte[][] frames =
            [
                [.. RawClient.Begin],
                round % 2 == 0 ? RawClient.AttachSender("orders/Partitions/1") : RawClient.AttachReceiver("orders/ConsumerGroups/$Default/Partitions/0"),
                RawClient.Flow((uint)random.Next(1, 100)),
                RawClient.Transfer(RawClient.Message("event"), 0),
                RawClient.Transfer(RawClient.Message("event"), 1, hasMore: true),
            ];
            var changed = frames[random.Next(frames.Length)];
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                changed[random.Next(8, changed.Length)] = (byte)random.Next(256);
            }

            await SendAllAsync(client, [.. frames.SelectMany(static frame => frame)]);
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= count;
        Assert.AreEqual(0, unobserved);
        Assert.IsFalse(loggers.Lines.Any(static line => line.Contains("Object reference", StringComparison.Ordinal)), string.Join('\n', loggers.Lines));
        await AssertAliveAsync(server);
    }

    private static async Task SendAllAsync(RawClient client, byte[] conversation)
    {
        try
        {
            await client.SendAsync(conversation);
            client.EndSending();
            while ((await client.ReadFrameAsync()).Length > 0)
            {
                // Whatever it answers, it must come to an end.
            }
        }
        catch (System.Net.Sockets.SocketException)
        {
            // A reset is an end, too.
        }
    }

    private static async Task<RawClient> OpenSenderAsync(TestServer server)
    {
        var client = await RawClient.OpenAsync(server.Server.Port);
        await client.SendAsync([.. RawClient.Begin, .. RawClient.AttachSender("orders/Partitions/0")]);
        Assert.IsNotNull(await client.ReadUntilAsync(0x13));
        return client;
    }

    private static IReadOnlyList<StoredEvent> Read(TestServer server)
    {
        server.Hub.Partitions[0].TryRead(0, 100, out var events);
        return events;
    }

    private static async Task AssertAliveAsync(TestServer server)
    {
        await using var client = server.NewClient();
        await using var sender = client.CreateSender();
        await sender.SendAsync(TestHub.Events(0, 3)).WaitAsync(SafetyNet);
    }
}
