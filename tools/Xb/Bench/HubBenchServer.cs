using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.EventHub;

namespace XbFunctions.Xb.Bench;

/// <summary>A hub in a process of its own, so that its cost can be told from the clients'.</summary>
internal sealed class HubBenchServer : IAsyncDisposable
{
    private const string CommandName = "hub-server";

    private readonly Process _process;

    private HubBenchServer(Process process, HubConnectionString target) => (_process, Target) = (process, target);

    /// <summary>Name of the hub.</summary>
    public static string HubName => "bench";

    /// <summary>Where it listens.</summary>
    public HubConnectionString Target { get; }

    /// <summary>Starts one.</summary>
    /// <exception cref="CommandException">It did not start.</exception>
    public static async Task<HubBenchServer> StartAsync(string folder, Durability durability, int partitions, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[typeof(HubBenchServer).Assembly.Location, "bench", CommandName, folder, $"{durability}", partitions.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new CommandException("The server process of the benchmark could not be started.");
        try
        {
            return await process.StandardOutput.ReadLineAsync(cancellationToken) is { Length: > 0 } connection
                ? new HubBenchServer(process, HubConnectionString.Parse(connection))
                : throw new CommandException($"The server process of the benchmark ended: {await process.StandardError.ReadToEndAsync(cancellationToken)}");
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Makes the hidden command that runs in that process.</summary>
    public static Command CreateCommand()
    {
        var (folder, durability, partitions) = (new Argument<string>("folder"), new Argument<Durability>("durability"), new Argument<int>("partitions"));
        var command = new Command(CommandName, "The server process of bench hub.") { folder, durability, partitions };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => ServeAsync(
            HubBenchHubs.Options(parsed.GetRequiredValue(folder), parsed.GetValue(durability), parsed.GetValue(partitions)), parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    /// <summary>What the server has used so far.</summary>
    public async Task<ProcessCost> MeasureAsync(CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync("cost".AsMemory(), cancellationToken);
        return ProcessCost.Parse(await _process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new CommandException("The server process of the benchmark has ended."));
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<int> ServeAsync(EventHubBrokerOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await using var broker = await EventHubBroker.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken);
        await using var server = await EventHubServer.StartAsync(
            broker, new EventHubServerOptions { Port = 0 }, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken);
        await output.WriteLineAsync(server.ConnectionString);
        await output.FlushAsync(cancellationToken);
        while (await Console.In.ReadLineAsync(cancellationToken) is not null)
        {
            await output.WriteLineAsync(ProcessCost.Now().ToString());
            await output.FlushAsync(cancellationToken);
        }

        return 0;
    }
}
