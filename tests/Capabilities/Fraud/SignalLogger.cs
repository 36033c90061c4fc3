using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>Lets a test wait for a log event.</summary>
internal sealed class SignalLogger<T> : ILogger<T>
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _next = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Source(eventId.Id).TrySetResult(formatter(state, exception));

    /// <summary>The next message of an event that no call has waited for yet.</summary>
    public async Task<string> NextAsync(int eventId, CancellationToken cancellationToken)
    {
        var text = await Source(eventId).Task.WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
        _next.TryRemove(eventId, out _);
        return text;
    }

    private TaskCompletionSource<string> Source(int eventId) =>
        _next.GetOrAdd(eventId, static _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
}
