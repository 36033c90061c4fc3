using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using XbFunctions.Xb.Archive;
using XbFunctions.Xb.Bench;
using XbFunctions.Xb.Chaos;
using XbFunctions.Xb.DeadLetters;
using XbFunctions.Xb.Demo;
using XbFunctions.Xb.Evaluate;
using XbFunctions.Xb.Forecasts;
using XbFunctions.Xb.Fraud;
using XbFunctions.Xb.Hub;
using XbFunctions.Xb.Items;
using XbFunctions.Xb.Policy;
using XbFunctions.Xb.Privacy;
using XbFunctions.Xb.ReadModels;
using XbFunctions.Xb.Replay;
using XbFunctions.Xb.Sales;
using XbFunctions.Xb.Settings;
using XbFunctions.Xb.Simulate;
using XbFunctions.Xb.Train;
using XbFunctions.Xb.Translate;
using XbFunctions.Xb.Warnings;

namespace XbFunctions.Xb;

/// <summary>The command <c>xb</c>.</summary>
internal static class XbCommandLine
{
    /// <summary>Exit code of a command that found what it looked for to be wrong.</summary>
    public const int Failed = 1;

    /// <summary>Exit code of a command that was typed wrongly.</summary>
    public const int Misused = 2;

    /// <summary>Exit code of a command that Ctrl-C ended, as shells have it.</summary>
    public const int Interrupted = 130;

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Parses and runs one command line.</summary>
    /// <param name="args">What was typed after <c>xb</c>.</param>
    /// <param name="output">Results.</param>
    /// <param name="error">Problems, one line each.</param>
    /// <param name="cancellationToken">Ends the command like Ctrl-C.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var parsed = Create().Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Action is ParseErrorAction)
        {
            var problem = parsed.UnmatchedTokens.Count > 0
                ? $"'{parsed.UnmatchedTokens[0]}' is neither a command nor an option here."
                : string.Join(' ', parsed.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            await error.WriteLineAsync($"{problem} See {PathOf(parsed)} --help.");
            return Misused;
        }

        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = StopTimeout,
            Output = output,
            Error = error,
        };
        return await CommandBoundary.RunAsync(() => parsed.InvokeAsync(configuration, cancellationToken), error);
    }

    // Not a RootCommand, which is named after the executable.
    private static Command Create() => new("xb", "Runs, feeds, trains and inspects an XbFunctions event pipeline.")
    {
        new HelpOption(),
        new VersionOption(),
        DemoCommand.Create(),
        ChaosCommand.Create(),
        SimulateCommand.Create(),
        ReplayCommand.Create(),
        TrainCommand.Create(),
        TranslateCommand.Create(),
        EvaluateCommand.Create(),
        FraudCommand.Create(),
        SalesCommand.Create(),
        ForecastsCommand.Create(),
        DeadLettersCommand.Create(),
        PolicyCommand.Create(),
        ItemsCommand.Create(),
        HubCommand.Create(),
        BenchCommand.Create(),
        ReadModelsCommand.Create(),
        ArchiveCommand.Create(),
        EraseCommand.Create(),
        KeysCommand.Create(),
        SettingsCommand.Create(),
        WarningsCommand.Create(),
    };

    // "xb replay online-retail": where the user finds the options of the command that was typed.
    private static string PathOf(ParseResult parsed)
    {
        List<string> names = [];
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = command.Parent)
        {
            names.Insert(0, command.Command.Name);
        }

        return string.Join(' ', names);
    }
}
