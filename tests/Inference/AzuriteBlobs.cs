using Azure.Storage.Blobs;
using XbFunctions.Host;

namespace XbFunctions.Inference.Tests;

/// <summary>One real Azurite for all tests of the assembly; every test has a container of its own.</summary>
[TestClass]
public static class AzuriteBlobs
{
    private static AzuriteProcess? _azurite;
    private static string _folder = string.Empty;
    private static int _containers;

    [AssemblyInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _folder = Directory.CreateTempSubdirectory("xb-inference-").FullName;
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

    public static BlobContainerClient NewContainer() =>
        new(_azurite!.ConnectionString, $"models-{Interlocked.Increment(ref _containers)}");
}
