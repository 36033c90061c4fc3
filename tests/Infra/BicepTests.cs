using System.Text.Json;
using System.Text.Json.Nodes;
using XbFunctions.Capabilities.Privacy;
using XbFunctions.Host;

namespace XbFunctions.Infra.Tests;

[TestClass]
public sealed class BicepTests
{
    public static IEnumerable<object[]> Environments => Files("*.bicepparam");

    [TestMethod]
    public async Task The_templates_are_compiled_and_linted_without_a_warning()
    {
        // Building prints what compiler and linter find in the file and in every module that it takes in.
        await BicepCompiler.CompiledAsync();
        await BicepCompiler.RunAsync("lint", "main.bicep");
    }

    [TestMethod]
    public void Every_module_is_taken_in_and_so_compiled()
    {
        var texts = Directory.EnumerateFiles(BicepCompiler.Folder, "*.bicep", SearchOption.AllDirectories).ToDictionary(static file => file, File.ReadAllText);
        foreach (var module in texts.Keys.Where(static file => Path.GetFileName(file) != "main.bicep"))
        {
            Assert.IsTrue(texts.Values.Any(text => text.Contains($"{Path.GetFileName(module)}'", StringComparison.Ordinal)), module);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Environments))]
    public async Task An_environment_gives_every_parameter_a_value_that_is_allowed(string file)
    {
        var compiled = JsonNode.Parse(await BicepCompiler.RunAsync("build-params", file, "--stdout"))!;
        var parameters = JsonNode.Parse(compiled["parametersJson"]!.GetValue<string>())!["parameters"]!;
        Assert.IsNotNull(parameters["environmentName"]);
        Assert.IsNotNull(parameters["sizes"]?["value"]?["hubUnits"]);
    }

    [TestMethod]
    public async Task The_hubs_begin_with_as_many_partitions_as_the_local_ones()
    {
        var main = await BicepCompiler.CompiledAsync();
        Assert.AreEqual(new LocalPlatformOptions().PartitionsPerHub, main["parameters"]!["partitions"]!["defaultValue"]!.GetValue<int>());
    }

    [TestMethod]
    [DataRow("Microsoft.Storage/storageAccounts", "allowSharedKeyAccess", false)]
    [DataRow("Microsoft.Storage/storageAccounts", "allowBlobPublicAccess", false)]
    [DataRow("Microsoft.EventHub/namespaces", "disableLocalAuth", true)]
    [DataRow("Microsoft.CognitiveServices/accounts", "disableLocalAuth", true)]
    [DataRow("Microsoft.Insights/components", "DisableLocalAuth", true)]
    [DataRow("Microsoft.KeyVault/vaults", "enableRbacAuthorization", true)]
    [DataRow("Microsoft.KeyVault/vaults", "enablePurgeProtection", true)]
    [DataRow("Microsoft.Web/sites", "httpsOnly", true)]
    public async Task Nothing_is_reached_with_a_key(string type, string property, bool expected)
    {
        var resource = (await BicepCompiler.ResourcesAsync()).Single(resource => resource["type"]!.GetValue<string>() == type);
        Assert.AreEqual(expected, resource["properties"]![property]!.GetValue<bool>());
    }

    [TestMethod]
    public async Task The_only_secret_of_the_app_is_a_reference_into_the_vault()
    {
        var text = await AppSettingsAsync();
        Assert.Contains("@Microsoft.KeyVault(SecretUri=", text);
        Assert.DoesNotContain("listKeys", text);
        Assert.DoesNotContain("SharedAccessKey", text);
    }

    [TestMethod]
    public async Task A_key_of_before_is_a_reference_into_the_vault_under_the_settings_that_the_app_reads_and_only_while_its_id_is_said()
    {
        var main = await BicepCompiler.CompiledAsync();
        Assert.AreEqual("securestring", main["parameters"]!["previousPseudonymKey"]!["type"]!.GetValue<string>(), ignoreCase: true);
        Assert.AreEqual(string.Empty, main["parameters"]!["previousPseudonymKeyId"]!["defaultValue"]!.GetValue<string>());
        var settings = await AppSettingsAsync();
        var (key, id) = ($"{PseudonymOptions.Section}__{nameof(PseudonymOptions.Previous)}__0__{nameof(PreviousKeyOptions.Key)}", $"{PseudonymOptions.Section}__{nameof(PseudonymOptions.Previous)}__0__{nameof(PreviousKeyOptions.Id)}");
        Assert.MatchesRegex($@"if\(empty\(parameters\('previousPseudonymKey'\)\.id\), createObject\(\), createObject\('{key}', format\('@Microsoft\.KeyVault\(SecretUri=\{{0\}}\)', parameters\('previousPseudonymKey'\)\.uri\), '{id}', parameters\('previousPseudonymKey'\)\.id\)\)", settings);
        var secrets = (await BicepCompiler.ResourcesAsync()).Where(static resource => resource["type"]!.GetValue<string>() == "Microsoft.KeyVault/vaults/secrets").ToList();
        Assert.HasCount(2, secrets);
        Assert.IsTrue(secrets.TrueForAll(static secret => secret["condition"]!.GetValue<string>().Contains("not(empty(parameters('", StringComparison.Ordinal)), "an empty one leaves what the vault has");
    }

    [TestMethod]
    public async Task Every_resource_that_can_be_tagged_is_tagged()
    {
        string[] cannot = ["roleAssignments", "diagnosticSettings", "deployments", "consumergroups", "eventhubs", "blobServices", "containers",
            "tableServices", "managementPolicies", "secrets", "privateDnsZoneGroups", "config", "basicPublishingCredentialsPolicies"];
        foreach (var resource in await BicepCompiler.ResourcesAsync())
        {
            var type = resource["type"]!.GetValue<string>();
            if (resource["existing"]?.GetValue<bool>() != true && !cannot.Contains(type.Split('/')[^1], StringComparer.OrdinalIgnoreCase))
            {
                Assert.IsNotNull(resource["tags"], type);
            }
        }
    }

    private static async Task<string> AppSettingsAsync()
    {
        var settings = (await BicepCompiler.ResourcesAsync()).Single(static resource =>
            resource["type"]!.GetValue<string>() == "Microsoft.Web/sites/config" && resource["name"]!.GetValue<string>().Contains("appsettings", StringComparison.Ordinal));
        return settings.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static IEnumerable<object[]> Files(string pattern) =>
        Directory.EnumerateFiles(BicepCompiler.Folder, pattern, SearchOption.AllDirectories)
            .Select(static file => new object[] { Path.GetRelativePath(BicepCompiler.Folder, file) });
}
