using Amqp;
using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.EventHub.Tests;

/// <summary>Tokens on <c>$cbs</c>, by AMQPNetLite's own client.</summary>
[TestClass]
public sealed class ClaimTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddDays(20_000);

    [TestMethod]
    public async Task A_link_is_closed_when_its_token_expires_and_stays_open_when_a_new_one_was_put()
    {
        var time = new FakeTimeProvider(Start);
        await using var server = await TestServer.StartAsync(
            partitions: 1, time: time, configure: static options => options.IdleTimeout = TimeSpan.FromHours(1));
        var connection = await NetLite.ConnectAsync(server);
        await PutAsync(connection, "sb://localhost/orders", Start.AddMinutes(10));
        var link = await NetLite.OpenReceiverAsync(connection, "orders/ConsumerGroups/$Default/Partitions/0");
        var closed = NetLite.WhenClosed(link);

        time.Advance(TimeSpan.FromMinutes(9));
        await PutAsync(connection, "sb://localhost/orders", Start.AddMinutes(20));
        time.Advance(TimeSpan.FromMinutes(2));
        await NetLite.OpenReceiverAsync(connection, "orders/ConsumerGroups/second/Partitions/0");
        Assert.IsFalse(closed.IsCompleted);

        time.Advance(TimeSpan.FromMinutes(10));
        var error = await closed.WaitAsync(SafetyNet);
        Assert.AreEqual(ErrorCode.UnauthorizedAccess, (string)error!.Condition);
        Assert.Contains("expired", error.Description);
        await NetLite.ExpectRefusedAsync(connection, "orders/ConsumerGroups/$Default/Partitions/0", ErrorCode.UnauthorizedAccess);
        await connection.CloseAsync();
    }

    [TestMethod]
    [DataRow("sb://localhost/orders", true)]
    [DataRow("sb://localhost/ORDERS/", true)]
    [DataRow("amqps://localhost:5671/orders/ConsumerGroups/$Default/Partitions/0", true)]
    [DataRow("sb://localhost/", true)]
    [DataRow("sb://localhost/order", false)]
    [DataRow("sb://localhost/orders2", false)]
    [DataRow("sb://localhost/orders/ConsumerGroups/$Default/Partitions/1", false)]
    [DataRow("sb://localhost/orders/$management", false)]
    public async Task A_token_opens_what_it_names_and_what_is_below(string audience, bool isAllowed)
    {
        const string address = "orders/ConsumerGroups/$Default/Partitions/0";
        await using var server = await TestServer.StartAsync(partitions: 2);
        var connection = await NetLite.ConnectAsync(server);
        await PutAsync(connection, audience, TimeProvider.System.GetUtcNow().AddHours(1));
        if (isAllowed)
        {
            await NetLite.OpenReceiverAsync(connection, address);
        }
        else
        {
            await NetLite.ExpectRefusedAsync(connection, address, ErrorCode.UnauthorizedAccess);
        }

        await connection.CloseAsync();
    }

    [TestMethod]
    [DataRow("jwt", "eyJhbGciOiJSUzI1NiJ9.e30.x", "Tokens of type 'jwt' are not accepted here", DisplayName = "A token of Entra ID is refused by name")]
    [DataRow("servicebus.windows.net:sastoken", "nonsense", "no shared access signature", DisplayName = "Text that is no token is refused")]
    [DataRow("servicebus.windows.net:sastoken", "expired", "expired at", DisplayName = "A token that has expired is refused")]
    [DataRow("servicebus.windows.net:sastoken", "forged", "invalid signature", DisplayName = "A token with a wrong signature is refused")]
    public async Task A_token_that_is_not_good_is_answered_with_401(string type, string token, string reason)
    {
        await using var server = await TestServer.StartAsync(partitions: 1);
        var now = TimeProvider.System.GetUtcNow();
        token = token switch
        {
            "expired" => SasToken.Create("sb://localhost/orders", EventHubServerOptions.DefaultKeyName, EventHubServerOptions.DefaultKey, now.AddMinutes(-1)),
            "forged" => SasToken.Create("sb://localhost/orders", EventHubServerOptions.DefaultKeyName, "other", now.AddHours(1)),
            _ => token,
        };
        var connection = await NetLite.ConnectAsync(server);
        var (status, description) = await NetLite.PutTokenAsync(connection, type, token);
        Assert.AreEqual(401, status);
        Assert.Contains(reason, description);
        await connection.CloseAsync();
    }

    private static async Task PutAsync(Connection connection, string audience, DateTimeOffset expiresAt)
    {
        var token = SasToken.Create(audience, EventHubServerOptions.DefaultKeyName, EventHubServerOptions.DefaultKey, expiresAt);
        Assert.AreEqual(202, (await NetLite.PutTokenAsync(connection, "servicebus.windows.net:sastoken", token)).Status);
    }
}
