using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using XbFunctions.App;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Capabilities.Recommendations.Serving;
using XbFunctions.Capabilities.Sales;
using XbFunctions.Capabilities.Translation;
using XbFunctions.Contracts;
using XbFunctions.Inference;
using XbFunctions.State;

namespace XbFunctions.Infra.Tests;

/// <summary>What is deployed is what the functions name.</summary>
[TestClass]
public sealed class LayoutTests
{
    private static readonly JsonNode Hubs = JsonNode.Parse(File.ReadAllText(Path.Combine(BicepCompiler.Folder, "hubs.json")))!["hubs"]!;

    [TestMethod]
    public void The_hubs_are_those_of_the_code()
    {
        var constants = typeof(HubNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (string)field.GetRawConstantValue()!);
        CollectionAssert.AreEquivalent(constants.ToArray(), Hubs.AsArray().Select(static hub => hub!["name"]!.GetValue<string>()).ToArray());
    }

    [TestMethod]
    public void The_consumer_groups_are_those_of_the_triggers()
    {
        var deployed = Hubs.AsArray().SelectMany(static hub =>
            hub!["consumerGroups"]!.AsArray().Select(group => $"{hub["name"]}/{group}"));
        var named = StreamTriggers().Select(static trigger => $"{trigger.Hub}/{trigger.Group}").Distinct(StringComparer.Ordinal);
        CollectionAssert.AreEquivalent(named.ToArray(), deployed.ToArray());
    }

    [TestMethod]
    public async Task Instances_are_kept_ready_for_every_streaming_function()
    {
        var listed = (await BicepCompiler.VariableAsync("streamFunctions")).AsArray().Select(static name => name!.GetValue<string>());
        CollectionAssert.AreEquivalent(StreamTriggers().Select(static trigger => trigger.Function).ToArray(), listed.ToArray());
    }

    [TestMethod]
    public async Task The_containers_are_those_that_the_code_opens_and_one_for_packages()
    {
        var listed = (await BicepCompiler.VariableAsync("containers")).AsArray().Select(static name => name!.GetValue<string>());
        var state = new StateOptions();
        string[] opened = [state.StateContainer, state.DeadLetterContainer, state.LookupContainer, new ArchiveOptions().Container, ModelRegistry.ContainerName, FraudPolicyStore.ContainerName, WarningStore.ContainerName, ExchangeStore.ContainerName, SalesHistory.ContainerName, ForecastStore.ContainerName, CatalogueStore.ContainerName, SignalsStore.ContainerName, GlossarySlot.ContainerName, ErasureStore.ContainerName, "packages"];
        CollectionAssert.AreEquivalent(opened, listed.ToArray());
    }

    [TestMethod]
    public void What_a_receipt_of_an_erasure_says_of_hubs_and_deleted_blobs_is_what_is_deployed()
    {
        var options = new ErasureOptions();
        Assert.AreEqual(Hubs.AsArray().Max(static hub => hub!["retentionHours"]!.GetValue<int>()), options.HubRetention.TotalHours);
        Assert.Contains(
            $"deleteRetentionPolicy: {{ enabled: true, days: {options.DeletedBlobs.TotalDays},",
            File.ReadAllText(Path.Combine(BicepCompiler.Folder, "modules", "storage.bicep")));
    }

    private static IEnumerable<(string Function, string Hub, string Group)> StreamTriggers() =>
        from type in typeof(AppServices).Assembly.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<EventHubTriggerAttribute>()
        where trigger is not null
        select (function.Name, trigger.EventHubName, trigger.ConsumerGroup ?? "$Default");
}
