using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Host.Tests;

/// <summary>A function app in this process: real hub, real HTTP, the shared Azurite, a data folder and names of its own.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private static int _count;
    private readonly IHost _host;
    private readonly TestFolder? _ownFolder;

    private TestApp(IHost host, Probe probe, string id, TestFolder? ownFolder)
    {
        (_host, Probe, Id, _ownFolder) = (host, probe, id, ownFolder);
        Client = new HttpClient { BaseAddress = Platform.HttpAddress };
    }

    public Probe Probe { get; }

    public string Id { get; }

    public LocalPlatform Platform => _host.Services.GetRequiredService<LocalPlatform>();

    public IServiceProvider Services => _host.Services;

    public HttpClient Client { get; }

    public BlobServiceClient Blobs { get; } = new(AssemblySetUp.Storage);

    /// <summary>A name that no other test uses.</summary>
    public static string NewId() => $"t{Environment.ProcessId}-{Interlocked.Increment(ref _count)}";

    public static async Task<TestApp> StartAsync(
        TestFolder? folder, Action<FunctionsApplicationBuilder>? configure, string? id, params Type[] functions)
    {
        var ownFolder = folder is null ? new TestFolder() : null;
        var probe = new Probe();
        id ??= NewId();
        var builder = Builder((folder ?? ownFolder)!.Path, id, functions);
        builder.Services.AddSingleton(probe);
        configure?.Invoke(builder);
        var host = builder.Build();
        try
        {
            await host.StartAsync();
            return new TestApp(host, probe, id, ownFolder);
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }
    }

    public static Task<TestApp> StartAsync(params Type[] functions) => StartAsync(null, null, null, functions);

    /// <summary>A builder with free ports, the shared Azurite and quiet logs.</summary>
    public static FunctionsApplicationBuilder Builder(string dataDirectory, string id, params Type[] functions)
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = AssemblySetUp.Storage,
            ["AzureFunctionsWebHost:hostid"] = id,
            ["HubName"] = "hub-" + id,
        });
        builder.Logging.ClearProviders();
        builder.ConfigureFunctionsWebApplication();
        builder.Services.Configure<LocalPlatformOptions>(options =>
        {
            options.DataDirectory = dataDirectory;
            options.HttpPort = 0;
            options.AmqpPort = 0;
            options.PartitionsPerHub = 2;
            foreach (var type in functions)
            {
                options.FunctionTypes.Add(type);
            }
        });
        return builder;
    }

    /// <summary>Appends events with the given bodies to one partition of the app's hub, as one batch.</summary>
    public Task AppendAsync(int partition, params string[] bodies) =>
        Platform.Broker!.GetHub("hub-" + Id)
            .AppendAsync([.. bodies.Select(static body => new EventHub.HubEvent(System.Text.Encoding.UTF8.GetBytes(body)))], partition: partition)
            .AsTask();

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await ((IAsyncDisposable)_host).DisposeAsync();
        _ownFolder?.Dispose();
    }
}
