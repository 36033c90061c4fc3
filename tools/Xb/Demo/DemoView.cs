using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Demo;

/// <summary>Draws frames: a live picture, or a line.</summary>
internal static class DemoView
{
    private const int ShownMarkets = 8;

    /// <summary>The live picture.</summary>
    /// <param name="frame">What to show.</param>
    public static IRenderable Picture(DemoFrame frame)
    {
        var columns = new Grid().AddColumn().AddColumn().AddRow(Partitions(frame), Markets(frame.Decisions));
        return new Rows(
            new Markup($"[bold]XbFunctions demo[/]  {Markup.Escape(Clock(frame))}  model [bold]{Markup.Escape(frame.Decisions.Model ?? "none yet")}[/]"),
            columns,
            Declined(frame.Decisions),
            new Markup(Markup.Escape(Figures(frame))),
            new Markup($"HTTP [blue]{Markup.Escape(frame.Access.Http.ToString())}[/]   {Markup.Escape(Curl(frame))}"),
            new Markup("[dim]Ctrl-C ends the demo.[/]"));
    }

    /// <summary>The same in one line.</summary>
    /// <param name="frame">What to show.</param>
    public static string Line(DemoFrame frame)
    {
        var decisions = frame.Decisions;
        var rate = frame.Gauges.Sum(static gauge => gauge.InRate);
        var outcomes = string.Join(' ', decisions.Outcomes.Select(static pair => string.Create(
            CultureInfo.InvariantCulture, $"{pair.Outcome} {pair.Payments:N0}")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Clock(frame)}  in {rate:N0}/s  lag {frame.Gauges.Sum(static gauge => gauge.Lag ?? 0):N0}  decided {decisions.Decided:N0} ({outcomes})  {Latency(decisions)}  dead letters {frame.DeadLetters:N0}");
    }

    /// <summary>Median and 99th percentile of the time to a decision.</summary>
    /// <param name="decisions">The figures.</param>
    public static string Latency(DecisionFigures decisions) => string.Create(
        CultureInfo.InvariantCulture, $"p50 {decisions.Median.TotalMilliseconds:N0} ms p99 {decisions.Slowest.TotalMilliseconds:N0} ms");

    private static Table Partitions(DemoFrame frame)
    {
        var table = CommandTables.New("hub", "partition", "in/s", "out/s", "lag");
        foreach (var gauge in frame.Gauges)
        {
            table.AddRow(
                Markup.Escape(gauge.Hub),
                Markup.Escape(gauge.Partition),
                Rate(gauge.InRate),
                gauge.OutRate is { } taken ? Rate(taken) : "[dim]no reader[/]",
                gauge.Lag is { } lag ? CommandTables.Count(lag) : "");
        }

        return table;
    }

    private static Table Markets(DecisionFigures decisions)
    {
        var table = CommandTables.New("market", EventNames.Of(DecisionOutcome.Approve), EventNames.Of(DecisionOutcome.Review), EventNames.Of(DecisionOutcome.Decline));
        foreach (var market in decisions.Markets.Take(ShownMarkets))
        {
            AddMarket(table, market);
        }

        var others = decisions.Markets.Skip(ShownMarkets).ToList();
        if (others.Count > 0)
        {
            AddMarket(table, Total($"{others.Count} others", others));
        }

        AddMarket(table, Total("all", decisions.Markets));
        return table;
    }

    private static Table Declined(DecisionFigures decisions)
    {
        var table = CommandTables.New("latest declined", "market", "amount", "score", "reasons");
        foreach (var payment in decisions.Declined)
        {
            table.AddRow(
                Markup.Escape(payment.PaymentId),
                payment.Market,
                payment.Amount,
                payment.Score.ToString("0.000", CultureInfo.InvariantCulture),
                Markup.Escape(payment.Reasons));
        }

        return table;
    }

    private static void AddMarket(Table table, MarketFigures market) => table.AddRow(
        Markup.Escape(market.Market),
        CommandTables.Count(market.Approved),
        $"[yellow]{CommandTables.Count(market.Reviewed)}[/]",
        $"[red]{CommandTables.Count(market.Declined)}[/]");

    private static MarketFigures Total(string name, IReadOnlyList<MarketFigures> markets) => new(
        name,
        markets.Sum(static market => market.Approved),
        markets.Sum(static market => market.Reviewed),
        markets.Sum(static market => market.Declined));

    private static string Figures(DemoFrame frame) => string.Create(
        CultureInfo.InvariantCulture,
        $"Enqueued to decided {Latency(frame.Decisions)}   dead letters {frame.DeadLetters:N0}   warnings {frame.Warnings:N0}");

    private static string Curl(DemoFrame frame) =>
        frame.Decisions.Sample is { } payment ? frame.Access.CurlLine(payment) : "No decision to ask for yet.";

    private static string Clock(DemoFrame frame) =>
        string.Create(CultureInfo.InvariantCulture, $"{frame.Elapsed:hh\\:mm\\:ss} of {frame.Duration:hh\\:mm\\:ss}");

    private static string Rate(double rate) => rate.ToString("N0", CultureInfo.InvariantCulture);
}
