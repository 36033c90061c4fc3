using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;
using XbFunctions.EventHub;
using XbFunctions.State;
using XbFunctions.Xb.Hubs;
using XbFunctions.Xb.Platform;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Demo;

/// <summary>Starts the platform, streams events through it, and shows what happens until the time is over.</summary>
/// <param name="options">What to show.</param>
/// <param name="terminal">Where to draw.</param>
/// <param name="time">The clock.</param>
internal sealed class DemoRun(DemoOptions options, CommandTerminal terminal, TimeProvider time)
{
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DrainInterval = TimeSpan.FromMilliseconds(100);

    private readonly DecisionWatch _decisions = new();
    private readonly DemoTraffic _traffic = new();

    /// <summary>Runs the demo.</summary>
    /// <param name="cancellationToken">Ends it before its time, just as cleanly.</param>
    /// <exception cref="CommandException">The platform cannot start.</exception>
    /// <exception cref="EventHubException">The hub is not reached any more, or refuses an event.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        terminal.Line("Starting storage, event hub and functions...");
        StartedPlatform platform;
        try
        {
            platform = await StartedPlatform.StartAsync(options.Platform, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        await using (platform)
        {
            await ShowAsync(platform, cancellationToken);
        }

        terminal.Line($"Everything is stopped. The data stays in {options.Platform.Folder} until the next demo.");
    }

    private async Task ShowAsync(StartedPlatform platform, CancellationToken cancellationToken)
    {
        var access = DemoAccess.Of(platform.Local);
        terminal.Line($"HTTP functions at {access.Http}, key {access.Key}");
        terminal.Line($"Event Hubs at {access.EventHubs}");
        var target = HubConnectionString.Parse(access.EventHubs);
        var started = time.GetTimestamp();
        var gauges = new PlatformGauges(platform.Local, [HubNames.Payments, HubNames.Clickstream], time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var tail = await HubTail.StartAsync(target, HubNames.Decisions, _decisions.Take, time, CancellationToken.None);
        var sending = SendAsync(target, stop.Token);
        await DrawAsync(() => Frame(platform, gauges, access, time.GetElapsedTime(started)), sending, cancellationToken);
        await stop.CancelAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!cancellationToken.IsCancellationRequested)
        {
            await sending;
            await DrainAsync(platform, tail, cancellationToken);
        }

        var answer = await DemoProbe.AskAsync(access, _decisions.Read().Sample, time);
        DemoSummary.Print(terminal, Frame(platform, gauges, access, time.GetElapsedTime(started)), _traffic, answer, platform.Warnings);
    }

    // Never faults because it was told to end.
    private async Task SendAsync(HubConnectionString target, CancellationToken cancellationToken)
    {
        if (options.World is null)
        {
            return;
        }

        try
        {
            var events = await Task.Run(
                () => new MarketplaceSimulator(MarketplaceWorld.Create(options.World)).Run(cancellationToken), cancellationToken);
            await using var feed = new SimulationFeed(target, time);
            await Task.Run(() => feed.RunAsync(events, options.Rate, _traffic.Sent, cancellationToken), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The demo is over.
        }
    }

    private Task DrawAsync(Func<DemoFrame> frame, Task sending, CancellationToken cancellationToken) => terminal.IsLive
        ? terminal.Out.Live(new Text("")).AutoClear(true).StartAsync(context => LoopAsync(
            frame,
            LiveInterval,
            shown =>
            {
                context.UpdateTarget(DemoView.Picture(shown));
                context.Refresh();
            },
            sending,
            cancellationToken))
        : LoopAsync(frame, LineInterval, shown => terminal.Line(DemoView.Line(shown)), sending, cancellationToken);

    private async Task LoopAsync(
        Func<DemoFrame> frame, TimeSpan interval, Action<DemoFrame> show, Task sending, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && !sending.IsFaulted)
        {
            var shown = frame();
            show(shown);
            var left = options.Duration - shown.Elapsed;
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            await Task.Delay(left < interval ? left : interval, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // The summary should not miss what is still on its way.
    private async Task DrainAsync(StartedPlatform platform, HubTail tail, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            while (platform.Local.ConsumerPositions.Sum(static position => position.Lag) > 0 && time.GetElapsedTime(started) < DrainLimit)
            {
                await Task.Delay(DrainInterval, time, cancellationToken);
            }

            await tail.CatchUpAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C: the summary shows what there is.
        }
    }

    private DemoFrame Frame(StartedPlatform platform, PlatformGauges gauges, DemoAccess access, TimeSpan elapsed) => new(
        elapsed,
        options.Duration,
        gauges.Read(),
        _decisions.Read(),
        platform.Services.GetRequiredService<StreamRunner<FraudState>>().Counters.Sum(static counters => counters.DeadLettered),
        platform.Warnings.Count,
        access);
}
