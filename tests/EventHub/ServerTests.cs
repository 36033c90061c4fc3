using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace XbFunctions.EventHub.Tests;

[TestClass]
public sealed class ServerTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    [TestMethod]
    public async Task It_listens_on_both_loopback_addresses_and_answers_health()
    {
        await using var server = await TestServer.StartAsync(configure: static options => options.HealthPort = 0);
        using var http = new HttpClient();
        Assert.AreEqual("{\"status\":\"healthy\"}", await http.GetStringAsync(new Uri($"http://localhost:{server.Server.HealthPort}/health")));
        Assert.AreEqual(HttpStatusCode.NotFound, (await http.GetAsync(new Uri($"http://localhost:{server.Server.HealthPort}/other"))).StatusCode);
        foreach (var address in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback }.Where(static a => a.AddressFamily == AddressFamily.InterNetwork || Socket.OSSupportsIPv6))
        {
            using var socket = new TcpClient(address.AddressFamily);
            await socket.ConnectAsync(address, server.Server.Port);
        }
    }

    [TestMethod]
    public async Task A_taken_port_is_named()
    {
        await using var server = await TestServer.StartAsync();
        await using var hub = await TestHub.OpenAsync();
        var exception = await Assert.ThrowsExactlyAsync<PortInUseException>(() => EventHubServer.StartAsync(
            hub.Broker, new EventHubServerOptions { Port = server.Server.Port }, TimeProvider.System, NullLoggerFactory.Instance));
        Assert.AreEqual(server.Server.Port, exception.Port);
        Assert.Contains($"Port {server.Server.Port} is in use", exception.Message);
    }

    [TestMethod]
    public async Task It_stops_at_once_with_clients_on_it_and_the_port_is_free_again()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = server.NewClient();
        await using var receiver = client.CreateReceiver("$Default", "0", EventPosition.Earliest);
        using var stop = new CancellationTokenSource();
        var reading = receiver.ReadAsync(1, stop.Token);
        using var silent = new TcpClient();
        await silent.ConnectAsync(IPAddress.Loopback, server.Server.Port);
        await client.GetPropertiesAsync();

        var watch = Stopwatch.StartNew();
        await server.Server.DisposeAsync();
        Assert.IsTrue(watch.Elapsed < TimeSpan.FromSeconds(2), $"stopping took {watch.Elapsed}");
        await server.StartAgainAsync();

        await server.Hub.AppendAsync(TestHub.Events(0, 1), partition: 0);
        Assert.AreEqual("event 0", TestHub.Text((await reading.WaitAsync(SafetyNet))[0]));
        await stop.CancelAsync();
    }

    [TestMethod]
    public async Task Clients_that_never_finish_their_handshake_hold_up_no_one()
    {
        await using var server = await TestServer.StartAsync();
        var silent = new List<TcpClient>();
        try
        {
            foreach (var opening in new[] { "", "AMQP", "AMQP\u0003\u0001\0\0", "GET / HTTP/1.1\r\n\r\n" })
            {
                var socket = new TcpClient();
                silent.Add(socket);
                await socket.ConnectAsync(IPAddress.Loopback, server.Server.Port);
                await socket.GetStream().WriteAsync(System.Text.Encoding.Latin1.GetBytes(opening));
            }

            await using var client = server.NewClient();
            Assert.AreEqual(4, (await client.GetPropertiesAsync().WaitAsync(SafetyNet)).PartitionIds.Length);
        }
        finally
        {
            silent.ForEach(static socket => socket.Dispose());
        }
    }

    [TestMethod]
    public async Task Broken_frames_end_their_connection_and_nothing_else()
    {
        await using var server = await TestServer.StartAsync();
        var random = new Random(20261124);
        for (var round = 0; round < 300; round++)
        {
            await ConverseAsync(server.Server.Port, FrameFuzzer.NextConversation(random));
        }

        await using var client = server.NewClient();
        await using var sender = client.CreateSender();
        await sender.SendAsync(TestHub.Events(0, 10)).WaitAsync(SafetyNet);
    }

    [TestMethod]
    public async Task A_frame_of_values_nested_without_end_does_not_bring_the_hub_down()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var frame in FrameFuzzer.DeepFrames())
        {
            await ConverseAsync(server.Server.Port, frame);
        }

        await using var client = server.NewClient();
        await client.GetPropertiesAsync().WaitAsync(SafetyNet);
    }

    /// <summary>Sends bytes and reads until the hub closes: whatever it answers, it must come to an end.</summary>
    private static async Task ConverseAsync(int port, byte[] bytes)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var timeout = new CancellationTokenSource(SafetyNet);
        await socket.ConnectAsync(IPAddress.Loopback, port, timeout.Token);
        try
        {
            await socket.SendAsync(bytes, timeout.Token);
            socket.Shutdown(SocketShutdown.Send);
            var answer = new byte[4096];
            while (await socket.ReceiveAsync(answer, timeout.Token) > 0)
            {
                // Read on.
            }
        }
        catch (SocketException)
        {
            // A reset is an end, too.
        }
    }
}
