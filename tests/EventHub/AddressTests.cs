namespace XbFunctions.EventHub.Tests;

[TestClass]
public sealed class AddressTests
{
    [TestMethod]
    [DataRow("payments", "payments", null, null)]
    [DataRow("/payments", "payments", null, null)]
    [DataRow("amqps://host:5671/payments/Partitions/3", "payments", null, "3")]
    [DataRow("payments/consumergroups/$Default/PARTITIONS/0", "payments", "$Default", "0")]
    [DataRow("$cbs", "$cbs", null, null)]
    [DataRow("payments/$management", "$management", null, null)]
    public void Addresses_are_taken_apart(string text, string node, string? group, string? partition) =>
        Assert.AreEqual(new EntityAddress(node, group, partition), EntityAddress.Parse(text));

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("payments/Publishers/x")]
    [DataRow("payments/ConsumerGroups/$Default")]
    [DataRow("a/b/c/d/e/f")]
    public void Other_addresses_are_refused(string? text) => Assert.IsNull(EntityAddress.Parse(text));

    [TestMethod]
    [DataRow("amqp.annotation.x-opt-offset > '-1'", "Earliest > 0")]
    [DataRow("amqp.annotation.x-opt-offset > @latest", "Latest > 0")]
    [DataRow("amqp.annotation.x-opt-offset >= '1024'", "Offset >= 1024")]
    [DataRow("amqp.annotation.x-opt-sequence-number >= 12", "Sequence >= 12")]
    [DataRow("amqp.annotation.x-opt-enqueued-time > '1700000000000'", "EnqueuedTime > 1700000000000")]
    public void Filters_are_read_quoted_or_not(string text, string expected)
    {
        Assert.IsTrue(PositionFilter.TryParse(text, out var position));
        Assert.AreEqual(expected, position.ToString());
    }

    [TestMethod]
    [DataRow("amqp.annotation.x-opt-offset < '5'")]
    [DataRow("amqp.annotation.x-opt-sequence-number > '@latest'")]
    [DataRow("amqp.annotation.x-opt-offset > 'five'")]
    [DataRow("x-opt-offset > 5")]
    [DataRow(null)]
    public void Other_filters_are_refused(string? text) => Assert.IsFalse(PositionFilter.TryParse(text, out _));
}
