using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Inference.Tests;

/// <summary>Keeps what was logged, and lets a test wait for it.</summary>
internal sealed class RecordingLogger<T> : ILogger<T>
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _events = new();

    public ConcurrentQueue<(int Id, string Text)> Entries { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = formatter(state, exception);
        Entries.Enqueue((eventId.Id, text));
        Source(eventId.Id).TrySetResult(text);
    }

    /// <summary>The first message of an event, now or later.</summary>
    public Task<string> FirstAsync(int eventId, CancellationToken cancellationToken) =>
        Source(eventId).Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);

    private TaskCompletionSource<string> Source(int eventId) =>
        _events.GetOrAdd(eventId, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
}
