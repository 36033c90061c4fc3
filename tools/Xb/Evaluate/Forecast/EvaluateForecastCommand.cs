using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Xb.Evaluate.Forecast;

/// <summary><c>xb evaluate forecast</c>.</summary>
internal static class EvaluateForecastCommand
{
    private static readonly Option<string> Train = new("--train")
    {
        Description = "File of histories, .csv or .csv.gz, in the layout of --format.",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<string?> Test = CommandOptions.Text(
        "--test", "Wide file of what came after each history, for the metrics; without it only forecasts are made.", "FILE");

    private static readonly Option<string?> PredictionsOut = CommandOptions.Text(
        "--predictions-out", "CSV file for the forecasts: series_id,values,lo80,hi80,lo95,hi95.", "FILE");

    private static readonly Option<int> Horizon = CommandOptions.Number(
        "--horizon", "Steps to forecast; 0 for the format's own (wide files have none; m3 files say it of each series).", 0, 0, ForecastPanel.MaxHorizon);

    private static readonly Option<int> Season = CommandOptions.Number(
        "--season", "Season length in steps; 0 for the format's own, 1 for none.", 0, 0, ForecastPanel.MaxSeason);

    private static readonly Option<int> Season2 = CommandOptions.Number(
        "--season2", "A second, longer season; 0 for none.", 0, 0, ForecastPanel.MaxSeason);

    private static readonly Option<int> ScaleLag = CommandOptions.Number(
        "--scale-lag", "Lag of MASE's scale; 0 for the format's own (wide: the season up to 24, else 1, as in M4).", 0, 0, 10_000);

    private static readonly Option<ForecastFormat> Format = new("--format")
    {
        Description = "Layout and protocol: wide, m3, walmart, online-retail or carparts.",
        HelpName = "NAME",
        DefaultValueFactory = static _ => ForecastFormat.Wide,
        CustomParser = static result =>
        {
            var text = result.Tokens[0].Value;
            if (Enum.TryParse<ForecastFormat>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var format)
                && Enum.IsDefined(format))
            {
                return format;
            }

            result.AddError($"--format is '{text}'; expected wide, m3, walmart, online-retail or carparts.");
            return default;
        },
    };

    private static readonly Option<ForecastCriterion?> Criterion = new("--criterion")
    {
        Description = "What the search minimises on earlier origins; the format's own where left out.",
        HelpName = string.Join('|', Enum.GetNames<ForecastCriterion>()),
    };

    private static readonly Option<bool> Json = CommandOptions.Switch("--json", "Print one JSON object instead of tables.");

    private static readonly Option<bool> Plain = CommandOptions.Switch("--plain", "Print plain lines also on a terminal.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "forecast",
            """
            Forecast public series with the forecasting library of the functions and measure it by the data's own protocol. All choices are
            made on earlier origins of the same histories; --test is read for the metrics only.

            Examples:
              xb evaluate forecast --train weekly_train.csv.gz --test weekly_test.csv.gz --horizon 13 --season 52
              xb evaluate forecast --train hourly.csv --horizon 48 --season 24 --season2 168 --predictions-out hourly-forecast.csv
              xb evaluate forecast --format m3 --train m3_series.csv.gz
            """)
        {
            Train, Test, Format, Horizon, Season, Season2, ScaleLag, Criterion, PredictionsOut, Json, Plain,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = CommandTerminal.Of(parsed, parsed.GetValue(Plain));
        var isJson = parsed.GetValue(Json);
        var started = Stopwatch.GetTimestamp();
        var runs = new List<(ForecastCase Case, ForecastRun Run)>();
        foreach (var one in Read(parsed.GetValue(Format), Settings(parsed)))
        {
            runs.Add((one, await ForecastAsync(terminal, one, isJson, cancellationToken)));
        }

        if (parsed.GetValue(PredictionsOut) is { } path)
        {
            await PredictionsFile.WriteAsync(path, runs.Where(static run => run.Case.IsPredicted), cancellationToken);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var scores = ForecastComparison.Of([.. runs.Where(static run => run.Case.Truth is not null)]);
        if (isJson)
        {
            ForecastReport.PrintJson(terminal, scores, seconds);
            return 0;
        }

        runs.ForEach(run => ForecastReport.PrintBoard(terminal, run.Case.Name, run.Run));
        if (scores.Count > 0)
        {
            ForecastReport.PrintScores(terminal, scores);
        }

        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{runs.Sum(static run => run.Case.Panel.Series.Count):N0} series, {seconds:0.0} s."));
        return 0;
    }

    private static async Task<ForecastRun> ForecastAsync(
        CommandTerminal terminal, ForecastCase one, bool isQuiet, CancellationToken cancellationToken)
    {
        if (isQuiet)
        {
            return await Task.Run(() => Forecaster.Run(one.Panel, null, cancellationToken), cancellationToken);
        }

        return await CommandProgress.RunAsync(
            terminal,
            $"Forecasting {one.Name}",
            progress => Forecaster.Run(one.Panel, new StageProgress(progress), cancellationToken));
    }

    private static ForecastSettings Settings(ParseResult parsed)
    {
        var seasons = new[] { parsed.GetValue(Season), parsed.GetValue(Season2) }.Where(static season => season > 1).Distinct().Order().ToList();
        var (horizon, lag) = (parsed.GetValue(Horizon), parsed.GetValue(ScaleLag));
        return new ForecastSettings(
            parsed.GetRequiredValue(Train),
            parsed.GetValue(Test),
            horizon > 0 ? horizon : null,
            seasons,
            lag > 0 ? lag : null,
            parsed.GetValue(Criterion));
    }

    private static IReadOnlyList<ForecastCase> Read(ForecastFormat format, ForecastSettings settings) =>
        settings.Test is not null && format != ForecastFormat.Wide
            ? throw new CommandException("--test goes with wide files only; the other formats hold their own test part.")
            : format switch
            {
                ForecastFormat.M3 => M3Cases.Read(settings),
                ForecastFormat.Walmart => WalmartCases.Read(settings),
                ForecastFormat.OnlineRetail => RetailCases.Read(settings),
                ForecastFormat.Carparts => CarpartsCases.Read(settings),
                _ => WideCases.Read(settings),
            };

    private sealed class StageProgress(IProgress<WorkDone> progress) : IProgress<ForecastProgress>
    {
        public void Report(ForecastProgress value) => progress.Report(new WorkDone(value.Share, value.Stage));
    }
}
