using System.CommandLine;
using Microsoft.Extensions.Logging;
using XbFunctions.EventHub;

namespace XbFunctions.Xb.Hub;

/// <summary>One run of the hub, from start to Ctrl-C.</summary>
/// <param name="console">Where it prints.</param>
/// <param name="time">Its clock.</param>
internal sealed class HubRun(InvocationConfiguration console, TimeProvider time)
{
    /// <summary>Serves until it is cancelled.</summary>
    /// <param name="options">What to serve.</param>
    /// <param name="cancellationToken">Ends it, which is no failure.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandException">A port or the folder is in use.</exception>
    public async Task<int> RunAsync(HubRunOptions options, CancellationToken cancellationToken)
    {
        using var loggers = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Warning).AddProvider(new LineLog(console.Error)));
        await using var broker = await OpenAsync(options, loggers, cancellationToken);
        await using (var server = await StartAsync(options, broker, loggers, cancellationToken))
        {
            await IntroduceAsync(options.Broker, broker, server);
            await WaitAsync(cancellationToken);
        }

        await console.Output.WriteLineAsync("Stopped.");
        return 0;
    }

    private async Task<EventHubBroker> OpenAsync(HubRunOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        try
        {
            return await EventHubBroker.OpenAsync(options.Broker, time, loggers, cancellationToken);
        }
        catch (HubDirectoryInUseException exception)
        {
            throw new CommandException(
                $"Another process serves the hubs in '{options.Broker.DataDirectory}'. Stop it, or choose another folder with --data.", exception);
        }
    }

    private async Task<EventHubServer> StartAsync(
        HubRunOptions options, EventHubBroker broker, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        try
        {
            return await EventHubServer.StartAsync(broker, options.Server, time, loggers, cancellationToken);
        }
        catch (PortInUseException exception)
        {
            var option = exception.Port == options.Server.HealthPort ? "--health-port" : "--port";
            throw new CommandException($"Port {exception.Port} is in use. Stop the program that has it, or choose another with {option} (0 takes a free one).", exception);
        }
    }

    private async Task IntroduceAsync(EventHubBrokerOptions options, EventHubBroker broker, EventHubServer server)
    {
        var output = console.Output;
        await output.WriteLineAsync($"Event Hubs: {server.ConnectionString}");
        await output.WriteLineAsync($"Health:     http://localhost:{server.HealthPort}/health");
        await output.WriteLineAsync(options.DataDirectory is { } folder
            ? $"Data:       {folder}, acknowledged when {(options.Durability == Durability.Disk ? "on the disk" : "handed to the system")}"
            : "Data:       in memory only");
        await output.WriteLineAsync($"Kept:       {DurationText.Of(options.RetentionAge)}, {ByteSizeText.Of(options.RetentionBytes)} a partition");
        foreach (var hub in broker.Hubs.OrderBy(static hub => hub.Name, StringComparer.OrdinalIgnoreCase))
        {
            var events = hub.Partitions.Sum(static partition => partition.Properties.LastSequenceNumber + 1 - partition.Properties.BeginSequenceNumber);
            await output.WriteLineAsync(
                $"Hub:        {hub.Name}, {hub.Partitions.Count} partitions, groups {string.Join(", ", hub.ConsumerGroups.Order(StringComparer.Ordinal))}, {CommandTables.Count(events)} events");
        }

        await output.WriteLineAsync("Ctrl-C ends it.");
        await output.FlushAsync(CancellationToken.None);
    }

    private static async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }
    }
}
