using System.Globalization;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>
/// Finds surges minute by minute, and keeps the warnings about them. Pure: what it knows is in <see cref="Save"/>, and equal counts give
/// equal warnings. Not thread-safe.
/// </summary>
/// <param name="options">Settings.</param>
public sealed class SurgeDetector(WarningOptions options)
{
    private const int MostSamples = 5;
    private const int MostMarkets = 50;
    private const int QuietMinutes = 360;

    private readonly Dictionary<WatchKey, ActiveWarning> _active = [];
    private readonly Dictionary<WatchKey, long> _quietUntil = [];
    private readonly List<SurgeFinding> _findings = [];

    /// <summary>Minutes that a window can be long: so much later a minute becomes part of what is usual.</summary>
    public static int LongestWindow => SurgeBaselines.Windows[^1];

    /// <summary>What is usual.</summary>
    public SurgeBaselines Baselines { get; } = new(options);

    /// <summary>Warnings that have not ended.</summary>
    public IReadOnlyCollection<ActiveWarning> Active => _active.Values;

    /// <summary>The last minute looked at, since the Unix epoch; 0 before the first.</summary>
    public long Through { get; private set; }

    /// <summary>The first minute looked at; 0 before it.</summary>
    public long Started { get; private set; }

    /// <summary>Looks at the minute after <see cref="Through"/>, or at any for a beginning.</summary>
    /// <param name="minute">The minute, since the Unix epoch; it is over.</param>
    /// <param name="ledger">Counts of the minute and of the two longest windows before it.</param>
    /// <param name="events">Receives what is to be told, in order.</param>
    public void Step(long minute, MinuteLedger ledger, ICollection<FraudWarning> events)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(events);
        (Started, Through) = (Started == 0 ? minute : Started, minute);
        Baselines.Learn(ledger.Of(minute - LongestWindow), _active.ContainsKey);
        if (minute % SurgeBaselines.Windows[1] == 0)
        {
            Baselines.Calibrate(WindowOf(ledger, minute - LongestWindow + SurgeBaselines.Windows[1], SurgeBaselines.Windows[1]), _active.ContainsKey);
        }

        if (minute - Started >= options.WarmUp.TotalMinutes)
        {
            Find(minute, ledger);
            foreach (var finding in _findings)
            {
                Take(finding, minute, ledger, events);
            }
        }

        End(minute, events);
    }

    /// <summary>Everything that is known, to go on later.</summary>
    public SurgeDocument Save() => new(
        Through,
        Started,
        [.. _active.Values],
        [.. _quietUntil.Select(static quiet => new SurgeDocument.QuietGroup(quiet.Key.Dimension, quiet.Key.Text(), quiet.Value))],
        [
            .. Baselines.Dimensions.Select(static one => new SurgeDocument.Baseline(
                one.Key,
                one.Value.SquaredDeviations,
                one.Value.Variances,
                [.. one.Value.Groups.Select(group => new SurgeDocument.Group(new WatchKey(one.Key, group.Key).Text(), group.Value.Attempts, group.Value.Hits))])),
        ],
        []);

    /// <summary>Goes on where another has stopped.</summary>
    /// <param name="document">What it saved.</param>
    public void Load(SurgeDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        (Through, Started) = (document.Through, document.Started);
        foreach (var warning in document.Active)
        {
            if (WatchKey.TryParse(warning.Dimension, warning.Key, out var key))
            {
                _active[key] = warning;
            }
        }

        foreach (var quiet in document.Quiet)
        {
            if (WatchKey.TryParse(quiet.Dimension, quiet.Key, out var key))
            {
                _quietUntil[key] = quiet.UntilMinute;
            }
        }

        foreach (var saved in document.Baselines)
        {
            if (Baselines.Dimensions.TryGetValue(saved.Dimension, out var baseline))
            {
                Load(saved, baseline);
            }
        }
    }

    private static void Load(SurgeDocument.Baseline saved, DimensionBaseline baseline)
    {
        (baseline.SquaredDeviations, baseline.Variances) = (saved.SquaredDeviations, saved.Variances);
        foreach (var group in saved.Groups)
        {
            if (WatchKey.TryParse(saved.Dimension, group.Key, out var key))
            {
                baseline.Groups[key.Value] = new GroupHistory(group.Attempts, group.Hits);
            }
        }

        baseline.Estimate();
    }

    private static Dictionary<WatchKey, WatchCell> WindowOf(MinuteLedger ledger, long last, int length)
    {
        var window = new Dictionary<WatchKey, WatchCell>();
        for (var minute = last - length + 1; minute <= last; minute++)
        {
            ledger.AddTo(minute, window);
        }

        return window;
    }

    /// <summary>The longer windows hold the shorter ones, so that one pass back in time builds all of them.</summary>
    private void Find(long minute, MinuteLedger ledger)
    {
        _findings.Clear();
        var window = new Dictionary<WatchKey, WatchCell>();
        var length = 0;
        foreach (var wanted in SurgeBaselines.Windows)
        {
            for (; length < wanted; length++)
            {
                ledger.AddTo(minute - length, window);
            }

            Baselines.Test(window, wanted, _findings);
        }

        // The weightiest first: of several windows it is the one that the warning tells of, and when there are too many it stays.
        _findings.Sort(static (left, right) => left.PValue.CompareTo(right.PValue));
    }

    private void Take(in SurgeFinding finding, long minute, MinuteLedger ledger, ICollection<FraudWarning> events)
    {
        var now = FraudMinutes.TimeOf(minute + 1);
        if (_active.TryGetValue(finding.Key, out var known))
        {
            var (seenSamples, seenMarkets) = Gather(finding, minute, ledger);
            var renewed = known with { LastSeen = now, ExpiresAt = ExpiryOf(known.Since, now), Markets = [.. known.Markets.Union(seenMarkets).Take(MostMarkets)] };
            if (finding.Observed > known.Observed)
            {
                renewed = With(renewed, finding) with { Samples = seenSamples };
            }

            if (renewed.Observed >= 2 * known.Published)
            {
                renewed = renewed with { Published = renewed.Observed };
                events.Add(EventOf(renewed, WarningStage.Updated, now));
            }

            _active[finding.Key] = renewed;
            return;
        }

        if (_active.Count >= options.MaxActive || _quietUntil.GetValueOrDefault(finding.Key) > minute)
        {
            return;
        }

        var (samples, markets) = Gather(finding, minute, ledger);
        var text = finding.Key.Text();
        var id = string.Create(
            CultureInfo.InvariantCulture, $"{finding.Key.Dimension.ToString().ToLowerInvariant()}:{text}:{minute}");
        var raised = With(
            new ActiveWarning(id, finding.Key.Dimension, text, now, now, ExpiryOf(now, now), 0, 0, 0, 0, 1, samples, markets), finding) with { Published = finding.Observed };
        _active[finding.Key] = raised;
        events.Add(EventOf(raised, WarningStage.Raised, now));
    }

    private void End(long minute, ICollection<FraudWarning> events)
    {
        var now = FraudMinutes.TimeOf(minute + 1);
        foreach (var (key, warning) in _active.Where(warning => warning.Value.ExpiresAt <= now).ToList())
        {
            _active.Remove(key);
            events.Add(EventOf(warning, WarningStage.Ended, now));
            if (warning.LastSeen + options.HoldTime > now)
            {
                // It has grown old, not gone: left alone until it has become what is usual.
                _quietUntil[key] = minute + QuietMinutes;
            }
        }

        foreach (var key in _quietUntil.Where(quiet => quiet.Value <= minute).Select(static quiet => quiet.Key).ToList())
        {
            _quietUntil.Remove(key);
        }
    }

    private DateTimeOffset ExpiryOf(DateTimeOffset since, DateTimeOffset seen) =>
        seen + options.HoldTime < since + options.LongestWarning ? seen + options.HoldTime : since + options.LongestWarning;

    private static (List<string> Samples, List<CountryCode> Markets) Gather(in SurgeFinding finding, long minute, MinuteLedger ledger)
    {
        var (samples, markets) = (new List<string>(), new List<CountryCode>());
        for (var at = minute; at > minute - finding.WindowMinutes; at--)
        {
            if (ledger.Of(at).TryGetValue(finding.Key, out var cell) && cell.Sample is { } sample)
            {
                samples.Add(sample);
                markets.Add(cell.SampleMarket);
            }
        }

        return ([.. samples.Distinct().Take(MostSamples)], [.. markets.Distinct().Take(MostMarkets)]);
    }

    private static ActiveWarning With(ActiveWarning warning, in SurgeFinding finding) => warning with
    {
        WindowMinutes = finding.WindowMinutes,
        Attempts = finding.Attempts,
        Observed = finding.Observed,
        Expected = Math.Round(finding.Expected, 3),
        PValue = finding.PValue,
    };

    private static FraudWarning EventOf(ActiveWarning warning, WarningStage stage, DateTimeOffset now) => new(
        warning.Id,
        stage,
        warning.Dimension,
        warning.Key,
        warning.Since,
        now,
        (stage == WarningStage.Ended ? warning.LastSeen : now).AddMinutes(-warning.WindowMinutes),
        warning.Attempts,
        warning.Observed,
        warning.Expected,
        warning.PValue,
        [.. warning.Samples.Select(static sample => new PaymentId(sample))],
        TextOf(warning, stage));

    private static string TextOf(ActiveWarning warning, WarningStage stage)
    {
        var what = string.Create(
            CultureInfo.InvariantCulture,
            $"{warning.Dimension} {warning.Key}: {warning.Observed} of {warning.Attempts} attempts to pay were held in {warning.WindowMinutes} minutes, {warning.Expected:0.0} are usual.");
        return stage == WarningStage.Ended ? $"The surge is over. {what}" : what;
    }
}
