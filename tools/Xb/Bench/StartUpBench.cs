using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace XbFunctions.Xb.Bench;

/// <summary>Starts the app in a process of its own, as <c>dotnet run</c> does without the build, and waits for its first answer.</summary>
internal static class StartUpBench
{
    private const int WarmRuns = 3;
    private const string App = "XbFunctions.App.dll";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Measures a cold start and the median of warm ones.</summary>
    /// <param name="folder">Data folder of its own, empty.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CommandException">The app does not start.</exception>
    public static async Task<StartUpFigures> RunAsync(string folder, CancellationToken cancellationToken)
    {
        var cold = await StartAsync(folder, cancellationToken);
        var warm = new List<double>();
        for (var run = 0; run < WarmRuns; run++)
        {
            warm.Add(await StartAsync(folder, cancellationToken));
        }

        return new StartUpFigures(cold, warm.Order().ElementAt(WarmRuns / 2));
    }

    private static async Task<double> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var port = FreePort();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        var startedAt = Stopwatch.GetTimestamp();
        using var process = Process.Start(Options(folder, port)) ?? throw new CommandException("dotnet could not be started.");
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await AnswerAsync(client, process, startedAt, cancellationToken);
            return Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds;
        }
        finally
        {
            await StopAsync(process);
        }
    }

    private static ProcessStartInfo Options(string folder, int port)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, App));
        start.Environment["XbHost__DataDirectory"] = folder;
        start.Environment["XbHost__HttpPort"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["XbHost__AmqpPort"] = "0";
        start.Environment["AzureWebJobsStorage"] = "UseDevelopmentStorage=true";
        return start;
    }

    private static async Task AnswerAsync(HttpClient client, Process process, long startedAt, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(startedAt) > Patience)
            {
                throw new CommandException($"The app did not answer. Run `dotnet {App}` to see why.");
            }

            try
            {
                using var answer = await client.GetAsync(new Uri("api/health/live", UriKind.Relative), cancellationToken);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    // Told, not killed, so that the data folder is whole for the next start.
    private static async Task StopAsync(Process process)
    {
        if (OperatingSystem.IsWindows())
        {
            process.Kill(entireProcessTree: true);
        }
        else
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        }

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
