using System.Collections.Concurrent;
using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace XbFunctions.EventHub.Tests;

/// <summary>AMQPNetLite's own client, used directly: the second client, beside the JavaScript one, that knows nothing of our code.</summary>
internal static class NetLite
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);
    private static int _names;

    /// <summary>Connects without rights, or with the key as a SASL password.</summary>
    public static Task<Connection> ConnectAsync(TestServer server, bool withKey = false) => new ConnectionFactory().CreateAsync(withKey
        ? new Address("localhost", server.Server.Port, EventHubServerOptions.DefaultKeyName, EventHubServerOptions.DefaultKey, "/", "amqp")
        : new Address("localhost", server.Server.Port, "", "", "/", "amqp"));

    public static async Task<(int Status, string Description)> PutTokenAsync(Connection connection, string type, string token)
    {
        var session = new Session(connection);
        var sender = new SenderLink(session, $"cbs-sender-{NextName()}", "$cbs");
        var receiver = new ReceiverLink(session, $"cbs-receiver-{NextName()}", new Attach { Source = new Source { Address = "$cbs" }, Target = new Target { Address = "me" } }, null);
        var request = new Message(token)
        {
            Properties = new Properties { MessageId = "1", ReplyTo = "me" },
            ApplicationProperties = new ApplicationProperties { ["operation"] = "put-token", ["type"] = type, ["name"] = "sb://localhost/orders" },
        };
        await sender.SendAsync(request).WaitAsync(SafetyNet);
        var answer = await receiver.ReceiveAsync(SafetyNet);
        receiver.Accept(answer);
        await session.CloseAsync();
        Assert.AreEqual("1", answer.Properties.CorrelationId);
        return ((int)answer.ApplicationProperties["status-code"], (string)answer.ApplicationProperties["status-description"]);
    }

    public static SenderLink NewSender(Connection connection, string address) => new(new Session(connection), $"sender-{NextName()}", address);

    /// <summary>Opens a receiver and waits until the hub has taken it.</summary>
    public static async Task<ReceiverLink> OpenReceiverAsync(Connection connection, string address, string? filter = null, long? epoch = null)
    {
        var (link, attached, closed) = Attach(connection, address, filter, epoch);
        var first = await Task.WhenAny(attached, closed).WaitAsync(SafetyNet);
        if (first == closed)
        {
            Assert.Fail($"{address} was refused: {(await closed)?.Description}");
        }

        return link;
    }

    public static async Task ExpectRefusedAsync(Connection connection, string address, string condition, string? filter = null, long? epoch = null)
    {
        var (_, attached, closed) = Attach(connection, address, filter, epoch);
        var first = await Task.WhenAny(attached, closed).WaitAsync(SafetyNet);
        Assert.AreSame(closed, first, $"{address} was opened");
        Assert.AreEqual(condition, (string)(await closed)!.Condition);
    }

    public static Task<Error?> WhenClosed(Link link)
    {
        var closed = new TaskCompletionSource<Error?>(TaskCreationOptions.RunContinuationsAsynchronously);
        link.AddClosedCallback((_, error) => closed.TrySetResult(error));
        return closed.Task;
    }

    /// <summary>Receives a number of messages.</summary>
    public static async Task<List<Message>> ReceiveAsync(ReceiverLink link, int count)
    {
        var received = new BlockingCollection<Message>();
        link.Start(200, (_, message) =>
        {
            link.Accept(message);
            received.Add(message);
        });
        return await Task.Run(() => Enumerable.Range(0, count)
            .Select(_ => received.TryTake(out var message, SafetyNet) ? message : throw new AssertFailedException("Too few events came.")).ToList());
    }

    public static long SequenceOf(Message message) => (long)message.MessageAnnotations[new Symbol("x-opt-sequence-number")];

    private static int NextName() => Interlocked.Increment(ref _names);

    private static (ReceiverLink Link, Task Attached, Task<Error?> Closed) Attach(Connection connection, string address, string? filter, long? epoch)
    {
        var source = new Source { Address = address };
        if (filter is not null)
        {
            source.FilterSet = new Map { [new Symbol("apache.org:selector-filter:string")] = new DescribedValue(new Symbol("apache.org:selector-filter:string"), filter) };
        }

        var attach = new Attach { Source = source, Target = new Target() };
        if (epoch is { } level)
        {
            attach.Properties = new Fields { [new Symbol("com.microsoft:epoch")] = level };
        }

        var attached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var link = new ReceiverLink(new Session(connection), $"receiver-{NextName()}", attach, (_, answer) =>
        {
            if (answer.Source is not null)
            {
                attached.TrySetResult();
            }
        });
        return (link, attached.Task, WhenClosed(link));
    }
}
