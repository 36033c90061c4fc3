using System.Text;
using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace XbFunctions.EventHub.Tests;

/// <summary>The main rows of the conformance list once more, by AMQPNetLite's own client.</summary>
[TestClass]
public sealed class NetLiteClientTests
{
    private const string First = "orders/ConsumerGroups/$Default/Partitions/0";
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    [TestMethod]
    public async Task A_message_comes_back_as_it_was_sent_with_the_annotations_of_the_hub()
    {
        await using var server = await TestServer.StartAsync(partitions: 1);
        var connection = await NetLite.ConnectAsync(server, withKey: true);
        await NetLite.NewSender(connection, "orders").SendAsync(new Message
        {
            Properties = new Properties { MessageId = "m", ContentType = "text/plain", Subject = "s" },
            ApplicationProperties = new ApplicationProperties { ["n"] = 7 },
            MessageAnnotations = new MessageAnnotations { [new Symbol("x-opt-partition-key")] = "a", [new Symbol("own")] = "kept" },
            BodySection = new Data { Binary = Encoding.UTF8.GetBytes("hello") },
        }).WaitAsync(SafetyNet);

        var message = (await NetLite.ReceiveAsync(await NetLite.OpenReceiverAsync(connection, First), 1)).Single();

        Assert.AreEqual(("m", "text/plain", "s", 7), (message.Properties.MessageId, (string)message.Properties.ContentType, message.Properties.Subject, message.ApplicationProperties["n"]));
        Assert.AreEqual("hello", Encoding.UTF8.GetString((byte[])message.Body));
        var annotations = message.MessageAnnotations;
        Assert.AreEqual((0L, "0", "a", "kept"), (NetLite.SequenceOf(message), annotations[new Symbol("x-opt-offset")], annotations[new Symbol("x-opt-partition-key")], annotations[new Symbol("own")]));
        Assert.IsInstanceOfType<DateTime>(annotations[new Symbol("x-opt-enqueued-time")]);
        await connection.CloseAsync();
    }

    [TestMethod]
    [DataRow("a", 0, 0, 4, 28)]
    [DataRow("device-42", 0, 0, 4, 12)]
    [DataRow("abcdefghijkl", 1, 1, 5, 5)]
    [DataRow("abcdefghijklm", 1, 3, 7, 15)]
    [DataRow("7149583486996073602", 1, 1, 1, 17)]
    [DataRow("x*128", 0, 0, 0, 8)]
    public async Task A_keyed_message_lands_where_the_service_puts_it(string key, params int[] expected)
    {
        key = key == "x*128" ? new string('x', 128) : key;
        foreach (var (count, index) in new[] { 2, 4, 8, 32 }.Zip(expected))
        {
            await using var server = await TestServer.StartAsync(partitions: count);
            var connection = await NetLite.ConnectAsync(server, withKey: true);
            await NetLite.NewSender(connection, "orders").SendAsync(new Message
            {
                MessageAnnotations = new MessageAnnotations { [new Symbol("x-opt-partition-key")] = key },
                BodySection = new Data { Binary = [1] },
            }).WaitAsync(SafetyNet);
            Assert.AreEqual(0, server.Hub.Partitions[index].Properties.LastSequenceNumber, $"{key} of {count}");
            await connection.CloseAsync();
        }
    }

    [TestMethod]
    [DataRow(null, 0)]
    [DataRow("amqp.annotation.x-opt-offset > '-1'", 0)]
    [DataRow("amqp.annotation.x-opt-offset >= '@latest'", 9)]
    [DataRow("amqp.annotation.x-opt-sequence-number > 3", 4)]
    [DataRow("amqp.annotation.x-opt-sequence-number >= '3'", 3)]
    [DataRow("amqp.annotation.x-opt-offset > '{offset}'", 6)]
    [DataRow("amqp.annotation.x-opt-offset >= {offset}", 5)]
    [DataRow("amqp.annotation.x-opt-enqueued-time >= '{time}'", 5)]
    [DataRow("amqp.annotation.x-opt-enqueued-time > {time}", 6)]
    public async Task Every_position_starts_where_it_says(string? filter, int expected)
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20_000));
        await using var server = await TestServer.StartAsync(partitions: 1, time: time, brokerTime: time);
        for (var number = 0; number < 10; number++)
        {
            await server.Hub.AppendAsync(TestHub.Events(number, 1));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        server.Hub.Partitions[0].TryRead(5, 1, out var fifth);
        filter = filter?.Replace("{offset}", fifth[0].Offset, StringComparison.Ordinal).Replace("{time}", $"{fifth[0].EnqueuedAt.ToUnixTimeMilliseconds()}", StringComparison.Ordinal);
        var connection = await NetLite.ConnectAsync(server, withKey: true);
        Assert.AreEqual(expected, NetLite.SequenceOf((await NetLite.ReceiveAsync(await NetLite.OpenReceiverAsync(connection, First, filter), 1)).Single()));
        await connection.CloseAsync();
    }

    [TestMethod]
    public async Task Latest_brings_only_what_comes_behind_it()
    {
        await using var server = await TestServer.StartAsync(partitions: 1);
        await server.Hub.AppendAsync(TestHub.Events(0, 5));
        var connection = await NetLite.ConnectAsync(server, withKey: true);
        var link = await NetLite.OpenReceiverAsync(connection, First, "amqp.annotation.x-opt-offset > '@latest'");
        var receiving = NetLite.ReceiveAsync(link, 1);
        await server.Hub.AppendAsync(TestHub.Events(5, 1));
        Assert.AreEqual(5, NetLite.SequenceOf((await receiving).Single()));
        await connection.CloseAsync();
    }

    [TestMethod]
    [DataRow("nowhere/ConsumerGroups/$Default/Partitions/0", null, "amqp:not-found")]
    [DataRow("orders/ConsumerGroups/nobody/Partitions/0", null, "amqp:not-found")]
    [DataRow("orders/ConsumerGroups/$Default/Partitions/9", null, "com.microsoft:argument-out-of-range")]
    [DataRow(First, "amqp.annotation.x-opt-offset < '5'", "com.microsoft:argument-error")]
    public async Task What_cannot_be_received_is_refused_with_its_condition(string address, string? filter, string condition)
    {
        await using var server = await TestServer.StartAsync(partitions: 1);
        var connection = await NetLite.ConnectAsync(server, withKey: true);
        await NetLite.ExpectRefusedAsync(connection, address, condition, filter);
        await connection.CloseAsync();
    }

    [TestMethod]
    public async Task Owner_levels_displace_equal_and_lower_ones_and_a_sixth_reader_is_refused()
    {
        await using var server = await TestServer.StartAsync(partitions: 1);
        var connection = await NetLite.ConnectAsync(server, withKey: true);
        for (var reader = 0; reader < 5; reader++)
        {
            await NetLite.OpenReceiverAsync(connection, First);
        }

        await NetLite.ExpectRefusedAsync(connection, First, ErrorCode.ResourceLimitExceeded);
        var zero = NetLite.WhenClosed(await NetLite.OpenReceiverAsync(connection, First, epoch: 0));
        await NetLite.ExpectRefusedAsync(connection, First, ErrorCode.Stolen);
        var again = NetLite.WhenClosed(await NetLite.OpenReceiverAsync(connection, First, epoch: 0));
        Assert.AreEqual(ErrorCode.Stolen, (string)(await zero.WaitAsync(SafetyNet))!.Condition);
        await NetLite.OpenReceiverAsync(connection, First, epoch: 3);
        Assert.AreEqual(ErrorCode.Stolen, (string)(await again.WaitAsync(SafetyNet))!.Condition);
        await NetLite.ExpectRefusedAsync(connection, First, ErrorCode.Stolen, epoch: 2);
        await NetLite.OpenReceiverAsync(connection, "orders/ConsumerGroups/second/Partitions/0", epoch: 1);
        await connection.CloseAsync();
    }
}
