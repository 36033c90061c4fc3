using System.CommandLine;
using System.Globalization;
using XbFunctions.Xb.Platform;

namespace XbFunctions.Xb.Chaos;

/// <summary><c>xb chaos</c>: the proof that every event counts exactly once.</summary>
internal static class ChaosCommand
{
    private const string OwnFolder = "chaos";

    private static readonly Option<TimeSpan> Duration = CommandOptions.Duration(
        "--duration", "How long load and violence go on.", TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5), TimeSpan.FromDays(1));

    private static readonly Option<int> Seed = CommandOptions.Number("--seed", "Seed of load and violence; timing still differs.", 1, 0, int.MaxValue - 10);

    private static readonly Option<int> Rate = CommandOptions.Number("--rate", "Messages in a second.", 200, 1, 20_000);

    private static readonly Option<TimeSpan> Interval = CommandOptions.Duration(
        "--interval", "Mean time between two acts of violence.", TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));

    private static readonly Option<double> StorageFaults = CommandOptions.Number(
        "--storage-faults", "Share of storage requests that fail outside of storms.", 0.02, 0.0, 0.5);

    private static readonly Option<int> SnapshotRecords = CommandOptions.Number(
        "--snapshot-records", "Records of a journal between two snapshots; a snapshot covers what a bug wrote into the journal before it.", 100, 10, 45_000);

    private static readonly Option<double> LateAppends = CommandOptions.Number(
        "--late-appends", "Share of the appends to journals whose connection breaks and that take effect three seconds later.", 0.05, 0.0, 1.0);

    private static readonly Option<ChaosActs> Acts = new("--acts")
    {
        Description = "Which acts of violence: all, kills or pauses.",
        HelpName = "all|kills|pauses",
        DefaultValueFactory = static _ => ChaosActs.All,
    };

    private static readonly Option<ChaosBug> Bug = new("--bug")
    {
        Description = "A bug put in on purpose: no-fencing, to see that it is found, or lost-commit, most of which is healed from the hub.",
        HelpName = "BUG",
        CustomParser = static result =>
        {
            switch (result.Tokens[0].Value)
            {
                case "no-fencing":
                    return ChaosBug.NoFencing;
                case "lost-commit":
                    return ChaosBug.LostCommit;
                case var text:
                    result.AddError($"--bug is '{text}'; expected no-fencing or lost-commit.");
                    return default;
            }
        },
    };

    private static readonly Option<string?> Data = CommandOptions.Text(
        "--data", "Folder for all data and logs, which must be empty; without it one of the command's own, emptied first.", "FOLDER");

    private static readonly Option<bool> Plain = CommandOptions.Switch("--plain", "Print plain lines also on a terminal.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "chaos",
            """
            Run two instances of the app under load, with each function in a process of its own, and do violence to them: kill -9 of
            function processes, instances and the hub, pauses that make two owners of one partition, storage that breaks before and after
            a write, messages that come twice, late or broken, clocks that jump. Then compute everything again from the hub's log, on one
            thread and without any of that, and compare. Exit code 0 only when nothing was lost, counted twice or different.

            Examples:
              xb chaos
              xb chaos --duration 10m --seed 7
              xb chaos --duration 30s --bug no-fencing --snapshot-records 45000 --late-appends 0.5
            """)
        {
            Duration, Seed, Rate, Interval, Acts, StorageFaults, LateAppends, SnapshotRecords, Bug, Data, Plain,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new CommandException("xb chaos pauses and kills processes by POSIX signals, which Windows does not have. Run it on Linux or macOS.");
        }

        var options = new ChaosOptions(
            parsed.GetValue(Duration),
            parsed.GetValue(Seed),
            parsed.GetValue(Rate),
            parsed.GetValue(Interval),
            parsed.GetValue(Acts),
            parsed.GetValue(StorageFaults),
            parsed.GetValue(LateAppends),
            parsed.GetValue(SnapshotRecords),
            parsed.GetValue(Bug),
            Prepare(parsed.GetValue(Data)));
        var terminal = CommandTerminal.Of(parsed, parsed.GetValue(Plain));
        var report = await new ChaosRun(terminal, TimeProvider.System).RunAsync(options, cancellationToken);
        report.Print(terminal);
        return report.IsProof ? 0 : XbCommandLine.Failed;
    }

    private static string Prepare(string? folder)
    {
        var path = folder is null ? PlatformOptions.OwnFolderPath(OwnFolder) : Path.GetFullPath(folder);
        if (folder is not null && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new CommandException($"--data {path} is not empty. Name an empty or a new folder.");
        }

        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }

            return Directory.CreateDirectory(path).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"The folder {path} cannot be emptied: {exception.Message}"), exception);
        }
    }
}
