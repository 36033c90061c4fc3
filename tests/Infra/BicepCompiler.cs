using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace XbFunctions.Infra.Tests;

/// <summary>The Bicep compiler of the package, as a process.</summary>
internal static class BicepCompiler
{
    private static readonly Lazy<Task<JsonNode>> Main = new(async () => JsonNode.Parse(await RunAsync("build", "main.bicep", "--stdout"))!);

    /// <summary>The templates, beside the tests.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "infra", "bicep");

    /// <summary>The compiled <c>main.bicep</c>, compiled once.</summary>
    public static Task<JsonNode> CompiledAsync() => Main.Value;

    /// <summary>Every resource of the compiled template, those of nested templates among them.</summary>
    public static async Task<IReadOnlyList<JsonObject>> ResourcesAsync() => [.. Resources(await CompiledAsync())];

    /// <summary>A variable of the compiled template or of a nested one; there is one of that name.</summary>
    public static async Task<JsonNode> VariableAsync(string name)
    {
        var templates = (await ResourcesAsync()).Select(static resource => (resource["properties"] as JsonObject)?["template"]);
        return templates.Select(template => template?["variables"]?[name]).Single(static variable => variable is not null)!;
    }

    /// <summary>Runs one command; a warning or an error fails the test with all that the compiler said.</summary>
    /// <param name="arguments">Arguments; files are relative to <see cref="Folder"/>.</param>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        var program = typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(static data => data.Key == "Bicep")?.Value;
        if (program is null)
        {
            Assert.Inconclusive("The package feed has the Bicep compiler for Linux; it is not looked for on this system.");
        }

        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.AreEqual(string.Empty, said.Trim(), $"bicep {string.Join(' ', arguments)}");
        Assert.AreEqual(0, process.ExitCode);
        return await output;
    }

    private static IEnumerable<JsonObject> Resources(JsonNode template)
    {
        var resources = template["resources"] switch
        {
            JsonArray array => array.Select(static resource => resource!.AsObject()),
            JsonObject named => named.Select(static pair => pair.Value!.AsObject()),
            _ => [],
        };
        foreach (var resource in resources)
        {
            yield return resource;
            if ((resource["properties"] as JsonObject)?["template"] is { } nested)
            {
                foreach (var inner in Resources(nested))
                {
                    yield return inner;
                }
            }
        }
    }
}
