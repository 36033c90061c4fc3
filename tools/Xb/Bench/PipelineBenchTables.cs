using System.Globalization;
using System.Runtime.InteropServices;
using Spectre.Console;

namespace XbFunctions.Xb.Bench;

/// <summary>Prints what <c>xb bench pipeline</c> measured.</summary>
internal static class PipelineBenchTables
{
    /// <summary>Prints a report.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="report">The report.</param>
    public static void Print(CommandTerminal terminal, PipelineBenchReport report)
    {
        var ceiling = report.Ceiling;
        var table = CommandTables.New("throughput", "events", "batch", "events/s", "CPU µs/event", "Azurite's", "B/event");
        Run("hub to decision published", report.Path);
        Run("likewise, with archive, tables, lookups", report.Full);
        Row(table, "ceiling: parsing and inference alone", $"{ceiling.Events:N0}", $"{ceiling.BatchSize:N0}", $"{ceiling.EventsPerSecond:N0}", $"{ceiling.CpuMicroseconds:N1}", $"", $"");
        Share("hub to decision / ceiling", report.Path);
        Share("with everything / ceiling", report.Full);
        terminal.Out.Write(table);

        PrintSlices(terminal, report.Slices);
        PrintRates(terminal, "hub to decision at a fixed rate, events/s", report.PathRates);
        PrintRates(terminal, "likewise, with archive, tables, lookups", report.Rates);

        var stages = CommandTables.New("stage", "CPU µs/event", "B/event");
        foreach (var stage in report.Stages)
        {
            Row(stages, stage.Stage, $"{stage.CpuMicroseconds:N1}", $"{stage.AllocatedBytes:N0}");
        }

        terminal.Out.Write(stages);
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Path.Batches:N0} commits; a batch took {report.Path.ComputeMilliseconds:N1} ms to compute and {report.Path.AppendMilliseconds:N1} ms to append. Latency is the hub's time of the decision less its time of the payment."));
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"The garbage collector paused the second half for {report.Path.PauseMilliseconds:N0} ms in all and collected all generations {report.Path.FullCollections:N0} times in it."));
        terminal.Line("Stages were run apart, one after another, over the same batches, the second time each. CPU is this process's; Azurite, on the same cores, has its own.");
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Partitions} partitions, {report.Customers:N0} customers, model {report.Model}, {report.Cores} cores, {report.Runtime}, {RuntimeInformation.OSArchitecture}, {report.Collector}"));

        void Run(string name, PipelineRunFigures? run)
        {
            if (run is null)
            {
                return;
            }

            Row(table, name, $"{run.Events:N0}", $"{run.LargestBatch:N0}", $"{run.EventsPerSecond:N0}", $"{run.CpuMicroseconds:N1}", $"", $"{run.AllocatedBytes:N0}");
            Row(table, "  of it the second half", $"", $"", $"{run.SecondHalfPerSecond:N0}", $"{run.SecondHalfCpuMicroseconds:N1}", $"{run.SecondHalfStorageMicroseconds:N1}", $"");
        }

        void Share(string name, PipelineRunFigures? run)
        {
            if (run is null)
            {
                return;
            }

            Row(table, name, $"", $"", $"{run.EventsPerSecond / ceiling.EventsPerSecond:P0}", $"{ceiling.CpuMicroseconds / run.CpuMicroseconds:P0}", $"", $"");
            Row(table, "  of it the second half", $"", $"", $"{run.SecondHalfPerSecond / ceiling.EventsPerSecond:P0}", $"{ceiling.CpuMicroseconds / run.SecondHalfCpuMicroseconds:P0}", $"", $"");
        }
    }

    private static void PrintSlices(CommandTerminal terminal, IReadOnlyList<PipelineSliceFigures> slices)
    {
        if (slices.Count == 0)
        {
            return;
        }

        var table = CommandTables.New(
            "slice of the second half", "events/s", "CPU µs/event", "Azurite's", "ceiling events/s", "CPU µs/event", "by time", "by CPU");
        foreach (var (index, slice) in slices.Index())
        {
            Add($"{index + 1}, between two ceilings", slice);
        }

        Add("median", PipelineSliceFigures.MedianOf(slices));
        terminal.Out.Write(table);

        void Add(string name, PipelineSliceFigures slice) => Row(
            table,
            name,
            $"{slice.EventsPerSecond:N0}",
            $"{slice.CpuMicroseconds:N1}",
            $"{slice.StorageMicroseconds:N1}",
            $"{slice.CeilingPerSecond:N0}",
            $"{slice.CeilingCpuMicroseconds:N1}",
            $"{slice.Ratio:P0}",
            $"{slice.CpuRatio:P0}");
    }

    private static void PrintRates(CommandTerminal terminal, string title, IReadOnlyList<PipelineRateFigures> rates)
    {
        if (rates.Count == 0)
        {
            return;
        }

        var latency = CommandTables.New(title, "decided", "reached/s", "p50 ms", "p99 ms", "p99.9 ms");
        foreach (var rate in rates)
        {
            Row(latency, rate.Rate.ToString("N0", CultureInfo.InvariantCulture), $"{rate.Decisions:N0}", $"{rate.ReachedRate:N0}", $"{rate.P50Milliseconds:N0}", $"{rate.P99Milliseconds:N0}", $"{rate.P999Milliseconds:N0}");
        }

        terminal.Out.Write(latency);
    }

    private static void Row(Table table, string name, params FormattableString[] values) =>
        table.AddRow([name, .. values.Select(static value => value.ToString(CultureInfo.InvariantCulture))]);
}
