using Microsoft.Extensions.Configuration;

namespace XbFunctions.Host.Tests;

/// <summary>The section <c>extensions.eventHubs</c> of <c>host.json</c>.</summary>
[TestClass]
public sealed class TriggerSettingsTests
{
    [TestMethod]
    public void Silence_means_the_services_defaults() =>
        Assert.AreEqual(new EventHubTriggerSettings(), HostJson.Parse("host.json", """{ "version": "2.0" }""").EventHubs);

    [TestMethod]
    public void Everything_is_read_without_regard_to_case_and_also_as_text()
    {
        var settings = HostJson.Parse("host.json", """
            {
              "extensions": {
                "eventHubs": {
                  "MaxEventBatchSize": "512", "minEventBatchSize": 10, "maxWaitTime": "00:00:05", "prefetchCount": 0, "batchCheckpointFrequency": 3,
                  "transportType": "AmqpWebSockets", "trackLastEnqueuedEventProperties": true, "targetUnprocessedEventThreshold": 75,
                  "loadBalancingUpdateInterval": "00:00:10", "partitionOwnershipExpirationInterval": "00:01:00",
                  "initialOffsetOptions": { "type": "FromEnqueuedTime", "enqueuedTimeUtc": "2026-01-02T03:04:05" },
                  "clientRetryOptions": { "mode": "fixed", "maximumRetries": 5, "delay": "00:00:02", "maximumDelay": "00:00:20", "tryTimeout": "00:00:30" }
                }
              }
            }
            """).EventHubs;
        var expected = new EventHubTriggerSettings
        {
            MaxEventBatchSize = 512,
            MinEventBatchSize = 10,
            MaxWaitTime = TimeSpan.FromSeconds(5),
            PrefetchCount = 0,
            BatchCheckpointFrequency = 3,
            UsesWebSockets = true,
            TrackLastEnqueuedEventProperties = true,
            TargetUnprocessedEventThreshold = 75,
            LoadBalancingUpdateInterval = TimeSpan.FromSeconds(10),
            PartitionOwnershipExpirationInterval = TimeSpan.FromMinutes(1),
            InitialOffset = "fromEnqueuedTime",
            InitialEnqueuedTime = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            ClientRetry = new ClientRetrySettings(false, 5, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30)),
        };
        Assert.AreEqual(expected, settings);
        var client = AmqpHubClient.ToOptions(settings);
        Assert.AreEqual((512, true, true, 5), (client.PrefetchCount, client.TrackLastEnqueued, client.UseFixedRetryDelay, client.MaxRetries));
        Assert.AreEqual(
            (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30)), (client.FirstRetryDelay, client.MaxRetryDelay, client.TryTimeout));
    }

    [TestMethod]
    [DataRow("\"maxEventBatchSize\": 0", "eventHubs.maxEventBatchSize is 0; expected a whole number of at least 1")]
    [DataRow("\"maxEventBatchSize\": \"many\"", "eventHubs.maxEventBatchSize is many")]
    [DataRow("\"minEventBatchSize\": 0", "eventHubs.minEventBatchSize is 0")]
    [DataRow("\"minEventBatchSize\": 100", "expected a number below maxEventBatchSize 100")]
    [DataRow("\"maxWaitTime\": \"00:10:01\"", "eventHubs.maxWaitTime is 00:10:01; expected a duration from 00:00:00.0010000 to 00:10:00")]
    [DataRow("\"maxWaitTime\": \"soon\"", "eventHubs.maxWaitTime is soon")]
    [DataRow("\"prefetchCount\": -1", "eventHubs.prefetchCount is -1")]
    [DataRow("\"batchCheckpointFrequency\": 0", "eventHubs.batchCheckpointFrequency is 0")]
    [DataRow("\"transportType\": \"kafka\"", "eventHubs.transportType is kafka; expected amqpTcp or amqpWebSockets")]
    [DataRow("\"trackLastEnqueuedEventProperties\": \"maybe\"", "eventHubs.trackLastEnqueuedEventProperties is maybe; expected true or false")]
    [DataRow("\"targetUnprocessedEventThreshold\": 0", "eventHubs.targetUnprocessedEventThreshold is 0")]
    [DataRow("\"partitionOwnershipExpirationInterval\": \"00:00:30\"", "expected more than loadBalancingUpdateInterval 00:00:30")]
    [DataRow("\"loadBalancingUpdateInterval\": \"00:00:00\"", "eventHubs.loadBalancingUpdateInterval is 00:00:00")]
    [DataRow("\"initialOffsetOptions\": { \"type\": \"middle\" }", "initialOffsetOptions.type is middle; expected fromStart or fromEnd or fromEnqueuedTime")]
    [DataRow("\"initialOffsetOptions\": { \"type\": \"fromEnqueuedTime\" }", "initialOffsetOptions.enqueuedTimeUtc is missing")]
    [DataRow("\"initialOffsetOptions\": { \"typ\": \"fromEnd\" }", "initialOffsetOptions.typ is not known; known are enqueuedTimeUtc, type")]
    [DataRow("\"clientRetryOptions\": { \"mode\": \"never\" }", "clientRetryOptions.mode is never; expected exponential or fixed")]
    [DataRow("\"clientRetryOptions\": { \"maximumRetries\": 101 }", "clientRetryOptions.maximumRetries is 101; expected a whole number from 0 to 100")]
    [DataRow("\"maxBatchSize\": 64", "eventHubs.maxBatchSize is a name of older versions and is not read any more. Use maxEventBatchSize")]
    [DataRow("\"eventProcessorOptions\": { \"maxBatchSize\": 64 }", "eventHubs.eventProcessorOptions is a name of older versions")]
    [DataRow("\"maxEventBatchsize2\": 64", "eventHubs.maxEventBatchsize2 is not known; known are batchCheckpointFrequency, ")]
    public void A_wrong_value_is_named_with_what_is_expected(string member, string expected) => Assert.Contains(
        expected, Assert.ThrowsExactly<PlatformStartException>(() => HostJson.Parse("host.json", "{\"extensions\":{\"eventHubs\":{" + member + "}}}")).Message);

    [TestMethod]
    public void App_settings_win_over_the_file_as_in_the_service()
    {
        const string file = """{"extensions":{"http":{"routePrefix":"x"},"eventHubs":{"maxEventBatchSize":64,"prefetchCount":10}}}""";
        var merged = HostJson.Parse("host.json", file, new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("AzureFunctionsJobHost:extensions:eventHubs:maxEventBatchSize", (string?)"128")])
            .Build());
        Assert.AreEqual(("x", 128, 10), (merged.RoutePrefix, merged.EventHubs.MaxEventBatchSize, merged.EventHubs.PrefetchCount));
    }
}
