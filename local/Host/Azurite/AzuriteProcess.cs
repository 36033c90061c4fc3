using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace XbFunctions.Host;

/// <summary>A running Azurite, Microsoft's storage emulator, as a child process on free ports of 127.0.0.1.</summary>
/// <remarks>
/// The child ends when this object is disposed and also when this process dies in any way: it watches the pipe of its standard input.
/// Ctrl-C in a terminal reaches it too, but it goes on until told, so that the host can still write while it stops.
/// </remarks>
public sealed class AzuriteProcess : IAsyncDisposable
{
    // The account and key that every Azurite has; published in its documentation, no secret.
    private const string Account = "devstoreaccount1";
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(4);

    // MB. Bodies of requests are buffers outside of JavaScript's heap. Seen from a heap of the usual first size they look like a heap that is full: it is
    // marked as a whole, by a thread for each core, every few seconds under load. What is reserved here is touched only as it is needed.
    private static readonly string[] HeapSizes = ["--initial-heap-size=512", "--max-semi-space-size=64"];

    private readonly Process _process;
    private readonly AzuriteOutput _output;
    private int _disposed;

    private AzuriteProcess(Process process, AzuriteOutput output) => (_process, _output) = (process, output);

    /// <summary>Address of the blob service, without the account.</summary>
    public Uri BlobEndpoint => _output.Blob;

    /// <summary>Address of the queue service, without the account.</summary>
    public Uri QueueEndpoint => _output.Queue;

    /// <summary>Address of the table service, without the account.</summary>
    public Uri TableEndpoint => _output.Table;

    /// <summary>Process id of the child.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Connection string of all three services for the Azure SDKs.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={AccountKey};BlobEndpoint={BlobEndpoint}{Account};QueueEndpoint={QueueEndpoint}{Account};TableEndpoint={TableEndpoint}{Account};");

    /// <summary>Starts Azurite, after installing the npm packages where they are missing, and waits until it listens.</summary>
    /// <param name="options">Where its files are.</param>
    /// <param name="cancellationToken">Ends the wait and the child.</param>
    /// <returns>The running Azurite; dispose it to end it.</returns>
    /// <exception cref="PlatformStartException">Node is missing, the packages cannot be installed, or Azurite does not start.</exception>
    public static async Task<AzuriteProcess> StartAsync(AzuriteOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var script = await NodeModules.EnsureAzuriteAsync(options.Progress, cancellationToken).ConfigureAwait(false);
        var folder = Path.GetFullPath(options.DataDirectory);
        Directory.CreateDirectory(folder);
        await AzuriteRecord.AwaitPreviousAsync(folder, cancellationToken).ConfigureAwait(false);
        var process = Launch(script, folder);
        AzuriteRecord.Write(folder, process);
        var output = new AzuriteOutput(process);
        var azurite = new AzuriteProcess(process, output);
        try
        {
            await output.Listening.WaitAsync(options.StartTimeout, cancellationToken).ConfigureAwait(false);
            return azurite;
        }
        catch (Exception exception)
        {
            await azurite.DisposeAsync().ConfigureAwait(false);
            if (exception is TimeoutException)
            {
                throw new PlatformStartException(
                    $"Azurite did not answer within {options.StartTimeout.TotalSeconds:0} s. It said: {output.Said}. Try again, or remove {folder} if its files are damaged.", exception);
            }

            throw;
        }
    }

    /// <summary>Lets Azurite save its files and end; kills it when it takes too long.</summary>
    /// <returns>Completes when the child has ended.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        try
        {
            _process.StandardInput.Close();
            using var deadline = new CancellationTokenSource(CloseTimeout);
            await _process.WaitForExitAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static Process Launch(string script, string folder)
    {
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        string[] arguments =
        [
            .. HeapSizes,
            "-e", Guard(), script, "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--location", folder,
            "--blobHost", "127.0.0.1", "--blobPort", "0", "--queueHost", "127.0.0.1", "--queuePort", "0", "--tableHost", "127.0.0.1", "--tablePort", "0",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return Process.Start(start) ?? throw new PlatformStartException("Node.js could not be started.");
        }
        catch (Win32Exception exception)
        {
            throw NodeModules.NodeMissing(exception);
        }
    }

    private static string Guard()
    {
        using var stream = typeof(AzuriteProcess).Assembly.GetManifestResourceStream("azurite-guard.cjs")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
