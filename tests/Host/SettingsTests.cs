using Microsoft.Extensions.Configuration;

namespace XbFunctions.Host.Tests;

[TestClass]
public sealed class SettingsTests
{
    [TestMethod]
    public void Host_json_gives_the_services_defaults_where_it_is_silent()
    {
        var host = HostJson.Parse("host.json", """{ "version": "2.0" } // comments are allowed""");
        Assert.AreEqual("api", host.RoutePrefix);
        Assert.AreEqual(TimeSpan.FromMinutes(30), host.FunctionTimeout);
        Assert.AreEqual((100, 1, 300, 1, "fromStart"),
            (host.EventHubs.MaxEventBatchSize, host.EventHubs.MinEventBatchSize, host.EventHubs.PrefetchCount, host.EventHubs.BatchCheckpointFrequency, host.EventHubs.InitialOffset));
        Assert.AreEqual(TimeSpan.FromSeconds(60), host.EventHubs.MaxWaitTime);
    }

    [TestMethod]
    public void Host_json_is_read()
    {
        var host = HostJson.Parse("host.json", """
            {
              "functionTimeout": "-1",
              "logging": { "logLevel": { "default": "Warning" } },
              "extensions": {
                "http": { "routePrefix": "" },
                "eventHubs": {
                  "maxEventBatchSize": 512, "minEventBatchSize": 10, "maxWaitTime": "00:00:05", "batchCheckpointFrequency": 3,
                  "initialOffsetOptions": { "type": "fromEnqueuedTime", "enqueuedTimeUtc": "2026-01-02T03:04:05Z" }
                }
              }
            }
            """);
        Assert.AreEqual(string.Empty, host.RoutePrefix);
        Assert.IsNull(host.FunctionTimeout);
        Assert.AreEqual("Warning", host.LogLevels["default"]);
        Assert.AreEqual((512, 10, 3), (host.EventHubs.MaxEventBatchSize, host.EventHubs.MinEventBatchSize, host.EventHubs.BatchCheckpointFrequency));
        Assert.AreEqual(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), host.EventHubs.InitialEnqueuedTime);
    }

    [TestMethod]
    [DataRow("{", "host.json")]
    [DataRow("""{"extensions":{"eventHubs":{"maxEventBatchSize":0}}}""", "maxEventBatchSize is 0")]
    [DataRow("""{"extensions":{"eventHubs":{"minEventBatchSize":100}}}""", "minEventBatchSize is 100; expected a number below maxEventBatchSize 100")]
    [DataRow("""{"extensions":{"eventHubs":{"initialOffsetOptions":{"type":"middle"}}}}""", "initialOffsetOptions.type is middle")]
    [DataRow("""{"functionTimeout":"soon"}""", "functionTimeout is soon")]
    [DataRow("""{"functionTimeout":"-00:01:00"}""", "functionTimeout is -00:01:00")]
    [DataRow("""{"functionTimeout":"50.00:00:00"}""", "up to 49 days")]
    [DataRow("""{"extensions":{"http":{"maxOutstandingRequests":0}}}""", "extensions.http.maxOutstandingRequests is 0")]
    public void A_wrong_host_json_names_the_setting(string json, string expected) =>
        Assert.Contains(expected, Assert.ThrowsExactly<PlatformStartException>(() => HostJson.Parse("host.json", json)).Message);

    [TestMethod]
    public void Local_settings_become_configuration_keys()
    {
        var settings = LocalSettings.Parse("local.settings.json", """{ "Values": { "EventHubs": "x", "Fraud__HoldThreshold": 0.5, "On": true } }""");
        Assert.AreEqual(("x", "0.5", "true"), (settings["EventHubs"], settings["Fraud:HoldThreshold"], settings["On"]));
    }

    [TestMethod]
    public void Connection_strings_and_host_settings_are_read_too()
    {
        var settings = LocalSettings.Parse("local.settings.json", """
            {
              "Values": { "A": "b" },
              "ConnectionStrings": { "Plain": "Server=x", "Typed": { "ConnectionString": "Server=y", "ProviderName": "p" } },
              "Host": { "LocalHttpPort": 7171, "CORS": "http://shop.test", "CORSCredentials": true, "Other": "ignored" }
            }
            """);
        Assert.AreEqual("b,Server=x,Server=y,7171,http://shop.test,true", string.Join(',',
            settings["A"], settings["ConnectionStrings:Plain"], settings["ConnectionStrings:Typed"], settings["XbHost:HttpPort"], settings["Host:CORS"], settings["Host:CORSCredentials"]));
        Assert.HasCount(6, settings);
    }

    [TestMethod]
    public void The_environment_wins_over_local_settings()
    {
        Environment.SetEnvironmentVariable("XB_TEST_PREFIX__Inner", "from the environment");
        var (web, _) = HostSetup.Create([]);
        Assert.AreEqual("from the environment", web.Configuration["XB_TEST_PREFIX:Inner"]);
        var sources = ((Microsoft.Extensions.Configuration.IConfigurationBuilder)web.Configuration).Sources;
        var local = sources.Select(static (source, index) => (source, index)).First(static item =>
            item.source is Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData: { } data } && data.Any(static pair => pair.Key == "Fraud:TrustProducerClock"));
        var environment = sources.Select(static (source, index) => (source, index)).Last(static item =>
            item.source is Microsoft.Extensions.Configuration.EnvironmentVariables.EnvironmentVariablesConfigurationSource { Prefix: null or "" });
        Assert.IsGreaterThan(local.index, environment.index, "what is added later wins");
    }

    [TestMethod]
    public void Settings_named_after_the_job_host_stand_for_values_of_host_json()
    {
        var settings = Settings(
            ("AzureFunctionsJobHost:functionTimeout", "00:01:00"),
            ("AzureFunctionsJobHost:Extensions:HTTP:RoutePrefix", "v2"),
            ("AzureFunctionsJobHost:extensions:http:maxConcurrentRequests", "5"),
            ("AzureFunctionsJobHost:extensions:eventHubs:maxEventBatchSize", "7"),
            ("AzureFunctionsJobHost:logging:logLevel:Function.Score", "Debug"));
        var host = HostJson.Parse("host.json", """
            {
              "functionTimeout": "-1",
              "logging": { "logLevel": { "default": "Warning" } },
              "extensions": { "http": { "routePrefix": "api", "maxOutstandingRequests": 9, "maxConcurrentRequests": -1 } }
            }
            """, settings);
        Assert.AreEqual((TimeSpan.FromMinutes(1), "v2", 9, 5, 7),
            (host.FunctionTimeout!.Value, host.RoutePrefix, host.MaxOutstandingRequests!.Value, host.MaxConcurrentRequests!.Value, host.EventHubs.MaxEventBatchSize));
        Assert.AreEqual("Warning,Debug", $"{host.LogLevels["default"]},{host.LogLevels["Function.Score"]}");
        Assert.IsNull(HostJson.Parse("host.json", "{}", Settings(("AzureFunctionsJobHost:functionTimeout", "-1"))).FunctionTimeout);
    }

    [TestMethod]
    [DataRow("{ not json")]
    [DataRow("""{ "Values": [] }""")]
    [DataRow("""{ "Values": { "A": {} } }""")]
    [DataRow("""{ "ConnectionStrings": { "A": {} } }""")]
    public void Damaged_local_settings_are_named(string json) =>
        Assert.Contains("local.settings.json", Assert.ThrowsExactly<PlatformStartException>(() => LocalSettings.Parse("local.settings.json", json)).Message);

    [TestMethod]
    public void Names_in_percent_signs_are_replaced_and_a_missing_one_names_itself()
    {
        var settings = Settings(("Hub", "payments"), ("A:B", "deep"));
        Assert.AreEqual("x-payments-deep", settings.Expand("x-%Hub%-%A__B%", "F"));
        var exception = Assert.ThrowsExactly<PlatformStartException>(() => settings.Expand("%Nope%", "ScorePayments"));
        Assert.Contains("ScorePayments", exception.Message);
        Assert.Contains("Nope", exception.Message);
    }

    [TestMethod]
    public void Retry_delays_follow_the_services_formula()
    {
        var growing = new RetryPolicy(-1, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20));
        Assert.AreEqual(TimeSpan.FromSeconds(2), growing.DelayBefore(1, 0.5));
        Assert.AreEqual(TimeSpan.FromSeconds(4), growing.DelayBefore(2, 0.5));
        Assert.AreEqual(TimeSpan.FromSeconds(6), growing.DelayBefore(3, 0.5));
        Assert.AreEqual(TimeSpan.FromSeconds(2 * (1 + (0.8 * 2))), growing.DelayBefore(3, 0));
        Assert.AreEqual(TimeSpan.FromSeconds(20), growing.DelayBefore(60, 0.5));
        Assert.IsTrue(growing.Allows(1_000_000));
        var steady = new RetryPolicy(2, TimeSpan.FromSeconds(3), null);
        Assert.AreEqual(TimeSpan.FromSeconds(3), steady.DelayBefore(9, 0.9));
        Assert.IsTrue(steady.Allows(1));
        Assert.IsFalse(steady.Allows(2));
    }

    private static IConfigurationRoot Settings(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(static value => KeyValuePair.Create(value.Key, (string?)value.Value)))
        .Build();
}
