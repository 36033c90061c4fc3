using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.Xb.Bench;

/// <summary><c>xb bench forecast</c>: time and memory of nightly forecasting on simulated daily series.</summary>
internal static class ForecastBenchCommand
{
    private const int Horizon = 28;
    private const int SeriesOfM5 = 30_490;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var series = CommandOptions.Number("--series", "Series.", 1_000, 20, SeriesOfM5);
        var days = CommandOptions.Number("--days", "Days of history.", 1_900, 100, 2_000);
        var command = new Command(
            "forecast",
            """
            Forecast simulated daily series 28 days ahead as the nightly run does, part by part, and say the time and memory of each method a
            thousand series and origin, the time of each stage on the clock and on the processors, and what the 30,490 series of M5's size
            would take at that rate (a projection, unless --series is 30490). On a machine that others use too, time on the processors
            tells more than the clock.

            Examples:
              xb bench forecast
              xb bench forecast --series 30490 --days 1900
            """)
        {
            series, days,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            Run(CommandTerminal.Of(parsed), parsed.GetValue(series), parsed.GetValue(days), cancellationToken);
            return Task.FromResult(0);
        });
        return command;
    }

    private static void Run(CommandTerminal terminal, int count, int days, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var sales = Enumerable.Range(0, count).Select(i => Simulate(i, days)).ToList();
        terminal.Line(Text($"{count} series of {days} days made in {watch.Elapsed.TotalSeconds:0.0} s; {Environment.ProcessorCount} cores."));
        Methods(terminal, sales, cancellationToken);

        var options = new ForecastingOptions { HistoryDays = 2_000 };
        var (forecaster, stages, parts) = (new PartForecaster(options), new StageWatch(), new List<ForecastPart>());
        var (began, allocated) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());
        foreach (var part in sales.Chunk(options.PartSeries))
        {
            stages.Enter("preparing a part");
            parts.Add(forecaster.Run("US", parts.Count, new DateOnly(2026, 6, 1), part, ForecastChampion.BuiltIn, cancellationToken, stages));
        }

        stages.Enter("adding up");
        var sums = new ForecastSums(forecaster);
        var tree = new ForecastTree(
            parts, [sums.Market("US", parts, ForecastChampion.BuiltIn, cancellationToken), sums.Everything(parts, ForecastChampion.BuiltIn, cancellationToken)]);
        tree.Reconcile(ofChampion: false, tree.PrefersMinTrace(ofChampion: false));
        stages.End();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        foreach (var (stage, clock, processor, bytes) in stages.Stages)
        {
            terminal.Line(Text($"  {stage,-26} {clock,8:0.0} s  {processor,8:0.0} s on the processors; {processor * 1000 / count,8:0.00} s  {bytes / 1e6 * 1000 / count,8:#,0} MB a thousand series, all origins"));
        }

        var all = stages.Stages.Sum(static stage => stage.Processor);
        terminal.Line(Text($"All {count} series in {parts.Count} parts: {seconds:0.0} s, {all:0.0} s on the processors; {(GC.GetTotalAllocatedBytes() - allocated) / 1e6 / count * 1000:#,0} MB allocated a thousand series, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:#,0} MB."));
        terminal.Line(Text($"{(count == SeriesOfM5 ? "Measured" : "Projected, not measured")}: {SeriesOfM5:#,0} series in {seconds * SeriesOfM5 / count / 60:0.0} minutes, {all * SeriesOfM5 / count / 60:0.0} minutes on the processors."));
    }

    private static void Methods(CommandTerminal terminal, List<MarketSales> sales, CancellationToken cancellationToken)
    {
        var sample = sales.Take(100).ToList();
        foreach (var method in ForecastMethods.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (forecast, from, allocated) = (new double[Horizon], Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            foreach (var one in sample)
            {
                method.TryForecast(new MethodInput(SeriesCleaner.Clean(one.Units, 7), [7]), forecast);
            }

            terminal.Line(Text($"  {method.Name,-24} {Stopwatch.GetElapsedTime(from).TotalSeconds * 1000 / sample.Count,8:0.00} s  {(GC.GetAllocatedBytesForCurrentThread() - allocated) / 1e6 * 1000 / sample.Count,8:0} MB a thousand series, one origin, one core"));
        }
    }

    // Intermittent to smooth by number, with a week and a slow drift.
    private static MarketSales Simulate(int number, int days)
    {
        var random = new Random(number);
        var (level, units, ones) = (Math.Exp(random.NextDouble() * 4) - 0.7, new double[days], new double[days]);
        Array.Fill(ones, 1);
        for (var day = 0; day < days; day++)
        {
            level *= Math.Exp((random.NextDouble() - 0.5) * 0.02);
            var rate = level * (day % 7 >= 5 ? 1.4 : 0.84);
            units[day] = Poisson(random, Math.Min(rate, 400));
        }

        return new MarketSales(Text($"sku-{number}"), Text($"category-{number % 7}"), units, ones, new double[days]);
    }

    private static int Poisson(Random random, double rate)
    {
        if (rate > 30)
        {
            return (int)Math.Max(0, Math.Round(rate + (Math.Sqrt(rate) * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble()))));
        }

        var (limit, product, count) = (Math.Exp(-rate), random.NextDouble(), 0);
        while (product > limit)
        {
            product *= random.NextDouble();
            count++;
        }

        return count;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
