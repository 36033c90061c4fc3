using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host;

/// <summary>When a failed invocation is tried again.</summary>
/// <param name="MaxRetryCount">Retries after the first failure; -1 means for ever.</param>
/// <param name="First">Delay before the first retry.</param>
/// <param name="Longest">Longest delay; <see langword="null"/> keeps every delay at <paramref name="First"/>.</param>
internal sealed record RetryPolicy(int MaxRetryCount, TimeSpan First, TimeSpan? Longest)
{
    /// <summary>The policy of an attribute; <see langword="null"/> for none.</summary>
    public static RetryPolicy? From(RetryAttribute? attribute) => attribute switch
    {
        FixedDelayRetryAttribute retry => new(retry.MaxRetryCount, Parse(retry.DelayInterval), null),
        ExponentialBackoffRetryAttribute retry => new(retry.MaxRetryCount, Parse(retry.MinimumInterval), Parse(retry.MaximumInterval)),
        _ => null,
    };

    /// <summary>Whether another retry is allowed after <paramref name="retries"/> of them.</summary>
    public bool Allows(int retries) => MaxRetryCount < 0 || retries < MaxRetryCount;

    /// <summary>How long to wait before a retry.</summary>
    /// <param name="retry">1 for the first retry.</param>
    /// <param name="random">In [0, 1): spreads the delays of instances that failed together.</param>
    public TimeSpan DelayBefore(int retry, double random)
    {
        if (Longest is not { } longest)
        {
            return First;
        }

        var factor = retry <= 1 ? 1 : 1 + ((0.8 + (0.4 * random)) * Math.Pow(2, retry - 2));
        return TimeSpan.FromSeconds(Math.Min(First.TotalSeconds * factor, longest.TotalSeconds));
    }

    private static TimeSpan Parse(string interval) => TimeSpan.Parse(interval, CultureInfo.InvariantCulture);
}
