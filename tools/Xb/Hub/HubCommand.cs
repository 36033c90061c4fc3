using System.CommandLine;
using XbFunctions.EventHub;
using XbFunctions.Xb.Platform;

namespace XbFunctions.Xb.Hub;

/// <summary><c>xb hub</c>: the embedded Event Hub alone, in place of the official emulator.</summary>
internal static class HubCommand
{
    private const string OwnFolder = "hub";

    private static readonly Option<EventHubDefinition[]> Hubs = HubDefinitionText.CreateOption();

    private static readonly Option<string?> App = CommandOptions.Text(
        "--app", "Function app whose hubs and consumer groups to serve: a .dll or an assembly name; without --hub and --app, this repository's app.", "PATH|NAME");

    private static readonly Option<int> Port = CommandOptions.Number("--port", "AMQP port on localhost; 0 takes a free one.", 5672, 0, 65_535);

    private static readonly Option<int> HealthPort = CommandOptions.Number(
        "--health-port", "Port of GET /health on localhost; 0 takes a free one.", 5300, 0, 65_535);

    private static readonly Option<string?> Data = CommandOptions.Text(
        "--data", "Folder of the partition logs, kept and used again; without it .xb/hub beside the platform's own.", "FOLDER");

    private static readonly Option<bool> Memory = CommandOptions.Switch("--memory", "Keep events in memory only.");

    private static readonly Option<Durability> Acknowledge = CreateDurability();

    private static readonly Option<TimeSpan> RetentionAge = CommandOptions.Duration(
        "--retention-age", "Age after which events may be removed.", TimeSpan.FromDays(7), TimeSpan.FromMinutes(1), TimeSpan.FromDays(3_650));

    private static readonly Option<long> RetentionSize = CreateRetentionSize();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "hub",
            """
            Run the Event Hub alone, as a stand-in for the official emulator: any Event Hubs client speaks to it. Ctrl-C ends it; what was
            acknowledged is there at the next start.

            Examples:
              xb hub
              xb hub --hub orders:4:billing,audit --hub returns
              xb hub --app functions/App/bin/local/Debug/net10.0/XbFunctions.App.dll --port 0 --memory
            """)
        {
            Hubs, App, Port, HealthPort, Data, Memory, Acknowledge, RetentionAge, RetentionSize,
        };
        command.Validators.Add(static result =>
        {
            if (result.GetResult(Hubs) is not null && result.GetValue(App) is not null)
            {
                result.AddError("Give --hub or --app, not both.");
            }
            else if (result.GetValue(Memory) && result.GetValue(Data) is not null)
            {
                result.AddError("--memory keeps nothing in --data; give one of them.");
            }
        });
        command.SetAction(static (parsed, cancellationToken) => new HubRun(parsed.InvocationConfiguration, TimeProvider.System).RunAsync(Read(parsed), cancellationToken));
        return command;
    }

    private static HubRunOptions Read(ParseResult parsed)
    {
        var named = parsed.GetResult(Hubs) is { Implicit: false };
        var served = named ? new ServedHubs(parsed.GetRequiredValue(Hubs), new Dictionary<string, string>(StringComparer.Ordinal)) : ServedHubs.Of(parsed.GetValue(App));
        var broker = new EventHubBrokerOptions
        {
            DataDirectory = parsed.GetValue(Memory) ? null : parsed.GetValue(Data) is { } folder ? Path.GetFullPath(folder) : PlatformOptions.OwnFolderPath(OwnFolder),
            Durability = parsed.GetValue(Acknowledge),
            RetentionAge = parsed.GetValue(RetentionAge),
            RetentionBytes = parsed.GetValue(RetentionSize),
        };
        foreach (var hub in served.Hubs)
        {
            broker.Hubs.Add(hub);
        }

        return new HubRunOptions(broker, served.ServerOptions(parsed.GetValue(Port), parsed.GetValue(HealthPort)));
    }

    private static Option<Durability> CreateDurability()
    {
        var option = new Option<Durability>("--durability")
        {
            Description = "When an event is acknowledged: os, once it survives the end of the process, or disk, once it survives a power cut.",
            HelpName = "os|disk",
            DefaultValueFactory = static _ => Durability.Os,
            CustomParser = static result =>
            {
                var text = result.Tokens[0].Value;
                if (text is "os" or "disk")
                {
                    return text == "disk" ? Durability.Disk : Durability.Os;
                }

                result.AddError($"--durability is '{text}'; expected os or disk.");
                return default;
            },
        };
        option.CompletionSources.Add("os", "disk");
        return option;
    }

    private static Option<long> CreateRetentionSize() => new("--retention-size")
    {
        Description = "Size of one partition from which on its oldest events are removed.",
        HelpName = "SIZE",
        DefaultValueFactory = static _ => 1L << 30,
        CustomParser = static result =>
        {
            var text = result.Tokens[0].Value;
            if (ByteSizeText.TryParse(text, out var bytes) && bytes > 0)
            {
                return bytes;
            }

            result.AddError($"--retention-size is '{text}'; expected a size such as 512MiB or 2GiB.");
            return default;
        },
    };
}
