using Azure.Identity;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace XbFunctions.Host.Tests;

/// <summary>What the <c>Connection</c> of a binding may be.</summary>
[TestClass]
public sealed class ConnectionTests
{
    [TestMethod]
    [DataRow("EventHubs", "Endpoint=sb://a/", DisplayName = "a setting")]
    [DataRow("Other", "b", DisplayName = "a connection string section")]
    [DataRow("Deep__Name", "c", DisplayName = "a setting with a prefix")]
    [DataRow("Prefixed", "d", DisplayName = "a setting with the prefix of the service")]
    public void A_connection_string_is_found(string name, string expected) => Assert.AreEqual(
        expected,
        Settings(("EventHubs", "Endpoint=sb://a/"), ("ConnectionStrings:Other", "b"), ("Deep:Name", "c"), ("AzureWebJobsPrefixed", "d"), ("Prefixed", "e"))
            .RequireConnection(name, "F").Text);

    [TestMethod]
    public void A_prefix_names_a_namespace_and_an_identity()
    {
        var whole = Settings(
            ("Cloud:fullyQualifiedNamespace", "x.servicebus.windows.net"), ("Cloud:clientId", "id"), ("Cloud:tenantId", "tenant"), ("Cloud:clientSecret", "secret"));
        var identity = whole.RequireConnection("Cloud", "F").Identity!;
        Assert.AreEqual(("x.servicebus.windows.net", "id", "tenant"), (identity.FullyQualifiedNamespace, identity.ClientId, identity.TenantId));
        Assert.IsInstanceOfType<ClientSecretCredential>(identity.CreateCredential("F"));
        Assert.DoesNotContain("secret", identity.ToString());
    }

    [TestMethod]
    [DataRow("managedidentity", null, typeof(ManagedIdentityCredential))]
    [DataRow("ManagedIdentity", "id", typeof(ManagedIdentityCredential))]
    [DataRow(null, null, typeof(DefaultAzureCredential))]
    public void The_settings_choose_the_credential(string? credential, string? clientId, Type expected) => Assert.IsInstanceOfType(
        new IdentityConnection("Cloud", "x", credential, clientId, null, null).CreateCredential("F"), expected);

    [TestMethod]
    public void Settings_that_do_not_go_together_are_named()
    {
        var kind = Assert.ThrowsExactly<PlatformStartException>(() => new IdentityConnection("Cloud", "x", "password", null, null, null).CreateCredential("ScorePayments"));
        Assert.AreEqual("ScorePayments: Cloud__credential is password; expected managedidentity, or nothing.", kind.Message);
        var secret = Assert.ThrowsExactly<PlatformStartException>(() => new IdentityConnection("Cloud", "x", null, "id", null, "s").CreateCredential("F"));
        Assert.Contains("Cloud__tenantId", secret.Message);
    }

    [TestMethod]
    public async Task A_missing_setting_names_itself_the_function_and_what_would_mend_it()
    {
        var exception = await Assert.ThrowsExactlyAsync<PlatformStartException>(() => TestApp.StartAsync(
            null, static builder => builder.Configuration["EventHubs"] = "", null, typeof(BatchFunction)));
        Assert.AreEqual(
            "Batch: the app setting EventHubs is missing. Add a connection string as EventHubs, or EventHubs__fullyQualifiedNamespace for an identity, to Values in local.settings.json or to the environment.",
            exception.Message);
    }

    [TestMethod]
    public async Task Hub_group_and_connection_may_each_name_a_setting()
    {
        await using var hub = await TestHubServer.StartAsync(partitions: 1);
        await using var app = await TestApp.StartAsync(
            null,
            builder =>
            {
                builder.Reading(hub).Configuration["Which"] = "Far";
                builder.Configuration["Far"] = hub.Server.ConnectionString;
                builder.Configuration["EventHubs"] = "Endpoint=sb://nowhere.invalid/;SharedAccessKeyName=a;SharedAccessKey=b";
                builder.Configuration["Group"] = "batch";
            },
            null,
            typeof(IndirectFunction));
        await hub.AppendAsync(0, "a");
        Assert.AreEqual("a", await app.Probe.NextAsync<string>());
        var position = app.Platform.ConsumerPositions.Single();
        Assert.AreEqual((hub.Name, "batch"), (position.Hub, position.ConsumerGroup));
    }

    [TestMethod]
    public async Task Web_sockets_to_a_namespace_are_refused_with_the_setting_that_changes_it()
    {
        var exception = await Assert.ThrowsExactlyAsync<PlatformStartException>(() => TestApp.StartAsync(
            null,
            static builder => builder.WithEventHubs(("transportType", "amqpWebSockets")).Configuration["EventHubs"] = "Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=b",
            null,
            typeof(BatchFunction)));
        Assert.Contains("AzureFunctionsJobHost__extensions__eventHubs__transportType", exception.Message);
    }

    private static IConfigurationRoot Settings(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(static value => KeyValuePair.Create(value.Key, (string?)value.Value)))
        .Build();

    public sealed class IndirectFunction(Probe probe)
    {
        [Function("Indirect")]
        public void Run([EventHubTrigger("%HubName%", Connection = "%Which%", ConsumerGroup = "%Group%")] string[] events) => probe.Saw(string.Join(',', events));
    }
}
