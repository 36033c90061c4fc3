using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Xb.Platform;

/// <summary>Keeps the platform's latest warnings, which would tear a live view, to be shown where there is room.</summary>
internal sealed class WarningLog : ILoggerProvider
{
    private const int Kept = 20;

    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>Warnings and errors since the start.</summary>
    public long Count { get; private set; }

    /// <summary>The latest ones, oldest first.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new CategoryLogger(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held open.
    }

    private void Add(string line)
    {
        Count++;
        _lines.Enqueue(line);
        if (_lines.Count > Kept)
        {
            _lines.TryDequeue(out _);
        }
    }

    private sealed class CategoryLogger(WarningLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var fault = exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message.Split('\n', 2)[0].TrimEnd()})";
                log.Add($"{logLevel}: {category}: {formatter(state, exception)}{fault}");
            }
        }
    }
}
