namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Forecasts callers' own series, a few calls at once. Thread-safe.</summary>
/// <param name="options">The longest time of a call.</param>
/// <param name="time">Clock of that time.</param>
public sealed class SeriesForecaster(ForecastingOptions options, TimeProvider time) : IDisposable
{
    /// <summary>Most values of one call.</summary>
    public const int MaxValues = 10_000;

    /// <summary>Most series of one call.</summary>
    public const int MaxSeries = 50;

    /// <summary>Longest horizon.</summary>
    public const int MaxHorizon = 200;

    private static readonly Dictionary<string, int[]> Seasons = new(StringComparer.OrdinalIgnoreCase)
    {
        ["H"] = [24, 168],
        ["D"] = [7],
        ["B"] = [5],
        ["W"] = [52],
        ["M"] = [12],
        ["Q"] = [4],
        ["Y"] = [],
    };

    /// <summary>One for each call that may be at work.</summary>
    internal SemaphoreSlim Turns { get; } = new(options.SeriesAtOnce > 0 ? options.SeriesAtOnce : Environment.ProcessorCount);

    /// <summary>What is wrong with a request; null where nothing is.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The member at fault and a sentence.</returns>
    public static (string Field, string Detail)? Check(SeriesRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request switch
        {
            { Y.Count: 0 or > MaxValues } => ("series.y", $"Expected 1 to {MaxValues} values, got {request.Y.Count}."),
            { Sizes.Count: 0 or > MaxSeries } => ("series.sizes", $"Expected 1 to {MaxSeries} series, got {request.Sizes.Count}."),
            _ when request.Sizes.Any(static size => size < 1) || request.Sizes.Sum(static size => (long)size) != request.Y.Count =>
                ("series.sizes", $"Sizes are 1 or more and add up to the {request.Y.Count} values of 'series.y'."),
            _ when request.Y.Any(static value => value is { } number && !(Math.Abs(number) <= 1e12)) => ("series.y", "Values lie between -1e12 and 1e12."),
            _ when !Seasons.ContainsKey(request.Frequency) => ("freq", $"Expected one of {string.Join(", ", Seasons.Keys)}."),
            { Horizon: < 1 or > MaxHorizon } => ("h", $"Expected 1 to {MaxHorizon} steps."),
            _ when request.Levels.Any(static level => level is not (80 or 95)) => ("level", "Levels are 80 and 95."),
            _ when Cut(request).Any(static values => Array.TrueForAll(values, double.IsNaN)) => ("series.y", "Every series has a value that is not missing."),
            _ => null,
        };
    }

    /// <summary>Forecasts.</summary>
    /// <param name="request">A request that <see cref="Check"/> finds nothing wrong with.</param>
    /// <param name="cancellationToken">Ends the waiting and the work.</param>
    /// <returns>Null where <see cref="ForecastingOptions.SeriesWait"/> ended in the queue, or <see cref="ForecastingOptions.SeriesTimeout"/> at work.</returns>
    public async Task<SeriesAnswer?> ForecastAsync(SeriesRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var series = Cut(request).Select(static (values, i) => new ForecastSeries($"series {i + 1}", values)).ToList();
        var panel = new ForecastPanel(series, request.Horizon, Seasons[request.Frequency], ForecastCriterion.Owa) { ScaleLag = 1 };
        using var timeout = new CancellationTokenSource(options.SeriesTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await ForecastAsync(request, panel, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Turns.Dispose();

    private async Task<SeriesAnswer> ForecastAsync(SeriesRequest request, ForecastPanel panel, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!Turns.Wait(0, CancellationToken.None))
        {
            using var wait = new CancellationTokenSource(options.SeriesWait, time);
            using var first = CancellationTokenSource.CreateLinkedTokenSource(wait.Token, cancellationToken);
            await Turns.WaitAsync(first.Token).ConfigureAwait(false);
        }

        try
        {
            var run = await Task.Run(() => Forecaster.Run(panel, null, cancellationToken), cancellationToken).ConfigureAwait(false);
            var intervals = new Dictionary<string, double[]>();
            foreach (var level in request.Levels.Distinct())
            {
                var (low, high) = level == 80 ? (1, 2) : (0, 3);
                intervals[FormattableString.Invariant($"lo-{level}")] = run.Quantiles[low];
                intervals[FormattableString.Invariant($"hi-{level}")] = run.Quantiles[high];
            }

            return new SeriesAnswer(run.Forecasts, [.. panel.Series.Select(_ => request.Horizon)], run.JudgedOrigins, intervals);
        }
        finally
        {
            Turns.Release();
        }
    }

    private static IEnumerable<double[]> Cut(SeriesRequest request)
    {
        var at = 0;
        foreach (var size in request.Sizes)
        {
            yield return [.. request.Y.Skip(at).Take(size).Select(static value => value ?? double.NaN)];
            at += size;
        }
    }
}
