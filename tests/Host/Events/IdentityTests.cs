using Azure.Core;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.EventHub;
using XbFunctions.EventHub.Tests;

namespace XbFunctions.Host.Tests;

/// <summary>A namespace that is read with the token of an identity, over TLS.</summary>
[TestClass]
public sealed class IdentityTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    [TestMethod]
    public async Task Events_are_read_with_the_token_of_a_credential_for_the_scope_of_event_hubs()
    {
        var credential = new TestCredential("issued");
        await using var hub = await TestHubServer.StartAsync(partitions: 1, validateJwt: static (token, _) => token == "issued" ? DateTimeOffset.MaxValue : null);
        await using var front = new TlsFront(hub.Server.Port);
        await using var client = NewClient(hub, front, credential);
        await hub.AppendAsync(0, "a");
        Assert.HasCount(1, await client.GetPartitionIdsAsync(CancellationToken.None).WaitAsync(SafetyNet));
        await using var source = client.GetPartition("$Default", "0");
        await source.OpenAsync(EventPosition.Earliest, CancellationToken.None);
        Assert.HasCount(1, await source.ReadAsync(10, CancellationToken.None).AsTask().WaitAsync(SafetyNet));
        Assert.AreEqual("https://eventhubs.azure.net/.default", credential.Scopes.Distinct().Single());
    }

    [TestMethod]
    public async Task A_credential_that_gives_no_token_keeps_the_host_from_starting_with_its_reason()
    {
        await using var hub = await TestHubServer.StartAsync(partitions: 1);
        await using var front = new TlsFront(hub.Server.Port);
        await using var client = NewClient(hub, front, new TestCredential(null));
        var exception = await Assert.ThrowsExactlyAsync<PlatformStartException>(() => client.GetPartitionIdsAsync(CancellationToken.None).WaitAsync(SafetyNet));
        Assert.AreEqual($"The event hub {hub.Name} at localhost cannot be read: There is no token for localhost: not signed in", exception.Message);
    }

    private static AmqpHubClient NewClient(TestHubServer hub, TlsFront front, TokenCredential credential) => new(
        new HubEndpoint("localhost", front.Port, UseTls: true, new CredentialTokenProvider(credential)),
        hub.Name,
        new HubClientOptions { MaxRetries = 0, ServerCertificateValidation = front.Trusts },
        TimeProvider.System,
        NullLoggerFactory.Instance);

    private sealed class TestCredential(string? token) : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            lock (Scopes)
            {
                Scopes.AddRange(requestContext.Scopes);
            }

            return token is null ? throw new InvalidOperationException("not signed in") : new AccessToken(token, TimeProvider.System.GetUtcNow().AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
