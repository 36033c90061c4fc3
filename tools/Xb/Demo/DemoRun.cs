using System.Globalization;
using Spectre.Console;
using XbFunctions.Contracts;
using XbFunctions.Xb.Hubs;
using XbFunctions.Xb.Platform;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Demo;

/// <summary>One run of the demo, from start to summary.</summary>
/// <param name="terminal">Where it is shown.</param>
/// <param name="time">Its clock.</param>
internal sealed class DemoRun(CommandTerminal terminal, TimeProvider time)
{
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Runs it.</summary>
    /// <param name="options">The platform's folder and ports.</param>
    /// <param name="simulation">The marketplace; null to send nothing.</param>
    /// <param name="eventsPerSecond">Rate of the stream.</param>
    /// <param name="duration">How long.</param>
    /// <param name="cancellationToken">Ends it early, which is no failure.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(
        PlatformOptions options, SimulationOptions? simulation, int eventsPerSecond, TimeSpan duration, CancellationToken cancellationToken)
    {
        terminal.Line("Starting storage, the hubs and the functions ...");
        await using var platform = await StartedPlatform.StartAsync(options, cancellationToken);
        var target = PlatformTarget.Of(platform.Local).EventHubs;
        var watch = new DecisionWatch();
        await using var tail = await HubTail.StartAsync(target, HubNames.Decisions, watch.Take, time, cancellationToken);
        var insights = new InsightWatch();
        await using var insightTail = await HubTail.StartAsync(target, HubNames.Insights, insights.Take, time, cancellationToken);
        await using var feed = new SimulationFeed(target, time);
        long sent = 0;
        var shop = new DemoShop(platform);
        var world = simulation is null ? null : MarketplaceWorld.Create(simulation);
        if (world is not null)
        {
            var items = await shop.FillAsync(world, cancellationToken);
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"Catalogue:      {items:N0} items of the marketplace"));
        }

        var meter = new DemoMeter(platform, () => Interlocked.Read(ref sent), watch, time);
        Introduce(platform, simulation, meter.Take());

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ending.CancelAfter(duration);
        var sending = world is null
            ? Task.CompletedTask
            : Task.Run(
                () => feed.RunAsync(
                    new MarketplaceSimulator(world).Run(ending.Token),
                    eventsPerSecond,
                    chunk =>
                    {
                        Interlocked.Add(ref sent, chunk.Count);
                        shop.Note(chunk);
                    },
                    ending.Token),
                CancellationToken.None);
        await ShowAsync(meter, shop, sending, ending.Token);
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (sending.IsFaulted)
        {
            await sending;
        }

        await DrainAsync(platform, tail, cancellationToken);
        var last = meter.Take();
        terminal.Out.Write(DemoView.Declines(last));
        terminal.Out.Write(DemoView.Summary(last));
        terminal.Out.Write(insights.Summary());
        if (await shop.RecommendedAsync(cancellationToken) is { } recommended)
        {
            terminal.Out.Write(recommended);
        }

        foreach (var warning in platform.Warnings.Lines)
        {
            terminal.Line(warning);
        }

        return 0;
    }

    private void Introduce(StartedPlatform platform, SimulationOptions? simulation, DemoSnapshot snapshot)
    {
        terminal.Line($"HTTP functions: {snapshot.HttpAddress}, key {snapshot.Key}");
        terminal.Line($"Event Hubs:     {platform.Local.EventHubsConnectionString}");
        terminal.Line($"Model:          {snapshot.Model}");
        terminal.Line(simulation is null
            ? "Waiting for your events; the README shows how to send some."
            : string.Create(CultureInfo.InvariantCulture, $"Streaming a simulated marketplace (seed {simulation.Seed}) over AMQP."));
    }

    // Shows the run until its time is over or the feed fails.
    private async Task ShowAsync(DemoMeter meter, DemoShop shop, Task sending, CancellationToken cancellationToken)
    {
        if (terminal.IsLive)
        {
            await terminal.Out.Live(DemoView.Live(meter.Take())).AutoClear(true)
                .StartAsync(live => RepeatAsync(
                    LiveInterval, sending, () => live.UpdateTarget(DemoView.Live(meter.Take())), cancellationToken));
            return;
        }

        string? shown = null;
        await RepeatAsync(
            LineInterval,
            sending,
            () =>
            {
                var snapshot = meter.Take();
                terminal.Line(DemoView.Line(snapshot));
                if (shown is null && snapshot.Curl is { } curl)
                {
                    shown = curl;
                    terminal.Line($"Try: {curl}");
                    if (shop.Curl is { } recommendations)
                    {
                        terminal.Line($"Try: {recommendations}");
                    }
                }
            },
            cancellationToken);
    }

    private async Task RepeatAsync(TimeSpan interval, Task sending, Action show, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (!sending.IsFaulted && await timer.WaitForNextTickAsync(cancellationToken))
            {
                show();
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    // What is enqueued is still decided, unless the user is in a hurry.
    private async Task DrainAsync(StartedPlatform platform, HubTail tail, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(DrainTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var timer = new PeriodicTimer(LiveInterval, time);

            // Twice in a row: what was on the wire when the sending ended may come a moment later.
            for (var quiet = 0; quiet < 2;)
            {
                quiet = platform.Local.ConsumerPositions.Sum(position => position.Lag) > 0 ? 0 : quiet + 1;
                await timer.WaitForNextTickAsync(either.Token);
            }

            await tail.CatchUpAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // The summary says what waits.
        }
    }
}
