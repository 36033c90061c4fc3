using System.CommandLine;
using XbFunctions.Xb.Platform;

namespace XbFunctions.Xb.Replay;

/// <summary>Options and steps that every replay command shares.</summary>
internal sealed class ReplayOptions
{
    private readonly Argument<string> _file = new("file") { Description = "The data set, .csv or .csv.gz.", HelpName = "FILE" };
    private readonly Option<bool> _demo = CommandOptions.Switch("--demo", "Start a platform for the replay, and end it afterwards.");
    private readonly Option<string?> _connection = CommandOptions.Text(
        "--connection", "Event Hubs connection string of the platform; left out, the one that runs on this machine.", "CONNECTION_STRING");

    private readonly Option<string?> _storage = CommandOptions.Text(
        "--storage", "Storage connection string of the same platform, where checkpoints and dead letters are.", "CONNECTION_STRING");

    private readonly Option<double> _speed = CommandOptions.Number(
        "--speed", "Times real time; 0 sends as fast as the hub takes it.", 0.0, 0.0, 1_000_000_000.0);

    private readonly Option<long> _limit = CommandOptions.Number("--limit", "Rows at most.", 1_000_000_000L, 1L, 1_000_000_000L);
    private readonly Option<BadRows> _badRows = new("--bad-rows")
    {
        Description = "Unreadable rows: 'stop' before anything is sent, or 'send' them as they stand, to be dead-lettered.",
        HelpName = "stop|send",
        DefaultValueFactory = _ => BadRows.Stop,
    };

    private readonly Option<TimeSpan> _timeout = CommandOptions.Duration(
        "--timeout",
        "Give up when nothing has come out for so long.",
        TimeSpan.FromMinutes(2),
        TimeSpan.FromSeconds(1),
        TimeSpan.FromHours(1));

    private readonly Option<string?> _data = CommandOptions.Text("--data", "With --demo: folder that keeps the platform's data.", "FOLDER");
    private readonly Option<int> _httpPort = CommandOptions.Number(
        "--http-port", "With --demo: port of the HTTP functions; 0 takes a free one.", 0, 0, 65_535);

    private readonly Option<int> _amqpPort = CommandOptions.Number(
        "--amqp-port", "With --demo: port of the hub; 0 takes a free one.", 0, 0, 65_535);

    private readonly Option<bool> _isolate = CommandOptions.Switch("--isolate", "With --demo: run each function group in a process of its own.");
    private readonly Option<bool> _plain = CommandOptions.Switch("--plain", "Print plain lines also on a terminal.");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Add(_file);
        foreach (var option in (Option[])[
            _demo, _connection, _storage, _speed, _limit, _badRows, _timeout, _data, _httpPort, _amqpPort, _isolate, _plain])
        {
            command.Add(option);
        }
    }

    /// <summary>Runs a replay.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="open">Makes the source.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>0 when it adds up.</returns>
    public async Task<int> RunAsync(ParseResult parsed, Func<ReplaySourceOptions, IReplaySource> open, CancellationToken cancellationToken)
    {
        var terminal = CommandTerminal.Of(parsed, parsed.GetValue(_plain));
        var path = parsed.GetRequiredValue(_file);
        var source = open(new ReplaySourceOptions(path, parsed.GetValue(_limit), parsed.GetValue(_badRows)));
        var rows = await Task.Run(() => source.Inspect(cancellationToken), cancellationToken);
        terminal.Line($"{Path.GetFileName(path)}: {CommandTables.Count(rows)} rows.");
        if (!parsed.GetValue(_demo))
        {
            PlatformTarget Locate() => PlatformTarget.Find(parsed.GetValue(_connection), parsed.GetValue(_storage));
            return await RunAsync(parsed, source, rows, Locate, terminal, cancellationToken);
        }

        terminal.Line("Starting the platform...");
        var options = new PlatformOptions(
            parsed.GetValue(_data), PlatformTarget.ReplayFolder, parsed.GetValue(_httpPort), parsed.GetValue(_amqpPort), parsed.GetValue(_isolate));
        await using var platform = await StartedPlatform.StartAsync(options, cancellationToken);
        var code = await RunAsync(parsed, source, rows, () => PlatformTarget.Of(platform.Local), terminal, cancellationToken);
        foreach (var warning in platform.Warnings.Lines)
        {
            terminal.Line(warning);
        }

        terminal.Line($"The platform's data stays in {options.Folder}; `xb dead-letters list --data {options.Folder}` reads it.");
        return code;
    }

    private async Task<int> RunAsync(
        ParseResult parsed,
        IReplaySource source,
        long rows,
        Func<PlatformTarget> locate,
        CommandTerminal terminal,
        CancellationToken cancellationToken)
    {
        var speed = parsed.GetValue(_speed);
        var settings = new ReplaySettings(speed == 0 ? null : speed, parsed.GetValue(_timeout));
        var report = await new ReplayRun(source, locate, settings, terminal, TimeProvider.System).RunAsync(rows, cancellationToken);
        report.Print(terminal);
        return report.AddsUp ? 0 : XbCommandLine.Failed;
    }
}
