using Microsoft.AspNetCore.Http;

namespace XbFunctions.Host;

/// <summary>
/// The limits <c>maxOutstandingRequests</c> and <c>maxConcurrentRequests</c> of <c>host.json</c>: so many requests run, so many are taken in
/// all, and the rest are refused with 429. Shared by all HTTP functions of a host.
/// </summary>
internal sealed class HttpThrottle : IDisposable
{
    private readonly int _maxOutstanding;
    private readonly SemaphoreSlim? _running;
    private int _outstanding;

    /// <param name="maxOutstanding">Requests that run or wait; <see langword="null"/> without bound.</param>
    /// <param name="maxConcurrent">Requests that run; <see langword="null"/> without bound.</param>
    public HttpThrottle(int? maxOutstanding, int? maxConcurrent)
    {
        _maxOutstanding = maxOutstanding ?? int.MaxValue;
        _running = maxConcurrent is { } most ? new SemaphoreSlim(most, most) : null;
    }

    /// <summary>The throttle of a host; <see langword="null"/> where nothing is bounded, which is the default.</summary>
    public static HttpThrottle? Of(HostJson hostJson) =>
        hostJson.MaxOutstandingRequests is null && hostJson.MaxConcurrentRequests is null
            ? null
            : new HttpThrottle(hostJson.MaxOutstandingRequests, hostJson.MaxConcurrentRequests);

    /// <summary>Answers a request in its turn, or refuses it.</summary>
    /// <exception cref="OperationCanceledException">The caller went away while it waited.</exception>
    public async Task RunAsync(HttpContext http, RequestDelegate next)
    {
        if (Interlocked.Increment(ref _outstanding) > _maxOutstanding)
        {
            Interlocked.Decrement(ref _outstanding);
            await HttpProblem.WriteAsync(
                http, StatusCodes.Status429TooManyRequests, $"More than {_maxOutstanding} requests are outstanding; try again later.").ConfigureAwait(false);
            return;
        }

        try
        {
            await RunInTurnAsync(http, next).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _outstanding);
        }
    }

    public void Dispose() => _running?.Dispose();

    private async Task RunInTurnAsync(HttpContext http, RequestDelegate next)
    {
        if (_running is null)
        {
            await next(http).ConfigureAwait(false);
            return;
        }

        await _running.WaitAsync(http.RequestAborted).ConfigureAwait(false);
        try
        {
            await next(http).ConfigureAwait(false);
        }
        finally
        {
            _running.Release();
        }
    }
}
