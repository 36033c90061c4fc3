using Microsoft.Extensions.Logging;

namespace XbFunctions.Xb.Hub;

/// <summary>Prints warnings and errors as they come, one line each.</summary>
/// <param name="output">Where to.</param>
internal sealed class LineLog(TextWriter output) : ILoggerProvider, ILogger
{
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var fault = exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message.Split('\n', 2)[0].TrimEnd()})";
        lock (_lock)
        {
            output.WriteLine($"{logLevel}: {formatter(state, exception)}{fault}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The writer is not owned.
    }
}
