using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Amqp;
using Amqp.Framing;

namespace XbFunctions.EventHub.Tests;

/// <summary>Credit and back-pressure, on a bare AMQP link with the key as a SASL password.</summary>
[TestClass]
public sealed class FlowTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    [TestMethod]
    public async Task No_more_is_sent_than_there_is_credit_for_also_when_credit_is_told_twice()
    {
        await using var server = await TestServer.StartAsync(partitions: 1);
        var connection = await ConnectAsync(server);
        var (link, received) = Attach(connection);

        link.SetCredit(10, CreditMode.Manual);
        await server.Hub.AppendAsync(TestHub.Events(0, 3));
        Assert.IsTrue(SpinWait.SpinUntil(() => received.Count == 3, SafetyNet));

        // Adds nothing, and says the same credit again.
        link.SetCredit(0, CreditMode.Manual);
        await using var client = server.NewClient();
        await client.GetPropertiesAsync();
        await server.Hub.AppendAsync(TestHub.Events(3, 97));
        Assert.IsTrue(SpinWait.SpinUntil(() => received.Count >= 10, SafetyNet));
        link.SetCredit(5, CreditMode.Manual);
        Assert.IsTrue(SpinWait.SpinUntil(() => received.Count >= 15, SafetyNet));

        // With more credit than that, the rest would have gone out in the same breath.
        await client.GetPropertiesAsync();
        Assert.AreEqual(15, received.Count);
        await connection.CloseAsync();
    }

    [TestMethod]
    public async Task A_drain_is_answered_when_there_is_nothing_to_send()
    {
        await using var server = await TestServer.StartAsync(partitions: 1);
        await server.Hub.AppendAsync(TestHub.Events(0, 3));
        var connection = await ConnectAsync(server);
        var (link, received) = Attach(connection);
        link.SetCredit(10, CreditMode.Manual);
        Assert.IsTrue(SpinWait.SpinUntil(() => received.Count == 3, SafetyNet));

        link.SetCredit(10, CreditMode.Drain);
        Assert.IsTrue(SpinWait.SpinUntil(() => !IsDraining(link), SafetyNet), "the drain was not answered");

        // The seven that were left are gone: of three events only one has credit.
        await server.Hub.AppendAsync(TestHub.Events(3, 3));
        link.SetCredit(1, CreditMode.Manual);
        Assert.IsTrue(SpinWait.SpinUntil(() => received.Count == 4, SafetyNet));
        await using var client = server.NewClient();
        await client.GetPropertiesAsync();
        Assert.AreEqual(4, received.Count);
        await connection.CloseAsync();
    }

    [TestMethod]
    public async Task A_reader_that_does_not_read_is_not_sent_more_than_a_few_megabytes()
    {
        await using var server = await TestServer.StartAsync(isDurable: true, partitions: 1, configureBroker: static options => options.TailBytes = 0);
        for (var count = 0; count < 40; count++)
        {
            await server.Hub.AppendAsync([new HubEvent(new byte[1_000_000])]);
        }

        var connection = await ConnectAsync(server);
        var (link, received) = Attach(connection, out var mayRead);
        link.SetCredit(1_000, CreditMode.Manual);
        var gate = server.Server.Clients.Single().Gate;
        Assert.IsTrue(SpinWait.SpinUntil(() => gate.IsHolding, SafetyNet));
        Assert.IsTrue(gate.Pending < (2 << 20) + 1_100_000, $"{gate.Pending} bytes wait for a reader that does not read");

        mayRead.Set();
        Assert.IsTrue(SpinWait.SpinUntil(() => received.Count == 40, SafetyNet));
        await connection.CloseAsync();
        mayRead.Dispose();
    }

    [TestMethod]
    public async Task Many_readers_on_one_connection_share_one_bound()
    {
        await using var server = await TestServer.StartAsync(isDurable: true, partitions: 8, configureBroker: static options => options.TailBytes = 0);
        for (var count = 0; count < 80; count++)
        {
            await server.Hub.AppendAsync([new HubEvent(new byte[1_000_000])], partition: count % 8);
        }

        var connection = await ConnectAsync(server);
        var mayRead = new ManualResetEventSlim();
        var received = new ConcurrentQueue<Message>();
        var links = Enumerable.Range(0, 8).Select(partition => AttachTo(connection, $"{partition}", received, mayRead)).ToArray();
        Array.ForEach(links, static link => link.SetCredit(1_000, CreditMode.Manual));
        var gate = server.Server.Clients.Single().Gate;
        Assert.IsTrue(SpinWait.SpinUntil(() => gate.IsHolding, SafetyNet));
        Assert.IsTrue(gate.Pending < (2 << 20) + 1_100_000, $"{gate.Pending} bytes wait for readers that do not read");

        mayRead.Set();
        Assert.IsTrue(SpinWait.SpinUntil(() => received.Count == 80, SafetyNet));
        await connection.CloseAsync();
        mayRead.Dispose();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "drain")]
    private static extern ref bool IsDraining(ReceiverLink link);

    private static async Task<Connection> ConnectAsync(TestServer server)
    {
        var factory = new ConnectionFactory();
        var address = new Address("localhost", server.Server.Port, EventHubServerOptions.DefaultKeyName, EventHubServerOptions.DefaultKey, "/", "amqp");
        return await factory.CreateAsync(address);
    }

    private static (ReceiverLink Link, ConcurrentQueue<Message> Received) Attach(Connection connection)
    {
        var attached = Attach(connection, out var mayRead);
        mayRead.Set();
        return attached;
    }

    private static (ReceiverLink Link, ConcurrentQueue<Message> Received) Attach(Connection connection, out ManualResetEventSlim mayRead)
    {
        var received = new ConcurrentQueue<Message>();
        mayRead = new ManualResetEventSlim();
        return (AttachTo(connection, "0", received, mayRead), received);
    }

    private static ReceiverLink AttachTo(Connection connection, string partition, ConcurrentQueue<Message> received, ManualResetEventSlim mayRead)
    {
        var attach = new Attach
        {
            Source = new Source { Address = $"orders/ConsumerGroups/$Default/Partitions/{partition}" },
            Target = new Target(),
            SndSettleMode = SenderSettleMode.Settled,
        };
        var link = new ReceiverLink(new Session(connection), $"receiver-{partition}", attach, null);
        link.Start(0, (_, message) =>
        {
            mayRead.Wait(SafetyNet);
            received.Enqueue(message);
        });
        return link;
    }
}
