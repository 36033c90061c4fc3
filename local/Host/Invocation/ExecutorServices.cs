using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>What every executor works with.</summary>
/// <param name="Scopes">Makes the scope of services of a try.</param>
/// <param name="Time">Clock of timeouts and retry delays.</param>
/// <param name="Timeout">Longest try; <see langword="null"/> without bound.</param>
/// <param name="Signals">Tell when the host stops.</param>
/// <param name="Counts">Counts what runs.</param>
/// <param name="Stuck">What to do about a function that goes on after its time is over.</param>
/// <param name="Loggers">Makes the loggers.</param>
internal sealed record ExecutorServices(
    IServiceScopeFactory Scopes,
    TimeProvider Time,
    TimeSpan? Timeout,
    ShutdownSignals Signals,
    InvocationCounts Counts,
    IStuckFunctionHandler Stuck,
    ILoggerFactory Loggers);
