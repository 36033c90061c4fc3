using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace XbFunctions.EventHub.Tests;

/// <summary>The way to a real namespace: AMQP over TLS, with a key or with the token of an identity.</summary>
[TestClass]
public sealed class TlsTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    [TestMethod]
    public async Task Events_go_and_come_over_tls()
    {
        await using var server = await TestServer.StartAsync(partitions: 1);
        await using var front = new TlsFront(server.Server.Port);
        await using var client = NewClient(WithKey(front), front);
        await using var sender = client.CreateSender();
        await sender.SendAsync(TestHub.Events(0, 100)).WaitAsync(SafetyNet);
        await using var receiver = client.CreateReceiver("$Default", "0", EventPosition.Earliest);
        var received = new List<StoredEvent>();
        while (received.Count < 100)
        {
            received.AddRange(await receiver.ReadAsync(100).WaitAsync(SafetyNet));
        }

        CollectionAssert.AreEqual(Enumerable.Range(0, 100).Select(static n => $"event {n}").ToArray(), received.Select(TestHub.Text).ToArray());
    }

    [TestMethod]
    public async Task A_certificate_that_the_system_does_not_trust_is_refused_at_once()
    {
        await using var server = await TestServer.StartAsync(partitions: 1);
        await using var front = new TlsFront(server.Server.Port);
        await using var client = NewClient(WithKey(front), null);
        var exception = await Assert.ThrowsExactlyAsync<HubClientException>(() => client.GetPropertiesAsync().WaitAsync(SafetyNet));
        Assert.Contains($"The certificate of localhost:{front.Port} is not trusted", exception.Message);
        Assert.IsFalse(exception.IsTransient);
    }

    [TestMethod]
    public async Task A_token_of_an_identity_is_put_on_cbs_as_a_jwt_for_the_address()
    {
        var seen = new List<(string Token, string Audience)>();
        await using var server = await TestServer.StartAsync(partitions: 1, configure: options => options.ValidateJwt = (token, audience) =>
        {
            lock (seen)
            {
                seen.Add((token, audience));
            }

            return token == "good" ? TimeProvider.System.GetUtcNow().AddHours(1) : null;
        });
        await using var front = new TlsFront(server.Server.Port);
        await using (var client = NewClient(WithTokens(front, new FixedTokens("good")), front))
        {
            Assert.HasCount(1, (await client.GetPropertiesAsync().WaitAsync(SafetyNet)).PartitionIds);
            CollectionAssert.AreEqual(new[] { ("good", "sb://localhost/orders/$management") }, seen);
        }

        await using var other = NewClient(WithTokens(front, new FixedTokens("bad")), front);
        var refused = await Assert.ThrowsExactlyAsync<HubClientException>(() => other.GetPropertiesAsync().WaitAsync(SafetyNet));
        Assert.AreEqual(("amqp:unauthorized-access", false), (refused.Condition, refused.IsTransient));
    }

    [TestMethod]
    public async Task A_hub_that_knows_no_issuer_refuses_a_jwt()
    {
        await using var server = await TestServer.StartAsync(partitions: 1);
        await using var front = new TlsFront(server.Server.Port);
        await using var client = NewClient(WithTokens(front, new FixedTokens("good")), front);
        Assert.AreEqual("amqp:unauthorized-access", (await Assert.ThrowsExactlyAsync<HubClientException>(() => client.GetPropertiesAsync().WaitAsync(SafetyNet))).Condition);
    }

    [TestMethod]
    public async Task An_identity_without_a_token_is_named_with_its_reason()
    {
        await using var server = await TestServer.StartAsync(partitions: 1);
        await using var front = new TlsFront(server.Server.Port);
        await using var client = NewClient(WithTokens(front, new FixedTokens(null)), front);
        var exception = await Assert.ThrowsExactlyAsync<HubClientException>(() => client.GetPropertiesAsync().WaitAsync(SafetyNet));
        Assert.AreEqual("There is no token for localhost: nobody signed in", exception.Message);
    }

    [TestMethod]
    public async Task A_token_is_renewed_before_it_ends()
    {
        var time = new FakeTimeProvider();
        var tokens = new FixedTokens("good", time);
        await using var server = await TestServer.StartAsync(partitions: 1, configure: static options => options.ValidateJwt = static (_, _) => DateTimeOffset.MaxValue);
        await using var front = new TlsFront(server.Server.Port);
        await using var client = new HubClient(
            WithTokens(front, tokens), "orders", new HubClientOptions { ServerCertificateValidation = front.Trusts }, time, NullLoggerFactory.Instance);
        await client.GetPropertiesAsync().WaitAsync(SafetyNet);
        var before = tokens.Given;
        time.Advance(TimeSpan.FromMinutes(44));
        Assert.AreEqual(before, tokens.Given);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.IsTrue(SpinWait.SpinUntil(() => tokens.Given > before, SafetyNet), "the token would have ended");
    }

    private static HubEndpoint WithKey(TlsFront front) => HubEndpoint.Of(
        HubConnectionString.Parse($"Endpoint=sb://localhost:{front.Port};SharedAccessKeyName={EventHubServerOptions.DefaultKeyName};SharedAccessKey={EventHubServerOptions.DefaultKey}"),
        TimeProvider.System);

    private static HubEndpoint WithTokens(TlsFront front, HubTokenProvider tokens) => new("localhost", front.Port, UseTls: true, tokens);

    private static HubClient NewClient(HubEndpoint endpoint, TlsFront? trusted) => new(
        endpoint, "orders", new HubClientOptions { MaxRetries = 0, ServerCertificateValidation = trusted is null ? null : trusted.Trusts }, TimeProvider.System, NullLoggerFactory.Instance);

    private sealed class FixedTokens(string? token, TimeProvider? time = null) : HubTokenProvider
    {
        private int _given;

        public int Given => Volatile.Read(ref _given);

        public override ValueTask<HubToken> GetTokenAsync(string audience, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _given);
            return token is null
                ? throw new InvalidOperationException("nobody signed in")
                : ValueTask.FromResult(new HubToken(token, HubToken.JwtType, (time ?? TimeProvider.System).GetUtcNow().AddHours(1)));
        }
    }
}
