using System.Diagnostics;
using Azure.Storage.Blobs;

namespace XbFunctions.Inference.Tests;

/// <summary>One real Azurite blob service for all tests of the assembly, in memory, on a port that it picks itself.</summary>
[TestClass]
public static class AzuriteBlobs
{
    private const string Ready = "successfully listens on ";
    private static readonly TaskCompletionSource<string> Address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static Process? _process;
    private static int _containers;

    [AssemblyInitialize]
    public static async Task StartAsync(TestContext context)
    {
        var script = Path.Combine(FindNodeModules(), "azurite", "dist", "src", "blob", "main.js");
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("node")
            {
                ArgumentList = { script, "--blobPort", "0", "--skipApiVersionCheck", "--inMemoryPersistence", "--disableTelemetry" },
                RedirectStandardOutput = true,
            },
        };
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.IndexOf(Ready, StringComparison.Ordinal) is { } at and >= 0)
            {
                Address.TrySetResult(line.Data[(at + Ready.Length)..].Trim());
            }
        };
        _process.Start();
        _process.BeginOutputReadLine();
        await Address.Task.WaitAsync(TimeSpan.FromSeconds(60), context.CancellationToken);
    }

    [AssemblyCleanup]
    public static void Stop()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.Dispose();
    }

    public static async Task<BlobContainerClient> NewContainerAsync()
    {
        // The account and key that Azurite documents for everybody.
        const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
        var connection = $"AccountName=devstoreaccount1;AccountKey={Key};BlobEndpoint={await Address.Task}/devstoreaccount1;";
        return new BlobContainerClient(connection, $"models-{Interlocked.Increment(ref _containers)}");
    }

    private static string FindNodeModules()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "node_modules");
            if (Directory.Exists(Path.Combine(candidate, "azurite")))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException("node_modules/azurite is missing above the test: run 'npm ci' in the repository.");
    }
}
