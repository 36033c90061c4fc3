using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using XbFunctions.Host;

namespace XbFunctions.State.Tests;

/// <summary>One real Azurite for the whole assembly; every test has containers of its own.</summary>
[TestClass]
public static class Storage
{
    private static AzuriteProcess? _azurite;
    private static string _folder = string.Empty;
    private static int _names;

    [AssemblyInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _folder = Directory.CreateTempSubdirectory("xb-state-").FullName;
        _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = _folder }, context.CancellationToken);
    }

    [AssemblyCleanup]
    public static async Task StopAsync()
    {
        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A client whose faults reach the caller at once, with policies right before the transport.</summary>
    public static BlobServiceClient Client(params HttpPipelinePolicy[] policies)
    {
        var options = new BlobClientOptions();
        options.Retry.MaxRetries = 0;
        foreach (var policy in policies)
        {
            options.AddPolicy(policy, HttpPipelinePosition.BeforeTransport);
        }

        return new BlobServiceClient(_azurite!.ConnectionString, options);
    }

    /// <summary>A client of the tables, likewise.</summary>
    public static TableServiceClient Tables(params HttpPipelinePolicy[] policies)
    {
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 0;
        foreach (var policy in policies)
        {
            options.AddPolicy(policy, HttpPipelinePosition.BeforeTransport);
        }

        return new TableServiceClient(_azurite!.ConnectionString, options);
    }

    /// <summary>A name for a table or container of a test's own.</summary>
    public static string NewName(string prefix) =>
        prefix + Interlocked.Increment(ref _names).ToString(CultureInfo.InvariantCulture);

    /// <summary>Settings with containers of their own and short waits.</summary>
    public static StateOptions NewOptions()
    {
        var name = Interlocked.Increment(ref _names).ToString(CultureInfo.InvariantCulture);
        return new StateOptions
        {
            StateContainer = $"state-{name}",
            DeadLetterContainer = $"dead-letters-{name}",
            LookupContainer = $"lookups-{name}",
            RetryFirstDelay = TimeSpan.FromMilliseconds(1),
            RetryMaxDelay = TimeSpan.FromMilliseconds(20),
        };
    }

    /// <summary>Other settings over the same containers.</summary>
    public static StateOptions Copy(StateOptions options) => new()
    {
        StateContainer = options.StateContainer,
        DeadLetterContainer = options.DeadLetterContainer,
        LookupContainer = options.LookupContainer,
        RetryFirstDelay = options.RetryFirstDelay,
        RetryMaxDelay = options.RetryMaxDelay,
    };

    /// <summary>Names of the blobs in a container, in order.</summary>
    public static async Task<string[]> BlobsAsync(string container)
    {
        var names = new List<string>();
        await foreach (var blob in Client().GetBlobContainerClient(container).GetBlobsAsync())
        {
            names.Add(blob.Name);
        }

        return [.. names];
    }

    /// <summary>Reads a blob.</summary>
    public static async Task<byte[]> ReadAsync(string container, string name) =>
        (await Client().GetBlobContainerClient(container).GetBlobClient(name).DownloadContentAsync()).Value.Content.ToArray();

    /// <summary>Puts an append blob in the place of whatever is there.</summary>
    public static async Task ReplaceAppendBlobAsync(string container, string name, byte[] content)
    {
        var containers = Client().GetBlobContainerClient(container);
        await containers.CreateIfNotExistsAsync();
        var blob = containers.GetAppendBlobClient(name);
        await blob.DeleteIfExistsAsync();
        await blob.CreateAsync();
        using var stream = new MemoryStream(content);
        await blob.AppendBlockAsync(stream);
    }
}
