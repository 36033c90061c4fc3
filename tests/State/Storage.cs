using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
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
}
