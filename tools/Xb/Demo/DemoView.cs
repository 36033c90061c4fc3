using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Demo;

/// <summary>Draws a snapshot.</summary>
internal static class DemoView
{
    private const int MostMarkets = 10;

    /// <summary>The live view.</summary>
    /// <param name="snapshot">The moment.</param>
    public static IRenderable Live(DemoSnapshot snapshot) => new Rows(
        new Markup(Invariant($"[bold]xb demo[/]  {snapshot.Elapsed:hh\\:mm\\:ss}  model {Markup.Escape(snapshot.Model)}  Ctrl-C ends it")),
        new Columns(Partitions(snapshot), Outcomes(snapshot)) { Expand = false },
        new Markup($"from payment to decision: [bold]p50 {Time(snapshot, 0.5)}  p99 {Time(snapshot, 0.99)}[/]   "
            + $"dead letters {CommandTables.Count(snapshot.DeadLetters)}   duplicates {CommandTables.Count(snapshot.Duplicates)}"),
        Declines(snapshot),
        new Markup(Markup.Escape(snapshot.Curl ?? $"HTTP functions at {snapshot.HttpAddress}")));

    /// <summary>One line for output that cannot be drawn over.</summary>
    /// <param name="snapshot">The moment.</param>
    public static string Line(DemoSnapshot snapshot) => string.Join("  ",
        Invariant($"{snapshot.Elapsed:mm\\:ss}"),
        $"sent {CommandTables.Count(snapshot.Sent)}",
        Invariant($"payments in {snapshot.Partitions.Sum(partition => partition.InRate):N0}/s"),
        $"decided {CommandTables.Count(snapshot.Watch.Total)} ({snapshot.Outcomes})",
        $"lag {CommandTables.Count(snapshot.Lag)}",
        $"p50 {Time(snapshot, 0.5)} p99 {Time(snapshot, 0.99)}",
        $"dead letters {CommandTables.Count(snapshot.DeadLetters)}");

    /// <summary>The table at the end.</summary>
    /// <param name="snapshot">The last moment.</param>
    public static Table Summary(DemoSnapshot snapshot)
    {
        var table = CommandTables.New("summary", "value");
        table.AddRow("events sent", CommandTables.Count(snapshot.Sent));
        table.AddRow("payments and labels in", CommandTables.Count(snapshot.Partitions.Sum(partition => partition.In)));
        table.AddRow("decisions out", CommandTables.Count(snapshot.Watch.Total));
        table.AddRow("approved", CommandTables.Count(snapshot.Watch.Count(DecisionOutcome.Approve)));
        table.AddRow("to review", CommandTables.Count(snapshot.Watch.Count(DecisionOutcome.Review)));
        table.AddRow("declined", CommandTables.Count(snapshot.Watch.Count(DecisionOutcome.Decline)));
        table.AddRow("dead letters", CommandTables.Count(snapshot.DeadLetters));
        table.AddRow("duplicates", CommandTables.Count(snapshot.Duplicates));
        table.AddRow("p50 from payment to decision", Time(snapshot, 0.5));
        table.AddRow("p99 from payment to decision", Time(snapshot, 0.99));
        table.AddRow("waiting", CommandTables.Count(snapshot.Lag));
        table.AddRow("model", Markup.Escape(snapshot.Model));
        return table;
    }

    /// <summary>The latest declines with their reasons.</summary>
    /// <param name="snapshot">The moment.</param>
    public static Table Declines(DemoSnapshot snapshot)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("declined", "market", "amount", "score", "why").Expand();
        foreach (var decline in snapshot.Watch.Declines)
        {
            table.AddRow(
                Markup.Escape(decline.PaymentId.Value),
                decline.Market.ToString(),
                Invariant($"{decline.Amount} {decline.Currency}"),
                Invariant($"{decline.Score:0.000}"),
                Markup.Escape(string.Join(' ', decline.Reasons.Take(2).Select(reason => FraudReasonTexts.TextOf(reason.Code)))));
        }

        return table;
    }

    private static Table Partitions(DemoSnapshot snapshot)
    {
        var table = CommandTables.New("partition", "in/s", "out/s", "in", "decided", "lag");
        foreach (var partition in snapshot.Partitions)
        {
            table.AddRow(
                partition.Id,
                Invariant($"{partition.InRate:N0}"),
                Invariant($"{partition.OutRate:N0}"),
                CommandTables.Count(partition.In),
                CommandTables.Count(partition.Out),
                CommandTables.Count(partition.Lag));
        }

        return table;
    }

    private static Table Outcomes(DemoSnapshot snapshot)
    {
        var table = CommandTables.New("market", "approve", "review", "decline");
        foreach (var market in snapshot.Watch.Markets.Take(MostMarkets))
        {
            table.AddRow(
                market.ToString(),
                CommandTables.Count(snapshot.Watch.Count(DecisionOutcome.Approve, market)),
                CommandTables.Count(snapshot.Watch.Count(DecisionOutcome.Review, market)),
                CommandTables.Count(snapshot.Watch.Count(DecisionOutcome.Decline, market)));
        }

        table.AddRow(
            "all",
            CommandTables.Count(snapshot.Watch.Count(DecisionOutcome.Approve)),
            CommandTables.Count(snapshot.Watch.Count(DecisionOutcome.Review)),
            CommandTables.Count(snapshot.Watch.Count(DecisionOutcome.Decline)));
        return table;
    }

    private static string Time(DemoSnapshot snapshot, double share) =>
        Invariant($"{snapshot.Watch.Latency.Percentile(share).TotalMilliseconds:0.#} ms");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
