using System.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace XbFunctions.EventHub.Tests;

/// <summary>Appends numbered events to a data folder and prints each number once it is acknowledged, until it is killed.</summary>
internal static class CrashWriter
{
    internal const string Argument = "write-until-killed";

    internal static async Task RunAsync(string directory)
    {
        var options = new EventHubBrokerOptions { DataDirectory = directory, SegmentBytes = 64 << 10 };
        options.Hubs.Add(new EventHubDefinition("crash", 1));
        await using var broker = await EventHubBroker.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance);
        var hub = broker.GetHub("crash");
        for (var number = 0; ; number += 3)
        {
            await hub.AppendAsync([.. Enumerable.Range(number, 3).Select(static n => new HubEvent(Encoding.ASCII.GetBytes($"event {n}")))]);
            await Console.Out.WriteLineAsync($"{number + 2}");
        }
    }
}
