using System.Diagnostics;

namespace XbFunctions.Xb.Tests.Hub;

/// <summary><c>xb hub</c> in a process of its own, to be killed.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private const string Heading = "Event Hubs: ";
    private readonly Process _process;

    private HubProcess(Process process, string connectionString) => (_process, ConnectionString) = (process, connectionString);

    public string ConnectionString { get; }

    public static async Task<HubProcess> StartAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(XbCommandLine).Assembly.Location, "hub", "--port", "0", "--health-port", "0", .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync();
        return line?.StartsWith(Heading, StringComparison.Ordinal) == true
            ? new HubProcess(process, line[Heading.Length..])
            : throw new AssertFailedException($"xb hub said '{line}' and {await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Kills it as kill -9 does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }
}
